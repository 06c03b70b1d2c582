package cooling

import (
	"fmt"
	"math"
	"testing"

	"caloduc/cooling/loop"
	"caloduc/cooling/psychro"
	"caloduc/sim"
	"caloduc/sim/param"

	"pgregory.net/rapid"
)

// Paris: 20-year extremes after a hot summer.
var paris = loop.Site{AltitudeM: 90, DesignDryBulbDegC: 41, DesignWetBulbDegC: 25}

// classA2 is the humidity that ASHRAE's class A2 allows.
var classA2 = loop.AirClass{MaxDewPointDegC: 21, MaxRelHumidity: 0.8}

var (
	liquidHall = loop.Hall{AirClass: classA2, Name: "H1", DesignITMW: 50, RackPowerkW: 120, LiquidFraction: 0.85, ChipPowerW: 1200, ColdPlateKPerW: 0.025,
		MaxInletAirDegC: 35, MaxLiquidSupplyDegC: 45, DesignRoomHeatMW: 1.5}
	// tankHall has servers made for air, whose chips give what a fluid carries.
	tankHall = loop.Hall{AirClass: classA2, Name: "H3", DesignITMW: 50, RackPowerkW: 40, ChipPowerW: 700, MaxInletAirDegC: 35, DesignRoomHeatMW: 1.5}
	airHall  = loop.Hall{AirClass: classA2, Name: "H2", DesignITMW: 20, RackPowerkW: 15, MaxInletAirDegC: 32, DesignRoomHeatMW: 0.8}
)

// defaults gives a spec its defaults, those of its tables too.
func defaults[S param.Spec](s S) S { return keyed(s, "") }

// keyed is a spec from the keys of an experiment.
func keyed[S param.Spec](s S, keys string) S {
	if _, err := param.Decode("keys.toml", []byte(keys), s, nil); err != nil {
		panic(err)
	}
	return s
}

// chosen is a table that chooses a plant by its word, as experiments do.
type chosen struct{ cooling PlantSpec }

func (c *chosen) Params(p *param.Set) {
	param.Select(p, &c.cooling, "cooling", "", Plants, "the hall's cooling")
}

// decode is the spec of the plant of that word with keys of an experiment.
func decode(word, keys string) (PlantSpec, error) {
	var c chosen
	_, err := param.Decode("plant.toml", fmt.Appendf(nil, "[cooling]\nplant = %q\n%s", word, keys), &c, nil)
	return c.cooling, err
}

// made builds the plant of that word, with keys of an experiment, for the hall of air.
func made(word, keys string) *joined {
	s, err := decode(word, keys)
	if err != nil {
		panic(err)
	}
	p, err := s.Build(paris, airHall)
	if err != nil {
		panic(err)
	}
	return p.(*joined)
}

// build builds a plant.
func build(t testing.TB, s PlantSpec, site loop.Site, h loop.Hall) *joined {
	t.Helper()
	p, err := s.Build(site, h)
	if err != nil {
		t.Fatal(err)
	}
	return p.(*joined)
}

// coils is the part of an air side that is on water.
func coils(p *joined) *loop.CoilSide {
	switch s := p.air.(type) {
	case *loop.DoorSide:
		return s.CoilSide
	case *loop.PlatesSide:
		return &s.CoilSide
	}
	return p.air.(*loop.CoilSide)
}

// centralOf is the central plant that the coils' water is on; nil: none.
func centralOf(p *joined) *loop.Central {
	if _, dx := p.air.(*loop.DxSide); dx || coils(p).Water == nil {
		return nil
	}
	c, _ := coils(p).Water.Sink.(*loop.Central)
	return c
}

// outdoor is outdoor air of a relative humidity in Paris.
func outdoor(tDegC, rh float64) *loop.Outdoor { return &loop.Outdoor{Air: airAt(tDegC, rh)} }

// extreme is outdoor air at the site's extremes.
func extreme() *loop.Outdoor {
	p := paris.Complete().PressurePa
	a := psychro.FromHumidityRatio(paris.DesignDryBulbDegC, psychro.HumidityRatioFromWetBulb(paris.DesignDryBulbDegC, paris.DesignWetBulbDegC, p), p)
	return &loop.Outdoor{Air: &a}
}

// drawWeather draws weather over the whole range.
func drawWeather(t *rapid.T) *loop.Outdoor {
	return outdoor(rapid.Float64Range(-30, 50).Draw(t, "T"), rapid.Float64Range(0.05, 1).Draw(t, "RH"))
}

func drawLoad(t *rapid.T, h loop.Hall) loop.Load {
	x := rapid.Float64Range(0, 1.1).Draw(t, "load")
	if rapid.IntRange(0, 9).Draw(t, "off") == 0 {
		return loop.Load{}
	}
	return loop.Load{ITMW: x * h.DesignITMW, RoomHeatMW: x * h.DesignRoomHeatMW}
}

// checkMinute checks that a plant's minute adds up, heat within that many MW, and has
// nothing negative or NaN.
func checkMinute(t *rapid.T, p *joined, within float64) {
	t.Helper()
	d, design := p.Duty(), p.demand.DesignITMW
	sum := d.FacilityPumpMW + d.CDUPumpMW + d.RejectionFanMW + d.AirFanMW + d.CompressorMW + d.SprayPumpMW + d.HeatPumpMW
	for _, x := range []float64{d.FacilityPumpMW, d.CDUPumpMW, d.RejectionFanMW, d.AirFanMW, d.CompressorMW, d.SprayPumpMW, d.HeatPumpMW, d.ReusedMW,
		d.EvaporatedKgPerS, d.DriftKgPerS, d.BlowdownKgPerS, d.WaterKgPerS} {
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
	if d.WithdrawnKgPerS != 0 || d.ReturnedKgPerS != 0 {
		t.Fatalf("river water in %+v", *d)
	}
	if r := p.heat[loop.RecoveredHeat] + d.HeatPumpMW - d.ReusedMW; math.Abs(r) > 1e-12*design {
		t.Fatalf("reused heat's residual %g MW", r)
	}
	if r := residualMW(&p.heat); !(math.Abs(r) <= within) {
		t.Fatalf("heat residual %g MW: %+v", r, p.heat)
	}
}

// residualMW is what the minute's balance of heat leaves over.
func residualMW(l *loop.Ledger) (sum float64) {
	for f, v := range l {
		if loop.HeatFlow(f) < loop.FirstOut {
			sum += v
		} else {
			sum -= v
		}
	}
	return sum
}

// steady runs a plant for some minutes, from minute *m on, under its own heat limit
// and returns its duty.
func steady(p *joined, m *sim.Minute, out *loop.Outdoor, load float64, minutes int) loop.Duty {
	for range minutes {
		x := min(load, p.Duty().HeatLimit)
		p.Step(*m, out, loop.Load{ITMW: x * p.demand.DesignITMW, RoomHeatMW: x * p.demand.DesignRoomHeatMW})
		*m++
	}
	return *p.Duty()
}
