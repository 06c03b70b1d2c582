package plots

import (
	"go/ast"
	"go/parser"
	"go/token"
	"math"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"gonum.org/v1/plot/vg"
)

func TestPUEAxisIsSensible(t *testing.T) {
	nan := math.NaN()
	season := func(n int, base, swing float64) (v []float64) {
		for i := range n {
			v = append(v, base+swing*math.Cos(2*math.Pi*float64(i)/12))
		}
		return v
	}
	with := func(v []float64, at int, x float64) []float64 {
		v = slices.Clone(v)
		v[at] = x
		return v
	}
	for _, c := range []struct {
		name     string
		p95, max []float64
		lo, hi   float64 // between which the axis ends
		cut      bool
	}{
		{"seasons", season(120, 1.15, 0.05), season(120, 1.2, 0.05), 1.25, 1.27, false},
		{"nearly constant", season(120, 1.02, 0.001), season(120, 1.02, 0.001), 1.05, 1.06, false},
		{"a start-up month of 2", with(season(120, 1.15, 0.05), 3, 2), with(season(120, 1.2, 0.05), 3, 40), 1.25, 1.35, true},
		{"a short run with a start-up month", with(season(6, 1.1, 0.03), 0, 2), with(season(6, 1.13, 0.03), 0, 9), 1.15, 1.6, true},
		{"nothing", []float64{nan}, []float64{nan}, 1.05, 1.06, false},
	} {
		hi, cut := pueTop([]monthlyPUE{{p95: c.p95, max: c.max}})
		if hi < c.lo || hi > c.hi || cut != c.cut {
			t.Errorf("%s: the axis ends at %v, cut %v", c.name, hi, cut)
		}
	}
}

func TestCostsBeyondTheKnownKindsAreOther(t *testing.T) {
	known := []account{{values: []float64{1, 2}}, {values: []float64{3}}}
	if got := remainder([]float64{4, 2.0000000001}, known); got != nil {
		t.Errorf("rounding became %v", got)
	}
	if got := remainder([]float64{4, 5}, known); !slices.Equal(got, []float64{0, 3}) {
		t.Errorf("other costs %v", got)
	}
	if got := remainder(nil, known); got != nil {
		t.Errorf("without a total %v", got)
	}
}

func TestBarsStackUpAndDown(t *testing.T) {
	p := unitPlot()
	p.Y.Min, p.Y.Max = -10, 10
	b := bars{unit: 2, accounts: []account{{col: ink, values: []float64{4, 0}}, {col: ink, values: []float64{-6, 0}}, {col: ink, values: []float64{8, 2}}}}
	fills, _ := recorded(p, b)
	want := []vg.Rectangle{rect(-3.6, 50, 3.6, 60), rect(-3.6, 35, 3.6, 50), rect(-3.6, 60, 3.6, 80), rect(6.4, 50, 13.6, 55)}
	if len(fills) != len(want) {
		t.Fatalf("%d parts", len(fills))
	}
	for i, w := range want {
		got := extent(fills[i])
		for _, d := range []vg.Length{got.Min.X - w.Min.X, got.Min.Y - w.Min.Y, got.Max.X - w.Max.X, got.Max.Y - w.Max.Y} {
			if math.Abs(float64(d)) > 1e-9 {
				t.Errorf("part %d covers %v, want %v", i, got, w)
			}
		}
	}
	if lo, hi := b.extent(); math.Abs(lo+3.15) > 1e-9 || math.Abs(hi-6.3) > 1e-9 || b.top() != 6 {
		t.Errorf("from %v to %v, %v at most", lo, hi, b.top())
	}
}

func TestMoneyUnits(t *testing.T) {
	for _, c := range []struct {
		eur, unit float64
		label     string
	}{{77e9, 1e9, "€ billion, cumulated"}, {9.9e9, 1e6, "€ million, cumulated"}, {3e6, 1e3, "€ thousand, cumulated"}} {
		unit, perYear, summed := moneyUnit([]account{{values: []float64{c.eur}}})
		if unit != c.unit || summed != c.label || perYear != strings.Replace(c.label, ", cumulated", " per year", 1) {
			t.Errorf("%v: %v, %q, %q", c.eur, unit, perYear, summed)
		}
	}
}

// A key never leaves the figure, and a figure never leaves its page unless its
// panels would become unreadable.
func TestStacksFit(t *testing.T) {
	for name, s := range styles {
		for n := 1; n <= 12; n++ {
			st := &stack{style: s, n: n, over: 2}
			for range 9 {
				st.key = append(st.key, keyEntry{label: "buildings and plant"})
			}
			lines, x := st.keyLines()
			for i, k := range st.key {
				if end := st.margin() + x[i] + st.swatch(k) + 0.4*s.TextSize + s.letters(1, ink).Width(k.label); end > s.Width {
					t.Errorf("%s: entry %d of the key ends at %v of %v", name, i, end, s.Width)
				}
			}
			rows, cols := st.grid()
			if rows*cols < n || (rows-1)*cols >= n || len(lines) < 2 {
				t.Errorf("%s: %d panels in %d rows of %d", name, n, rows, cols)
			}
			if least := 7 * s.TextSize; st.height() > s.Tallest+0.01 && st.panelHeight() > least+st.heading()+0.01 {
				t.Errorf("%s: %d panels are %v high", name, n, st.height())
			}
		}
	}
}

// Every text that the package says has a French form, and the font can draw it.
func TestFrenchIsComplete(t *testing.T) {
	said := []string{"other"}
	for _, k := range costKinds {
		said = append(said, k.name)
	}
	for _, eur := range []float64{1, 1e8, 1e11} {
		_, a, b := moneyUnit([]account{{values: []float64{eur}}})
		said = append(said, a, b)
	}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			switch f := call.Fun.(type) {
			case *ast.SelectorExpr:
				if f.Sel.Name != "say" {
					return true
				}
			case *ast.Ident:
				if f.Name != "phrase" {
					return true
				}
			default:
				return true
			}
			if lit, ok := call.Args[0].(*ast.BasicLit); ok {
				text, _ := strconv.Unquote(lit.Value)
				said = append(said, text)
			}
			return true
		})
	}
	if len(said) < 20 {
		t.Fatalf("only %q found", said)
	}
	sty := styles["column"].letters(1, ink)
	for _, text := range said {
		if _, ok := french.texts[text]; !ok {
			t.Errorf("no French for %q", text)
		}
		if sty.Width(text) <= 0 || sty.Width(french.say(text)) <= 0 {
			t.Errorf("%q has no width", text)
		}
	}
	for text := range french.texts {
		if !slices.Contains(said, text) {
			t.Errorf("French for %q, which nothing says", text)
		}
	}
}
