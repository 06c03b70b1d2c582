package economics

import "time"

// exciseFrom is a duty on electricity from a day on, in money of that day's year.
type exciseFrom struct {
	year      int
	month     time.Month
	eurPerMWh float64
}

// The classes of the French excise on electricity.
const (
	exciseGiven      = "given"
	exciseDataCentre = "data-centre"
	exciseBusiness   = "business"
)

// excises are the duties by class, the first before its day too. Data centres (CIBS
// L. 312-70, above 1 GWh a year, with conditions): 12 until the finance law for 2026,
// passed on 2 February 2026, whose bill puts 10 in article 18 (the enacted text was not
// read). Business above 36 kVA: 26.58 from 1 February 2026 (enerlex-avocat.fr); 20.50, 22.50
// and 25.79 before it are commonly quoted and unverified.
var excises = map[string][]exciseFrom{
	exciseDataCentre: {{2019, time.January, 12}, {2026, time.February, 10}},
	exciseBusiness:   {{2024, time.February, 20.50}, {2025, time.February, 22.50}, {2025, time.August, 25.79}, {2026, time.February, 26.58}},
}

// excise is the duty in an hour, in money of the price year: it holds its worth from the
// last day on that is known.
func (s *Spec) excise(h *Hour) float64 {
	dated := excises[s.ExciseClass]
	if dated == nil {
		return s.now(s.ExciseEURPerMWh, s.TariffYear)
	}
	last := dated[0]
	for _, e := range dated[1:] {
		if h.Year > e.year || h.Year == e.year && h.Month >= e.month {
			last = e
		}
	}
	return s.now(last.eurPerMWh, max(last.year, min(h.Year, moneyOf(dated, last))))
}

// moneyOf is the year of whose money a duty still is: the last before another replaces
// it; its own where none does.
func moneyOf(dated []exciseFrom, of exciseFrom) int {
	for i, e := range dated {
		if e == of && i+1 < len(dated) {
			return dated[i+1].year
		}
	}
	return of.year
}
