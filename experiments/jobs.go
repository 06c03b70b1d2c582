package experiments

import (
	"fmt"
	"math"
	"slices"

	"caloduc/models/compute"
	"caloduc/sim"
	"caloduc/sim/list"
	"caloduc/sim/param"
	"caloduc/sim/record"
)

// linkJobs joins campuses whose jobs overflow to another.
func (w *World) linkJobs() error {
	for _, c := range w.campuses {
		name := c.cluster.OverflowTo()
		if name == "" {
			continue
		}
		var to *compute.Cluster
		if i := slices.IndexFunc(w.campuses, func(o *campus) bool { return o.spec.Name == name }); i >= 0 {
			to = w.campuses[i].cluster
		}
		if err := c.cluster.Overflow(to); err != nil {
			return at("campus["+c.spec.Name+"].workload.scheduler", err)
		}
	}
	return nil
}

// checkQueues refuses the queue of a campus that has none to share.
func (s *Spec) checkQueues(report func(key, format string, args ...any)) {
	for i, c := range s.Campuses {
		to := compute.Shares(c.Workload)
		if to == "" {
			continue
		}
		key := fmt.Sprintf("campus[%d].workload.queue_of", i)
		j := slices.IndexFunc(s.Campuses, func(o *CampusSpec) bool { return o.Name == to })
		if j < 0 {
			names := list.Map(s.Campuses, func(o *CampusSpec) string { return o.Name })
			report(key, "there is no campus %q%s", to, param.DidYouMean(to, names))
			continue
		}
		other := s.Campuses[j]
		switch _, ok := other.Workload.(*compute.Jobs); {
		case other == c:
			report(key, "a campus has its own queue without saying so: name another one")
		case !ok:
			report(key, "the workload of campus %q is not jobs: it has no queue", to)
		case compute.Shares(other.Workload) != "":
			report(key, "campus %q stands in the queue of %q: name that one", to, compute.Shares(other.Workload))
		}
	}
}

// buildCampuses builds the campuses, those that stand in the queue of another first.
func (w *World) buildCampuses(streams sim.Streams) (err error) {
	w.campuses = make([]*campus, len(w.spec.Campuses))
	for _, shared := range []bool{true, false} {
		for i, s := range w.spec.Campuses {
			if (compute.Shares(s.Workload) != "") != shared {
				continue
			}
			if w.campuses[i], err = w.newCampus(s, streams); err != nil {
				return err
			}
		}
	}
	return nil
}

// queueOf are the campuses whose halls stand in the queue of one.
func (w *World) queueOf(s *CampusSpec) (members []*compute.Cluster) {
	for i, o := range w.spec.Campuses {
		if to := compute.Shares(o.Workload); to != "" && to == s.Name {
			members = append(members, w.campuses[i].cluster)
		}
	}
	return members
}

// signalJobs tells all schedulers what they may go by, before any campus' minute.
func (w *World) signalJobs() {
	for _, c := range w.campuses {
		if c.hasJobs {
			c.signalJobs()
		}
	}
}

// signalJobs tells the scheduler of a campus what it may go by: prices and carbon of the
// minute before, and what its connection carries.
func (c *campus) signalJobs() {
	s := compute.Signal{PriceEURPerMWh: c.market.PriceEURPerMWh, CapMW: c.connection.LimitMW(), FacilityMW: c.sum.FacilityMW}
	if a := c.account; a.DrawnMW > 0 {
		s.CarbonGPerKWh = (a.NuclearKgPerH + a.MarketKgPerH + a.OwnKgPerH) / a.DrawnMW // kg/MWh is g/kWh
	}
	c.cluster.SetSignal(&s)
}

// bookJobs charges the jobs of a campus with their minute.
func (w *World) bookJobs(c *campus, m sim.Minute) {
	a, t := c.account, &c.tariff
	for i, h := range c.halls {
		t.ITPerDC[i] = record.Ratio(h.chain.ITMW, h.chain.DCMW)
		if !(t.ITPerDC[i] >= 1) { // a hall that is off
			t.ITPerDC[i] = 1
		}
	}
	per := func(x, by float64) float64 {
		if by > 0 {
			return x / by
		}
		return 0
	}
	facility := c.sum.FacilityMW
	t.FacilityPerIT = per(facility, c.sum.ITMW)
	t.EURPerMWh = per(a.TotalEURPerH-a.CapitalEURPerH-a.OMEURPerH, facility)
	t.KgPerMWh = per(a.NuclearKgPerH+a.MarketKgPerH+a.OwnKgPerH, facility)
	t.MarginalKgPerMWh = math.NaN()
	if d := w.dispatch; d != nil && d.without != nil {
		t.MarginalKgPerMWh = per(per(d.ConsequentialLifeKgPerH, d.DrawnMW)*a.DrawnMW, facility)
	}
	t.WaterM3PerMWh = per(c.sum.WaterKgPerS*m3PerKgPerSH, facility)
	t.CapitalEURPerGPUh = per(a.CapitalEURPerH+a.OMEURPerH, c.cluster.GPUsOnline())
	t.PriceEURPerMWh = c.market.PriceEURPerMWh
	c.cluster.Book(m, t)
}
