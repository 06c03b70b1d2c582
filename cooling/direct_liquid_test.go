package cooling

import (
	"math"
	"strings"
	"testing"

	"caloduc/cooling/component"
	"caloduc/cooling/loop"
	"caloduc/sim"

	"pgregory.net/rapid"
)

// Random weather and load, minute after minute, without regard to the heat limit:
// balances close, nothing is negative or NaN; with a district network and a tank too.
func TestLiquidBalances(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		dry, tower := defaults(new(DirectLiquidDrySpec)), liquidTowerSpec(rapid.Bool().Draw(t, "trim"))
		s := tower
		s.Condenser.Control = rapid.SampledFrom([]string{loop.TowerFanSpeed, loop.TowerFanSpeed, loop.TowerApproachHeld}).Draw(t, "control")
		s.Condenser.Tower.Model = rapid.SampledFrom([]string{loop.TowerMerkel, loop.TowerMerkel, loop.TowerYork}).Draw(t, "tower")
		s.Condenser.Tower.Evaporation = rapid.SampledFrom([]string{component.EvaporationSaturated, component.EvaporationAllHeat}).Draw(t, "evaporation")
		s.LiquidSpec.SupplyTempDegC = rapid.SampledFrom([]float64{16, 21, 32}).Draw(t, "supply")
		if s.trim {
			s.Trim.Name = rapid.SampledFrom(append(component.ChillerNames(), loop.LeiMasanetChiller)).Draw(t, "chiller")
		}
		peak := rapid.SampledFrom([]float64{0, 0, 1, 20, 100}).Draw(t, "peak")
		dry.Recovery.PeakMW, tower.Recovery.PeakMW, s.Force = peak, peak, true
		immersed := keyed(new(ImmersionDrySpec), "chip_heat_W = 700")
		for _, spec := range []PlantSpec{dry, tower, immersed} {
			built, err := spec.Build(paris, liquidHall)
			if err != nil {
				t.Fatal(err)
			}
			p, out := built.(*joined), drawWeather(t)
			for m := range sim.Minute(70) {
				if m < 40 || m%20 == 0 {
					out = drawWeather(t)
				}
				p.Step(m, out, drawLoad(t, liquidHall))
				checkMinute(t, p, 1e-10*liquidHall.DesignITMW)
			}
			switch c := p.liquid.Water.Sink.(type) {
			case *loop.Central:
				if n := c.Towers.Bank.Failures; n != 0 {
					t.Fatalf("%d failures of the towers' control", n)
				}
			case *loop.DryCoolers:
				if n := c.Bank.Failures; n != 0 {
					t.Fatalf("%d failures of fan control", n)
				}
			}
		}
	})
}

// At the site's extreme and full load nothing exceeds its set point.
func TestLiquidHoldsSetPointAtExtreme(t *testing.T) {
	p := liquidDry(t, "")
	d := liquidRun(p, liquidExtreme(), 1, 600)
	near(t, "facility supply", supplyOf(p).MeanDegC, 40, 1e-4)
	near(t, "coolant", d.LiquidSupplyDegC, 44, 2e-3)
	if c := coolersOf(p); d.HeatLimit != 1 || c.FanSpeed < 0.97 || c.Use.Drawn == 0 {
		t.Errorf("limit %g, fans %g, water %g", d.HeatLimit, c.FanSpeed, c.Use.Drawn)
	}
	for _, trim := range []bool{false, true} {
		p := build(t, liquidTowerSpec(trim), paris, liquidHall)
		d := liquidRun(p, liquidExtreme(), 1, 2000)
		near(t, "facility supply", supplyOf(p).MeanDegC, p.liquid.Water.SetDegC, 2e-3)
		if c := p.liquid.Water.Sink.(*loop.Central); d.HeatLimit != 1 || d.WaterKgPerS <= 0 || (c.Chillers.PowerW > 0) != trim {
			t.Errorf("trim %v: %+v, chillers %g W", trim, d, c.Chillers.PowerW)
		}
	}
}

// On a mild day fans hold the set point below full speed, without water: that of all
// year, or as cold as outdoor air makes it for little.
func TestLiquidMildDay(t *testing.T) {
	for _, c := range []struct {
		keys             string
		setDegC, fastest float64
	}{{"supply_cold_degC = 40", 40, 0.6}, {"", 30, 0.65}} {
		p := liquidDry(t, c.keys)
		d := liquidRun(p, outdoor(15, 0.7), 0.9, 300)
		if off := math.Abs(supplyOf(p).MeanDegC - c.setDegC); off > 0.15 { // the fans' dead band
			t.Errorf("%q: facility supply %.3g K off its set point", c.keys, off)
		}
		if d.WaterKgPerS != 0 || d.CompressorMW != 0 || coolersOf(p).FanSpeed > c.fastest {
			t.Errorf("%q: %+v fans %g", c.keys, d, coolersOf(p).FanSpeed)
		}
	}
}

// A district network, a tank and immersed servers want their water warm: its set point
// stands, unless the file says how it falls.
func TestWarmWaterIsNotReset(t *testing.T) {
	for _, c := range []struct {
		keys    string
		setDegC float64
	}{{"heat_recovery = {district_peak_MW = 30}", 40}, {"heat_recovery = {district_peak_MW = 30}\nsupply_cold_degC = 35", 35}} {
		p := liquidDry(t, c.keys)
		liquidRun(p, outdoor(-5, 0.7), 0.9, 10)
		near(t, c.keys, p.liquid.Water.SetDegC, c.setDegC, 1e-12)
	}
	for _, s := range []PlantSpec{keyed(new(ImmersionDrySpec), "chip_heat_W = 700"), keyed(new(DirectLiquidDrySpec), "thermal_storage = true\nstorage = {cold_degC = 40, warm_degC = 50}")} {
		p := build(t, s, paris, liquidHall)
		liquidRun(p, outdoor(-5, 0.7), 0.9, 10)
		near(t, "set point", p.liquid.Water.SetDegC, p.liquid.Water.SetAtDesignDegC, 1e-12)
	}
}

// Beyond what it was sized for the loop warms over minutes, servers settle at their
// limit, and all comes back.
func TestLiquidHeatWaveThrottles(t *testing.T) {
	p := liquidDry(t, "")
	hot := outdoorWetBulb(50, 36, 101325)
	liquidRun(p, outdoor(30, 0.4), 1, 60)
	peak := 0.0
	for range 20 {
		peak = max(peak, liquidRun(p, hot, 1, 1).LiquidSupplyDegC)
	}
	d := liquidRun(p, hot, 1, 3000)
	if !(peak > 46 && peak < 53 && d.HeatLimit < 0.95 && d.HeatLimit > 0.1) {
		t.Errorf("limit %g, peak of coolant %g degC", d.HeatLimit, peak)
	}
	if excess := max(d.LiquidSupplyDegC-45, d.ServerInletAirDegC-35); math.Abs(excess) > 0.02 {
		t.Errorf("servers settle %g K off their limit", excess)
	}
	if d = liquidRun(p, outdoor(20, 0.5), 1, 300); d.HeatLimit != 1 || p.throttle.throttled == 0 || p.overheated == 0 {
		t.Errorf("after the wave: limit %g", d.HeatLimit)
	}
}

// With the dry coolers stopped servers shut down within minutes and restart.
func TestLiquidShutdownAndRestart(t *testing.T) {
	p := liquidDry(t, "")
	c := coolersOf(p)
	liquidRun(p, outdoor(20, 0.5), 1, 60)
	c.Bank.Resize(1e-3 * c.Number)
	p.throttle.perK = 0
	minutes := 0
	for p.throttle.shutdowns == 0 && minutes < 200 {
		liquidRun(p, outdoor(20, 0.5), 1, 1)
		minutes++
	}
	if minutes < 1 || minutes > 20 {
		t.Errorf("shut down after %d minutes", minutes)
	}
	c.Bank.Resize(c.Number)
	p.throttle.perK = 0.03
	if d := liquidRun(p, outdoor(20, 0.5), 1, 600); d.HeatLimit != 1 {
		t.Errorf("limit %g after repair", d.HeatLimit)
	}
}

// Plants are refused where they cannot serve, with the reason; trim chillers serve
// where towers alone cannot.
func TestLiquidRefusals(t *testing.T) {
	tower := func(change func(*DirectLiquidTowerSpec), trim bool) *DirectLiquidTowerSpec {
		s := liquidTowerSpec(trim)
		change(s)
		return s
	}
	for want, c := range map[string]struct {
		spec PlantSpec
		hall loop.Hall
	}{
		"adds chillers":                    {tower(func(s *DirectLiquidTowerSpec) { s.LiquidSpec.SupplyTempDegC = 21 }, false), liquidHall},
		"liquid fraction 0":                {liquidTowerSpec(true), airHall},
		"does not cool":                    {tower(func(s *DirectLiquidTowerSpec) { s.Trim.ChilledDegC = 25 }, true), liquidHall},
		"chiller_capacity_MW":              {tower(func(s *DirectLiquidTowerSpec) { s.Trim.CapacityMW = 3 }, true), liquidHall},
		"cannot supply 20.0 degC":          {liquidDecoded(t, new(DirectLiquidDrySpec), "supply_temp_degC = 20"), liquidHall},
		"dry_cooler_units = 3":             {liquidDecoded(t, new(DirectLiquidDrySpec), "dry_cooler_units = 3"), liquidHall},
		"the servers bear 45 degC":         {liquidDecoded(t, new(DirectLiquidDrySpec), "supply_temp_degC = 44"), liquidHall},
		"of its 3000 W":                    {liquidDecoded(t, new(DirectLiquidDrySpec), "cold_plate_heat_W = 3000\nsupply_temp_degC = 40"), liquidHall},
		"chips of 2400 W behind 0.025 K/W": {liquidDecoded(t, new(DirectLiquidDrySpec), "cold_plate_heat_W = 2400"), liquidHall},
		"facility_class W32":               {liquidDecoded(t, new(DirectLiquidDrySpec), "facility_class = \"W32\"\nsupply_temp_degC = 36"), liquidHall},
	} {
		if _, err := c.spec.Build(paris, c.hall); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("built: %v, want %q", err, want)
		}
	}
	s := liquidDecoded(t, new(DirectLiquidDrySpec), `facility_class = "W32"`)
	s.Force = true // Paris cannot give it with dry coolers
	near(t, "set point", build(t, s, paris, liquidHall).liquid.Water.SetDegC, 32, 0)
}

// In steady state a dry-cooled plant holds its set point with part of its heat given
// away, and its fans draw less.
func TestLiquidHeatRecoverySparesFans(t *testing.T) {
	p, q := liquidDry(t, "heat_recovery = {district_peak_MW = 30}"), liquidDry(t, "")
	out := outdoor(12, 0.7)
	a, b := liquidRun(p, out, 1, 900), liquidRun(q, out, 1, 900)
	if off := math.Abs(supplyOf(p).MeanDegC - 40); off > 0.15 {
		t.Errorf("facility supply %.3g K off its set point", off)
	}
	if a.RejectionFanMW >= b.RejectionFanMW || a.ReusedMW < 5 {
		t.Errorf("fans %g MW with, %g without; %g MW reused", a.RejectionFanMW, b.RejectionFanMW, a.ReusedMW)
	}
	near(t, "coolers", p.heat[loop.DryCoolerHeat], q.heat[loop.DryCoolerHeat]-p.heat[loop.RecoveredHeat], 1e-3)
}

// Over a year of weather and a load with steps the conductance that control gives is
// that of its fan speed within the search's tolerance, and the supply stays within the
// fans' dead band.
func TestFanControlOverYear(t *testing.T) {
	p := liquidDry(t, "supply_cold_degC = 40")
	c, hours := coolersOf(p), liquidYear()
	worst, sum, off, n := 0.0, 0.0, 0.0, 0
	for i := range 8760 * 12 {
		x, f := &hours[i/12], float64(i%12)/12 // five minutes apart
		air := *x
		air.DryBulbDegC += f * (hours[i/12+1].DryBulbDegC - x.DryBulbDegC)
		load := 0.7 + 0.3*float64(i/500%2)
		p.Step(0, &loop.Outdoor{Air: &air}, loop.Load{ITMW: load * liquidHall.DesignITMW})
		if c.Mode != loop.LiquidModulated || i%500 < 30 {
			continue
		}
		got := c.HeatW / (c.ReturnDegC - p.liquid.Water.Take.SinkDegC)
		bank := c.Bank
		e := got/bank.RunAt(c.FanSpeed) - 1
		worst, sum, n = max(worst, math.Abs(e)), sum+e, n+1
		off = max(off, math.Abs(supplyOf(p).TDegC-p.liquid.Water.SetDegC))
	}
	if n < 20000 || worst > 2e-5 || math.Abs(sum/float64(n)) > 3e-6 {
		t.Errorf("conductance off by %.2g at most, %.2g on average of %d", worst, sum/float64(n), n)
	}
	if off > 0.15 {
		t.Errorf("supply off its set point by %.3g K", off)
	}
}

// The tables of what varies with the flow of coolant follow the equations.
func TestTablesOfFlow(t *testing.T) {
	l := liquidDry(t, "").liquid
	for f := l.MinFlow; f <= 1; f += 0.00123 {
		near(t, "CDUs", l.CDU.At(f), component.CDUConductanceWPerK(l.Ua, l.C1, l.C2, f, f), 1e-8)
		near(t, "cold plates", l.Plate.At(f), component.ColdPlateResistance(l.PlateKPerW, l.Convective, f), 1e-8)
	}
}
