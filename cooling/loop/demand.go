package loop

import (
	"errors"
	"time"

	"caloduc/cooling/component"
	"caloduc/cooling/psychro"
)

// Site is what a plant is sized for: the place and the extremes of its climate.
type Site struct {
	AltitudeM  float64 // above sea level, m
	PressurePa float64 // mean air pressure, Pa
	// 20-year extremes, degC.
	DesignDryBulbDegC float64
	DesignWetBulbDegC float64
	// Water is what the campus' halls on a river or the sea share; nil: this hall
	// has it to itself.
	Water *SharedWater
}

// Complete fills in the pressure from the altitude where it is missing.
func (s Site) Complete() Site {
	if s.PressurePa <= 0 {
		s.PressurePa = psychro.PressureAtAltitudePa(s.AltitudeM)
	}
	return s
}

// Hall is what a plant must serve.
type Hall struct {
	Zone        *time.Location // of the times of staged events; nil: the experiment's
	Name        string
	DesignITMW  float64 // electric power at the servers' inlets at full load of a full house, MW
	RackPowerkW float64 // design power of one rack, kW
	Racks       int     // 0: as many as their power makes of the hall's
	// LiquidFraction is the fraction of rack heat that cold plates capture: 0 for
	// air-cooled servers.
	LiquidFraction      float64
	ChipPowerW          float64 // heat of one accelerator at full load, W
	ColdPlateKPerW      float64 // of its cold plate, from case to coolant inlet, K/W
	MaxInletAirDegC     float64 // servers' limit of inlet air, degC
	AirClass            AirClass
	MaxLiquidSupplyDegC float64 // servers' limit of coolant supply (TCS), degC
	DesignRoomHeatMW    float64 // heat of UPS, distribution and lighting in the hall at full load, MW
	// Fill is the part of DesignITMW for which there are servers; 0 stands for all of it.
	Fill float64
}

// Filled is the part of the design IT power for which there are servers.
func (h *Hall) Filled() float64 {
	if h.Fill == 0 {
		return 1
	}
	return h.Fill
}

// AirClass is the humidity that servers' class of inlet air allows: dew point, and relative
// humidity as a fraction.
type AirClass struct{ MaxDewPointDegC, MaxRelHumidity float64 }

// ErrNoLoad is the error of a hall without servers.
var ErrNoLoad = errors.New("no IT load to size for")

// liquidW is the design heat that cold plates capture, W.
func (h *Hall) liquidW() float64 { return 1e6 * h.DesignITMW * h.LiquidFraction }

// Outdoor is what surrounds the plants of a campus in a minute.
type Outdoor struct {
	*psychro.Air
	RiverDegC, SeaDegC float64 // water of the campus' river and sea, degC
}

// Load is the heat of one minute, MW.
type Load struct {
	ITMW       float64 // electric power at the servers' inlets; all of it becomes heat
	RoomHeatMW float64 // heat of UPS, distribution and lighting released in the hall
}

// Duty is what a plant did in a minute: means over the minute.
type Duty struct {
	ElectricMW         float64 // all electric use
	WaterKgPerS        float64 // drawn, but for what passes through
	ServerInletAirDegC float64
	LiquidSupplyDegC   float64 // coolant at the servers (TCS supply); NaN for an air-cooled hall

	// Electric use by kind, MW.
	HeatPumpMW     float64 // heat pumps of heat recovery
	FacilityPumpMW float64 // pumps of facility and chilled water
	CDUPumpMW      float64 // pumps of the coolant distribution units
	RejectionFanMW float64 // fans of dry coolers and towers, scavenger fans
	AirFanMW       float64 // fans that move the hall's air
	CompressorMW   float64 // chillers, condenser fans included
	SprayPumpMW    float64 // pumps that wet pads, humidifiers
	// Water by kind, kg/s.
	EvaporatedKgPerS float64
	DriftKgPerS      float64
	BlowdownKgPerS   float64
	// Water of a river or the sea that passes through, kg/s: not consumed.
	WithdrawnKgPerS float64
	ReturnedKgPerS  float64

	// HeatLimit is the fraction (0 to 1) of their full heat that the hall's servers
	// may make in the next minute: 1 means no thermal throttling.
	HeatLimit  float64
	RejectedMW float64 // heat given to the surroundings, compressors' included
	ReusedMW   float64 // heat delivered to a district network, heat pumps' power included
}

// draw adds water that is used.
func (d *Duty) draw(u component.WaterUse) {
	d.EvaporatedKgPerS += u.Evaporated
	d.DriftKgPerS += u.Drift
	d.BlowdownKgPerS += u.Blowdown
	d.WaterKgPerS += u.Drawn
}
