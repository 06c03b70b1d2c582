package compute

import (
	"fmt"
	"math"

	"caloduc/models/compute/batch"
	"caloduc/sim"
)

// overflowEvery is how often waiting jobs are looked at for another campus.
const overflowEvery = 5 * sim.Minute(1)

// OverflowTo names the campus to which jobs go that wait too long, "" for none.
func (c *Cluster) OverflowTo() string {
	if x, ok := c.work.(*jobs); ok {
		return x.spec.Scheduler.OverflowTo
	}
	return ""
}

// Overflow says to whose batch system they go.
func (c *Cluster) Overflow(to *Cluster) error {
	x, y := c.work.(*jobs), (*jobs)(nil)
	if to != nil {
		y, _ = to.work.(*jobs)
	}
	if y == nil || y == x {
		return fmt.Errorf("overflow_to: there is no other campus %q whose workload is jobs", x.spec.Scheduler.OverflowTo)
	}
	x.overflow = y
	return nil
}

// passOn sends jobs that have waited too long, and never run, to the other campus where
// they can start there at once.
func (x *jobs) passOn(m sim.Minute) {
	if x.overflow == nil || m%overflowEvery != 0 || x.sys.Waiting() == 0 {
		return
	}
	y := x.overflow
	y.openPools()
	longest := float64(m) - 60*x.spec.Scheduler.OverflowAfterH
	for _, j := range x.sys.Withdraw(func(j *batch.Job) bool {
		return j.SubmitMin <= longest && math.IsNaN(j.StartMin) && y.sys.StartsNow(j)
	}) {
		y.adopt(x, x.recs[j.Tag])
		y.sys.Schedule()
	}
}

// adopt takes a job over from another campus; there a place without a job stays.
func (x *jobs) adopt(from *jobs, r *jobRecord) {
	from.recs[r.Tag] = &jobRecord{Job: &batch.Job{SubmitMin: math.Inf(1), StartMin: math.NaN(), EndMin: math.NaN()}}
	ratio := from.fastest.PeakTFLOPS / x.fastest.PeakTFLOPS
	if r.Scaled {
		r.WorkMin *= ratio
		r.AskedMin *= ratio
	}
	r.Weight /= ratio
	r.Tag, r.SlackMin = len(x.recs), 0
	x.recs = append(x.recs, r)
	x.sys.Submit(r.Job)
}
