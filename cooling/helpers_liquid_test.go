package cooling

import (
	"context"
	"math"
	"testing"
	"time"

	"caloduc/cooling/psychro"
	"caloduc/sim"
	"caloduc/sim/param"

	"pgregory.net/rapid"
)

// Paris: 20-year extremes after a hot summer.
var liquidParis = Site{AltitudeM: 90, DesignDryBulbDegC: 41, DesignWetBulbDegC: 25}

var (
	coldPlateHall = Hall{Name: "H1", DesignITMW: 50, RackPowerkW: 120, LiquidFraction: 0.85,
		MaxInletAirDegC: 35, MaxLiquidSupplyDegC: 45, DesignRoomHeatMW: 1.5}
	noPlatesHall = Hall{Name: "H2", DesignITMW: 20, RackPowerkW: 15, MaxInletAirDegC: 32, DesignRoomHeatMW: 0.8}
)

// liquidDecoded fills a spec, its tables included, from the text of an experiment.
func liquidDecoded[S param.Spec](s S, text string) S {
	if _, err := param.Decode("plant.toml", []byte(text), s, nil); err != nil {
		panic(err)
	}
	return s
}

func liquidDrySpec(text string) *DirectLiquidDrySpec {
	return liquidDecoded(new(DirectLiquidDrySpec), text)
}

func liquidTowerSpec(trim bool) *DirectLiquidTowerSpec {
	s := liquidDecoded(&DirectLiquidTowerSpec{trim: trim}, "")
	if trim {
		s.SupplyTempDegC = 21
	}
	return s
}

type liquidTB interface {
	Helper()
	Fatal(args ...any)
}

func liquidBuild(t liquidTB, s PlantSpec, h Hall) *joined {
	t.Helper()
	p, err := s.Build(liquidParis, h)
	if err != nil {
		t.Fatal(err)
	}
	return p.(*joined)
}

func liquidDry(t liquidTB) *joined { return liquidBuild(t, liquidDrySpec(""), coldPlateHall) }

// coolersOf are the dry coolers of a plant.
func coolersOf(p *joined) *dryCoolers { return p.liquid.water.sink.(*dryCoolers) }

// airOf is the air side of a direct liquid plant.
func airOf(p *joined) *coilSide { return p.air.(*coilSide) }

func liquidOutdoor(tDegC, rh float64) *Outdoor {
	a := psychro.FromRelHumidity(tDegC, rh, liquidParis.complete().PressurePa)
	return &Outdoor{Air: &a}
}

func liquidWetBulb(tDegC, wetBulbDegC, pressurePa float64) *Outdoor {
	a := psychro.FromHumidityRatio(tDegC, psychro.HumidityRatioFromWetBulb(tDegC, wetBulbDegC, pressurePa), pressurePa)
	return &Outdoor{Air: &a}
}

func liquidExtreme() *Outdoor { return liquidWetBulb(41, 25, liquidParis.complete().PressurePa) }

func liquidWeather(t *rapid.T) *Outdoor {
	return liquidOutdoor(rapid.Float64Range(-30, 50).Draw(t, "T"), rapid.Float64Range(0.05, 1).Draw(t, "RH"))
}

func liquidLoad(t *rapid.T, h Hall) Load {
	x := rapid.Float64Range(0, 1.1).Draw(t, "load")
	if rapid.IntRange(0, 9).Draw(t, "off") == 0 {
		return Load{}
	}
	return Load{ITMW: x * h.DesignITMW, RoomHeatMW: x * h.DesignRoomHeatMW}
}

func liquidNear(t *testing.T, what string, got, want, rel float64) {
	t.Helper()
	if !(math.Abs(got-want) <= rel*math.Abs(want)) {
		t.Errorf("%s = %.6g, want %.6g within %g", what, got, want, rel)
	}
}

// liquidResidualMW is what is missing in a plant's balance of heat.
func liquidResidualMW(p *joined) (r float64) {
	for f, x := range p.heat {
		if heatFlow(f) < firstOut {
			r += x
		} else {
			r -= x
		}
	}
	return r
}

// liquidCheck checks a minute's duty and balances, heat's within that fraction of the
// design IT power.
func liquidCheck(t *rapid.T, p *joined, within float64) {
	t.Helper()
	d, design := p.Duty(), p.demand.DesignITMW
	uses := []float64{d.FacilityPumpMW, d.CDUPumpMW, d.RejectionFanMW, d.AirFanMW, d.CompressorMW, d.SprayPumpMW, d.HeatPumpMW}
	sum := 0.0
	for _, x := range uses {
		sum += x
	}
	for _, x := range append(uses, d.EvaporatedKgPerS, d.DriftKgPerS, d.BlowdownKgPerS, d.WaterKgPerS) {
		if !(x >= 0 && x < 10*design*1e3) {
			t.Fatalf("use or water %g in %+v", x, *d)
		}
	}
	if math.Abs(sum-d.ElectricMW) > 1e-12*design {
		t.Fatalf("electric uses sum to %g, not %g", sum, d.ElectricMW)
	}
	if w := d.EvaporatedKgPerS + d.DriftKgPerS + d.BlowdownKgPerS; math.Abs(w-d.WaterKgPerS) > 1e-12*(1+w) {
		t.Fatalf("water %g, drawn %g", w, d.WaterKgPerS)
	}
	if !(d.HeatLimit >= 0 && d.HeatLimit <= 1) || math.IsNaN(d.RejectedMW) || math.IsNaN(d.ServerInletAirDegC) {
		t.Fatalf("duty %+v", *d)
	}
	if r := liquidResidualMW(p); !(math.Abs(r) <= within*design) {
		t.Fatalf("heat residual %g MW: %+v", r, p.heat)
	}
}

// liquidRun runs a plant under its own heat limit from minute m on and returns the
// next minute.
func liquidRun(p *joined, m sim.Minute, out *Outdoor, load float64, minutes int) sim.Minute {
	h := &p.demand
	for range minutes {
		x := min(load, p.Duty().HeatLimit)
		p.Step(m, out, Load{ITMW: x * h.DesignITMW, RoomHeatMW: x * h.DesignRoomHeatMW})
		m++
	}
	return m
}

// liquidSettle is liquidRun from minute 0 and returns the last duty.
func liquidSettle(p *joined, out *Outdoor, load float64, minutes int) Duty {
	liquidRun(p, 0, out, load, minutes)
	return *p.Duty()
}

// liquidEngine returns an engine over some years from minute 0.
func liquidEngine(t testing.TB, years int) *sim.Engine {
	t.Helper()
	cal, err := sim.NewCalendar(time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC), years, "Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	return sim.NewEngine(cal, 0)
}

// liquidOutage runs a plant from two hours before to three hours after 14:00 UTC of
// 15 July at full load within its own heat limit; each sees the minutes after it.
func liquidOutage(t *testing.T, p *joined, out *Outdoor, each func(m int, d *Duty)) {
	t.Helper()
	e := liquidEngine(t, 1)
	p.Start(e, "H1", sim.Streams{Seed: 1})
	noon := 195*sim.Day + 14*sim.Hour
	err := e.Run(context.Background(), noon+3*sim.Hour, func() string { return "plant" }, func(m sim.Minute) error {
		if m < noon-2*sim.Hour {
			return nil
		}
		liquidRun(p, m, out, 1, 1)
		each(int(m-noon), p.Duty())
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
