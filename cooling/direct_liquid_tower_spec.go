package cooling

import (
	"fmt"
	"math"

	"caloduc/sim/param"
)

func init() {
	Plants.Register("direct-liquid-tower", "direct liquid cooling with cooling towers; the uncaptured heat goes to outdoor air", func() PlantSpec { return new(DirectLiquidTowerSpec) })
	Plants.Register("direct-liquid-trim", "direct liquid cooling with cooling towers and trim chillers, for facility water colder than towers alone supply", func() PlantSpec { return &DirectLiquidTowerSpec{trim: true} })
}

// DirectLiquidTowerSpec describes direct liquid cooling (the loops and the air
// side of DirectLiquidDrySpec) with cooling towers behind a plate heat exchanger,
// and with trim chillers or none.
type DirectLiquidTowerSpec struct {
	trim      bool
	liquid    DirectLiquidDrySpec // its dry coolers are not used
	Condenser CondenserSpec
	Trim      TrimSpec
}

// TrimSpec describes trim chillers.
type TrimSpec struct {
	ChillerGroupSpec
	Mode            ModeSpec
	ChilledDegC     float64
	ApproachK       float64
	ChilledRangeK   float64
	ChilledHeadkPa  float64
	PumpEfficiency  float64
	MotorEfficiency float64
	Reserve         float64
}

func (s *TrimSpec) declare(p *param.Set) {
	s.ChillerGroupSpec.declare(p)
	s.Mode.declare(p)
	p.Float(&s.ApproachK, "trim_approach_K", 3, param.Between(0.5, 15), "facility supply above the chillers' leaving water", param.Assumption)
	p.Float(&s.ChilledDegC, "chilled_water_temp_degC", param.Auto, param.Between(4, 40), "leaving chilled water; auto: trim_approach_K below the facility supply's set point, or the warmest that the chillers' curves cover", param.Assumption)
	p.Float(&s.ChilledRangeK, "chilled_water_range_K", 6, param.Between(3, 15), "rise of chilled water through the trim heat exchanger at design", leiMasanet)
	p.Float(&s.ChilledHeadkPa, "chilled_water_head_kPa", 143.658, param.Between(0, 1000), "head of chilled-water pumps", leiMasanet)
	p.Float(&s.PumpEfficiency, "chilled_water_pump_efficiency", 0.7, param.AboveTo(0.1, 1), "wire-to-water efficiency of chilled-water pumps", leiMasanet)
	p.Float(&s.MotorEfficiency, "chilled_water_motor_efficiency", 0.93, param.AboveTo(0.5, 1), "share of chilled-water pump power that becomes heat in the water; the rest leaves with the plant room's air", param.Assumption)
	p.Float(&s.Reserve, "trim_reserve", 0.05, param.Between(0, 1), "trim chillers carry this share of design heat above what towers leave at the site's extreme", param.Assumption)
}

// Params declares the parameters.
func (s *DirectLiquidTowerSpec) Params(p *param.Set) {
	p.Bool(&s.liquid.Force, "force", false, "run a plant that cannot serve the hall at the site's extreme, throttling counted")
	s.liquid.declareLoops(p)
	s.Condenser.declare(p, s.trim, true)
	if s.trim {
		s.Trim.declare(p)
	}
	s.liquid.Throttle.Params(p)
	s.liquid.Failures.Params(p)
	p.Table((*towerUnitsSpec)(s), "units", "the liquid side's units, their redundancy and failures")
	p.Table(&s.liquid.Air, "air", "air side for the heat that cold plates leave in the hall")
	p.Table(&s.liquid.Recovery, "heat_recovery", "heat from the facility water for a district network")
	s.liquid.Storage.declare(p, byWetBulb)
}

// Check reports impossible combinations.
func (s *DirectLiquidTowerSpec) Check(report func(key, format string, args ...any)) {
	s.liquid.Storage.check(report)
	if s.trim {
		s.Trim.Mode.check(report)
		s.Trim.Staging.Check(report)
	}
}

// Build sizes the plant.
func (s *DirectLiquidTowerSpec) Build(site Site, h Hall) (Plant, error) {
	site = site.complete()
	l := &s.liquid
	if h.LiquidFraction <= 0 {
		return nil, fmt.Errorf("hall %s: its servers have no cold plates (liquid fraction 0): direct liquid cooling carries nothing", h.Name)
	}
	if h.DesignITMW <= 0 {
		return nil, fmt.Errorf("hall %s: no IT load to size for", h.Name)
	}
	p := &directLiquidTower{directLiquidDry: directLiquidDry{hall: h, liquidW: 1e6 * h.DesignITMW * h.LiquidFraction, throttle: newThrottle(&l.Throttle)}}
	d := &p.directLiquidDry
	if err := l.sizeLoops(d, h); err != nil && !l.Force {
		return nil, fmt.Errorf("hall %s: %w", h.Name, err)
	}
	if err := s.sizeTowers(p, site); err != nil {
		return nil, fmt.Errorf("hall %s: %w", h.Name, err)
	}
	airW := 1e6*(h.DesignITMW*(1-h.LiquidFraction)+h.DesignRoomHeatMW) + (1-l.MotorEfficiency)*d.cduPump.designW
	var err error
	if d.air, err = l.Air.build(site, airW, h.RackPowerkW*(1-h.LiquidFraction), h.MaxInletAirDegC, l.Force); err != nil {
		return nil, fmt.Errorf("hall %s: air side: %w", h.Name, err)
	}
	p.perC2 = 1 / d.c2
	if err := l.sizeStore(d, site.DesignWetBulbDegC); err != nil {
		return nil, fmt.Errorf("hall %s: %w", h.Name, err)
	}
	if err := s.sizeUnits(p); err != nil {
		return nil, fmt.Errorf("hall %s: %w", h.Name, err)
	}
	p.Stop()
	return p, nil
}

// towerUnitsSpec declares the table of failing units.
type towerUnitsSpec DirectLiquidTowerSpec

// Params declares the parameters.
func (s *towerUnitsSpec) Params(p *param.Set) {
	r := &s.liquid.Redundancy
	p.Table(r.CDU.of(&cduUnits), cduUnits.key, "coolant distribution units with their pumps")
	p.Table(r.Pump.of(&pumpUnits), pumpUnits.key, "pumps of facility water")
	s.Condenser.Units.declare(p, true, s.trim)
}

// sizeUnits makes the units of a sized plant, the air side's included.
func (s *DirectLiquidTowerSpec) sizeUnits(p *directLiquidTower) (err error) {
	d, f := &p.directLiquidDry, &p.short
	f.cdus = newUnitBank(&cduUnits, &s.liquid.Redundancy.CDU, math.Ceil(1e-6*d.liquidW/cduMW))
	f.pumps = newUnitBank(&pumpUnits, &s.liquid.Redundancy.Pump, pumpUnits.number)
	f.coolers.share = 1 // there are none
	f.warmDegC, f.resist = d.t1, d.plate.f
	f.plateK = d.plateW * f.resist(1)
	p.central.sizeUnits(&s.Condenser.Units)
	serve := func() {
		d.serve()
		p.central.serve()
	}
	banks := append([]*unitBank{&f.cdus, &f.pumps}, p.central.banks()...)
	d.failures, err = s.liquid.Failures.join(serve, append(banks, d.air.banks()...)...)
	return err
}

// sizeTowers sizes towers, exchanger and trim chillers for the site's extreme
// wet bulb.
func (s *DirectLiquidTowerSpec) sizeTowers(p *directLiquidTower, site Site) error {
	d, c, w := &p.directLiquidDry, &p.central, &s.Condenser
	heat := d.liquidW + s.liquid.MotorEfficiency*(d.cduPump.designW+d.facilityPump.designW)
	cold := site.DesignWetBulbDegC + w.Tower.ApproachK
	back := d.setDegC + heat/d.c2
	short := cold + w.ExchangerApproachK - d.setDegC // supply above its set point without chillers
	if short > 1e-9 && !s.trim && !s.liquid.Force {
		return fmt.Errorf("towers cannot supply %.1f degC: at the site's extreme of %.1f degC wet bulb an approach of %g K and a heat exchanger of %g K give %.1f degC; direct-liquid-trim adds chillers",
			d.setDegC, site.DesignWetBulbDegC, w.Tower.ApproachK, w.ExchangerApproachK, d.setDegC+short)
	}
	rejected := heat
	if s.trim {
		// Heat per kelvin of approach is even: the exchanger takes (back-cold) of its
		// design difference.
		through := min(max(heat*(back-cold)/(heat/d.c2+w.ExchangerApproachK), 0), heat)
		power, err := s.sizeTrim(p, heat, through, min(cold+w.Tower.RangeK*through/heat, 60))
		if err != nil {
			return err
		}
		rejected += power
	}
	var err error
	if c.towers, err = w.build(site, rejected); err != nil {
		return err
	}
	c.hasPlate = true
	d.film = newCurve(func(float64) float64 { return 1 }, 0, 2, 1) // of dry coolers: none here
	if c.plate, err = newPlateExchanger(heat, d.c2, waterJPerKgK*c.towers.designKgPerS, w.ExchangerApproachK); err != nil {
		return fmt.Errorf("towers of %g K range: %w", w.Tower.RangeK, err)
	}
	c.towers.minDegC = given(w.MinDegC, 15.56)
	if s.trim && isAuto(w.MinDegC) {
		c.towers.minDegC = max(15.56, c.chillers.entering().Min)
	}
	return nil
}

// sizeTrim sizes chillers that carry what the exchanger leaves of heat, W, with
// condenser water tc; it returns the heat that they add to the towers'.
func (s *DirectLiquidTowerSpec) sizeTrim(p *directLiquidTower, heat, through, tc float64) (power float64, err error) {
	c, t := &p.central, &s.Trim
	need := heat - through + t.Reserve*heat
	flow := need / (waterJPerKgK * waterKgPerM3 * t.ChilledRangeK)
	pumpW := PumpPowerW(flow, 1e3*t.ChilledHeadkPa, t.PumpEfficiency)
	te := given(t.ChilledDegC, p.setDegC-t.ApproachK)
	if te > p.setDegC-0.5 && !s.liquid.Force {
		return 0, fmt.Errorf("chilled water of %.1f degC does not cool facility water to %.1f degC", te, p.setDegC)
	}
	c.hasChill, c.mode = true, newEconomiserMode(t.Mode)
	if c.chillers, err = t.build(need+t.MotorEfficiency*pumpW, te, tc, s.liquid.Force); err != nil {
		return 0, err
	}
	g := &c.chillers
	g.onePumpW, g.toFluid = pumpW/float64(t.Number), t.MotorEfficiency
	return (need+t.MotorEfficiency*pumpW)*g.fullPowerPerW(te, tc) + t.MotorEfficiency*pumpW, nil
}
