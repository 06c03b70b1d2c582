package cooling

import (
	"fmt"
	"math"
	"testing"
	"time"

	"caloduc/cooling/loop"
	"caloduc/cooling/psychro"
	"caloduc/sim"
	"caloduc/sim/param"
	"caloduc/sim/record"

	"pgregory.net/rapid"
)

// Paris, with its 20-year extremes after a hot summer, and two halls.
var (
	riverSite       = loop.Site{AltitudeM: 90, DesignDryBulbDegC: 41, DesignWetBulbDegC: 25}
	riverLiquidHall = loop.Hall{AirClass: classA2, Name: "H1", DesignITMW: 50, RackPowerkW: 120, LiquidFraction: 0.85, ChipPowerW: 1200, ColdPlateKPerW: 0.025,
		MaxInletAirDegC: 35, MaxLiquidSupplyDegC: 45, DesignRoomHeatMW: 1.5}
	riverAirHall = loop.Hall{AirClass: classA2, Name: "H2", DesignITMW: 20, RackPowerkW: 15, MaxInletAirDegC: 32, DesignRoomHeatMW: 0.8}
)

// riverDecode reads a plant's table.
func riverDecode[S param.Spec](t testing.TB, s S, text string) S {
	if _, err := param.Decode("plant.toml", []byte(text), s, nil); err != nil {
		panic(fmt.Sprint(err))
	}
	return s
}

// riverSpec is a plant with defaults but for text.
func riverSpec(t testing.TB, text string) *RiverPlantSpec {
	return riverDecode(t, new(RiverPlantSpec), text)
}

func riverBuild(t testing.TB, s PlantSpec, site loop.Site, h loop.Hall) *joined {
	t.Helper()
	p, err := s.Build(site, h)
	if err != nil {
		t.Fatal(err)
	}
	return p.(*joined)
}

// riverSinks are the sinks of a plant on river water, the coils' last.
func riverSinks(p *joined) []*loop.RiverSink {
	return riverCoils(p).Water.Sink.(*loop.RiverSink).Works.Sinks
}

func riverCoils(p *joined) *loop.CoilSide { return p.air.(*loop.CoilSide) }

// riverResidualMW is what a plant's balance of heat leaves.
func riverResidualMW(p *joined) (sum float64) {
	for f, q := range p.heat {
		if loop.HeatFlow(f) < loop.FirstOut {
			sum += q
		} else {
			sum -= q
		}
	}
	return sum
}

func riverNear(t testing.TB, what string, got, want, rel float64) {
	t.Helper()
	if !(math.Abs(got-want) <= rel*math.Abs(want)) {
		t.Errorf("%s: %.10g, want %.10g", what, got, want)
	}
}

// riverAt is outdoor air beside water of one temperature.
func riverAt(waterDegC, airDegC, rh float64) *loop.Outdoor {
	a := psychro.FromRelHumidity(airDegC, rh, riverSite.Complete().PressurePa)
	return &loop.Outdoor{Air: &a, RiverDegC: waterDegC, SeaDegC: waterDegC}
}

// riverWeather draws weather and water over the whole range.
func riverWeather(t *rapid.T) *loop.Outdoor {
	return riverAt(rapid.Float64Range(0, 32).Draw(t, "river"), rapid.Float64Range(-30, 50).Draw(t, "T"), rapid.Float64Range(0.05, 1).Draw(t, "RH"))
}

func riverLoad(t *rapid.T, h loop.Hall) loop.Load {
	x := rapid.Float64Range(0, 1.1).Draw(t, "load")
	if rapid.IntRange(0, 9).Draw(t, "off") == 0 {
		return loop.Load{}
	}
	return loop.Load{ITMW: x * h.DesignITMW, RoomHeatMW: x * h.DesignRoomHeatMW}
}

// riverCheck holds a duty with heat recovery and river water to its sums.
func riverCheck(t *rapid.T, d *loop.Duty, design float64) {
	sum := d.FacilityPumpMW + d.CDUPumpMW + d.RejectionFanMW + d.AirFanMW + d.CompressorMW + d.SprayPumpMW + d.HeatPumpMW
	for _, x := range []float64{d.FacilityPumpMW, d.CDUPumpMW, d.RejectionFanMW, d.AirFanMW, d.CompressorMW, d.SprayPumpMW, d.HeatPumpMW, d.ReusedMW,
		d.WithdrawnKgPerS, d.ReturnedKgPerS, d.EvaporatedKgPerS, d.DriftKgPerS, d.BlowdownKgPerS, d.WaterKgPerS} {
		if !(x >= 0 && x < 1e5*design) {
			t.Fatalf("use or water %g in %+v", x, *d)
		}
	}
	if math.Abs(sum-d.ElectricMW) > 1e-12*design {
		t.Fatalf("electric uses sum to %g, not %g", sum, d.ElectricMW)
	}
	if w := d.EvaporatedKgPerS + d.DriftKgPerS + d.BlowdownKgPerS; math.Abs(w-d.WaterKgPerS) > 1e-12*(1+w) {
		t.Fatalf("water %g, drawn %g", w, d.WaterKgPerS)
	}
	if d.WithdrawnKgPerS != d.ReturnedKgPerS {
		t.Fatalf("drawn %g, returned %g kg/s", d.WithdrawnKgPerS, d.ReturnedKgPerS)
	}
	if !(d.HeatLimit >= 0 && d.HeatLimit <= 1) || math.IsNaN(d.RejectedMW) || math.IsNaN(d.ServerInletAirDegC) {
		t.Fatalf("duty %+v", *d)
	}
}

// riverSteady runs a plant for some minutes, from minute *m on, under its own heat
// limit.
func riverSteady(p Plant, m *sim.Minute, out *loop.Outdoor, h loop.Hall, load float64, minutes int) *loop.Duty {
	for range minutes {
		x := min(load, p.Duty().HeatLimit)
		p.Step(*m, out, loop.Load{ITMW: x * h.DesignITMW, RoomHeatMW: x * h.DesignRoomHeatMW})
		*m++
	}
	return p.Duty()
}

// riverRecorded runs step for each minute and records what p declares. The flow of
// that index in the balances (none if negative) is recorded too large by a millionth.
func riverRecorded(t *testing.T, p Plant, minutes sim.Minute, perturb int, step func(m sim.Minute)) (*record.Registry, *record.Recorder) {
	t.Helper()
	reg := record.NewRegistry()
	p.Declare(reg.Root().Group("H1", "hall H1"))
	cal, err := sim.NewCalendar(time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), 1, "UTC")
	if err != nil {
		t.Fatal(err)
	}
	rec, err := record.NewRecorder(reg, cal, record.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var same float64
	flow := &same
	if perturb >= 0 {
		flow = reg.BalanceFlows()[perturb].Src
	}
	for m := range minutes {
		step(m)
		is := *flow
		*flow *= 1 + 1e-6
		if err := rec.Minute(m); err != nil {
			t.Fatal(err)
		}
		*flow = is
	}
	return reg, rec
}

// riverSeen runs what is recorded, finds every balance closed, and sees every flow
// changed that is among these and carries anything.
func riverSeen(t *testing.T, among func(channel string) bool, run func(perturb int) (*record.Registry, *record.Recorder)) {
	t.Helper()
	reg, rec := run(-1)
	results, err := rec.CheckBalances()
	if err != nil {
		t.Fatal(err)
	}
	through := map[*record.Balance]float64{}
	for _, r := range results {
		through[r.Balance] = r.Throughput
		t.Logf("%s %s: residual %.2g of %.6g", r.Scope, r.Name, r.Residual, r.Throughput)
	}
	seen := 0
	for i, flow := range reg.BalanceFlows() {
		channel := reg.Channels[flow.Channel].Name
		if sum := rec.Totals().Of(flow.Channel); !among(channel) || math.Abs(sum) <= 1e-5*through[flow.Balance] {
			continue
		}
		seen++
		if _, changed := run(i); changed != nil {
			if _, err := changed.CheckBalances(); err == nil {
				t.Errorf("%s changed by a millionth goes unseen", channel)
			}
		}
	}
	if seen == 0 {
		t.Error("no flow was looked at")
	}
}

// riverYear is a year of hourly air with seasons, days and nights.
func riverYear() []psychro.Air {
	air := make([]psychro.Air, 8761)
	for h := range air {
		t := 12 + 9*math.Sin(2*math.Pi*(float64(h)/8760-0.3)) + 5*math.Sin(2*math.Pi*(float64(h)/24-0.4)) + 4*math.Sin(float64(h)*0.013)
		air[h] = psychro.FromRelHumidity(t, 0.7-0.012*(t-12), riverSite.Complete().PressurePa)
	}
	return air
}

// riverYearStep gives the minutes of a year to a plant, with its load and water; air is
// interpolated between hours as the weather model does.
func riverYearStep(p Plant, h loop.Hall) func(i int) {
	hours, loads := riverYear(), make([]float64, 4096)
	for i := range loads {
		loads[i] = 0.85 + 0.03*math.Sin(float64(i)/9) + 0.01*float64(i%5)/5
	}
	var byDay [366]float64
	for d := range byDay {
		byDay[d] = 14 + 9*math.Sin(2*math.Pi*(float64(d)/365-0.35))
	}
	var air psychro.Air
	out := &loop.Outdoor{Air: &air}
	return func(i int) {
		k, f := i/60%8760, float64(i%60)/60
		x, y := &hours[k], &hours[k+1]
		air.DryBulbDegC = x.DryBulbDegC + f*(y.DryBulbDegC-x.DryBulbDegC)
		air.WetBulbDegC = x.WetBulbDegC + f*(y.WetBulbDegC-x.WetBulbDegC)
		air.HumidityRatio = x.HumidityRatio + f*(y.HumidityRatio-x.HumidityRatio)
		air.PressurePa = x.PressurePa
		out.RiverDegC = byDay[i/1440%366]
		out.SeaDegC = out.RiverDegC
		s := loads[i%len(loads)]
		p.Step(sim.Minute(i), out, loop.Load{ITMW: s * h.DesignITMW, RoomHeatMW: s * h.DesignRoomHeatMW})
	}
}

// riverBenchmark steps a plant through a year.
func riverBenchmark(b *testing.B, p Plant, h loop.Hall) {
	step := riverYearStep(p, h)
	b.ReportAllocs()
	b.ResetTimer()
	for i := 0; i < b.N; i++ {
		step(i)
	}
}
