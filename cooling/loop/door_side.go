package loop

import (
	"errors"
	"fmt"

	"caloduc/cooling/component"
	"caloduc/cooling/psychro"
	"caloduc/sim"
	"caloduc/sim/record"
)

// DoorSide is the air of a hall whose racks have rear doors on chilled water: a
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
type DoorSide struct {
	*CoilSide
	Doors  RearDoors
	racks  float64 // with a door each
	perAll float64 // inverse of the hall's design heat, 1/W
	DoorMW float64
}

// DoorDesign is what doors ask of the water they share with coils.
type DoorDesign struct {
	waterW      float64 // capacity flow at design, W/K
	shareW      float64 // design heat they carry
	warmestDegC float64 // warmest water with which they do
	allW        float64 // design heat of the hall
}

// Refuse tells why doors do not go with air handlers that condense vapour, or with a
// given flow of air.
func (s *RearDoorSpec) Refuse(sensibleRatio, airKgPerS float64) error {
	switch {
	case sensibleRatio < 1:
		return errors.New("doors are kept above the dew point: sensible_heat_ratio below 1 does not go with rear_doors")
	case !component.IsAuto(airKgPerS):
		return errors.New("with rear_doors the servers' own fans set the flow (doors.door_air_range_K): air_flow_kg_per_s does not go with them")
	}
	return nil
}

// Demand is what doors leave of a hall's demand.
func (s *RearDoorSpec) Demand(h Hall) Hall {
	h.DesignITMW *= 1 - s.DesignShare
	return h
}

// Room makes of the air that is sized for what doors leave the room of all the hall.
func (s *RearDoorSpec) Room(a *HallAir, h Hall, thermalMass float64) {
	a.mixed, a.ReturnDegC = true, a.SetDegC
	a.setMass(thermalMass * 1e6 * (h.DesignITMW + h.DesignRoomHeatMW))
}

// Design is what the doors of hall h ask of their water, in a room at roomDegC.
func (s *RearDoorSpec) Design(h Hall, roomDegC float64) *DoorDesign {
	d := s.Build(1e6 * h.DesignITMW)
	all := d.designW + d.fansW
	lo := min(d.Coil.AirWPerK, d.Coil.WaterW)
	return &DoorDesign{waterW: d.Coil.WaterW, shareW: s.DesignShare * all, allW: 1e6 * (h.DesignITMW + h.DesignRoomHeatMW),
		warmestDegC: roomDegC + all/d.Coil.AirWPerK - s.DesignShare*all/(s.Effectiveness*lo)}
}

// Beside puts the doors of hall h beside the air handlers of a sized side.
func (s *RearDoorSpec) Beside(side *CoilSide, h Hall) *DoorSide {
	return &DoorSide{CoilSide: side, Doors: s.Build(1e6 * h.DesignITMW), racks: h.racks(), perAll: 1e-6 / (h.DesignITMW + h.DesignRoomHeatMW)}
}

// CheckDew refuses water on which the room's vapour would condense.
func (s *RearDoorSpec) CheckDew(waterDegC, humidity, pressurePa float64) error {
	if dew := psychro.DewPointDegC(humidity, pressurePa); waterDegC < dew+s.DewPointMarginK {
		return fmt.Errorf("chilled water of %.1f degC is less than door_dew_point_margin_K = %g above the room's dew point of %.1f degC: doors must stay dry", waterDegC, s.DewPointMarginK, dew)
	}
	return nil
}

// Step implements AirSide.
func (s *DoorSide) Step(m sim.Minute, out *Outdoor, serversW, roomW float64) {
	a, d, w := &s.HallAir, &s.Doors, s.Water
	heat := serversW + roomW
	a.follow(out.DryBulbDegC)
	w.begin(m, out, heat*s.perAll)
	if a.dark(heat) {
		s.at(airOff)
		a.rest()
		d.rest()
		s.idle()
		return
	}
	most := w.Pumps.Share
	y := min(max(serversW/d.designW, a.minFlow), 1)
	a.start(d.Carry(serversW, a.ReturnDegC, y, w.Node.TDegC, most) + roomW)
	if !a.stands() {
		a.stream(a.W)
	}
	f, g, need, held := s.handlers(most)
	if cw := s.Coil.WaterW*f + d.Coil.WaterW*d.Flow; cw == 0 {
		s.idle()
		if a.stands() {
			a.stagnate()
		} else {
			a.drift(0)
		}
	} else {
		w.run(cw / w.CwWPerK)
		if held && d.Neutral {
			w.ask(need + d.HeatW)
			w.carry(need + d.HeatW)
			a.drift(need)
		} else {
			s.warm(g)
		}
	}
}

// handlers sets the valve of the air handlers' coils: their fraction of water flow,
// conductance, the heat they are to take, W, and whether that is held. It holds the
// room's air, and brings it back in some minutes.
func (s *DoorSide) handlers(most float64) (f, g, need float64, held bool) {
	a, lift := &s.HallAir, s.ReturnDegC-s.Water.Node.TDegC
	need = a.HeatW + a.fanPowerW + a.CapWPerK*(component.MinuteS/recoveryS)*(a.ReturnDegC-a.SetDegC)
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
		f = min(s.Coil.MinWater, most)
	default:
		f, g = s.Coil.FlowFor(a.FanSpeed, need/lift, most)
		held = g*lift >= need*(1-component.SearchTolerance)
	}
	s.at(airSaturated)
	if held {
		s.at(AirCoils)
	}
	return f, g, need, held
}

// warm ends a minute in which doors or coils, of conductance g, do not hold their set
// point.
func (s *DoorSide) warm(g float64) {
	a, d, w := &s.HallAir, &s.Doors, s.Water
	gd, given := d.g, d.All*d.perCa*d.g // heat that goes with the lift from the room, and besides
	if d.Neutral {
		gd, given = 0, d.HeatW
	}
	both := g + gd
	w.ask(both*max(a.ReturnDegC-w.Node.TDegC, 0) + given)
	p := partner{tDegC: a.ReturnDegC, perCap: a.perCap, heatW: a.HeatW + a.fanPowerW + d.HeatW - given, gWPerK: both, perHeat: 1, besidesW: given}
	next, mean, across := w.exchange(&p, 0)
	d.HeatW = given
	if both > 0 {
		d.HeatW += across * gd / both
	}
	a.settle(next, mean, mean)
}

// Book implements part.
func (s *DoorSide) Book(d *Duty, h *Ledger) {
	s.CoilSide.Book(d, h)
	d.AirFanMW += 1e-6 * s.Doors.FanW
	h[AirFanHeat] += 1e-6 * s.Doors.FanW
	s.DoorMW = 1e-6 * s.Doors.HeatW
}

// Declare implements part.
func (s *DoorSide) Declare(g record.Group, has *FlowSet) {
	s.CoilSide.Declare(g, has)
	g.Meter(&s.DoorMW, "rear_door_heat_MW", "heat that rear doors take out of the servers' air")
	g.Channel(&s.Doors.Flow, "rear_door_flow_share", "flow of chilled water through the rear doors as a fraction of design")
}

// Stop implements part.
func (s *DoorSide) Stop() {
	s.CoilSide.Stop()
	s.Doors.rest()
}

// rest is doors through which nothing flows.
func (d *RearDoors) rest() { d.FanW, d.HeatW, d.Flow = 0, 0, 0 }
