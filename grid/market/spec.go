package market

import (
	"fmt"
	"slices"
	"strings"

	"caloduc/sim/param"
)

// Spec is the table [dispatch]: the market that prices come from where market.kind is
// "dispatch".
type Spec struct {
	Zones         []*ZoneSpec
	Fuel          FuelSpec
	Limits        []*LimitSpec
	CapacityYear  int
	StepMinutes   int
	Consequential bool

	FloorEURPerMWh, CapEURPerMWh float64
	Storage                      StorageSpec
	Technology                   TechnologySpec
	Nuclear                      NuclearSpec
	Supported                    SupportedSpec
	Reserve                      ReserveSpec
}

// Params declares the market's parameters.
func (s *Spec) Params(p *param.Set) {
	param.List(p, &s.Zones, "zone", "name", "a zone; the first is the hub, with which every other trades. None: FR, the hub, with DE, BE, ES, IT, CH and GB")
	param.List(p, &s.Limits, "limit", "", "a transfer limit between the hub and another zone, in the place of the zone's own")
	p.Int(&s.CapacityYear, "capacity_year", 0, param.Between(0, 2100), "year whose capacities and demand hold throughout; 0: those of each year", param.Setting)
	p.Int(&s.StepMinutes, "step_min", 60, param.Between(15, 60), "how long a price holds: 60 or 15 minutes; weather and demand change by the hour, sun by the step", param.Setting)
	p.Bool(&s.Consequential, "consequential", false, "clear every hour a second time without the campuses, and record the carbon that they cause")
	const limits = "harmonised limits of the European day-ahead auction (ACER decision 04/2017, raised in steps since 2022; market messages of the exchanges)"
	p.Float(&s.FloorEURPerMWh, "price_floor_EUR_per_MWh", -500, param.Between(-1e4, 0), "least price", limits)
	p.Float(&s.CapEURPerMWh, "price_cap_EUR_per_MWh", 4000, param.Above(500), "greatest price, at which demand is cut", limits)
	p.Table(&s.Fuel, "fuel", "prices of fuels and allowances")
	p.Table(&s.Technology, "technology", "plants that burn fuel")
	p.Table(&s.Nuclear, "nuclear", "how nuclear power is offered")
	p.Table(&s.Supported, "supported", "how wind and sun are offered")
	p.Table(&s.Storage, "storage", "how reservoirs, pumped storage and batteries are offered")
	p.Table(&s.Reserve, "reserve", "the reserve that the auction leaves")
}

// NuclearSpec is the table nuclear.
type NuclearSpec struct {
	FuelEURPerMWh, ModulationEURPerMWh, MinimumFraction, StopEURPerMWh float64
	WaterLPerKWh                                                       float64
}

// Params declares nuclear's offer.
func (s *NuclearSpec) Params(p *param.Set) {
	p.Float(&s.FuelEURPerMWh, "fuel_EUR_per_MWh", 9, param.AtLeast(0), "fuel, fabricated, and what else varies with output; no unit runs above its minimum for less", param.Unverified("Cour des comptes and EDF: about 7 to 10 EUR/MWh with the back end"))
	p.Float(&s.ModulationEURPerMWh, "modulation_EUR_per_MWh", 14, param.AtLeast(0), "what the first megawatt of lowered output costs in wear and lost flexibility: the fleet gives way from the fuel's cost down to that much below", param.Assumption)
	p.Float(&s.MinimumFraction, "minimum_fraction", 0.69, param.Fraction(), "least output over what is available, where the fleet does not say it: units late in their cycle do not move", "derived from French hours of 2020 (ENTSO-E): at prices of 0 and below nuclear power ran at 0.69 of the week's greatest (median of 105 hours; 0.62 in the lowest tenth)")
	p.Float(&s.WaterLPerKWh, "water_L_per_kWh", 1.6, param.Between(0, 10), "fresh water that nuclear power consumes, on the average of its cooling", "derived from Macknick et al. 2012, medians: 2.54 with towers, 1.02 once-through on rivers, none by the sea; three fifths and a sixth of French units' output taken")
	p.Float(&s.StopEURPerMWh, "stop_EUR_per_MWh", 120, param.AtLeast(0), "what stopping a unit costs per MWh of its minimum: below minus that the fleet goes under its minimum", param.Assumption)
}

// SupportedSpec is the table supported.
type SupportedSpec struct {
	Fraction, DeepEURPerMWh, MustEURPerMWh float64
}

// Params declares the offers of wind and sun.
func (s *SupportedSpec) Params(p *param.Set) {
	p.Float(&s.Fraction, "fraction", 0.6, param.Fraction(), "part of wind and solar power that is paid whatever the price: its offers fall to deep_EUR_per_MWh; the rest stops between -5 and 0", param.Assumption)
	p.Float(&s.DeepEURPerMWh, "deep_EUR_per_MWh", 100, param.Above(5), "how far below zero supported output bids at most", param.Assumption)
	p.Float(&s.MustEURPerMWh, "must_run_EUR_per_MWh", 60, param.AtLeast(0), "how far below zero heat and power, bioenergy and run of river bid at most", param.Assumption)
}

// StorageSpec is the table storage.
type StorageSpec struct {
	RoundTrip, BatteryRoundTrip  float64
	MemoryDays, WaterMemoryDays  float64
	GuideGain, LowRatio, High    float64
	PumpFrom, PumpTo, GenerateTo float64
	ReservoirLeast, WaterLeast   float64
}

// Params declares how stores are offered.
func (s *StorageSpec) Params(p *param.Set) {
	p.Float(&s.RoundTrip, "pumped_round_trip", 0.75, param.AboveTo(0, 1), "energy given per energy pumped", "PyPSA technology-data v0.14; Dispa-SET 0.8")
	p.Float(&s.BatteryRoundTrip, "battery_round_trip", 0.91, param.AboveTo(0, 1), "energy discharged per energy charged", "Danish Energy Agency: inverter 0.955 each way")
	p.Float(&s.MemoryDays, "memory_days", 2, param.Above(0), "over which pumped storage and batteries take the usual price", param.Assumption)
	p.Float(&s.WaterMemoryDays, "water_memory_days", 14, param.Above(0), "over which a reservoir takes the usual price", param.Assumption)
	p.Float(&s.GuideGain, "guide_gain", 4, param.Between(0, 20), "relative rise of a reservoir's water value where it lies lower than its guide curve, per part of its volume", param.Assumption)
	p.Float(&s.WaterLeast, "water_least_EUR_per_MWh", 9, param.Above(0), "least usual price by which water is valued: where prices are lower it saves at least the fuel of a nuclear unit that gives way, now or later", param.Assumption)
	p.Float(&s.LowRatio, "reservoir_low_ratio", 0.6, param.Between(0, 1), "water value at which a reservoir begins to give, over the usual price", "derived, rounded, from French output by price in 2020 (ENTSO-E)")
	p.Float(&s.High, "reservoir_high_ratio", 2.2, param.Between(1, 10), "price at which it gives all, over the usual one", "derived, rounded, from French output by price in 2020 (ENTSO-E)")
	p.Float(&s.ReservoirLeast, "reservoir_least_fraction", 0.1, param.Fraction(), "flow that reservoirs must let through, of their capacity", param.Assumption)
	p.Float(&s.PumpFrom, "pump_full_ratio", 0.3, param.Between(0, 1), "price below which pumps run full, over the usual one", "derived, rounded, from French output by price in 2020 (ENTSO-E)")
	p.Float(&s.PumpTo, "pump_none_ratio", 0.85, param.Between(0, 1), "price above which no pump runs, over the usual one: no more than the round trip pays", "derived, rounded, from French output by price in 2020 (ENTSO-E)")
	p.Float(&s.GenerateTo, "generate_full_ratio", 2, param.Between(1, 10), "price at which turbines and batteries give all, over the usual one", "derived, rounded, from French output by price in 2020 (ENTSO-E)")
}

// ReserveSpec is the table reserve.
type ReserveSpec struct{ Fraction, FromEURPerMWh float64 }

// Params declares the reserve and its price.
func (s *ReserveSpec) Params(p *param.Set) {
	p.Float(&s.Fraction, "fraction", 0.03, param.Between(0, 0.5), "reserve that is kept, over demand", param.Unverified("French frequency and replacement reserves together: about 2.5 GW at 75 GW"))
	p.Float(&s.FromEURPerMWh, "from_EUR_per_MWh", 400, param.Above(0), "price from which it is given up, evenly up to the cap: an operating reserve demand curve (Hogan 2013, Economics of Energy and Environmental Policy 2(2))", param.Assumption)
}

// europe are the zones of a specification that names none.
var europe = []string{"FR", "DE", "BE", "ES", "IT", "CH", "GB"}

// European returns the zones around France as the catalogue has them.
func European() ([]*ZoneSpec, error) {
	var zones []*ZoneSpec
	for _, name := range europe {
		z := new(ZoneSpec)
		if _, err := param.Decode(name, []byte(fmt.Sprintf("name = %[1]q\nzone = %[1]q", name)), z, nil); err != nil {
			return nil, err
		}
		zones = append(zones, z)
	}
	return zones, nil
}

// Check refuses what cannot be cleared.
func (s *Spec) Check(report func(key, format string, args ...any)) {
	for i, z := range s.Zones {
		if slices.ContainsFunc(s.Zones[:i], func(o *ZoneSpec) bool { return o.Name == z.Name }) {
			report("zone", "two zones are called %q", z.Name)
		}
		if i == 0 && z.Neighbour == KindCurve {
			report("zone", "%q, the first zone, is the hub: it needs a stack, not a curve", z.Name)
		}
		if z.Neighbour == KindCurve && curveOf(z.Zone) == nil {
			report("zone", "%q follows a fitted curve, which zone = %q does not have: %s do", z.Name, z.Zone, curveNames())
		}
	}
	s.checkLimits(report)
	if s.StepMinutes != 15 && s.StepMinutes != 60 {
		report("step_min", "%d minutes: 15 or 60", s.StepMinutes)
	}
	if s.Storage.PumpTo <= s.Storage.PumpFrom {
		report("storage.pump_none_ratio", "%g is not above pump_full_ratio, %g", s.Storage.PumpTo, s.Storage.PumpFrom)
	}
	if s.Reserve.FromEURPerMWh >= s.CapEURPerMWh {
		report("reserve.from_EUR_per_MWh", "%g is not below the cap, %g EUR/MWh", s.Reserve.FromEURPerMWh, s.CapEURPerMWh)
	}
}

// LimitSpec is one [[dispatch.limit]].
type LimitSpec struct {
	From, To string
	MW       float64
}

// Params declares a transfer limit.
func (s *LimitSpec) Params(p *param.Set) {
	p.String(&s.From, "from", "", "zone that exports").Require()
	p.String(&s.To, "to", "", "zone that imports").Require()
	p.Float(&s.MW, "limit_MW", 0, param.AtLeast(0), "greatest flow", param.Assumption).Require()
}

// checkLimits refuses limits that name no zone, or not the hub.
func (s *Spec) checkLimits(report func(key, format string, args ...any)) {
	names := europe
	if len(s.Zones) > 0 {
		names = nil
		for _, z := range s.Zones {
			names = append(names, z.Name)
		}
	}
	for _, l := range s.Limits {
		known := true
		for _, end := range []string{l.From, l.To} {
			if !slices.Contains(names, end) {
				report("limit", "no zone is called %q%s; there are %s", end, param.DidYouMean(end, names), strings.Join(names, ", "))
				known = false
			}
		}
		if known && (l.From == names[0]) == (l.To == names[0]) {
			report("limit", "%s to %s is no link: every zone trades with the hub %s alone", l.From, l.To, names[0])
		}
	}
}
