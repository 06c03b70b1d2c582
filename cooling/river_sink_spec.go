package cooling

import (
	"fmt"

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

// declare declares the parameters.
func (s *RiverSinkSpec) declare(p *param.Set) {
	p.Float(&s.WarmestDegC, "design_water_degC", 26, param.Between(0, 40), "warmest river or sea water for which the plant is sized", param.Assumption)
	p.Float(&s.ApproachK, "exchanger_approach_K", 2, param.Between(0.5, 10), "facility water leaving the plate heat exchangers above the river water that enters them, at design", likeLeiMasanet)
	p.Float(&s.RangeK, "river_range_K", 8, param.Between(1, 25), "rise of river water through the exchangers at design", param.Assumption)
	p.Float(&s.MinFlow, "min_river_flow", 0.15, param.Between(0.05, 1), "smallest flow of river water as a fraction of design", param.Assumption)
	p.Float(&s.Band, "river_flow_dead_band", 0.03, param.Between(0, 0.2), "river pumps keep their speed while the exchangers' conductance exceeds what is needed by less than this fraction", param.Assumption)
	p.Float(&s.HeadkPa, "river_pump_head_kPa", 150, param.Between(10, 1000), "head of river pumps at design flow, intake screens and lift included", param.Assumption)
	p.Float(&s.TrimDegC, "trim_leaving_degC", 15, param.Between(4.4, 15.6), "water of the side stream that trim chillers cool; the rest of the circuit is mixed with it", param.Assumption)
	s.Trim.declare(p, "trim_")
	s.Facility.declare(p)
}

// riverCircuit is a circuit that a sink is built for.
type riverCircuit struct {
	loop       *waterLoop
	coldPlates bool    // theirs, else the coils'
	heatW      float64 // at design, its pumps' included
	trimShare  float64 // capacity of trim chillers over that
	sideRangeK float64 // rise of their side stream at design
}

// build sizes the sink of a circuit.
func (s *RiverSinkSpec) build(c riverCircuit, works *riverWorks, site Site, units *unitsTable) (err error) {
	w, f := c.loop, &s.Facility
	set, kgPerS := w.setAtDesignDegC, c.heatW/s.RangeK/waterJPerKgK
	k := &riverSink{loop: w, works: works, reach: works.reach, riverSize: riverSize{coldPlates: c.coldPlates, heatW: c.heatW, trimShare: c.trimShare,
		designKgPerS: kgPerS, perCr: s.RangeK / c.heatW, pump: f.pumpOf(kgPerS/waterKgPerM3, s.HeadkPa), leastOfAll: s.MinFlow, band: s.Band}}
	w.pumps, w.sink = unitBank{share: 1}, k
	works.sinks = append(works.sinks, k)
	if k.plate, err = newPlateExchanger(c.heatW, w.cwWPerK, c.heatW/s.RangeK, max(s.ApproachK, set-s.WarmestDegC)); err != nil {
		return fmt.Errorf("river exchanger: %w", err)
	}
	if c.trimShare > 0 {
		most := c.trimShare * c.heatW
		k.trimDegC, k.perTrimW = min(s.TrimDegC, set), 1/most
		k.sidePump = f.pumpOf(most/c.sideRangeK/(waterJPerKgK*waterKgPerM3), f.HeadkPa)
		ref, err := s.Trim.refW(site, most+k.sidePump.toFluid*k.sidePump.designW, k.trimDegC, 1, true)
		if err != nil {
			return err
		}
		kind := &airChillerUnits
		if c.coldPlates {
			kind = &liquidChillerUnits
		}
		k.trim = s.Trim.build(ref, units, kind)
	}
	k.serve()
	return nil
}

// feasible tells whether the sinks serve a hall in the warmest water for which they
// are sized.
func (s *RiverSinkSpec) feasible(works *riverWorks) error {
	heat, drawn := 0.0, 0.0
	for _, k := range works.sinks {
		left := 1 - k.trimShare
		if left <= 0 {
			continue
		}
		if set := k.loop.setAtDesignDegC; set < s.WarmestDegC+s.ApproachK-1e-9 {
			key, name := "trim_share", "coils'"
			if k.coldPlates {
				key, name = "liquid_trim_share", "cold plates'"
			}
			return fmt.Errorf("water of %.1f degC (design_water_degC) with an exchanger approach of %g K cannot hold %.1f degC in the %s circuit; %s = %g carries only that part of its heat", s.WarmestDegC, s.ApproachK, set, name, key, k.trimShare)
		}
		heat += left * k.heatW
		drawn += left * k.designKgPerS
	}
	return works.reach.bears(heat, drawn, s.WarmestDegC)
}
