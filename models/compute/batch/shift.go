package batch

import (
	"iter"
	"math"
	"slices"
)

// Shift holds jobs that have slack back until an hour whose price, or carbon, is among
// the cheapest Quantile of the last week's, or until their slack is used up.
type Shift struct {
	Inner    Policy
	Carbon   bool // goes by carbon, not by price
	Quantile float64

	hour   float64
	past   []float64 // of the last week, by hour
	cheap  bool
	before []float64
}

// weekHours is the time over which hours are compared.
const weekHours = 7 * 24

// Before is that of the policy inside.
func (o *Shift) Before(s *System, a, b *Job) bool { return o.Inner.Before(s, a, b) }

// Decide releases jobs that need be held no longer, then asks the policy inside.
func (o *Shift) Decide(s *System) iter.Seq[Decision] {
	o.look(s)
	for i := 0; i < len(s.held); {
		j := s.held[i]
		if math.IsNaN(j.ReadyMin) {
			if _, ok := s.fits(j); ok && len(s.queue) == 0 {
				j.ReadyMin = s.Now
			}
		}
		if o.cheap || s.Now >= j.SubmitMin+j.SlackMin {
			s.release(i)
		} else {
			i++
		}
	}
	return o.Inner.Decide(s)
}

// look takes note of the hour, once.
func (o *Shift) look(s *System) {
	hour := math.Floor(s.Now / 60)
	if hour == o.hour && len(o.past) > 0 {
		return
	}
	o.hour = hour
	x := s.Signal.PriceEURPerMWh
	if o.Carbon {
		x = s.Signal.CarbonGPerKWh
	}
	if len(o.past) == weekHours {
		o.past = slices.Delete(o.past, 0, 1)
	}
	o.past = append(o.past, x)
	o.before = append(o.before[:0], o.past...)
	slices.Sort(o.before)
	o.cheap = x <= o.before[int(o.Quantile*float64(len(o.before)-1))]
}
