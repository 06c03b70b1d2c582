// Package loop holds what plants are joined from: loops of water, the sides of a hall
// that bring their heat to one, and the sinks that take it.
//
// A side is the hall's air on coils, doors, plates or direct expansion, or the cold
// plates and tanks of servers. It brings the heat of the minute to a Water loop, which
// offers it to its sink: air-cooled chillers, a towers' plant with or without
// chillers, dry coolers, a river. A sink says what it takes, at what cost. What flows
// is booked in a Ledger of heat and in the Duty of the minute.
//
// Sizes come from a Spec, are worked out once for a Site and a Hall, and stand apart
// from what moves. Machines and published equations are those of package component;
// units that fail and are repaired those of package failure.
package loop
