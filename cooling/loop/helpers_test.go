package loop

import (
	"math"
	"testing"

	"caloduc/cooling/component"
	"caloduc/cooling/psychro"
	"caloduc/sim/param"

	"pgregory.net/rapid"
)

var testStaging = component.ChillerStagingSpec{UpLoad: 0.9, DownLoad: 0.75, ConfirmMinutes: 5, MinRunMinutes: 20, MinStopMinutes: 20, StartMinutes: 3}

func near(t *testing.T, what string, got, want, rel float64) {
	t.Helper()
	if !(math.Abs(got-want) <= rel*math.Abs(want)) {
		t.Errorf("%s = %.6g, want %.6g within %g", what, got, want, rel)
	}
}

// airAt is outdoor air of a relative humidity 90 m above the sea.
func airAt(tDegC, rh float64) *psychro.Air {
	a := psychro.FromRelHumidity(tDegC, rh, psychro.PressureAtAltitudePa(90))
	return &a
}

// defaults gives a spec its defaults, those of its tables too.
func defaults[S param.Spec](s S) S { return keyed(s, "") }

// keyed is a spec from the keys of an experiment.
func keyed[S param.Spec](s S, keys string) S {
	if _, err := param.Decode("keys.toml", []byte(keys), s, nil); err != nil {
		panic(err)
	}
	return s
}

// drawTowerAir draws outdoor air with the given span of wet bulb.
func drawTowerAir(t *rapid.T) psychro.Air {
	wb := rapid.Float64Range(-30, 35).Draw(t, "wet bulb")
	db := wb + rapid.Float64Range(0, 1).Draw(t, "spread")*max(0, min(20, 0.6*(wb+32)))
	w := psychro.HumidityRatioFromWetBulb(db, wb, 101325)
	if math.IsNaN(w) {
		db, w = wb, psychro.SaturationHumidityRatio(wb, 101325)
	}
	return psychro.Air{DryBulbDegC: db, WetBulbDegC: wb, HumidityRatio: w, PressurePa: 101325}
}

// bankTower is a tower of 10 MW at sea level.
func bankTower(t testing.TB) component.MerkelTower {
	const wb, db, flow = 24.0, 32.0, 478.5
	tower, err := component.TowerDesign{WaterKgPerS: flow, AirM3PerS: component.TowerAirM3PerS(flow, 1.2, db, wb, 101325), DryBulbDegC: db, WetBulbDegC: wb,
		RangeK: 5, ApproachK: 4, PressurePa: 101325}.Size()
	if err != nil {
		t.Fatal(err)
	}
	return tower
}

func newTestBank(t testing.TB) component.TowerBank {
	return component.NewTowerBank(bankTower(t), component.FanCurve{}, 60e3, 0.2, 0.1, 101325)
}

var sinkW float64
