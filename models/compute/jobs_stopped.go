package compute

import (
	"cmp"
	"slices"

	"caloduc/models/compute/batch"
	"caloduc/sim"
)

// stopRacks has racks of the halls stop, or come back, whose own unit of cooling or power
// is out: jobs that hold them go back to their checkpoint and restart where others stand in,
// else they wait again.
func (x *jobs) stopRacks(m sim.Minute) {
	for i, h := range x.halls {
		in := x.home(i).in
		if !h.isOpen || in == nil || in[h.index].Stopped == h.stoppedShare {
			continue
		}
		before := h.darkGPUs
		h.stop(in[h.index].Stopped, m, 0)
		x.openPools()
		if newly := h.darkGPUs - before; newly > 0 {
			x.strike(i, x.stopRand.Float64()*float64(h.gpus), float64(newly))
		}
	}
}

// strike interrupts the jobs that hold GPUs of a hall from place first on, so many of the
// hall's, which is taken as a ring: jobs lie side by side in the order of their start.
func (x *jobs) strike(hall int, first, count float64) {
	h, from := x.halls[hall], 0.0
	var hit []*batch.Job
	for _, j := range x.sys.RunningJobs() {
		here := 0.0
		x.sys.Parts(j, func(pool int, gpus float64) {
			if pool == hall {
				here += gpus
			}
		})
		to := from + here
		if here > 0 && (first < to && first+count > from || first+count-float64(h.gpus) > from) {
			hit = append(hit, j)
		}
		from = to
	}
	slices.SortStableFunc(hit, func(a, b *batch.Job) int { return cmp.Compare(a.Priority, b.Priority) })
	for _, j := range hit { // the least urgent first
		if p := x.pools[hall]; p.Held() > p.GPUs {
			x.sys.Stop(j)
			x.dirty = true
		} else {
			x.interrupt(x.recs[j.Tag], x.sys.Now, x.spec.RestartMin)
		}
	}
}
