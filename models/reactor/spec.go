// Package reactor simulates pressurised-water units and fleets of them: power
// minute by minute, xenon, planned outages, forced trips and repairs, and the
// derating by the temperature of the cold source.
package reactor

import (
	"math"
	"time"

	"caloduc/sim/param"
)

// Words of the key cooling.
const (
	Tower = "tower" // natural-draught tower: the wet bulb counts
	River = "river" // once-through, river
	Sea   = "sea"   // once-through, sea or estuary
)

// Spec is one table [[reactor]].
type Spec struct {
	Unit, Label, Weather, Series, Cooling string

	Share                      float64
	NetCapacityMW              float64
	HouseLoadMW                float64
	ThermalPowerMW             float64
	WaterLPerKWh               float64
	LatDeg, LonDeg             float64
	CommercialYear             int
	CycleLengthD               float64
	NaturalLengthD             float64
	SinceRefuellingD           float64
	InitialPower, InitialXenon float64
	Practice
	Events []*EventSpec
}

// Name is the name under which the unit is recorded: name where given, else unit.
func (s *Spec) Name() string {
	if s.Label != "" {
		return s.Label
	}
	return s.Unit
}

// Params declares the keys of [[reactor]].
func (s *Spec) Params(p *param.Set) {
	p.Preset(&s.Unit, "unit", "", FrenchUnits, "unit of the French fleet whose facts are the defaults; empty: all given here")
	p.String(&s.Label, "name", "", "name in results; empty: that of unit")
	p.String(&s.Weather, "weather", "", "name of the weather site of its cold source")
	p.Float(&s.Share, "share", 1, param.Fraction(), "part of the unit's output that goes to the experiment", param.Assumption)
	s.plant(p)
	s.begin(p)
	s.cycle(p)
	s.Practice.Params(p)
	param.List(p, &s.Events, "event", "name", "a staged outage or limit of the unit")
}

func (s *Spec) plant(p *param.Set) {
	p.Choice(&s.Series, "series", "P'4", []string{"CP0", "CPY", "P4", "P'4", "N4", "EPR"}, "standard design")
	p.Choice(&s.Cooling, "cooling", Tower, []string{Tower, River, Sea}, "how the condenser is cooled")
	p.Float(&s.NetCapacityMW, "net_capacity_MW", 1310, param.Above(0), "net power at the reference cold source", sourceNet)
	p.Float(&s.HouseLoadMW, "house_load_MW", 53, param.AtLeast(0), "power of the unit's own auxiliaries in operation", sourceHouse)
	p.Float(&s.ThermalPowerMW, "thermal_power_MW", 3817, param.Above(0), "rated thermal power", sourceThermal)
	p.Float(&s.WaterLPerKWh, "water_L_per_kWh", param.Auto, param.Between(0, 10),
		"fresh water that cooling consumes per net energy; left out: by cooling, a tower 2.54, a river once through 1.02, the sea none", sourceWater)
	p.Float(&s.LatDeg, "lat_deg", param.Auto, param.Between(-90, 90), "latitude, for maps", sourceSite)
	p.Float(&s.LonDeg, "lon_deg", param.Auto, param.Between(-180, 180), "longitude, for maps", sourceSite)
	p.Int(&s.CommercialYear, "commercial_year", 0, param.Between(0, 2200),
		"year of commercial operation, from which ten-yearly outages fall due; 0: due at a random date", sourceSite)
}

func (s *Spec) begin(p *param.Set) {
	p.Float(&s.InitialPower, "initial_power_fraction", param.Auto, param.Fraction(),
		"thermal power over rated at the first minute; left out: what the unit can give", param.Assumption)
	p.Float(&s.InitialXenon, "initial_xenon", param.Auto, param.Between(0, 10),
		"xenon at the first minute over its equilibrium at rated power; left out: in equilibrium", param.Assumption)
}

func (s *Spec) cycle(p *param.Set) {
	p.Float(&s.CycleLengthD, "cycle_length_d", 415/loadInOperation, param.Between(30, 1500),
		"days from the end of one planned outage to the start of the next", sourceCycle)
	p.Float(&s.NaturalLengthD, "natural_length_d", 415, param.Between(20, 1500),
		"full-power days until the fuel's reactivity is used up; beyond it power stretches out", sourceLong)
	p.Float(&s.SinceRefuellingD, "since_refuelling_d", param.Auto, param.Between(0, 1500),
		"days since the last refuelling at the first simulated minute; left out: drawn", param.Assumption)
}

// Check refuses what cannot be.
func (s *Spec) Check(report func(key, format string, args ...any)) {
	if s.Name() == "" {
		report("unit", "a reactor needs a unit of the catalogue or a name")
	}
	if gross := s.NetCapacityMW + s.HouseLoadMW; gross >= 0.6*s.ThermalPowerMW {
		report("thermal_power_MW", "%g MW of heat cannot give %g MW of gross power", s.ThermalPowerMW, gross)
	}
	if !math.IsNaN(s.SinceRefuellingD) && s.SinceRefuellingD > s.CycleLengthD {
		report("since_refuelling_d", "%g days are more than the cycle length of %g", s.SinceRefuellingD, s.CycleLengthD)
	}
	if s.Forced.PartialLoss+s.MinStableFraction >= 1 {
		report("min_stable_fraction", "the partial loss leaves less than the minimum stable power")
	}
}

// firstTenYearly returns the first date on or after start at which a ten-yearly
// outage of a unit in operation since mid-year falls due.
func firstTenYearly(commercialYear int, start time.Time) time.Time {
	due := time.Date(commercialYear+10, time.July, 1, 0, 0, 0, 0, time.UTC)
	for due.Before(start) {
		due = due.AddDate(10, 0, 0)
	}
	return due
}
