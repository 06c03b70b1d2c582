package economics

import (
	"time"

	"caloduc/sim/money"
	"caloduc/sim/param"
)

// The hours by which a capacity mechanism measures what is drawn.
const (
	capacityTense = "tense"
	capacityAll   = "all"
)

// CapacitySpec is the table [economics.capacity]: what a campus pays for the capacity that
// stands by for it.
type CapacitySpec struct {
	EURPerMWPerYear float64
	PriceYear       int
	Hours           string
}

// Params declares the mechanism's parameters.
func (s *CapacitySpec) Params(p *param.Set) {
	p.Float(&s.EURPerMWPerYear, "price_EUR_per_MW_per_year", 0, param.AtLeast(0), "price of capacity on the mean power drawn in those hours; 0: none is paid for. France: 2,522 EUR/MW for 2026 (auction of December 2024); 2 bn EUR a year expected of the mechanism from November 2026 are some 23,000 on a peak of 86 GW. PJM: 365 times the USD/MW-day",
		"auction of December 2024: 0 EUR/MW for 2025 (connaissancedesenergies.org)")
	p.Int(&s.PriceYear, "price_year", 2026, param.Between(money.FirstYear, 2100), "year of the money of price_EUR_per_MW_per_year", param.Setting)
	p.Choice(&s.Hours, "hours", capacityTense, []string{capacityTense, capacityAll},
		"hours whose draw counts: 7 to 15 and 18 to 20 h on working days of November to March, within which RTE calls its tense days, or all hours")
}

// counts tells whether an hour's draw counts.
func (s *CapacitySpec) counts(h *Hour) bool {
	return s.Hours == capacityAll || h.winter() && h.Working && (h.between(7, 15) || h.between(18, 20))
}

// hoursOf is the number of hours of a calendar year that count.
func (s *CapacitySpec) hoursOf(year int) (hours float64) {
	for t := time.Date(year, time.January, 1, 0, 0, 0, 0, time.UTC); t.Year() == year; t = t.Add(time.Hour) {
		if s.counts(&Hour{Month: t.Month(), OfDay: t.Hour(), Working: working(t)}) {
			hours++
		}
	}
	return hours
}

// capacityCost is a campus' payment for capacity.
type capacityCost struct {
	spec    *CapacitySpec
	perYear float64 // EUR/MW of the price year
	year    int
	inYear  float64 // hours of it that count
}

// perMWh is what a MWh of an hour pays: a flat MW pays the whole price in a whole year.
func (c *capacityCost) perMWh(h *Hour) float64 {
	if c.perYear == 0 || !c.spec.counts(h) {
		return 0
	}
	if h.Year != c.year {
		c.year, c.inYear = h.Year, c.spec.hoursOf(h.Year)
	}
	return c.perYear / c.inYear
}
