package design

import (
	"math"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/gonum/stat"

	"caloduc/sim"
)

// What cannot act has an interval that holds 0, what acts has not, however curved
// the answer; the sign is that of the answer. A level of a name acts likewise.
func TestRankEffects(t *testing.T) {
	b := New(LatinHypercube, append(cube(4, 0, 1), Axis{Path: "y", Domain: Values("a", "b", "c")}, Axis{Path: "z", Domain: Values("a", "b", "c")})...)
	b.Samples = 200
	var y []float64
	for i, r := range b.kept() {
		x := func(j int) float64 { return r.values[j].(float64) }
		y = append(y, math.Exp(5*x(0))-60*x(1)+map[any]float64{"a": 0, "b": 40, "c": 10}[r.values[4]])
		if i%50 == 0 {
			y[i] = math.NaN() // a run that failed
		}
	}
	got, err := b.RankEffects(y, 0.95)
	if err != nil {
		t.Fatal(err)
	}
	for i, acts := range []bool{true, true, false, false, true, false} {
		if e := got[i]; e.holds(0) == acts || !e.holds(e.Estimate) || e.Ratio != (i > 3) {
			t.Errorf("%+v, acts: %v", e, acts)
		}
	}
	if got[0].Estimate < 0.8 || got[1].Estimate > -0.1 || got[4].Estimate < 0.6 {
		t.Errorf("%+v", got)
	}
}

// Against the definition: the correlation of what regression on the other ranks
// leaves of both.
func TestPartialRankIsOfResiduals(t *testing.T) {
	b := New(LatinHypercube, cube(2, 0, 1)...)
	b.Samples = 40
	var y, x0, x1 []float64
	for _, r := range b.kept() {
		x0, x1 = append(x0, r.values[0].(float64)), append(x1, r.values[1].(float64))
		y = append(y, x0[len(x0)-1]+2*math.Sin(9*x1[len(x1)-1]))
	}
	got, err := b.RankEffects(y, 0.95)
	if err != nil {
		t.Fatal(err)
	}
	left := func(of []float64) []float64 {
		a, slope := stat.LinearRegression(ranks(x1), of, nil, false)
		out := make([]float64, len(of))
		for i := range of {
			out[i] = of[i] - a - slope*ranks(x1)[i]
		}
		return out
	}
	if want := stat.Correlation(left(ranks(x0)), left(ranks(y)), nil); math.Abs(got[0].Estimate-want) > 1e-12 {
		t.Errorf("%v, want %v", got[0].Estimate, want)
	}
}

// Of samples with idle parameters about one in twenty calls any of them acting; and
// intervals of names hold nothing likewise. Three standard errors of 600 are 0.027.
func TestIdleParametersRarelySeemToAct(t *testing.T) {
	axes := append(cube(5, 0, 1), Axis{Path: "y", Domain: Values("a", "b", "c", "d")})
	wrong := 0
	const seeds = 600
	for seed := range seeds {
		b := New(LatinHypercube, axes...)
		b.Samples, b.Seed = 40, seed
		var y []float64
		for _, r := range b.kept() {
			y = append(y, math.Sin(20*r.values[0].(float64))) // an answer, but none of the others'
		}
		got, err := b.RankEffects(y, 0.95)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range got[1:] {
			if !e.holds(0) {
				wrong++
				break
			}
		}
	}
	t.Logf("%d of %d", wrong, seeds)
	if share := float64(wrong) / seeds; share > 0.05+0.027 {
		t.Errorf("an idle parameter seems to act in %v of samples", share)
	}
}

func TestRankEffectsRefuse(t *testing.T) {
	b := New(LatinHypercube, cube(3, 0, 1)...)
	b.Samples = 8
	for _, c := range []struct {
		y     []float64
		level float64
		want  string
	}{{make([]float64, 8), 0.95, "8 points for 3 regressors"}, {make([]float64, 7), 0.95, "7 responses"}, {make([]float64, 8), 1, "level"}} {
		if _, err := b.RankEffects(c.y, c.level); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v", err)
		}
	}
	b.Samples = 20
	if got, err := b.RankEffects(make([]float64, 20), 0.95); err != nil || !got[0].holds(0) || got[0].High != 0 {
		t.Errorf("a constant: %+v, %v", got, err)
	}
}

// Over a grid with replicates an idle axis swings about 0, one that acts by what
// lies between its ends, and names between the levels that lie apart.
func TestSwings(t *testing.T) {
	b := New(Grid, Axis{Path: "a", Domain: Values(int64(3), int64(1), int64(2))}, Axis{Path: "b", Domain: Values(int64(1), int64(2))}, Axis{Path: "c", Domain: Values("x", "y", "z")})
	random := sim.Streams{Seed: 3}.Stream("test")
	var y [][]float64
	for _, r := range b.kept() {
		at := 5*float64(r.values[0].(int64)) + map[any]float64{"x": 2, "y": 0, "z": 1}[r.values[2]]
		var of []float64
		for range 6 {
			of = append(of, at+0.3*random.NormFloat64())
		}
		y = append(y, of)
	}
	got, err := b.Swings(y, 0.95)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []float64{10, 0, 2} {
		if e := got[i]; e.holds(0) != (want == 0) || math.Abs(e.Estimate-want) > 0.3 {
			t.Errorf("%+v, want %v", e, want)
		}
	}
	for _, few := range [][][]float64{{{1}}, slices.Repeat([][]float64{{1}}, 18)} {
		if _, err := b.Swings(few, 0.95); err == nil {
			t.Errorf("%d rows of one replicate have intervals", len(few))
		}
	}
}
