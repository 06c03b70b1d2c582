package reactor

import "caloduc/sim/param"

// sourceOverrun are the years of which overruns are known: the mean and the spread of 0.38,
// 0.13 and 0.44.
const sourceOverrun = param.Source("derived: overruns of 26 d an outage in 2013 and 9 d in the first half of 2014, over 69 d planned as mean of the three kinds, https://ekonomico.fr/2014/07/nucleaire-la-maintenance-dedf-sameliore, " +
	"and of 44 % in 2019, WNISR 2020, http://savoie-antinucleaire.fr/2020/09/25/arrets-de-reacteurs-prolongements-en-hausse-de-44-en-2019/")

// OutageSpec is the table outages of a [[reactor]]: refuelling-only outages
// (ASR) and partial inspections (VP) alternate, a ten-yearly outage (VD) takes
// their place when it falls due.
type OutageSpec struct {
	RefuellingD, PartialD, TenYearlyD float64
	OverrunFraction, Spread           float64
	YearSpread                        float64
	SeasonShiftD                      float64
}

// Params declares the keys of outages.
func (s *OutageSpec) Params(p *param.Set) {
	b := param.Between(1, 1000)
	p.Float(&s.RefuellingD, "refuelling_d", 35, b, "planned length of an outage for refuelling only (ASR)",
		"EDF 2020: 35.6 d at Tricastin 1, 27.2 d at Dampierre 3")
	p.Float(&s.PartialD, "partial_d", 75, b, "planned length of a partial inspection (VP)",
		"SFEN: 60 to 90 d; Assemblée nationale 2018: 64 d planned at Civaux, https://2017-2022.nosdeputes.fr/15/intervention/249190")
	p.Float(&s.TenYearlyD, "ten_yearly_d", 165, b, "planned length of a ten-yearly outage (VD)", "EDF DEU 2020, AFP: five to six months")
	p.Float(&s.OverrunFraction, "overrun_fraction", 0.32, param.Between(-0.5, 5), "mean overrun over the planned length", sourceOverrun)
	p.Float(&s.YearSpread, "year_spread", 0.12, param.Between(0, 3),
		"standard deviation, from year to year, of the length of all outages that start in a year over its mean (lognormal, the same for all units)", sourceOverrun)
	p.Float(&s.Spread, "spread", 0.3, param.Between(0, 3), "standard deviation of the length of one outage over its year's mean (lognormal)", param.Assumption)
	p.Float(&s.SeasonShiftD, "season_shift_d", 50, param.Between(0, 180),
		"how far an outage is moved at most: of a unit of its own to lie between April and October, of a fleet to where load and capacity out are least", sourceSeason)
}

// ForcedSpec is the table forced of a [[reactor]].
type ForcedSpec struct {
	ScramsPerYear, ScramRepairH     float64
	FailuresPerYear, FailureRepairH float64
	Spread, PartialLoss             float64
}

// Params declares the keys of forced.
func (s *ForcedSpec) Params(p *param.Set) {
	p.Float(&s.ScramsPerYear, "scrams_per_year", 0.366, param.Between(0, 100), "automatic trips per year of operation",
		"EDF 2020 and 2021: 14 and 27 on 56 units, https://journaldelenergie.com/nucleaire/arrets-imprevus-reacteurs-edf-en-hausse/")
	p.Float(&s.ScramRepairH, "scram_repair_h", 48, param.Above(0), "mean time until a tripped unit may restart", param.Unverified("one to three days"))
	p.Float(&s.FailuresPerYear, "failures_per_year", 1.2, param.Between(0, 100), "other forced outages per year of operation", sourceForced)
	p.Float(&s.FailureRepairH, "failure_repair_h", 192, param.Above(0), "mean length of another forced outage", sourceForced)
	p.Float(&s.Spread, "repair_spread", 1.2, param.Between(0, 5), "standard deviation of a repair time over its mean (lognormal)", param.Assumption)
	p.Float(&s.PartialLoss, "partial_loss_fraction", 0.0225, param.Between(0, 0.5),
		"power lost on average to forced reductions and tests while in operation", sourceForced)
}

// ColdSourceSpec is the table cold_source of a [[reactor]].
type ColdSourceSpec struct{ ReferenceDegC, DeratingPerK, MaxGain float64 }

// Params declares the keys of cold_source.
func (s *ColdSourceSpec) Params(p *param.Set) {
	p.Float(&s.ReferenceDegC, "reference_degC", param.Auto, param.Between(-10, 40),
		"temperature at which the unit gives its net capacity; left out: 10 degC wet bulb (tower), 15 degC water (river, sea)",
		param.Assumption)
	p.Float(&s.DeratingPerK, "derating_per_K", param.Auto, param.Between(0, 0.05),
		"net power lost per kelvin above the reference, over net capacity; left out: 0.0030 (tower), 0.0045 (river, sea)",
		"river, sea: Durmayaz and Sogut 2006, doi:10.1002/er.1186; tower: assumption, the basin follows the wet bulb by about 2/3")
	p.Float(&s.MaxGain, "max_gain_fraction", 0.02, param.Fraction(), "most that a colder source adds, over net capacity",
		"RTE, 29 January 2016, per unit: maxima of 53 units up to 1.04 times net capacity, upper quartile 1.01")
}

// XenonSpec is the table xenon of a [[reactor]].
type XenonSpec struct {
	FluxRatio, WorthPcm        float64
	BoronStartPpm, BoronEndPpm float64
	BoronWorthPcmPerPpm        float64
}

// Params declares the keys of xenon.
func (s *XenonSpec) Params(p *param.Set) {
	p.Float(&s.FluxRatio, "flux_ratio", 2.5, param.Between(0, 20),
		"capture in xenon at rated power over its decay, sigma phi0 / lambda", param.Unverified("fitted to the peak of 1.45 to 1.56 in training notes on the CPY series"))
	p.Float(&s.WorthPcm, "worth_pcm", 2750, param.AtLeast(0), "reactivity of the equilibrium xenon at rated power, pcm",
		param.Unverified("training notes on the CPY series: 2,700 to 2,800"))
	p.Float(&s.BoronStartPpm, "boron_start_ppm", 1200, param.AtLeast(0), "boron after refuelling, ppm", param.Unverified("1,200 to 1,500"))
	p.Float(&s.BoronEndPpm, "boron_end_ppm", 10, param.AtLeast(0), "boron at the end of the natural cycle, ppm", param.Unverified("about 10"))
	p.Float(&s.BoronWorthPcmPerPpm, "boron_worth_pcm_per_ppm", 6.67, param.AtLeast(0), "reactivity of boron, pcm per ppm",
		param.Unverified("training notes on the CPY series: 150 ppm for 1,000 pcm"))
}
