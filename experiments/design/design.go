// Package design turns the [[sweep]] blocks of an experiment file into design
// points, and the results of those points into statistics: intervals over
// replicates, paired differences, elementary effects, Sobol indices, thresholds.
//
// It is pure: it runs nothing and stores nothing. The points of a block depend on
// that block alone, so that another block changes none of them, and on no order of
// keys in the file.
package design

import (
	"fmt"
	"slices"

	"caloduc/sim"
	"caloduc/sim/list"
)

// Point is one run of a sweep: which values are set over the experiment file.
type Point struct {
	Block     int     // the block's place among the blocks, from 0
	Index     int     // the row of the block's design, from 0, counted before `where`
	Name      string  // as written in a list of points, "" otherwise
	Replicate int     // from 0; replicates of one number share their random numbers
	Values    []Value // in the order of the paths
}

// Value is one parameter of a point.
type Value struct {
	Path string
	Text string // as --set takes it: 27, "Paris", 2026-01-01
}

// Sets returns the values as --set strings, path=value.
func (p Point) Sets() []string {
	return list.Map(p.Values, func(v Value) string { return v.Path + "=" + v.Text })
}

// String names the point for messages: "sweep 0, point 12 (France), replicate 3".
// A row of a design, whose block is -1, is "point 12".
func (p Point) String() string {
	if p.Block < 0 {
		return fmt.Sprintf("point %d", p.Index)
	}
	name := ""
	if p.Name != "" {
		name = " (" + p.Name + ")"
	}
	return fmt.Sprintf("sweep %d, point %d%s, replicate %d", p.Block, p.Index, name, p.Replicate)
}

// row is one row of a design before filtering: the values of its paths.
type row struct {
	name   string
	paths  []string
	values []any
}

// Points returns the points of all blocks, block after block, the replicates of a
// point next to each other. The same blocks give the same points.
func Points(blocks []*Block) ([]Point, error) {
	var points []Point
	for i, b := range blocks {
		if err := b.Err(); err != nil {
			return nil, fmt.Errorf("sweep %d: %w", i, err)
		}
		own := b.points(i)
		if len(own) == 0 {
			return nil, fmt.Errorf("sweep %d: where = %q leaves no point", i, b.Where)
		}
		points = append(points, own...)
	}
	return points, nil
}

// points returns the points of a block that has been checked.
func (b *Block) points(block int) []Point {
	rows := b.rows()
	keep := b.filter()
	var points []Point
	for i, r := range rows {
		if keep != nil && !keep(r) {
			continue
		}
		values := make([]Value, len(r.paths))
		for j, path := range r.paths {
			values[j] = Value{path, text(r.values[j])}
		}
		for n := range max(1, b.Replicates) {
			points = append(points, Point{Block: block, Index: i, Name: r.name, Replicate: n, Values: values})
		}
	}
	return points
}

// rows returns the design of a block that has been checked.
func (b *Block) rows() []row {
	switch b.Method {
	case Grid:
		return b.grid()
	case Zip:
		return b.zip()
	case List:
		return b.list()
	case Morris:
		return b.morris()
	}
	dims := len(b.Axes)
	var units [][]float64
	switch b.Method {
	case LatinHypercube:
		units = latinHypercube(b.Samples, b.paths(), b.streams())
	case Sobol:
		units = sobolSample(b.Samples, dims, b.streams())
	case Halton:
		units = haltonSample(b.Samples, dims, b.streams())
	case Saltelli:
		units = saltelli(sobolSample(b.Samples, 2*dims, b.streams()), b.SecondOrder)
	}
	return b.sampled(units)
}

// sampled returns the rows at points of the unit cube, one coordinate an axis.
func (b *Block) sampled(units [][]float64) []row {
	paths := b.paths()
	rows := make([]row, len(units))
	for i, u := range units {
		rows[i] = row{paths: paths, values: make([]any, len(u))}
		for j, a := range b.Axes {
			rows[i].values[j] = a.at(u[j])
		}
	}
	return rows
}

// streams hands out the block's random streams: they depend on its seed alone.
func (b *Block) streams() sim.Streams { return sim.Streams{Seed: uint64(b.Seed)} }

// Varied returns the parameters that the block's points set, each once; false where
// a part of the block could not be read.
func (b *Block) Varied() (paths []string, ok bool) {
	paths = b.paths()
	ok = len(b.Axes) >= len(b.AxesTree) && !b.unread
	for _, r := range b.Rows {
		ok = ok && !r.faulty
		for _, path := range sortedKeys(r.Values) {
			if !slices.Contains(paths, path) {
				paths = append(paths, path)
			}
		}
	}
	return paths, ok
}

func (b *Block) paths() []string {
	return list.Map(b.Axes, func(a Axis) string { return a.Path })
}
