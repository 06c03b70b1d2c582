package plots

import (
	"math"
	"slices"
	"strings"
	"testing"

	"caloduc/experiments/result"
)

// Slots hold all that is drawn of a campus, and their labels keep within them.
func TestSlotsStandApart(t *testing.T) {
	m := &result.Manifest{Start: day(2026, 1, 1), Years: 10}
	for style := range styles {
		for _, names := range [][]string{{"A", "B"}, {"Fouju", "Escaudain", "Dunkerque", "Montereau", "Cambrai"}, strings.Split("one two three four five six seven eight nine ten eleven twelve", " ")} {
			st := &stack{style: styles[style], n: 4}
			for _, s := range []slots{st.timeSlots(names, m), st.shareSlots(names)} {
				for i := range names {
					x := s.at(i, []float64{s.from, (s.from + s.to) / 2, s.to})
					if !(float64(i) < x[0] && x[0] < x[1] && x[1] < x[2] && x[2] < float64(i+1)) || math.Abs(x[1]-float64(i)-0.5) > 1e-9 {
						t.Errorf("%s: slot %d holds %v", style, i, x)
					}
				}
				ticks := s.ticks()
				if !fit(ticks, float64(s.width()), st.style.letters(1, ink)) {
					t.Errorf("%s, %d slots: labels touch: %v", style, len(names), ticks)
				}
				labels := 0
				for _, tick := range ticks {
					if tick.Label != "" {
						labels++
					}
				}
				if labels%len(names) != 0 {
					t.Errorf("%s: %d labels in %d slots", style, labels, len(names))
				}
			}
		}
	}
}

// The axis holds all years, and not the month that would flatten them.
func TestOneMonthDoesNotSetTheScale(t *testing.T) {
	one := training{months: map[string][]interval{}, years: map[string][]interval{"q": {{value: 5}, {value: 7, lo: 6, hi: 8}}}}
	for i := range 24 {
		v := 5 + float64(i%3)
		if i == 11 {
			v = 60
		}
		one.months["q"] = append(one.months["q"], interval{value: v, lo: math.NaN(), hi: math.NaN()})
	}
	if top := trainingTop([]training{one}, 2, "q", ""); top < 8 || top > 12 {
		t.Errorf("the axis ends at %v", top)
	}
	one.months["q"][11].value = 9
	if top := trainingTop([]training{one}, 2, "q", ""); top < 9 {
		t.Errorf("the axis ends at %v and cuts 9 off", top)
	}
}

// Of replicates, years are means with the 95 % interval of Student's distribution.
func TestTrainingOfReplicates(t *testing.T) {
	all := []*result.Result{oneRegion(t, 1), oneRegion(t, 2), oneRegion(t, 3)}
	d, err := drawKind("training-goodput")(all[0], asked{result.Figure{}, all[1:]}, styles["column"], words{})
	if err != nil {
		t.Fatal(err)
	}
	head, found := d.table.head, 0
	at := slices.Index(head, "goodput")
	for _, row := range d.table.rows {
		if len(row[1]) != len("2031") || row[at] == "" {
			continue
		}
		found++
		want := meanOf(eachOf(all, func(r *result.Result) float64 { _, v := r.Yearly("goodput", "campus."+row[0]); return v[0] }))
		for i, v := range []float64{want.value, want.lo, want.hi} {
			if got := value(t, row[at+i]); math.Abs(got/v-1) > 1e-6 {
				t.Errorf("%s, %s: %v, want %v", row[0], head[at+i], got, v)
			}
		}
	}
	if found == 0 {
		t.Error("no year in the table")
	}
	if !d.several || !slices.ContainsFunc(d.panels.(*stack).key, func(k keyEntry) bool { return k.label == "95 % interval over replicates" }) {
		t.Error("the band is not explained")
	}
}

func eachOf(all []*result.Result, of func(*result.Result) float64) (out []float64) {
	for _, r := range all {
		out = append(out, of(r))
	}
	return out
}

// Of replicates, costs are means, and their total has an interval.
func TestCostOfReplicates(t *testing.T) {
	var all []*result.Result
	for _, overhead := range []float64{0.06, 0.08, 0.13} { // what chance may do
		sites := twoSites()
		sites[0].overhead = overhead
		all = append(all, made(t, day(2026, 1, 1), 3, sites, both...))
	}
	d, err := drawKind("cost-over-years")(all[0], asked{result.Figure{}, all[1:]}, styles["column"], words{})
	if err != nil {
		t.Fatal(err)
	}
	n := len(d.table.head)
	if d.table.head[n-2] != "cost_total_EUR_low" {
		t.Fatalf("%v", d.table.head)
	}
	for _, row := range d.table.rows {
		sum := 0.0
		for _, text := range row[1 : n-3] {
			sum += value(t, text)
		}
		total, low, high := value(t, row[n-3]), value(t, row[n-2]), value(t, row[n-1])
		if math.Abs(total/sum-1) > 1e-6 || low > total || high < total || row[0] == "2028" && !(high > low) {
			t.Errorf("%s: %v of parts %v, from %v to %v", row[0], total, sum, low, high)
		}
	}
	alone, err := drawKind("cost-over-years")(all[0], asked{}, styles["column"], words{})
	if err != nil || slices.Contains(alone.table.head, "cost_total_EUR_low") {
		t.Errorf("one run has an interval: %v, %v", alone.table.head, err)
	}
}

// A cell is marked where the replicates do not tell it from its neighbour, however far
// chance that both share moves them.
func TestHeatMapMarksWhatChanceHides(t *testing.T) {
	runs := &Runs{Inputs: []Column{{Name: "x"}, {Name: "y"}}, Outputs: []Column{{Name: "pue"}}}
	for x := range 3 {
		for rep, shared := range []float64{0, 0.5, 1.1} { // as the weather of a year
			v := 1 + shared
			switch x {
			case 1:
				v += 0.1
			case 2:
				v += 0.1 + []float64{0.02, -0.03, 0.01}[rep]
			}
			runs.Inputs[0].Values, runs.Inputs[1].Values = append(runs.Inputs[0].Values, float64(x)), append(runs.Inputs[1].Values, 7)
			runs.Outputs[0].Values, runs.Replicate, runs.Point = append(runs.Outputs[0].Values, v), append(runs.Replicate, rep), append(runs.Point, x)
		}
	}
	var h cells
	h.x, h.y = []float64{-0.5, 0.5, 1.5, 2.5}, []float64{6.5, 7.5}
	each := h.fill(runs, runs.Inputs[0], runs.Inputs[1], runs.Outputs[0], &table{})
	f := figures{h, nil, each}
	for i, want := range []bool{false, true, true} {
		if f.blurred(i, 0) != want {
			t.Errorf("cell %d: marked %v", i, !want)
		}
	}
	if half := f.halfAt(0, 0); half < 1 {
		t.Errorf("the interval of a cell is ± %v", half)
	}
}

// A context is written once as far as it does not change.
func TestDaysOfOneZone(t *testing.T) {
	for _, c := range [][3]string{{"3 Oct 2034 CEST", "2 Oct 2034 CEST", "3 Oct"}, {"29 Oct 2034 CET", "28 Oct 2034 CEST", "29 Oct 2034 CET"},
		{"1 Jan 2035 CET", "31 Dec 2034 CET", "1 Jan 2035 CET"}, {"2035", "2034", "2035"}, {"2 Oct 2034 CEST", "", "2 Oct 2034 CEST"}} {
		if got := changed(c[0], c[1]); got != c[2] {
			t.Errorf("%q after %q: %q, want %q", c[0], c[1], got, c[2])
		}
	}
}
