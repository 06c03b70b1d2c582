package cooling

import (
	"errors"
	"fmt"

	"caloduc/cooling/psychro"
	"caloduc/sim"
	"caloduc/sim/record"
)

// doorSide is the air of a hall whose racks have rear doors on chilled water: a
// well-mixed room. The servers' own fans drive air from the room through servers
// and doors back into it, as much as follows their load; what doors leave, with
// the room's other heat, is carried by air handlers on the same chilled water,
// whose fans follow it. Servers breathe the room's air, T:
//
//	C·dT/dt = servers + room + fans - doors - coils
//	doors   = servers + door fans, while their valves hold the room neutral,
//	          else g·(T + (servers + door fans)/ca - t), with t of the water
//
// Doors and coils stand in parallel in the water; their valves work side by side.
type doorSide struct {
	*coilSide
	doors  rearDoors
	perAll float64 // inverse of the hall's design heat, 1/W
	doorMW float64
}

// doorDesign is what doors ask of the water they share with coils.
type doorDesign struct {
	waterW      float64 // capacity flow at design, W/K
	shareW      float64 // design heat they carry
	warmestDegC float64 // warmest water with which they do
	allW        float64 // design heat of the hall
}

// Errors of halls with rear doors.
var (
	errDoorsDry  = errors.New("doors are kept above the dew point: sensible_heat_ratio below 1 does not go with rear_doors")
	errDoorsFlow = errors.New("with rear_doors the servers' own fans set the flow (doors.door_air_range_K): air_flow_kg_per_s does not go with them")
)

// demand is what doors leave of a hall's demand.
func (s *RearDoorSpec) demand(h Hall) Hall {
	h.DesignITMW *= 1 - s.DesignShare
	return h
}

// room makes of the air that is sized for what doors leave the room of all the hall.
func (s *RearDoorSpec) room(a *hallAir, h Hall, thermalMass float64) {
	a.mixed, a.returnDegC = true, a.setDegC
	a.setMass(thermalMass * 1e6 * (h.DesignITMW + h.DesignRoomHeatMW))
}

// design is what the doors of hall h ask of their water, in a room at roomDegC.
func (s *RearDoorSpec) design(h Hall, roomDegC float64) *doorDesign {
	d := s.build(1e6 * h.DesignITMW)
	all := d.designW + d.fansW
	lo := min(d.coil.airWPerK, d.coil.waterW)
	return &doorDesign{waterW: d.coil.waterW, shareW: s.DesignShare * all, allW: 1e6 * (h.DesignITMW + h.DesignRoomHeatMW),
		warmestDegC: roomDegC + all/d.coil.airWPerK - s.DesignShare*all/(s.Effectiveness*lo)}
}

// beside puts the doors of hall h beside the air handlers of a sized side.
func (s *RearDoorSpec) beside(side *coilSide, h Hall) *doorSide {
	return &doorSide{coilSide: side, doors: s.build(1e6 * h.DesignITMW), perAll: 1e-6 / (h.DesignITMW + h.DesignRoomHeatMW)}
}

// checkDew refuses water on which the room's vapour would condense.
func (s *RearDoorSpec) checkDew(waterDegC, humidity, pressurePa float64) error {
	if dew := psychro.DewPointDegC(humidity, pressurePa); waterDegC < dew+s.DewPointMarginK {
		return fmt.Errorf("chilled water of %.1f degC is less than door_dew_point_margin_K = %g above the room's dew point of %.1f degC: doors must stay dry", waterDegC, s.DewPointMarginK, dew)
	}
	return nil
}

// step implements airSide.
func (s *doorSide) step(m sim.Minute, out *Outdoor, serversW, roomW float64) {
	a, d, w := &s.hallAir, &s.doors, s.water
	heat := serversW + roomW
	w.begin(m, out, heat*s.perAll)
	if a.dark(heat) {
		s.at(airOff)
		a.rest()
		d.rest()
		s.idle()
		return
	}
	most := w.pumps.share
	y := min(max(serversW/d.designW, a.minFlow), 1)
	a.start(d.carry(serversW, a.returnDegC, y, w.node.tDegC, most) + roomW)
	if !a.stands() {
		a.stream(a.w)
	}
	f, g, need, held := s.handlers(most)
	if cw := s.coil.waterW*f + d.coil.waterW*d.flow; cw == 0 {
		s.idle()
		if a.stands() {
			a.stagnate()
		} else {
			a.drift(0)
		}
	} else {
		w.run(cw / w.cwWPerK)
		if held && d.neutral {
			w.ask(need + d.heatW)
			w.carry(need + d.heatW)
			a.drift(need)
		} else {
			s.warm(g)
		}
	}
}

// handlers sets the valve of the air handlers' coils: their fraction of water flow,
// conductance, the heat they are to take, W, and whether that is held. It holds the
// room's air, and brings it back in some minutes.
func (s *doorSide) handlers(most float64) (f, g, need float64, held bool) {
	a, lift := &s.hallAir, s.returnDegC-s.water.node.tDegC
	need = a.heatW + a.fanPowerW + a.capWPerK*(minuteS/recoveryS)*(a.returnDegC-a.setDegC)
	switch {
	case most == 0: // chilled water stands
		s.at(airSaturated)
		return 0, 0, need, false
	case a.stands():
		s.at(airStagnant)
		return 0, 0, 0, false
	case need <= 0:
		s.at(airWarming)
		return 0, 0, 0, true
	case lift <= 0:
		f = min(s.coil.minWater, most)
	default:
		f, g = s.coil.flowFor(a.fanSpeed, need/lift, most)
		held = g*lift >= need*(1-searchTolerance)
	}
	s.at(airSaturated)
	if held {
		s.at(airCoils)
	}
	return f, g, need, held
}

// warm ends a minute in which doors or coils, of conductance g, do not hold their set
// point.
func (s *doorSide) warm(g float64) {
	a, d, w := &s.hallAir, &s.doors, s.water
	gd, given := d.g, d.all*d.perCa*d.g // heat that goes with the lift from the room, and besides
	if d.neutral {
		gd, given = 0, d.heatW
	}
	both := g + gd
	w.ask(both*max(a.returnDegC-w.node.tDegC, 0) + given)
	p := partner{tDegC: a.returnDegC, perCap: a.perCap, heatW: a.heatW + a.fanPowerW + d.heatW - given, gWPerK: both, perHeat: 1, besidesW: given}
	next, mean, across := w.exchange(&p, 0)
	d.heatW = given
	if both > 0 {
		d.heatW += across * gd / both
	}
	a.settle(next, mean, mean)
}

// book implements part.
func (s *doorSide) book(d *Duty, h *ledger) {
	s.coilSide.book(d, h)
	d.AirFanMW += 1e-6 * s.doors.fanW
	h[airFanHeat] += 1e-6 * s.doors.fanW
	s.doorMW = 1e-6 * s.doors.heatW
}

// declare implements part.
func (s *doorSide) declare(g record.Group, has *flowSet) {
	s.coilSide.declare(g, has)
	g.Meter(&s.doorMW, "rear_door_heat_MW", "heat that rear doors take out of the servers' air")
	g.Channel(&s.doors.flow, "rear_door_flow_share", "flow of chilled water through the rear doors as a fraction of design")
}

// stop implements part.
func (s *doorSide) stop() {
	s.coilSide.stop()
	s.doors.rest()
}

// rest is doors through which nothing flows.
func (d *rearDoors) rest() { d.fanW, d.heatW, d.flow = 0, 0, 0 }
