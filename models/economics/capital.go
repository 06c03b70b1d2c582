package economics

import (
	"math"

	"caloduc/sim"
	"caloduc/sim/equipment"
)

// holding is an investment being paid off.
type holding struct {
	facilityEURPerH, acceleratorEURPerH   float64 // annuities
	facilityEmbodied, acceleratorEmbodied float64 // kg/h
	facilityOM, acceleratorOM             float64 // upkeep, EUR/h
	opened                                sim.Minute
	facilityEnd, acceleratorEnd           sim.Minute
}

// Facility returns what building and plant of a hall cost, EUR of the price year, and
// their upkeep, EUR a year: the building by design IT power, the plant by what is
// installed, design and contingency on both; or the one price that is given for all.
// Of a campus' own equipment designITMW is 0.
func (s *Spec) Facility(designITMW float64, built equipment.List) (capitalEUR, upkeepEUR float64) {
	if !math.IsNaN(s.FacilityEURPerW) {
		capitalEUR = designITMW * 1e6 * s.FacilityEURPerW
		return capitalEUR, capitalEUR * s.BuildingUpkeep
	}
	capitalEUR = s.now(designITMW*1e6*s.BuildingEURPerW, s.BuildingYear)
	upkeepEUR = capitalEUR * s.BuildingUpkeep
	for i := range built {
		capital, upkeep := s.Cost(&built[i])
		capitalEUR, upkeepEUR = capitalEUR+capital, upkeepEUR+upkeep
	}
	return capitalEUR * (1 + s.DesignFraction), upkeepEUR
}

// Open books a hall from minute m on: its annuities, its upkeep and its
// embodied carbon. There is no residual value. It returns the number by which
// Close finds it.
func (c *CampusAccount) Open(m sim.Minute, hall HallCapital) int {
	s := c.spec
	facility, upkeep := s.Facility(hall.DesignITMW, hall.Built)
	machines := s.now(hall.AcceleratorEUR, hall.AcceleratorYear) * (1 + s.NetworkRatio)
	h := holding{
		facilityEURPerH:     Annuity(facility, s.WACC, s.FacilityYears) / sim.HoursPerYear,
		acceleratorEURPerH:  Annuity(machines, s.WACC, s.AcceleratorYears) / sim.HoursPerYear,
		facilityEmbodied:    hall.DesignITMW * 1e3 * s.FacilityEmbodiedKgPKW / (s.FacilityYears * sim.HoursPerYear),
		acceleratorEmbodied: hall.EmbodiedKg / (s.AcceleratorYears * sim.HoursPerYear),
		facilityOM:          upkeep / sim.HoursPerYear,
		acceleratorOM:       machines * s.AcceleratorOMPerYear / sim.HoursPerYear,
		facilityEnd:         math.MaxInt64,
		acceleratorEnd:      math.MaxInt64,
	}
	if !s.Renew {
		h.facilityEnd = m + lifetime(s.FacilityYears)
		h.acceleratorEnd = m + lifetime(s.AcceleratorYears)
	}
	h.opened = m
	c.halls = append(c.halls, h)
	c.annuities(m)
	return len(c.halls) - 1
}

// Close ends a hall at minute m: its upkeep stops and nothing is renewed, while
// what has been bought is paid off to the end of its lifetime.
func (c *CampusAccount) Close(m sim.Minute, hall int) {
	h := &c.halls[hall]
	h.facilityOM = 0
	h.facilityEnd = min(h.facilityEnd, h.opened+paidOff(m-h.opened, lifetime(c.spec.FacilityYears)))
	c.Replace(m, hall)
}

// Replace ends a hall's accelerators at minute m, as Close ends the hall: those that
// take their place are opened on their own.
func (c *CampusAccount) Replace(m sim.Minute, hall int) {
	h := &c.halls[hall]
	h.acceleratorOM = 0
	h.acceleratorEnd = min(h.acceleratorEnd, h.opened+paidOff(m-h.opened, lifetime(c.spec.AcceleratorYears)))
	c.annuities(m)
}

// paidOff is the end of the lifetime in which an age lies.
func paidOff(age, life sim.Minute) sim.Minute { return (age + life - 1) / life * life }

// lifetime is a whole number of hours.
func lifetime(years float64) sim.Minute {
	return sim.Minute(math.Round(years*sim.HoursPerYear)) * sim.Hour
}

// annuities adds up what is being paid off at minute m and notes when that
// changes.
func (c *CampusAccount) annuities(m sim.Minute) {
	c.FacilityEURPerH, c.AcceleratorEURPerH, c.OMEURPerH, c.EmbodiedKgPerH = 0, 0, 0, 0
	c.change = math.MaxInt64
	for _, h := range c.halls {
		c.OMEURPerH += h.facilityOM + h.acceleratorOM
		if m < h.facilityEnd {
			c.FacilityEURPerH += h.facilityEURPerH
			c.EmbodiedKgPerH += h.facilityEmbodied
			c.change = min(c.change, h.facilityEnd)
		}
		if m < h.acceleratorEnd {
			c.AcceleratorEURPerH += h.acceleratorEURPerH
			c.EmbodiedKgPerH += h.acceleratorEmbodied
			c.change = min(c.change, h.acceleratorEnd)
		}
	}
	c.total()
}

// total adds up what does not depend on the minute.
func (c *CampusAccount) total() {
	c.CapitalEURPerH = c.FacilityEURPerH + c.AcceleratorEURPerH
	c.fixedEURPerH = c.CapitalEURPerH + c.OMEURPerH + c.gridFixedEURPerH
}
