package experiments

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"caloduc/sim/record"
)

// turpeText is a campus of some 70 MW that begins on a day, connected at a voltage and paying
// TURPE 7 for long use in money of the year.
func turpeText(start string, year int, kV, contractedMW float64) string {
	return fmt.Sprintf(`start = %s
spin_up_d = 0
[weather.w]
site = "Paris"
[contract]
kind = "market"
[economics]
price_year = %d
turpe = { version = "long-use" }
[[campus]]
name = "C"
weather = "w"
grid = { voltage_kV = %g, contracted_MW = %.3f }
[[campus.hall]]
name = "H"
online = 2025-01-01
accelerator = "GB300 NVL72"
racks = 400
cooling = { plant = "direct-liquid-dry" }
`, start, year, kV, contractedMW)
}

// What a campus' run books of TURPE 7, without management and metering: 4.1 EUR/MWh at 400 kV
// in August 2025; 7.0 at 225 kV for long use in the year from August 2026, where it draws
// on the mean what it has contracted.
func TestTurpeOfARun(t *testing.T) {
	const hoursPerYear = 8766
	perMWh := func(of func(scope, name string) float64, hours, management float64) float64 {
		return (of("campus.C", "cost_grid_EUR") - management*hours/hoursPerYear) / of("campus.C", "drawn_energy_MWh")
	}
	of := func(text string, days int) func(scope, name string) float64 {
		rec, err := runDays(text, nil, days)
		if err != nil {
			t.Fatal(err)
		}
		totals := slices.DeleteFunc(rec.Summaries(), func(s record.Summary) bool { return s.Period != "total" })
		return func(scope, name string) float64 {
			i := slices.IndexFunc(totals, func(s record.Summary) bool { return s.Scope == scope && s.Name == name })
			return totals[i].Value
		}
	}
	august := of(turpeText("2025-08-04", 2025, 400, 100), 14)
	if got := perMWh(august, 14*24, 11545.32+3800.04); math.Abs(got-4.1) > 1e-6 {
		t.Errorf("400 kV, August 2025: %.4f EUR/MWh", got)
	}
	before := of(turpeText("2026-08-01", 2026, 225, 200), 365)
	flat := before("campus.C", "drawn_energy_MWh") / 8760
	year := of(turpeText("2026-08-01", 2026, 225, flat), 365)
	got, use := perMWh(year, 8760, 11930.88+3927), year("campus.C", "drawn_energy_MWh")/8760/flat
	t.Logf("225 kV, long use: %.3f EUR/MWh at %.3f of the contracted power", got, use)
	if math.Abs(got-7.0) > 0.06 {
		t.Errorf("225 kV, long use, from August 2026: %.3f EUR/MWh at %.3f of the contracted power", got, use)
	}
}
