package compute

import (
	"math"

	"caloduc/sim"
)

// Racks whose own unit of cooling or power is out stand still: a coolant distribution
// unit, a row's busway, a UPS module that none stands in for. They are dark, and the
// runs that hold them stop as at a failure of nodes: others stand in as far as no run
// holds them, else the run waits.

// stop has the share of the hall's racks whose own cooling or power is out be dark, at
// minute m, and stops the runs that hold racks which go dark now. at (0 to 1) is
// where in the hall those lie.
func (h *hall) stop(share float64, m sim.Minute, at float64) (interrupted int) {
	before := h.darkGPUs
	h.stoppedShare = share
	h.darken()
	if newly := h.darkGPUs - before; newly > 0 {
		interrupted = h.strike(at*float64(h.gpus), float64(newly), m)
	}
	h.count()
	return interrupted
}

// darken sets how many GPUs, in whole nodes, are dark, and what the lit racks' hosts idle at.
func (h *hall) darken() {
	nodes := math.Ceil(h.stoppedShare*float64(h.gpus/h.spec.GPUsPerNode) - 1e-9)
	h.darkGPUs = int(nodes) * h.spec.GPUsPerNode
	h.hostIdleMW = float64(h.spec.Racks) * h.spec.HostPowerkW / 1000 * h.spec.HostIdleFraction * h.installed * (1 - h.stoppedShare)
	h.hostIdleMW += h.spec.networkMW() // it stays on
	h.disturb()
}

// strike interrupts the runs that hold the GPUs from place first on, so many of the
// hall's, which is taken as a ring: runs lie side by side in the order of their start.
func (h *hall) strike(first, count float64, m sim.Minute) (interrupted int) {
	from := 0.0
	for _, j := range h.jobs {
		to := from + j.n
		hit := first < to && first+count > from
		if over := first + count - float64(h.gpus); over > from { // round the ring
			hit = true
		}
		from = to
		if !hit {
			continue
		}
		j.lose(float64(m), m, inStorage)
		j.resume(float64(m) + j.restart)
		j.starved = true
		h.starving = true
		interrupted++
	}
	return interrupted
}

// starve has runs that stopped racks have hit wait while the hall has not the GPUs for
// all that its runs hold.
func (h *hall) starve(m sim.Minute) {
	short := h.allocated > h.gpus-h.darkGPUs-len(h.repairs)*h.spec.GPUsPerNode
	h.starving = false
	for _, j := range h.jobs {
		if !j.starved {
			continue
		}
		if j.starved = short; short {
			h.starving = true
			j.resume(max(j.resumeAt, float64(m+1)+j.restart))
		}
	}
}
