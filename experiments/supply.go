package experiments

import (
	"caloduc/sim/list"
	"caloduc/sim/supply"
)

// joinSupply joins each campus with those who supply it at the balance point.
func (w *World) joinSupply() {
	w.drawnMW = make([]float64, len(w.campuses))
	w.balance = supply.NewBalance(list.Map(w.campuses, w.suppliers))
	for i, c := range w.campuses {
		c.portions = w.balance.Portions(i)
		for j, s := range w.suppliers(c) {
			p := &c.portions[j]
			switch {
			case s != supply.Supplier(c.market):
				p.Share = c.share(w)
			case c.feed.units != nil:
				p.MostMW = c.feed.spec.ImportMW
			}
			if s == supply.Supplier(c.market) {
				c.feed.market = p.Offer
			}
		}
		c.account.Feed(c.feed.units != nil, c.feed.spec.Kind == feedIsland)
	}
}

// suppliers lists who serves a campus under its contract, in their order: of the
// reactors, those behind its meter, or those that feed all.
func (w *World) suppliers(c *campus) []supply.Supplier {
	var fleet supply.Supplier = w.fleet
	if c.feed.units != nil {
		fleet = c.feed.units
	}
	return c.terms.contract.Suppliers(fleet, c.market)
}

// share is the campus' own share of what its reactors give; negative: by its part of the
// demand.
func (c *campus) share(*World) float64 { return -1 }
