package component

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
		b.Enter(&air, 478.5*rapid.Float64Range(0.3, 1.1).Draw(t, "flow"), 1)
		b.Carry(in, rapid.OneOf(rapid.Just(0.0), rapid.Float64Range(1e3, 1.5e7)).Draw(t, "heat"))
		l := TowerWater{Drift: 8e-5, Cycles: rapid.Float64Range(1.5, 15).Draw(t, "cycles"), AllHeat: rapid.Bool().Draw(t, "all heat")}
		u := l.Of(&b, b.HeatW, in)
		if !(u.Evaporated >= 0 && u.Drift >= 0 && u.Blowdown >= 0) {
			t.Fatalf("%+v", u)
		}
		if d := u.Evaporated + u.Drift + u.Blowdown - u.Drawn; math.Abs(d) > 1e-12*(u.Drawn+1e-30) {
			t.Fatalf("water misses %g of %g", d, u.Drawn)
		}
		dry := psychro.SaturationHumidityRatio(air.WetBulbDegC, 101325) - air.HumidityRatio
		if most := b.airKgPerS()*dry + 1.02*b.HeatW/LatentHeatJPerKg(60); !l.AllHeat && u.Evaporated > most*(1+1e-5)+1e-6 {
			t.Fatalf("%g kg/s evaporates, at most %g", u.Evaporated, most)
		}
	})
}

func TestTowerBlowdown(t *testing.T) {
	u := waterBooked(2, 0.1, 3)
	near(t, "blowdown", u.Blowdown, 0.9, 1e-12)
	near(t, "drawn", u.Drawn, 3, 1e-12)
	u = waterBooked(2, 1.5, 3)
	near(t, "blowdown where drift is enough", u.Blowdown, 0, 0)
	near(t, "drawn", u.Drawn, 3.5, 1e-12)
}
