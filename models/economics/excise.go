package economics

import (
	"time"

	"caloduc/sim/money"
	"caloduc/sim/param"
)

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

// The duties by their days, the first before its day too. Until 2021 they were the TICFE.
//
// Business of high power: 22.50 (CIBS L. 312-37); lowered to 0.50 from February 2022
// (decree 2022-84; law 2022-1726, article 64) and to 20.50 from February 2024 (order of 25
// January 2024); 22.50 again; 25.79 from August 2025, 4.89 of it for islands; 26.58 from
// February 2026, 5.66 of it for islands (order of 27 January 2026, as Deloitte Avocats
// has it, which expects another from August 2026).
//
// Data centres (CIBS L. 312-64 and L. 312-70): 12 since 2019; with all others lowered to
// 0.50 from February 2022; all reduced duties may be paid at 0.50 to the end of 2025
// (BOI-RES-EAT-000191 of 8 January 2025; of February 2024 to January 2025 no text was
// read); from January 2026 excise_data_centre_EUR_per_MWh.
var (
	businessExcise   = []exciseFrom{{2019, time.January, 22.50}, {2022, time.February, 0.50}, {2024, time.February, 20.50}, {2025, time.February, 22.50}, {2025, time.August, 25.79}, {2026, time.February, 26.58}}
	dataCentreExcise = []exciseFrom{{2019, time.January, 12}, {2022, time.February, 0.50}, {exciseYear, time.January, 0}}
)

// exciseYear is the year from which excise_data_centre_EUR_per_MWh holds, and of its money.
const exciseYear = 2026

// ExciseSpec is the excise duty on electricity drawn.
type ExciseSpec struct {
	Class              string
	EURPerMWh          float64
	DataCentreEUR      float64 // per MWh
	ReducedFromMWhYear float64
}

func (s *ExciseSpec) declare(p *param.Set) {
	p.Choice(&s.Class, "excise_class", exciseGiven, []string{exciseGiven, exciseDataCentre, exciseBusiness},
		"excise duty: excise_EUR_per_MWh, or the French one by its days: of business of high power (26.58 EUR/MWh from February 2026), or of data centres that meet the conditions of CIBS L. 312-70 (energy management, shared good practice, heat used or a PUE kept), which pay less on what they draw beyond excise_reduced_above_MWh_per_year")
	p.Float(&s.EURPerMWh, "excise_EUR_per_MWh", 10, param.AtLeast(0), "excise duty on electricity drawn, of the class given",
		param.Unverified("as excise_data_centre_EUR_per_MWh. Full rate from 1 February 2026: 26.58"))
	p.Float(&s.DataCentreEUR, "excise_data_centre_EUR_per_MWh", 10, param.AtLeast(0), "duty of the class data-centre from January 2026 on, in money of 2026",
		param.Unverified("finance bill for 2026, article 18: 10 in the place of 12 EUR/MWh (Assemblée nationale, amendment CF1055; Sénat, amendment I-1961 to bill 138), passed on 2 February 2026; the enacted figure has not been read"))
	p.Float(&s.ReducedFromMWhYear, "excise_reduced_above_MWh_per_year", 1000, param.AtLeast(0), "what a data centre draws in a calendar year at the duty of business before its own holds",
		"CIBS L. 312-70: the fraction beyond one gigawatt-hour of a calendar year")
}

// excise is the duty in an hour, in money of the price year, and what it is on the first
// reduced_above MWh of the year: each holds its worth from the last day on that is known.
func (s *Spec) excise(h *Hour) (perMWh, firstPerMWh float64) {
	switch s.Excise.Class {
	case exciseBusiness:
		perMWh = s.dated(businessExcise, h)
		return perMWh, perMWh
	case exciseDataCentre:
		perMWh = s.dated(dataCentreExcise, h)
		if h.Year >= exciseYear {
			perMWh = s.now(s.Excise.DataCentreEUR, exciseYear)
		}
		return perMWh, s.dated(businessExcise, h)
	}
	perMWh = s.now(s.Excise.EURPerMWh, s.TariffYear)
	return perMWh, perMWh
}

// dated is the duty of an hour, in money of the price year.
func (s *Spec) dated(duties []exciseFrom, h *Hour) float64 {
	last := duties[0]
	until := money.FirstYear
	for i, e := range duties {
		if i == 0 || h.Year > e.year || h.Year == e.year && h.Month >= e.month {
			last, until = e, e.year
			if i+1 < len(duties) { // it is of each year's money until another follows
				until = duties[i+1].year
			}
		}
	}
	return s.now(last.eurPerMWh, max(last.year, min(h.Year, until)))
}
