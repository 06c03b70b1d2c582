package cooling

import (
	"caloduc/cooling/loop"
	"caloduc/sim"
	"caloduc/sim/equipment"
	"caloduc/sim/param"
	"caloduc/sim/record"
)

// Plant carries the heat of one hall away.
type Plant interface {
	// Step advances the plant by the minute m.
	Step(m sim.Minute, out *loop.Outdoor, load loop.Load)
	// Duty is what the last Step did; the pointer stays valid for the whole run.
	Duty() *loop.Duty
	// Stop puts the plant to rest, as where its hall is closed or not yet open:
	// nothing flows, nothing is used, temperatures stay. The next Step starts it.
	Stop()
	// Start begins random failures and staged events of the plant's units; it is
	// called once, when the hall opens. name names the plant in random streams and in
	// messages: "campus.Fouju.hall.H1".
	Start(e *sim.Engine, name string, streams sim.Streams)
	// Bears tells why the plant cannot carry the heat of other servers, which take the part
	// h.Fill of h.DesignITMW; nil where it can.
	Bears(h loop.Hall) error
	// Refit has such servers stand in the hall from the next minute on.
	Refit(h loop.Hall)
	// Declare declares the plant's channels, meters, balances and counters.
	Declare(g record.Group)
	// Inventory is what the plant has been built with.
	Inventory() Inventory
	// Extras tells which parts of Duty the plant uses that few plants do.
	Extras() Extras
}

// Extras are parts of a Duty that only some plants use, and so declare.
type Extras struct {
	Reuse bool // heat goes to a district network
	River bool // water of a river or the sea passes through
}

// Inventory is what a plant has been built with and for.
type Inventory struct {
	DesignITMW   float64 // at the servers' inlets
	LiquidHeatMW float64 // design heat that liquid captures
	AirHeatMW    float64 // design heat of the hall's air, rear doors' included
	Components   equipment.List
}

// PlantSpec is the immutable description of a plant, as the experiment file
// gives it.
type PlantSpec interface {
	param.Spec
	// Build sizes the plant for a site and a hall. The error gives the reason
	// why the plant cannot serve the hall there.
	Build(s loop.Site, h loop.Hall) (Plant, error)
}
