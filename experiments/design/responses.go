package design

import (
	"fmt"
	"strings"

	"caloduc/sim/list"
)

// IncompleteError says which runs of a design are missing or failed. Statistics
// that need every point refuse such a design: leaving points out would bias them.
type IncompleteError struct {
	Missing []Point
	Of      int // runs of the block
}

// Error names the missing runs, the first twenty of them.
func (e *IncompleteError) Error() string {
	const most = 20
	names := list.Map(e.Missing[:min(most, len(e.Missing))], Point.String)
	more := ""
	if n := len(e.Missing) - most; n > 0 {
		more = fmt.Sprintf("; and %d more", n)
	}
	return fmt.Sprintf("incomplete design: %d of %d runs are missing: %s%s", len(e.Missing), e.Of, strings.Join(names, "; "), more)
}

// Responses returns a metric of each design point of a block, in the order of the
// design, averaged over the replicates. metric is parallel to points, which may
// hold other blocks too; NaN means that the run is missing or failed, and such a
// run is an *IncompleteError.
func Responses(points []Point, metric []float64, block int) ([]float64, error) {
	if len(points) != len(metric) {
		return nil, fmt.Errorf("%d values for %d points", len(metric), len(points))
	}
	var y []float64
	var runs, of int
	last := -1
	broken := &IncompleteError{}
	for i, p := range points {
		if p.Block != block {
			continue
		}
		if of == 0 || p.Index != last {
			y, runs, last = append(y, 0), 0, p.Index
		}
		of++
		runs++
		if !finite(metric[i]) {
			broken.Missing = append(broken.Missing, p)
		}
		mean := &y[len(y)-1]
		*mean += (metric[i] - *mean) / float64(runs)
	}
	if of == 0 {
		return nil, fmt.Errorf("there is no sweep %d among the points", block)
	}
	if broken.Of = of; len(broken.Missing) > 0 {
		return nil, broken
	}
	return y, nil
}

// complete checks the responses of a block: as many as its design has rows, none
// missing. It knows rows, not runs: the points it names are of block -1.
func (b *Block) complete(method string, rows int, y []float64) error {
	if b.Method != method {
		return fmt.Errorf("the method is %s: this needs %s", b.Method, method)
	}
	broken := &IncompleteError{Of: rows}
	for i := range rows {
		if i >= len(y) || !finite(y[i]) {
			broken.Missing = append(broken.Missing, Point{Block: -1, Index: i})
		}
	}
	if len(broken.Missing) > 0 {
		return broken
	}
	if len(y) > rows {
		return fmt.Errorf("%d responses for a design of %d points", len(y), rows)
	}
	return nil
}
