package grid

import (
	"fmt"
	"math"

	"caloduc/sim"
)

// Connection is the line and the transformers of a campus. The exported fields
// are its state at the end of the last minute.
type Connection struct {
	DemandMW          float64 // taken by the campus at its bus, or asked for while unsupplied
	SentMW            float64 // drawn from the network at the sending end
	Loading           float64 // of circuits or transformers in service, whichever is higher, over their rating
	LineLossMW        float64
	TransformerLossMW float64
	LossMW            float64 // of line and transformers
	UnservedMW        float64 // demand that cannot be supplied: no circuit or no transformer in service
	AtLimit           float64 // 1 while the demand is at the limit or above, else 0
	ConductorDegC     float64
	CircuitsOut       float64 // number out of service
	TransformersOut   float64

	// What Step reads, changed only by events.
	coldROhm     float64 // resistance of all circuits in service at 20 degC
	bank         Transformers
	supplied     bool
	perCircuits2 float64 // 1/(circuits in service)²
	perRating2   float64 // 1/(their rating together)², 1/kA²
	perMVA2      float64 // 1/(rating of the transformers)², 1/MVA²
	limitMW      float64
	networkMW    float64 // that its bus of the network can give

	line Line // all circuits in service, at the conductors' temperature

	// What Step reads, fixed.
	tan, sec2 float64 // of the phase angle: reactive and squared apparent power per active
	heating   Heating
	settling  float64

	collapsed, overheated int64
	happened              int64 // staged events

	name         string
	spec         *ConnectionSpec
	cal          sim.Calendar
	streams      sim.Streams
	contractedMW float64
	circuitDown  []int // faults under repair, per circuit
	unitDown     []int // per transformer
}

// NewConnection builds the connection of a campus whose halls' servers, as far as they
// are open together, are rated needMW: everything in service, with the contract of the
// experiment's first day. Random streams are named after the campus.
func NewConnection(name string, spec *ConnectionSpec, needMW float64, cal sim.Calendar, streams sim.Streams) (*Connection, error) {
	s := spec.complete(needMW)
	if s.Circuits < 1 {
		return nil, fmt.Errorf("grid: connection of %s: %d circuits", name, s.Circuits)
	}
	c := &Connection{name: name, spec: s, cal: cal, streams: streams,
		ConductorDegC: 20,
		networkMW:     math.Inf(1),
		heating:       NewHeating(s.RatingKA, s.MaxConductorDegC, s.RatingAirDegC, s.PerK),
		settling:      Settling(1, s.TimeConstantMin),
		circuitDown:   make([]int, s.Circuits),
		unitDown:      make([]int, s.Transformer.Count),
	}
	c.sec2 = 1 / (s.PowerFactor * s.PowerFactor)
	c.tan = tangent(c.sec2)
	c.contractedMW = s.contracted(cal, 0)
	c.configure()
	return c, nil
}

// LimitMW is the power the campus may take at its bus now: the least of the contract, of
// what the network can give there, and of what circuits and transformers in service can
// carry, less one under the N-1 rule.
func (c *Connection) LimitMW() float64 {
	if c.networkMW < c.limitMW {
		return c.networkMW
	}
	return c.limitMW
}

// LimitNetwork tells what the campus' bus of the transmission network can give, MW.
func (c *Connection) LimitNetwork(mw float64) { c.networkMW = mw }

// Supplied tells whether it carries anything now.
func (c *Connection) Supplied() bool { return c.supplied }

// MetersTransformers tells whether the connection's transformers stand behind the
// campus' meter.
func (c *Connection) MetersTransformers() bool { return c.spec.Meter == MeterHigh }

// VoltageKV is the voltage at which the campus is connected.
func (c *Connection) VoltageKV() float64 { return c.spec.VoltageKV }

// ContractedMW is the power contracted now.
func (c *Connection) ContractedMW() float64 { return c.contractedMW }

// Step advances the connection by one minute: the campus takes demandMW at its
// bus, the air over the line has airDegC.
func (c *Connection) Step(_ sim.Minute, demandMW, airDegC float64) {
	c.DemandMW = demandMW
	c.AtLimit = 0
	if demandMW > 0 && demandMW >= c.LimitMW()*(1-limitTolerance) {
		c.AtLimit = 1
	}
	if !c.supplied {
		c.dead(demandMW, airDegC)
		return
	}
	mva2 := c.sec2 * demandMW * demandMW
	loss, reactive := c.bank.Loss(mva2)
	c.line.ROhm = Resistance(c.coldROhm, c.spec.PerK, c.ConductorDegC)
	flow := c.line.Solve(c.spec.VoltageKV, demandMW+loss, c.tan*demandMW+reactive)
	if !flow.Stable {
		c.collapsed++
	}
	heat := c.line.LossMW(flow.CurrentKA2)
	c.TransformerLossMW, c.LineLossMW, c.LossMW = loss, heat, loss+heat
	c.SentMW, c.UnservedMW = flow.SentMW, 0
	loading2 := flow.CurrentKA2 * c.perRating2
	if bank := mva2 * c.perMVA2; bank > loading2 {
		loading2 = bank
	}
	c.Loading = math.Sqrt(loading2)
	target := c.heating.Equilibrium(flow.CurrentKA2*c.perCircuits2, c.ConductorDegC, airDegC)
	c.ConductorDegC += (target - c.ConductorDegC) * c.settling
	if c.ConductorDegC > c.spec.MaxConductorDegC {
		c.overheated++
	}
}

// Rest advances the connection by one minute in which the campus does not use it, in air
// of airDegC.
func (c *Connection) Rest(airDegC float64) {
	c.DemandMW, c.AtLimit = 0, 0
	c.dead(0, airDegC)
}

// limitTolerance is how near the demand must come to the limit to count as at
// it.
const limitTolerance = 1e-3

// dead is a minute without supply.
func (c *Connection) dead(demandMW, airDegC float64) {
	c.SentMW, c.LineLossMW, c.TransformerLossMW, c.LossMW = 0, 0, 0, 0
	c.UnservedMW, c.Loading = demandMW, 0
	c.ConductorDegC += (airDegC - c.ConductorDegC) * c.settling
}

// configure works out what Step needs from what is in service now, and the
// limit.
func (c *Connection) configure() {
	circuits, units := inService(c.circuitDown), inService(c.unitDown)
	c.CircuitsOut = float64(len(c.circuitDown) - circuits)
	c.TransformersOut = float64(len(c.unitDown) - units)
	c.supplied = circuits > 0 && (units > 0 || len(c.unitDown) == 0) && c.contractedMW > 0 // not connected before its contract begins
	if c.supplied {
		c.line, c.bank = c.spec.parallel(circuits), c.spec.Transformer.Bank(units)
		c.coldROhm = c.line.ROhm
		c.perCircuits2 = 1 / float64(circuits*circuits)
		c.perRating2 = c.perCircuits2 / (c.spec.RatingKA * c.spec.RatingKA)
		c.perMVA2 = 0
		if units > 0 {
			c.perMVA2 = 1 / (c.bank.RatingMVA * c.bank.RatingMVA)
		}
	}
	if c.spec.NMinus1 {
		circuits = secure(circuits, len(c.circuitDown))
		units = secure(units, len(c.unitDown))
	}
	c.limitMW = min(c.contractedMW, c.spec.capacity(circuits, units))
}

// inService counts elements without a fault.
func inService(faults []int) int {
	n := 0
	for _, f := range faults {
		if f == 0 {
			n++
		}
	}
	return n
}

// secure is the number of elements that may be counted on: one less than are
// installed, as the loss of one must not overload the others.
func secure(inService, installed int) int {
	if installed <= 1 {
		return inService
	}
	return min(inService, installed-1)
}
