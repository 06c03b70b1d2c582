package design

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"caloduc/sim"
)

var boot = Bootstrap{Resamples: 400, Level: 0.95, Seed: 1}

// run evaluates a function at every point of a block and returns the responses.
func run(t testing.TB, b *Block, f func(x []float64) float64) []float64 {
	t.Helper()
	points := mustPoints(t, b)
	metric := make([]float64, len(points))
	for i, p := range points {
		x := make([]float64, len(p.Values))
		for j, v := range p.Values {
			var err error
			if x[j], err = strconv.ParseFloat(v.Text, 64); err != nil {
				t.Fatal(err)
			}
		}
		metric[i] = f(x)
	}
	y, err := Responses(points, metric, 0)
	if err != nil {
		t.Fatal(err)
	}
	return y
}

// cube returns axes x0, x1, … over one range.
func cube(n int, from, to float64) []Axis {
	axes := make([]Axis, n)
	for i := range axes {
		axes[i] = Axis{Path: "x" + strconv.Itoa(i), Domain: Range(from, to)}
	}
	return axes
}

// TestMean checks against Student's t table: t(0.975, 4) = 2.776445.
func TestMean(t *testing.T) {
	got, err := Mean([]float64{1, 2, 3, 4, 5}, 0.95)
	half := 2.776445 * math.Sqrt(2.5/5)
	if err != nil || got.Estimate != 3 || math.Abs(got.Low-(3-half)) > 1e-6 || math.Abs(got.High-(3+half)) > 1e-6 {
		t.Errorf("got %+v, %v", got, err)
	}
	for _, c := range []struct {
		xs    []float64
		level float64
		want  string
	}{{[]float64{1}, 0.95, "at least two"}, {[]float64{1, math.NaN()}, 0.95, "replicate 1 is missing"}, {[]float64{1, 2}, 1, "level"}} {
		if _, err := Mean(c.xs, c.level); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v: %v", c.xs, err)
		}
	}
}

// TestPairedCancelsWhatIsShared: with common random numbers the interval of the
// difference is that of what differs, however large the common part.
func TestPairedCancelsWhatIsShared(t *testing.T) {
	random := sim.Streams{Seed: 4}.Stream("test")
	var a, b, d []float64
	for range 10 {
		common, own := 1000*random.NormFloat64(), random.NormFloat64()
		a, b, d = append(a, common+own), append(b, common), append(d, own)
	}
	got, err := Paired(a, b, 0.9)
	want, _ := Mean(d, 0.9)
	if err != nil || math.Abs(got.Low-want.Low) > 1e-9 || math.Abs(got.High-want.High) > 1e-9 {
		t.Errorf("got %+v, want %+v (%v)", got, want, err)
	}
	if _, err := Paired(a, b[1:], 0.9); err == nil || !strings.Contains(err.Error(), "partner") {
		t.Errorf("unequal numbers: %v", err)
	}
}

// covered returns the share of trials whose interval holds the truth.
func covered(trials int, trial func(random *rand.Rand, seed int) bool) float64 {
	hit := 0
	for i := range trials {
		if trial(sim.Streams{Seed: uint64(i)}.Stream("coverage"), i) {
			hit++
		}
	}
	return float64(hit) / float64(trials)
}

func (i Interval) holds(x float64) bool { return i.Low <= x && x <= i.High }

// TestIntervalsCover: of many 90 % intervals about 90 % hold the truth. Four
// standard errors of 4000 trials are 0.019.
func TestIntervalsCover(t *testing.T) {
	for _, n := range []int{2, 5, 20} {
		share := covered(4000, func(random *rand.Rand, _ int) bool {
			xs := make([]float64, n)
			for i := range xs {
				xs[i] = 7 + 3*random.NormFloat64()
			}
			iv, err := Mean(xs, 0.9)
			return err == nil && iv.holds(7)
		})
		if math.Abs(share-0.9) > 0.019 {
			t.Errorf("%d replicates: %v of the intervals hold the mean", n, share)
		}
		t.Logf("%d replicates: %v", n, share)
	}
}

// TestBootstrapCovers: the expanded percentile interval of a mean of ten normal
// units holds the truth in 90 % of trials within 0.03; plain percentiles would hold
// it in about 85 %.
func TestBootstrapCovers(t *testing.T) {
	share := covered(1000, func(random *rand.Rand, seed int) bool {
		xs := make([]float64, 10)
		for i := range xs {
			xs[i] = random.NormFloat64()
		}
		s := Bootstrap{Resamples: 400, Level: 0.9, Seed: uint64(seed)}
		return s.intervals("test", len(xs), 1, func(units []int, out []float64) {
			out[0] = 0
			for _, u := range units {
				out[0] += xs[u] / float64(len(xs))
			}
		})[0].holds(0)
	})
	if math.Abs(share-0.9) > 0.03 {
		t.Errorf("%v of the intervals hold the mean", share)
	}
	t.Logf("share %v", share)
}

// ishigami is the function of Ishigami and Homma 1990 with a = 7, b = 0.1.
func ishigami(x []float64) float64 {
	return math.Sin(x[0]) + 7*math.Pow(math.Sin(x[1]), 2) + 0.1*math.Pow(x[2], 4)*math.Sin(x[0])
}

// TestIndicesOfIshigami checks the closed forms: V1 = (1 + bπ⁴/5)²/2, V2 = a²/8,
// V13 = 8b²π⁸/225, V = V1 + V2 + V13. Tolerance 0.01 at 4096 base samples.
func TestIndicesOfIshigami(t *testing.T) {
	pi4 := math.Pow(math.Pi, 4)
	v1, v2, v13 := math.Pow(1+0.1*pi4/5, 2)/2, 49./8, 8*0.01*pi4*pi4/225
	v := v1 + v2 + v13
	b := New(Saltelli, cube(3, -math.Pi, math.Pi)...)
	b.Samples, b.SecondOrder = 4096, true
	got, err := b.Indices(run(t, b, ishigami), boot)
	if err != nil {
		t.Fatal(err)
	}
	near := func(what string, iv Interval, want float64) {
		t.Helper()
		if math.Abs(iv.Estimate-want) > 0.01 || !iv.holds(want) || iv.High-iv.Low > 0.2 {
			t.Errorf("%s: %+v, want %v", what, iv, want)
		}
		t.Logf("%s: %.4f [%.4f, %.4f], closed form %.4f", what, iv.Estimate, iv.Low, iv.High, want)
	}
	if math.Abs(got.Mean-3.5) > 0.01 || math.Abs(got.Variance/v-1) > 0.01 {
		t.Errorf("mean %v, variance %v, want 3.5 and %v", got.Mean, got.Variance, v)
	}
	for i, want := range []struct{ first, total float64 }{{v1 / v, (v1 + v13) / v}, {v2 / v, v2 / v}, {0, v13 / v}} {
		near("first "+got.Axes[i].Path, got.Axes[i].First, want.first)
		near("total "+got.Axes[i].Path, got.Axes[i].Total, want.total)
	}
	for _, p := range got.Pairs {
		want := 0.0
		if p.Paths == [2]string{"x0", "x2"} {
			want = v13 / v
		}
		near(fmt.Sprint("pair ", p.Paths), p.Second, want)
	}
}

// TestIndicesOfSobolG checks the closed forms of the G function of Saltelli and
// Sobol 1995 with a = 0, 1, 4.5, 9, 99, 99 (Saltelli et al. 2010): V_i =
// 1/(3(1+a_i)²), V = Π(1+V_j) - 1, total V_i Π_{j≠i}(1+V_j). Tolerance 0.01 at 4096.
func TestIndicesOfSobolG(t *testing.T) {
	a := []float64{0, 1, 4.5, 9, 99, 99}
	part, product := make([]float64, len(a)), 1.0
	for i := range a {
		part[i] = 1 / (3 * (1 + a[i]) * (1 + a[i]))
		product *= 1 + part[i]
	}
	b := New(Saltelli, cube(len(a), 0, 1)...)
	b.Samples = 4096
	y := run(t, b, func(x []float64) float64 {
		g := 1.0
		for i := range a {
			g *= (math.Abs(4*x[i]-2) + a[i]) / (1 + a[i])
		}
		return g
	})
	got, err := b.Indices(y, boot)
	if err != nil {
		t.Fatal(err)
	}
	for i, ix := range got.Axes {
		first, total := part[i]/(product-1), part[i]*product/(1+part[i])/(product-1)
		t.Logf("%s: first %.4f (%.4f), total %.4f (%.4f)", ix.Path, ix.First.Estimate, first, ix.Total.Estimate, total)
		if math.Abs(ix.First.Estimate-first) > 0.01 || math.Abs(ix.Total.Estimate-total) > 0.01 {
			t.Errorf("%s: %+v, want %v and %v", ix.Path, ix, first, total)
		}
	}
}

// TestIndexIntervalsCover: bootstrap intervals on a Sobol sequence are conservative:
// no fewer than 90 % hold the index of a sum with a product, V = 1/12 + 4/12 + 1/144.
func TestIndexIntervalsCover(t *testing.T) {
	v := 1./12 + 4./12 + 1./144
	first, total := 0, 0
	const seeds = 60
	for seed := range seeds {
		b := New(Saltelli, cube(2, 0, 1)...)
		b.Samples, b.Seed = 128, seed
		got, err := b.Indices(run(t, b, func(x []float64) float64 {
			return x[0] + 2*x[1] + (x[0]-0.5)*(x[1]-0.5)
		}), Bootstrap{Resamples: 200, Level: 0.9, Seed: uint64(seed)})
		if err != nil {
			t.Fatal(err)
		}
		if got.Axes[0].First.holds(1. / 12 / v) {
			first++
		}
		if got.Axes[0].Total.holds((1./12 + 1./144) / v) {
			total++
		}
	}
	t.Logf("first %d, total %d of %d", first, total, seeds)
	if first < seeds*9/10 || total < seeds*9/10 {
		t.Errorf("%d and %d of %d intervals hold the indices", first, total, seeds)
	}
}

// TestEffectsOfALinearFunction: all effects are the slopes times the length of the
// axis, whatever the trajectory, with no spread.
func TestEffectsOfALinearFunction(t *testing.T) {
	for _, candidates := range []int{0, 30} {
		b := New(Morris, Axis{Path: "a", Domain: Range(2, 6)}, Axis{Path: "b", Domain: Range(0, 1)})
		b.Trajectories, b.Candidates, b.Levels = 10, candidates, 8
		got, err := b.Effects(run(t, b, func(x []float64) float64 { return 3*x[0] - 5*x[1] }), boot)
		if err != nil {
			t.Fatal(err)
		}
		for i, want := range []float64{12, -5} {
			e := got[i]
			if math.Abs(e.Mu.Estimate-want) > 1e-9 || math.Abs(e.MuStar.Estimate-math.Abs(want)) > 1e-9 || e.Sigma.High > 1e-9 {
				t.Errorf("%s: %+v, want %v", e.Path, e, want)
			}
		}
	}
}

// TestEffectsOfAProduct checks moments known in closed form: on four levels 0, 1/3,
// 2/3, 1 the effect of x0 in (x0-1/2)·x1 is x1, all levels alike: mean 1/2,
// standard deviation √(5/36); that of x1 is x0-1/2: mean 0, mean absolute value
// 1/3. Tolerance three standard errors of 4000 trajectories.
func TestEffectsOfAProduct(t *testing.T) {
	b := New(Morris, cube(2, 0, 1)...)
	b.Trajectories = 4000
	got, err := b.Effects(run(t, b, func(x []float64) float64 { return (x[0] - 0.5) * x[1] }), boot)
	if err != nil {
		t.Fatal(err)
	}
	sd := math.Sqrt(5. / 36)
	tolerance := 3 * sd / math.Sqrt(4000)
	for i, want := range []struct{ mu, star float64 }{{0.5, 0.5}, {0, 1. / 3}} {
		e := got[i]
		if math.Abs(e.Mu.Estimate-want.mu) > tolerance || math.Abs(e.MuStar.Estimate-want.star) > tolerance ||
			math.Abs(e.Sigma.Estimate-sd) > tolerance {
			t.Errorf("%s: %+v, want %+v, sd %v", e.Path, e, want, sd)
		}
	}
}

// TestMorrisEffectsCover: with the expanded percentiles at least 85 % of 90 %
// intervals of mu hold the mean effect at ten trajectories.
func TestMorrisEffectsCover(t *testing.T) {
	share := covered(400, func(_ *rand.Rand, seed int) bool {
		b := New(Morris, cube(2, 0, 1)...)
		b.Trajectories, b.Seed = 10, seed
		got, err := b.Effects(run(t, b, func(x []float64) float64 { return x[0] + x[0]*x[1] }), Bootstrap{Resamples: 200, Level: 0.9, Seed: uint64(seed)})
		return err == nil && got[0].Mu.holds(1.5)
	})
	t.Logf("share %v", share)
	if share < 0.85 {
		t.Errorf("%v of the intervals hold the mean effect", share)
	}
}
