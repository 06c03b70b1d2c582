package plots

import (
	"bytes"
	"errors"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"caloduc/experiments/result"
	"gonum.org/v1/plot/vg/draw"
)

// lines draws a kind and returns its numbers.
func lines(t *testing.T, r *result.Result, f asked, kind string) [][]string {
	t.Helper()
	d, err := drawKind(kind)(r, f, styles["column"], words{})
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
		"cooling-trip": "channel capacity_in_service", "carbon-water": "indicators carbon_…_kg", "compare": "another result", "pue-wet-bulb": "weather", "france-map": "places", "network-map": "channel may_draw", "network-headroom": "channel may_draw", "network-losses": "network_loss_fraction",
		"price-duration": "channels zone_price_EUR_per_MWh", "winter-week": "a zone's channels", "carbon-intensity": "a zone's channel",
	} {
		_, err := drawKind(name)(r, asked{}, styles["column"], words{})
		if !errors.Is(err, ErrLacks) || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, name := range kinds.names() {
		if _, err := drawKind(name)(r, asked{Figure: result.Figure{Scope: "campus.Nowhere", Channel: "nothing_MW"}}, styles["column"], words{}); !errors.Is(err, ErrLacks) {
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
	if want := 4 * (len(kinds) - 1); len(first) != want {
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
	if supplied := out["allocated nuclear"] + out["market"]; math.Abs(supplied/drawn-1) > 1e-9 || math.Abs(in["campuses"]/out["allocated nuclear"]-1) > 1e-9 {
		t.Errorf("supplied %v, %v drawn, %v from reactors", supplied, drawn, in["campuses"])
	}
	for _, unit := range []string{"Nogent 1", "Nogent 2"} {
		if want := r.Total("thermal_energy_MWh", "reactor."+unit); math.Abs(out[unit]/want-1) > 1e-9 {
			t.Errorf("%s gives %v of %v", unit, out[unit], want)
		}
	}
}

// Heat goes where a hall's indicators say, and where its plant sends it if there are
// none; that of reactors ends at their cold source.
func TestSankeyFollowsHeat(t *testing.T) {
	r := oneRegion(t, 1)
	in := map[string]float64{}
	for _, l := range lines(t, r, asked{}, "energy-sankey") {
		in[l[1]] += value(t, l[2])
	}
	hall := func(name string) float64 { return r.Total(name, "campus.Fouju.hall.H1") }
	if want := hall("heat_dry_coolers_MWh"); math.Abs(in["air: dry coolers"]/want-1) > 1e-9 {
		t.Errorf("dry coolers: %v, want %v", in["air: dry coolers"], want)
	}
	if want := hall("heat_evaporated_MWh"); math.Abs(in["water vapour"]/want-1) > 1e-9 {
		t.Errorf("vapour: %v, want %v", in["water vapour"], want)
	}
	other := r.Total("it_energy_MWh", "campus.Escaudain.hall.H1") + r.Total("cooling_energy_MWh", "campus.Escaudain.hall.H1")
	if want := hall("heat_air_exchange_MWh") + other; math.Abs(in["air: ventilation"]/want-1) > 1e-9 {
		t.Errorf("ventilation: %v, want %v", in["air: ventilation"], want)
	}
	net := r.Total("net_energy_MWh", "reactor.Nogent 1") + r.Total("net_energy_MWh", "reactor.Nogent 2")
	if want := 1.85 * net; math.Abs(in["cold source"]/want-1) > 1e-4 || math.Abs(in["auxiliaries"]/(0.05*net)-1) > 1e-3 {
		t.Errorf("cold source %v, want %v; auxiliaries %v", in["cold source"], want, in["auxiliaries"])
	}
}

func TestFlowsFitTheirHeight(t *testing.T) {
	d := &flows{style: styles["column"], heads: make([]string, 2)}
	a, b, c := d.node(0, "a", ink), d.node(1, "b", ink), d.node(1, "c", ink)
	d.flow(a, b, 90, ink)
	d.flow(a, b, 9, ink)
	d.flow(a, c, 1, ink)
	d.flow(a, c, 0, ink)
	if len(d.flows) != 2 || a.size() != 100 || b.size() != 99 {
		t.Fatalf("%d bands, %v and %v", len(d.flows), a.size(), b.size())
	}
	d.layColumns(0, 200)
	if h := d.tallest(d.scale(200)); h > 200 || h < 197 {
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
	marks := st.quantileMarks(fleet, nil)
	if want := []float64{0.51, 0.06, 0.02}; !slices.Equal(marks.y, want) || marks.text[1] != "0.06 GW in 95 % of the hours" {
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
	m := newAtlas(styles["column"], words{}, spots, nil)
	c := draw.New(&recording{width: 200, height: 200})
	var got []string
	for _, l := range mapLabels(m.view(c, 0, 0, 1).marks(spots)) {
		got = append(got, l.text)
	}
	if want := []string{"Nogent 1, 2", "Fouju", "Escaudain", "Cirolliers"}; !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}

// TestLoadingIsFlowOverCapacity: a line whose circuits carry 666 MW together.
func TestLoadingIsFlowOverCapacity(t *testing.T) {
	r := oneRegion(t, 1)
	spots := readSpots(r, "")
	wires, err := readWires(r, spots)
	if err != nil || len(wires) != 1 || wires[0].bus != "Cirolliers" {
		t.Fatalf("%v, %v", wires, err)
	}
	v, err := series(r, "campus.Fouju.sent_power_MW")
	if err != nil {
		t.Fatal(err)
	}
	capacity := math.Sqrt(3) * 225 * 0.9 * 2 * 0.95
	if l := wires[0]; math.Abs(l.highest-highest(wide(v.Max))/capacity) > 1e-12 || !(l.mean > 0 && l.mean < l.highest) {
		t.Errorf("%+v", l)
	}
	// A result whose settings do not tell the line draws it without a colour.
	if err := os.WriteFile(filepath.Join(r.Dir(), result.ResolvedFile), []byte("[[campus]]\nname = \"Fouju\"\n\n[campus.grid]\nbus = \"Cirolliers\"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	bare, err := result.Open(r.Dir())
	if err != nil {
		t.Fatal(err)
	}
	defer bare.Close()
	wires, err = readWires(bare, spots)
	if m := newAtlas(styles["column"], words{}, spots, wires); err != nil || len(wires) != 1 || m.loading != nil || m.loading.colour(wires[0].highest) != grey {
		t.Errorf("%v, %v", wires, err)
	}
}

// The figure shows the hall that lost most, in the hours around that, by the minute
// where a file of minutes covers them.
func TestWorstLossOfCooling(t *testing.T) {
	r := oneRegion(t, 1)
	run, err := periodOf(r, result.Figure{})
	if err != nil {
		t.Fatal(err)
	}
	scope, p, err := worstTrip(r, run, result.Figure{})
	if err != nil || scope != "campus.Fouju.hall.H1" || !p.from.Equal(day(2031, 5, 29).Add(21*time.Hour)) || p.last-p.first != 9 {
		t.Fatalf("%s from %v, %v", scope, p.from, err)
	}
	rows := lines(t, r, asked{}, "cooling-trip")
	if len(rows) != 9*60*6 || rows[0][0] != "Fouju, H1" || rows[0][1] != "2031-05-29T21:00Z" {
		t.Errorf("by the minute %d rows, first %q", len(rows), rows[0])
	}
	if err := os.Remove(filepath.Join(r.Dir(), result.MinuteFile)); err != nil {
		t.Fatal(err)
	}
	bare, err := result.Open(r.Dir())
	if err != nil {
		t.Fatal(err)
	}
	defer bare.Close()
	if rows = lines(t, bare, asked{}, "cooling-trip"); len(rows) != 9*6 || rows[0][1] != "2031-05-29T21:30Z" {
		t.Errorf("by the hour %d rows, first %q", len(rows), rows[0])
	}
}

// Where a run kept daily values alone, each kind shows them or says what it lacks.
func TestKindsOnDailyValues(t *testing.T) {
	r := oneRegion(t, 1)
	if err := os.Remove(filepath.Join(r.Dir(), result.HourlyFile)); err != nil {
		t.Fatal(err)
	}
	r, err := result.Open(r.Dir())
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	for _, name := range kinds.names() {
		_, err := drawKind(name)(r, asked{Figure: result.Figure{Kind: name}}, styles["column"], words{})
		works := slices.Contains([]string{"pue-over-years", "carbon-intensity", "carbon-water", "energy-sankey", "france-map", "supply-by-source", "training-goodput", "network-losses"}, name)
		if works && err != nil || !works && !errors.Is(err, ErrLacks) {
			t.Errorf("%s: %v", name, err)
		}
	}
	d, err := drawKind("pue-over-years")(r, asked{}, styles["column"], french)
	if err != nil || d.table.head[3] != "pue_day_p5" || !strings.Contains(d.description, "quotidiennes") {
		t.Errorf("%v, %v", d.table.head, err)
	}
	// The whole run's energy is that of the hours.
	whole := oneRegion(t, 1)
	a, errA := chipEnergy(r, "campus.Fouju.hall.H1")
	b, errB := chipEnergy(whole, "campus.Fouju.hall.H1")
	if errA != nil || errB != nil || math.Abs(a/b-1) > 1e-5 {
		t.Errorf("chips take %v by the day, %v by the hour; %v, %v", a, b, errA, errB)
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
	if len(groups) != 2 || groups[0].name != "racks – (n = 2)" || len(groups[1].results) != 1 {
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
