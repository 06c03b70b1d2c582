package power

import (
	"fmt"

	"caloduc/sim/list"
	"caloduc/sim/param"
)

// Tier 2 of the European ecodesign regulation for liquid-immersed transformers
// up to 36 kV. Read in two secondary copies that agree, not in the Official
// Journal.
const sourceEcodesign = "Regulation (EU) 548/2014, Annex I, table I.1, tier 2, liquid-immersed (from secondary copies)"

// HallBankSpec is the table of the transformers from the campus's medium
// voltage to the halls' low voltage.
type HallBankSpec struct {
	BankSpec
	DesignRatio float64 // what a hall draws at most over its servers' DC rating
}

// Params declares the parameters of the hall transformers.
func (s *HallBankSpec) Params(p *param.Set) {
	s.declare(p, BankSpec{RatedMVA: param.Auto, NoLoadLossKW: param.Auto, LoadLossKW: param.Auto, MaxLoad: 0.9, Redundancy: redundancyN1, Group: 4},
		&hallTransformers, sourceEcodesign)
	p.Float(&s.DesignRatio, "design_ratio", 1.2, param.Between(1, 3), "what a hall draws at most, cooling included, over the DC rating of its servers", param.Assumption)
}

// hallUnit is a transformer with its losses, P0 and Pk.
type hallUnit struct{ ratedMVA, p0KW, pkKW float64 }

// hallUnits are liquid-immersed transformers of tier 2, by rating.
var hallUnits = []hallUnit{
	{0.160, 0.189, 1.750}, {0.250, 0.270, 2.350}, {0.400, 0.387, 3.250}, {0.630, 0.540, 4.600},
	{1, 0.693, 7.6}, {1.6, 1.080, 12}, {2, 1.305, 15}, {2.5, 1.575, 18.5}, {3.15, 1.980, 23},
}

// For returns the bank with what is left to the draw of the campus' largest hall, MW at
// most: the rating that fits it, and the losses of that rating.
func (s HallBankSpec) For(largestHallMW float64) *HallBankSpec {
	ratings := list.Map(hallUnits, func(u hallUnit) float64 { return u.ratedMVA })
	s.RatedMVA = param.Or(s.RatedMVA, ratings[fittingUnit(ratings, largestHallMW/s.PowerFactor, s.MaxLoad, s.Redundancy, s.Group)])
	at := hallUnits[0]
	for _, u := range hallUnits {
		if u.ratedMVA <= s.RatedMVA {
			at = u
		}
	}
	scale := s.RatedMVA / at.ratedMVA // of a rating that is not in the table, by the next smaller one's
	s.NoLoadLossKW = param.Or(s.NoLoadLossKW, at.p0KW*scale)
	s.LoadLossKW = param.Or(s.LoadLossKW, at.pkKW*scale)
	return &s
}

var hallTransformers = func() (c param.Catalogue) {
	for _, u := range hallUnits {
		c.Entries = append(c.Entries, param.CatalogueEntry{Name: fmt.Sprintf("%.0f kVA", 1e3*u.ratedMVA), Source: sourceEcodesign,
			Values: map[string]any{"rated_MVA": u.ratedMVA, "no_load_loss_kW": u.p0KW, "load_loss_kW": u.pkKW}})
	}
	return c
}()
