package cooling

import (
	"fmt"
)

// sizeAir sizes fans, coils and their circuit.
func (s *RiverPlantSpec) sizeAir(p *river, site Site, h Hall) error {
	part := h
	left := 1 - h.LiquidFraction
	part.LiquidFraction, part.RackPowerkW = 0, left*h.RackPowerkW
	part.DesignITMW = left * h.DesignITMW
	if h.LiquidFraction > 0 && h.DesignITMW > 0 {
		liquidW := 1e6 * h.DesignITMW * h.LiquidFraction
		l := &s.Liquid
		cdu := PumpPowerW(liquidW/l.TCSRangeK/(waterJPerKgK*waterKgPerM3), 1e3*l.CDUHeadkPa, s.PumpEfficiency)
		part.DesignITMW += 1e-6 * (1 - s.MotorEfficiency) * cdu // motors in the hall's air
	}
	var err error
	if p.air, err = s.HallAirSpec.build(site, part, "a river-cooled plant", s.Force); err != nil {
		return err
	}
	a := &p.air
	coilW := (1 + s.Reserve) * (a.designW + a.fanW)
	ca, cw := a.massFlow*dryAirJPerKgK, coilW/s.ColdRangeK
	lo := min(ca, cw)
	warmest := a.returnDegC - coilW/(lo*s.CoilEffective)
	set := given(s.ColdDegC, warmest)
	if set > warmest+1e-9 && !s.Force {
		return fmt.Errorf("facility water of %.1f degC cannot hold supply air of %.1f degC with coil_effectiveness = %g; %.1f degC can", set, a.setDegC, s.CoilEffective, warmest)
	}
	eps := min(coilW/(lo*(a.returnDegC-set)), s.CoilEffective)
	if !(eps > 0) {
		eps = s.CoilEffective
	}
	p.coil = newFanWall(CoilSizeWPerK(eps, ca, cw), ca, cw, s.MinWaterFlow)
	p.cold, err = s.sizeCircuit(site, coilW, cw, set, s.MinWaterFlow, s.TrimShare, s.FacilityMass*a.designW)
	return err
}

// sizeLiquid sizes cold plates, distribution units and their circuit.
func (s *RiverPlantSpec) sizeLiquid(p *river, site Site) error {
	h, l := p.hall, &s.Liquid
	p.hasLiquid = true
	heat := 1e6 * h.DesignITMW * h.LiquidFraction
	q := &p.liquid
	q.inService = 1
	q.minFlow, q.flowBand, q.c1 = l.MinFlow, l.FlowBand, heat/l.TCSRangeK
	q.cduPump = s.pumpOf(q.c1, l.CDUHeadkPa)
	q.plate = newCurve(func(f float64) float64 { return ColdPlateResistance(l.PlateResistance, l.PlateConvective, f) }, l.MinFlow, 1.001, 128)
	q.plateW, q.plateMaxDegC = l.PlateHeatW, l.PlateMaxCaseDegC
	cw := heat / l.FacilityRangeK
	var err error
	if q.exchanger, err = newPlateExchanger(heat, q.c1, cw, l.CDUApproachK); err != nil {
		return fmt.Errorf("distribution units: %w", err)
	}
	set := given(l.SupplyTempDegC, h.MaxLiquidSupplyDegC-l.CDUApproachK-1)
	supply := set + l.CDUApproachK
	if !s.Force {
		if supply > h.MaxLiquidSupplyDegC {
			return fmt.Errorf("supply_temp_degC = %.4g with a CDU approach of %.4g K gives coolant of %.4g degC; the servers bear %.4g degC", set, l.CDUApproachK, supply, h.MaxLiquidSupplyDegC)
		}
		if most := ColdPlateMaxHeatW(l.PlateMaxCaseDegC, supply, l.PlateResistance); most < l.PlateHeatW {
			return fmt.Errorf("coolant of %.4g degC lets a cold plate of %g K/W take %.0f W of its %.0f W (case limit %.4g degC)", supply, l.PlateResistance, most, l.PlateHeatW, l.PlateMaxCaseDegC)
		}
	}
	load := (1+s.Reserve)*heat + s.MotorEfficiency*q.cduPump.designW
	if q.circuit, err = s.sizeCircuit(site, load, cw, set, l.MinFlow, s.LiquidTrimShare, s.FacilityMass*heat); err != nil {
		return err
	}
	q.warmDegC = supply + heat/q.c1
	q.tcs = newLoopNode(l.TCSMass*heat, q.warmDegC)
	q.supplyDegC = supply
	q.run(1)
	return nil
}

// sizeCircuit sizes a circuit of facility water of capacity flow cw, W/K, that
// takes heat, W, from its users at the set point.
func (s *RiverPlantSpec) sizeCircuit(site Site, heat, cw, setDegC, minFlow, trimShare, mass float64) (riverCircuit, error) {
	c := riverCircuit{setDegC: setDegC, least: s.MinRiverFlow, leastOf: s.MinRiverFlow, most: 1, intake: 1, band: s.RiverBand, pump: s.pumpOf(cw, s.FacilityHeadkPa), loop: newLoopNode(mass, setDegC)}
	heat += c.pump.toFluid * c.pump.designW
	cr := heat / s.RiverRangeK
	c.designKg, c.perCr = cr/waterJPerKgK, 1/cr
	c.riverPump = s.pumpOf(cr, s.RiverHeadkPa)
	var err error
	approach := max(s.ExchangerK, setDegC-s.DesignDegC)
	if c.plate, err = newPlateExchanger(heat, cw, cr, approach); err != nil {
		return c, fmt.Errorf("river exchanger: %w", err)
	}
	if trimShare > 0 {
		most := trimShare * heat
		c.trim, c.trimDegC, c.perTrimW = true, min(s.TrimDegC, setDegC), 1/most
		c.trimFlow = s.pumpOf(most/s.ColdRangeK, s.FacilityHeadkPa)
		most += c.trimFlow.toFluid * c.trimFlow.designW
		ref := most / AirCooledScrew.Capacity(c.trimDegC, site.DesignDryBulbDegC+s.RecirculationK)
		c.bank = newAirChillerBank(ref, s.TrimCOP, s.TrimMinLoad, s.Staging, s.Trims)
	}
	return c, nil
}

// heatW is the heat for which a circuit is sized; nil where there is none.
func (c *riverCircuit) heatW(rangeK float64) float64 {
	if c.perCr == 0 {
		return 0
	}
	return rangeK / c.perCr
}

// feasible tells whether the plant serves the hall in the warmest water for which
// it is sized.
func (s *RiverPlantSpec) feasible(p *river) error {
	r := p.reach
	type demand struct {
		name, key string
		c         *riverCircuit
		trim      float64
	}
	all := []demand{{"coils'", "trim_share", &p.cold, s.TrimShare}}
	if p.hasLiquid {
		all = append(all, demand{"cold plates'", "liquid_trim_share", &p.liquid.circuit, s.LiquidTrimShare})
	}
	heat, drawn := 0.0, 0.0
	for _, d := range all {
		q := d.c.heatW(s.RiverRangeK)
		warm := d.c.setDegC < s.DesignDegC+s.ExchangerK-1e-9
		if warm && d.trim < 1 {
			return fmt.Errorf("water of %.1f degC (design_water_degC) with an exchanger approach of %g K cannot hold %.1f degC in the %s circuit; %s = %g carries only that part of its heat", s.DesignDegC, s.ExchangerK, d.c.setDegC, d.name, d.key, d.trim)
		}
		if d.trim < 1 {
			heat += (1 - d.trim) * q
			drawn += (1 - d.trim) * d.c.designKg
		}
	}
	others := ""
	if r.plannedKgPerS > 0 {
		others = ", with the campus' other halls on it,"
	}
	r.plannedW, r.plannedKgPerS = r.plannedW+heat, r.plannedKgPerS+drawn
	if drawn := r.plannedKgPerS; drawn > r.mostKgPerS*(1+1e-9) {
		return fmt.Errorf("the plant%s draws %.3g m3/s in the warmest water and may draw %.3g m3/s (max_withdrawal_share, reserved_flow_m3_per_s)", others, drawn/riverKgPerM3, r.mostKgPerS/riverKgPerM3)
	}
	if most := min(r.allowedW(s.DesignDegC), r.outfallRiseK(s.DesignDegC)*r.mostKgPerS*waterJPerKgK); r.plannedW > most {
		return fmt.Errorf("the plant%s discharges %.4g MW into water of %.1f degC and may discharge %.4g MW", others, r.plannedW/1e6, s.DesignDegC, most/1e6)
	}
	return nil
}
