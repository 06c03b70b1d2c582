// Package supply is where demand meets supply: what suppliers of power have in
// common, and the balance point between what campuses draw and their accounts.
package supply

import (
	"math"
	"slices"

	"caloduc/sim"
)

// Unlimited is the power, MW, of a supplier that nothing bounds.
const Unlimited = math.MaxFloat64

// Offer is what a supplier has in a minute.
type Offer struct {
	MW        float64 // available
	EURPerMWh float64 // asked for; what a campus pays is up to its contract
	KgPerMWh  float64 // carbon; 0 where the contract knows it

	WaterLPerKWh float64 // fresh water that making it consumes, where the supplier knows

	perMW   float64 // inverse of what all draw whom it serves
	takenMW float64 // what they take of it
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
	*Offer                      // of the supplier, to all whom it serves
	AllottedMW, DrawnMW float64 // of it, to this campus

	Share  float64 // of the offer that is the campus' own; negative: by its part of the demand
	MostMW float64 // that it may take, whatever is offered
}

// Balance is the point at which the campuses' demand meets supply.
type Balance struct {
	suppliers []Supplier  // each once
	offers    []Offer     // of the suppliers
	customers [][]int     // of the suppliers: the campuses that each serves
	portions  [][]Portion // by campus, of its own suppliers in their order
	leftMW    []float64   // by campus: what nobody gives
}

// NewBalance returns the balance of campuses, each served by suppliers of its own in
// the order given. Campuses that name the same supplier share it.
func NewBalance(campuses [][]Supplier) *Balance {
	b := &Balance{leftMW: make([]float64, len(campuses))}
	for _, own := range campuses {
		for _, s := range own {
			if !slices.Contains(b.suppliers, s) {
				b.suppliers = append(b.suppliers, s)
			}
		}
	}
	b.offers = make([]Offer, len(b.suppliers))
	b.customers = make([][]int, len(b.suppliers))
	for campus, own := range campuses {
		portions := make([]Portion, len(own))
		for i, s := range own {
			k := slices.Index(b.suppliers, s)
			portions[i] = Portion{Offer: &b.offers[k], Share: -1, MostMW: Unlimited}
			b.customers[k] = append(b.customers[k], campus)
		}
		b.portions = append(b.portions, portions)
	}
	return b
}

// Meet serves what the campuses draw in minute m, in MW by campus: every offer is
// allotted to those whom its supplier serves in proportion to what they draw, and each
// draws from one supplier after the other. It returns what no supplier gives, MW, which
// LeftMW tells by campus.
func (b *Balance) Meet(m sim.Minute, drawnMW []float64) (unservedMW float64) {
	for i, s := range b.suppliers {
		o := &b.offers[i]
		s.Offer(m, o)
		demand := 0.0
		for _, c := range b.customers[i] {
			demand += drawnMW[c]
		}
		o.perMW, o.takenMW = 0, 0
		if demand > 0 {
			o.perMW = 1 / demand
		}
	}
	portions := b.portions[:len(drawnMW)]
	for c, mw := range drawnMW {
		left := serve(portions[c], mw)
		b.leftMW[c] = left
		unservedMW += left
	}
	for i, s := range b.suppliers {
		s.Take(b.offers[i].takenMW)
	}
	return unservedMW
}

// serve lets a campus that draws mw take its portions, each by its own share or by its
// part of the demand, and returns what is left, MW.
func serve(portions []Portion, mw float64) (leftMW float64) {
	leftMW = mw
	for i := range portions {
		p := &portions[i]
		allotted, drawn := mw*p.perMW*p.MW, leftMW
		if p.Share >= 0 {
			allotted = p.Share * p.MW
		}
		if allotted > p.MostMW {
			allotted = p.MostMW
		}
		if allotted < drawn {
			drawn = allotted
		}
		p.AllottedMW, p.DrawnMW = allotted, drawn
		p.takenMW += drawn
		leftMW -= drawn
	}
	return leftMW
}

// Portions is what each of a campus' suppliers, in their order, does for it. It stays
// valid and shows the minute last met.
func (b *Balance) Portions(campus int) []Portion { return b.portions[campus] }

// LeftMW is what a campus drew in the minute last met and nobody gave.
func (b *Balance) LeftMW(campus int) float64 { return b.leftMW[campus] }
