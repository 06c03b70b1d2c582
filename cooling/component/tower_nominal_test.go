package component

import "testing"

// A tower chosen for the conditions by which towers are sold has that heat; one for
// half the approach counts as larger, one for twice the flow as twice as large.
func TestNominalTower(t *testing.T) {
	size := func(flow, approach float64) float64 {
		d := nominal
		d.WaterKgPerS, d.ApproachK = flow, approach
		d.AirM3PerS = TowerAirM3PerS(flow, 1.2, d.DryBulbDegC, d.WetBulbDegC, d.PressurePa)
		tower, err := d.Size()
		if err != nil {
			t.Fatal(err)
		}
		return NominalTowerW(tower.UAWPerK, 1.2)
	}
	one := size(10, 3.8)
	near(t, "nominal", one, 10*WaterJPerKgK*5.6, 1e-6*one)
	near(t, "twice the flow", size(20, 3.8), 2*one, 1e-6*one)
	if close := size(10, 1.9); close < 1.3*one {
		t.Errorf("at half the approach %g W, else %g", close, one)
	}
}
