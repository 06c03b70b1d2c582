package plots

import (
	"math"
	"testing"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"pgregory.net/rapid"
)

// recorded plots on 100 by 100 points and returns what was filled and stroked.
func recorded(p *plot.Plot, what plot.Plotter) (fills, strokes []vg.Path) {
	marks, _ := recordOf(100, 100, func(c draw.Canvas) { what.Plot(c, p) })
	for _, m := range marks {
		if m.width > 0 {
			strokes = append(strokes, m.path)
		} else {
			fills = append(fills, m.path)
		}
	}
	return fills, strokes
}

func unitPlot() *plot.Plot {
	p := styles["column"].panel()
	p.X.Min, p.X.Max, p.Y.Min, p.Y.Max = 0, 10, 0, 10
	return p
}

func rect(x0, y0, x1, y1 vg.Length) vg.Rectangle {
	return vg.Rectangle{Min: vg.Point{X: x0, Y: y0}, Max: vg.Point{X: x1, Y: y1}}
}

func TestBandHasGapsWhereValuesLack(t *testing.T) {
	nan := math.NaN()
	x := []float64{0, 1, 2, 3, 4, 5, 6, 7}
	lo := []float64{nan, 1, 1, nan, 2, 2, 2, nan}
	hi := []float64{3, 3, 4, 4, nan, 6, 20, 7}
	fills, _ := recorded(unitPlot(), band{x, lo, hi, ink})
	want := []vg.Rectangle{rect(10, 10, 20, 40), rect(50, 20, 60, 100)} // the second is cut off by the axis
	if len(fills) != len(want) {
		t.Fatalf("%d pieces, want %d", len(fills), len(want))
	}
	for i, w := range want {
		if got := extent(fills[i]); got != w {
			t.Errorf("piece %d covers %v, want %v", i, got, w)
		}
	}
}

func TestLineHasGapsWhereValuesLack(t *testing.T) {
	nan := math.NaN()
	_, strokes := recorded(unitPlot(), line{[]float64{0, 1, 2, 3, 4, 5}, []float64{1, 2, nan, 4, 5, nan}, draw.LineStyle{Color: ink, Width: 1}})
	if len(strokes) != 2 || extent(strokes[0]) != rect(0, 10, 10, 20) || extent(strokes[1]) != rect(30, 40, 40, 50) {
		t.Errorf("strokes %v", strokes)
	}
}

func TestBeyondMarksWhatIsCutOff(t *testing.T) {
	nan := math.NaN()
	x := []float64{1, 2, 2, 3, 3, 4, 5, 8, 9}
	fills, _ := recorded(unitPlot(), beyond{x, []float64{5, 5, 11, 11, 12, 12, 6, 30, nan}, styles["column"], words{}})
	if len(fills) != 2 { // arrowheads
		t.Fatalf("%d marks", len(fills))
	}
	if head := extent(fills[0]); head.Max.Y != 100 || (head.Min.X+head.Max.X)/2 != 30 {
		t.Errorf("arrowhead at %v", head)
	}
}

// A thinned line covers, in every step of width, the same range as before, and
// begins and ends where it did.
func TestDecimationKeepsWhatIsSeen(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		const width = 0.24
		n := rapid.IntRange(2, 5000).Draw(t, "points")
		span := rapid.Float64Range(1, 300).Draw(t, "span")
		seed := rapid.Float64Range(0.1, 3).Draw(t, "wave")
		pts := make([]vg.Point, n)
		for i := range pts {
			pts[i] = vg.Point{X: vg.Length(span * float64(i) / float64(n-1)), Y: vg.Length(math.Sin(seed*float64(i)) * math.Cos(0.37*seed*float64(i*i%97)))}
		}
		out := decimate(pts, width)
		cells := func(pts []vg.Point) map[int][2]vg.Length {
			m := map[int][2]vg.Length{}
			for _, p := range pts {
				c := int(math.Floor(float64(p.X / width)))
				r, ok := m[c]
				if !ok {
					r = [2]vg.Length{p.Y, p.Y}
				}
				m[c] = [2]vg.Length{min(r[0], p.Y), max(r[1], p.Y)}
			}
			return m
		}
		a, b := cells(pts), cells(out)
		if len(a) != len(b) || out[0] != pts[0] || out[len(out)-1] != pts[n-1] {
			t.Fatalf("%d steps of width became %d", len(a), len(b))
		}
		for c, r := range a {
			if b[c] != r {
				t.Fatalf("step %d: from %v to %v, was %v", c, b[c][0], b[c][1], r)
			}
		}
		if len(out) > max(4*len(a), 4) && len(out) >= n && n > 4*len(a) {
			t.Fatalf("%d of %d points kept for %d steps", len(out), n, len(a))
		}
		for i := 1; i < len(out); i++ {
			if out[i].X < out[i-1].X {
				t.Fatal("points change places")
			}
		}
	})
}
