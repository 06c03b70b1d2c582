package loop

import (
	"math"

	"caloduc/cooling/component"
	"caloduc/cooling/failure"
	"caloduc/sim/equipment"
)

// addBank lists the units of a bank, of which those needed have the capacity total.
func addBank(l *equipment.List, k *equipment.Kind, serves string, b *failure.Bank, total float64) {
	l.Add(k, serves, b.Installed, b.Needed, total)
}

// waterKgPerS is the flow of water of a capacity flow, W/K.
func waterKgPerS(cw float64) float64 { return cw / component.WaterJPerKgK }

// Installed implements part.
func (l *Water) Installed(list *equipment.List) {
	serves := "facility water"
	if l.PumpHeat == ChilledPumpHeat {
		serves = "chilled water"
	}
	if l.Pumps.Kind != nil {
		addBank(list, &equipment.Pump, serves, &l.Pumps, 1e-3*(l.pump.DesignW+l.ExchangerW))
	}
	list.One(&equipment.Pipework, serves, waterKgPerS(l.CwWPerK))
	if l.Store.on {
		list.One(&equipment.StorageTank, serves, l.Store.tank.VolumeM3())
	}
	l.District.installed(list)
	l.Sink.Installed(list)
}

// installed lists exchanger and heat pump of a recovery of heat.
func (r *HeatRecovery) installed(list *equipment.List) {
	list.One(&equipment.RecoveryPlate, "district network", 1e-3*r.PeakW)
	if r.spec.HeatPump {
		list.One(&equipment.HeatPump, "district network", 1e-3*min(r.PeakW, r.pumpW))
	}
}

// Installed implements part.
func (l *LiquidSide) Installed(list *equipment.List) {
	if l.immersed {
		list.Add(&equipment.ImmersionTank, "servers", int(l.racks), l.racks, 1e-3*l.HeatW)
	}
	addBank(list, &equipment.CDU, "coolant", &l.cdus, 1e-3*l.HeatW)
	list.One(&equipment.Pipework, "coolant", waterKgPerS(l.C1))
	l.Water.Installed(list)
}

// Installed implements part.
func (c *DryCoolers) Installed(list *equipment.List) {
	k, u := &equipment.DryCooler, &c.Bank.Unit
	if c.padEff > 0 {
		k = &equipment.AdiabaticCooler
	}
	rated := u.Conductance(u.WaterInDegC, u.AirInDegC, 1, 1) * (u.WaterInDegC - u.AirInDegC)
	addBank(list, k, "facility water", &c.inUnit, 1e-3*rated*c.inUnit.Needed)
}

// Installed implements part.
func (b *AirChillers) Installed(list *equipment.List) {
	addBank(list, &equipment.AirChiller, "chilled water", &b.Machines, 1e-3*b.Record.CapacityW*b.Machines.Needed)
}

// Installed implements part.
func (c *Central) Installed(list *equipment.List) {
	t, u, g := &c.Towers, &c.Banks, &c.Chillers
	addBank(list, &equipment.Tower, "tower water", &u.towers, 1e-3*t.ratedW)
	addBank(list, &equipment.Pump, "tower water", &u.towers, 1e-3*t.pump.DesignW)
	list.One(&equipment.Pipework, "tower water", t.DesignKgPerS)
	if c.HasPlate {
		addBank(list, &equipment.PlateExchanger, "tower water", &u.exchangers, 1e-3*c.Plate.ConductanceAtDesign())
	}
	if c.HasChill {
		n := u.Machines.Needed
		each := g.Record.CapacityW
		if g.regression {
			each = g.limitW / n
		}
		addBank(list, &equipment.Chiller, "chilled water", &u.Machines, 1e-3*each*n)
		addBank(list, &equipment.Pump, "chilled water", &u.Machines, 1e-3*g.OnePumpW*n)
	}
}

// Installed implements part: the works that circuits share are listed with the first.
func (s *RiverSink) Installed(list *equipment.List) {
	w, serves := s.Works, "river water"
	if s == w.Sinks[0] {
		var flow, intake, pumps, plates float64
		for _, k := range w.Sinks {
			flow += k.designKgPerS
			intake += k.pump.DesignW
			pumps += k.Loop.pump.DesignW
			plates += k.Plate.ConductanceAtDesign()
		}
		list.One(&equipment.RiverIntake, serves, flow)
		addBank(list, &equipment.Pump, serves, &w.Intake, 1e-3*intake)
		addBank(list, &equipment.PlateExchanger, serves, &w.Exchangers, 1e-3*plates)
		addBank(list, &equipment.Pump, "facility water", &w.Pumps, 1e-3*pumps)
	}
	if s.trim != nil {
		s.trim.Installed(list)
		addBank(list, &equipment.Pump, "chilled water", &s.trim.Machines, 1e-3*s.sidePump.DesignW)
	}
}

// installed lists the units that move the hall's air.
func (a *HallAir) installed(list *equipment.List, k *equipment.Kind) {
	addBank(list, k, "hall air", &a.Fans, 1e-3*a.DesignW)
}

// Installed implements part.
func (s *CoilSide) Installed(list *equipment.List) {
	if s.Water == nil {
		s.HallAir.installed(list, &equipment.FanWall)
	} else {
		s.HallAir.installed(list, &equipment.CRAH)
	}
	if e := s.Outdoor; e != nil {
		s.HallAir.installed(list, &equipment.OutdoorSection)
		if e.padEff > 0 {
			s.HallAir.installed(list, &equipment.Pads)
		}
	}
	if s.Water != nil {
		s.Water.Installed(list)
	}
}

// Installed implements part.
func (s *DoorSide) Installed(list *equipment.List) {
	list.Add(&equipment.RearDoor, "hall air", int(s.racks), s.racks, 1e-3*s.Doors.designW)
	s.CoilSide.Installed(list)
}

// Installed implements part.
func (s *PlatesSide) Installed(list *equipment.List) {
	s.HallAir.installed(list, &equipment.PlateHandler)
	if s.Pads.Eff > 0 {
		s.HallAir.installed(list, &equipment.Pads)
	}
	if s.Water != nil {
		s.Water.Installed(list)
	}
}

// Installed implements part.
func (s *DxSide) Installed(list *equipment.List) {
	s.HallAir.installed(list, &equipment.CRAC)
	addBank(list, &equipment.CondensingUnit, "hall air", &s.Compressors, 1e-3*s.Bank.RatedW()*s.Compressors.Needed)
}

// racks is how many racks the hall holds.
func (h *Hall) racks() float64 {
	if h.Racks > 0 {
		return float64(h.Racks)
	}
	if h.RackPowerkW <= 0 {
		return 1
	}
	return max(math.Round(1e3*h.DesignITMW/h.RackPowerkW), 1)
}
