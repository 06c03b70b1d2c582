package cooling

import (
	"math"
	"testing"

	"caloduc/cooling/psychro"
	"caloduc/sim/param"

	"pgregory.net/rapid"
)

// Paris: 20-year extremes after a hot summer.
var paris = Site{AltitudeM: 90, DesignDryBulbDegC: 41, DesignWetBulbDegC: 25}

var (
	liquidHall = Hall{Name: "H1", DesignITMW: 50, RackPowerkW: 120, LiquidFraction: 0.85,
		MaxInletAirDegC: 35, MaxLiquidSupplyDegC: 45, DesignRoomHeatMW: 1.5}
	airHall = Hall{Name: "H2", DesignITMW: 20, RackPowerkW: 15, MaxInletAirDegC: 32, DesignRoomHeatMW: 0.8}
)

// defaults gives a spec its defaults, those of its tables too.
func defaults[S param.Spec](s S) S {
	if _, err := param.Decode("defaults", nil, s, nil); err != nil {
		panic(err)
	}
	return s
}

// build builds a plant.
func build(t testing.TB, s PlantSpec, site Site, h Hall) *joined {
	t.Helper()
	p, err := s.Build(site, h)
	if err != nil {
		t.Fatal(err)
	}
	return p.(*joined)
}

// outdoor is outdoor air of a relative humidity in Paris.
func outdoor(tDegC, rh float64) *Outdoor {
	a := psychro.FromRelHumidity(tDegC, rh, paris.complete().PressurePa)
	return &Outdoor{Air: &a}
}

// drawWeather draws weather over the whole range.
func drawWeather(t *rapid.T) *Outdoor {
	return outdoor(rapid.Float64Range(-30, 50).Draw(t, "T"), rapid.Float64Range(0.05, 1).Draw(t, "RH"))
}

func drawLoad(t *rapid.T, h Hall) Load {
	x := rapid.Float64Range(0, 1.1).Draw(t, "load")
	if rapid.IntRange(0, 9).Draw(t, "off") == 0 {
		return Load{}
	}
	return Load{ITMW: x * h.DesignITMW, RoomHeatMW: x * h.DesignRoomHeatMW}
}

// checkDuty checks that a minute's duty adds up and has nothing negative.
func checkDuty(t *rapid.T, d *Duty, design float64) {
	sum := d.FacilityPumpMW + d.CDUPumpMW + d.RejectionFanMW + d.AirFanMW + d.CompressorMW + d.SprayPumpMW + d.HeatPumpMW
	for _, x := range []float64{d.FacilityPumpMW, d.CDUPumpMW, d.RejectionFanMW, d.AirFanMW, d.CompressorMW, d.SprayPumpMW,
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
}

// residualMW is what the minute's balance of heat leaves over.
func (l *ledger) residualMW() (sum float64) {
	for f, v := range l {
		if heatFlow(f) < firstOut {
			sum += v
		} else {
			sum -= v
		}
	}
	return sum
}

// settle runs a plant to steady state under its own heat limit and returns its duty.
func settle(p Plant, out *Outdoor, h Hall, load float64, minutes int) Duty {
	for range minutes {
		x := min(load, p.Duty().HeatLimit)
		p.Step(0, out, Load{ITMW: x * h.DesignITMW, RoomHeatMW: x * h.DesignRoomHeatMW})
	}
	return *p.Duty()
}
