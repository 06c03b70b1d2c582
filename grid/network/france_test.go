package network

import (
	"bytes"
	"math"
	"slices"
	"strings"
	"testing"
)

// winter is an hour of 55 GW, of which nuclear gives 72 %; the rest comes from rivers,
// dams, wind, sun and gas by their capacity.
func winter(g *Grid) Operation {
	o := Operation{LoadMW: 55_000}
	all := g.CapacityMW()
	rest, others := 0.0, []Fuel{Gas, RunOfRiver, Reservoir, Wind, Solar}
	for _, f := range others {
		rest += all[f]
	}
	o.OutputMW[Nuclear] = 0.72 * o.LoadMW
	for _, f := range others {
		o.OutputMW[f] = 0.28 * o.LoadMW * all[f] / rest
	}
	return o
}

func french(t testing.TB) *Grid {
	g, err := France()
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// The French grid is one, carries the sites of the campuses, the reactors' 63 GW, and
// about as many kilometres of circuits as the statistics of 2010 count.
func TestFrance(t *testing.T) {
	g := french(t)
	for _, site := range []string{"Fouju", "Mastaing", "Dunkerque-Port", "Chesnoy-Montereau", "Cambrai", "Le Bosquel"} {
		if g.Index(site) < 0 {
			t.Errorf("no bus %s", site)
		}
	}
	if all := g.CapacityMW(); all[Nuclear] != 63_000 {
		t.Errorf("%g MW of reactors", all[Nuclear])
	}
	km := 0.0
	for _, l := range g.Lines {
		km += l.LengthKM * float64(l.Circuits)
	}
	if math.Abs(km/21_374-1) > 0.1 {
		t.Errorf("%.0f km of circuits, the yearbook of 2010 counts 21,374", km)
	}
	t.Logf("%.0f km of circuits", km)
}

// At 55 GW with 72 % nuclear the grid loses between 1.0 and 1.9 % and no line carries
// more than its rating.
func TestFrenchFlow(t *testing.T) {
	g := french(t)
	c := g.Case(winter(g))
	d, err := NewDC(c)
	if err != nil {
		t.Fatal(err)
	}
	f, err := d.Flow(true)
	if err != nil {
		t.Fatal(err)
	}
	loss := 0.0
	type loaded struct {
		name    string
		loading float64
	}
	var lines []loaded
	for k, b := range c.Branches {
		loss += f.LossMW[k]
		lines = append(lines, loaded{c.Buses[b.From-1].Name + " - " + c.Buses[b.To-1].Name, max(math.Abs(f.FromMW[k]), math.Abs(f.ToMW[k])) / b.RateMVA})
	}
	if part := loss / 55_000; part < 0.010 || part > 0.019 {
		t.Errorf("losses of %.3f %%", 100*part)
	}
	slices.SortFunc(lines, func(a, b loaded) int { return int(math.Copysign(1, b.loading-a.loading)) })
	if lines[0].loading > 1 {
		t.Errorf("%s carries %.2f of its rating", lines[0].name, lines[0].loading)
	}
	t.Logf("losses %.0f MW, %.2f %%; most loaded %+v", loss, loss/550, lines[:6])
}

// As powerflow shares 55 GW with 72 % nuclear among the fuels unless told, the linear flow
// loses between 1.0 and 1.9 %, the AC flow about as much, and the one line above its rating
// is that of Provence.
func TestFrenchFlowByAYearsUse(t *testing.T) {
	g := french(t)
	c := g.Case(g.Operate(55_000, map[Fuel]float64{Nuclear: 0.72 * 55_000}))
	d, err := NewDC(c)
	if err != nil {
		t.Fatal(err)
	}
	linear, err := d.Flow(true)
	if err != nil {
		t.Fatal(err)
	}
	ac, err := Newton(c)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%.1f MW lost by the linear flow, %.1f MW by the AC flow", linear.TotalLossMW(), ac.TotalLossMW())
	if part := linear.TotalLossMW() / 55_000; part < 0.010 || part > 0.019 {
		t.Errorf("losses of %.3f %%", 100*part)
	}
	if more := ac.TotalLossMW()/linear.TotalLossMW() - 1; more < 0 || more > 0.1 {
		t.Errorf("the AC flow loses %.1f %% more", 100*more)
	}
	for k, b := range c.Branches {
		if from, to := c.Buses[b.From-1].Name, c.Buses[b.To-1].Name; linear.Loading(c, k) > 1 && from+to != "RealtorTavel" {
			t.Errorf("%s - %s carries %.2f of its rating", from, to, linear.Loading(c, k))
		}
	}
}

// A written grid is read as the same grid.
func TestWrittenGridIsReadBack(t *testing.T) {
	var buses, lines, again, againLines bytes.Buffer
	if err := french(t).WriteTables(&buses, &lines); err != nil {
		t.Fatal(err)
	}
	g, err := ReadGrid("France", buses.Bytes(), lines.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if err := g.WriteTables(&again, &againLines); err != nil {
		t.Fatal(err)
	}
	if again.String() != buses.String() || againLines.String() != lines.String() {
		t.Error("the grid read back is another")
	}
}

// Wrong tables are refused by table and line.
func TestWrongTables(t *testing.T) {
	const buses = "name,lat_deg,lon_deg,load_fraction\nA,48,2,0.5\nB,49,2,0.5\n"
	const lines = "from,to,length_km,circuits,class\nA,B,50,2,twin\n"
	for name, wrong := range map[string][3]string{
		"twice":      {buses + "a,50,2,0\n", lines, `buses: line 4: bus "a" stands twice`},
		"no bus":     {buses, lines + "A,C,5,1,quad\n", `lines: line 3: a line to bus "C", which does not exist`},
		"class":      {buses, lines + "A,B,5,1,triple\n", `lines: line 3: a line of class "triple": quad or twin`},
		"circuits":   {buses, lines + "A,B,9,1.5,quad\n", "lines: line 3: circuits is 1.5: must be a whole number"},
		"length":     {buses, lines + "A,B,0,1,quad\n", "lines: line 3: length_km is 0: must be between 0.001 and 3000"},
		"to itself":  {buses, lines + "A,A,5,1,quad\n", `lines: line 3: a line from "A" to itself`},
		"fractions":  {strings.Replace(buses, "0.5\nB", "0.1\nB", 1), lines, "the load fractions sum to 0.6, not 1"},
		"parted":     {buses + "C,50,2,0\n", lines, `nothing ties "C" to "A"`},
		"no column":  {strings.ReplaceAll(buses, "lat_deg", "lat"), lines, "buses: line 1: no lat_deg; there are name, lat, lon_deg, load_fraction"},
		"not a word": {strings.Replace(buses, "48", "north", 1), lines, "buses: line 2: lat_deg"},
		"nothing":    {"", lines, "buses: "},
	} {
		if _, err := ReadGrid("wrong", []byte(wrong[0]), []byte(wrong[1])); err == nil || !strings.Contains(err.Error(), wrong[2]) {
			t.Errorf("%s: %v\nwant %s", name, err, wrong[2])
		}
	}
}
