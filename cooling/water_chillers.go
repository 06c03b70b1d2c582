package cooling

import (
	"fmt"

	"caloduc/sim"
	"caloduc/sim/param"
	"caloduc/sim/record"
)

// leiMasanetChiller is the name of the chiller whose COP is LeiMasanetCOP.
const leiMasanetChiller = "lei-masanet"

// ChillerGroupSpec describes a group of equal water-cooled chillers.
type ChillerGroupSpec struct {
	Name       string
	Number     int
	CapacityMW float64
	COP        float64
	PartLoad   float64
	COPFactor  float64
	Staging    ChillerStagingSpec
}

func (s *ChillerGroupSpec) declare(p *param.Set) {
	p.Choice(&s.Name, "chiller", WarmChiller, append(ChillerNames(), leiMasanetChiller), "record of the chillers' curves; lei-masanet: COP by the regression of Lei and Masanet, of tower water and chiller_part_load, without limit of capacity by temperature")
	p.Int(&s.Number, "chillers", 4, param.Between(1, 100), "number of equal chillers", param.Assumption)
	p.Float(&s.CapacityMW, "chiller_capacity_MW", param.Auto, param.Above(0), "heat that all chillers carry at the site's extreme; auto: what is needed there", param.Assumption)
	p.Float(&s.COP, "chiller_cop", param.Auto, param.Between(1, 15), "reference COP; auto: the record's", param.Assumption)
	p.Float(&s.PartLoad, "chiller_part_load", 0.5, param.Between(0.2, 0.8), "part load at which chillers of the regression always run", leiMasanet)
	p.Float(&s.COPFactor, "chiller_cop_factor", 1, param.Between(0.3, 1.5), "COP as a multiple of the regression's", param.Assumption)
	s.Staging.Params(p)
}

// chillerGroup is a group of water-cooled chillers: a staged bank on EIR curves
// or the warm-water table, or the regression LeiMasanetCOP.
type chillerGroup struct {
	waterChillers
	chillerGroupSize
	inService        int
	pumpW, pumpHeatW float64 // of the minute
}

// chillerGroupSize is what a group is built with.
type chillerGroupSize struct {
	number            int     // that carry the design load
	leavingDegC       float64 // leaving chilled water, within the curves' range
	onePumpW, toFluid float64 // chilled-water pump of one machine, where the group has its own
	regression        bool    // by LeiMasanetCOP
	partLoad, factor  float64 // then: part load, COP over the regression's
	limitW            float64 // and most heat
}

// build sizes a group that carries heat, W, at leaving chilled water te (no
// warmer than its curves cover) and entering condenser water tc, degC.
func (s *ChillerGroupSpec) build(heat, te, tc float64, force bool) (chillerGroup, error) {
	design := given(1e6*s.CapacityMW, heat)
	g := chillerGroup{chillerGroupSize: chillerGroupSize{number: s.Number, leavingDegC: te}, inService: s.Number}
	if design < heat*(1-1e-9) && !force {
		return g, fmt.Errorf("chiller_capacity_MW = %.4g does not carry the heat at the site's extreme (%.1f degC into the condensers); %.4g would", s.CapacityMW, tc, 1e-6*heat)
	}
	if s.Name == leiMasanetChiller {
		g.regression, g.partLoad, g.factor, g.limitW = true, s.PartLoad, s.COPFactor, design
		return g, nil
	}
	var err error
	if g.waterChillers, err = newWaterChillers(s.Name, 1, given(s.COP, 0), s.Staging, s.Number); err != nil {
		return g, err
	}
	g.leavingDegC = min(te, g.record.Curves.Leaving.Max)
	g.record.CapacityW = design / float64(s.Number) / g.record.At(g.leavingDegC, tc).AvailableW
	g.stage.on = s.Number // so that a hall may open at full load
	return g, nil
}

// entering is the range of the group's curves.
func (g *chillerGroup) entering() Validity {
	if g.regression {
		return leiMasanetEntering
	}
	return g.record.Curves.Entering
}

// fullPowerPerW is electric power per heat of one machine at full load.
func (g *chillerGroup) fullPowerPerW(te, tc float64) float64 {
	if g.regression {
		return 1 / (g.factor * LeiMasanetCOP(leiMasanetEntering.Clamp(tc), g.partLoad))
	}
	return g.record.At(min(te, g.leavingDegC), tc).PerW * quadratic(&g.record.Curves.EIRFPLR, 1)
}

// run lets the group take heat, W, out of the loop in minute m with condenser
// water tc, or coldDegC if it came straight from the towers. It returns what is
// taken out of the loop and what enters the condenser water.
func (g *chillerGroup) run(m sim.Minute, heat, tc, coldDegC float64) (takenW, condenserW float64) {
	if g.regression {
		return g.regress(heat, coldDegC)
	}
	g.pumpW, g.pumpHeatW = 0, 0
	if heat > 0 && g.onePumpW > 0 {
		heat += g.toFluid * g.onePumpW * float64(g.running)
	}
	g.step(m, heat, g.leavingDegC, tc, g.inService)
	if g.running > 0 && heat > 0 {
		g.pumpW = float64(g.running) * g.onePumpW
		g.pumpHeatW = g.toFluid * g.pumpW
	}
	return g.takenW - g.pumpHeatW, g.condenserW
}

// regress is run by the regression.
func (g *chillerGroup) regress(heat, tc float64) (takenW, condenserW float64) {
	g.chillerMinute = chillerMinute{}
	if !(heat > 0) || g.inService == 0 {
		return 0, 0
	}
	if !leiMasanetEntering.Contains(tc) {
		g.clampedMinutes++
	}
	g.running = g.inService
	g.takenW = min(heat, g.limitW*float64(g.inService)/float64(g.number))
	g.powerW = g.takenW * g.fullPowerPerW(0, tc)
	g.condenserW = g.takenW + g.powerW
	return g.takenW, g.condenserW
}

// heatOfPowerW is the compressors' power that becomes heat in condenser water.
func (g *chillerGroup) heatOfPowerW() float64 {
	if g.regression {
		return g.powerW
	}
	return g.powerW * g.record.PartLoad.MotorHeat
}

func (g *chillerGroup) declare(r record.Group) {
	if g.regression {
		r.Counter(&g.clampedMinutes, "water_chiller_out_of_bounds_minutes", "minutes in which water-cooled chillers ran out of their regression's range, clamped to it", leiMasanetEntering.String()+"; "+leiMasanetLoad.String())
		return
	}
	g.waterChillers.declare(r)
}

// rest is a minute without heat: machines switch off, or start for the heat to come,
// W, with condenser water at tc, degC.
func (g *chillerGroup) rest(m sim.Minute, wish, tc float64) {
	g.halt()
	if g.regression {
		g.running = 0
		return
	}
	g.point = g.record.At(g.leavingDegC, tc)
	g.running = g.stage.step(m, wish, g.point.AvailableW, g.inService)
}

// halt is machines without load.
func (g *chillerGroup) halt() { g.takenW, g.powerW, g.condenserW, g.pumpW, g.pumpHeatW = 0, 0, 0, 0, 0 }
