package experiments

import (
	"cmp"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"caloduc/sim/param"
)

// goldenRun is one year of a campus whose indicators are pinned.
type goldenRun struct {
	name, site string
	hall       string   // keys of the hall, cooling aside; empty: 200 racks that suit the plant
	cooling    []string // keys of the cooling table of each hall
	sets       []string // path=value, laid over the file
}

// goldenRuns are all plants in two climates, without and with failures, and
// variants that share their machinery.
func goldenRuns() []goldenRun {
	var runs []goldenRun
	for _, word := range plantWords() {
		cooling := []string{fmt.Sprintf("plant = %q%s", word, plantKeys[word])}
		for _, site := range []string{"Paris", "Singapore"} {
			name := strings.ToLower(site) + "-" + word
			runs = append(runs,
				goldenRun{name: name, site: site, cooling: cooling, sets: unitKeys(word, "random_failures", "false")},
				goldenRun{name: name + "-failing", site: site, cooling: cooling, sets: failing(word)})
		}
	}
	runs = append(runs, stagedRuns()...)
	for _, v := range goldenVariants {
		runs = append(runs, goldenRun{"variant-" + v.name, cmp.Or(v.site, "Paris"), v.hall, v.cooling, v.sets})
	}
	return runs
}

// failing has units of a plant fail a hundred times a year or so, without any that
// stand by.
func failing(word string) []string {
	return slices.Concat(unitKeys(word, "redundancy", "N"), unitKeys(word, "mtbf_h", "700"), unitKeys(word, "repair_h", "20"))
}

// unitKeys sets one key wherever a plant has it, in the plants of a hybrid too.
func unitKeys(word, key, value string) []string {
	sets := map[string]bool{}
	for _, k := range param.Reference(new(Spec)) {
		if k.Key != key || !strings.HasPrefix(k.Path, "campus[].hall[].cooling.") {
			continue
		}
		inHybrid := strings.HasPrefix(k.Variant, "plant = hybrid, ") &&
			(strings.HasPrefix(k.Path, "campus[].hall[].cooling.liquid.") && strings.HasSuffix(k.Variant, ", plant = direct-liquid-tower") ||
				strings.HasPrefix(k.Path, "campus[].hall[].cooling.air.") && strings.HasSuffix(k.Variant, ", plant = chilled-water-economiser"))
		if k.Variant == "plant = "+word || word == "hybrid" && inHybrid {
			sets[strings.ReplaceAll(k.Path, "[]", "")+"="+value] = true
		}
	}
	return slices.Sorted(maps.Keys(sets))
}

// text is the experiment file of a run.
func (r goldenRun) text() string {
	var b strings.Builder
	fmt.Fprintf(&b, "[weather.w]\nsite = %q\n[[campus]]\nname = \"C\"\nweather = \"w\"\ngrid = { contracted_MW = 60 }\n", r.site)
	for i, cooling := range r.cooling {
		hall := r.hall
		if hall == "" {
			word := strings.Split(cooling, `"`)[1]
			hall = `accelerator = "H200", racks = 200`
			if slices.Contains(liquidPlants, word) {
				hall = `accelerator = "GB300 NVL72", racks = 200`
			}
		}
		fmt.Fprintf(&b, "[[campus.hall]]\nname = \"%c\"\n%s\ncooling = { %s }\n", 'H'+i, strings.ReplaceAll(hall, ", ", "\n"), cooling)
	}
	return b.String()
}

// table runs the year and returns its indicators and what was counted, one a line,
// to seven significant digits; or the words with which the plant was refused.
func (r goldenRun) table(t *testing.T) string {
	t.Helper()
	spec := new(Spec)
	if _, err := param.Decode("e.toml", []byte(r.text()), spec, r.sets); err != nil {
		t.Fatal(err) // no plant is at fault, but the file
	}
	rec, err := Totals(context.Background(), spec)
	if refused := new(InputError); errors.As(err, &refused) {
		return "refused\n" + err.Error() + "\n"
	}
	if err != nil {
		t.Fatal(err)
	}
	if _, err := rec.CheckBalances(); err != nil {
		t.Error(err)
	}
	var lines []string
	for _, i := range rec.Summaries() {
		if i.Period == "total" {
			lines = append(lines, fmt.Sprintf("%s,%s,%.7g\n", i.Scope, i.Name, i.Value))
		}
	}
	for _, c := range rec.Counters() {
		if c.Count != 0 {
			lines = append(lines, fmt.Sprintf("%s,count of %s,%.7g\n", c.Scope, c.Name, float64(c.Count)))
		}
	}
	slices.Sort(lines)
	return "scope,indicator,value\n" + strings.Join(lines, "")
}

// TestGoldenPlants pins what a year of each plant gives, to seven significant digits.
// Where indicators change, ModelVersion changes with them, and -regen takes the new
// ones.
func TestGoldenPlants(t *testing.T) {
	runs := goldenRuns()
	for _, r := range runs {
		t.Run(r.name, func(t *testing.T) {
			t.Parallel()
			now := r.table(t)
			golden := filepath.Join("testdata", "plants", r.name+".csv")
			if *regen {
				if err := os.WriteFile(golden, []byte(now), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			was := string(read(t, golden))
			if changes := goldenChanges(t, was, now); len(changes) > 0 {
				t.Errorf("%d indicators changed (change ModelVersion and run with -regen): old, new, relative difference\n%s",
					len(changes), strings.Join(changes[:min(20, len(changes))], "\n"))
			}
		})
	}
	files, err := filepath.Glob(filepath.Join("testdata", "plants", "*.csv"))
	if !*regen && (err != nil || len(files) != len(runs)) {
		t.Errorf("%d golden years, %d files of them: %v", len(runs), len(files), err)
	}
}

// goldenChanges lists what differs by more than a millionth, the largest difference
// first.
func goldenChanges(t *testing.T, was, now string) []string {
	t.Helper()
	if strings.HasPrefix(was, "refused") || strings.HasPrefix(now, "refused") {
		if was == now {
			return nil
		}
		return []string{"old: " + was, "new: " + now}
	}
	type change struct {
		line string
		size float64
	}
	var changes []change
	old, new := goldenValues(t, was), goldenValues(t, now)
	keys := slices.Concat(slices.Collect(maps.Keys(old)), slices.Collect(maps.Keys(new)))
	slices.Sort(keys)
	for _, key := range slices.Compact(keys) {
		a, before := old[key]
		b, after := new[key]
		switch size := math.Abs(b-a) / math.Max(math.Abs(a), 1e-9); {
		case !before:
			changes = append(changes, change{fmt.Sprintf("%s: none, %.7g", key, b), math.Inf(1)})
		case !after:
			changes = append(changes, change{fmt.Sprintf("%s: %.7g, none", key, a), math.Inf(1)})
		case size > 1e-6 || math.IsNaN(a) != math.IsNaN(b):
			changes = append(changes, change{fmt.Sprintf("%s: %.7g, %.7g, %+.2g", key, a, b, (b-a)/math.Max(math.Abs(a), 1e-9)), size})
		}
	}
	slices.SortStableFunc(changes, func(a, b change) int { return cmp.Compare(b.size, a.size) })
	var lines []string
	for _, c := range changes {
		lines = append(lines, c.line)
	}
	return lines
}

// goldenValues reads a golden year.
func goldenValues(t *testing.T, text string) map[string]float64 {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	values := map[string]float64{}
	for _, row := range rows[1:] {
		v, err := strconv.ParseFloat(row[2], 64)
		if err != nil {
			t.Fatal(err)
		}
		values[row[0]+" "+row[1]] = v
	}
	return values
}
