package cooling

import (
	"fmt"

	"caloduc/cooling/component"
	"caloduc/cooling/failure"
	"caloduc/cooling/loop"
	"caloduc/sim/param"
)

// DirectLiquidTowerSpec describes direct liquid cooling with cooling towers behind a
// plate heat exchanger, and with trim chillers or none (see loop.LiquidSide and loop.Central).
type DirectLiquidTowerSpec struct {
	trim bool
	directLiquidSpec
	Condenser loop.CondenserSpec
	Trim      TrimSpec
}

// TrimSpec describes trim chillers.
type TrimSpec struct {
	loop.ChillerGroupSpec
	Mode            loop.ModeSpec
	ChilledDegC     float64
	ApproachK       float64
	ChilledRangeK   float64
	ChilledHeadkPa  float64
	PumpEfficiency  float64
	MotorEfficiency float64
	Reserve         float64
}

// declare declares the parameters.
func (s *TrimSpec) declare(p *param.Set) {
	s.ChillerGroupSpec.Declare(p)
	s.Mode.Declare(p)
	p.Float(&s.ApproachK, "trim_approach_K", 3, param.Between(0.5, 15), "facility supply above the chillers' leaving water", param.Assumption)
	p.Float(&s.ChilledDegC, "chilled_water_temp_degC", param.Auto, param.Between(4, 40), "leaving chilled water; auto: trim_approach_K below the facility supply's set point, or the warmest that the chillers' curves cover", param.Assumption)
	p.Float(&s.ChilledRangeK, "chilled_water_range_K", 6, param.Between(3, 15), "rise of chilled water through the trim heat exchanger at design", component.LeiMasanet)
	p.Float(&s.ChilledHeadkPa, "chilled_water_head_kPa", 143.658, param.Between(0, 1000), "head of chilled-water pumps", component.LeiMasanet)
	p.Float(&s.PumpEfficiency, "chilled_water_pump_efficiency", 0.7, param.AboveTo(0.1, 1), "wire-to-water efficiency of chilled-water pumps", component.LeiMasanet)
	p.Float(&s.MotorEfficiency, "chilled_water_motor_efficiency", 0.93, param.AboveTo(0.5, 1), "fraction of chilled-water pump power that becomes heat in the water; the rest leaves with the plant room's air", param.Assumption)
	p.Float(&s.Reserve, "trim_reserve", 0.05, param.Between(0, 1), "trim chillers carry this fraction of design heat above what towers leave at the site's extreme", param.Assumption)
}

// Params declares the parameters.
func (s *DirectLiquidTowerSpec) Params(p *param.Set) {
	kinds := []*failure.Kind{&failure.TowerUnits, &failure.ExchangerUnits}
	if s.trim {
		kinds = append(kinds, &failure.ChillerUnits)
	}
	s.directLiquidSpec.declare(p, loop.ByWetBulb, kinds...)
	s.LiquidSpec.Declare(p, true)
	s.Condenser.Declare(p, s.trim, true)
	if s.trim {
		s.Trim.declare(p)
	}
}

// Check reports impossible combinations.
func (s *DirectLiquidTowerSpec) Check(report func(key, format string, args ...any)) {
	s.directLiquidSpec.Check(report)
	if s.trim {
		s.Trim.Mode.CheckKeys(report)
		s.Trim.Staging.Check(report)
	}
}

// Build sizes the plant.
func (s *DirectLiquidTowerSpec) Build(site loop.Site, h loop.Hall) (Plant, error) {
	return s.build(site, h, site.DesignWetBulbDegC, s.sizeTowers)
}

// sizeTowers sizes towers, exchanger and trim chillers for the site's extreme wet
// bulb.
func (s *DirectLiquidTowerSpec) sizeTowers(site loop.Site, l *loop.LiquidSide) (loop.Sink, error) {
	c, w, set, heat := &loop.Central{Prefix: "trim_"}, &s.Condenser, l.Water.SetAtDesignDegC, l.FullHeatW()
	cold := site.DesignWetBulbDegC + w.Tower.ApproachK
	short := cold + w.ExchangerApproachK - set // supply above its set point without chillers
	if short > 1e-9 && !s.trim && !s.Force {
		return nil, fmt.Errorf("towers cannot supply %.1f degC: at the site's extreme of %.1f degC wet bulb an approach of %g K and a heat exchanger of %g K give %.1f degC; direct-liquid-trim adds chillers",
			set, site.DesignWetBulbDegC, w.Tower.ApproachK, w.ExchangerApproachK, set+short)
	}
	rejected, least := heat, 15.56
	if s.trim {
		// Heat per kelvin of approach is even: the exchanger takes (return-cold) of its
		// design difference.
		through := min(max(heat*(set+heat/l.C2-cold)/(heat/l.C2+w.ExchangerApproachK), 0), heat)
		power, err := s.Trim.size(c, set, heat-through+s.Trim.Reserve*heat, min(cold+w.Tower.RangeK*through/heat, 60), s.Force)
		if err != nil {
			return nil, err
		}
		rejected += power
		least = component.Given(w.MinDegC, max(least, c.Chillers.Entering().Min))
	}
	var err error
	if c.Towers, err = w.Build(site, rejected); err != nil {
		return nil, err
	}
	c.Towers.MinDegC = least
	c.SizeUnits(&s.Units, w.Cells)
	return c, c.Economise(w, heat, l.C2)
}

// size sizes chillers that take need, W, out of facility water of setDegC with
// condenser water tc; it returns the heat that they add to the towers'.
func (s *TrimSpec) size(c *loop.Central, setDegC, need, tc float64, force bool) (power float64, err error) {
	pumpW := component.PumpPowerW(need/(component.WaterJPerKgK*component.WaterKgPerM3*s.ChilledRangeK), 1e3*s.ChilledHeadkPa, s.PumpEfficiency)
	te := component.Given(s.ChilledDegC, setDegC-s.ApproachK)
	if te > setDegC-0.5 && !force {
		return 0, fmt.Errorf("chilled water of %.1f degC does not cool facility water to %.1f degC", te, setDegC)
	}
	pumpHeat := s.MotorEfficiency * pumpW
	c.HasChill, c.Mode = true, loop.NewEconomiserMode(s.Mode)
	if c.Chillers, err = s.Build(need+pumpHeat, setDegC, te, tc, force); err != nil {
		return 0, err
	}
	g := &c.Chillers
	g.OnePumpW, g.ToFluid = pumpW/float64(s.Number), s.MotorEfficiency
	return (need+pumpHeat)*g.FullPowerPerW(te, tc) + pumpHeat, nil
}
