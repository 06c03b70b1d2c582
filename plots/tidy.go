package plots

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"caloduc/sim/list"
	"caloduc/sim/unit"
)

// The numbers beside a figure have one form for all kinds: a row is a value of a series
// in a panel. Kinds keep tables whose columns suit them; a form says what these are.

// tidyHead are the columns of the numbers beside every figure.
var tidyHead = []string{"panel", "series", "x", "x_unit", "y", "y_unit", "low", "high"}

// form says what columns of a kind's table are: all others are values upwards, each a
// series of its own, but for the ends of their intervals.
type form struct {
	panel  string
	x      string   // the row's number where there is none
	series []string // columns that tell series apart
	cells  []string // columns of values that stand with their names in the series
	unitOf string   // the column whose text ends in the values' unit
	hidden []string // columns left out
}

// forms are those of the kinds.
var forms = map[string]form{
	"carbon-water":      {panel: "quantity", x: "month", series: []string{"part"}, unitOf: "part"},
	"carbon-intensity":  {panel: "panel", x: "month", series: []string{"factor"}},
	"carpet":            {panel: "panel", x: "from_day", hidden: []string{"days"}},
	"compare":           {panel: "indicator", series: []string{"result"}, unitOf: "indicator", hidden: []string{"results"}},
	"cooling-trip":      {panel: "hall", x: "time", series: []string{"quantity"}, unitOf: "quantity"},
	"cost-over-years":   {x: "year"},
	"energy-sankey":     {series: []string{"from", "to"}},
	"firm-power":        {panel: "panel", x: "share_of_hours", series: []string{"curve"}, unitOf: "curve"},
	"france-map":        {panel: "kind", series: []string{"place", "quantity"}},
	"hall-temperatures": {panel: "hall", x: "hour", series: []string{"temperature"}},
	"load-duration":     {panel: "campus", x: "hours_above_h", series: []string{"line"}},
	"network-headroom":  {panel: "campus", x: "share_of_hours"},
	"network-losses":    {panel: "quantity", x: "month", unitOf: "quantity"},
	"network-map":       {panel: "kind", series: []string{"place", "quantity"}, unitOf: "quantity"},
	"power-swing":       {panel: "panel", x: "value_MW", series: []string{"curve"}},
	"price-duration":    {x: "hours_above_h", series: []string{"line"}},
	"pue-over-years":    {panel: "campus", x: "month", series: []string{"line"}},
	"pue-wet-bulb":      {panel: "panel", x: "wet_bulb_from_degC", series: []string{"mode"}, cells: []string{"pue_from", "pue_to"}, hidden: []string{"wet_bulb_to_degC"}},
	"reactor-night":     {panel: "reactor", x: "hour", series: []string{"quantity"}, unitOf: "quantity"},
	"supply-by-source":  {panel: "panel", x: "month", series: []string{"source"}},
	"training-goodput":  {panel: "campus", x: "month"},
	"winter-week":       {panel: "panel", x: "hour", series: []string{"quantity"}, unitOf: "quantity"},
	"heat-map":          {x: "0", cells: []string{"1"}},
	"pareto":            {x: "point"},
	"response-curve":    {x: "0", series: []string{"group"}},
	"sobol-bars":        {series: []string{"input"}},
	"threshold":         {x: "0"},
	"tornado":           {series: []string{"input"}},
}

// intervals are the names that the ends of a value's interval have in tables: % stands
// for the value's own name, without its unit in the second of a pair of forms.
var intervals = [][2]string{{"%_low", "%_high"}, {"low", "high"}, {"min", "max"}, {"min_#", "max_#"}, {"lowest_year", "highest_year"},
	{"%_hour_p5", "%_hour_p95"}, {"%_day_p5", "%_day_p95"}, {"%_hour_min", "%_hour_max"}, {"%_day_min", "%_day_max"}}

// tidy are the numbers of a drawing in the form of all kinds.
func (d *drawing) tidy() table {
	out := table{head: tidyHead}
	head, p := d.table.head, placesOf(d.table.head, d.kind)
	several := 0
	for _, y := range p.values {
		if !y.band {
			several++
		}
	}
	for n, row := range d.table.rows {
		names := p.names(head, row)
		across, unitX := strconv.Itoa(n), ""
		if p.x >= 0 {
			across, unitX = cellAt(row, p.x), unitOfAcross(head[p.x])
			if unitX == "month" && len(across) == len("2006") {
				unitX = "year"
			}
		}
		for _, y := range p.values {
			what := names
			if several > 1 || len(names) == 0 || y.band {
				what = append(slices.Clip(names), y.name)
			}
			of := head[y.at]
			if p.unitOf >= 0 {
				of = cellAt(row, p.unitOf)
			}
			out.add(cellAt(row, p.panel), strings.Join(what, ", "), across, unitX, cellAt(row, y.at), d.unitOf(of), cellAt(row, y.low), cellAt(row, y.high))
		}
	}
	out.rows = append(out.rows, d.own...)
	return out
}

// tidyPlaces are the columns in which a table has what a tidy row asks for; negative for
// none.
type tidyPlaces struct {
	panel, x, unitOf int
	series, cells    []int // whose texts name the series; whose head does, too
	values           []valueColumn
}

// placesOf finds them in the table of a kind of figure.
func placesOf(head []string, kind string) (p tidyPlaces) {
	f := forms[kind]
	place := func(name string) int {
		if i, err := strconv.Atoi(name); err == nil && i < len(head) {
			return i
		}
		return slices.Index(head, name)
	}
	p.panel, p.x, p.unitOf = place(f.panel), place(f.x), place(f.unitOf)
	p.series, p.cells = list.Map(f.series, place), list.Map(f.cells, place)
	p.values = valuesOf(head, slices.Concat(p.series, p.cells, []int{p.panel, p.x}, list.Map(f.hidden, place)))
	return p
}

// names are the words of a row that name its series.
func (p *tidyPlaces) names(head, row []string) (names []string) {
	for _, i := range p.series {
		if text := cellAt(row, i); text != "" {
			names = append(names, text)
		}
	}
	for _, i := range p.cells {
		names = append(names, strings.TrimSpace(cellAt(head, i)+" "+cellAt(row, i)))
	}
	return names
}

// cellAt is a cell of a row, "" where it has none.
func cellAt(row []string, i int) string {
	if i < 0 || i >= len(row) {
		return ""
	}
	return row[i]
}

// unitOf is the unit of a column as the figure shows it, large values in a larger one.
func (d *drawing) unitOf(name string) string {
	if u, ok := d.units[name]; ok {
		return u
	}
	return unit.Of(name).Symbol
}

// unitsOf are the units on the axes of a sweep's columns.
func unitsOf(columns []Column) map[string]string {
	units := map[string]string{}
	for _, c := range columns {
		if _, symbol, ok := strings.Cut(strings.TrimSuffix(c.label(), ")"), " ("); ok {
			units[c.Name] = symbol
		}
	}
	return units
}

// valueColumn is a column of values with those of the ends of its intervals, -1 for none.
type valueColumn struct {
	at, low, high int
	name          string
	band          bool // a further interval of a value
}

// valuesOf are the columns that no other part of a form has taken.
func valuesOf(head []string, taken []int) (out []valueColumn) {
	ends := map[int]bool{}
	for i, name := range head {
		if slices.Contains(taken, i) {
			continue
		}
		u := unit.Of(name).Suffix
		first := true
		for _, pair := range intervals {
			end := func(form string) int {
				return slices.Index(head, strings.NewReplacer("%", name, "#", u).Replace(form))
			}
			low, high := end(pair[0]), end(pair[1])
			if low < 0 || high < 0 || low == i || high == i || ends[i] || !first && (ends[low] || !strings.Contains(pair[0], "%")) || first && ends[low] {
				continue
			}
			ends[low], ends[high] = true, true
			v := valueColumn{i, low, high, name, !first}
			if v.band {
				v.name = head[low] + " to " + strings.TrimPrefix(head[high], name+"_")
			}
			out, first = append(out, v), false
		}
		if first && !ends[i] {
			out = append(out, valueColumn{i, -1, -1, name, false})
		}
	}
	return slices.DeleteFunc(out, func(v valueColumn) bool { return ends[v.at] })
}

// unitOfAcross is the unit of what stands across: of a time it says how long it lasts.
func unitOfAcross(name string) string {
	switch name {
	case "month", "year":
		return name
	case "from_day":
		return "day"
	case "time", "hour":
		return "UTC"
	}
	return unit.Of(name).Symbol
}

// ownRows are the author's own numbers within a panel's axis, as rows of a figure's
// numbers.
func (s *stack) ownRows(p *panel) (rows [][]string) {
	o := s.style.look.Data
	for i, x := range o.X {
		if x < p.X.Min || x > p.X.Max {
			continue
		}
		across, unitX, low, high := cell(x), "", math.NaN(), math.NaN()
		if o.Dates {
			across, unitX = time.Unix(int64(x), 0).UTC().Format("2006-01-02T15:04Z"), "UTC"
		}
		if o.Low != nil {
			low, high = o.Low[i], o.High[i]
		}
		rows = append(rows, []string{p.name, o.Label, across, unitX, cell(o.Y[i]), "", cell(low), cell(high)})
	}
	return rows
}
