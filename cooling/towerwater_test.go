package cooling

import (
	"math"
	"testing"

	"caloduc/cooling/psychro"

	"pgregory.net/rapid"
)

// Litres evaporated per kWh of heat rejected at full air flow, saturated exit.
func TestEvaporationTable(t *testing.T) {
	tower := energyPlusTower(t)
	for _, c := range []struct{ db, rh, want float64 }{
		{-5, .85, .72}, {0, .85, .80}, {5, .80, .89}, {10, .75, .98}, {15, .70, 1.08},
		{20, .65, 1.17}, {25, .60, 1.27}, {30, .50, 1.40}, {35, .40, 1.54}, {40, .15, 1.83},
	} {
		air := psychro.FromRelHumidity(c.db, c.rh, 101325)
		m := tower.AirM3PerS * dryAirKgPerM3(c.db, air.HumidityRatio, 101325)
		h := SaturatedAirJPerKg(air.WetBulbDegC, 101325)
		const heat = 25390.0
		e := EvaporatedKgPerS(m, h, air.HumidityRatio, heat, 101325)
		t.Logf("%g degC %g: %.4f L/kWh, want %.2f", c.db, c.rh, e/heat*3.6e6, c.want)
	}
}

func TestAllHeatEvaporation(t *testing.T) {
	near(t, "L/kWh", AllHeatEvaporationKgPerS(1, 20)*3.6e6, 1.467, 1e-3)
	near(t, "latent heat at 0 degC", LatentHeatJPerKg(0), 2500.5e3, 1e-12)
	near(t, "latent heat at 25 degC", LatentHeatJPerKg(25), 2442e3, 1e-3) // steam tables: 2441.7 kJ/kg
}

// Water closes, and evaporation is what the heat's latent share says: between
// nothing and what evaporates if air even cools (dry climates).
func TestTowerWaterCloses(t *testing.T) {
	b := newTestBank(t)
	rapid.Check(t, func(t *rapid.T) {
		air := drawTowerAir(t)
		in := air.WetBulbDegC + rapid.Float64Range(0.5, 25).Draw(t, "lift")
		b.enter(&air, 478.5*rapid.Float64Range(0.3, 1.1).Draw(t, "flow"), 1)
		b.carry(in, rapid.Float64Range(0, 1.5e7).Draw(t, "heat"))
		l := towerWater{drift: 8e-5, cycles: rapid.Float64Range(1.5, 15).Draw(t, "cycles"), allHeat: rapid.Bool().Draw(t, "all heat")}
		u := l.of(&b, b.heatW, in)
		if !(u.evaporated >= 0 && u.drift >= 0 && u.blowdown >= 0) {
			t.Fatalf("%+v", u)
		}
		if d := u.evaporated + u.drift + u.blowdown - u.drawn; math.Abs(d) > 1e-12*(u.drawn+1e-30) {
			t.Fatalf("water misses %g of %g", d, u.drawn)
		}
		if b.heatW > 0 && u.evaporated > 4*b.heatW/2.4e6 && b.mode > towerBypass {
			t.Fatalf("%g L/kWh evaporates", u.evaporated/b.heatW*3.6e6)
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
