package report

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"caloduc/experiments/result"
)

// points are those of one block, with their main indicators: means over the
// replicates and their intervals.
type points struct {
	sweep   *result.Sweep
	block   int
	rows    []int // of each point, its first run
	names   []string
	varied  []result.SweepColumn
	metrics []*metric
}

// metric is one indicator by point.
type metric struct {
	column    result.SweepColumn
	label     string
	mean      []float64
	half      []float64 // of the interval of the mean, NaN where there is none
	diff      []float64 // from the first point
	low, high []float64 // of the difference
}

// pointsOf gathers the points of a block.
func pointsOf(s *result.Sweep, block int) *points {
	p := &points{sweep: s, block: block}
	all := s.RunsOf(block)
	p.varied = s.Varied(all)
	byIndex := map[int]int{}
	place := make([]int, len(s.Runs))
	for _, i := range all {
		index := s.Runs[i].Index
		at, ok := byIndex[index]
		if !ok {
			at = len(p.rows)
			byIndex[index] = at
			p.rows, p.names = append(p.rows, i), append(p.names, pointName(s, p.varied, i))
		}
		place[i] = at
	}
	for _, c := range s.Outputs {
		if c.Role != result.RoleMain || slices.ContainsFunc(p.metrics, func(m *metric) bool { return same(m.column, c, all) }) {
			continue
		}
		m := &metric{column: c, label: label(c.Name[strings.LastIndexByte(c.Name, '.')+1:])}
		sum, n := make([]float64, len(p.rows)), make([]float64, len(p.rows))
		for _, i := range all {
			sum[place[i]] += c.Numbers[i]
			n[place[i]]++
		}
		for i := range sum {
			m.mean = append(m.mean, sum[i]/n[i])
		}
		nan := slices.Repeat([]float64{math.NaN()}, len(p.rows))
		m.half, m.diff, m.low, m.high = slices.Clone(nan), slices.Clone(nan), slices.Clone(nan), slices.Clone(nan)
		p.metrics = append(p.metrics, m)
	}
	slices.SortStableFunc(p.metrics, func(a, b *metric) int { return a.rank() - b.rank() })
	p.statistics()
	p.apart()
	return p
}

// rank orders metrics as the tables of a run do.
func (m *metric) rank() int {
	_, name, _ := cutLast(m.column.Name)
	if n := slices.Index(headline, name); n >= 0 {
		return n
	}
	return len(headline)
}

// same tells whether two columns hold the same values, as the indicators of the
// only campus and of the whole do.
func same(a, b result.SweepColumn, rows []int) bool {
	return a.Unit == b.Unit && !slices.ContainsFunc(rows, func(i int) bool {
		return math.Float64bits(a.Numbers[i]) != math.Float64bits(b.Numbers[i])
	})
}

// apart adds the places to the labels of metrics of one name.
func (p *points) apart() {
	names := map[string]int{}
	for _, m := range p.metrics {
		_, name, _ := cutLast(m.column.Name)
		names[name]++
	}
	for _, m := range p.metrics {
		if scope, name, ok := cutLast(m.column.Name); ok && names[name] > 1 {
			m.label += ", " + place(scope)
		}
	}
}

// cutLast cuts a name at its last dot.
func cutLast(name string) (scope, last string, ok bool) {
	i := strings.LastIndexByte(name, '.')
	if i < 0 {
		return "", name, false
	}
	return name[:i], name[i+1:], true
}

// statistics takes the intervals of means and differences.
func (p *points) statistics() {
	at := map[string]int{}
	for i, row := range p.rows {
		r := p.sweep.Runs[row]
		at[cmp.Or(r.Name, strconv.Itoa(r.Index))] = i
	}
	byName := map[string]*metric{}
	for _, m := range p.metrics {
		byName[m.column.Name] = m
	}
	for _, x := range p.sweep.Statistics {
		m := byName[x.Indicator]
		i, ok := at[x.Of]
		if x.Block != p.block || m == nil || !ok {
			continue
		}
		switch x.Kind {
		case "mean":
			m.half[i] = (x.High - x.Low) / 2
		case "difference":
			m.diff[i], m.low[i], m.high[i] = x.Estimate, x.Low, x.High
		}
	}
}
