package network

import (
	"bytes"
	"fmt"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// drawn draws a connected case of a few buses: parallel branches, reactances of either
// sign, shifters, ratios, shunts, generators and branches out of order.
func drawn(t *rapid.T) *Case {
	n := rapid.IntRange(2, 14).Draw(t, "buses")
	c := &Case{Name: "drawn", BaseMVA: 100}
	for i := range n {
		kind := Load
		if i == 0 {
			kind = Slack
		}
		c.Buses = append(c.Buses, Bus{Number: 10 * (i + 1), Kind: kind, LoadMW: rapid.Float64Range(0, 50).Draw(t, "load"),
			ShuntMW: float64(i % 3), VMPu: 1, VADeg: float64(i % 2), BaseKV: 400, VMaxPu: 1.1, VMinPu: 0.9})
	}
	for i := range 1 + n/3 {
		c.Generators = append(c.Generators, Generator{Bus: 10 * (i + 1), MW: rapid.Float64Range(0, 80).Draw(t, "power"), MaxMW: 500, SetPu: 1,
			BaseMVA: 100, OutOfOrder: i > 0 && rapid.Bool().Draw(t, "off"), Cost: Cost{Coefficients: []float64{1, float64(10 + i), 0.01}}})
	}
	for i := 1; i < 2*n; i++ {
		from, to := i%n, rapid.IntRange(0, n-1).Draw(t, "to")
		if i < n {
			to = rapid.IntRange(0, i-1).Draw(t, "tree")
		}
		if from == to {
			continue
		}
		b := Branch{From: 10 * (from + 1), To: 10 * (to + 1), RPu: 0.01, XPu: rapid.Float64Range(0.05, 0.5).Draw(t, "x"), RateMVA: float64(i%2) * 900}
		switch rapid.IntRange(0, 9).Draw(t, "sort") {
		case 0:
			b.XPu = -b.XPu / 9
		case 1:
			b.ShiftDeg, b.Ratio = 4, 1.03
		case 2:
			b.OutOfOrder = i >= n
		}
		c.Branches = append(c.Branches, b)
	}
	return c
}

// state is the intact flow of a case.
func intact(t interface{ Skip(...any) }, c *Case) (*DC, []float64, []float64) {
	d, err := NewDC(c)
	if err != nil {
		t.Skip(err)
	}
	mw, _ := d.injections()
	angle, flow := make([]float64, len(c.Buses)), make([]float64, len(c.Branches))
	d.Solve(mw, angle)
	d.FlowsMW(angle, flow)
	if largest(flow) > 1e5 {
		t.Skip("nearly singular")
	}
	return d, mw, flow
}

// Flows balance what is injected at every bus.
func TestFlowsBalanceAtEveryBus(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := drawn(t)
		d, mw, flow := intact(t, c)
		scale := 1 + largest(flow)
		for i := range c.Buses {
			left := mw[i] - c.Buses[i].ShuntMW
			for k := range flow {
				if int(d.from[k]) == i {
					left -= flow[k]
				}
				if int(d.to[k]) == i {
					left += flow[k]
				}
			}
			if d.kind[i] != Slack && math.Abs(left) > 1e-9*scale {
				t.Fatalf("bus %d: %g MW left over", c.Buses[i].Number, left)
			}
		}
	})
}

// A column of the PTDF brings one MW from its bus to the slack, and is what a solution
// with one MW more changes.
func TestShiftIsADifferenceOfSolutions(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := drawn(t)
		d, mw, flow := intact(t, c)
		bus := rapid.IntRange(0, len(c.Buses)-1).Draw(t, "bus")
		ptdf, angle, after := make([]float64, len(flow)), make([]float64, len(mw)), make([]float64, len(flow))
		d.Shift(bus, ptdf)
		mw[bus]++
		d.Solve(mw, angle)
		d.FlowsMW(angle, after)
		for k := range ptdf {
			if math.Abs(flow[k]+ptdf[k]-after[k]) > 1e-8*(1+math.Abs(after[k])+largest(ptdf)) {
				t.Fatalf("branch %d: %g by the PTDF, %g solved", k, flow[k]+ptdf[k], after[k])
			}
		}
		for i := range c.Buses { // what leaves a bus through its branches
			leaves, want := 0.0, 0.0
			for k := range ptdf {
				if int(d.from[k]) == i {
					leaves += ptdf[k]
				}
				if int(d.to[k]) == i {
					leaves -= ptdf[k]
				}
			}
			if i == bus {
				want++
			}
			if d.kind[i] == Slack {
				want--
			}
			if math.Abs(leaves-want) > 1e-9*(1+largest(ptdf)) {
				t.Fatalf("bus %d: the column sums to %g, want %g", c.Buses[i].Number, leaves, want)
			}
		}
	})
}

// Flows after an outage by LODF are those of the grid solved again; after the repair they
// are those of before, to the bit.
func TestOutageIsASolutionWithoutTheBranch(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := drawn(t)
		d, mw, flow := intact(t, c)
		out := rapid.IntRange(0, len(c.Branches)-1).Draw(t, "out")
		lodf := make([]float64, len(flow))
		takes := d.Outage(out, lodf)
		was := c.Branches[out].OutOfOrder
		c.Branches[out].OutOfOrder = true
		again, err := NewDC(c)
		if err == nil && takes && largest(lodf) < 1e4 {
			angle, after := make([]float64, len(mw)), make([]float64, len(flow))
			again.Solve(mw, angle)
			again.FlowsMW(angle, after)
			for k := range flow {
				want := flow[k] + lodf[k]*flow[out]
				if k == out {
					want = 0
				}
				if math.Abs(after[k]-want) > 1e-8*(1+largest(after)) {
					t.Fatalf("branch %d: %g by the LODF, %g solved", k, want, after[k])
				}
			}
		}
		c.Branches[out].OutOfOrder = was
		_, _, repaired := intact(t, c)
		for k := range flow {
			if repaired[k] != flow[k] {
				t.Fatalf("branch %d: %g before the outage, %g after the repair", k, flow[k], repaired[k])
			}
		}
	})
}

// A written case is read as the same case.
func TestWrittenCaseIsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := drawn(t)
		var first, second bytes.Buffer
		if err := c.WriteMATPOWER(&first); err != nil {
			t.Fatal(err)
		}
		again, err := ReadMATPOWER("drawn", bytes.NewReader(first.Bytes()))
		if err != nil {
			t.Skip(err) // an island without slack
		}
		if err := again.WriteMATPOWER(&second); err != nil {
			t.Fatal(err)
		}
		if first.String() != second.String() {
			t.Fatalf("written:\n%s\nread and written:\n%s", first.String(), second.String())
		}
	})
}

// small is a sound case; changes make it a wrong one.
const small = `function mpc = small
mpc.version = '2';
mpc.baseMVA = 100;
mpc.bus = [
	1	3	0	0	0	0	1	1	0	400	1	1.1	0.9;
	2	1	50	0	0	0	1	1	0	400	1	1.1	0.9;
	3	1	20	0	0	0	1	1	0	400	1	1.1	0.9;
];
mpc.gen = [
	1	70	0	90	-90	1	100	1	100	0;
];
mpc.branch = [
	1	2	0.01	0.1	0	0	0	0	0	0	1	-360	360;
	2	3	0.01	0.1	0	0	0	0	0	0	1	-360	360;
];
`

// Wrong cases are refused by line with the reason.
func TestWrongCases(t *testing.T) {
	replace := func(old, by string) string {
		if !strings.Contains(small, old) {
			t.Fatalf("nothing to replace: %q", old)
		}
		return strings.Replace(small, old, by, 1)
	}
	for name, wrong := range map[string][2]string{
		"a bus twice":         {replace("\t3\t1\t20", "\t2\t1\t20"), "line 7: bus 2 stands twice: first in line 6"},
		"a branch to no bus":  {replace("\t2\t3\t0.01", "\t2\t4\t0.01"), "line 14: a branch to bus 4, which does not exist"},
		"a generator nowhere": {replace("\t1\t70", "\t9\t70"), "line 10: a generator at bus 9, which does not exist"},
		"no slack":            {replace("1\t3\t0", "1\t1\t0"), "line 5: the island of bus 1, of 3 buses, has no slack bus with a generator in service"},
		"an island":           {replace("0\t1\t-360\t360;\n];", "0\t0\t-360\t360;\n];"), "line 7: the island of bus 3, of 1 bus, has no slack bus"},
		"no impedance":        {replace("2\t3\t0.01\t0.1", "2\t3\t0\t0"), "line 14: branch 2 to 3 has no reactance"},
		"version 1":           {replace("'2'", "'1'"), "line 2: a case of version 1: only version 2 is read"},
		"version 1 as was":    {"function [baseMVA, bus, gen, branch] = case9\nbaseMVA = 100;\n", "line 1: a case of version 1"},
		"no version":          {replace("mpc.version = '2';", ""), "no mpc.version = '2'"},
		"binary":              {"\x7fELF\x02\x01\x01\x00\x00\x00\x00", "line 1: binary content"},
		"one line of 10 MB":   {"mpc.bus = [" + strings.Repeat("1 ", 5<<20), "line 1: 10 MB without an end of line"},
		"not a case":          {"time,temperature\n2020-01-01,3\n", "line 1:"},
		"a word":              {replace("\t20\t", "\ttwenty\t"), `line 7: "twenty" is not a number`},
		"a short row":         {replace("\t1.1\t0.9;\n];", ";\n];"), "line 7: 11 columns of bus, not 13"},
		"a changed table":     {small + "mpc.branch(:, 3) = mpc.branch(:, 3) / 10;\n", "line 16: mpc.branch is changed by a statement"},
		"a program":           {small + "for i = 1:3\n", "line 16: \"for i = 1:3\": a statement"},
		"an end missing":      {strings.TrimSuffix(small, "];\n"), "line 12: the table that begins here does not end"},
		"a table twice":       {small + "mpc.gen = [\n];\n", "line 16: mpc.gen stands twice: first in line 9"},
		"a base of nought":    {replace("100;", "0;"), "base power of 0 MVA"},
		"a half bus":          {replace("\t3\t1\t20", "\t3.5\t1\t20"), "line 7: bus number 3.5: must be a whole number"},
		"an unknown type":     {replace("\t3\t1\t20", "\t3\t7\t20"), "line 7: bus 3 is of type 7"},
		"infinite":            {replace("0.01\t0.1", "0.01\tInf"), "line 13: branch 1 to 2: all values must be finite"},
		"angles crossed":      {replace("1\t-360\t360;\n\t2", "1\t20\t10;\n\t2"), "line 13: branch 1 to 2: its least angle, 20 degrees, is above its highest, 10"},
		"a negative rating":   {replace("0.1\t0\t0", "0.1\t0\t-5"), "line 13: branch 1 to 2: a rating of -5 MVA"},
		"costs too few":       {small + "mpc.gencost = [\n];\n", "line 16: 0 rows of gencost for 1 generators"},
		"a cost of no model":  {small + "mpc.gencost = [\n3 0 0 1 5;\n];\n", "line 17: a cost of model 3"},
		"least above highest": {replace("\t100\t0;", "\t100\t200;"), "line 10: generator at bus 1: its least power, 200 MW, is above its highest, 100"},
		"nothing":             {"", "no table of a MATPOWER case"},
		"a bus of no voltage": {replace("\t3\t1\t20\t0\t0\t0\t1\t1", "\t3\t1\t20\t0\t0\t0\t1\t0"), "line 7: bus 3: a voltage of 0 pu"},
		"a branch to itself":  {replace("\t2\t3\t0.01", "\t2\t2\t0.01"), "line 14: a branch from bus 2 to itself"},
	} {
		_, err := ReadMATPOWER("wrong", strings.NewReader(wrong[0]))
		if err == nil || !strings.Contains(err.Error(), wrong[1]) {
			t.Errorf("%s: %v\nwant %s", name, err, wrong[1])
		}
	}
	if _, err := ReadMATPOWER("small", strings.NewReader(small)); err != nil {
		t.Error(err)
	}
}

// All errors of a file come at once.
func TestAllErrorsAtOnce(t *testing.T) {
	wrong := strings.NewReplacer("\t2\t1\t50", "\t1\t1\t50", "\t2\t3\t0.01", "\t2\t9\t0.01").Replace(small)
	_, err := ReadMATPOWER("wrong", strings.NewReader(wrong))
	for _, want := range []string{"line 6: bus 1 stands twice", "line 13: a branch to bus 2", "line 14: a branch to bus 9"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v\nlacks %s", err, want)
		}
	}
}

// A generator that cannot serve, or a line that cannot carry the load, has no optimum.
func TestNoOptimum(t *testing.T) {
	for name, wrong := range map[string]string{
		"generator": strings.Replace(small, "\t100\t0;", "\t60\t0;", 1),
		"line":      strings.Replace(small, "1\t2\t0.01\t0.1\t0\t0", "1\t2\t0.01\t0.1\t0\t60", 1),
	} {
		c, err := ReadMATPOWER(name, strings.NewReader(wrong))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := OptimalDC(c); err == nil || !strings.Contains(err.Error(), "no dispatch serves all loads") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A limit of the angle over a line holds the optimal flow over it as a rating of the same
// power does: 1.8 degrees over 0.1 pu are 31.4 MW.
func TestAngleLimits(t *testing.T) {
	const two = "\t1\t70\t0\t90\t-90\t1\t100\t1\t100\t0;\n\t2\t0\t0\t90\t-90\t1\t100\t1\t100\t0;\n"
	text := strings.Replace(small, "\t1\t70\t0\t90\t-90\t1\t100\t1\t100\t0;\n", two, 1) + "mpc.gencost = [2 0 0 2 30 0; 2 0 0 2 50 0];\n"
	rated := 100 * 1.8 / degrees / 0.1
	for name, limited := range map[string]string{
		"highest": strings.Replace(text, "1\t-360\t360", "1\t-360\t1.8", 1),
		"least":   strings.Replace(strings.Replace(text, "1\t2\t0.01\t0.1", "2\t1\t0.01\t0.1", 1), "1\t-360\t360", "1\t-1.8\t360", 1),
		"rating":  strings.Replace(text, "1\t2\t0.01\t0.1\t0\t0", fmt.Sprintf("1\t2\t0.01\t0.1\t0\t%v", rated), 1),
	} {
		c, err := ReadMATPOWER(name, strings.NewReader(limited))
		if err != nil {
			t.Fatal(err)
		}
		f, err := OptimalDC(c)
		if err != nil {
			t.Fatal(err)
		}
		if math.Abs(math.Abs(f.FromMW[0])-rated) > 1e-6 || math.Abs(f.PriceEURPerMWh[2]-50) > 1e-6 {
			t.Errorf("%s: %g MW over the line, %g EUR/MWh behind it", name, f.FromMW[0], f.PriceEURPerMWh[2])
		}
	}
}

// Losses of the linear flow: 1,000 MW over 100 km of a single 400 kV circuit of four
// bundled Al/St 240/40 (0.030 ohm/km at 20 °C) at unity power factor lose 3·I²·R = 18.75 MW.
func TestLossOfALine(t *testing.T) {
	c := &Case{Name: "line", BaseMVA: 100,
		Buses:      []Bus{{Number: 1, Kind: Slack, VMPu: 1}, {Number: 2, Kind: Load, LoadMW: 1000, VMPu: 1}},
		Generators: []Generator{{Bus: 1, SetPu: 1}},
		Branches:   []Branch{{From: 1, To: 2, RPu: 3 * 100 / (400. * 400), XPu: 24.6 * 100 / (400. * 400)}}}
	d, err := NewDC(c)
	if err != nil {
		t.Fatal(err)
	}
	loss := make([]float64, 1)
	if got := d.LossesMW([]float64{1000}, loss); math.Abs(got-18.75) > 1e-9 {
		t.Errorf("%g MW lost, want 18.75", got)
	}
	f, err := d.Flow(true)
	if err != nil {
		t.Fatal(err)
	}
	if sum := f.FromMW[0] + f.ToMW[0]; math.Abs(sum-f.LossMW[0]) > 1e-9 || f.ToMW[0] != -1000 && math.Abs(f.ToMW[0]+1000) > 1e-5 {
		t.Errorf("sends %g MW, delivers %g, loses %g", f.FromMW[0], -f.ToMW[0], f.LossMW[0])
	}
}

// The back-solve beside one indexed multiply-add pass over the factor's values.
func BenchmarkBackSolve(b *testing.B) {
	d, err := NewDC(readCase(b, "case1888rte"))
	if err != nil {
		b.Fatal(err)
	}
	x := make([]float64, len(d.unknown))
	for i := range x {
		x[i] = float64(i % 13)
	}
	b.Run("solve", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			d.factor.Solve(x)
			x[7] = 1
		}
	})
	b.Run("pass", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			d.factor.Pass(x, 0.25)
		}
	})
}

func BenchmarkNewton(b *testing.B) {
	for _, name := range []string{"case1888rte", "case6468rte"} {
		b.Run(name, func(b *testing.B) {
			c := readCase(b, name)
			for b.Loop() {
				if _, err := Newton(c); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func ExampleOptimalDC() {
	c, err := ReadMATPOWER("small", strings.NewReader(small+"mpc.gencost = [2 0 0 2 30 0];\n"))
	if err != nil {
		fmt.Println(err)
		return
	}
	f, err := OptimalDC(c)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%.0f EUR/h, %.0f EUR/MWh at bus 3\n", f.CostEURPerH, f.PriceEURPerMWh[2])
	// Output: 2100 EUR/h, 30 EUR/MWh at bus 3
}
