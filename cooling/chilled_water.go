package cooling

import (
	"fmt"
	"math"

	"caloduc/cooling/component"
	"caloduc/cooling/failure"
	"caloduc/cooling/loop"
	"caloduc/sim/channel"
	"caloduc/sim/param"
)

// ChilledWaterSpec describes computer room air handlers on chilled water from
// water-cooled chillers (see loop.CoilSide and loop.Central), with or without a water-side
// economiser, outdoor air mixed into the hall's, and rear doors.
type ChilledWaterSpec struct {
	waterEconomiser, airEconomiser bool
	commonSpec
	loop.CoilWaterSpec
	ExchangerkPa float64
	SprayJPerKg  float64
	Mode         loop.ModeSpec
	Chillers     loop.ChillerGroupSpec
	Condenser    loop.CondenserSpec
	Storage      loop.StorageSpec
	Air          loop.HallAirSpec
	Recovery     loop.HeatRecoverySpec
	RearDoors    bool
	Doors        loop.RearDoorSpec
	Outdoor      loop.OutdoorAirSpec
}

// Params declares the parameters.
func (s *ChilledWaterSpec) Params(p *param.Set) {
	kinds := []*failure.Kind{&failure.FanUnits, &failure.ChilledUnits, &failure.TowerUnits, &failure.ChillerUnits}
	if s.waterEconomiser {
		kinds = append(kinds, &failure.ExchangerUnits)
	}
	s.commonSpec.declare(p, kinds...)
	s.CoilWaterSpec.Declare(p, param.Auto)
	s.DeclareReserve(p)
	if s.waterEconomiser {
		p.Float(&s.ExchangerkPa, "exchanger_head_kPa", 34.5, param.Between(0, 1000), "head of the exchanger's chilled-water side at design flow, while it is used", loop.ChillerCooled)
		s.Mode.Declare(p)
	}
	s.DeclareSensible(p)
	p.Float(&s.SprayJPerKg, "humidifier_pump_J_per_kg", 10e3, param.Between(0, 1e6), "energy of the humidifier's pump per kg of water: 7 MPa at an efficiency of 0.7", param.Unverified("7 MPa, in the code published with Lei and Masanet (2022)"))
	s.Chillers.Declare(p)
	s.Condenser.Declare(p, true, s.waterEconomiser)
	s.Air.Declare(p, param.Auto, 13.9, 400)
	if s.airEconomiser {
		p.Table(&s.Outdoor, "outdoor_air", "outdoor air mixed into the hall's")
	} else {
		p.Bool(&s.RearDoors, "rear_doors", false, "racks have rear doors on chilled water, described by the table doors; air handlers carry what they leave")
		p.Table(&s.Doors, "doors", "rear-door heat exchangers, where rear_doors is true")
	}
	s.Storage.Declare(p, loop.ByWetBulb)
	p.Table(&s.Recovery, "heat_recovery", "heat from return water for a district network")
}

// Check reports impossible combinations.
func (s *ChilledWaterSpec) Check(report func(key, format string, args ...any)) {
	s.Mode.CheckKeys(report)
	s.Chillers.Staging.Check(report)
	s.Storage.CheckKeys(report)
	if s.airEconomiser && !component.IsAuto(s.SetDegC) && s.SetDegC < s.Outdoor.MaxDewPointDegC {
		report("chilled_water_temp_degC", "is below outdoor_air.max_dew_point_degC (%g degC): coils are modelled dry", s.Outdoor.MaxDewPointDegC)
	}
}

// Build sizes the plant.
func (s *ChilledWaterSpec) Build(site loop.Site, h loop.Hall) (Plant, error) {
	site = site.Complete()
	side, err := s.size(site, h)
	if err != nil {
		return nil, fmt.Errorf("hall %s: %w", h.Name, err)
	}
	p := &joined{air: side, extras: Extras{Reuse: s.Recovery.PeakMW > 0}}
	if s.RearDoors {
		p.air = s.Doors.Beside(side, h)
	}
	return s.join(p, h)
}

// size sizes air, coils, water, chillers and towers.
func (s *ChilledWaterSpec) size(site loop.Site, h loop.Hall) (*loop.CoilSide, error) {
	rest, air := h, s.Air
	air.Free = s.airEconomiser
	if s.RearDoors {
		rest, air.RangeK = s.Doors.Demand(h), s.Doors.RoomRangeK
		if err := s.Doors.Refuse(s.SensibleRatio, s.Air.Flow); err != nil {
			return nil, err
		}
	}
	demand, err := rest.AllInAir("a chilled-water plant")
	if err != nil {
		return nil, err
	}
	side := &loop.CoilSide{LatentShare: s.LatentShare(), SprayJPerKg: s.SprayJPerKg, Names: loop.CoilNames{Mode: "air_mode", Modes: loop.AirModes, Water: channel.ChilledWaterTempDegC, Set: channel.ChilledWaterSetDegC}}
	if side.HallAir, err = air.Build(site, demand, 0, &s.Units, &failure.FanUnits, s.Force); err != nil {
		return nil, err
	}
	var doors *loop.DoorDesign
	if s.RearDoors {
		s.Doors.Room(&side.HallAir, h, s.Air.ThermalMass)
		doors = s.Doors.Design(h, side.ReturnDegC)
	}
	duty := s.AllAir(&side.HallAir)
	c, err := s.CoilWaterSpec.Size(&side.HallAir, duty, math.Inf(1), doors, &s.Units, s.Force)
	if err != nil {
		return nil, err
	}
	set := c.Water.ColdestDegC()
	if err := s.Doors.CheckDew(set, side.W, site.PressurePa); err != nil && doors != nil && !s.Force {
		return nil, err
	}
	if s.airEconomiser {
		if side.Outdoor, err = s.Outdoor.Build(&side.HallAir, set, site.PressurePa, h.AirClass, s.Force); err != nil {
			return nil, err
		}
	}
	side.Coil, side.Water = c.Coil, &c.Water
	return side, s.sizeCentral(&c, site)
}

// sizeCentral sizes chillers, towers and exchanger: chillers carry all at the site's
// extreme wet bulb, the exchanger does where tower water is cold enough.
func (s *ChilledWaterSpec) sizeCentral(d *loop.CoilDesign, site loop.Site) (err error) {
	c, w, tower := new(loop.Central), &d.Water, &s.Condenser
	w.Sink, w.District = c, s.Recovery.Build()
	if s.waterEconomiser {
		w.ExchangerW = s.PumpOf(w.CwWPerK, s.ExchangerkPa).DesignW
	}
	heat := d.FullHeatW()
	if err = c.Chill(&s.Chillers, tower, heat, w.SetAtDesignDegC, site, s.Force); err != nil {
		return err
	}
	if s.waterEconomiser {
		c.Mode = loop.NewEconomiserMode(s.Mode)
		if err = c.Economise(tower, heat, w.CwWPerK); err != nil {
			return err
		}
	}
	c.SizeUnits(&s.Units, tower.Cells)
	w.Store, err = s.Storage.Build(site.DesignWetBulbDegC, w.SetAtDesignDegC, w.SetAtDesignDegC+heat/w.CwWPerK, s.Force)
	return err
}
