package loop

import (
	"fmt"

	"caloduc/cooling/component"
	"caloduc/sim"
	"caloduc/sim/param"
	"caloduc/sim/record"
)

// LeiMasanetChiller is the name of the chiller whose COP is LeiMasanetCOP.
const LeiMasanetChiller = "lei-masanet"

// ChillerGroupSpec describes a group of equal water-cooled chillers.
type ChillerGroupSpec struct {
	Name       string
	Number     int
	CapacityMW float64
	COP        float64
	PartLoad   float64
	COPFactor  float64
	Staging    component.ChillerStagingSpec
}

// Declare declares the parameters of the group.
func (s *ChillerGroupSpec) Declare(p *param.Set) {
	p.Choice(&s.Name, "chiller", component.DefaultChiller, append(component.ChillerNames(), LeiMasanetChiller), "record of the chillers' curves; lei-masanet: COP by the regression of Lei and Masanet, of tower water and chiller_part_load, without limit of capacity by temperature")
	p.Int(&s.Number, "chillers", 4, param.Between(1, 100), "number of equal chillers", param.Assumption)
	p.Float(&s.CapacityMW, "chiller_capacity_MW", param.Auto, param.Above(0), "heat that all chillers carry at the site's extreme; auto: what is needed there", param.Assumption)
	p.Float(&s.COP, "chiller_cop", param.Auto, param.Between(1, 15), "reference COP; auto: the record's", param.Assumption)
	p.Float(&s.PartLoad, "chiller_part_load", 0.5, param.Between(0.2, 0.8), "part load at which chillers of the regression always run", component.LeiMasanet)
	p.Float(&s.COPFactor, "chiller_cop_factor", 1, param.Between(0.3, 1.5), "COP as a multiple of the regression's", param.Assumption)
	s.Staging.Params(p)
}

// ChillerGroup is a group of water-cooled chillers: a staged bank on EIR curves
// or the warm-water table, or the regression LeiMasanetCOP.
type ChillerGroup struct {
	component.WaterChillers
	chillerGroupSize
	inService        int
	leavingDegC      float64 // leaving chilled water, within the curves' range
	pumpW, pumpHeatW float64 // of the minute
}

// chillerGroupSize is what a group is built with.
type chillerGroupSize struct {
	number            int     // that carry the design load
	belowSetK         float64 // leaving chilled water below the loop's set point
	mostDegC          float64 // warmest leaving chilled water
	OnePumpW, ToFluid float64 // chilled-water pump of one machine, where the group has its own
	regression        bool    // by LeiMasanetCOP
	partLoad, factor  float64 // then: part load, COP over the regression's
	limitW            float64 // and most heat
}

// Build sizes a group that carries heat, W, for a loop whose set point is setDegC, at
// leaving chilled water te (no warmer than its curves cover) and entering condenser
// water tc, degC.
func (s *ChillerGroupSpec) Build(heat, setDegC, te, tc float64, force bool) (ChillerGroup, error) {
	design := component.Given(1e6*s.CapacityMW, heat)
	g := ChillerGroup{chillerGroupSize: chillerGroupSize{number: s.Number, belowSetK: setDegC - te}, leavingDegC: te, inService: s.Number}
	if design < heat*(1-1e-9) && !force {
		return g, fmt.Errorf("chiller_capacity_MW = %.4g does not carry the heat at the site's extreme (%.1f degC into the condensers); %.4g would", s.CapacityMW, tc, 1e-6*heat)
	}
	if s.Name == LeiMasanetChiller {
		g.regression, g.partLoad, g.factor, g.limitW = true, s.PartLoad, s.COPFactor, design
		return g, nil
	}
	var err error
	if g.WaterChillers, err = component.NewWaterChillers(s.Name, 1, component.Given(s.COP, 0), s.Staging, s.Number); err != nil {
		return g, err
	}
	g.mostDegC = g.Record.LeavingMostDegC()
	g.leavingDegC = min(te, g.mostDegC)
	g.Record.CapacityW = design / float64(s.Number) / g.Record.At(g.leavingDegC, tc).AvailableW
	g.Stage.On = s.Number // so that a hall may open at full load
	return g, nil
}

// Entering is the range of condenser water that the group's curves cover at the water
// that leaves it.
func (g *ChillerGroup) Entering() component.Validity {
	if g.regression {
		return component.LeiMasanetEntering
	}
	return g.Record.EnteringAt(g.leavingDegC)
}

// FullPowerPerW is electric power per heat of one machine at full load.
func (g *ChillerGroup) FullPowerPerW(te, tc float64) float64 {
	if g.regression {
		return 1 / (g.factor * component.LeiMasanetCOP(component.LeiMasanetEntering.Clamp(tc), g.partLoad))
	}
	return g.Record.At(min(te, g.leavingDegC), tc).PerW * component.Quadratic(&g.Record.Curves.EIRFPLR, 1)
}

// run lets the group take heat, W, out of the loop of set point setDegC in minute m
// with condenser water tc, or coldDegC if it came straight from the towers. It returns
// what is taken out of the loop and what enters the condenser water.
func (g *ChillerGroup) run(m sim.Minute, heat, setDegC, tc, coldDegC float64) (takenW, condenserW float64) {
	if g.regression {
		return g.regress(heat, coldDegC)
	}
	g.pumpW, g.pumpHeatW = 0, 0
	if g.leavingDegC = setDegC - g.belowSetK; g.leavingDegC > g.mostDegC {
		g.leavingDegC = g.mostDegC
	}
	if heat > 0 && g.OnePumpW > 0 {
		heat += g.ToFluid * g.OnePumpW * float64(g.Running)
	}
	g.Step(m, heat, g.leavingDegC, tc, g.inService)
	if g.Running > 0 && heat > 0 {
		g.pumpW = float64(g.Running) * g.OnePumpW
		g.pumpHeatW = g.ToFluid * g.pumpW
	}
	return g.TakenW - g.pumpHeatW, g.CondenserW
}

// regress is run by the regression.
func (g *ChillerGroup) regress(heat, tc float64) (takenW, condenserW float64) {
	g.ChillerMinute = component.ChillerMinute{}
	if !(heat > 0) || g.inService == 0 {
		return 0, 0
	}
	g.RanMinutes++
	if !component.LeiMasanetEntering.Contains(tc) {
		g.ClampedMinutes++
	}
	g.Running = g.inService
	g.TakenW = min(heat, g.limitW*float64(g.inService)/float64(g.number))
	g.PowerW = g.TakenW * g.FullPowerPerW(0, tc)
	g.CondenserW = g.TakenW + g.PowerW
	return g.TakenW, g.CondenserW
}

// heatOfPowerW is the compressors' power that becomes heat in condenser water.
func (g *ChillerGroup) heatOfPowerW() float64 {
	if g.regression {
		return g.PowerW
	}
	return g.PowerW * g.Record.PartLoad.MotorHeat
}

func (g *ChillerGroup) declare(r record.Group) {
	if g.regression {
		r.Bound(&g.ClampedMinutes, &g.RanMinutes, "water_chiller_out_of_bounds_minutes", "minutes in which water-cooled chillers ran out of their regression's range, clamped to it", component.LeiMasanetEntering.String()+"; "+component.LeiMasanetLoad.String())
		return
	}
	g.WaterChillers.Declare(r)
}

// rest is a minute without heat: machines switch off, or start for the heat to come,
// W, with condenser water at tc, degC.
func (g *ChillerGroup) rest(m sim.Minute, wish, tc float64) {
	g.halt()
	if g.regression {
		g.Running = 0
		return
	}
	g.Point = g.Record.At(g.leavingDegC, tc)
	g.Running = g.Stage.Step(m, wish, g.Point.AvailableW, g.inService)
}

// halt is machines without load.
func (g *ChillerGroup) halt() { g.TakenW, g.PowerW, g.CondenserW, g.pumpW, g.pumpHeatW = 0, 0, 0, 0, 0 }
