package plots

import (
	"fmt"
	"math"
	"strconv"

	"caloduc/experiments/result"
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

func init() {
	register("cost-over-years", "cost by kind for each year, stacked, and cumulated", costOverYears)
}

// costKinds are the accounts of the figure, from the ground up: the indicator,
// how it is called, its colour.
var costKinds = []struct {
	indicator, name string
	colour          int
}{
	{"cost_capital_EUR", "capital", 0},
	{"cost_om_EUR", "operation", 5},
	{"cost_electricity_EUR", "electricity", 3},
	{"cost_grid_EUR", "grid", 1},
	{"cost_water_EUR", "water", 2},
}

// yearlyCost is one account over the years, in EUR.
type yearlyCost struct {
	name   string
	colour int
	eur    []float64
}

// costOverYears draws yearly costs as stacked bars over their cumulated sum.
func costOverYears(r *result.Result, f result.Figure, s Style, w words) (*drawing, error) {
	years, costs := readCosts(r, f.Scope)
	if len(costs) == 0 {
		return nil, fmt.Errorf("%w: indicators cost_…_EUR", ErrLacks)
	}
	total := 0.0
	for _, c := range costs {
		for _, v := range c.eur {
			total += v
		}
	}
	unit, word := 1e6, "million"
	if total > 20e9 {
		unit, word = 1e9, "billion"
	}
	st := &stack{style: s, ratio: 2.4}
	for _, c := range costs {
		st.key = append(st.key, keyEntry{label: w.say(c.name), col: colour(c.colour)})
	}
	st.panels = []*plot.Plot{
		s.costPanel(r, costs, years, unit, false, w.say("€ "+word+" per year")),
		s.costPanel(r, cumulate(costs), years, unit, true, w.say("€ "+word+", cumulated")),
	}
	title := f.Title
	if title == "" {
		title = w.say("Cost over the years")
	}
	d := &drawing{width: s.Width, height: st.height(), draw: st.draw, title: title,
		description: "Cost by kind for each year, and cumulated. " + r.Manifest().Title,
		table:       table{head: []string{"year"}}}
	for _, c := range costs {
		d.table.head = append(d.table.head, "cost_"+c.name+"_EUR")
	}
	for i, y := range years {
		row := []string{strconv.Itoa(y)}
		for _, c := range costs {
			row = append(row, cell(c.eur[i]))
		}
		d.table.add(row...)
	}
	return d, nil
}

// readCosts reads the accounts of a scope: of the whole system, or the sum over
// its campuses where the system has none.
func readCosts(r *result.Result, scope string) (years []int, costs []yearlyCost) {
	scopes := []string{scope}
	if _, v := r.Yearly(costKinds[0].indicator, scope); len(v) == 0 && scope == "" {
		scopes = campusScopes(r, "")
	}
	for _, k := range costKinds {
		c := yearlyCost{name: k.name, colour: k.colour}
		for _, s := range scopes {
			when, v := r.Yearly(k.indicator, s)
			for i := range v {
				if i == len(c.eur) {
					c.eur = append(c.eur, 0)
				}
				if i == len(years) {
					years = append(years, when[i].Year())
				}
				if !math.IsNaN(v[i]) {
					c.eur[i] += v[i]
				}
			}
		}
		if len(c.eur) > 0 {
			costs = append(costs, c)
		}
	}
	return years, costs
}

func cumulate(costs []yearlyCost) []yearlyCost {
	out := make([]yearlyCost, len(costs))
	for i, c := range costs {
		out[i] = yearlyCost{name: c.name, colour: c.colour, eur: make([]float64, len(c.eur))}
		sum := 0.0
		for j, v := range c.eur {
			sum += v
			out[i].eur[j] = sum
		}
	}
	return out
}

// costPanel stacks the accounts of each year as one bar.
func (s Style) costPanel(r *result.Result, costs []yearlyCost, years []int, unit float64, last bool, label string) *plot.Plot {
	p := s.panel()
	p.Y.Label.Text = label
	p.Y.Tick.Marker = plainTicks{4}
	b := bars{unit: unit, costs: costs}
	p.Y.Min, p.Y.Max = b.extent(len(years))
	p.X.Min, p.X.Max = -0.5, float64(len(years))-0.5
	var ticks []plot.Tick
	stride := max(1, int(math.Ceil(float64(len(years))*5*0.55/float64(s.Width*0.85/s.TextSize))))
	for i, y := range years {
		t := plot.Tick{Value: float64(i)}
		if i%stride == 0 {
			t.Label = strconv.Itoa(y)
		}
		ticks = append(ticks, t)
	}
	p.X.Tick.Marker = plot.ConstantTicks(ticks)
	if !last {
		hideLabels(p)
	}
	p.Add(gridLines{s.Hair}, b)
	return p
}

// bars draws stacked bars, negative parts below zero.
type bars struct {
	unit  float64
	costs []yearlyCost
}

// extent is the vertical range that the bars of n years need.
func (b bars) extent(n int) (lo, hi float64) {
	for i := range n {
		up, down := 0.0, 0.0
		for _, c := range b.costs {
			if v := c.eur[i] / b.unit; v > 0 {
				up += v
			} else {
				down += v
			}
		}
		lo, hi = min(lo, down), max(hi, up)
	}
	if hi == lo {
		hi = 1
	}
	return lo * 1.05, hi * 1.05
}

// Plot implements plot.Plotter.
func (b bars) Plot(c draw.Canvas, p *plot.Plot) {
	x, y := p.Transforms(&c)
	for i := range b.costs[0].eur {
		up, down := 0.0, 0.0
		for _, k := range b.costs {
			v := k.eur[i] / b.unit
			from := up
			if v < 0 {
				from, down = down, down+v
			} else {
				up += v
			}
			l, r := x(float64(i)-0.36), x(float64(i)+0.36)
			c.FillPolygon(colour(k.colour), []vg.Point{{X: l, Y: y(from)}, {X: r, Y: y(from)}, {X: r, Y: y(from + v)}, {X: l, Y: y(from + v)}})
		}
	}
}
