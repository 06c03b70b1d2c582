package sweep

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"gonum.org/v1/gonum/stat"

	"caloduc/experiments/design"
	"caloduc/experiments/result"
	"caloduc/sim/list"
	"caloduc/sim/record"
)

// What the intervals of statistics.csv rest on.
const (
	confidence = 0.95
	resamples  = 1000
)

// writeStatistics writes the statistics that the design of a whole sweep gives:
//
//	mean        of a point over its replicates, by Student's t
//	difference  of a point less the block's first point, replicate by replicate
//	mu, mu_star, sigma   of an axis: elementary effects (morris)
//	first, total         of an axis: shares of the variance (saltelli)
//	second               of two axes: the share that they explain together (saltelli)
//	partial_rank_correlation, partial_rank_ratio   of an axis of numbers, of names: how
//	            surely the indicator moves with it (samples, and grids that lack points)
//	swing       of an axis: between its ends, over all others (whole grids with replicates)
//
//	threshold, difference_along   of a search: see flip.note; kept as they are
//
// A design that was capped, or of which runs are missing or failed, gives none but
// partial ranks of the runs that ended: leaving points out would bias the others.
func writeStatistics(to *session, plan *Plan, t *table) error {
	path := filepath.Join(to.Out, result.StatisticsFile)
	kept, err := searched(path)
	if err != nil {
		return err
	}
	wanted := kept != nil
	for _, b := range plan.blocks {
		wanted = wanted || hasStatistics(b)
	}
	if !wanted || plan.Of > len(plan.Points) {
		if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
		if wanted && !to.Quiet {
			fmt.Fprintf(to.Stderr, "no statistics: the first %d of %d points\n", len(plan.Points), plan.Of)
		}
		return nil
	}
	var text bytes.Buffer
	s := statistics{plan: plan, table: t, out: csv.NewWriter(&text)}
	s.out.Write(result.StatisticsHeader)
	for i, b := range plan.blocks {
		if err := s.block(i, b); err != nil {
			fmt.Fprintf(to.Stderr, "no statistics of sweep %d: %v\n", i, err)
		}
	}
	s.out.WriteAll(kept)
	return errors.Join(s.out.Error(), to.write(result.StatisticsFile, text.Bytes()))
}

// searched are the lines of a statistics file that a search has found.
func searched(path string) (kept [][]string, err error) {
	f, err := os.Open(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	in := csv.NewReader(f)
	in.FieldsPerRecord = -1
	lines, err := in.ReadAll()
	for _, l := range lines {
		if len(l) > 1 && (l[1] == result.Threshold || l[1] == result.DifferenceAlong) {
			kept = append(kept, l)
		}
	}
	return kept, err
}

type statistics struct {
	plan  *Plan
	table *table
	out   *csv.Writer
	at    string // the values of the point that the lines are of
}

// line writes one statistic.
func (s *statistics) line(block int, name string, c record.Column, of, against string, i design.Interval) {
	s.out.Write([]string{strconv.Itoa(block), name, c.Name, c.Unit, of, against, decimal(i.Estimate), decimal(i.Low), decimal(i.High), s.at})
}

// decimal is a number in text, "" where there is none.
func decimal(x float64) string {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return ""
	}
	return strconv.FormatFloat(x, 'g', 10, 64)
}

// hasStatistics tells whether a block's design gives any.
func hasStatistics(b *design.Block) bool {
	return b.Replicates > 1 || b.Method == design.Morris || b.Method == design.Saltelli || ranked(b)
}

// ranked tells whether effects of a block are told by ranks: its points are drawn
// without an order in pairs, or a grid's are not whole.
func ranked(b *design.Block) bool {
	switch b.Method {
	case design.LatinHypercube, design.Sobol, design.Halton:
		return true
	}
	return b.Method == design.Grid && b.Where != ""
}

// block writes the statistics of one block: of every indicator over the whole
// run that exists at every point of the block.
func (s *statistics) block(block int, b *design.Block) error {
	if !hasStatistics(b) {
		return nil
	}
	lacking := s.whole(block)
	if lacking != nil && !ranked(b) {
		return lacking
	}
	for i, c := range s.table.rows.Columns {
		if c.Role != result.RoleIndicator && c.Role != result.RoleMain {
			continue
		}
		values := s.table.rows.Numbers[i]
		if ranked(b) {
			if err := s.ranks(block, b, c, values); err != nil {
				return err
			}
		}
		y, err := design.Responses(s.plan.design, values, block)
		if lacking != nil || err != nil {
			continue // the indicator does not exist at some point
		}
		if b.Replicates > 1 {
			if err := s.replicates(block, c, values); err != nil {
				return err
			}
		}
		switch b.Method {
		case design.Morris:
			err = s.effects(block, b, c, y)
		case design.Saltelli:
			err = s.indices(block, b, c, y)
		case design.Grid:
			err = s.swings(block, b, c, values)
		}
		if err != nil {
			return err
		}
	}
	if b.Replicates < 2 {
		return nil // ranks were all that was wanted
	}
	return lacking
}

// byRow returns an indicator of a block by row of its design and replicate.
func (s *statistics) byRow(block int, values []float64) (rows [][]float64) {
	last := -1
	for i, p := range s.plan.design {
		if p.Block != block {
			continue
		}
		if p.Index != last {
			rows, last = append(rows, nil), p.Index
		}
		rows[len(rows)-1] = append(rows[len(rows)-1], values[i])
	}
	return rows
}

// ranks writes by how much an indicator moves with each axis, in ranks, over the
// points of which every replicate has ended.
func (s *statistics) ranks(block int, b *design.Block, c record.Column, values []float64) error {
	y := list.Map(s.byRow(block, values), func(of []float64) float64 { return stat.Mean(of, nil) })
	if !slices.ContainsFunc(y, func(x float64) bool { return !math.IsNaN(x) }) {
		return nil
	}
	effects, err := b.RankEffects(y, confidence)
	if err != nil {
		return err
	}
	for _, e := range effects {
		name := result.PartialRank
		if e.Ratio {
			name = result.PartialRankRatio
		}
		s.line(block, name, c, e.Path, "", e.Interval)
	}
	return nil
}

func (s *statistics) swings(block int, b *design.Block, c record.Column, values []float64) error {
	if b.Replicates < 2 || b.Where != "" {
		return nil
	}
	swings, err := b.Swings(s.byRow(block, values), confidence)
	if err != nil {
		return err
	}
	for _, e := range swings {
		s.line(block, result.Swing, c, e.Path, "", e.Interval)
	}
	return nil
}

// whole refuses a block of which runs have failed, with the list of them.
func (s *statistics) whole(block int) error {
	lacking := &design.IncompleteError{}
	for i, p := range s.plan.design {
		if p.Block != block {
			continue
		}
		lacking.Of++
		if p := s.plan.Points[i]; p.Run == "" || s.table.failedRun[p.Run] {
			lacking.Missing = append(lacking.Missing, s.plan.design[i])
		}
	}
	if len(lacking.Missing) > 0 {
		return lacking
	}
	return nil
}

// replicates writes, for each point, the mean over its replicates and the paired
// difference from the block's first point.
func (s *statistics) replicates(block int, c record.Column, values []float64) error {
	var first []float64
	var label string
	for i := 0; i < len(s.plan.design); {
		j := i
		for j < len(s.plan.design) && s.plan.design[j].Block == s.plan.design[i].Block && s.plan.design[j].Index == s.plan.design[i].Index {
			j++
		}
		p, own := s.plan.design[i], values[i:j]
		if i = j; p.Block != block {
			continue
		}
		of := cmp.Or(p.Name, strconv.Itoa(p.Index))
		mean, err := design.Mean(own, confidence)
		if err != nil {
			return err
		}
		s.at = strings.Join(p.Sets(), "; ")
		s.line(block, "mean", c, of, "", mean)
		if first == nil {
			first, label = own, of
			continue
		}
		difference, err := design.Paired(own, first, confidence)
		if err != nil {
			return err
		}
		s.line(block, "difference", c, of, label, difference)
	}
	s.at = ""
	return nil
}

func (s *statistics) effects(block int, b *design.Block, c record.Column, y []float64) error {
	effects, err := b.Effects(y, bootstrap(b))
	if err != nil {
		return err
	}
	for _, e := range effects {
		s.line(block, "mu", c, e.Path, "", e.Mu)
		s.line(block, "mu_star", c, e.Path, "", e.MuStar)
		s.line(block, "sigma", c, e.Path, "", e.Sigma)
	}
	return nil
}

func (s *statistics) indices(block int, b *design.Block, c record.Column, y []float64) error {
	if constant(y) {
		return nil // no variance to share out
	}
	indices, err := b.Indices(y, bootstrap(b))
	if err != nil {
		return err
	}
	for _, a := range indices.Axes {
		s.line(block, "first", c, a.Path, "", a.First)
		s.line(block, "total", c, a.Path, "", a.Total)
	}
	for _, p := range indices.Pairs {
		s.line(block, "second", c, p.Paths[0], p.Paths[1], p.Second)
	}
	return nil
}

// bootstrap says how the intervals of a block are found: the same in every run.
func bootstrap(b *design.Block) design.Bootstrap {
	return design.Bootstrap{Resamples: resamples, Level: confidence, Seed: uint64(b.Seed)}
}

func constant(y []float64) bool {
	return !slices.ContainsFunc(y, func(x float64) bool { return x != y[0] })
}
