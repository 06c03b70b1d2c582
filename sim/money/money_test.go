package money

import (
	"math"
	"testing"
)

func near(t *testing.T, what string, got, want, tol float64) {
	t.Helper()
	if math.Abs(got-want) > tol {
		t.Errorf("%s: got %g, want %g", what, got, want)
	}
}

// 70 EUR of 2022 are 70 times 1.054, 1.024 and 1.021 in 2025; Eurostat's index (2015 =
// 100) was near 75.4 in 2000, 105.8 in 2020 and 129.2 in 2025: rates of one decimal
// follow it to a hundredth.
func TestConvert(t *testing.T) {
	near(t, "70 EUR of 2022 in 2025", Convert(70, 2022, 2025, 0), 70*1.054*1.024*1.021, 1e-9)
	near(t, "there and back", Convert(Convert(70, 2022, 2031, 0.02), 2031, 2022, 0.02), 70, 1e-9)
	near(t, "the same year", Convert(70, 2025, 2025, 0.02), 70, 0)
	near(t, "beyond the record", Convert(100, LastYear, LastYear+2, 0.02), 104.04, 1e-9)
	near(t, "2000 to 2015", Convert(75.4, 2000, 2015, 0), 100, 1.5)
	near(t, "2015 to 2020", Convert(100, 2015, 2020, 0), 105.1, 0.8)
	if LastYear != 2025 {
		t.Errorf("inflation is known up to %d", LastYear)
	}
}

// A dollar of 2022, the year the euro fell to it, is the dearest of the years.
func TestFromUSD(t *testing.T) {
	near(t, "2024", FromUSD(1, 2024), 0.924, 5e-4)
	for y := 2015; y <= 2025; y++ {
		if e := FromUSD(1, y); e > FromUSD(1, 2022) || e < 0.8 {
			t.Errorf("a dollar of %d is %g EUR", y, e)
		}
	}
}
