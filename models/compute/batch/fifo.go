package batch

import "iter"

// FIFO starts jobs in the order of their arrival: none overtakes one that waits.
type FIFO struct{}

// Before lets none overtake.
func (FIFO) Before(*System, *Job, *Job) bool { return false }

// Decide starts the first as long as there is room.
func (FIFO) Decide(s *System) iter.Seq[Decision] {
	return func(act func(Decision) bool) { s.startFirst(act) }
}

// startFirst starts the first that may run as long as there is room, and returns the one
// that there is none for; done: whoever acts wants no more.
func (s *System) startFirst(act func(Decision) bool) (blocked *Job, done bool) {
	for i := 0; i < len(s.queue); {
		j := s.queue[i]
		if j.user.full(j) {
			i++
			continue
		}
		at, ok := s.fits(j)
		if !ok || !s.powered(j, &at) {
			return j, false
		}
		if !act(Decision{j, at}) {
			return nil, true
		}
	}
	return nil, false
}
