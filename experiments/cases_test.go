package experiments

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// fieldCases are inputs found in the field that were misread or refused without need.
// Each is the text of an experiment beside its data file: refused with a reason, or
// accepted with what must be told.
var fieldCases = []struct {
	file    string // under cases
	swap    string // "OLD=NEW" in the experiment, to try another data file
	refused string // "": it is accepted
	told    string // "": nothing in particular
}{
	{"noplace/exp.toml", "", "", "2023 for 2026"},
	{"power-time-units/clock-reset.toml", "", "clock-reset.csv:3: time \"2024-03-01T00:00:00\" is 54.2 years after the first", ""},
	{"power-time-units/huge.toml", "", "huge.csv:3", ""},
	{"power-time-units/microseconds.toml", "", "microseconds.csv:2: 1709251200000000 s after 1970 lies outside the years 1900 to 2200: are these microseconds?", ""},
	{"power-time-units/milliseconds.toml", "", "are these milliseconds?", ""},
	{"power-time-units/overflow.toml", "", "overflow.csv:4", ""},
	{"power-text/bom.toml", "", "", "covers 2 days and is repeated"},
	{"power-text/nosuffix.toml", "", "", "covers 2 days and is repeated"},
	{"power-text/pandas-utc.toml", "", "", "covers 2 days and is repeated"},
	{"power-text/trailing-space.toml", "", "", "covers 2 days and is repeated"},
	{"price-gap/a.toml", "", "", "66 hours have no price"},
	{"price-gap/daily.toml", "", "1 prices a day: they must be hourly", ""},
	{"price-offset/ercot.toml", "", "", ""},
	{"price-offset/utc.toml", "", "", ""},
	{"price-duplicates/local.toml", "", "local.csv:8786: the time 2024-06-01 12:00 is given twice (also in line 3661)", ""},
	{"price-duplicates/two-auctions.toml", "", "is given twice (also in line 2)", ""},
	{"price-duplicates/two-columns.toml", "", "are both prices: name one with market.price_column", ""},
	{"price-sentinel/a.toml", "", "", "3 rows have no price"},
	{"price-sentinel/a.toml", "a.csv=b.csv", "", "rows have no price"},
	{"price-sentinel/a.toml", "a.csv=c.csv", "", "rows have no price"},
	{"suspect/exp.toml", "", "", "72 hours of at most 1 % relative humidity"},
	{"mos/unix.toml", "", "", "2021 for 2026"},
	{"mos/unix.toml", "unix.mos=leap.mos", "", ""},
	{"end/14.toml", "", "", "2023 for 2026"},
	{"end/8759.toml", "", "", "1 hours are missing at the record's ends"},
	{"end/14.toml", "14.csv=../gap/summer.csv", "summer.csv:3625: dry bulb is missing for 2208 hours from 2023-06-01T00:00Z to 2023-08-31T23:00Z; no other year of the file", ""},
	{"end/14.toml", "14.csv=../csv/hq.csv", "hq.csv:1418: ", ""},
	{"end/14.toml", "14.csv=../csv/q.csv", "", ""},
	{"end/14.toml", "14.csv=../stray-day/a.csv", "", "2021 for 2026"},
	{"om/sorted.toml", "", "", "2023 for 2026"},
	{"om/nullrhdp.toml", "", "", ""},
	{"om/arr2.toml", "", "the file holds 2 places: choose one with place = 1 to 2", ""},
	{"om/arr2.toml", `"arr2.json"="arr2.json"; place = 2`, "", ""},
	{"om/arr2.toml", "arr2.json=err.json", "the service answered: Daily API request limit exceeded", ""},
	{"om/arr2.toml", "arr2.json=daily.json", "daily values alone", ""},
}

var fileKey = regexp.MustCompile(`(?m)^(file *= ")`)

func TestFieldCases(t *testing.T) {
	root := filepath.Join(os.Getenv("CALODUC_SHARED"), "cases")
	if _, err := os.Stat(root); os.Getenv("CALODUC_SHARED") == "" || err != nil {
		t.Skip("set CALODUC_SHARED")
	}
	for _, c := range fieldCases {
		t.Run(c.file+" "+c.swap, func(t *testing.T) {
			dir := filepath.Join(root, filepath.Dir(c.file))
			text, err := os.ReadFile(filepath.Join(root, c.file))
			if err != nil {
				t.Fatal(err)
			}
			exp := string(text)
			if old, now, ok := strings.Cut(c.swap, "="); ok {
				exp = strings.ReplaceAll(exp, old, strings.ReplaceAll(now, "; ", "\n"))
			}
			exp = fileKey.ReplaceAllString(exp, `${1}`+dir+"/")
			file := filepath.Join(t.TempDir(), "exp.toml")
			if err := os.WriteFile(file, []byte(exp), 0o644); err != nil {
				t.Fatal(err)
			}
			_, notices, err := Check(file, nil)
			if c.refused != "" {
				if err == nil || !strings.Contains(err.Error(), c.refused) {
					t.Errorf("%v, not %q", err, c.refused)
				}
				return
			}
			told := ""
			for _, n := range notices {
				told += n.String() + "\n"
			}
			if err != nil || !strings.Contains(told, c.told) {
				t.Errorf("%v, told %q, not %q", err, told, c.told)
			}
		})
	}
}

// Runs that ended in a heat balance open by a failure of the spin-up, in sizes of runs
// beyond all numbers, or in runs of seconds, end well.
func TestRunsThatFailedEndWell(t *testing.T) {
	sets := [][]string{{"start=2090-01-01"}, {"start=1951-01-01"}, {"campus.workload.mtbf_GPUh=500"}}
	for _, seed := range []string{"179", "351", "420", "613", "786"} {
		sets = append(sets, []string{"seed=" + seed})
	}
	for _, set := range sets {
		s, _, err := Load(oneCampus, append(set, "days=10", "record.series=none"))
		if err != nil {
			t.Fatal(err)
		}
		rec, err := Totals(t.Context(), s)
		if err == nil {
			_, err = rec.CheckBalances()
		}
		if err == nil {
			err = rec.CheckRanges()
		}
		if err != nil {
			t.Errorf("%v: %v", set, err)
		}
	}
	s, _, err := Load(oneCampus, []string{"days=10", "campus.workload.mtbf_GPUh=0.001"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Totals(t.Context(), s); err == nil || !strings.Contains(err.Error(), "mtbf_GPUh is too small") {
		t.Errorf("failures without end: %v", err)
	}
}
