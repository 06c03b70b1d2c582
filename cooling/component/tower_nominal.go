package component

// nominal is what towers are sold by: water from 35 to 29.4 degC at a wet bulb of 25.6
// degC (95, 85 and 78 degF: CTI standard 201).
var nominal = TowerDesign{WaterKgPerS: 1, DryBulbDegC: 35, WetBulbDegC: 25.6, RangeK: 5.6, ApproachK: 3.8, PressurePa: 101325}

// NominalTowerW returns the heat, W, that towers of a design conductance, W/K, with the
// mass ratio liquidToGas of water to dry air reject at the conditions by which towers
// are sold: the size that their price goes by. A tower for a closer approach or a
// longer range has more conductance, so that it counts as larger. Conductance and heat
// grow with one another at given temperatures. 0 where no nominal tower has so little
// air.
func NominalTowerW(uaWPerK, liquidToGas float64) float64 {
	d := nominal
	d.AirM3PerS = TowerAirM3PerS(d.WaterKgPerS, liquidToGas, d.DryBulbDegC, d.WetBulbDegC, d.PressurePa)
	t, err := d.Size()
	if err != nil { // so little air that no nominal tower has it
		return 0
	}
	return uaWPerK / t.UAWPerK * WaterJPerKgK * d.WaterKgPerS * d.RangeK
}
