package batch

import (
	"iter"
	"math"
)

// PowerCap holds the machines' power, as reckoned, below a cap that may move: no job
// starts that would pass it, and where it falls jobs give way, the least urgent first, of
// these the last that started. Targets are caps of their own times.
type PowerCap struct {
	Inner   Policy
	Targets []Target
}

// Target is a limit for a time, as a flexibility market sends it.
type Target struct {
	FromMin, ToMin float64
	MW             float64
}

// LimitAt is the least limit at a time, +Inf where none holds.
func LimitAt(targets []Target, now float64) float64 {
	limit := math.Inf(1)
	for _, t := range targets {
		if now >= t.FromMin && now < t.ToMin {
			limit = min(limit, t.MW)
		}
	}
	return limit
}

// Before is that of the policy inside.
func (o *PowerCap) Before(s *System, a, b *Job) bool { return o.Inner.Before(s, a, b) }

// Decide has jobs give way to the cap, then asks the policy inside.
func (o *PowerCap) Decide(s *System) iter.Seq[Decision] {
	return func(act func(Decision) bool) {
		s.Signal.CapMW = min(s.Signal.CapMW, LimitAt(o.Targets, s.Now))
		for s.DrawMW() > s.Signal.CapMW {
			if j := s.leastUrgent(); j == nil {
				break
			} else if !act(Decision{Job: j}) {
				return
			}
		}
		for d := range o.Inner.Decide(s) {
			if !act(d) {
				return
			}
		}
	}
}
