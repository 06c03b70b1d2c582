package report

import (
	"encoding/json"
	"math"
	"slices"
	"strconv"
	"strings"

	"caloduc/experiments/result"
)

// indicator is one indicator of one scope, with its values by period.
type indicator struct {
	name, scope, unit string
	meaning           string
	main              bool
	values            map[string]float64
}

// indicators are those of a result, in its order, and its periods.
type indicators struct {
	all           []*indicator
	byName        map[[2]string]*indicator // name and scope
	scopes        []string
	months, years []string
}

// total is the period of the whole run.
const total = "total"

// headline are indicators that the main tables show, in this order, besides
// those that the result itself calls main.
var headline = []string{"pue", "wue_L_per_kWh", "it_energy_MWh", "facility_energy_MWh", "goodput", "gpu_occupancy",
	"unserved_energy_MWh", "cost_total_EUR", "cost_electricity_EUR", "cost_EUR", "cost_EUR_per_GPUh", "carbon_total_kg", "carbon_kg",
	"fleet_net_energy_MWh", "fleet_load_factor", "fleet_availability_factor", "net_energy_MWh", "load_factor", "availability_factor"}

// read sorts the rows of a result by indicator.
func read(rows []result.Indicator, quantities []result.Quantity) *indicators {
	in := &indicators{byName: map[[2]string]*indicator{}}
	for _, row := range rows {
		key := [2]string{row.Name, row.Scope}
		ind := in.byName[key]
		if ind == nil {
			ind = &indicator{name: row.Name, scope: row.Scope, unit: row.Unit, values: map[string]float64{}}
			in.byName[key] = ind
			in.all = append(in.all, ind)
			if !slices.Contains(in.scopes, row.Scope) {
				in.scopes = append(in.scopes, row.Scope)
			}
		}
		ind.values[row.Period] = row.Value
		switch {
		case row.Period == total:
		case len(row.Period) == len("2006") && !slices.Contains(in.years, row.Period):
			in.years = append(in.years, row.Period)
		case len(row.Period) == len("2006-01") && !slices.Contains(in.months, row.Period):
			in.months = append(in.months, row.Period)
		}
	}
	slices.Sort(in.years)
	slices.Sort(in.months)
	for _, q := range quantities {
		if ind := in.byName[[2]string{q.Name, q.Scope}]; ind != nil {
			ind.meaning, ind.main = q.Meaning, q.Main
		}
	}
	return in
}

// at is an indicator's value in a period, NaN where it has none.
func (i *indicator) at(period string) float64 {
	if v, ok := i.values[period]; ok {
		return v
	}
	return math.NaN()
}

// over lists an indicator's values in some periods.
func (i *indicator) over(periods []string) []float64 {
	out := make([]float64, len(periods))
	for n, p := range periods {
		out[n] = i.at(p)
	}
	return out
}

// total is an indicator over the whole run, NaN where the result has none.
func (in *indicators) total(name, scope string) float64 {
	if ind := in.byName[[2]string{name, scope}]; ind != nil {
		return ind.at(total)
	}
	return math.NaN()
}

// unit is an indicator's unit, "" where the result has no such indicator.
func (in *indicators) unit(name, scope string) string {
	if ind := in.byName[[2]string{name, scope}]; ind != nil {
		return ind.unit
	}
	return ""
}

// within lists the scopes of one kind, "campus" or "reactor", without those
// below them.
func (in *indicators) within(kind string) (out []string) {
	for _, s := range in.scopes {
		if strings.HasPrefix(s, kind+".") && !strings.Contains(s, ".hall.") {
			out = append(out, s)
		}
	}
	return out
}

// of lists the indicators of a scope, in the order of the result.
func (in *indicators) of(scope string) (out []*indicator) {
	for _, ind := range in.all {
		if ind.scope == scope {
			out = append(out, ind)
		}
	}
	return out
}

// rank orders the columns of main tables; ok tells whether a main table shows
// the indicator at all.
func (i *indicator) rank() (n int, ok bool) {
	if n = slices.Index(headline, i.name); n >= 0 {
		return n, true
	}
	return len(headline), i.main
}

// mains lists the main indicators of some scopes by name, each name once.
func (in *indicators) mains(scopes []string) (out []*indicator) {
	for _, ind := range in.all {
		if _, ok := ind.rank(); ok && slices.Contains(scopes, ind.scope) &&
			!slices.ContainsFunc(out, func(o *indicator) bool { return o.name == ind.name }) {
			out = append(out, ind)
		}
	}
	slices.SortStableFunc(out, func(a, b *indicator) int {
		ra, _ := a.rank()
		rb, _ := b.rank()
		return ra - rb
	})
	return out
}

// monthly is what the page's script draws.
type monthly struct {
	Months []string `json:"months"`
	Series []series `json:"series"`
}

// series is one indicator of one scope.
type series struct {
	Name    string            `json:"name"`
	Label   string            `json:"label"`
	Scope   string            `json:"scope"`
	Place   string            `json:"place"`
	Unit    string            `json:"unit"`
	Meaning string            `json:"meaning,omitempty"`
	Main    bool              `json:"main,omitempty"`
	Values  []json.RawMessage `json:"values"`
}

// byMonth are all indicators month by month as JSON, with six significant digits.
func (in *indicators) byMonth() (json.RawMessage, error) {
	m := monthly{Months: in.months}
	for _, ind := range in.all {
		_, main := ind.rank()
		s := series{Name: ind.name, Label: label(ind.name), Scope: ind.scope, Place: place(ind.scope), Unit: ind.unit, Meaning: ind.meaning, Main: main}
		for _, v := range ind.over(in.months) {
			text := "null"
			if !math.IsNaN(v) {
				text = strconv.FormatFloat(v, 'g', 6, 64)
			}
			s.Values = append(s.Values, json.RawMessage(text))
		}
		m.Series = append(m.Series, s)
	}
	return json.Marshal(m)
}
