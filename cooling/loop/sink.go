package loop

import (
	"caloduc/cooling/failure"
	"caloduc/sim"
	"caloduc/sim/equipment"
	"caloduc/sim/record"
)

// part is what a plant is made of: a side of the hall, a loop of water, a sink.
type part interface {
	// Book adds what the part did in the minute.
	Book(d *Duty, l *Ledger)
	// Declare declares the part's channels and counters, and names its flows of heat.
	Declare(g record.Group, has *FlowSet)
	// Installed lists what the part has been built with.
	Installed(list *equipment.List)
	// Units are its units that fail.
	Units() []*failure.Bank
	// Serve takes in the fractions of units in service.
	Serve()
	// Stop is rest without a minute's passing.
	Stop()
}

// AirSide carries the heat of a hall's air away.
type AirSide interface {
	part
	// Step carries what servers and the room give to the hall's air, W, out of it in
	// minute m.
	Step(m sim.Minute, out *Outdoor, serversW, roomW float64)
	// Hall is the hall's air.
	Hall() *HallAir
}

// Sink takes heat out of a loop of water. Each minute it is begun, then either
// offered heat and settled, or at rest.
type Sink interface {
	part
	// begin starts minute m, in which the hall makes that fraction of its design heat.
	begin(m sim.Minute, out *Outdoor, fraction float64)
	// take says how the sink takes what is offered.
	take(o *offer) Take
	// settle ends a minute in which return water was returnDegC on average and the
	// conductance carried throughW.
	settle(returnDegC, throughW float64)
	// rest ends a minute without flow. It tells whether all has come to rest, so that
	// the next such minute would change nothing.
	rest() bool
	// ready tells whether what runs could take heat, W, in this minute, and starts
	// what is to come for it.
	ready(heatW float64) bool
	// passed tells whether the loop's water passed an exchanger of the sink in the
	// last minute, which its pumps must overcome.
	passed() bool
}

// offer is what a loop asks of its sink in a minute, and its water.
type offer struct {
	heatW    float64 // enters the loop, less what a tank or a district network takes
	restoreW float64 // besides, to bring the loop back to its set point; may be negative
	setDegC  float64 // set point of the water that leaves the sink
	offK     float64 // the loop above its set point
	cwWPerK  float64 // capacity flow of the water
	flow     float64 // its flow as a fraction of design
}

// Take is what a sink takes out of a loop: a constant heat, and through a
// conductance between return water and a place of its own temperature.
type Take struct {
	constantW float64
	gWPerK    float64
	SinkDegC  float64
}
