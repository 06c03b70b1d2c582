package compute

import (
	"iter"

	"caloduc/sim"
)

// policy decides which waiting runs start and which running ones give way. Each
// decision is carried out, and the queue topped up, before the next is asked for.
type policy func(s *site) iter.Seq[decision]

// decision is what a policy wants done with a run.
type decision struct {
	run  *job
	hall *hall // where it starts, nil to send a running one back to the queue
}

// policies are the schedulers that a workload can name.
var policies = []struct {
	word   string
	decide policy
}{
	{"easy-backfill", easyBackfill},
	{"fifo", fifo},
}

// policyWords lists their names.
func policyWords() (words []string) {
	for _, p := range policies {
		words = append(words, p.word)
	}
	return words
}

// site is what a policy sees of a campus.
type site struct {
	spec  *TrainingMix
	now   sim.Minute
	queue []*job  // the runs that wait, in the order of their arrival
	halls []*hall // with their runs, the fastest generation first
}

// fits returns the GPUs a run would take in a hall now, 0 where it cannot.
func (s *site) fits(j *job, h *hall) int {
	h.mendUntil(s.now)
	if n := j.gpusIn(h, s.spec.MinHallFraction); n <= h.free() {
		return n
	}
	return 0
}

// fastest is the fastest hall with enough free GPUs for a run, nil if there is
// none.
func (s *site) fastest(j *job) *hall {
	for _, h := range s.halls {
		if s.fits(j, h) > 0 {
			return h
		}
	}
	return nil
}

// fifo starts runs in the order of their arrival: none overtakes one that waits.
func fifo(s *site) iter.Seq[decision] {
	return func(carryOut func(decision) bool) {
		for len(s.queue) > 0 {
			h := s.fastest(s.queue[0])
			if h == nil || !carryOut(decision{s.queue[0], h}) {
				return
			}
		}
	}
}
