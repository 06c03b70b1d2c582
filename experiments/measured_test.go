package experiments

import (
	"context"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"caloduc/sim/record"
)

// measuredText is a campus with two halls that draw what a file says.
const measuredText = `start = 2026-07-01
days = 3
spin_up_d = 0.5
[weather.w]
site = "Paris"
[[campus]]
name = "C"
weather = "w"
workload = { kind = "measured-power", file = "power.csv", time_unit = "datetime", scale = "absolute", power_columns = "mw"%s }
[[campus.hall]]
name = "A"
accelerator = "H200"
racks = 200
cooling = { plant = "chilled-water-economiser" }
[[campus.hall]]
name = "B"
accelerator = "GB300 NVL72"
racks = 40
cooling = { plant = "direct-liquid-dry" }
`

// measuredFile writes an experiment whose load swings between 8 and 12 MW in a day and
// jumps at noon of the second.
func measuredFile(t *testing.T, keys string) string {
	t.Helper()
	dir := t.TempDir()
	var b strings.Builder
	b.WriteString("time,mw\n")
	start := time.Date(2026, 6, 30, 0, 0, 0, 0, time.UTC)
	for m := range 5 * 96 {
		mw := 10 + 2*math.Sin(float64(m)/96*2*math.Pi)
		if m == 240 {
			mw = 4
		}
		fmt.Fprintf(&b, "%s,%.4f\n", start.Add(time.Duration(m)*15*time.Minute).Format(time.DateTime), mw)
	}
	for name, text := range map[string]string{"power.csv": b.String(), "e.toml": fmt.Sprintf(measuredText, keys)} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return filepath.Join(dir, "e.toml")
}

// totalsOf are the indicators of a campus over the whole run.
func totalsOf(t *testing.T, rec *record.Recorder) map[string]float64 {
	t.Helper()
	out := map[string]float64{}
	for _, s := range rec.Summaries() {
		if s.Period == "total" {
			out[s.Scope+"."+s.Name] = s.Value
		}
	}
	return out
}

// Wherever a load was measured, the model has the file's energy there: its losses are
// taken off, and none twice. The nearer to the chips, the more energy they have.
func TestMeasuredAtAnyPlace(t *testing.T) {
	const fileMWh = 3 * 24 * 10 // with one reading of 4 MW in place of 10: two quarter hours' slopes
	before := math.Inf(1)
	for _, c := range []struct {
		at, energy string
		by         float64
	}{
		{"server-dc", "", 1e-9},
		{"rack-inlet", "it_energy_MWh", 1e-5},
		{"pdu", "", 1e-5},
		{"facility", "facility_energy_MWh", 1e-5},
	} {
		s, _, err := Load(measuredFile(t, fmt.Sprintf(", measured_at = %q", c.at)), nil)
		if err != nil {
			t.Fatal(err)
		}
		rec, err := Totals(context.Background(), s)
		if err != nil {
			t.Fatal(err)
		}
		of := totalsOf(t, rec)
		balance := of["campus.C.measured_energy_balance"]
		if math.Abs(balance-1) > c.by || math.Abs(of["campus.C.measured_energy_followed"]-1) > 1e-9 {
			t.Errorf("%s: balance %.7f, followed %.7f", c.at, balance, of["campus.C.measured_energy_followed"])
		}
		if c.energy != "" {
			near(t, c.at+" energy", of["campus.C."+c.energy], fileMWh-1.5, 2*c.by)
		}
		it := of["campus.C.it_energy_MWh"]
		if it >= before {
			t.Errorf("%s: %.4f MWh of IT, nearer to the chips %.4f", c.at, it, before)
		}
		t.Logf("%s: balance %.7f, IT %.4f MWh, facility %.4f MWh", c.at, balance, it, of["campus.C.facility_energy_MWh"])
		before = it
	}
}

// What is done with a measured load is told: where it was measured, and a unit that
// cannot be.
func TestMeasuredNotices(t *testing.T) {
	for keys, want := range map[string]string{
		`, measured_at = "facility"`: `it was measured at "facility"`,
		`, power_unit = "kW"`:        "is less than 2 % of the",
		`, measured_at = "pdu"`:      `it was measured at "pdu"`,
	} {
		s, _, err := Load(measuredFile(t, keys), nil)
		if err != nil {
			t.Fatal(err)
		}
		notices, err := Try(s)
		if err != nil || !strings.Contains(fmt.Sprint(notices), want) {
			t.Errorf("%s: %v, %v, want %q", keys, notices, err, want)
		}
	}
	out := t.TempDir()
	done, err := Run(context.Background(), measuredFile(t, ""), Options{Out: out, Sets: []string{"campus.hall.racks=30"}, Force: true, Progress: silent{}})
	if err != nil || !strings.Contains(fmt.Sprint(done.Notices), "of the energy that the file of its load says") {
		t.Errorf("halls that draw less than the file: %v, %v", done, err)
	}
}
