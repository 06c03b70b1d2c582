package economics

import (
	"caloduc/sim/money"
	"caloduc/sim/param"
)

// VNUSpec is the table [economics.vnu]: the universal nuclear payment (versement nucléaire
// universel) that French consumers have back of the producer's revenue since 2026.
type VNUSpec struct {
	Paid                    bool
	TaxedAbove, CappedAbove float64 // EUR/MWh
	TaxedPart, CappedPart   float64
	ThresholdYear           int
	ForwardShare            float64
	ForwardEURPerMWh        float64
	ForwardYear             int
	OutputPerConsumption    float64
	LeastEURPerMWh          float64
}

// Params declares the payment's parameters.
func (s *VNUSpec) Params(p *param.Set) {
	const law = param.Source("law 2025-127, article 17; decrees 2025-910 and 2026-55, order of 4 February 2026, for 2026 to 2028 (juriblio.fr; thresholds as in its draft, opera-energie.com)")
	p.Bool(&s.Paid, "paid", false, "the campus has the payment on all that it draws from the network, whatever its contract")
	p.Float(&s.TaxedAbove, "taxed_above_EUR_per_MWh", 78, param.AtLeast(0), "the producer's average revenue of the year above which a first part is taken", law)
	p.Float(&s.CappedAbove, "capped_above_EUR_per_MWh", 110, param.AtLeast(0), "that above which the larger part is taken", law)
	p.Float(&s.TaxedPart, "taxed_fraction", 0.5, param.Fraction(), "part taken between the two", law)
	p.Float(&s.CappedPart, "capped_fraction", 0.9, param.Fraction(), "part taken above both", law)
	p.Int(&s.ThresholdYear, "threshold_year", 2026, param.Between(money.FirstYear, 2100), "year of the money of thresholds and of the least payment", param.Setting)
	p.Float(&s.ForwardShare, "forward_fraction", 0.8, param.Fraction(), "part of the producer's output that is sold years ahead, at forward_EUR_per_MWh; the rest at the year's mean day-ahead price", param.Assumption)
	p.Float(&s.ForwardEURPerMWh, "forward_EUR_per_MWh", 66, param.Any(), "what the producer has for output sold ahead",
		param.Unverified("CRE's forecast of EDF's revenue of 2026, about 66 EUR/MWh"))
	p.Int(&s.ForwardYear, "forward_year", 2026, param.Between(money.FirstYear, 2100), "year of the money of forward_EUR_per_MWh", param.Setting)
	p.Float(&s.OutputPerConsumption, "output_per_consumption", 0.805, param.AtLeast(0), "the producer's nuclear output over the consumption among which the payment is shared", "derived from RTE, electricity balance of 2024: 361.7 of 449.2 TWh")
	p.Float(&s.LeastEURPerMWh, "least_EUR_per_MWh", 1, param.AtLeast(0), "payments smaller than that are not made", law)
}

// Check refuses thresholds in the wrong order.
func (s *VNUSpec) Check(report func(key, format string, args ...any)) {
	if s.CappedAbove < s.TaxedAbove {
		report("capped_above_EUR_per_MWh", "%g is below taxed_above_EUR_per_MWh, %g", s.CappedAbove, s.TaxedAbove)
	}
}

// VNU is what is taken of a producer's average revenue of a year, EUR/MWh of its output:
//
//	t·(min(R, cap) − tax)⁺ + c·(R − cap)⁺
//
// with the revenue R, the thresholds tax ≤ cap and the parts t and c of 0 to 1. Valid for
// all R. Source: law 2025-127 of 14 February 2025, article 17.
func VNU(revenue, tax, ceiling, taxedPart, cappedPart float64) float64 {
	return taxedPart*max(0, min(revenue, ceiling)-tax) + cappedPart*max(0, revenue-ceiling)
}

// vnu keeps a campus' payment of the year that runs. What is due is reckoned on the year
// to date, so that at its end the whole year's tariff has been paid on the whole year's
// energy; a minute books what it adds.
type vnu struct {
	paid                    bool
	tax, ceiling, least     float64 // EUR/MWh of the price year
	taxedPart, cappedPart   float64
	forwardShare, forward   float64
	output                  float64
	year                    int
	spot, minutes, mwh, due float64 // sums of the year to date
}

func newVNU(s *Spec) vnu {
	v := &s.VNU
	return vnu{paid: v.Paid, tax: s.now(v.TaxedAbove, v.ThresholdYear), ceiling: s.now(v.CappedAbove, v.ThresholdYear), least: s.now(v.LeastEURPerMWh, v.ThresholdYear),
		taxedPart: v.TaxedPart, cappedPart: v.CappedPart, forwardShare: v.ForwardShare, forward: s.now(v.ForwardEURPerMWh, v.ForwardYear), output: v.OutputPerConsumption}
}

// tariff is the payment on a consumer's MWh in a year of that mean day-ahead price.
func (v *vnu) tariff(meanSpot float64) float64 {
	revenue := v.forwardShare*v.forward + (1-v.forwardShare)*meanSpot
	if t := v.output * VNU(revenue, v.tax, v.ceiling, v.taxedPart, v.cappedPart); t >= v.least {
		return t
	}
	return 0
}

// step books a minute and returns what it adds to what is due, EUR/h.
func (v *vnu) step(h *Hour, drawnMW, spotEURPerMWh float64) float64 {
	if !v.paid || h.ends <= 0 {
		return 0
	}
	if h.Year != v.year {
		v.year, v.spot, v.minutes, v.mwh, v.due = h.Year, 0, 0, 0, 0
	}
	v.spot += spotEURPerMWh
	v.minutes++
	v.mwh += drawnMW / 60
	due := v.tariff(v.spot/v.minutes) * v.mwh
	add := due - v.due
	v.due = due
	return 60 * add
}
