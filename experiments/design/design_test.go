package design

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"caloduc/sim/param"
)

func mustPoints(t testing.TB, blocks ...*Block) []Point {
	t.Helper()
	points, err := Points(blocks)
	if err != nil {
		t.Fatal(err)
	}
	return points
}

// sets joins the --set strings of points, for comparison.
func sets(points []Point) []string {
	out := make([]string, len(points))
	for i, p := range points {
		out[i] = strings.Join(p.Sets(), " ")
	}
	return out
}

func TestGridVariesTheLastPathFastest(t *testing.T) {
	b := New(Grid,
		Axis{Path: "hall.supply_temp_degC", Domain: Values(27, 32.5)},
		Axis{Path: "campus.site", Domain: Values("Paris", `Saint-"Denis"`)},
		Axis{Path: "start", Domain: Values(time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC))})
	want := []string{
		`campus.site="Paris" hall.supply_temp_degC=27 start=2026-01-01`,
		`campus.site="Paris" hall.supply_temp_degC=32.5 start=2026-01-01`,
		`campus.site="Saint-\"Denis\"" hall.supply_temp_degC=27 start=2026-01-01`,
		`campus.site="Saint-\"Denis\"" hall.supply_temp_degC=32.5 start=2026-01-01`,
	}
	if got := sets(mustPoints(t, b)); !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}

// TestGridIsTheProduct: every combination of the axes' values once, numbered in
// order, whatever the order in which the axes were written.
func TestGridIsTheProduct(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		axes := drawAxes(t)
		points, err := Points([]*Block{New(Grid, axes...)})
		if err != nil {
			t.Fatal(err)
		}
		n := 1
		for _, a := range axes {
			n *= a.size()
		}
		if len(points) != n {
			t.Fatalf("%d points, want %d", len(points), n)
		}
		seen := map[string]bool{}
		for i, p := range points {
			if p.Index != i || p.Replicate != 0 {
				t.Fatalf("point %d is numbered %+v", i, p)
			}
			seen[fmt.Sprint(p.Values)] = true
		}
		if len(seen) != n {
			t.Fatalf("%d different points, want %d", len(seen), n)
		}
		slices.Reverse(axes)
		again, err := Points([]*Block{New(Grid, axes...)})
		if err != nil || !reflect.DeepEqual(points, again) {
			t.Fatalf("another order of the axes gives other points (%v)", err)
		}
	})
}

// drawAxes draws up to four axes of different values.
func drawAxes(t *rapid.T) []Axis {
	var axes []Axis
	for i := range rapid.IntRange(1, 4).Draw(t, "axes") {
		values := rapid.SliceOfNDistinct(rapid.IntRange(-50, 50), 1, 5, rapid.ID[int]).Draw(t, "values")
		domain := make([]any, len(values))
		for j, v := range values {
			domain[j] = v
		}
		axes = append(axes, Axis{Path: "p" + strconv.Itoa(i), Domain: Values(domain...)})
	}
	return axes
}

func TestZipPairsTheValues(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 20).Draw(t, "n")
		xs := rapid.SliceOfN(rapid.Float64Range(-1e6, 1e6), n, n).Draw(t, "xs")
		values := make([]any, n)
		for i, x := range xs {
			values[i] = x
		}
		b := New(Zip, Axis{Path: "x", Domain: Values(values...)}, Axis{Path: "y", N: n, Domain: Range(5, 9)})
		points, err := Points([]*Block{b})
		if err != nil || len(points) != n {
			t.Fatalf("%d points, %v", len(points), err)
		}
		for i, p := range points {
			x, err := strconv.ParseFloat(p.Values[0].Text, 64)
			if err != nil || x != xs[i] {
				t.Fatalf("point %d: x is %s, want %v", i, p.Values[0].Text, xs[i])
			}
		}
		if n > 1 && (points[0].Values[1].Text != "5" || points[n-1].Values[1].Text != "9") {
			t.Fatalf("the range does not end in 5 and 9: %v", points)
		}
	})
}

func TestBlocksConcatenateAndAreIndependent(t *testing.T) {
	axis := Axis{Path: "x", Domain: Range(0, 1)}
	blocks := func() []*Block {
		var out []*Block
		for _, m := range []string{LatinHypercube, Sobol, Halton, Saltelli} {
			b := New(m, axis, Axis{Path: "y", Domain: Normal(5, 1, 0, 20)})
			b.Samples = 16
			out = append(out, b)
		}
		m := New(Morris, axis)
		m.Trajectories = 4
		return append(out, m)
	}
	together := mustPoints(t, blocks()...)
	for i, b := range blocks() {
		alone := mustPoints(t, b)
		var own []Point
		for _, p := range together {
			if p.Block == i {
				p.Block = 0
				own = append(own, p)
			}
		}
		if !reflect.DeepEqual(alone, own) {
			t.Errorf("block %d (%s) has other points among others", i, b.Method)
		}
	}
}

func TestSeedChoosesTheSample(t *testing.T) {
	for _, m := range []string{LatinHypercube, Sobol, Halton, Saltelli, Morris} {
		draw := func(seed int) []string {
			b := New(m, Axis{Path: "x", Domain: Range(0, 1)}, Axis{Path: "y", Domain: Range(0, 1)})
			b.Seed = seed
			if m == Morris {
				b.Trajectories = 8
			} else {
				b.Samples = 8
			}
			return sets(mustPoints(t, b))
		}
		if !slices.Equal(draw(3), draw(3)) {
			t.Errorf("%s: one seed, two designs", m)
		}
		if slices.Equal(draw(3), draw(4)) {
			t.Errorf("%s: two seeds, one design", m)
		}
	}
}

func TestReplicatesStandTogether(t *testing.T) {
	b := New(Grid, Axis{Path: "x", Domain: Values(1, 2, 3)})
	b.Replicates, b.Where = 2, "x != 2"
	var got []string
	for _, p := range mustPoints(t, b) {
		got = append(got, fmt.Sprintf("%d/%d x=%s", p.Index, p.Replicate, p.Values[0].Text))
	}
	want := []string{"0/0 x=1", "0/1 x=1", "2/0 x=3", "2/1 x=3"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestMoreSamplesExtendFewer: the first points stay when more are asked for.
func TestMoreSamplesExtendFewer(t *testing.T) {
	for _, m := range []string{Sobol, Halton, Saltelli, Morris} {
		draw := func(n int) []Point {
			b := New(m, Axis{Path: "x", Domain: Range(0, 1)}, Axis{Path: "y", Domain: LogRange(1, 100)})
			if m == Morris {
				b.Trajectories = n
			} else {
				b.Samples = n
			}
			return mustPoints(t, b)
		}
		few, many := draw(13), draw(40)
		if !reflect.DeepEqual(few, many[:len(few)]) {
			t.Errorf("%s: more samples change the first ones", m)
		}
	}
}

// target takes one parameter of each kind, as an experiment would.
type target struct {
	x    float64
	n    int
	on   bool
	name string
	day  time.Time
	many []float64
}

func (s *target) Params(p *param.Set) {
	p.Float(&s.x, "x_MW", 0, param.Any(), "a number", param.Setting)
	p.Int(&s.n, "n", 0, param.Any(), "a whole number", param.Setting)
	p.Bool(&s.on, "on", false, "a switch")
	p.String(&s.name, "name", "", "a text")
	p.Date(&s.day, "day", time.Time{}, "a day")
	p.Floats(&s.many, "many", nil, param.Any(), "a list", "")
}

// TestValuesAreAsSetTakesThem lays points over an experiment.
func TestValuesAreAsSetTakesThem(t *testing.T) {
	day := time.Date(2030, 2, 3, 0, 0, 0, 0, time.UTC)
	for i, name := range []string{"Paris", "a \"b\" \\ c", "2026", "true", "[x", "ligne\n\té", ""} {
		b := New(Zip,
			Axis{Path: "x_MW", Domain: Values(1.0 / 3)},
			Axis{Path: "n", N: 1, Whole: true, Domain: Range(3, 9)},
			Axis{Path: "on", Domain: Values(true)},
			Axis{Path: "name", Domain: Values(name)},
			Axis{Path: "day", Domain: Values(day)},
			Axis{Path: "many", Domain: Values([]any{1.5, int64(2)})})
		var got target
		if _, err := param.Decode("test.toml", nil, &got, mustPoints(t, b)[0].Sets()); err != nil {
			t.Fatalf("%d: %v", i, err)
		}
		want := target{1.0 / 3, 6, true, name, day, []float64{1.5, 2}}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%d: got %+v, want %+v", i, got, want)
		}
	}
}

// New returns a block with its defaults.
func New(method string, axes ...Axis) *Block {
	b := new(Block)
	b.Params(new(param.Set))
	b.Method, b.Axes = method, axes
	return b
}
