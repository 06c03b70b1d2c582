package economics

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

func near(t *testing.T, what string, got, want, tol float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tol) {
		t.Errorf("%s: got %.8g, want %.8g ± %g", what, got, want, tol)
	}
}

// 200,000 at 8 % over 30 years cost 17,765.49 a year: example of
// present_to_annual in the R package EngrEcon 1.0.0, after Newnan et al.
func TestAnnuity(t *testing.T) {
	// The example prints 17765.49: it is met to its last digit.
	near(t, "annuity", Annuity(200000, 0.08, 30), 17765.49, 0.005)
	near(t, "factor without interest", CapitalRecoveryFactor(0, 20), 0.05, 0)
	if !math.IsNaN(CapitalRecoveryFactor(-0.1, 5)) || !math.IsNaN(CapitalRecoveryFactor(0.1, 0)) {
		t.Error("factor exists out of its bounds")
	}
}

// Payments discounted one by one are worth the capital; the factor is
// continuous towards no interest and rises with it.
func TestCapitalRecoveryFactor(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := rapid.Float64Range(1e-9, 0.4).Draw(t, "rate")
		n := rapid.IntRange(1, 50).Draw(t, "years")
		f := CapitalRecoveryFactor(r, float64(n))
		worth := 0.0
		for y := 1; y <= n; y++ {
			worth += f / math.Pow(1+r, float64(y))
		}
		if math.Abs(worth-1) > 1e-9 {
			t.Fatalf("payments are worth %g of the capital", worth)
		}
		if f < 1/float64(n) || CapitalRecoveryFactor(r*1.01, float64(n)) < f {
			t.Fatalf("factor %g at %g, %d years", f, r, n)
		}
	})
}
