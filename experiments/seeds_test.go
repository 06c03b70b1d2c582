package experiments

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"caloduc/sim/param"
)

var (
	seedsRun   = flag.Int("seeds", 2, "how many seeds each experiment runs with")
	firstSeed  = flag.Int("first-seed", 1, "the first of them")
	seedsDays  = flag.Int("days", 20, "days that each run lasts; 0 for a year")
	randomised = flag.Int("random", 6, "how many random experiments run")
	firstDrawn = flag.Int("first-random", 0, "the first of them")
)

// endsWell runs an experiment with a seed and returns why it is refused, or what went
// wrong.
func endsWell(name string, text []byte, sets []string, seed int) (refused, wrong error) {
	defer func() {
		if p := recover(); p != nil {
			wrong = fmt.Errorf("panic: %v", p)
		}
	}()
	sets = append(slices.Clone(sets), fmt.Sprint("seed=", seed), "years=1")
	if *seedsDays > 0 {
		sets = append(sets, fmt.Sprint("days=", *seedsDays))
	}
	spec := new(Spec)
	if _, err := param.Decode(name, text, spec, sets); err != nil {
		return err, nil
	}
	spec.Sweeps, spec.Figures = nil, nil
	rec, err := Totals(context.Background(), spec)
	if input := new(InputError); errors.As(err, &input) {
		return err, nil
	}
	if err != nil {
		return nil, err
	}
	_, err = rec.CheckBalances()
	return nil, err
}

// seeds runs an experiment with every seed asked for.
func seeds(t *testing.T, name string, text []byte, sets []string) {
	t.Parallel()
	for seed := *firstSeed; seed < *firstSeed+*seedsRun; seed++ {
		if refused, wrong := endsWell(name, text, sets, seed); refused != nil || wrong != nil {
			t.Errorf("seed %d: %v%v", seed, refused, wrong)
		}
	}
}

// Every bundled experiment, and one with everything on, ends well with every seed:
// `go test ./experiments -run Seeds -seeds 1000 -days 0` runs a thousand years of each.
func TestSeedsOfBundled(t *testing.T) {
	bundled, err := List()
	if err != nil {
		t.Fatal(err)
	}
	bundled = append(bundled, Bundled{Name: "one-campus", Text: read(t, oneCampus)})
	for _, b := range bundled {
		var sets []string
		if b.Name == "france-3gw.toml" {
			sets = []string{"start=2028-01-01"} // when both its campuses stand
		}
		t.Run(b.Name, func(t *testing.T) { seeds(t, b.Name, b.Text, sets) })
	}
}

// Random experiments end well with every seed. Those that are refused are drawn again.
func TestSeedsOfRandom(t *testing.T) {
	docs := param.Reference(new(Spec))
	for i := *firstDrawn; i < *firstDrawn+*randomised; i++ {
		t.Run(strconv.Itoa(i), func(t *testing.T) {
			r := rand.New(rand.NewPCG(uint64(i), 13))
			for range 100 {
				text, sets := drawExperiment(r, docs)
				switch refused, wrong := endsWell("random", text, sets, *firstSeed); {
				case refused != nil:
					continue
				case wrong != nil:
					sets = least(text, sets, *firstSeed)
					_, wrong = endsWell("random", text, sets, *firstSeed)
					t.Fatalf("%v\n%s%s", wrong, text, strings.Join(sets, "\n"))
				}
				seeds(t, "random", text, sets)
				if t.Failed() {
					t.Logf("%s%s", text, strings.Join(sets, "\n"))
				}
				return
			}
			t.Error("a hundred draws were refused")
		})
	}
}

// Machines that fail all the time take part in nothing, and no more of them are out than
// there are; those that could not even start are refused.
func TestFrailMachines(t *testing.T) {
	for set, refuse := range map[string]bool{"50": false, "5": false, "0.06": true} {
		refused, wrong := endsWell("frail", read(t, oneCampus), []string{"campus.workload.mtbf_GPUh=" + set, "contract.kind=\"market\""}, 1)
		if wrong != nil || (refused != nil) != refuse {
			t.Errorf("mtbf_GPUh = %s: %v%v", set, refused, wrong)
		}
	}
}

// least drops the settings without which what went wrong still does.
func least(text []byte, sets []string, seed int) []string {
	for i := 0; i < len(sets); {
		fewer := slices.Delete(slices.Clone(sets), i, i+1)
		if _, wrong := endsWell("random", text, fewer, seed); wrong != nil {
			sets = fewer
		} else {
			i++
		}
	}
	return sets
}

// pick is one of several, each as likely.
func pick[T any](r *rand.Rand, of []T) T { return of[r.IntN(len(of))] }

// drawExperiment draws one or two campuses of one or two halls, with reactors or
// without, and up to twenty parameters from their declarations.
func drawExperiment(r *rand.Rand, docs []param.KeyDoc) (text []byte, sets []string) {
	options := map[string][]string{}
	for _, d := range docs {
		if d.Variant == "" && options[d.Path] == nil {
			options[d.Path] = d.Options
		}
	}
	contract := pick(r, options["contract.kind"])
	var b strings.Builder
	fmt.Fprintf(&b, "start = %d-%02d-%02d\n[weather.w]\nsite = %q\n[contract]\nkind = %q\n",
		pick(r, []int{1996, 2020, 2023, 2026, 2026, 2031, 2054}), 1+r.IntN(12), 1+r.IntN(28), pick(r, options["weather.<name>.site"]), contract)
	for range pick(r, []int{0, 1, 1, 2}) {
		if unit := pick(r, options["reactor[].unit"]); !strings.Contains(b.String(), unit) {
			fmt.Fprintf(&b, "[[reactor]]\nunit = %q\nweather = \"w\"\n", unit)
		}
	}
	variants := []string{"", "kind = training-mix", "kind = " + contract}
	for c := range pick(r, []int{1, 1, 2}) {
		fmt.Fprintf(&b, "[[campus]]\nname = \"%c\"\nweather = \"w\"\n", 'A'+c)
		for h := range pick(r, []int{1, 1, 2}) {
			word := pick(r, plantWords())
			accelerator := pick(r, options["campus[].hall[].accelerator"])
			fmt.Fprintf(&b, "[[campus.hall]]\nname = \"%c\"\naccelerator = %q\nracks = %d\ncooling = { plant = %q%s }\n",
				'H'+h, accelerator, pick(r, []int{1, 7, 60, 300, 1500}), word, plantKeys[word])
			variants = append(variants, "plant = "+word)
		}
	}
	keys := slices.DeleteFunc(slices.Clone(docs), func(d param.KeyDoc) bool {
		return d.IsTable || !slices.Contains(variants, d.Variant) || !drawn(d, b.String())
	})
	for range pick(r, []int{0, 2, 5, 10, 20}) {
		if d := pick(r, keys); true {
			sets = append(sets, strings.NewReplacer("[]", "", "<name>", "w").Replace(d.Path)+"="+drawValue(r, d.Field))
		}
	}
	return []byte(b.String()), sets
}

// drawn tells whether a parameter may be drawn in an experiment: a number, a switch or a
// word that chooses no other keys.
func drawn(d param.KeyDoc, text string) bool {
	table, _, _ := strings.Cut(d.Path, ".")
	switch {
	case !strings.Contains(d.Path, ".") && d.Path != "spin_up_d", slices.Contains([]string{"record", "figure[]", "sweep[]"}, table):
		return false
	case table == "reactor[]" && !strings.Contains(text, "[[reactor]]"), strings.Contains(d.Path, ".phase[]"), strings.Contains(d.Path, ".run[]"), strings.Contains(d.Path, ".event[]"):
		return false
	case strings.HasSuffix(d.Path, ".racks"), strings.Contains(d.Path, ".csv."), strings.HasPrefix(d.Path, "weather.<name>.l"):
		return false
	}
	f := d.Field
	return f.Selector == "" && (f.Kind == param.Float || f.Kind == param.Int || f.Kind == param.Bool || f.Kind == param.Choice && len(d.Options) > 0 && f.Default != "" && !strings.HasSuffix(d.Path, ".kind") && !strings.HasSuffix(d.Path, ".plant"))
}

// drawValue draws a value of a parameter: at an end of its bounds, near its default or
// between.
func drawValue(r *rand.Rand, f *param.Field) string {
	switch f.Kind {
	case param.Bool:
		return strconv.FormatBool(r.IntN(2) == 0)
	case param.Choice:
		return strconv.Quote(pick(r, f.Options))
	}
	x := drawNumber(r, f)
	if f.Kind == param.Int {
		return strconv.Itoa(int(math.Round(x)))
	}
	return strconv.FormatFloat(x, 'g', 6, 64)
}

func drawNumber(r *rand.Rand, f *param.Field) float64 {
	def, given := param.ToFloat(f.Default)
	given = given && !math.IsNaN(def)
	lo, hi := f.Bounds.Min, f.Bounds.Max
	if math.IsInf(lo, -1) {
		lo = -max(1, math.Abs(def))
	}
	if math.IsInf(hi, 1) {
		hi = max(lo, 0) + math.Pow(10, 4*r.Float64()-2)
		if given && def > 0 {
			lo, hi = max(lo, 0.02*def), 50*def
		}
	}
	lo, hi = lo+1e-3*(hi-lo)*map[bool]float64{true: 1}[f.Bounds.OpenMin], hi-1e-3*(hi-lo)*map[bool]float64{true: 1}[f.Bounds.OpenMax]
	switch u := r.Float64(); {
	case u < 0.1:
		return lo
	case u < 0.2:
		return hi
	case u < 0.6 && given && def > 0:
		return min(max(def*(0.7+0.6*r.Float64()), lo), hi)
	case lo > 0 && hi > 100*lo:
		return lo * math.Pow(hi/lo, r.Float64())
	}
	return lo + (hi-lo)*r.Float64()
}
