package reactor

import (
	"cmp"
	"math"
	"slices"

	"caloduc/sim"
)

// request is the net power asked of the fleet, and how it is split over the units.
type request struct {
	series  course // nil: nothing says what is asked for each hour
	mw      float64
	asked   bool // something is asked for, not all that the units can give
	changed bool
	order   []*Unit // those that share it, the earliest in their cycle first
}

// course is a power asked for over time, MW.
type course interface{ at(m sim.Minute) float64 }

// due tells whether the units are to be asked again: when the request changed, and every
// hour, for what they can give changes too.
func (f *Fleet) due(m sim.Minute) bool {
	r := &f.request
	if !r.asked {
		return false
	}
	hour := m%sim.Hour == 0
	if hour && r.series != nil {
		r.mw = r.series.at(m)
	}
	if r.order == nil {
		r.order = f.sharers()
		sortByCycle(r.order)
	} else if m%sim.Day == 0 {
		sortByCycle(r.order)
	}
	if !hour && !r.changed {
		return false
	}
	r.changed = false
	return true
}

// Request asks net power of the fleet, MW of whole units (before their shares, without
// those that feed a campus alone), from the next minute on; infinity asks for all that
// they can give.
//
// The rule by which it is split: units stand in the order in which their cycles began,
// the latest refuelled first, for they have the most boron. What the units can give
// beyond the request is taken off the first as far as its limits go, then off the second,
// and so on, so that few units follow the load and the others stay at full power. A unit
// that is held where it is, by its xenon's hold or by a limit, counts as it is.
func (f *Fleet) Request(mw float64) {
	r := &f.request
	if r.asked && mw == r.mw {
		return
	}
	r.mw, r.asked, r.changed = mw, true, true
}

// sharers are the units that share a request.
func (f *Fleet) sharers() (out []*Unit) {
	for i := range f.units {
		if u := &f.units[i]; !u.dedicated {
			out = append(out, u)
		}
	}
	return out
}

// sortByCycle puts units in the order of the rule.
func sortByCycle(units []*Unit) {
	slices.SortStableFunc(units, func(a, b *Unit) int {
		return cmp.Compare(a.burnupD/a.spec.NaturalLengthD, b.burnupD/b.spec.NaturalLengthD)
	})
}

// split asks each unit for its part of a power, MW after the units' weights, in the order
// of the rule.
func split(order []*Unit, mw float64, weight func(*Unit) float64) {
	surplus := -mw
	for _, u := range order {
		_, high := u.reach()
		surplus += weight(u) * high
	}
	for _, u := range order {
		low, high := u.reach()
		w := weight(u)
		cut := min(max(surplus, 0), w*(high-low))
		surplus -= cut
		switch {
		case cut == 0 && high >= u.AvailableMW || u.phase != operating:
			u.Ask(math.Inf(1))
		case w > 0:
			u.Ask(high - cut/w)
		}
	}
}

// whole is the weight of a unit whose whole power is asked for.
func whole(*Unit) float64 { return 1 }
