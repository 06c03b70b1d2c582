package market

import (
	"math"

	"caloduc/sim/param"
)

// Kinds of zone.
const (
	KindStack = "stack" // demand, weather and plants of its own
	KindCurve = "curve" // a fitted curve of what it takes at a price
)

// ZoneSpec is one [[dispatch.zone]].
type ZoneSpec struct {
	Name, Zone, Neighbour, File string

	In                                 [anchors]CapacitySpec
	Fuel                               ZoneFuelSpec
	HeatingMWPerK, CoolingMWPerK       float64
	HeatingBelowDegC, CoolingAboveDegC float64
	ReservoirTWh, InflowTWh            float64
	PumpedHours, BatteryHours          float64
	GasCHP, GasCombined                float64
	ThermalAvailability                float64
	NuclearAvailability, NuclearSeason float64
	PumpedAvailability                 float64
	ElsewhereMW, ElsewhereRatio        float64
	ElsewhereShared                    float64
	ImportMW, ExportMW                 float64 // from and to the hub
}

// anchors is the number of years for which capacities are given; between them they are
// linear, before the first and after the last they stay.
const anchors = 6

var anchorYears = [anchors]int{2021, 2024, 2026, 2030, 2035, 2045}
var anchorKeys = [anchors]string{"in_2021", "in_2024", "in_2026", "in_2030", "in_2035", "in_2045"}

// CapacitySpec is a table in_YEAR: what a zone has at the beginning of that year, and
// its demand in it.
type CapacitySpec struct {
	DemandTWh                                           float64
	Nuclear, RunOfRiver, Wind, Solar, Bioenergy         float64
	Lignite, Coal, Gas, Oil, Reservoir, Pumped, Battery float64
}

// values are the fields with their keys, in order.
func (s *CapacitySpec) values() [13]struct {
	at  *float64
	key string
} {
	return [13]struct {
		at  *float64
		key string
	}{{&s.DemandTWh, "demand_TWh"}, {&s.Nuclear, "nuclear_MW"}, {&s.RunOfRiver, "run_of_river_MW"}, {&s.Wind, "wind_MW"}, {&s.Solar, "solar_MW"},
		{&s.Bioenergy, "bioenergy_MW"}, {&s.Lignite, "lignite_MW"}, {&s.Coal, "coal_MW"}, {&s.Gas, "gas_MW"}, {&s.Oil, "oil_MW"},
		{&s.Reservoir, "reservoir_MW"}, {&s.Pumped, "pumped_MW"}, {&s.Battery, "battery_MW"}}
}

// Params declares the capacities of a year.
func (s *CapacitySpec) Params(p *param.Set) {
	for _, v := range s.values() {
		meaning := "net capacity at the beginning of the year; auto: as in the nearest year given, the one before it first"
		if v.key == "demand_TWh" {
			meaning = "demand in the year at the temperatures of its climate; auto: as in the nearest year given, the one before it first"
		}
		p.Float(v.at, v.key, param.Auto, param.AtLeast(0), meaning, "")
	}
}

// Params declares the keys of a zone.
func (s *ZoneSpec) Params(p *param.Set) {
	p.String(&s.Name, "name", "", "name of the zone in results").Require()
	p.Preset(&s.Zone, "zone", "", Zones, "zone of the catalogue that fills what is left out; also names the fitted shapes of its demand, wind, sun and rivers").Require()
	p.Choice(&s.Neighbour, "kind", KindStack, []string{KindStack, KindCurve}, "stack: demand, weather and plants of its own; curve: the fitted curve of what it takes from France at a price, without plants")
	p.File(&s.File, "file", "hours of the zone in place of its shape (CSV, gzip accepted): the time in UTC first, and any of demand_MW, wind_MW, solar_MW, run_of_river_MW; cycled by calendar day, gaps are left to the shape")
	for i := range s.In {
		p.Table(&s.In[i], anchorKeys[i], "what the zone has, and its demand; between the years given it changes evenly")
	}
	p.Table(&s.Fuel, "fuel", "prices of fuels where they are not those of the market")
	s.demand(p)
	p.Float(&s.ThermalAvailability, "thermal_availability", 0.85, param.AboveTo(0, 1), "part of fuel-burning capacity that can run", param.Assumption)
	p.Float(&s.NuclearAvailability, "nuclear_availability", 0.8, param.Fraction(), "part of nuclear capacity that runs, on the average of the year, where no fleet says it", param.Assumption)
	p.Float(&s.NuclearSeason, "nuclear_season_fraction", 0.15, param.Between(0, 0.5), "how much more of it runs in mid-December, and less in mid-June, while units are refuelled", "derived from French output, monthly means of the daily maximum: 0.82 to 0.84 in January, 0.50 to 0.62 in May and June, 0.70 to 0.77 in December of 2020 and 2021")
	p.Float(&s.PumpedAvailability, "pumped_availability", 0.8, param.Fraction(), "part of pumped storage that can run", param.Assumption)
	p.Float(&s.GasCombined, "gas_combined_fraction", 0.65, param.Fraction(), "part of gas-fired capacity in combined cycles; the rest, but for heat and power, are old and open ones", param.Assumption)
	p.Float(&s.GasCHP, "gas_chp_fraction", 0.15, param.Fraction(), "part that makes heat and power: it runs for its heat, in summer at a third", param.Assumption)
	p.Float(&s.ReservoirTWh, "reservoir_TWh", 0, param.AtLeast(0), "volume of the reservoirs", "PyPSA-Eur hydro_capacities.csv")
	p.Float(&s.InflowTWh, "inflow_TWh", 0, param.AtLeast(0), "inflow into the reservoirs in a year", param.Assumption)
	p.Float(&s.PumpedHours, "pumped_h", 8, param.Above(0), "volume of pumped storage, hours at full output", param.Assumption)
	p.Float(&s.BatteryHours, "battery_h", 2, param.Above(0), "volume of batteries, hours at full output", param.Assumption)
	p.Float(&s.ElsewhereMW, "elsewhere_MW", 0, param.AtLeast(0), "trade with zones outside the market, at most, either way", param.Assumption)
	p.Float(&s.ElsewhereRatio, "elsewhere_ratio", 0.9, param.Above(0), "price at which that trade is even, over the cost of a middling gas-fired unit", param.Assumption)
	p.Float(&s.ElsewhereShared, "elsewhere_shared", 0.7, param.Fraction(), "how far the price there moves with this zone's own demand less wind and sun: weather does not end at borders", param.Assumption)
	p.Float(&s.ImportMW, "import_MW", 0, param.AtLeast(0), "greatest import from the hub", param.Assumption)
	p.Float(&s.ExportMW, "export_MW", 0, param.AtLeast(0), "greatest export to the hub", param.Assumption)
}

func (s *ZoneSpec) demand(p *param.Set) {
	p.Float(&s.HeatingMWPerK, "heating_MW_per_K", 0, param.AtLeast(0), "rise of demand per kelvin below heating_below_degC", param.Assumption)
	p.Float(&s.CoolingMWPerK, "cooling_MW_per_K", 0, param.AtLeast(0), "rise of demand per kelvin above cooling_above_degC", param.Assumption)
	p.Float(&s.HeatingBelowDegC, "heating_below_degC", 15, param.Between(0, 25), "day's mean temperature below which demand rises", param.Assumption)
	p.Float(&s.CoolingAboveDegC, "cooling_above_degC", 20, param.Between(10, 35), "day's mean temperature above which demand rises", param.Assumption)
}

// Check refuses a zone that nothing supplies and limits that stand twice.
func (s *ZoneSpec) Check(report func(key, format string, args ...any)) {
	if s.HeatingBelowDegC > s.CoolingAboveDegC {
		report("heating_below_degC", "%g degC is above cooling_above_degC, %g degC", s.HeatingBelowDegC, s.CoolingAboveDegC)
	}
	if s.GasCHP+s.GasCombined > 1 {
		report("gas_chp_fraction", "heat and power and combined cycles are %g of all gas-fired capacity, more than 1", s.GasCHP+s.GasCombined)
	}
	if s.Neighbour == KindCurve {
		return
	}
	if all := s.atOrNaN(anchors - 1); math.IsNaN(all.DemandTWh) {
		report("zone", "%q has no demand: give in_2024.demand_TWh, or a zone of the catalogue that has it", s.Name)
		return
	}
	for _, year := range anchorYears {
		if has := s.At(float64(year)); has.supplyMW() == 0 {
			report("zone", "%q has no supply in %d: give a capacity, such as in_%d.gas_MW, or a zone of the catalogue that has some", s.Name, year, year)
			return
		}
	}
}

// supplyMW is all that makes power.
func (s *CapacitySpec) supplyMW() float64 {
	return s.Nuclear + s.Wind + s.Solar + s.Bioenergy + s.Lignite + s.Coal + s.Gas + s.Oil + s.RunOfRiver + s.Reservoir
}

// atOrNaN is what the zone has in an anchor year; what is left out is as in the nearest
// year before that has it, else in the nearest after.
func (s *ZoneSpec) atOrNaN(year int) CapacitySpec {
	c := s.In[year]
	fill := func(from int) {
		other := s.In[from].values()
		for i, v := range c.values() {
			*v.at = param.Or(*v.at, *other[i].at)
		}
	}
	for before := year - 1; before >= 0; before-- {
		fill(before)
	}
	for after := year + 1; after < anchors; after++ {
		fill(after)
	}
	return c
}

// At returns what the zone has at a time in years, such as 2030.5 in the middle of
// 2030: linear between the anchors, 0 of what no year gives.
func (s *ZoneSpec) At(years float64) CapacitySpec {
	a := 0
	for a < anchors-1 && float64(anchorYears[a+1]) <= years {
		a++
	}
	c := s.atOrNaN(a)
	b, part := c, 0.0
	if from := float64(anchorYears[a]); a < anchors-1 && years > from {
		b = s.atOrNaN(a + 1)
		part = (years - from) / (float64(anchorYears[a+1]) - from)
	}
	ends := b.values()
	for i, v := range c.values() {
		x, y := zeroed(*v.at), zeroed(*ends[i].at)
		*v.at = x + part*(y-x)
	}
	return c
}

func zeroed(x float64) float64 {
	if math.IsNaN(x) {
		return 0
	}
	return x
}
