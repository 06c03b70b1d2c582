package reactor

import (
	"math/rand/v2"
	"slices"

	"caloduc/sim"
	"caloduc/sim/param"
)

// CommonSpec is the table common_cause: defects of design or manufacture that a whole
// series shares, as the stress corrosion found in 2021.
type CommonSpec struct {
	PerYear           float64
	SpreadProbability float64
	DiscoveryD        float64
	InspectionD       float64
	RepairProbability float64
	RepairD           float64
	Spread            float64
}

// sourceCSC are the lengths known of the stress corrosion: 17, 15, 13, 12, 12, 8 and 9
// months.
var sourceCSC = param.Source("stress corrosion of 2021 to 2023: units of Civaux, Chooz, Penly and Cattenom down for 8 to 17 months, 12 on average (TF1, France Bleu, 2022 and 2023); N4 in 1998 and 1999: some 11 months (ASN in Gazette nucléaire 173)")

// Params declares the keys of common_cause.
func (s *CommonSpec) Params(p *param.Set) {
	p.Float(&s.PerYear, "per_year", 0.167, param.Between(0, 10), "generic defects a year in the fleet",
		"counted: three in the 18 years from 2007 to 2024, in steam generators (2007 to 2009, Assemblée nationale, question 13-64208), their carbon (2016, Sénat) and stress corrosion (2021)")
	p.Float(&s.SpreadProbability, "spread_probability", 0.75, param.Fraction(), "probability that a defect is found in a second series too",
		"counted, the corrosion of 2021 left out: vessel heads (1991: 900 and 1,300 MW, Foasso 2003), steam generators (2007: 900 and 1,300 MW, ASN, 18 July 2007) and their carbon (2016: 900 and 1,450 MW, ASN, 28 June 2016) went beyond a series, residual heat removal (1998) stayed in N4 (Nuklearforum, December 1998)")
	p.Float(&s.DiscoveryD, "discovery_d", 210, param.Between(0, 3000), "days within which the units of a series are stopped, spread evenly over them",
		"stress corrosion: units stopped from August 2021 to March 2022 (France Bleu, TF1)")
	p.Float(&s.InspectionD, "inspection_d", 45, param.Above(0), "mean days down of a unit for inspection alone",
		"assumption, above what was planned for five units stopped for their carbon in 2016: 58, 24, 24, 23 and 23 d (NucNet, 24 October 2016)")
	p.Float(&s.RepairProbability, "repair_probability", 0.5, param.Fraction(), "probability that a defect needs repair in every unit of the series, not inspection alone",
		"of those three, stress corrosion needed it, carbon did not, steam generators in part")
	p.Float(&s.RepairD, "repair_d", 365, param.Above(0), "mean days down of a unit that needs repair", sourceCSC)
	p.Float(&s.Spread, "spread", 0.3, param.Between(0, 3), "standard deviation of the days down over their mean (lognormal)", sourceCSC)
}

// commonBurnIn is how long before the first minute a defect may have been found that
// still keeps units down.
const commonBurnIn = 3 * sim.Minute(sim.MinutesPerYear)

// runCommon finds defects at random.
func (b *block) runCommon(p *sim.Process) error {
	draw := b.streams.Stream("fleet.common_cause")
	rate := b.spec.Common.PerYear
	if rate == 0 {
		return nil
	}
	for found := -commonBurnIn; ; {
		found += max(1, sim.Minute(draw.ExpFloat64()/rate*sim.MinutesPerYear))
		if found > p.Now() {
			p.WaitUntil(found)
			b.defects++
		}
		b.find(found, draw)
	}
}

// find takes the units of a series down for inspection, and of another where the defect
// spreads. Each design is as likely as another to have it, whatever its number of units:
// those since 1991 were found first in CP0, N4, CPY, CPY and N4 together, and N4.
func (b *block) find(found sim.Minute, draw *rand.Rand) {
	s := &b.spec.Common
	series := b.series()
	draw.Shuffle(len(series), func(i, j int) { series[i], series[j] = series[j], series[i] })
	hit := 1
	if draw.Float64() < s.SpreadProbability {
		hit = min(2, len(series))
	}
	series = series[:hit]
	mean := s.InspectionD
	if draw.Float64() < s.RepairProbability {
		mean = s.RepairD
	}
	for i := range b.units {
		u := &b.units[i]
		if !slices.Contains(series, u.spec.Series) {
			continue
		}
		from := found + days(draw.Float64()*s.DiscoveryD)
		to := from + max(sim.Hour, days(sim.Lognormal(draw, mean, s.Spread)))
		if to <= b.engine.Now() {
			continue
		}
		name := "reactor." + u.name + ".generic"
		b.engine.At(from, name, func() error { u.stop(generic); return nil })
		b.engine.At(to, name, func() error { u.release(generic); return nil })
	}
}

// series are the designs of the block's units.
func (b *block) series() (out []string) {
	for i := range b.units {
		if s := b.units[i].spec.Series; !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// StrikesSpec is the table strikes: days on which part of the units is brought down to
// the least power. It counts against use, not against availability.
type StrikesSpec struct {
	DaysPerYear  float64
	UnitFraction float64
}

// Params declares the keys of strikes.
func (s *StrikesSpec) Params(p *param.Set) {
	p.Float(&s.DaysPerYear, "days_per_year", 5, param.Between(0, 366), "days of strike a year", param.Assumption)
	p.Float(&s.UnitFraction, "unit_fraction", 0.12, param.Fraction(), "part of the units brought down to their least power on such a day",
		"3.0 to 4.5 GW of 40 less on days in 2020, 2022, 2023 and 2025 (Le Monde de l'énergie, Reuters, AFP)")
}

// start begins the block's own events.
func (b *block) start(e *sim.Engine) {
	b.engine = e
	e.Process("fleet.common_cause", b.runCommon)
	e.Process("fleet.strikes", b.runStrikes)
}

// runStrikes strikes at random, for a day each.
func (b *block) runStrikes(p *sim.Process) error {
	draw := b.streams.Stream("fleet.strikes")
	s := &b.spec.Strikes
	if s.DaysPerYear == 0 {
		return nil
	}
	for {
		p.Wait(max(1, sim.Minute(draw.ExpFloat64()/s.DaysPerYear*sim.MinutesPerYear)))
		for i := range b.units {
			if u := &b.units[i]; draw.Float64() < s.UnitFraction {
				u.caps.strike = u.minLevel
				u.bound()
			}
		}
		p.Wait(sim.Day)
		for i := range b.units {
			if u := &b.units[i]; u.caps.strike < 1 {
				u.caps.strike = 1
				u.bound()
			}
		}
	}
}
