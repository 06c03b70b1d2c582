package compute

import (
	"math"
)

// usedUpTo is what a job has used so far, one that still runs too.
func (b *jobBooks) usedUpTo(r *jobRecord) (used uses) {
	used = r.used
	for q := range kinds {
		used[q] += b.of(r.booked, r.bookedUse, 0, q) - r.since[q]
	}
	return used
}

// countFrom has what a job has done so far not count.
func (x *jobs) countFrom(r *jobRecord) {
	r.heldBefore, r.stopsBefore = r.HeldUntil(x.sys.Now), r.Stops
	r.doneBefore, r.usefulMin, r.lastingFLOP = r.done(), 0, 0
}

// done is the work, in minutes, that the job has done; 0 before its first start.
func (r *jobRecord) done() float64 {
	if math.IsNaN(r.StartMin) {
		return 0
	}
	return max(0, r.Done())
}

// gain takes in what the job has done since it started, or since it was last asked, at
// the pace of the place where it lay: minutes at full speed, and model FLOP.
func (r *jobRecord) gain() {
	done := r.done()
	r.usefulMin += (done - r.doneBefore) / r.Pace()
	if r.kind == "run" {
		r.lastingFLOP += r.flop * (done - r.doneBefore) / r.WorkMin
	} else {
		r.lastingFLOP += (done - r.doneBefore) * r.flopPerMin
	}
	r.doneBefore = done
}

// row is what the table says of a job.
func (x *jobs) row(r *jobRecord) *useRow {
	r.gain()
	held := r.HeldUntil(x.sys.Now) - r.heldBefore
	return &useRow{campus: r.campus, name: r.Name, user: r.User, kind: r.kind, outcome: r.outcome, state: state(!math.IsNaN(r.EndMin), r.running),
		submitMin: r.SubmitMin, startMin: r.StartMin, endMin: r.EndMin, heldBackMin: r.StartMin - r.ReadyMin, gpus: r.Size(), gpuh: r.Size() * held / 60,
		usefulGPUh: r.Size() * r.usefulMin / 60, eflop: r.lastingFLOP * 1e-18, stops: float64(r.Stops - r.stopsBefore), used: x.books.usedUpTo(r)}
}

// keep has the jobs keep books, which they do anyhow.
func (d *desk) keep() {}
func (x *jobs) keep() {}

// hour does nothing: jobs, shorter than an hour, are charged by the minute.
func (d *desk) hour(*Hour, *uses) {}
func (x *jobs) hour(*Hour, *uses) {}

// took is what jobs have taken in the queue's own campus.
func (x *jobs) took() *uses { return x.desks[0].took() }

// writeEnded writes the jobs that ended in this minute, whose books are settled, and
// forgets them.
func (x *jobs) writeEnded() {
	b := &x.books
	for _, r := range b.gone {
		if x.c.table == nil {
			break
		}
		if r.EndMin > 0 {
			x.c.write(x.row(r))
		}
		x.recs[r.Tag] = nil
	}
	b.gone = b.gone[:0]
}

// rest writes the jobs that have come and have not ended.
func (x *jobs) rest() {
	for _, r := range x.recs {
		if r != nil && r.SubmitMin <= x.sys.Now && !(r.EndMin <= 0) {
			x.c.write(x.row(r))
		}
	}
}
