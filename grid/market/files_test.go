package market

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"caloduc/sim"
)

func write(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// A zone's file gives its hours, of any year; what it lacks is left to the shape.
func TestZoneFile(t *testing.T) {
	path := write(t, "fr.csv", "time,demand_MW,wind_MW\n2019-03-05 10:00,61000,1234\n2019-03-05 11:00,60000,\n")
	spec := specOf(t, fmt.Sprintf("[[zone]]\nname = \"FR\"\nzone = \"FR\"\nfile = %q", path))
	m, err := New(spec, sim.Streams{Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2028, 3, 5, 10, 0, 0, 0, time.UTC) // a leap year: the same day
	h := HourAt(0, at)
	z := m.Clear(&h, free()).Zones[0]
	if z.DemandMW != 61000 || math.Abs(z.OutputMW[Wind]-1234) > 1e-6 {
		t.Errorf("demand %g, wind %g MW", z.DemandMW, z.OutputMW[Wind])
	}
	h = HourAt(1, at.Add(time.Hour))
	if z = m.Clear(&h, free()).Zones[0]; z.DemandMW != 60000 || z.OutputMW[Wind] < 300 || z.OutputMW[Wind] == 1234 {
		t.Errorf("an hour later demand %g, wind %g MW", z.DemandMW, z.OutputMW[Wind])
	}
	h = HourAt(2, at.Add(2*time.Hour))
	if z = m.Clear(&h, free()).Zones[0]; z.DemandMW == 60000 {
		t.Error("the file's demand holds after its end")
	}
}

// Monthly fuel prices of a file go before the declared ones.
func TestFuelFile(t *testing.T) {
	path := write(t, "fuel.csv", "month,gas_EUR_per_MWh_HHV,coal_EUR_per_t,brent_EUR_per_bbl,eua_EUR_per_t\n2026-01,100,103,74.6,64.7\n")
	m, err := New(specOf(t, fmt.Sprintf("[fuel]\nfile = %q", path)), sim.Streams{Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	cost := func(month time.Month) float64 {
		h := HourAt(0, time.Date(2026, month, 3, 12, 0, 0, 0, time.UTC))
		return m.Clear(&h, free()).GasCost
	}
	want := MarginalCost(100/0.9015, 198, 64.7, 0.54, 3)
	if got := cost(1); math.Abs(got-want) > 1e-9 {
		t.Errorf("January: %g, want %g EUR/MWh", got, want)
	}
	if got := cost(2); got > 0.6*want {
		t.Errorf("February has no prices of its own: %g EUR/MWh", got)
	}
}

func TestFilesRefused(t *testing.T) {
	for _, c := range []struct{ key, text, want string }{
		{"zone", "time,load\n2019-03-05 10:00,5\n", "none of the columns"},
		{"zone", "time,demand_MW\n2019-03-05 10:00,-5\n", "no power is negative"},
		{"zone", "time,demand_MW\n2019-03-05 10:00,many\n", ":2: demand_MW: \"many\" is not a number"},
		{"zone", "time,demand_MW\nyesterday,5\n", "is not a time"},
		{"fuel", "month,gas_EUR_per_MWh_HHV\n2026-01,5\n", "coal_EUR_per_t"},
		{"fuel", "month,gas_EUR_per_MWh_HHV,coal_EUR_per_t,brent_EUR_per_bbl,eua_EUR_per_t\n2026-01,-5,1,1,1\n", "is no price"},
	} {
		path := write(t, "f.csv", c.text)
		text := fmt.Sprintf("[fuel]\nfile = %q", path)
		if c.key == "zone" {
			text = fmt.Sprintf("[[zone]]\nname = \"FR\"\nzone = \"FR\"\nfile = %q", path)
		}
		if _, err := New(specOf(t, text), sim.Streams{Seed: 1}); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: %v, want %q", c.text, err, c.want)
		}
	}
}

// Easter and the days that move with it.
func TestHolidays(t *testing.T) {
	for _, c := range []struct {
		day  string
		want bool
	}{{"2024-04-01", true}, {"2024-05-09", true}, {"2024-05-20", true}, {"2025-04-21", true}, {"2026-05-14", true}, {"2026-05-15", false}, {"2026-12-25", true}, {"2026-07-14", false}} {
		d, err := time.Parse(time.DateOnly, c.day)
		if err != nil {
			t.Fatal(err)
		}
		if Holiday(d) != c.want {
			t.Errorf("%s: %v", c.day, !c.want)
		}
	}
}
