package experiments

import (
	"math"
	"slices"

	"caloduc/models/compute"
	"caloduc/sim"
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
