package cooling

import (
	"fmt"
	"math"

	"caloduc/sim"
	"caloduc/sim/param"
	"caloduc/sim/record"
)

// joined is a plant made of sides joined to sinks: an air side carries the heat of
// the hall's air and, where servers have cold plates, a liquid side what these
// capture. The servers give way to whichever asks for more.
type joined struct {
	failures
	demand    Hall
	perDesign float64     // inverse of design IT power, 1/MW
	liquid    *liquidSide // nil: none
	air       airSide
	reach     *reachUser // nil: no water of a river or the sea
	throttle  throttle
	extras    Extras

	duty        Duty
	heat        ledger
	overheated  int64
	chipLimited int64
}

// commonSpec is what the table of every plant but a hybrid holds.
type commonSpec struct {
	Force    bool
	Throttle ThrottleSpec
	Failures FailureSpec
	Units    unitsTable
}

// declare declares the parameters; kinds are the plant's units that fail.
func (s *commonSpec) declare(p *param.Set, kinds ...*unitKind) {
	p.Bool(&s.Force, "force", false, "run a plant that cannot serve the hall at the site's extreme, throttling counted")
	s.Throttle.Params(p)
	s.Failures.Params(p)
	p.Table(s.Units.of(kinds...), "units", "the plant's units, their redundancy and failures")
}

// join makes a plant of sides that are sized. Its error names the hall.
func (s *commonSpec) join(p *joined, h Hall) (Plant, error) {
	p.demand, p.perDesign, p.throttle = h, 1/h.DesignITMW, newThrottle(&s.Throttle)
	var err error
	if p.failures, err = s.Failures.join(p.serve, p.units()...); err != nil {
		return nil, fmt.Errorf("hall %s: %w", h.Name, err)
	}
	p.Stop()
	return p, nil
}

// units are the units of both sides.
func (p *joined) units() []*unitBank {
	if p.liquid == nil {
		return p.air.units()
	}
	return append(p.liquid.units(), p.air.units()...)
}

// serve takes in the fractions of units in service.
func (p *joined) serve() {
	p.air.serve()
	if p.liquid != nil {
		p.liquid.serve()
	}
}

// Duty implements Plant.
func (p *joined) Duty() *Duty { return &p.duty }

// Extras implements Plant.
func (p *joined) Extras() Extras { return p.extras }

// Step implements Plant.
func (p *joined) Step(m sim.Minute, out *Outdoor, load Load) {
	p.tick()
	servers, room := 1e6*load.ITMW, 1e6*load.RoomHeatMW
	inAir := servers
	if p.reach != nil {
		p.reach.begin(m, out)
	}
	if l := p.liquid; l != nil {
		l.step(m, out, servers)
		inAir -= l.capturedW
		room += l.motorW
	}
	p.air.step(m, out, inAir, room)
	p.book(load)
}

// book sums the minute up.
func (p *joined) book(load Load) {
	d, h := &p.duty, &p.heat
	*d = Duty{LiquidSupplyDegC: math.NaN()}
	*h = ledger{}
	h[serverHeat], h[roomHeat] = load.ITMW, load.RoomHeatMW
	p.air.book(d, h)
	a := p.air.hall()
	excess := a.excessK()
	d.HeatLimit = a.rackShare
	if l := p.liquid; l != nil {
		l.book(d, h)
		if k := l.supplyDegC - p.demand.MaxLiquidSupplyDegC; k > excess {
			excess = k
		}
		if most := l.chipLimit(); most < 1 {
			p.chipLimited++
			d.HeatLimit = min(d.HeatLimit, most)
		}
	}
	if p.reach != nil {
		p.reach.finish()
		p.reach.book(d)
	}
	d.ElectricMW = d.FacilityPumpMW + d.CDUPumpMW + d.RejectionFanMW + d.AirFanMW + d.CompressorMW + d.SprayPumpMW + d.HeatPumpMW
	if excess > 0 {
		p.overheated++
	}
	if u := p.throttle.limit(excess, load.ITMW*p.perDesign); u < d.HeatLimit {
		d.HeatLimit = u
	}
}

// Stop implements Plant.
func (p *joined) Stop() {
	p.rest()
	p.air.stop()
	p.duty, p.heat = Duty{LiquidSupplyDegC: math.NaN(), HeatLimit: min(1, p.air.hall().rackShare), ServerInletAirDegC: p.air.hall().inletDegC}, ledger{}
	if p.liquid != nil {
		p.liquid.stop()
		p.duty.LiquidSupplyDegC = p.liquid.supplyDegC
	}
	if p.reach != nil {
		p.reach.rest()
	}
}

// Declare implements Plant.
func (p *joined) Declare(g record.Group) {
	declareDuty(g, &p.duty, p.extras)
	var flows flowSet
	flows.has(serverHeat, roomHeat)
	p.air.declare(g, &flows)
	if p.liquid != nil {
		p.liquid.declare(g, &flows)
		g.Counter(&p.chipLimited, "chip_limited_minutes", "minutes in which cold plates could not carry design heat at their case limit: clocks fall", "")
	}
	if p.reach != nil {
		p.reach.declare(g)
	}
	p.heat.declare(g, &flows)
	if p.extras.Reuse {
		g.Balance("reused heat", named(g, heatMeters[recoveredHeat].name, "heat_pump_MW"), named(g, "reused_heat_MW"))
	}
	p.throttle.declare(g, &p.overheated)
	p.failures.declare(g)
}
