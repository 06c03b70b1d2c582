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
	Offer           // MW of it are allotted to the campus
	DrawnMW float64 // of what is allotted
}

// Balance is the point at which the campuses' demand meets supply.
type Balance struct {
	suppliers []Supplier
	portions  []Portion // by campus, then by supplier
	leftMW    []float64 // by campus: not served yet
}

// NewBalance returns the balance of a number of campuses with suppliers in the
// order in which they serve.
func NewBalance(suppliers []Supplier, campuses int) *Balance {
	return &Balance{suppliers: suppliers, portions: make([]Portion, campuses*len(suppliers)), leftMW: make([]float64, campuses)}
}

// Meet serves what the campuses draw in minute m, in MW by campus. Each supplier
// is allotted to the campuses in proportion to what those before it leave
// unserved. It returns what no supplier gives, MW.
func (b *Balance) Meet(m sim.Minute, drawnMW []float64) (unservedMW float64) {
	copy(b.leftMW, drawnMW)
	for i, s := range b.suppliers {
		s.Take(b.allot(i, s.Offer(m)))
	}
	for _, mw := range b.leftMW {
		unservedMW += mw
	}
	return unservedMW
}

// allot gives the campuses supplier i's offer and returns what they draw of it.
func (b *Balance) allot(i int, o Offer) (takenMW float64) {
	demand := 0.0
	for _, mw := range b.leftMW {
		demand += mw
	}
	for c, left := range b.leftMW {
		allotted := 0.0
		if left > 0 {
			allotted = left / demand * o.MW
		}
		drawn := left
		if allotted < left {
			drawn = allotted
		}
		p := &b.portions[c*len(b.suppliers)+i]
		p.MW, p.EURPerMWh, p.KgPerMWh, p.DrawnMW = allotted, o.EURPerMWh, o.KgPerMWh, drawn
		b.leftMW[c] = left - drawn
		takenMW += drawn
	}
	return takenMW
}

// Portions is what each supplier, in their order, does for a campus.
func (b *Balance) Portions(campus int) []Portion {
	n := len(b.suppliers)
	return b.portions[campus*n : (campus+1)*n]
}
