package cooling

import (
	"fmt"
	"math"

	"caloduc/cooling/component"
	"caloduc/cooling/failure"
	"caloduc/cooling/loop"
	"caloduc/sim/channel"
	"caloduc/sim/param"
)

// RiverPlantSpec describes a hall on once-through river or sea water: facility water
// to the coils of the hall's air and, where servers have cold plates, to their
// distribution units, each behind exchangers of its own (see loop.RiverSink). Cold plates
// are served first, the air with the rest.
type RiverPlantSpec struct {
	commonSpec
	Sink            loop.RiverSinkSpec
	TrimShare       float64
	LiquidTrimShare float64
	Coils           loop.CoilWaterSpec
	Air             loop.HallAirSpec
	Water           loop.RiverSpec
	Liquid          loop.LiquidSpec
	Recovery        loop.HeatRecoverySpec
	Storage         loop.StorageSpec
}

// riverLiquidSpec is the table liquid.
type riverLiquidSpec struct{ *loop.LiquidSpec }

// Params declares the parameters.
func (s riverLiquidSpec) Params(p *param.Set) { s.Declare(p, false) }

// Params declares the parameters.
func (s *RiverPlantSpec) Params(p *param.Set) {
	s.commonSpec.declare(p, &failure.IntakeUnits, &failure.ExchangerUnits, &failure.PumpUnits, &failure.CDUUnits, &failure.FanUnits, &failure.AirChillerUnits, &failure.LiquidChillerUnits)
	s.Sink.Declare(p)
	c := &s.Coils
	p.Float(&s.TrimShare, "trim_share", 1, param.Between(0, 2), "capacity of air-cooled trim chillers of the coils' circuit as a fraction of its design heat; 0: none", param.Assumption)
	p.Float(&s.LiquidTrimShare, "liquid_trim_share", 0, param.Between(0, 2), "capacity of air-cooled trim chillers of the cold plates' circuit as a fraction of its design heat; 0: none", param.Assumption)
	p.Float(&c.Reserve, "reserve", 0.05, param.Between(0, 1), "exchangers, coils and trim chillers are sized larger than design heat by this fraction", param.Assumption)
	p.Float(&c.SetDegC, "coil_water_degC", param.Auto, param.Between(4, 30), "set point of facility water to the coils; auto: the warmest that coils allow", param.Assumption)
	p.Float(&c.RangeK, "coil_water_range_K", 6, param.Between(3, 15), "rise of facility water through the coils at design", component.LikeLeiMasanet)
	p.Float(&c.MinFlow, "coil_min_water_flow", 0.3, param.Between(0.1, 1), "smallest flow of facility water in the coils' circuit as a fraction of design", param.Assumption)
	p.Float(&c.CoilEffective, "coil_effectiveness", 0.8, param.AboveTo(0.1, 0.95), "largest effectiveness a coil is sized for", component.LeiMasanet)
	s.Air.Declare(p, param.Auto, 13.9, 400)
	p.Table(&s.Water, "water", "the river or sea, and what may be drawn and discharged")
	p.Table(riverLiquidSpec{&s.Liquid}, "liquid", "cold plates, coolant and distribution units")
	p.Table(&s.Recovery, "heat_recovery", "heat for a district network from the cold plates' circuit, from the coils' in a hall without cold plates")
	s.Storage.Declare(p, loop.ByWater)
}

// Check reports impossible combinations.
func (s *RiverPlantSpec) Check(report func(key, format string, args ...any)) {
	s.Sink.Trim.Staging.Check(report)
	s.Liquid.CheckKeys("liquid.", report)
	s.Storage.CheckKeys(report)
}

// Build sizes the plant.
func (s *RiverPlantSpec) Build(site loop.Site, h loop.Hall) (Plant, error) {
	p := &joined{extras: Extras{Reuse: s.Recovery.PeakMW > 0, River: true}}
	if err := s.size(p, site.Complete(), h); err != nil {
		return nil, fmt.Errorf("hall %s: %w", h.Name, err)
	}
	return s.join(p, h)
}

// size sizes both sides on their shared works.
func (s *RiverPlantSpec) size(p *joined, site loop.Site, h loop.Hall) (err error) {
	u := &s.Units
	works := &loop.RiverWorks{Intake: u.Bank(&failure.IntakeUnits, failure.IntakeUnits.Number), Exchangers: u.Bank(&failure.ExchangerUnits, failure.ExchangerUnits.Number), Pumps: u.Bank(&failure.PumpUnits, failure.PumpUnits.Number)}
	if works.Reach, err = site.Water.Join(&s.Water); err != nil {
		return err
	}
	p.reach = works.Reach
	var demand loop.AirDemand
	if h.LiquidFraction > 0 {
		if p.liquid, err = s.Liquid.Size(h, &s.Sink.Facility, u, s.Force); err != nil {
			return err
		}
		l := p.liquid
		demand = l.Air(h)
		c := loop.RiverCircuit{Loop: &l.Water, ColdPlates: true, HeatW: l.FullHeatW() + s.Coils.Reserve*l.HeatW, TrimShare: s.LiquidTrimShare, SideRangeK: s.Coils.RangeK}
		err = s.Sink.Build(c, works, site, u)
	} else {
		demand, err = h.AllInAir("a river-cooled plant")
	}
	if err != nil {
		return err
	}
	water, err := s.sizeAir(p, demand, works, site)
	if err != nil {
		return err
	}
	heat := 0.0
	for _, k := range works.Sinks {
		heat += k.HeatW
	}
	p.reach.Size(heat)
	if err := s.Sink.Feasible(works); err != nil && !s.Force {
		if p.liquid != nil {
			err = fmt.Errorf("%w%s", err, p.liquid.Why)
		}
		return err
	}
	if p.liquid != nil {
		p.liquid.Water.District = s.Recovery.Build()
	} else {
		water.District = s.Recovery.Build()
	}
	tank := s.Storage
	tank.Drive = s.Water.Body
	water.Store, err = tank.Build(s.Sink.WarmestDegC, water.SetAtDesignDegC, water.SetAtDesignDegC+s.Coils.RangeK, s.Force)
	return err
}

// sizeAir sizes the hall's air, coils and their water, which it returns.
func (s *RiverPlantSpec) sizeAir(p *joined, d loop.AirDemand, works *loop.RiverWorks, site loop.Site) (*loop.Water, error) {
	side := &loop.CoilSide{Names: loop.CoilNames{Mode: "air_mode", Modes: loop.AirModes, Water: channel.CoilWaterDegC}}
	p.air = side
	var err error
	if side.HallAir, err = s.Air.Build(site, d, 0, &s.Units, &failure.FanUnits, s.Force); err != nil {
		return nil, err
	}
	f, coils := &s.Sink.Facility, s.Coils
	coils.HeadkPa, coils.PumpEfficiency, coils.MotorEfficiency, coils.StaticHead, coils.LoopMass = f.HeadkPa, f.PumpEfficiency, f.MotorEfficiency, f.StaticHead, f.Mass
	c, err := coils.Size(&side.HallAir, coils.AllAir(&side.HallAir), math.Inf(1), nil, &s.Units, s.Force)
	if err != nil {
		return nil, err
	}
	w := &c.Water
	side.Coil, side.Water, w.PumpHeat = c.Coil, w, loop.FacilityPumpHeat
	return w, s.Sink.Build(loop.RiverCircuit{Loop: w, HeatW: c.FullHeatW(), TrimShare: s.TrimShare, SideRangeK: coils.RangeK}, works, site, &s.Units)
}
