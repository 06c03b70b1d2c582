package report

import (
	"math"
	"strings"

	"caloduc/experiments/result"
	"caloduc/sim/list"
)

// effectKinds are the statistics of a design's effects, and what heads them.
var effectKinds = map[string]struct {
	caption string
	kinds   []string
	heads   []head
}{
	"morris": {phrase("Elementary effects over the whole range of a parameter (Morris), with 95 % intervals by bootstrap"), []string{"mu_star", "mu", "sigma"},
		[]head{{phrase("Mean magnitude"), "μ*", true}, {phrase("Mean"), "μ", true}, {phrase("Spread"), "σ", true}}},
	"saltelli": {phrase("Sobol indices: shares of the variance that a parameter explains alone and in all, with 95 % intervals by bootstrap"), []string{"first", "total"},
		[]head{{phrase("First order"), "", true}, {phrase("Total"), "", true}}},
}

// effects are the tables of elementary effects or Sobol indices of the main
// indicators, and of the indices of pairs; nil where the block has none.
func (p *points) effects(id string) (*table, *opened) {
	e, ok := effectKinds[p.sweep.Blocks[p.block].Method]
	if !ok {
		return nil, nil
	}
	t := &table{ID: id + "-effects", Class: "sortable", Caption: say(e.caption), Head: append([]head{{Text: say("Indicator")}, {Text: say("Parameter")}}, list.Map(e.heads, func(h head) head { return head{say(h.Text), h.Note, h.Number} })...)}
	pairs := table{ID: id + "-pairs", Class: "sortable", Caption: say("Sobol indices of the second order: shares that two parameters explain together"),
		Head: []head{{Text: say("Indicator")}, {Text: say("Parameter")}, {Text: say("and")}, {Text: say("Share"), Number: true}}}
	for _, m := range p.metrics {
		var order []string
		var sizes []float64
		all := map[[2]string]result.Statistic{}
		for _, x := range p.sweep.Statistics {
			if x.Block != p.block || x.Indicator != m.column.Name {
				continue
			}
			switch x.Kind {
			case "second":
				pairs.Rows = append(pairs.Rows, []cell{header(m.label), code(x.Of), code(x.Against), number(ranged(x, 1, 3))})
			case e.kinds[0]:
				order, sizes = append(order, x.Of), append(sizes, x.Estimate)
			}
			all[[2]string{x.Of, x.Kind}] = x
		}
		factor, unit, places := 1.0, "", 3
		if p.sweep.Blocks[p.block].Method == "morris" {
			factor, unit = scaled(largest(sizes), m.column.Symbol)
			places = min(6, decimals(largest(sizes)/factor))
		}
		for _, path := range order {
			row := []cell{{Text: m.label, Note: " " + unit}, {Text: path, Header: true, Code: true}}
			if unit == "" {
				row[0].Note = ""
			}
			found := list.Map(e.kinds, func(kind string) cell { return number(ranged(all[[2]string{path, kind}], factor, places)) })
			t.Rows = append(t.Rows, append(row, found...))
		}
	}
	if len(t.Rows) == 0 {
		return nil, nil
	}
	if len(pairs.Rows) == 0 {
		return t, nil
	}
	return t, &opened{pairs.Caption, pairs}
}

// ranged prints an estimate with its interval, in units of a factor.
func ranged(x result.Statistic, factor float64, places int) string {
	if math.IsNaN(x.Estimate) {
		return missing
	}
	s := grouped(x.Estimate/factor, places)
	if !math.IsNaN(x.Low) {
		s += " (" + grouped(x.Low/factor, places) + say(" to ") + grouped(x.High/factor, places) + ")"
	}
	return strings.TrimSpace(s)
}
