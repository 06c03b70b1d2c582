package cooling

import (
	"caloduc/cooling/psychro"
	"caloduc/sim"
	"caloduc/sim/param"
	"caloduc/sim/record"
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

// Hall is what a plant must serve.
type Hall struct {
	Name        string
	DesignITMW  float64 // electric power at the servers' inlets at full load, MW
	RackPowerkW float64 // design power of one rack, kW
	// LiquidFraction is the share of rack heat that cold plates capture: 0 for
	// air-cooled servers.
	LiquidFraction      float64
	MaxInletAirDegC     float64 // servers' limit of inlet air, degC
	MaxLiquidSupplyDegC float64 // servers' limit of coolant supply (TCS), degC
	DesignRoomHeatMW    float64 // heat of UPS, distribution and lighting in the hall at full load, MW
}

// Load is the heat of one minute, MW.
type Load struct {
	ITMW       float64 // electric power at the servers' inlets; all of it becomes heat
	RoomHeatMW float64 // heat of UPS, distribution and lighting released in the hall
}

// totalW is all heat of the minute, W.
func (l Load) totalW() float64 { return 1e6 * (l.ITMW + l.RoomHeatMW) }

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
	RejectionFanMW float64 // fans of dry coolers
	AirFanMW       float64 // fans that move the hall's air
	CompressorMW   float64 // chillers, condenser fans included
	SprayPumpMW    float64 // pumps that wet pads
	// Water by kind, kg/s.
	EvaporatedKgPerS float64
	DriftKgPerS      float64
	BlowdownKgPerS   float64
	// Water of a river or the sea that passes through, kg/s: not consumed.
	WithdrawnKgPerS float64
	ReturnedKgPerS  float64

	// HeatLimit is the share (0 to 1) of the hall's design heat that the servers
	// may make in the next minute: 1 means no thermal throttling.
	HeatLimit  float64
	RejectedMW float64 // heat given to the surroundings, compressors' included
	ReusedMW   float64 // heat delivered to a district network, heat pumps' power included
}

// Plant carries the heat of one hall away.
type Plant interface {
	// Step advances the plant by the minute m under outdoor air and load.
	Step(m sim.Minute, air *psychro.Air, load Load)
	// Duty is what the last Step did; the pointer stays valid for the whole run.
	Duty() *Duty
	// Stop puts the plant to rest, as where its hall is closed or not yet open:
	// nothing flows, nothing is used, temperatures stay. The next Step starts it.
	Stop()
	// Declare declares the plant's channels, meters, balances and counters.
	Declare(g record.Group)
}

// WaterUser is a Plant that draws on a river or the sea: it must be told the
// temperatures of both, degC, before each Step, and takes that of its water.
type WaterUser interface {
	SetWaterDegC(riverDegC, seaDegC float64)
}

// PlantSpec is the immutable description of a plant, as the experiment file
// gives it.
type PlantSpec interface {
	param.Spec
	// Build sizes the plant for a site and a hall. The error gives the reason
	// why the plant cannot serve the hall there.
	Build(s Site, h Hall) (Plant, error)
}

// Plants holds every kind of plant by the word that experiment files use. A
// plant registers itself in the init function of its own file.
var Plants = param.NewRegistry[PlantSpec]("plant")
