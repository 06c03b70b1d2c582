package cooling

import (
	"strings"
	"testing"

	"caloduc/cooling/psychro"
	"caloduc/sim"
	"caloduc/sim/param"
	"caloduc/sim/record"

	"pgregory.net/rapid"
)

// recirculating are the plants of recirculated hall air, by name.
var recirculating = []struct {
	name string
	spec func() PlantSpec
}{
	{"indirect-free-air", func() PlantSpec { return iaSpec() }},
	{"air-cooled-chiller", func() PlantSpec { return acSpec("none") }},
	{"air-cooled-chiller with economiser", func() PlantSpec { return acSpec("air") }},
	{"direct-expansion", func() PlantSpec { return dxSpec() }},
}

// Every plant is registered under its word, and its parameters are sound.
func TestRecirculatingParams(t *testing.T) {
	for _, c := range recirculating {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s was not registered", c.name)
				}
			}()
			Plants.Register(strings.Fields(c.name)[0], "", c.spec) // the second time panics
		}()
		for _, complaint := range param.Lint(c.spec()) {
			t.Errorf("%s: %s", c.name, complaint)
		}
	}
}

// In steady state at equal dry bulb and load a warmer wet bulb never lowers the
// cooling energy, water pumps apart (humidifying dry air costs what wetter air
// saves), with as many machines running: starting one more lowers the part load
// of all, which may save. For direct expansion that must hold in outdoor air warmer than the
// hall's: colder ventilation air carries the more heat out the moister it is.
func TestRecirculatingWarmerWetBulb(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := rapid.SampledFrom(recirculating).Draw(t, "plant")
		tdb := rapid.Float64Range(-20, 40).Draw(t, "T")
		if c.name == "direct-expansion" {
			tdb = rapid.Float64Range(31.5, 45).Draw(t, "T")
		}
		a := rapid.Float64Range(0.05, 1).Draw(t, "RH")
		b := rapid.Float64Range(0.05, 1).Draw(t, "RH2")
		dry, wet := outdoor(tdb, min(a, b)), outdoor(tdb, max(a, b))
		load := rapid.Float64Range(0.1, 1).Draw(t, "load")
		mean := func(w *psychro.Air) (electricMW float64, running float64, limited bool) {
			p, err := c.spec().Build(paris, airHall)
			if err != nil {
				t.Fatal(err)
			}
			var m sim.Minute
			steady(p, &m, w, airHall, load, 900)
			for range 60 {
				d := steady(p, &m, w, airHall, load, 1)
				electricMW += (d.ElectricMW - d.SprayPumpMW) / 60
				limited = limited || d.HeatLimit < 1
			}
			switch p := p.(type) {
			case *indirectAir:
				running = float64(p.chillers.running)
			case *airCooled:
				running = float64(p.chillers.running)
			case *directExpansion:
				running = p.bank.units.running
			}
			return electricMW, running, limited
		}
		e1, n1, l1 := mean(dry)
		e2, n2, l2 := mean(wet)
		if l1 || l2 || n1 > 0 && n2 > n1 {
			return // not at equal load, or with more machines
		}
		if e2 < e1*(1-1e-4) {
			t.Fatalf("%s: %g MW at %.2f degC wet bulb, %g MW at %.2f", c.name, e1, dry.WetBulbDegC, e2, wet.WetBulbDegC)
		}
	})
}

// Beyond what the plant was sized for the hall warms as the day does, servers
// settle at their limit, and all comes back.
func TestRecirculatingHeatWave(t *testing.T) {
	for _, c := range recirculating {
		s := c.spec()
		switch s := s.(type) { // capacity is clamped above the curves' range
		case *DirectExpansionSpec:
			s.CapacityMW, s.Force = 17, true
		case *AirCooledSpec:
			s.Reserve = 0
		}
		p := build(t, s, paris, airHall)
		var m sim.Minute
		d := steady(p, &m, outdoor(20, 0.5), airHall, 1, 300)
		if d.HeatLimit != 1 {
			t.Errorf("%s: limit %g at 20 degC", c.name, d.HeatLimit)
		}
		for x := 20.0; x < 56; x += 0.1 {
			if d = steady(p, &m, outdoor(x, 0.35), airHall, 1, 1); d.HeatLimit == 0 {
				t.Fatalf("%s: shut down at %.1f degC", c.name, x)
			}
		}
		d = steady(p, &m, outdoor(56, 0.35), airHall, 1, 4000)
		if d.HeatLimit >= 1 || d.HeatLimit < 0.2 || d.ServerInletAirDegC < 31.9 || d.ServerInletAirDegC > 32.1 {
			t.Errorf("%s: limit %g at %g degC", c.name, d.HeatLimit, d.ServerInletAirDegC)
		}
		if d = steady(p, &m, outdoor(20, 0.5), airHall, 1, 600); d.HeatLimit != 1 {
			t.Errorf("%s: limit %g after the wave", c.name, d.HeatLimit)
		}
	}
}

// A step from idle to full load meets machines that must start first: the hall
// warms by some kelvins, without a shutdown.
func TestRecirculatingLoadStep(t *testing.T) {
	for _, c := range recirculating {
		p := build(t, c.spec(), paris, airHall)
		var m sim.Minute
		steady(p, &m, outdoor(36, 0.3), airHall, 0.4, 600)
		peak := 0.0
		for range 60 {
			d := steady(p, &m, outdoor(36, 0.3), airHall, 1, 1)
			peak = max(peak, d.ServerInletAirDegC)
			if d.HeatLimit == 0 {
				t.Fatalf("%s: shut down at %g degC", c.name, d.ServerInletAirDegC)
			}
		}
		t.Logf("%s: peak %.1f degC", c.name, peak)
		if d := steady(p, &m, outdoor(36, 0.3), airHall, 1, 600); d.HeatLimit != 1 {
			t.Errorf("%s: limit %g after the step", c.name, d.HeatLimit)
		}
	}
}

// What cannot be is refused with the reason, or runs throttled when forced.
func TestRecirculatingRefusals(t *testing.T) {
	refuse := func(s PlantSpec, h Hall, words ...string) {
		t.Helper()
		_, err := s.Build(paris, h)
		if err == nil {
			t.Errorf("%T built; want an error with %q", s, words)
			return
		}
		for _, w := range words {
			if !strings.Contains(err.Error(), w) {
				t.Errorf("error %q lacks %q", err, w)
			}
		}
	}
	dense := airHall
	dense.RackPowerkW = 120
	cool := airHall
	cool.MaxInletAirDegC = 18
	for _, c := range recirculating {
		refuse(c.spec(), liquidHall, "cold plates")
		refuse(c.spec(), dense, "120 kW", "max_air_rack_kW")
		refuse(c.spec(), Hall{Name: "H"}, "no IT load")
	}
	warm := acSpec("none")
	warm.SupplyTempDegC = 33
	refuse(warm, airHall, "33", "32 degC")
	refuse(dxSpec(), cool, "20", "18 degC")
	hot := acSpec("none")
	hot.ChilledDegC = 26
	refuse(hot, airHall, "26.0 degC", "coil_effectiveness")
	small := acSpec("none")
	small.ChillerMW = 10
	refuse(small, airHall, "chiller_capacity_MW", "43.0 degC")
	cold := acSpec("air")
	cold.ChilledDegC = 10
	refuse(cold, airHall, "max_dew_point_degC")
	bare := iaSpec()
	bare.Mechanical, bare.Adiabatic = false, false
	refuse(bare, airHall, "41.0 degC dry bulb", "they bear 32.0")
	thick := iaSpec()
	thick.Effectiveness, thick.ScavengerRatio = 0.9, 1
	refuse(thick, airHall, "plate_effectiveness", "crossflow")
	few := dxSpec()
	few.CapacityMW = 12
	refuse(few, airHall, "dx_capacity_MW")
	ice := dxSpec()
	ice.SupplyTempDegC, ice.RangeK, ice.BypassFactor = 10, 30, 0.2
	refuse(ice, airHall, "ice up")
	small.Force = true
	var m sim.Minute
	if d := steady(build(t, small, paris, airHall), &m, outdoor(35, 0.4), airHall, 1, 3000); d.HeatLimit > 0.9 || d.HeatLimit < 0.2 {
		t.Errorf("forced, undersized: heat limit %g", d.HeatLimit)
	}
}

// recordedWeeks runs a plant through forty days with all seasons, an idle day and
// a stop, as recorded.
func recordedWeeks(t *testing.T, p Plant, perturb int) (*record.Registry, *record.Recorder) {
	hours := year()
	return recorded(t, p, 40*sim.Day, perturb, func(m sim.Minute) {
		air := hours[int(m/60*9)%8760]
		switch m / sim.Day % 8 {
		case 0:
			air = *outdoor(36, 0.3)
		case 1:
			air = *outdoor(-20, 0.5)
		}
		switch m / sim.Day {
		case 30:
			p.Stop()
		case 31:
			p.Step(m, &air, Load{})
		default:
			p.Step(m, &air, Load{ITMW: 17 + 2*float64(m%2), RoomHeatMW: 0.7})
		}
	})
}

// The recorder finds every balance closed and sees any term that is changed.
func TestRecirculatingRecord(t *testing.T) {
	for _, c := range recirculating {
		reg, rec := recordedWeeks(t, build(t, c.spec(), paris, airHall), -1)
		results, err := rec.CheckBalances()
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		through := map[*record.Balance]float64{}
		for _, r := range results {
			through[r.Balance] = r.Throughput
			t.Logf("%s, %s: residual %.2g of %.6g", c.name, r.Name, r.Residual, r.Throughput)
		}
		for i, flow := range reg.BalanceFlows() {
			if sum := rec.Totals().Of(flow.Channel); sum*sum <= 1e-8*through[flow.Balance]*through[flow.Balance] {
				continue // too little to see
			}
			_, changed := recordedWeeks(t, build(t, c.spec(), paris, airHall), i)
			if _, err := changed.CheckBalances(); err == nil {
				t.Errorf("%s: %s changed by a millionth goes unseen", c.name, reg.Channels[flow.Channel].Name)
			}
		}
	}
}
