package compute

import (
	"errors"
	"fmt"
	"math"

	"caloduc/sim"
	"caloduc/sim/record"
)

// One queue can serve several campuses: that of the first, in which the halls of the
// others stand too. Its batch system knows them as sites; each campus has its own power,
// cooling and accounts.

// desk is a campus at a queue.
type desk struct {
	*jobs
	c      *Cluster
	in     []Limit // what its halls may do
	signal Signal
	jobsMW float64 // DC power of the jobs in its halls
	taken  uses    // what jobs have taken there, in the counted time
}

// Shares tells whose queue a campus' halls stand in, "" for its own.
func Shares(w WorkloadSpec) string {
	if j, ok := w.(*Jobs); ok {
		return j.QueueOf
	}
	return ""
}

// checkShared refuses what a queue over campuses does not know.
func (s *Jobs) checkShared() error {
	switch o := &s.Scheduler; {
	case o.PowerAware || len(s.Limits) > 0:
		return errors.New("a queue over campuses knows no power_aware and no limit: each campus has a connection of its own")
	case o.OverflowTo != "":
		return errors.New("a queue over campuses takes no overflow_to: its jobs go where there is room")
	}
	return nil
}

// join gives the queue a desk for each campus, its own first.
func (x *jobs) join(members []*Cluster) error {
	x.desks = []*desk{{jobs: x, c: x.c}}
	for _, c := range members {
		d, ok := c.work.(*desk)
		if !ok {
			return fmt.Errorf("campus %s does not stand in this queue", c.name)
		}
		d.jobs, d.c = x, c
		x.desks = append(x.desks, d)
	}
	if len(members) > 0 {
		return x.spec.checkShared()
	}
	return nil
}

// own tells what of a queue's table stands in that of a campus which shares another's.
func (s *Jobs) own() string {
	for _, k := range []struct {
		key   string
		given bool
	}{{"trace", len(s.Trace.Files) > 0}, {"run", len(s.Runs) > 0}, {"mix", s.Mix.wanted()}, {"service", s.Service.GPUs > 0}, {"user", len(s.Users) > 0}, {"limit", len(s.Limits) > 0}} {
		if k.given {
			return k.key
		}
	}
	return ""
}

// home is the desk of the campus in which a hall of the queue stands.
func (x *jobs) home(hall int) *desk { return x.desks[x.pools[hall].Site] }

// start has nothing to do: the queue's own campus starts it.
func (d *desk) start(*sim.Engine) {}

func (d *desk) notices() sim.Notices { return nil }

func (d *desk) step(m sim.Minute, in []Limit) { d.jobs.minute(m, in, d) }

// declare declares what the campus' part of the queue draws.
func (d *desk) declare(g record.Group) {
	mw := g.Meter(&d.jobsMW, "jobs_power_MW", "DC power of the GPUs that jobs hold, with their hosts and fans")
	g.Indicator("jobs_energy_MWh", "energy of the GPUs that jobs hold, with their hosts and fans, at the servers' DC bus", func(s record.Sums) float64 { return s.Of(mw) })
}

// rest has nothing to write: the queue's own campus does.
func (d *desk) rest() {}

// took is what jobs have taken in the campus.
func (d *desk) took() *uses { return &d.taken }

// prefer puts halls in the order of what their campus pays or emits now.
func (x *jobs) prefer() {
	by := x.spec.Scheduler.Placement
	if by != placePrice && by != placeCarbon || len(x.desks) == 1 {
		return
	}
	changed := false
	for _, d := range x.desks {
		rank := d.signal.PriceEURPerMWh
		if by == placeCarbon {
			rank = d.signal.CarbonGPerKWh
		}
		changed = changed || rank != x.ranks[d.c]
		x.ranks[d.c] = rank
	}
	if changed {
		x.sys.Prefer(func(pool int) float64 { return x.ranks[x.home(pool).c] })
	}
}

// least is the lowest price and the lowest carbon of the campuses: by those jobs are held back.
func (x *jobs) least() (price, carbon float64) {
	price, carbon = math.Inf(1), math.Inf(1)
	for _, d := range x.desks {
		price, carbon = min(price, d.signal.PriceEURPerMWh), min(carbon, d.signal.CarbonGPerKWh)
	}
	return price, carbon
}

// lies names the campuses in which a job lies.
func (x *jobs) lies(r *jobRecord) (names string) {
	for i, d := range x.desks {
		for _, a := range r.parts {
			if x.pools[a.hall].Site != i {
				continue
			}
			if names != "" {
				names += "+"
			}
			names += d.c.name
			break
		}
	}
	return names
}
