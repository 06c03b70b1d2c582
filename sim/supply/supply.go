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
	// Offer is asked once a minute, before the draw.
	Offer(m sim.Minute) Offer
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
	portions [][]Portion // by campus and source
}

// source is a supplier with what it offers and what is taken of it.
type source struct {
	Supplier
	offer   Offer
	takenMW float64
}

// NewBalance returns the balance of a number of campuses with suppliers in the
// order in which they serve.
func NewBalance(suppliers []Supplier, campuses int) *Balance {
	b := &Balance{sources: make([]source, len(suppliers)), portions: make([][]Portion, campuses)}
	for i, s := range suppliers {
		b.sources[i].Supplier = s
		for c := range b.portions {
			b.portions[c] = append(b.portions[c], Portion{Offer: &b.sources[i].offer})
		}
	}
	return b
}

// Meet serves what the campuses draw in minute m, in MW by campus: every offer is
// allotted to them in proportion to what they draw, and each draws from one
// supplier after the other. It returns what no supplier gives, MW.
func (b *Balance) Meet(m sim.Minute, drawnMW []float64) (unservedMW float64) {
	for i := range b.sources {
		s := &b.sources[i]
		s.offer, s.takenMW = s.Offer(m), 0
	}
	demand := 0.0
	for _, mw := range drawnMW {
		demand += mw
	}
	for c, left := range drawnMW {
		share := 0.0
		if demand > 0 {
			share = left / demand
		}
		sources := b.sources
		portions := b.portions[c][:len(sources)]
		for i := range sources {
			s, p := &sources[i], &portions[i]
			drawn, allotted := left, share*s.offer.MW
			if allotted < left {
				drawn = allotted
			}
			p.AllottedMW, p.DrawnMW = allotted, drawn
			left -= drawn
			s.takenMW += drawn
		}
		unservedMW += left
	}
	for i := range b.sources {
		s := &b.sources[i]
		s.Take(s.takenMW)
	}
	return unservedMW
}

// Portions is what each supplier, in their order, does for a campus.
func (b *Balance) Portions(campus int) []Portion { return b.portions[campus] }
