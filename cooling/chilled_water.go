package cooling

import (
	"caloduc/sim/channel"
	"fmt"
	"math"

	"caloduc/sim/param"
)

// ChilledWaterSpec describes computer room air handlers on chilled water from
// water-cooled chillers (see coilSide and central), with or without a water-side
// economiser, outdoor air mixed into the hall's, and rear doors.
type ChilledWaterSpec struct {
	waterEconomiser, airEconomiser bool
	commonSpec
	CoilWaterSpec
	ExchangerkPa  float64
	SensibleRatio float64
	SprayJPerKg   float64
	Mode          ModeSpec
	Chillers      ChillerGroupSpec
	Condenser     CondenserSpec
	Storage       StorageSpec
	Air           HallAirSpec
	Recovery      HeatRecoverySpec
	RearDoors     bool
	Doors         RearDoorSpec
	Outdoor       OutdoorAirSpec
}

// Params declares the parameters.
func (s *ChilledWaterSpec) Params(p *param.Set) {
	kinds := []*unitKind{&fanUnits, &chilledUnits, &towerUnits, &chillerUnits}
	if s.waterEconomiser {
		kinds = append(kinds, &exchangerUnits)
	}
	s.commonSpec.declare(p, kinds...)
	s.CoilWaterSpec.declare(p, param.Auto)
	s.declareReserve(p)
	if s.waterEconomiser {
		p.Float(&s.ExchangerkPa, "exchanger_head_kPa", 34.5, param.Between(0, 1000), "head of the exchanger's chilled-water side at design flow, while it is used", chillerCooled)
		s.Mode.declare(p)
	}
	p.Float(&s.SensibleRatio, "sensible_heat_ratio", 1, param.AboveTo(0.5, 1), "sensible over total heat of the coils; what they condense is made up by a humidifier", param.Assumption)
	p.Float(&s.SprayJPerKg, "humidifier_pump_J_per_kg", 10e3, param.Between(0, 1e6), "energy of the humidifier's pump per kg of water: 7 MPa at an efficiency of 0.7", param.Unverified("7 MPa, in the code published with Lei and Masanet (2022)"))
	s.Chillers.declare(p)
	s.Condenser.declare(p, true, s.waterEconomiser)
	s.Air.declare(p, param.Auto, 13.9, 400)
	if s.airEconomiser {
		p.Table(&s.Outdoor, "outdoor_air", "outdoor air mixed into the hall's")
	} else {
		p.Bool(&s.RearDoors, "rear_doors", false, "racks have rear doors on chilled water, described by the table doors; air handlers carry what they leave")
		p.Table(&s.Doors, "doors", "rear-door heat exchangers, where rear_doors is true")
	}
	s.Storage.declare(p, byWetBulb)
	p.Table(&s.Recovery, "heat_recovery", "heat from return water for a district network")
}

// Check reports impossible combinations.
func (s *ChilledWaterSpec) Check(report func(key, format string, args ...any)) {
	s.Mode.check(report)
	s.Chillers.Staging.Check(report)
	s.Storage.check(report)
	if s.airEconomiser && !isAuto(s.SetDegC) && s.SetDegC < s.Outdoor.MaxDewPointDegC {
		report("chilled_water_temp_degC", "is below outdoor_air.max_dew_point_degC (%g degC): coils are modelled dry", s.Outdoor.MaxDewPointDegC)
	}
}

// Build sizes the plant.
func (s *ChilledWaterSpec) Build(site Site, h Hall) (Plant, error) {
	site = site.complete()
	side, err := s.size(site, h)
	if err != nil {
		return nil, fmt.Errorf("hall %s: %w", h.Name, err)
	}
	p := &joined{air: side, extras: Extras{Reuse: s.Recovery.PeakMW > 0}}
	if s.RearDoors {
		p.air = s.Doors.beside(side, h)
	}
	return s.join(p, h)
}

// size sizes air, coils, water, chillers and towers.
func (s *ChilledWaterSpec) size(site Site, h Hall) (*coilSide, error) {
	rest, air := h, s.Air
	if s.RearDoors {
		rest, air.RangeK = s.Doors.demand(h), s.Doors.RoomRangeK
		if s.SensibleRatio < 1 {
			return nil, errDoorsDry
		}
		if !isAuto(s.Air.Flow) {
			return nil, errDoorsFlow
		}
	}
	demand, err := rest.allInAir("a chilled-water plant", s.Force)
	if err != nil {
		return nil, err
	}
	side := &coilSide{latentShare: 1/s.SensibleRatio - 1, sprayJPerKg: s.SprayJPerKg, names: coilNames{mode: "air_mode", modes: AirModes, water: channel.ChilledWaterTempDegC, set: channel.ChilledWaterSetDegC}}
	if side.hallAir, err = air.build(site, demand, 0, &s.Units, &fanUnits, s.Force); err != nil {
		return nil, err
	}
	var doors *doorDesign
	if s.RearDoors {
		s.Doors.room(&side.hallAir, h, s.Air.ThermalMass)
		doors = s.Doors.design(h, side.returnDegC)
	}
	duty := s.allAir(&side.hallAir)
	duty.latentShare = side.latentShare
	c, err := s.CoilWaterSpec.size(&side.hallAir, duty, math.Inf(1), doors, &s.Units, s.Force)
	if err != nil {
		return nil, err
	}
	set := c.water.setAtDesignDegC
	if doors != nil && !s.Force {
		if err := s.Doors.checkDew(set, side.w, site.PressurePa); err != nil {
			return nil, err
		}
	}
	if s.airEconomiser {
		if set < s.Outdoor.MaxDewPointDegC && !s.Force {
			return nil, fmt.Errorf("chilled water of %.1f degC is below outdoor_air.max_dew_point_degC = %g: coils are modelled dry", set, s.Outdoor.MaxDewPointDegC)
		}
		side.outdoor = s.Outdoor.build(side.setDegC, site.PressurePa)
	}
	side.coil, side.water = c.coil, &c.water
	return side, s.sizeCentral(&c, site)
}

// sizeCentral sizes chillers, towers and exchanger: chillers carry all at the site's
// extreme wet bulb, the exchanger does where tower water is cold enough.
func (s *ChilledWaterSpec) sizeCentral(d *coilDesign, site Site) (err error) {
	c, w, tower := new(central), &d.water, &s.Condenser
	w.sink = c
	if s.waterEconomiser {
		w.exchangerW = s.pumpOf(w.cwWPerK, s.ExchangerkPa).designW
	}
	heat := d.fullHeatW()
	cold := site.DesignWetBulbDegC + tower.Tower.ApproachK
	if c.chillers, err = s.Chillers.build(heat, w.setAtDesignDegC, cold, s.Force); err != nil {
		return err
	}
	c.hasChill = true
	if in := c.chillers.entering(); cold > in.Max && !s.Force {
		return fmt.Errorf("towers of %g K approach give condenser water of %.1f degC at the site's extreme of %.1f degC wet bulb; %s is known up to %.1f degC", tower.Tower.ApproachK, cold, site.DesignWetBulbDegC, s.Chillers.Name, in.Max)
	}
	if c.towers, err = tower.build(site, heat*(1+c.chillers.fullPowerPerW(w.setAtDesignDegC, cold))); err != nil {
		return err
	}
	c.towers.minDegC = given(tower.MinDegC, max(15.56, c.chillers.entering().Min))
	if s.waterEconomiser {
		c.hasPlate, c.mode = true, newEconomiserMode(s.Mode)
		if c.plate, err = newPlateExchanger(heat, w.cwWPerK, waterJPerKgK*c.towers.designKgPerS, tower.ExchangerApproachK); err != nil {
			return fmt.Errorf("towers of %g K range: %w", tower.Tower.RangeK, err)
		}
	}
	c.sizeUnits(&s.Units, tower.Cells)
	w.district = s.Recovery.build()
	w.store, err = s.Storage.build(site.DesignWetBulbDegC, w.setAtDesignDegC, w.setAtDesignDegC+heat/w.cwWPerK, s.Force)
	return err
}
