package cooling

import (
	"fmt"
	"math"

	"caloduc/cooling/failure"
	"caloduc/cooling/loop"
	"caloduc/sim"
	"caloduc/sim/param"
	"caloduc/sim/record"
)

// joined is a plant made of sides joined to sinks: an air side carries the heat of
// the hall's air and, where servers have cold plates, a liquid side what these
// capture. The servers give way to whichever asks for more.
type joined struct {
	failure.Set
	demand    loop.Hall // for which it was built
	bearsDegC float64   // coolant that its servers bear
	force     bool
	perDesign float64          // inverse of the servers' full power, 1/MW
	liquid    *loop.LiquidSide // nil: none
	air       loop.AirSide
	reach     *loop.ReachUser // nil: no water of a river or the sea
	throttle  throttle
	extras    Extras

	duty        loop.Duty
	heat        loop.Ledger
	overheated  int64
	chipLimited int64
}

// commonSpec is what the table of every plant but a hybrid holds.
type commonSpec struct {
	Force    bool
	Throttle ThrottleSpec
	Failures failure.Spec
	Units    failure.UnitsTable
}

// declare declares the parameters; kinds are the plant's units that fail.
func (s *commonSpec) declare(p *param.Set, kinds ...*failure.Kind) {
	p.Bool(&s.Force, "force", false, "run a plant that cannot serve the hall at the site's extreme, throttling counted")
	s.Throttle.Params(p)
	s.Failures.Params(p)
	p.Table(s.Units.Of(kinds...), "units", "the plant's units, their redundancy and failures")
}

// join makes a plant of sides that are sized. Its error names the hall.
func (s *commonSpec) join(p *joined, h loop.Hall) (Plant, error) {
	p.bearsDegC, p.force = h.MaxLiquidSupplyDegC, s.Force
	p.demand, p.perDesign, p.throttle = h, 1/(h.DesignITMW*h.Filled()), newThrottle(&s.Throttle)
	if err := s.runs(p); err != nil {
		return nil, fmt.Errorf("hall %s: %w", h.Name, err)
	}
	var err error
	if p.Set, err = s.Failures.Join(p.serve, p.units()...); err != nil {
		return nil, fmt.Errorf("hall %s: %w", h.Name, err)
	}
	p.Zone = h.Zone
	p.Stop()
	return p, nil
}

// runs tells why servers would never run: set points at which they shut down for heat.
func (s *commonSpec) runs(p *joined) error {
	a, most := p.air.Hall(), p.throttle.shutdownK
	if a.SetDegC >= a.MaxInletDegC+most {
		return fmt.Errorf("supply air of %.4g degC shuts servers down, which bear %.4g degC (shutdown_above_limit_K = %.4g)", a.SetDegC, a.MaxInletDegC, most)
	}
	if l, bear := p.liquid, p.demand.MaxLiquidSupplyDegC; l != nil && l.SupplyDegC >= bear+most {
		return fmt.Errorf("coolant of %.4g degC shuts servers down, which bear %.4g degC (shutdown_above_limit_K = %.4g)", l.SupplyDegC, bear, most)
	}
	return nil
}

// units are the units of both sides.
func (p *joined) units() []*failure.Bank {
	if p.liquid == nil {
		return p.air.Units()
	}
	return append(p.liquid.Units(), p.air.Units()...)
}

// serve takes in the fractions of units in service.
func (p *joined) serve() {
	p.air.Serve()
	if p.liquid != nil {
		p.liquid.Serve()
	}
}

// Duty implements Plant.
func (p *joined) Duty() *loop.Duty { return &p.duty }

// Extras implements Plant.
func (p *joined) Extras() Extras { return p.extras }

// Inventory implements Plant.
func (p *joined) Inventory() Inventory {
	i := Inventory{DesignITMW: p.demand.DesignITMW, AirHeatMW: 1e-6 * p.air.Hall().DesignW}
	if _, doors := p.air.(*loop.DoorSide); doors { // its air is what they leave
		i.AirHeatMW = p.demand.DesignITMW + p.demand.DesignRoomHeatMW
	}
	if p.liquid != nil {
		i.LiquidHeatMW = 1e-6 * p.liquid.HeatW
		p.liquid.Installed(&i.Components)
	}
	p.air.Installed(&i.Components)
	return i
}

// Step implements Plant.
func (p *joined) Step(m sim.Minute, out *loop.Outdoor, load loop.Load) {
	p.Tick()
	servers, room := 1e6*load.ITMW, 1e6*load.RoomHeatMW
	inAir := servers
	if p.reach != nil {
		p.reach.Begin(m, out)
	}
	if l := p.liquid; l != nil {
		l.Step(m, out, servers)
		inAir -= l.CapturedW
		room += l.MotorW
	}
	p.air.Step(m, out, inAir, room)
	p.book(load)
}

// book sums the minute up.
func (p *joined) book(load loop.Load) {
	d, h := &p.duty, &p.heat
	*d = loop.Duty{LiquidSupplyDegC: math.NaN()}
	*h = loop.Ledger{}
	h[loop.ServerHeat], h[loop.RoomHeat] = load.ITMW, load.RoomHeatMW
	p.air.Book(d, h)
	a := p.air.Hall()
	excess := a.ExcessK()
	d.HeatLimit = a.RackShare
	if l := p.liquid; l != nil {
		l.Book(d, h)
		if k := l.SupplyDegC - p.bearsDegC; k > excess {
			excess = k
		}
		if most := l.ChipLimit(); most < 1 {
			p.chipLimited++
			d.HeatLimit = min(d.HeatLimit, most)
		}
	}
	if p.reach != nil {
		p.reach.Finish()
		p.reach.Book(d)
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
	p.Rest()
	p.air.Stop()
	p.duty, p.heat = loop.Duty{LiquidSupplyDegC: math.NaN(), HeatLimit: min(1, p.air.Hall().RackShare), ServerInletAirDegC: p.air.Hall().InletDegC}, loop.Ledger{}
	if p.liquid != nil {
		p.liquid.Stop()
		p.duty.LiquidSupplyDegC = p.liquid.SupplyDegC
	}
	if p.reach != nil {
		p.reach.Rest()
	}
}

// Declare implements Plant.
func (p *joined) Declare(g record.Group) {
	declareDuty(g, &p.duty, p.extras)
	var flows loop.FlowSet
	flows.Has(loop.ServerHeat, loop.RoomHeat)
	p.air.Declare(g, &flows)
	if p.liquid != nil {
		p.liquid.Declare(g, &flows)
		g.Counter(&p.chipLimited, "chip_limited_minutes", "minutes in which cold plates could not carry design heat at their case limit: clocks fall", "")
	}
	if p.reach != nil {
		p.reach.Declare(g)
	}
	p.heat.Declare(g, &flows)
	if p.extras.Reuse {
		g.Balance("reused heat", named(g, loop.HeatMeters[loop.RecoveredHeat].Name, "heat_pump_MW"), named(g, "reused_heat_MW"))
	}
	p.throttle.declare(g, &p.overheated)
	p.Set.Declare(g)
}
