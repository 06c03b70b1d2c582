package plots

import (
	"errors"
	"math"
	"slices"
	"testing"

	"caloduc/experiments/result"
)

// A threshold is drawn with and without intervals, its values stand in the table, and a
// sweep that searched for none lacks it.
func TestThresholdCurve(t *testing.T) {
	runs, nan := grid(), math.NaN()
	draw := drawSweepKind(result.ThresholdFigure)
	style, w := styles["column"], words{}
	for _, at := range []Along{{40, 0.2, -0.1, 0.3}, {27, -0.2, nan, nan}} {
		f := SweepFigure{X: "supply_temp_degC", Output: "pue", Along: []Along{{27, -0.2, nan, nan}, at}, Crossing: &Along{X: 33, Low: at.Low, High: at.High}}
		d, err := draw(runs, f, style, w)
		if err != nil {
			t.Fatal(err)
		}
		if n := len(d.table.rows); n != 2 {
			t.Errorf("%d rows in the table", n)
		}
	}
	if _, err := draw(runs, SweepFigure{}, style, w); !errors.Is(err, ErrLacks) {
		t.Errorf("a sweep without a search: %v", err)
	}
}

func TestAlongAxis(t *testing.T) {
	s := &result.Sweep{Statistics: []result.Statistic{
		{Kind: result.DifferenceAlong, Indicator: "pue", Of: "x", Against: "3", Estimate: 1},
		{Kind: result.Threshold, Indicator: "pue", Of: "x", Estimate: 2.5, Low: 2, High: 3},
		{Kind: result.DifferenceAlong, Indicator: "pue", Of: "x", Against: "2", Estimate: -1},
		{Kind: result.DifferenceAlong, Indicator: "cost", Of: "x", Against: "2", Estimate: 9},
	}}
	all, crossing := alongAxis(s, "x", "pue")
	if want := []Along{{X: 2, Estimate: -1}, {X: 3, Estimate: 1}}; !slices.Equal(all, want) || crossing == nil || *crossing != (Along{2.5, 0, 2, 3}) {
		t.Errorf("%v, crossing %v", all, crossing)
	}
}
