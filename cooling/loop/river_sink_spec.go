package loop

import (
	"fmt"

	"caloduc/cooling/component"
	"caloduc/cooling/failure"
	"caloduc/sim/param"
)

// RiverSinkSpec describes what cools the loops of a plant on river or sea water.
type RiverSinkSpec struct {
	WarmestDegC float64
	ApproachK   float64
	RangeK      float64
	MinFlow     float64
	Band        float64
	HeadkPa     float64
	TrimDegC    float64
	Trim        AirChillersSpec
	Facility    FacilitySpec
}

// Declare declares the parameters.
func (s *RiverSinkSpec) Declare(p *param.Set) {
	p.Float(&s.WarmestDegC, "design_water_degC", 26, param.Between(0, 40), "warmest river or sea water for which the plant is sized", param.Assumption)
	p.Float(&s.ApproachK, "exchanger_approach_K", 2, param.Between(0.5, 10), "facility water leaving the plate heat exchangers above the river water that enters them, at design", component.LikeLeiMasanet)
	p.Float(&s.RangeK, "river_range_K", 8, param.Between(1, 25), "rise of river water through the exchangers at design", param.Assumption)
	p.Float(&s.MinFlow, "min_river_flow", 0.15, param.Between(0.05, 1), "smallest flow of river water as a fraction of design", param.Assumption)
	p.Float(&s.Band, "river_flow_dead_band", 0.03, param.Between(0, 0.2), "river pumps keep their speed while the exchangers' conductance exceeds what is needed by less than this fraction", param.Assumption)
	p.Float(&s.HeadkPa, "river_pump_head_kPa", 150, param.Between(10, 1000), "head of river pumps at design flow, intake screens and lift included", param.Assumption)
	p.Float(&s.TrimDegC, "trim_leaving_degC", 15, param.Between(4.4, 15.6), "water of the side stream that trim chillers cool; the rest of the circuit is mixed with it", param.Assumption)
	s.Trim.Declare(p, "trim_")
	s.Facility.Declare(p)
}

// RiverCircuit is a circuit that a sink is built for.
type RiverCircuit struct {
	Loop       *Water
	ColdPlates bool    // theirs, else the coils'
	HeatW      float64 // at design, its pumps' included
	TrimShare  float64 // capacity of trim chillers over that
	SideRangeK float64 // rise of their side stream at design
}

// Build sizes the sink of a circuit.
func (s *RiverSinkSpec) Build(c RiverCircuit, works *RiverWorks, site Site, units *failure.UnitsTable) (err error) {
	w, f := c.Loop, &s.Facility
	set, kgPerS := w.SetAtDesignDegC, c.HeatW/s.RangeK/component.WaterJPerKgK
	k := &RiverSink{Loop: w, Works: works, reach: works.Reach, riverSize: riverSize{coldPlates: c.ColdPlates, HeatW: c.HeatW, trimShare: c.TrimShare,
		designKgPerS: kgPerS, perCr: s.RangeK / c.HeatW, pump: f.pumpOf(kgPerS/component.WaterKgPerM3, s.HeadkPa), leastOfAll: s.MinFlow, band: s.Band}}
	w.Pumps, w.Sink = failure.Bank{Share: 1}, k
	works.Sinks = append(works.Sinks, k)
	if k.Plate, err = component.NewPlateExchanger(c.HeatW, w.CwWPerK, c.HeatW/s.RangeK, max(s.ApproachK, set-s.WarmestDegC)); err != nil {
		return fmt.Errorf("river exchanger: %w", err)
	}
	if c.TrimShare > 0 {
		most := c.TrimShare * c.HeatW
		k.trimDegC, k.perTrimW = min(s.TrimDegC, set), 1/most
		k.sidePump = f.pumpOf(most/c.SideRangeK/(component.WaterJPerKgK*component.WaterKgPerM3), f.HeadkPa)
		ref, err := s.Trim.RefW(site, most+k.sidePump.ToFluid*k.sidePump.DesignW, k.trimDegC, 1, true)
		if err != nil {
			return err
		}
		kind := &failure.AirChillerUnits
		if c.ColdPlates {
			kind = &failure.LiquidChillerUnits
		}
		k.trim = s.Trim.Build(site, ref, units, kind)
	}
	k.Serve()
	return nil
}

// Feasible tells whether the sinks serve a hall in the warmest water for which they
// are sized.
func (s *RiverSinkSpec) Feasible(works *RiverWorks) error {
	heat, drawn := 0.0, 0.0
	for _, k := range works.Sinks {
		left := 1 - k.trimShare
		if left <= 0 {
			continue
		}
		if set := k.Loop.SetAtDesignDegC; set < s.WarmestDegC+s.ApproachK-1e-9 {
			key, name := "trim_share", "coils'"
			if k.coldPlates {
				key, name = "liquid_trim_share", "cold plates'"
			}
			return fmt.Errorf("water of %.1f degC (design_water_degC) with an exchanger approach of %g K cannot hold %.1f degC in the %s circuit; %s = %g carries only that part of its heat", s.WarmestDegC, s.ApproachK, set, name, key, k.trimShare)
		}
		heat += left * k.HeatW
		drawn += left * k.designKgPerS
	}
	return works.Reach.bears(heat, drawn, s.WarmestDegC)
}
