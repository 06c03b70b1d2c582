package experiments

import (
	"errors"
	"fmt"

	"caloduc/sim/list"
	"caloduc/sim/supply"
)

// joinSupply joins each campus with those who supply it at the balance point.
func (w *World) joinSupply() error {
	capacity, allotted := w.fleet.RatedMW(), 0.0
	w.drawnMW = make([]float64, len(w.campuses))
	w.balance = supply.NewBalance(list.Map(w.campuses, w.suppliers))
	for i, c := range w.campuses {
		c.portions = w.balance.Portions(i)
		for j, s := range w.suppliers(c) {
			p := &c.portions[j]
			switch {
			case s != supply.Supplier(c.market):
				if c.feed.units != nil {
					p.Share = 1 // of what its units offer
					break
				}
				p.Share = c.terms.contract.Share(capacity)
				allotted += max(p.Share, 0)
				w.shared = w.shared || p.Share < 0
			case c.feed.units != nil:
				p.MostMW = c.feed.spec.ImportMW
			}
			if s == supply.Supplier(c.market) {
				c.feed.market = p.Offer
			}
		}
		if c.feed.units != nil {
			w.ownedMW += c.feed.units.RatedMW()
		}
		c.account.Feed(c.feed.units != nil, c.feed.spec.Kind == feedIsland)
		c.market.Fleet = w.fleet.Available
	}
	if w.shared && allotted > 0 {
		return at(contractKey+".allocation_MW", errors.New("some campuses are allocated a part of the reactors and others share all of them: give each an allocation_MW, or none"))
	}
	if allotted > 1+1e-9 {
		return at(contractKey+".allocation_MW", fmt.Errorf("the campuses are allocated %.4g MW of reactors rated %.4g MW", allotted*capacity, capacity))
	}
	w.ownedMW += allotted * capacity
	if w.shared {
		w.ownedMW += capacity
	}
	return nil
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
