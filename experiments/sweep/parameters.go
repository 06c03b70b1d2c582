package sweep

import (
	"slices"
	"strconv"
	"sync"

	"caloduc/experiments/result"
	"caloduc/sim/param"
	"caloduc/sim/record"
)

// parameters learns what the swept parameters are from the points as they are
// loaded.
type parameters struct {
	mutex   sync.Mutex
	columns map[string]described // by path
}

// described is a parameter as the point of the lowest number has it.
type described struct {
	point int
	field *param.Field
}

func (p *parameters) learn(point Point, r *param.Resolved) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	for path := range point.Values {
		if d, ok := p.columns[path]; ok && d.point <= point.Number {
			continue
		}
		values, want := r.Values(), param.Unpicked(path)
		if i := slices.IndexFunc(values, func(v param.Value) bool { return param.Unpicked(v.Path) == want }); i >= 0 {
			p.columns[path] = described{point.Number, values[i].Field}
		}
	}
}

// of returns the columns of the parameters, in the order in which the points
// name them: those of a point are sorted.
func (p *parameters) of(points []Point) []record.Column {
	var columns []record.Column
	known := map[string]int{}
	for _, point := range points {
		for _, path := range sortedKeys(point.Values) {
			at, ok := known[path]
			if !ok {
				at, known[path] = len(columns), len(columns)
				columns = append(columns, p.column(path))
			}
			if _, err := strconv.ParseFloat(point.Values[path], 64); err != nil {
				columns[at].Kind = record.Text
			}
		}
	}
	return columns
}

func (p *parameters) column(path string) record.Column {
	c := record.Column{Name: path, Kind: record.Text, Role: result.RoleParameter}
	if f := p.columns[path].field; f != nil {
		c.Unit, c.Symbol, c.Meaning = f.Unit.Suffix, f.Unit.Symbol, f.Meaning
		if f.Kind == param.Float || f.Kind == param.Int {
			c.Kind = record.Numbers
		}
	}
	return c
}
