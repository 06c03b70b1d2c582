package economics

import (
	"caloduc/sim/money"
	"caloduc/sim/param"
)

// ResponseSpec is the table [economics.response]: what a campus earns by drawing less when
// power is dear.
type ResponseSpec struct {
	OfferedMW       float64
	EURPerMWPerYear float64
	AboveEURPerMWh  float64
	EnergyEURPerMWh float64
	PriceYear       int
}

// Params declares the demand response's parameters.
func (s *ResponseSpec) Params(p *param.Set) {
	p.Float(&s.OfferedMW, "offered_MW", 0, param.AtLeast(0), "reduction that the campus offers; 0: none. Interruptible halls (campus.hall.service) give it where feed.interrupt_above_EUR_per_MWh is no higher than above_EUR_per_MWh", param.Setting)
	p.Float(&s.EURPerMWPerYear, "standby_EUR_per_MW_per_year", 30e3, param.AtLeast(0), "paid for standing ready", param.Assumption)
	p.Float(&s.AboveEURPerMWh, "above_EUR_per_MWh", 300, param.Any(), "day-ahead price above which it is called, in money of economics.price_year", param.Assumption)
	p.Float(&s.EnergyEURPerMWh, "energy_EUR_per_MWh", 0, param.AtLeast(0), "paid for energy not drawn while called, against the mean of the hour before the call, beside what is saved by not buying it", param.Assumption)
	p.Int(&s.PriceYear, "price_year", 2025, param.Between(money.FirstYear, 2100), "year of the money of what is paid", param.Setting)
}

// response keeps a campus' demand response.
type response struct {
	spec                         *ResponseSpec
	standingEURPerH, perMWh      float64 // of the price year
	called                       bool
	baseMW, sumMW, minutes, hour float64 // draw of the hour before the call; sums of the hour that runs; mean of the last
}

// turn takes an hour's end in: the draw of the last one is the base of a call that begins.
func (r *response) turn() {
	if r.minutes > 0 {
		r.hour = r.sumMW / r.minutes
	}
	r.sumMW, r.minutes = 0, 0
}

// step returns what a minute earns, EUR/h.
func (r *response) step(drawnMW, spotEURPerMWh float64) float64 {
	if r.spec.OfferedMW == 0 {
		return 0
	}
	if called := spotEURPerMWh > r.spec.AboveEURPerMWh; called != r.called {
		r.called, r.baseMW = called, r.hour
	}
	r.sumMW += drawnMW
	r.minutes++
	if !r.called {
		return r.standingEURPerH
	}
	return r.standingEURPerH + r.perMWh*max(0, min(r.spec.OfferedMW, r.baseMW-drawnMW))
}
