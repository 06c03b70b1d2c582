package design

import (
	"fmt"

	"gonum.org/v1/gonum/floats"

	"caloduc/sim/list"
)

// Swing is by how much a metric differs between the ends of one axis of a grid:
// of numbers the highest value less the lowest, of names the level of the highest
// mean less that of the lowest.
type Swing struct {
	Path string
	Interval
}

// Swings returns the swing of each axis of a whole grid with replicates: means over
// all other axes, replicate by replicate, with Student's interval. y holds the
// metric by row and replicate. level is the confidence that all intervals of a
// metric hold at once, over the axes and over the pairs of names to choose from
// (Bonferroni).
func (b *Block) Swings(y [][]float64, level float64) ([]Swing, error) {
	rows := b.kept()
	if len(rows) != len(y) {
		return nil, fmt.Errorf("%d responses for a design of %d points", len(y), len(rows))
	}
	var out []Swing
	for j, a := range b.Axes {
		values := a.values()
		means := list.Map(values, func(v any) []float64 { return levelMeans(rows, y, j, text(v)) })
		choices := 1
		height := func(i int) float64 { x, _ := ordered(values[i]); return x }
		if _, numbers := ordered(values[0]); !numbers {
			height = func(i int) float64 { return floats.Sum(means[i]) }
			choices = max(1, len(values)*(len(values)-1)/2)
		}
		low, high := 0, 0
		for i := range values {
			if height(i) < height(low) {
				low = i
			}
			if height(i) > height(high) {
				high = i
			}
		}
		found, err := Paired(means[high], means[low], 1-(1-level)/float64(len(b.Axes)*choices))
		if err != nil {
			return nil, err
		}
		out = append(out, Swing{a.Path, found})
	}
	return out, nil
}

// levelMeans returns the mean of each replicate over the rows at a level of axis j.
func levelMeans(rows []row, y [][]float64, j int, level string) []float64 {
	var means []float64
	n := 0.0
	for i, r := range rows {
		if text(r.values[j]) != level {
			continue
		}
		n++
		if means == nil {
			means = make([]float64, len(y[i]))
		}
		for k, v := range y[i] {
			means[k] += (v - means[k]) / n
		}
	}
	return means
}
