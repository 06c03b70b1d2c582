// Package equipment names what plants and power chains are built of, so that who
// builds, who shows and who pays speak of the same things: kinds of component, each
// with the quantity by which it is sized, and lists of components as installed.
package equipment

import (
	"math"
	"strings"

	"caloduc/sim/unit"
)

// Kind is a kind of component.
type Kind struct {
	Word   string // "air-cooled chiller"
	Suffix string // of a key in the unit of its capacity: "kW_per_K"
	Size   string // what its capacity is
}

// Key is the kind's name in files: "air_cooled_chiller".
func (k *Kind) Key() string {
	return strings.ToLower(strings.NewReplacer(" ", "_", "-", "_", "/", "_").Replace(k.Word))
}

// Unit is the unit of its capacity as printed.
func (k *Kind) Unit() string { return unit.Of("_" + k.Suffix).Symbol }

// The kinds of component of cooling plants.
var (
	Chiller         = Kind{"chiller", "kW", "reference cooling capacity of a water-cooled chiller"}
	AirChiller      = Kind{"air-cooled chiller", "kW", "reference cooling capacity, condenser fans included"}
	CondensingUnit  = Kind{"condensing unit", "kW", "rated cooling capacity of a compressor with its air-cooled condenser"}
	Tower           = Kind{"cooling tower cell", "kW", "heat rejected from water of 35 to 29.4 degC at 25.6 degC wet bulb"}
	DryCooler       = Kind{"dry cooler", "kW", "heat rejected at its rating point"}
	AdiabaticCooler = Kind{"adiabatic cooler", "kW", "heat rejected at its rating point, dry; its pads included"}
	PlateExchanger  = Kind{"plate exchanger", "kW_per_K", "conductance"}
	RiverIntake     = Kind{"river intake", "kg_per_s", "design flow through intake, screens and outfall"}
	CDU             = Kind{"CDU", "kW", "design heat of a coolant distribution unit with its pumps"}
	ImmersionTank   = Kind{"immersion tank", "kW", "design heat of the servers in it, dielectric fluid included"}
	Pump            = Kind{"pump", "kW", "electric power at design flow, drive included"}
	Pipework        = Kind{"pipework", "kg_per_s", "design flow of a loop, fittings and controls included"}
	CRAH            = Kind{"CRAH", "kW", "design heat of an air handler or fan coil on chilled water"}
	CRAC            = Kind{"CRAC", "kW", "design heat of an air conditioner's fans and coil, compressors not included"}
	FanWall         = Kind{"fan wall", "kW", "design heat of the air that its fans move"}
	OutdoorSection  = Kind{"outdoor air section", "kW", "design heat of the air through louvres, filters and dampers"}
	Pads            = Kind{"wetted pads", "kW", "design heat of the air behind the pads, their pumps included"}
	PlateHandler    = Kind{"indirect air handler", "kW", "design heat of a unit of air-to-air plates with both streams' fans"}
	RearDoor        = Kind{"rear door", "kW", "design heat of the servers in front of it"}
	StorageTank     = Kind{"storage tank", "m3", "volume of water"}
	RecoveryPlate   = Kind{"recovery exchanger", "kW", "largest heat to the district network"}
	HeatPump        = Kind{"heat pump", "kW", "largest heat given"}
)

// The kinds of component of power chains.
var (
	UPS             = Kind{"UPS module", "kW", "rated output, batteries included"}
	Distribution    = Kind{"distribution module", "kW", "rated output of busways or distribution units to the racks"}
	Generator       = Kind{"standby generator", "kW", "rated electric output, its switchgear and fuel store included"}
	HallTransformer = Kind{"hall transformer", "kVA", "rating, its low-voltage switchgear included"}
	GridTransformer = Kind{"grid transformer", "MVA", "rating, its bays included"}
	GridLine        = Kind{"grid circuit", "MVA_km", "rating times length of one circuit to the network's substation"}
)

// The kinds of component of a campus' own sources of power.
var (
	BatteryInverter = Kind{"battery inverter", "kW", "rated power to the campus' bus"}
	BatteryStore    = Kind{"battery store", "MWh", "usable energy"}
	GasTurbine      = Kind{"gas turbine", "kW", "rated electric output, open cycle"}
	DieselSet       = Kind{"diesel set", "kW", "rated electric output at the campus' bus, beside the halls' own standby generators"}
	SolarField      = Kind{"solar field", "kW", "peak power"}
	WindTurbines    = Kind{"wind turbines", "kW", "rated power"}
)

// Kinds lists all kinds.
var Kinds = []*Kind{&Chiller, &AirChiller, &CondensingUnit, &Tower, &DryCooler, &AdiabaticCooler, &PlateExchanger, &RiverIntake,
	&CDU, &ImmersionTank, &Pump, &Pipework, &CRAH, &CRAC, &FanWall, &OutdoorSection, &Pads, &PlateHandler, &RearDoor, &StorageTank,
	&RecoveryPlate, &HeatPump, &UPS, &Distribution, &Generator, &HallTransformer, &GridTransformer, &GridLine,
	&BatteryInverter, &BatteryStore, &GasTurbine, &DieselSet, &SolarField, &WindTurbines}

// Component is a group of equal units as installed.
type Component struct {
	*Kind
	For       string  // what it serves: "chilled water"
	Installed int     // units
	Redundant int     // of which are not needed at design
	Capacity  float64 // of each, in the kind's unit
}

// Total is the capacity of all units, those not needed included.
func (c *Component) Total() float64 { return float64(c.Installed) * c.Capacity }

// List is what something has been built with.
type List []Component

// Add lists so many installed units of a kind; needed of them, which may be no whole
// number, have the capacity total together. Nothing is listed where there is none.
func (l *List) Add(k *Kind, serves string, installed int, needed, total float64) {
	if installed <= 0 || !(needed > 0) || !(total > 0) || math.IsInf(total, 0) {
		return
	}
	*l = append(*l, Component{Kind: k, For: serves, Installed: installed, Redundant: max(installed-int(math.Ceil(needed-1e-9)), 0), Capacity: total / needed})
}

// Beyond lists the units that stand in l beyond those of an earlier list of the same
// equipment.
func (l List) Beyond(before List) (more List) {
	for _, c := range l {
		for _, b := range before {
			if b.Kind == c.Kind && b.For == c.For && b.Capacity == c.Capacity {
				c.Installed, c.Redundant = c.Installed-b.Installed, max(c.Redundant-b.Redundant, 0)
			}
		}
		if c.Installed > 0 {
			more = append(more, c)
		}
	}
	return more
}

// One lists a single unit.
func (l *List) One(k *Kind, serves string, capacity float64) { l.Add(k, serves, 1, 1, capacity) }
