package cooling

import (
	"math"
	"testing"

	"caloduc/cooling/psychro"

	"pgregory.net/rapid"
)

// Litres evaporated per kWh of heat rejected at full air flow: 25,390 W into
// 0.665 kg/s of dry air (the tower of EnergyPlus's example), and the spread of
// the same heat in a quarter of the air.
func TestEvaporationTable(t *testing.T) {
	const heat, m = 25390.0, 0.665
	perkWh := func(m, db, rh float64) float64 {
		air := psychro.FromRelHumidity(db, rh, 101325)
		saturated := func(h float64) float64 { return SaturatedAirTempDegC(h, 101325) }
		return EvaporatedKgPerS(saturated, m, SaturatedAirJPerKg(air.WetBulbDegC, 101325), air.HumidityRatio, heat) / heat * 3.6e6
	}
	for _, c := range []struct{ db, rh, want float64 }{
		{-5, .85, .72}, {0, .85, .80}, {5, .80, .89}, {10, .75, .98}, {15, .70, 1.08},
		{20, .65, 1.17}, {25, .60, 1.27}, {30, .50, 1.40}, {35, .40, 1.54}, {40, .15, 1.83},
	} {
		if got := perkWh(m, c.db, c.rh); math.Abs(got-c.want) > 0.0055 {
			t.Errorf("%g degC, %g: %.4f L/kWh, want %.2f", c.db, c.rh, got, c.want)
		}
	}
	near(t, "quarter air, cold", perkWh(m/4, -5, .85), 0.99, 0.01)
	near(t, "quarter air, dry", perkWh(m/4, 40, .15), 1.35, 0.01)
}

func TestAllHeatEvaporation(t *testing.T) {
	near(t, "L/kWh", AllHeatEvaporationKgPerS(1, 20)*3.6e6, 1.467, 1e-3)
	near(t, "latent heat at 0 degC", LatentHeatJPerKg(0), 2500.5e3, 1e-12)
	near(t, "latent heat at 25 degC", LatentHeatJPerKg(25), 2442e3, 1e-3) // steam tables: 2441.7 kJ/kg
}

// Water closes, and no more evaporates than saturates the air at its wet bulb and
// then takes up all heat.
func TestTowerWaterCloses(t *testing.T) {
	b := newTestBank(t)
	rapid.Check(t, func(t *rapid.T) {
		air := drawTowerAir(t)
		in := air.WetBulbDegC + rapid.Float64Range(0.5, 25).Draw(t, "lift")
		b.enter(&air, 478.5*rapid.Float64Range(0.3, 1.1).Draw(t, "flow"), 1)
		b.carry(in, rapid.OneOf(rapid.Just(0.0), rapid.Float64Range(1e3, 1.5e7)).Draw(t, "heat"))
		l := towerWater{drift: 8e-5, cycles: rapid.Float64Range(1.5, 15).Draw(t, "cycles"), allHeat: rapid.Bool().Draw(t, "all heat")}
		u := l.of(&b, b.heatW, in)
		if !(u.evaporated >= 0 && u.drift >= 0 && u.blowdown >= 0) {
			t.Fatalf("%+v", u)
		}
		if d := u.evaporated + u.drift + u.blowdown - u.drawn; math.Abs(d) > 1e-12*(u.drawn+1e-30) {
			t.Fatalf("water misses %g of %g", d, u.drawn)
		}
		dry := psychro.SaturationHumidityRatio(air.WetBulbDegC, 101325) - air.HumidityRatio
		if most := b.airKgPerS()*dry + 1.02*b.heatW/LatentHeatJPerKg(60); !l.allHeat && u.evaporated > most*(1+1e-5)+1e-6 {
			t.Fatalf("%g kg/s evaporates, at most %g", u.evaporated, most)
		}
	})
}

func TestTowerBlowdown(t *testing.T) {
	u := waterBooked(2, 0.1, 3)
	near(t, "blowdown", u.blowdown, 0.9, 1e-12)
	near(t, "drawn", u.drawn, 3, 1e-12)
	u = waterBooked(2, 1.5, 3)
	near(t, "blowdown where drift is enough", u.blowdown, 0, 0)
	near(t, "drawn", u.drawn, 3.5, 1e-12)
}
