package cooling

import (
	"context"
	"testing"
	"time"

	"caloduc/cooling/component"
	"caloduc/cooling/loop"
	"caloduc/cooling/psychro"
	"caloduc/sim"
	"caloduc/sim/param"
)

// liquidDecoded fills a spec, its tables included, from the text of an experiment.
func liquidDecoded[S param.Spec](t testing.TB, s S, text string) S {
	t.Helper()
	if _, err := param.Decode("plant.toml", []byte(text), s, nil); err != nil {
		t.Fatal(err)
	}
	return s
}

// liquidDry is direct-liquid-dry with what text says of it.
func liquidDry(t testing.TB, text string) *joined {
	t.Helper()
	return build(t, liquidDecoded(t, new(DirectLiquidDrySpec), text), paris, liquidHall)
}

func liquidTowerSpec(trim bool) *DirectLiquidTowerSpec {
	s := defaults(&DirectLiquidTowerSpec{trim: trim})
	if trim {
		s.LiquidSpec.SupplyTempDegC = 21
	}
	return s
}

// coolersOf are the dry coolers of a plant, supplyOf its facility water.
func coolersOf(p *joined) *loop.DryCoolers   { return p.liquid.Water.Sink.(*loop.DryCoolers) }
func supplyOf(p *joined) *component.LoopNode { return &p.liquid.Water.Node }

// outdoorWetBulb is outdoor air of a wet bulb.
func outdoorWetBulb(tDegC, wetBulbDegC, pressurePa float64) *loop.Outdoor {
	a := psychro.FromHumidityRatio(tDegC, psychro.HumidityRatioFromWetBulb(tDegC, wetBulbDegC, pressurePa), pressurePa)
	return &loop.Outdoor{Air: &a}
}

// liquidExtreme is outdoor air at the extreme of Paris.
func liquidExtreme() *loop.Outdoor { return outdoorWetBulb(41, 25, paris.Complete().PressurePa) }

// liquidRun runs a plant of liquidHall under its own heat limit for some minutes.
func liquidRun(p *joined, out *loop.Outdoor, load float64, minutes int) loop.Duty {
	h := &p.demand
	for m := range minutes {
		x := min(load, p.Duty().HeatLimit)
		p.Step(sim.Minute(m), out, loop.Load{ITMW: x * h.DesignITMW, RoomHeatMW: x * h.DesignRoomHeatMW})
	}
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
func liquidOutage(t *testing.T, p *joined, out *loop.Outdoor, each func(m int, d *loop.Duty)) {
	t.Helper()
	e := liquidEngine(t, 1)
	p.Start(e, "H1", sim.Streams{Seed: 1})
	noon := 195*sim.Day + 14*sim.Hour
	err := e.Run(context.Background(), noon+3*sim.Hour, func() string { return "plant" }, func(m sim.Minute) error {
		if m < noon-2*sim.Hour {
			return nil
		}
		x := p.Duty().HeatLimit
		p.Step(m, out, loop.Load{ITMW: x * p.demand.DesignITMW, RoomHeatMW: x * p.demand.DesignRoomHeatMW})
		each(int(m-noon), p.Duty())
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
