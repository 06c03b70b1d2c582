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

	WaterLPerKWh float64 // fresh water that making it consumes, where the supplier knows

	takenMW float64 // of it, by all campuses
}

// Supplier is whatever offers power: a fleet, a unit, a market, a battery, wind,
// backup.
type Supplier interface {
	// Offer is asked once a minute, before the draw; it sets the exported fields of o.
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
	suppliers []Supplier
	offers    []Offer     // of the suppliers
	portions  [][]Portion // by campus and supplier
}

// NewBalance returns the balance of a number of campuses with suppliers in the
// order in which they serve.
func NewBalance(suppliers []Supplier, campuses int) *Balance {
	b := &Balance{suppliers: suppliers, offers: make([]Offer, len(suppliers)), portions: make([][]Portion, campuses)}
	for c := range b.portions {
		for i := range b.offers {
			b.portions[c] = append(b.portions[c], Portion{Offer: &b.offers[i]})
		}
	}
	return b
}

// Meet serves what the campuses draw in minute m, in MW by campus: every offer is
// allotted to them in proportion to what they draw, and each draws from one
// supplier after the other. It returns what no supplier gives, MW.
func (b *Balance) Meet(m sim.Minute, drawnMW []float64) (unservedMW float64) {
	offers := b.offers[:len(b.suppliers)]
	for i, s := range b.suppliers {
		s.Offer(m, &offers[i])
		offers[i].takenMW = 0
	}
	all := 0.0
	for _, mw := range drawnMW {
		all += mw
	}
	perMW := 0.0
	if all > 0 {
		perMW = 1 / all
	}
	portions := b.portions[:len(drawnMW)]
	for c, mw := range drawnMW {
		unservedMW += serve(portions[c], mw*perMW, mw)
	}
	for i, s := range b.suppliers {
		s.Take(offers[i].takenMW)
	}
	return unservedMW
}

// serve lets a campus that draws mw, a fraction of what all draw, take its portions
// and returns what is left, MW.
func serve(portions []Portion, fraction, mw float64) (leftMW float64) {
	for i := range portions {
		p := &portions[i]
		allotted, drawn := fraction*p.MW, mw
		if allotted < drawn {
			drawn = allotted
		}
		p.AllottedMW, p.DrawnMW = allotted, drawn
		p.takenMW += drawn
		mw -= drawn
	}
	return mw
}

// Portions is what each supplier, in their order, does for a campus. It stays valid
// and shows the minute last met.
func (b *Balance) Portions(campus int) []Portion { return b.portions[campus] }
