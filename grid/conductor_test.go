package grid

import (
	"testing"

	"pgregory.net/rapid"
)

func TestResistance(t *testing.T) {
	near(t, "factor at 50 degC", Resistance(1, 0.00403, 50), 1.1209, 1e-9)
	near(t, "factor at 20 degC", Resistance(1, 0.00403, 20), 1, 0)
}

// steadyTemp is the closed form of T = air + k I² (1 + perK (T-20)).
func steadyTemp(h Heating, currentKA2, airDegC float64) float64 {
	rise := h.perKA2 * currentKA2
	return (airDegC + rise*(1-20*h.perK)) / (1 - rise*h.perK)
}

func TestHeatingMeetsTheRating(t *testing.T) {
	h := NewHeating(2.58, 80, 35, 0.00403)
	near(t, "at the rating", h.Equilibrium(2.58*2.58, 80, 35), 80, 1e-9)
	near(t, "without current", h.Equilibrium(0, 60, -5), -5, 0)
}

// Minute by minute the conductor reaches the temperature of the closed form, and
// never falls below the air nor passes over it.
func TestConductorSettles(t *testing.T) {
	h := NewHeating(2.58, 80, 35, 0.00403)
	settling := Settling(1, 10)
	rapid.Check(t, func(t *rapid.T) {
		i := rapid.Float64Range(0, 3.5).Draw(t, "kA")
		air := rapid.Float64Range(-30, 45).Draw(t, "air")
		temp, want := air, steadyTemp(h, i*i, air)
		for range 600 {
			next := temp + (h.Equilibrium(i*i, temp, air)-temp)*settling
			if next < temp-1e-9 || next > want+1e-9 {
				t.Fatalf("goes from %g to %g on the way to %g", temp, next, want)
			}
			temp = next
		}
		near(t, "settled", temp, want, 1e-6)
	})
}
