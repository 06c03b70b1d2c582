package plots

import (
	"bytes"
	"errors"
	"math"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"caloduc/experiments/result"
	"gonum.org/v1/plot/vg"
)

// lines draws a kind and returns its numbers.
func lines(t *testing.T, r *result.Result, f asked, kind string) [][]string {
	t.Helper()
	d, err := kinds[kind](r, f, styles["column"], words{})
	if err != nil {
		t.Fatal(err)
	}
	return d.table.rows
}

// Every kind that a result lacks the channels of says so.
func TestKindsSayWhatTheyLack(t *testing.T) {
	r := open(t, tenYears) // two campuses, no reactor, no hall
	for name, want := range map[string]string{
		"firm-power": "channel fleet_net_power_MW", "energy-sankey": "indicator drawn_energy_MWh", "supply-by-source": "indicators energy_contract_MWh",
		"reactor-night": "channels net_power_MW and xenon", "training-goodput": "indicators goodput", "hall-temperatures": "channels of a hall's temperatures",
		"carbon-water": "indicators carbon_…_kg", "compare": "another result", "pue-wet-bulb": "weather", "france-map": "places",
	} {
		_, err := kinds[name](r, asked{}, styles["column"], words{})
		if !errors.Is(err, ErrLacks) || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name := range kinds {
		if _, err := kinds[name](r, asked{Figure: result.Figure{Scope: "campus.Nowhere", Channel: "nothing_MW"}}, styles["column"], words{}); !errors.Is(err, ErrLacks) {
			t.Errorf("%s of a scope that is not there: %v", name, err)
		}
	}
}

// Every kind gives the same bytes on every run, under 200 kB of PDF for a year.
func TestEveryKindIsTheSameEveryTime(t *testing.T) {
	all := slices.DeleteFunc(everyKind(), func(f result.Figure) bool { return f.Kind == "cost-over-years" }) // the region costs nothing
	a, b := oneRegion(t, 1, all...), oneRegion(t, 1, all...)
	others := []*result.Result{oneRegion(t, 2)}
	first, second := drawn(t, a, Options{Lang: "fr", Formats: []string{"pdf", "svg"}, Compare: others}), drawn(t, b, Options{Lang: "fr", Formats: []string{"pdf", "svg"}, Compare: others})
	if want := 3 * (len(kinds) - 1); len(first) != want {
		t.Errorf("%d files, want %d", len(first), want)
	}
	for name, text := range first {
		if len(text) == 0 || !bytes.Equal(text, second[name]) {
			t.Errorf("%s: %d and %d bytes, not the same", name, len(text), len(second[name]))
		}
		if filepath.Ext(name) == ".pdf" && len(text) > 200_000 {
			t.Errorf("%s takes %d bytes", name, len(text))
		}
	}
}

// What flows into a node of the diagram flows out again.
func TestSankeyBalances(t *testing.T) {
	r := oneRegion(t, 1)
	in, out := map[string]float64{}, map[string]float64{}
	for _, l := range lines(t, r, asked{}, "energy-sankey") {
		v := value(t, l[2])
		out[l[0]] += v
		in[l[1]] += v
	}
	for name, v := range out {
		if w, ok := in[name]; ok && math.Abs(w/v-1) > 1e-4 {
			t.Errorf("%s: %v in, %v out", name, w, v)
		}
	}
	drawn := r.Total("drawn_energy_MWh", "campus.Fouju") + r.Total("drawn_energy_MWh", "campus.Escaudain")
	if math.Abs(out["Network"]/drawn-1) > 1e-9 || math.Abs(in["Network"]/drawn-1) > 1e-9 || out["Nogent 2"] == 0 {
		t.Errorf("network: %v in, %v out, %v drawn", in["Network"], out["Network"], drawn)
	}
}

func TestFlowsFitTheirHeight(t *testing.T) {
	d := &flows{style: styles["column"], places: make([]vg.Length, 2)}
	a, b, c := d.node(0, "a", ink), d.node(1, "b", ink), d.node(1, "c", ink)
	d.flow(a, b, 90, ink)
	d.join(a, b, 9, ink)
	d.flow(a, c, 1, ink)
	d.flow(a, c, 0, ink)
	if len(d.flows) != 2 || a.size() != 100 || b.size() != 99 {
		t.Fatalf("%d bands, %v and %v", len(d.flows), a.size(), b.size())
	}
	scale := d.scale(200)
	if h := max(d.columnHeight(0, scale), d.columnHeight(1, scale)); math.Abs(float64(h)-200) > 1e-6 {
		t.Errorf("the highest column is %v of 200", h)
	}
}

func TestFirmPowerNamesQuantiles(t *testing.T) {
	r := oneRegion(t, 1)
	if got := rated(r); math.Abs(got-2620) > 1e-6 {
		t.Errorf("rated %v MW", got)
	}
	p, err := periodOf(r, result.Figure{})
	if err != nil {
		t.Fatal(err)
	}
	fleet := make([]float64, 100)
	for i := range fleet {
		fleet[i] = float64(i+1) * 10
	}
	st := &stack{style: styles["column"], n: 1}
	marks := st.quantileMarks(fleet, []float64{0.5, 0.9})
	if want := []float64{0.5, 0.1}; !slices.Equal(marks.y, want) || marks.text[1] != "0.10 GW in 90 % of the hours" {
		t.Errorf("%v, %q", marks.y, marks.text)
	}
	// A year that is always full and one that never runs.
	two := open(t, tenYears)
	if p, err = periodOf(two, result.Figure{From: "2030-01-01", Days: 730}); err != nil {
		t.Fatal(err)
	}
	v := make([]float64, p.last-p.first)
	for i := range 8760 {
		v[i] = 5
	}
	lo, hi := yearSpread(v, p)
	if highest(lo) != 0 || lowest(hi) != 5 {
		t.Errorf("from %v to %v", lo, hi)
	}
	if p, err = periodOf(r, result.Figure{}); err != nil {
		t.Fatal(err)
	}
	covered, err := readCovered(r, "campus.Fouju", p)
	if err != nil || len(covered) != 1 || lowest(covered[0].share) < 0 || highest(covered[0].share) != 1 || lowest(covered[0].share) > 0.9 {
		t.Errorf("%v", err)
	}
}

// The projection gives the easting and northing of Paris (48.8566 N, 2.3522 E),
// 652.5 and 6862.3 km in Lambert-93 with its origin at 700 and 6600 km, to what a
// sphere of 6371 km is off the ellipsoid.
func TestProjectionIsLambert93(t *testing.T) {
	x, y := lambert(48.8566, 2.3522)
	if math.Abs(700+x*6371-652.5) > 1 || math.Abs(6600+y*6371-6862.3) > 2 {
		t.Errorf("%v, %v km", 700+x*6371, 6600+y*6371)
	}
	n := 0
	for _, ring := range franceOutline {
		n += len(ring)
	}
	if n > 150 || len(franceOutline) != 2 {
		t.Errorf("%d points in %d rings", n, len(franceOutline))
	}
}

func TestMapNamesItsPlaces(t *testing.T) {
	r := oneRegion(t, 1)
	spots := readSpots(r, "")
	m := &atlas{stack: &stack{style: styles["column"]}, spots: spots}
	var got []string
	for _, l := range m.labels() {
		got = append(got, l.text)
	}
	if want := []string{"Nogent 1, 2", "Fouju 290 MW", "Escaudain 178 MW", "Cirolliers"}; len(got) != 4 || got[0] != want[0] || !strings.HasPrefix(got[1], "Fouju ") || got[3] != want[3] {
		t.Errorf("%q", got)
	}
	wires, err := readWires(r, spots)
	if err != nil || len(wires) != 1 || wires[0].bus != "Cirolliers" || !(wires[0].loading > 0.3) {
		t.Errorf("%v, %v", wires, err)
	}
}

func TestFirstTripIsShort(t *testing.T) {
	r := oneRegion(t, 1)
	p, err := periodOf(r, result.Figure{})
	if err != nil {
		t.Fatal(err)
	}
	scopes := []string{"reactor.Nogent 2", "reactor.Nogent 1"}
	scope, q, err := firstTrip(r, scopes, p, result.Figure{})
	if err != nil || scope != "reactor.Nogent 1" || !q.from.Equal(day(2031, 2, 8)) || q.last-q.first != 24*(nightBefore+nightAfter) {
		t.Errorf("%s from %v, %v", scope, q.from, err)
	}
}

func TestComparisonGroupsReplicates(t *testing.T) {
	results := []*result.Result{oneRegion(t, 1), oneRegion(t, 2), oneRegion(t, 3)}
	groups := grouped(results)
	if len(groups) != 2 || groups[0].name != "region (n = 2)" || len(groups[1].results) != 1 {
		t.Fatalf("%+v", groups)
	}
	// Two values 2 % and 4 % above a common one: Student's quantile for one degree
	// of freedom is 12.706, the standard error half their difference.
	a, b := results[0].Total("cost_EUR_per_GPUh", ""), results[1].Total("cost_EUR_per_GPUh", "")
	got := groups[0].interval("cost_EUR_per_GPUh", "")
	if half := 12.706 * math.Abs(b-a) / 2; math.Abs(got.value-(a+b)/2) > 1e-9 || math.Abs(got.hi-got.value-half) > 1e-4*half {
		t.Errorf("%v of %v and %v", got, a, b)
	}
}

func TestCarpetFoldsDays(t *testing.T) {
	r := open(t, tenYears)
	p, err := periodOf(r, result.Figure{From: "2030-01-01", Days: 4})
	if err != nil {
		t.Fatal(err)
	}
	g := rug{}
	for i := range p.last - p.first {
		g.up = append(g.up, float64(i/24)*100+float64(i%24))
	}
	g.fold(p, 2)
	if len(g.values) != 2 || g.values[0][7] != 57 || g.values[1][23] != 273 {
		t.Errorf("%v", g.values)
	}
	if n := daysPerColumn(p, 2); n != 2 {
		t.Errorf("%d days in a column", n)
	}
}
