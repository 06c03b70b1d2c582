package compute

import (
	"math"
	"slices"

	"caloduc/sim"
)

// Most runs of a hall run whole minutes, one like the other: they are steady.
// What they draw and do together is summed once, when one joins or leaves them,
// and their progress is read off the hall's clock, which counts minutes of
// running at full speed. So a minute costs the same for one run as for ten. The
// others are loose, and stepped one by one: those that wait or restart after a
// failure, and those that will end within the minute.

// steady is what the steady runs of a hall do together.
type steady struct {
	gpus    float64
	dynamic float64 // GPUs times their mean utilisation
	rms     float64 // root of the sum of squared GPUs: how the noises of independent runs add up
	swingMW float64
	useful  float64 // GPU-minutes of progress in a minute at full speed
	pflops  float64
	ends    float64 // when the first of them will have done its work, on the hall's clock
}

// demand is what the steady runs ask for: noise is the deviation of one run's
// utilisation. Runs deviate independently with equal memory, so their sum is
// again such a process, with the variances added.
func (s *steady) demand(noise float64) demand {
	dynamic := s.dynamic + s.rms*noise
	if dynamic > s.gpus {
		dynamic = s.gpus
	} else if dynamic < 0 {
		dynamic = 0
	}
	return demand{dynamic: dynamic, active: s.gpus}
}

// tally sums the steady runs up.
func (h *hall) tally() {
	s := steady{ends: math.Inf(1)}
	squares := 0.0
	for _, j := range h.jobs {
		if !j.steady {
			continue
		}
		s.gpus += j.n
		s.dynamic += j.n * j.mean
		squares += j.n * j.n
		s.swingMW += j.swingMW
		s.useful += j.share * j.n
		s.pflops += j.share * j.pflops
		s.ends = min(s.ends, j.ends)
	}
	s.rms = math.Sqrt(squares)
	h.together = s
	h.disturb()
}

// disturb has the hall's progress worked out anew: see advance.
func (h *hall) disturb() { h.calm = math.MinInt64 }

// done is the productive minutes since the last restart.
func (j *job) done() float64 {
	if j.steady {
		return j.share * (j.hall.clock - j.from)
	}
	return j.since
}

// join makes a loose run steady.
func (j *job) join() {
	h := j.hall
	h.loose = slices.DeleteFunc(h.loose, func(o *job) bool { return o == j })
	j.steady, j.from = true, h.clock-j.since/j.share
	j.ends = j.from + j.remaining/j.share
	j.drawnFrom = h.drawn()
	h.tally()
}

// loosen takes a run out of the steady ones, with what it has done.
func (j *job) loosen() {
	if !j.steady {
		return
	}
	h := j.hall
	j.since, j.steady = j.done(), false
	j.drawn += h.drawn() - j.drawnFrom
	h.loose = append(h.loose, j)
	h.tally()
}

// sort lets loose runs that run whole minutes again join the steady ones, and
// takes out those that will end in minute m.
func (h *hall) sort(m sim.Minute) {
	for i := 0; i < len(h.loose); {
		if j := h.loose[i]; m >= j.fullFrom && j.carry == 0 && j.remaining-j.since > j.share {
			j.join()
		} else {
			i++
		}
	}
	if h.clock+1 < h.together.ends {
		return
	}
	for _, j := range h.jobs {
		if j.steady && h.clock+1 >= j.ends {
			j.loosen()
		}
	}
}
