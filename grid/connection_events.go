package grid

import (
	"fmt"

	"caloduc/sim"
)

// contracted returns the power contracted at minute m.
func (s *ConnectionSpec) contracted(cal sim.Calendar, m sim.Minute) float64 {
	mw := s.ContractedMW
	for _, ph := range s.Phases {
		if cal.MinuteOf(ph.From) <= m {
			mw = ph.ContractedMW
		}
	}
	return mw
}

// Start begins the changes of contract, the outages and the failures at the
// engine's current minute.
func (c *Connection) Start(e *sim.Engine) {
	c.contractedMW = c.spec.contracted(c.cal, e.Now())
	c.configure()
	for _, ph := range c.spec.Phases {
		if m := c.cal.MinuteOf(ph.From); m > e.Now() {
			e.At(m, "grid of "+c.name, func() error {
				c.contractedMW = ph.ContractedMW
				c.configure()
				return nil
			})
		}
	}
	perYear := c.spec.OutagesPer100Km * c.spec.LengthKm / 100
	all := make([]*int, len(c.circuitDown))
	for i := range c.circuitDown {
		all[i] = &c.circuitDown[i]
		c.startFailures(e, fmt.Sprintf("circuit.%d", i+1), perYear*(1-c.spec.CommonMode), c.spec.RepairH, all[i:i+1])
	}
	c.startFailures(e, "towers", perYear*c.spec.CommonMode, c.spec.RepairH, all)
	t := &c.spec.Transformer
	for i := range c.unitDown {
		c.startFailures(e, fmt.Sprintf("transformer.%d", i+1), t.FailuresPerYear, t.RepairH, []*int{&c.unitDown[i]})
	}
	for _, s := range c.spec.Events {
		c.stage(e, s)
	}
}

// startFailures starts the process that takes elements out of service together,
// at random, and repairs them. Times to failure and to repair are exponential.
func (c *Connection) startFailures(e *sim.Engine, part string, perYear, repairH float64, elements []*int) {
	if perYear == 0 {
		return
	}
	name := "grid." + c.name + "." + part
	draw := c.streams.Stream(name)
	e.Process(name, func(p *sim.Process) error {
		for {
			p.Wait(sim.Span(draw.ExpFloat64() * sim.MinutesPerYear / perYear))
			c.shift(elements, 1)
			p.Wait(sim.Span(draw.ExpFloat64() * repairH * 60))
			c.shift(elements, -1)
		}
	})
}

// shift adds faults to elements, or takes them away.
func (c *Connection) shift(elements []*int, by int) {
	for _, e := range elements {
		*e += by
	}
	c.configure()
}
