package cooling

import (
	"caloduc/sim/channel"
	"fmt"
	"math"

	"caloduc/sim/param"
)

// RiverPlantSpec describes a hall on once-through river or sea water: facility water
// to the coils of the hall's air and, where servers have cold plates, to their
// distribution units, each behind exchangers of its own (see riverSink). Cold plates
// are served first, the air with the rest.
type RiverPlantSpec struct {
	commonSpec
	Sink            RiverSinkSpec
	TrimShare       float64
	LiquidTrimShare float64
	Coils           CoilWaterSpec
	Air             HallAirSpec
	Water           RiverSpec
	Liquid          LiquidSpec
	Recovery        HeatRecoverySpec
	Storage         StorageSpec
}

// riverLiquidSpec is the table liquid.
type riverLiquidSpec struct{ *LiquidSpec }

// Params declares the parameters.
func (s riverLiquidSpec) Params(p *param.Set) { s.declare(p, false) }

// Params declares the parameters.
func (s *RiverPlantSpec) Params(p *param.Set) {
	s.commonSpec.declare(p, &intakeUnits, &exchangerUnits, &pumpUnits, &cduUnits, &fanUnits, &airChillerUnits, &liquidChillerUnits)
	s.Sink.declare(p)
	c := &s.Coils
	p.Float(&s.TrimShare, "trim_share", 1, param.Between(0, 2), "capacity of air-cooled trim chillers of the coils' circuit as a fraction of its design heat; 0: none", param.Assumption)
	p.Float(&s.LiquidTrimShare, "liquid_trim_share", 0, param.Between(0, 2), "capacity of air-cooled trim chillers of the cold plates' circuit as a fraction of its design heat; 0: none", param.Assumption)
	p.Float(&c.Reserve, "reserve", 0.05, param.Between(0, 1), "exchangers, coils and trim chillers are sized larger than design heat by this fraction", param.Assumption)
	p.Float(&c.SetDegC, "coil_water_degC", param.Auto, param.Between(4, 30), "set point of facility water to the coils; auto: the warmest that coils allow", param.Assumption)
	p.Float(&c.RangeK, "coil_water_range_K", 6, param.Between(3, 15), "rise of facility water through the coils at design", likeLeiMasanet)
	p.Float(&c.MinFlow, "coil_min_water_flow", 0.3, param.Between(0.1, 1), "smallest flow of facility water in the coils' circuit as a fraction of design", param.Assumption)
	p.Float(&c.CoilEffective, "coil_effectiveness", 0.8, param.AboveTo(0.1, 0.95), "largest effectiveness a coil is sized for", leiMasanet)
	s.Air.declare(p, param.Auto, 13.9, 400)
	p.Table(&s.Water, "water", "the river or sea, and what may be drawn and discharged")
	p.Table(riverLiquidSpec{&s.Liquid}, "liquid", "cold plates, coolant and distribution units")
	p.Table(&s.Recovery, "heat_recovery", "heat for a district network from the cold plates' circuit, from the coils' in a hall without cold plates")
	s.Storage.declare(p, byWater)
}

// Check reports impossible combinations.
func (s *RiverPlantSpec) Check(report func(key, format string, args ...any)) {
	s.Sink.Trim.Staging.Check(report)
	s.Storage.check(report)
}

// Build sizes the plant.
func (s *RiverPlantSpec) Build(site Site, h Hall) (Plant, error) {
	p := &joined{extras: Extras{Reuse: s.Recovery.PeakMW > 0, River: true}}
	if err := s.size(p, site.complete(), h); err != nil {
		return nil, fmt.Errorf("hall %s: %w", h.Name, err)
	}
	return s.join(p, h)
}

// size sizes both sides on their shared works.
func (s *RiverPlantSpec) size(p *joined, site Site, h Hall) (err error) {
	u := &s.Units
	works := &riverWorks{intake: u.bank(&intakeUnits, intakeUnits.number), exchangers: u.bank(&exchangerUnits, exchangerUnits.number), pumps: u.bank(&pumpUnits, pumpUnits.number)}
	if works.reach, err = site.Water.join(&s.Water); err != nil {
		return err
	}
	p.reach = works.reach
	var demand airDemand
	if h.LiquidFraction > 0 {
		if p.liquid, err = s.Liquid.size(h, &s.Sink.Facility, u, s.Force); err != nil {
			return err
		}
		l := p.liquid
		demand = l.air(h)
		c := riverCircuit{loop: &l.water, coldPlates: true, heatW: l.fullHeatW() + s.Coils.Reserve*l.heatW, trimShare: s.LiquidTrimShare, sideRangeK: s.Coils.RangeK}
		err = s.Sink.build(c, works, site, u)
	} else {
		demand, err = h.allInAir("a river-cooled plant", s.Force)
	}
	if err != nil {
		return err
	}
	water, err := s.sizeAir(p, demand, works, site)
	if err != nil {
		return err
	}
	heat := 0.0
	for _, k := range works.sinks {
		heat += k.heatW
	}
	p.reach.size(heat)
	if !s.Force {
		if err := s.Sink.feasible(works); err != nil {
			return err
		}
	}
	if p.liquid != nil {
		p.liquid.water.district = s.Recovery.build()
	} else {
		water.district = s.Recovery.build()
	}
	tank := s.Storage
	tank.drive = s.Water.Body
	water.store, err = tank.build(s.Sink.WarmestDegC, water.setAtDesignDegC, water.setAtDesignDegC+s.Coils.RangeK, s.Force)
	return err
}

// sizeAir sizes the hall's air, coils and their water, which it returns.
func (s *RiverPlantSpec) sizeAir(p *joined, d airDemand, works *riverWorks, site Site) (*waterLoop, error) {
	side := &coilSide{names: coilNames{mode: "air_mode", modes: AirModes, water: channel.CoilWaterDegC}}
	p.air = side
	var err error
	if side.hallAir, err = s.Air.build(site, d, 0, &s.Units, &fanUnits, s.Force); err != nil {
		return nil, err
	}
	f, coils := &s.Sink.Facility, s.Coils
	coils.HeadkPa, coils.PumpEfficiency, coils.MotorEfficiency, coils.StaticHead, coils.LoopMass = f.HeadkPa, f.PumpEfficiency, f.MotorEfficiency, f.StaticHead, f.Mass
	c, err := coils.size(&side.hallAir, coils.allAir(&side.hallAir), math.Inf(1), nil, &s.Units, s.Force)
	if err != nil {
		return nil, err
	}
	w := &c.water
	side.coil, side.water, w.pumpHeat = c.coil, w, facilityPumpHeat
	return w, s.Sink.build(riverCircuit{loop: w, heatW: c.fullHeatW(), trimShare: s.TrimShare, sideRangeK: coils.RangeK}, works, site, &s.Units)
}
