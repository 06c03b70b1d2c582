package result

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"gonum.org/v1/gonum/stat"

	"caloduc/sim/channel"
)

// The kinds of figures of a sweep that stand for themselves unless the
// experiment asks for others.
const (
	ResponseCurve = "response-curve"
	HeatMap       = "heat-map"
	Tornado       = "tornado"
	SobolBars     = "sobol-bars"
	Parallel      = "parallel"
	Pareto        = "pareto"

	ThresholdFigure = "threshold" // of a search alone
)

// IsSweepFigure tells whether a kind of figure is one of a sweep, not of a run.
func IsSweepFigure(kind string) bool {
	return slices.ContainsFunc(SweepFigureKinds, func(k FigureKind) bool { return k.Name == kind })
}

// Block finds a block by its name or number; -1 stands for all, as "" does.
func (s *Sweep) Block(name string) (block int, ok bool) {
	if name == "" {
		return -1, true
	}
	for i, b := range s.Blocks {
		if b.Name == name {
			return i, true
		}
	}
	block, err := strconv.Atoi(name)
	return block, err == nil && block >= 0 && block < len(s.Blocks)
}

// RunsOf lists the places of a block's runs; of all for -1.
func (s *Sweep) RunsOf(block int) (rows []int) {
	for i, r := range s.Runs {
		if block < 0 || r.Block == block {
			rows = append(rows, i)
		}
	}
	return rows
}

// Varied lists the parameters that take two values or more among some runs.
func (s *Sweep) Varied(rows []int) []SweepColumn {
	return slices.DeleteFunc(slices.Clone(s.Parameters), func(c SweepColumn) bool { return len(c.Levels(rows)) < 2 })
}

// Levels lists a column's distinct values among some runs as texts, in the order
// of the runs.
func (c SweepColumn) Levels(rows []int) (levels []string) {
	seen := map[string]bool{}
	for _, i := range rows {
		if text := c.At(i); text != "" && !seen[text] {
			seen[text] = true
			levels = append(levels, text)
		}
	}
	return levels
}

// At is a value as text, "" where there is none.
func (c SweepColumn) At(row int) string {
	if c.Texts != nil {
		return c.Texts[row]
	}
	if x := c.Numbers[row]; !math.IsNaN(x) {
		return strconv.FormatFloat(x, 'g', -1, 64)
	}
	return ""
}

// Named tells whether a name is a column's, or the end of it in whole words
// between dots.
func (c SweepColumn) Named(name string) bool {
	return c.Name == name || strings.HasSuffix(c.Name, "."+name)
}

// Find returns the column of a name, or else the first whose name ends so.
func Find(columns []SweepColumn, name string) (SweepColumn, bool) {
	at := slices.IndexFunc(columns, func(c SweepColumn) bool { return c.Name == name })
	if at < 0 {
		at = slices.IndexFunc(columns, func(c SweepColumn) bool { return c.Named(name) })
	}
	if at < 0 {
		return SweepColumn{}, false
	}
	return columns[at], true
}

// FiguresAsked lists the figures that the experiment asks for, or else, for each
// block, those that its design allows.
func (s *Sweep) FiguresAsked() []Figure {
	if len(s.Figures) > 0 {
		return s.Figures
	}
	var out []Figure
	for b := range s.Blocks {
		for _, kind := range []string{ResponseCurve, HeatMap, Tornado, SobolBars, Parallel, Pareto} {
			f, ok := s.DefaultFigure(kind, b)
			if !ok {
				continue
			}
			if len(s.Blocks) > 1 {
				f.Sweep = s.BlockName(b)
				f.Name = f.Sweep + "-" + kind
			}
			if s.Style != nil {
				known, _ := KindNamed(kind)
				f = f.Over(*s.Style, known.Takes)
			}
			out = append(out, f)
		}
	}
	return out
}

// Samples tells whether a method of design draws the values of its points.
func Samples(method string) bool {
	return slices.Contains([]string{"latin-hypercube", "sobol", "halton", "saltelli"}, method)
}

// drawn tells whether any of some runs is of a design that draws values.
func (s *Sweep) drawn(rows []int) bool {
	return slices.ContainsFunc(rows, func(i int) bool { return Samples(s.Blocks[s.Runs[i].Block].Method) })
}

// IsEffect tells whether a statistic says if an axis moves its indicator: where its
// interval holds 0, no effect is seen.
func (x Statistic) IsEffect() bool {
	return slices.Contains([]string{PartialRank, PartialRankRatio, Swing, MuStar, TotalIndex}, x.Kind)
}

// few is the number of lines that a figure bears.
const few = 8

// DefaultFigure is a figure of a kind with the axes that suit a block, -1 for
// the whole; false where its design does not allow it.
func (s *Sweep) DefaultFigure(kind string, block int) (Figure, bool) {
	f := Figure{Name: kind, Kind: kind}
	rows := s.RunsOf(block)
	varied := s.Varied(rows)
	need := 2
	switch kind {
	case ResponseCurve:
		need = 1
	case Pareto:
		need = 0
	case Tornado:
		if s.drawn(rows) && !slices.ContainsFunc(s.Statistics, func(x Statistic) bool { return x.IsEffect() && (block < 0 || x.Block == block) }) {
			return f, false // nothing tells its bars from chance
		}
	case SobolBars:
		need = 1
		if !slices.ContainsFunc(s.Statistics, func(x Statistic) bool { return x.Kind == TotalIndex && (block < 0 || x.Block == block) }) {
			return f, false
		}
	}
	method := ""
	if block >= 0 {
		method = s.Blocks[block].Method
	}
	together := method == "list" || method == "zip" // parameters do not vary each by itself
	switch {
	case len(rows) < 2 || len(varied) < need,
		together && (kind == HeatMap || kind == Tornado),
		method == "morris" && (kind == HeatMap || kind == ResponseCurve): // few runs at each value
		return f, false
	case kind == ResponseCurve && varied[0].Name == NameColumn:
		f.X = NameColumn
	case kind == ResponseCurve || kind == HeatMap:
		f.X = s.strongest(varied, rows)
		for _, c := range varied {
			lines := len(c.Levels(rows)) <= few && (c.Texts != nil || !Samples(method))
			if c.Name != f.X && f.Y == "" && !together && (kind == HeatMap || lines) {
				f.Y = c.Name
			}
		}
	}
	return f, true
}

// strongest names the column of numbers with which the PUE, or else the first
// indicator, is most correlated; the first column where none holds numbers.
func (s *Sweep) strongest(columns []SweepColumn, rows []int) string {
	name, most := columns[0].Name, -1.0
	output, ok := Find(s.Outputs, channel.PUE)
	if !ok && len(s.Outputs) > 0 {
		output = s.Outputs[0]
	}
	for _, c := range columns {
		if c.Texts != nil {
			continue
		}
		var x, y []float64
		for _, i := range rows {
			if output.Numbers != nil && !math.IsNaN(c.Numbers[i]) && !math.IsNaN(output.Numbers[i]) {
				x, y = append(x, c.Numbers[i]), append(y, output.Numbers[i])
			}
		}
		r := 0.0
		if len(x) > 1 && stat.StdDev(x, nil) > 0 && stat.StdDev(y, nil) > 0 {
			r = math.Abs(stat.Correlation(x, y, nil))
		}
		if r > most {
			name, most = c.Name, r
		}
	}
	return name
}
