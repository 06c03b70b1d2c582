package report

import (
	"math"
	"slices"
	"strings"

	"caloduc/experiments/result"
	"caloduc/sim/channel"
	"caloduc/sim/list"
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
var headline = []string{channel.PUE, channel.ERE, channel.ERF, channel.WUELPerKWh, channel.ITEnergyMWh, channel.FacilityEnergyMWh, channel.Goodput, channel.GPUOccupancy,
	channel.UnservedEnergyMWh, channel.CostTotalEUR, channel.CostElectricityEUR, channel.CostEUR, channel.CostEURPerGPUh, channel.CarbonTotalKg, channel.CarbonKg,
	channel.FleetNetEnergyMWh, channel.FleetLoadFactor, channel.FleetAvailabilityFactor, channel.NetEnergyMWh, channel.LoadFactor, channel.AvailabilityFactor}

// read sorts the rows of a result by indicator.
func read(rows []result.Indicator, quantities []result.Quantity) *indicators {
	in := &indicators{byName: map[[2]string]*indicator{}}
	periods := map[string]bool{}
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
		periods[row.Period] = true
	}
	delete(periods, total)
	for period := range periods {
		switch len(period) {
		case len("2006"):
			in.years = append(in.years, period)
		case len("2006-01"):
			in.months = append(in.months, period)
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
	return list.Map(periods, i.at)
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
func (in *indicators) of(scope string) []*indicator {
	return slices.DeleteFunc(slices.Clone(in.all), func(ind *indicator) bool { return ind.scope != scope })
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
		if _, ok := ind.rank(); ok && !(reuses(ind.name) && !(in.total(channel.ERF, ind.scope) > 0)) && slices.Contains(scopes, ind.scope) &&
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
