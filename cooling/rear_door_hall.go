package cooling

import (
	"fmt"

	"caloduc/cooling/psychro"
)

// doorHall is the air of a hall whose racks have rear doors on chilled water: a
// well-mixed room. The servers' own fans drive air from the room through servers
// and doors back into it, as much as follows their load; what doors leave, with
// the room's other heat, is carried by air handlers on the same chilled water,
// whose fans follow it. Servers breathe the room's air, T:
//
//	C·dT/dt = servers + room + fans - doors - coils
//	doors   = servers + door fans, while their valves hold the room neutral,
//	          else g·(T + (servers + door fans)/ca - t), with t of the water
//
// Doors and coils stand in parallel in the water.
type doorHall struct {
	rearDoors
	doorMW float64
}

// sizeDoors sizes doors for the servers of h, and the hall's air for what they
// leave: air handlers move it for a supply of room_air_range_K below the room's air.
func (s *ChilledWaterSpec) sizeDoors(site Site, h Hall) (*doorHall, hallAir, error) {
	rest, spec := h, s.Air
	rest.DesignITMW *= 1 - s.Doors.DesignShare
	spec.RangeK = s.Doors.RoomRangeK
	a, err := spec.build(site, rest, "a chilled-water plant", s.Force)
	if err != nil {
		return nil, a, err
	}
	if s.SensibleRatio < 1 {
		return nil, a, fmt.Errorf("hall %s: doors are kept above the dew point: sensible_heat_ratio = %g does not go with rear_doors", h.Name, s.SensibleRatio)
	}
	if !isAuto(s.Air.Flow) {
		return nil, a, fmt.Errorf("hall %s: with rear_doors the servers' own fans set the flow (doors.door_air_range_K): air_flow_kg_per_s does not go with them", h.Name)
	}
	a.mixed = true
	a.returnDegC = a.setDegC
	a.capJPerK = s.Air.ThermalMass * 1e6 * (h.DesignITMW + h.DesignRoomHeatMW)
	a.perCap = minuteS / a.capJPerK
	return &doorHall{rearDoors: s.Doors.build(1e6 * h.DesignITMW)}, a, nil
}

// warmestWater is the warmest water with which doors carry their design share, in
// a room at its set point.
func (s *RearDoorSpec) warmestWater(d *doorHall, roomDegC float64) float64 {
	lo := min(d.coil.airWPerK, d.coil.waterW)
	return roomDegC + (d.designW+d.fansW)/d.coil.airWPerK - s.DesignShare*(d.designW+d.fansW)/(s.Effectiveness*lo)
}

// checkDew refuses water on which the room's vapour would condense.
func (d *doorHall) checkDew(waterDegC, humidity, pressurePa float64) error {
	if dew := psychro.DewPointDegC(humidity, pressurePa); !d.dry(waterDegC, dew) {
		return fmt.Errorf("chilled water of %.1f degC is less than door_dew_point_margin_K = %g above the room's dew point of %.1f degC: doors must stay dry", waterDegC, d.marginK, dew)
	}
	return nil
}

// withDoors is a minute with heat in a hall with rear doors.
func (p *chilledWater) withDoors(load Load) {
	a, d, r := &p.air, p.doors, &p.rec
	most := p.chilledPumps.share
	servers := 1e6 * load.ITMW
	y := min(max(load.ITMW/p.hall.DesignITMW, a.minFlow), 1)
	left := d.carry(servers, a.returnDegC, y, p.loop.tDegC, most)
	a.start(left + 1e6*load.RoomHeatMW)
	if most == 0 { // chilled water stands
		r.coilMode = coilsSaturated
		p.idle()
		if a.stands() {
			a.stagnate()
		} else {
			a.drift(0)
		}
		return
	}
	f, g, held := 0.0, 0.0, true // of the air handlers' coils
	need := 0.0
	switch {
	case a.stands():
		r.coilMode, held = coilsStagnant, false
	default:
		// Their valve holds the room's air, and brings it back in some minutes.
		need = a.heatW + a.fanPowerW + a.capJPerK*(1./recoveryS)*(a.returnDegC-a.setDegC)
		if need <= 0 {
			r.coilMode, need = coilsWarming, 0
			break
		}
		f, g, held = p.handlers(need, most)
		r.coilMode = coilsHold
		if !held {
			r.coilMode = coilsSaturated
		}
	}
	cw := p.coil.waterW*f + d.coil.waterW*d.flow
	switch {
	case cw == 0:
		p.idle()
		if a.stands() {
			a.stagnate()
		} else {
			a.drift(0)
		}
	case held && d.neutral:
		heat := need + d.heatW + p.pumps(cw/p.cwWPerK)
		ge, sink, removed := p.carry(heat, cw, cw/p.cwWPerK)
		rise := heat / cw
		economised := p.loop.sink(heat-removed, ge, sink-rise)
		p.central.finish(p.loop.meanDegC+rise, economised)
		a.drift(need)
	default:
		p.warmDoors(cw, g)
	}
	d.doorMW = 1e-6 * d.heatW
}

// handlers sets the valve of the air handlers' coils for need, W: their share of
// water flow, conductance, and whether need is held.
func (p *chilledWater) handlers(need, most float64) (f, g float64, held bool) {
	lift := p.air.returnDegC - p.loop.tDegC
	if lift <= 0 {
		return min(p.coil.minWater, most), 0, false
	}
	f, g = p.coil.flowFor(p.air.fanSpeed, need/lift, most)
	return f, g, g*lift >= need*(1-searchTolerance)
}

// warmDoors ends a minute in which doors or coils, of conductance g, do not hold
// their set point, as warm does, at the capacity flow cw, W/K, of both.
func (p *chilledWater) warmDoors(cw, g float64) {
	a, l, d := &p.air, &p.loop, p.doors
	gd, given := d.g, d.all*d.perCa*d.g // heat that goes with the lift from the room, and besides
	if d.neutral {
		gd, given = 0, d.heatW
	}
	both := g + gd
	pumpHeat := p.pumps(cw / p.cwWPerK)
	lift := a.returnDegC - l.tDegC
	ge, sink, removed := p.carry(both*max(lift, 0)+given+pumpHeat, cw, cw/p.cwWPerK)
	past := 1 - ge/cw
	room := a.heatW + a.fanPowerW + d.heatW // all that enters the room's air
	pa, pb := 1/a.capJPerK, 1/l.capJPerK
	n := twoNodes{a11: -both * pa, a12: both * pa, a21: past * both * pb, a22: -(past*both + ge) * pb}
	ma, mb := n.mean(n.propagator(minuteS), a.returnDegC, l.tDegC,
		(room-given-both*lift)*pa, (past*(both*lift+given+pumpHeat)-removed-ge*(l.tDegC-sink))*pb)
	taken := both*(ma-mb) + given
	d.heatW = gd*(ma-mb) + given
	heat := taken + pumpHeat
	back := mb + heat/cw
	economised := ge * (back - sink)
	l.settle(l.tDegC+minuteS*pb*(heat-economised-removed), mb)
	a.settle(a.returnDegC+minuteS*pa*(room-taken), ma, ma)
	p.central.finish(back, economised)
}

// rest is a minute in which nothing flows.
func (d *doorHall) rest() {
	if d != nil {
		d.fanW, d.heatW, d.flow, d.doorMW = 0, 0, 0, 0
	}
}
