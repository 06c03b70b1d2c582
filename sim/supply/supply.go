// Package supply is where demand meets supply: what suppliers of power have in
// common, and the balance point between what campuses draw and their accounts.
package supply

import (
	"math"

	"caloduc/sim"
)

// Unlimited is the power, MW, of a supplier that nothing bounds.
const Unlimited = math.MaxFloat64

// Offer is what a supplier has in a minute.
type Offer struct {
	MW        float64 // available
	EURPerMWh float64 // asked for; what a campus pays is up to its contract
	KgPerMWh  float64 // carbon
}

// Supplier is whatever offers power: a fleet, a unit, a market, a battery, wind,
// backup.
type Supplier interface {
	// Offer is asked once a minute, before the draw; it sets all of o.
	Offer(m sim.Minute, o *Offer)
	// Take says, after it, how many MW of the offer the campuses draw.
	Take(mw float64)
}

// Portion is what a supplier does for one campus in a minute.
type Portion struct {
	*Offer                      // of the supplier, to all campuses
	AllottedMW, DrawnMW float64 // of it, to this campus
}

// Balance is the point at which the campuses' demand meets supply.
type Balance struct {
	sources  []source
	demand   []demand     // by campus
	portions [][]*Portion // by campus and source
}

// source is a supplier with what it offers and does for each campus.
type source struct {
	Supplier
	offer    Offer
	portions []Portion
}

// demand is what a campus draws in a minute.
type demand struct {
	fraction float64 // of what all campuses draw
	leftMW   float64 // not yet served
}

// NewBalance returns the balance of a number of campuses with suppliers in the
// order in which they serve.
func NewBalance(suppliers []Supplier, campuses int) *Balance {
	b := &Balance{sources: make([]source, len(suppliers)), demand: make([]demand, campuses), portions: make([][]*Portion, campuses)}
	for i := range b.sources {
		s := &b.sources[i]
		s.Supplier, s.portions = suppliers[i], make([]Portion, campuses)
		for c := range s.portions {
			s.portions[c].Offer = &s.offer
			b.portions[c] = append(b.portions[c], &s.portions[c])
		}
	}
	return b
}

// Meet serves what the campuses draw in minute m, in MW by campus: every offer is
// allotted to them in proportion to what they draw, and each draws from one
// supplier after the other. It returns what no supplier gives, MW.
func (b *Balance) Meet(m sim.Minute, drawnMW []float64) (unservedMW float64) {
	all := 0.0
	for _, mw := range drawnMW {
		all += mw
	}
	perMW := 0.0
	if all > 0 {
		perMW = 1 / all
	}
	campuses := b.demand[:len(drawnMW)]
	for c, mw := range drawnMW {
		campuses[c] = demand{fraction: mw * perMW, leftMW: mw}
	}
	for i := range b.sources {
		s := &b.sources[i]
		s.Supplier.Offer(m, &s.offer)
		s.Take(s.serve(campuses))
	}
	for c := range campuses {
		unservedMW += campuses[c].leftMW
	}
	return unservedMW
}

// serve lets the campuses draw from the offer and returns what they take, MW.
func (s *source) serve(campuses []demand) (takenMW float64) {
	offered := s.offer.MW
	portions := s.portions[:len(campuses)]
	for c := range campuses {
		d, p := &campuses[c], &portions[c]
		allotted, drawn := d.fraction*offered, d.leftMW
		if allotted < drawn {
			drawn = allotted
		}
		p.AllottedMW, p.DrawnMW = allotted, drawn
		d.leftMW -= drawn
		takenMW += drawn
	}
	return takenMW
}

// Portions is what each supplier, in their order, does for a campus.
func (b *Balance) Portions(campus int) []*Portion { return b.portions[campus] }
