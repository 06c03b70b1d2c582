package cooling
import ("testing";"caloduc/cooling/psychro")
func TestZZ(t *testing.T){
	for _, c := range []struct{ db, rh, want float64 }{
		{-5, .85, .72}, {0, .85, .80}, {5, .80, .89}, {10, .75, .98}, {15, .70, 1.08},
		{20, .65, 1.17}, {25, .60, 1.27}, {30, .50, 1.40}, {35, .40, 1.54}, {40, .15, 1.83},
	} {
		air := psychro.FromRelHumidity(c.db, c.rh, 101325)
		h := SaturatedAirJPerKg(air.WetBulbDegC, 101325)
		for _, m := range []float64{.56124*1.2, .56124*1.15, .56124*1.25,.0}{
		if m==0 {m=.56124*dryAirKgPerM3(c.db,air.HumidityRatio,101325)}
		heat := 25390.0
		e := EvaporatedKgPerS(m, h, air.HumidityRatio, heat, 101325)
		w := e/m+air.HumidityRatio
		e2 := m*(w/(1+w)-air.HumidityRatio/(1+air.HumidityRatio))
		t.Logf("m %.3f %g %.4f  spec %.4f want %.2f; quarter %.3f", m, c.db, e/heat*3.6e6, e2/heat*3.6e6, c.want, EvaporatedKgPerS(m/4, h, air.HumidityRatio, heat, 101325)/heat*3.6e6)
		}
	}
	tower := energyPlusTower(t)
	d, err := TowerDesign{WaterKgPerS: 1.089, AirM3PerS: 0.56124, DryBulbDegC: 35, WetBulbDegC: 25.6,
		RangeK: 25390/1.089/4180, ApproachK: 9.4-25390/1.089/4180, PressurePa: 101325}.Size()
	_, _ = tower, err
	t.Log(d)
}
