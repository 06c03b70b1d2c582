package loop

import (
	"caloduc/cooling/component"
	"caloduc/sim/param"
)

// RearDoorSpec describes rear-door heat exchangers: water-cooled coils in the
// racks' rear doors, passive (the servers' fans drive the air) or with fans.
type RearDoorSpec struct {
	Effectiveness   float64
	AirRangeK       float64
	WaterRangeK     float64
	FanPressurePa   float64
	FanEfficiency   float64
	MinWaterFlow    float64
	DewPointMarginK float64
	DesignShare     float64
	RoomRangeK      float64
}

// Params declares the parameters.
func (s *RearDoorSpec) Params(p *param.Set) {
	p.Float(&s.Effectiveness, "door_effectiveness", 0.7, param.AboveTo(0.1, 0.95), "effectiveness of the doors' coils at design flows", param.Assumption)
	p.Float(&s.AirRangeK, "door_air_range_K", 13.9, param.Between(5, 40), "temperature rise of air through the servers at design", component.LeiMasanet)
	p.Float(&s.WaterRangeK, "door_water_range_K", 6, param.Between(2, 20), "rise of water through the doors at design", component.LikeLeiMasanet)
	p.Float(&s.FanPressurePa, "door_fan_pressure_Pa", 0, param.Between(0, 500), "pressure that the doors' own fans give at design flow; 0: passive doors", param.Assumption)
	p.Float(&s.FanEfficiency, "door_fan_efficiency", 0.5, param.AboveTo(0.1, 1), "wire-to-air efficiency of the doors' fans", param.Assumption)
	p.Float(&s.MinWaterFlow, "door_min_water_flow", 0.2, param.Between(0.1, 1), "smallest flow of water as a share of design; doors take less by bypass", param.Assumption)
	p.Float(&s.DesignShare, "door_design_share", 0.9, param.Between(0.1, 0.99), "fraction of the servers' heat that doors carry at design; air handlers are sized for the rest and the room's heat", param.Assumption)
	p.Float(&s.RoomRangeK, "room_air_range_K", 6, param.Between(2, 15), "supply of the air handlers below the room's air at design", param.Assumption)
	p.Float(&s.DewPointMarginK, "door_dew_point_margin_K", 2, param.Between(0, 10), "water to the doors is kept this far above the hall's dew point", param.Unverified("HPE QuickSpecs, Motivair liquid-cooled door, as quoted on a vendor's page: 2 degC above the highest dew point"))
}

// Build sizes doors for the servers' heat designW, W, carried by air in full.
func (s *RearDoorSpec) Build(designW float64) RearDoors {
	ca, cw := designW/s.AirRangeK, designW/s.WaterRangeK
	fans := ca / component.DryAirJPerKgK / doorAirKgPerM3 * s.FanPressurePa / s.FanEfficiency
	return RearDoors{Coil: component.NewCoil(component.CoilSizeWPerK(s.Effectiveness, ca, cw), ca, cw, s.MinWaterFlow),
		designW: designW, fansW: fans}
}

// doorAirKgPerM3 is the density of air leaving servers, kg/m3: 40 degC at sea level.
const doorAirKgPerM3 = 1.127

// RearDoors are the doors of a hall: a coil behind the servers. The water may be
// chilled or facility water.
type RearDoors struct {
	Coil           component.Coil
	designW, fansW float64 // servers' heat and fans' power at design
	doorMinute
}

type doorMinute struct {
	// Fraction of water flow; heat taken; power of the doors' fans, all of which is
	// heat in the air; air back to the hall and water out, degC. all is the heat of
	// servers and fans, which warms the air by all·perCa, g the doors' conductance
	// from air in to water in, neutral tells that they take all.
	Flow, HeatW, FanW     float64
	airOutDegC, WaterDegC float64
	All, perCa, g         float64
	Neutral               bool
}

// Carry takes what it can of heat, W, of servers whose air enters at inletDegC
// with the fraction y of design flow, by water at waterDegC, no more than the
// fraction most of its design flow: as much as brings the air back to where it came
// from, the doors' fans included (room-neutral), or what that flow of water gives. It
// returns the heat that stays in the hall's air, W.
func (d *RearDoors) Carry(heat, inletDegC, y, waterDegC, most float64) (left float64) {
	d.FanW = d.fansW * component.FanLaw(y)
	d.Flow, d.HeatW, d.g, d.airOutDegC, d.WaterDegC = 0, 0, 0, inletDegC, waterDegC
	all := heat + d.FanW
	d.All, d.Neutral = all, true
	if all <= 0 || y <= 0 {
		d.FanW = 0
		return 0
	}
	ca := d.Coil.AirWPerK * y
	d.perCa, d.Neutral = 1/ca, false
	in := inletDegC + all*d.perCa
	lift := in - waterDegC
	if lift > 0 && most > 0 {
		f, g := d.Coil.FlowFor(y, all/lift, most)
		d.Flow, d.g, d.HeatW = f, g, g*lift
		if d.HeatW > all*(1-component.SearchTolerance) {
			d.HeatW, d.Neutral = all, true
		}
		d.WaterDegC += d.HeatW / (d.Coil.WaterW * f)
	}
	left = all - d.HeatW
	d.airOutDegC = inletDegC + left*d.perCa
	return left
}
