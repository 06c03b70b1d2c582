package experiments

import (
	"time"

	"caloduc/cooling/failure"
	"caloduc/models/power"
	"caloduc/sim"
	"caloduc/sim/param"
	"caloduc/sim/record"
)

// DomainsSpec is the table `domains` of a hall: units of its power chain that feed racks
// of their own, and stop those where they fail and none of their group stands in.
type DomainsSpec struct {
	failures failure.Spec
	units    failure.UnitsTable
}

// Params implements param.Spec.
func (s *DomainsSpec) Params(p *param.Set) {
	s.failures.Params(p)
	s.units.Of(&failure.UPSUnits, &failure.RowUnits).Params(p)
}

// domains are the failing units of a hall's power chain.
type domains struct {
	failure.Set
	banks []*failure.Bank
	// Stopped is the share of the hall's racks that stand still for want of their own
	// unit of cooling or power.
	Stopped float64
	dark    float64 // for want of power alone
}

// build returns the domains of a chain.
func (s *DomainsSpec) build(c *power.Chain, zone *time.Location) (*domains, error) {
	d := new(domains)
	add := func(k *failure.Kind, needed, group, spare int) {
		if needed > 0 {
			b := s.units.Domains(k, needed, group, spare)
			d.banks = append(d.banks, &b)
		}
	}
	ups, upsGroup, upsSpare := c.UPSDomains()
	add(&failure.UPSUnits, ups, upsGroup, upsSpare)
	rows, rowGroup, rowSpare := c.RowDomains()
	add(&failure.RowUnits, rows, rowGroup, rowSpare)
	var err error
	d.Set, err = s.failures.Join(d.serve, d.banks...)
	d.Zone = zone
	return d, err
}

// serve takes in which units are out: racks of one kind's units lie anywhere among those
// of another's.
func (d *domains) serve() {
	lit := 1.0
	for _, b := range d.banks {
		lit *= b.Share
	}
	d.dark = 1 - lit
}

// Start begins failures and staged events.
func (d *domains) Start(e *sim.Engine, hall string, streams sim.Streams) {
	d.Begin(e, hall+".power.", streams)
}

// stopped returns the share of the racks that stand still, cooling's own units being out
// for the share cooled of them.
func (d *domains) stopped(cooled float64) float64 {
	if d.Lacking || cooled > 0 {
		d.Tick()
		d.Stopped = 1 - (1-d.dark)*(1-cooled)
	} else if d.Stopped != 0 {
		d.Stopped = 0
	}
	return d.Stopped
}

// declare declares what the domains report.
func (d *domains) declare(g record.Group) {
	g.Meter(&d.Stopped, "stopped_racks", "share of the racks that stand still because a unit of cooling or power that serves them alone is out and none stands in")
	d.DeclareUnits(g)
	g.Counter(&d.Happened, "staged_power_events", "staged outages of the power chain's units that took place", "")
}
