// Package cooling carries the heat of halls away.
//
// A plant is a PlantSpec (what the experiment file says; Plants lists them), which
// builds a Plant (its sizes and state) for a Site and a Hall, or tells why it cannot
// serve that hall there. Heat of the minute comes in with a Load; what it cost goes
// out with a Duty. A limit that the plant sets on the servers acts in the next minute.
//
// A plant is made of sides of a hall joined to sinks: an air side carries the heat of
// the hall's air, a liquid side what liquid captures of the servers' heat; each works
// on a loop of water, and the loop on a sink that takes its heat. A plant's file
// sizes them and joins them, no more. Physics and control stand in
//
//   - loop: loops of water, sides and sinks, each with its control sequence;
//   - component: published equations with their bounds, and machines sized by them;
//   - failure: units, their redundancy, failures and staged events;
//   - psychro: moist air.
//
// Within a minute set points, flows and conductances are frozen; temperatures are
// not: their node equations are solved exactly, so that a loop which would warm by a
// kelvin a second stays stable, and means over the minute close the energy balance to
// rounding. Every flow of heat comes from its own equation and is booked in one
// ledger, whose balance every run must keep.
//
// docs/models/cooling-plants.md compares the plants and tells where each watt is
// booked.
package cooling
