package report

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"caloduc/sim/channel"
)

// mostPoints is the number of points that the page lists, and openPoints that up
// to which it lists them at once.
const (
	mostPoints = 1000
	openPoints = 120
)

// part are the tables of the block.
func (p *points) part() sweepPart {
	name := p.sweep.BlockName(p.block)
	id := "block-" + slug(name)
	part := sweepPart{ID: id, Title: p.title()}
	if len(p.metrics) == 0 {
		return part
	}
	if len(p.rows) > 1 {
		part.Extremes = p.extremes(id)
	}
	table := p.table(id)
	if len(p.rows) <= openPoints {
		part.Points = &table
	} else {
		part.AllPoints = &opened{table.Caption, table}
	}
	part.Paired = p.paired(id)
	part.Effects, part.Pairs = p.effects(id)
	return part
}

// title is what the block is called.
func (p *points) title() string {
	if p.sweep.Blocks[p.block].Name == "" && len(p.sweep.Blocks) == 1 {
		return say("The points of the design")
	}
	return fmt.Sprintf(say("Sweep “%s”"), p.sweep.BlockName(p.block))
}

// extremes has a row for each metric: the points of its lowest and highest mean.
func (p *points) extremes(id string) *table {
	t := &table{ID: id + "-ends", Class: "sortable", Caption: say("Lowest and highest value of each main indicator"),
		Head: []head{{Text: say("Indicator")}, {Text: say("Unit")}, {Text: say("Lowest"), Number: true}, {Text: say("at")}, {Text: say("Highest"), Number: true}, {Text: say("at")}}}
	for _, m := range p.metrics {
		lo, hi := ends(m.mean)
		if lo < 0 {
			continue
		}
		texts, unit := column([]float64{m.mean[lo], m.mean[hi]}, m.column.Symbol)
		low, high := p.names[lo], p.names[hi]
		if m.mean[lo] == m.mean[hi] {
			low, high = say("every point"), say("every point")
		}
		t.Rows = append(t.Rows, []cell{header(m.label), text(unit), number(texts[0]), text(low), number(texts[1]), text(high)})
	}
	return t
}

// ends are the places of the lowest and the highest value, -1 without any.
func ends(values []float64) (lo, hi int) {
	lo, hi = -1, -1
	for i, v := range values {
		if math.IsNaN(v) {
			continue
		}
		if lo < 0 || v < values[lo] {
			lo = i
		}
		if hi < 0 || v > values[hi] {
			hi = i
		}
	}
	return lo, hi
}

// lead are the cells that say which point a row is of.
func (p *points) lead(i int) []cell {
	if len(p.varied) == 0 {
		return []cell{header(p.names[i])}
	}
	var out []cell
	for n, c := range p.varied {
		text := c.At(p.rows[i])
		if text != "" {
			text = short(text, c.Texts == nil)
		} else {
			text = missing
		}
		out = append(out, cell{Text: text, Header: n == 0, Number: c.Texts == nil})
	}
	return out
}

// leadHead are the headers of lead.
func (p *points) leadHead() (out []head) {
	if len(p.varied) == 0 {
		return []head{{Text: say("Point")}}
	}
	for _, c := range p.varied {
		word := lastWord(c.Name, c.Unit)
		out = append(out, head{strings.ToUpper(word[:1]) + word[1:], c.Symbol, c.Texts == nil})
	}
	return out
}

// table has a row for each point, with the mean of each metric and its interval.
func (p *points) table(id string) table {
	n := min(len(p.rows), mostPoints)
	t := table{ID: id + "-points", Class: "sortable pinned", Caption: say("Main indicators by point"), Head: p.leadHead()}
	if slices.ContainsFunc(p.metrics, func(m *metric) bool { return !math.IsNaN(m.half[0]) }) {
		t.Caption += say(": means over replicates, with their 95 % intervals")
	}
	if n < len(p.rows) {
		t.Caption += fmt.Sprintf(say("; the first %d of %s points"), n, grouped(float64(len(p.rows)), 0))
	}
	for i := range n {
		t.Rows = append(t.Rows, p.lead(i))
	}
	for _, m := range p.metrics {
		cells, unit := withIntervals(m.mean, m.half, m.column.Symbol)
		t.Head = append(t.Head, head{m.label, unit, true})
		for i := range n {
			t.Rows[i] = append(t.Rows[i], cells[i])
		}
	}
	return t
}

// withIntervals prints values and the halves of their intervals in one unit, with
// as many decimals as the narrowest interval needs for two digits.
func withIntervals(values, halves []float64, unit string) (cells []cell, symbol string) {
	factor, symbol := scaled(largest(values), unit)
	places := decimals(largest(values) / factor)
	narrow := math.Inf(1)
	for _, h := range halves {
		if h > 0 {
			narrow = min(narrow, h/factor)
		}
	}
	if !math.IsInf(narrow, 1) {
		places = min(places+2, max(0, 1-int(math.Floor(math.Log10(narrow)))))
	}
	for i, v := range values {
		c := number(grouped(v/factor, places))
		if !math.IsNaN(halves[i]) {
			c.Text += " ± " + grouped(halves[i]/factor, places)
		}
		cells = append(cells, c)
	}
	return cells, symbol
}

// paired has a row for each point but the first, with the paired differences from
// it; nil where there are none.
func (p *points) paired(id string) *opened {
	t := table{ID: id + "-differences", Class: "sortable pinned", Head: p.leadHead(),
		Caption: fmt.Sprintf(say("Differences from the first point, %s: replicate by replicate, with 95 %% intervals"), p.names[0])}
	n := min(len(p.rows), mostPoints)
	for i := 1; i < n; i++ {
		t.Rows = append(t.Rows, p.lead(i))
	}
	any := false
	for _, m := range p.metrics {
		halves := make([]float64, len(m.diff))
		for i := range halves {
			halves[i] = (m.high[i] - m.low[i]) / 2
			any = any || !math.IsNaN(m.diff[i])
		}
		cells, unit := withIntervals(m.diff, halves, m.column.Symbol)
		t.Head = append(t.Head, head{m.label, unit, true})
		for i := 1; i < n; i++ {
			if m.low[i] <= 0 && m.high[i] >= 0 && !(m.low[i] == 0 && m.high[i] == 0) {
				cells[i].Note = say(" holds zero")
			}
			t.Rows[i-1] = append(t.Rows[i-1], cells[i])
		}
	}
	if !any || n < 2 {
		return nil
	}
	return &opened{t.Caption, t}
}

// findings are what came out of the block in sentences.
func (p *points) findings() (out []string) {
	if len(p.rows) < 2 {
		return nil
	}
	for _, name := range []string{channel.PUE, channel.CostEURPerGPUh} {
		at := slices.IndexFunc(p.metrics, func(m *metric) bool { return m.column.Name == name || strings.HasSuffix(m.column.Name, "."+name) })
		if at < 0 {
			continue
		}
		m := p.metrics[at]
		lo, hi := ends(m.mean)
		if lo < 0 || m.mean[lo] == m.mean[hi] {
			continue
		}
		texts, unit := column([]float64{m.mean[lo], m.mean[hi]}, m.column.Symbol)
		s := fmt.Sprintf(say("%s lies between %s (%s) and %s (%s)"), m.label, texts[0], p.names[lo], strings.TrimSpace(texts[1]+"\u00a0"+unit), p.names[hi])
		if len(p.sweep.Blocks) > 1 {
			s = "“" + p.sweep.BlockName(p.block) + "”: " + s
		}
		out = append(out, s+".")
	}
	return out
}
