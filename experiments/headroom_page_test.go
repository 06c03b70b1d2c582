package experiments

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"math"
	"os"
	"slices"
	"strings"
	"testing"

	"caloduc/experiments/result"
	"caloduc/sim/channel"
)

// headroomPage is what the test writes with -regen.
const headroomPage = "../docs/network-headroom.md"

// headroomSites are the sites of the page with their halls, and headroomGW the powers
// asked for there.
var (
	headroomSites = [][2]string{{"Fouju", "F1"}, {"Escaudain", "E1"}, {"Dunkerque", "D1"}}
	headroomGW    = []float64{0.7, 1.4, 3}
)

// racksPerGW is how many racks of the experiment draw about one GW in their highest hours.
const racksPerGW = 10_200

// headroomOf runs the bundled experiment with one campus of a power, or with all five as
// they are for 0 GW.
func headroomOf(t *testing.T, site [2]string, gw float64) *result.Result {
	t.Helper()
	var sets []string
	if gw > 0 {
		for _, other := range [][2]string{{"Fouju", "F1"}, {"Escaudain", "E1"}, {"Dunkerque", "D1"}, {"Montereau", "M1"}, {"Cambrai", "C1"}} {
			if other != site {
				sets = append(sets, fmt.Sprintf("campus[%s].hall[%s].online=2040-01-01", other[0], other[1]))
			}
		}
		sets = append(sets, fmt.Sprintf("campus[%s].hall[%s].racks=%d", site[0], site[1], int(gw*racksPerGW)),
			fmt.Sprintf("campus[%s].grid.contracted_MW=%g", site[0], 1700*gw), fmt.Sprintf("campus[%s].grid.circuits=12", site[0]))
	}
	dir := t.TempDir()
	if _, err := Run(context.Background(), "france-network.toml", Options{Sets: sets, Out: dir, Force: true, Progress: silent{}}); err != nil {
		t.Fatal(err)
	}
	r, err := result.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.Close() })
	return r
}

// headroomRow is a campus' row of the page.
func headroomRow(t *testing.T, r *result.Result, name string) string {
	t.Helper()
	scope := "campus." + name
	series := func(name string) []float32 {
		v, err := r.Means(scope + "." + name)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	may, draws := series(channel.MayDrawMW), series(channel.FacilityPowerMW)
	order := make([]int, len(may))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(may[a], may[b]) })
	line, outage := series("binding_line"), series("binding_outage")
	total := func(name string) float64 { return r.Total(name, scope) }
	return fmt.Sprintf("%.2f | %.2f | %.2f | %.2f | %.2f | %.1f | %.2f | %s | %s", total("facility_energy_MWh")/float64(len(may))/1e3,
		slices.Max(draws)/1e3, total("may_draw_p50_MW")/1e3, total("may_draw_p95_MW")/1e3, total("may_draw_p99_MW")/1e3,
		total("network_short_h"), 100*(1-total(channel.ServedEnergy)),
		bindsIn(r.Manifest().Lines, line, outage, order), bindsIn(r.Manifest().Lines, line, outage, order[:len(order)/100]))
}

// bindsIn says what binds most often in some hours, and in what part of them.
func bindsIn(lines []result.Line, line, outage []float32, hours []int) string {
	count := map[[2]int]int{}
	for _, h := range hours {
		count[[2]int{int(math.Round(float64(line[h]))), int(math.Round(float64(outage[h])))}]++
	}
	pairs := slices.SortedFunc(maps.Keys(count), func(a, b [2]int) int {
		return cmp.Or(cmp.Compare(count[b], count[a]), cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1]))
	})
	p := pairs[0]
	text := "nothing"
	switch {
	case p[0] < 0:
	case p[1] < 0:
		text = lines[p[0]].Name + ", all in service"
	case p[0] == p[1]:
		text = lines[p[0]].Name + ", one circuit lost"
	default:
		text = lines[p[0]].Name + ", without a circuit of " + lines[p[1]].Name
	}
	return fmt.Sprintf("%s (%.0f %%)", text, 100*float64(count[p])/float64(len(hours)))
}

// The page of what three sites can take is what the runs give: all of it with -regen,
// else one of its rows.
func TestHeadroomPageIsUpToDate(t *testing.T) {
	if !*regen {
		page, err := os.ReadFile(headroomPage)
		if err != nil {
			t.Fatal(err)
		}
		row := headroomRow(t, headroomOf(t, headroomSites[2], 0.7), "Dunkerque")
		if !strings.Contains(string(page), "| Dunkerque | 0.7 | "+row+" |") {
			t.Errorf("the page has another row than %s: go test ./experiments -run HeadroomPage -regen", row)
		}
		return
	}
	var out strings.Builder
	fmt.Fprintf(&out, `# What three sites can take

From runs of `+"`experiments/france-network.toml`"+` (a year by the minute, market, fleet, the 400 kV network with
outages); written by `+"`go test ./experiments -run HeadroomPage -regen`"+`. In the first nine rows one campus stands
alone, with the racks that draw about the power asked for in their highest hours (%d to a GW); in the last five all stand together, as in the file.
What a bus can take is told with any one circuit lost, after redispatch as far as the contract
goes (1.7 times the power asked for), in half, 95 %% and 99 %% of the hours; short are
the hours in which it can take no more than is drawn. What binds is told for all hours and for the tightest
hundredth of them, with the part of these hours. [The model and what it leaves out](models/network.md).

| campus | asked, GW | drawn: mean, GW | highest hour, GW | can take: P50, GW | P95, GW | P99, GW | short, h | not served, %% | binds | binds in the tightest 1 %% |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
`, racksPerGW)
	for _, site := range headroomSites {
		for _, gw := range headroomGW {
			fmt.Fprintf(&out, "| %s | %g | %s |\n", site[0], gw, headroomRow(t, headroomOf(t, site, gw), site[0]))
		}
	}
	r := headroomOf(t, [2]string{}, 0)
	for _, p := range r.Manifest().Places {
		if p.Kind == "campus" {
			fmt.Fprintf(&out, "| %s, with the others | as in the file | %s |\n", p.Name, headroomRow(t, r, p.Name))
		}
	}
	fmt.Fprintf(&out, "\nWith all five the lines lose %.2f %% of the load; %.2f TWh of generation is moved in the year, for %.0f M€.\n",
		100*r.Total("network_loss_fraction", "network"), r.Total("redispatch_energy_MWh", "network")/1e6, r.Total("redispatch_cost_EUR", "network")/1e6)
	if err := os.WriteFile(headroomPage, []byte(out.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}
