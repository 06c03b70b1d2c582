package report

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"caloduc/experiments/result"
	"caloduc/sim/channel"
	"caloduc/sim/list"
)

// tile is one number shown large at the top of the page.
type tile struct{ Label, Value, Unit string }

// tiles are the totals that the result has of a few well-known indicators, what is firm
// first.
func (in *indicators) tiles() (out []tile) {
	scope := ""
	if campuses := in.within("campus"); math.IsNaN(in.total(channel.PUE, "")) && len(campuses) == 1 {
		scope = campuses[0]
	}
	for _, t := range []struct{ name, label string }{
		{channel.FirmShareP95, say("Share of the reactors’ power that is firm")}, {channel.FleetLoadFactor, say("Load factor of the reactors")}, {channel.ITEnergyMWh, say("IT energy")}, {channel.PUE, "PUE"},
		{channel.ERE, say("ERE, with heat reuse")}, {channel.ERF, say("ERF, share of heat reused")},
		{in.costPerHour(scope), say("All costs, an hour that was useful")}, {channel.CarbonKg, say("Carbon")},
	} {
		if t.name == channel.CostEURPerGPUh {
			t.label = say("All costs")
		}
		v := in.total(t.name, scope)
		if math.IsNaN(v) || reuses(t.name) && !(in.total(channel.ERF, scope) > 0) {
			continue
		}
		factor, unit := scaled(math.Abs(v), in.unit(t.name, scope))
		v /= factor
		out = append(out, tile{t.label, grouped(v, min(3, decimals(math.Abs(v)))), unit})
	}
	return out
}

// reuses tells whether an indicator says something only where heat is reused.
func reuses(name string) bool { return name == channel.ERE || name == channel.ERF }

// costPerHour is the indicator of cost that the page shows large: per useful GPU-hour,
// per hour online where the result knows none.
func (in *indicators) costPerHour(scope string) string {
	if math.IsNaN(in.total(channel.CostUsefulEURPerGPUh, scope)) {
		return channel.CostEURPerGPUh
	}
	return channel.CostUsefulEURPerGPUh
}

// findings says what came out: what of the power is firm, then of energy, of efficiency
// and of cost and carbon, as far as the result has the indicators.
func (in *indicators) findings(m *result.Manifest) []string {
	all := []string{in.firmFinding(), in.energyFinding(m), in.efficiencyFinding(), in.costFinding()}
	out := slices.DeleteFunc(all, func(s string) bool { return s == "" })
	if len(out) == 0 {
		out = append(out, say("The result holds no indicator of energy, efficiency, cost or carbon over the whole run."))
	}
	return out
}

// firmFinding answers what part of the campuses' power is firm, and how they were served.
func (in *indicators) firmFinding() string {
	capacity, share := in.total(channel.OwnedMW, ""), in.total(channel.FirmShareP95, "")
	if math.IsNaN(capacity) || math.IsNaN(share) {
		return ""
	}
	percent := func(x float64) string { return grouped(100*x, decimals(100*x)) + "\u00a0%" }
	s := fmt.Sprintf(say("Of %s of reactors whose output belongs to the campuses, %s is firm: %s is there in at least 95\u00a0%% of the hours, %s in half of them and %s in 99\u00a0%%"),
		amount(capacity, "MW"), percent(share), amount(in.total(channel.FirmP95MW, ""), "MW"), amount(in.total(channel.FirmP50MW, ""), "MW"), amount(in.total(channel.FirmP99MW, ""), "MW"))
	campuses := in.within("campus")
	if own, bought := in.sum(channel.EnergyContractMWh, campuses), in.sum(channel.EnergyMarketMWh, campuses); own+bought > 0 {
		s += fmt.Sprintf(say("; %s of what the campuses drew was bought on the market"), percent(bought/(own+bought)))
	}
	if served := in.total(channel.ServedEnergy, ""); !math.IsNaN(served) {
		s += fmt.Sprintf(say("; they were given %s of the energy that they wanted"), percent(served))
		if gpuh := in.total(channel.CurtailedGPUh, ""); gpuh > 0 {
			s += fmt.Sprintf(say(" and lost %s of work to the lack of power"), amount(gpuh, "GPU·h"))
		}
	}
	return s + "."
}

func (in *indicators) energyFinding(m *result.Manifest) string {
	years := counted(m.Years, say("year"), say("years"))
	if end := m.Ending(); !end.Equal(m.Start.AddDate(m.Years, 0, 0)) {
		years = counted(int(end.Sub(m.Start).Hours()/24), say("day"), say("days"))
	}
	var parts []string
	if net := in.total(channel.FleetNetEnergyMWh, ""); !math.IsNaN(net) {
		s := fmt.Sprintf(say("%s delivered %s net"), counted(len(in.within("reactor")), say("reactor"), say("reactors")), amount(net, "MWh"))
		if lf := in.total(channel.FleetLoadFactor, ""); !math.IsNaN(lf) {
			s += fmt.Sprintf(say(" at a load factor of %s"), grouped(lf, 3))
		}
		parts = append(parts, s)
	}
	campuses := in.within("campus")
	if took, it := in.sum(channel.FacilityEnergyMWh, campuses), in.sum(channel.ITEnergyMWh, campuses); !math.IsNaN(took) && !math.IsNaN(it) {
		s := fmt.Sprintf(say("%s took %s at the meter, %s of it for IT"), counted(len(campuses), say("campus"), say("campuses")), amount(took, "MWh"), amount(it, "MWh"))
		if unserved := in.sum(channel.UnservedEnergyMWh, campuses); unserved > 0 {
			s += fmt.Sprintf(say(", and asked for %s that could not be supplied"), amount(unserved, "MWh"))
		}
		parts = append(parts, s)
	}
	if len(parts) == 0 {
		return ""
	}
	return fmt.Sprintf(say("In %s %s."), years, strings.Join(parts, "; "))
}

func (in *indicators) efficiencyFinding() string {
	pue := in.whole(channel.PUE)
	if math.IsNaN(pue) {
		return ""
	}
	s := fmt.Sprintf(say("PUE over the whole run was %s"), grouped(pue, 3))
	if campuses := in.within("campus"); len(campuses) > 1 {
		if each := in.each(channel.PUE, campuses); each != "" {
			s += " (" + each + ")"
		}
	}
	if wue := in.whole(channel.WUELPerKWh); !math.IsNaN(wue) {
		s += fmt.Sprintf(say(", with %s of water drawn for each kWh of IT energy"), amount(wue, "L"))
	}
	if reused := in.whole(channel.ERF); reused > 0 {
		s += fmt.Sprintf(say("; of the energy at the meter %s was delivered to others as heat (ERF), which leaves an ERE of %s"), grouped(reused, 3), grouped(in.whole(channel.ERE), 3))
	}
	return s + "."
}

func (in *indicators) costFinding() string {
	campuses := in.within("campus")
	var parts []string
	if cost := in.orSum(channel.CostEUR, channel.CostTotalEUR, campuses); !math.IsNaN(cost) {
		s := fmt.Sprintf(say("all costs came to %s"), amount(cost, "€"))
		if perGPU := in.whole(channel.CostEURPerGPUh); !math.IsNaN(perGPU) {
			s += fmt.Sprintf(say(", that is %s\u00a0€ for each hour of a GPU online"), grouped(perGPU, decimals(perGPU)))
			if useful := in.whole(channel.CostUsefulEURPerGPUh); !math.IsNaN(useful) {
				s += fmt.Sprintf(say(" and %s\u00a0€ for each that became lasting training"), grouped(useful, decimals(useful)))
			}
		}
		if power := in.sum(channel.CostElectricityEUR, campuses); !math.IsNaN(power) {
			s += fmt.Sprintf(say(" (electricity: %s)"), amount(power, "€"))
		}
		parts = append(parts, s)
	}
	if carbon := in.orSum(channel.CarbonKg, channel.CarbonTotalKg, campuses); !math.IsNaN(carbon) {
		parts = append(parts, fmt.Sprintf(say("the carbon of energy and equipment to %s of CO₂ equivalent"), amount(carbon, "kg")))
	}
	if len(parts) == 0 {
		return ""
	}
	s := strings.Join(parts, ", ")
	return strings.ToUpper(s[:1]) + s[1:] + "."
}

// whole is an indicator of the only campus, or else of the whole system.
func (in *indicators) whole(name string) float64 {
	if campuses := in.within("campus"); len(campuses) == 1 {
		if v := in.total(name, campuses[0]); !math.IsNaN(v) {
			return v
		}
	}
	return in.total(name, "")
}

// sum adds an indicator up over scopes, NaN where one of them lacks it.
func (in *indicators) sum(name string, scopes []string) float64 {
	if len(scopes) == 0 {
		return math.NaN()
	}
	sum := 0.0
	for _, s := range scopes {
		sum += in.total(name, s)
	}
	return sum
}

// orSum is an indicator of the whole system, or else another of the campuses.
func (in *indicators) orSum(whole, part string, campuses []string) float64 {
	if v := in.total(whole, ""); !math.IsNaN(v) {
		return v
	}
	return in.sum(part, campuses)
}

// each lists an indicator by campus, of many only the lowest and the highest.
func (in *indicators) each(name string, scopes []string) string {
	var texts []string
	values := list.Map(scopes, func(s string) float64 { return in.total(name, s) })
	for i, v := range values {
		if !math.IsNaN(v) {
			texts = append(texts, place(scopes[i])+" "+grouped(v, 3))
		}
	}
	if len(texts) > 4 {
		lo, hi := ends(values)
		texts = []string{fmt.Sprintf(say("from %s at %s to %s at %s"), grouped(values[lo], 3), place(scopes[lo]), grouped(values[hi], 3), place(scopes[hi]))}
	}
	return strings.Join(texts, ", ")
}

// counted is a number with its noun.
func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return grouped(float64(n), 0) + " " + many
}
