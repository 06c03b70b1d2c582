// Package cooling carries the heat of halls away: components, each a published
// model in small pure functions, and plants made of them, each sized for its
// site and hall, advanced minute by minute.
//
// # Plants
//
// A plant is a PlantSpec (what the experiment file says, see Plants), which
// builds a Plant (its sizes and state). A new plant is one new file that
// registers itself.
//
// # One minute
//
// Heat of the minute comes in with a Load; what it cost goes out with a Duty.
// Within a minute set points, flows and conductances are frozen; temperatures
// are not: their node equations are solved exactly (twoNodes, oneNode), so that a
// loop which would warm by a kelvin a second stays stable and means over the
// minute close the energy balance to rounding. A limit that the plant sets on the
// servers acts in the next minute (throttle).
//
// # Direct liquid cooling with dry coolers (direct-liquid-dry)
//
// Cold plates capture the liquid share of the servers' heat up to their maximum,
// q = (Tcase,max - Tsupply)/R(flow); what is above spills to the hall's air.
// CDUs (counterflow, eps-NTU) hand it to the facility loop, dry coolers
// (crossflow unmixed, eps-NTU, both films corrected for flow and temperature) to
// outdoor air. Two nodes with thermal mass: see loops.
//
// Control sequence:
//
//  1. Both loops' flow follows the servers' load between min_flow and design;
//     pump power by the affinity laws on a system curve with a static share.
//  2. Below the least fan speed cells are staged off, as a share of cells.
//  3. Fan speed holds the facility supply at its set point: the conductance asked
//     for is what carries the minute's heat at the set point, g = Q/(Tset + Q/cw -
//     Tair), and brings a loop that is off its set point back in ten minutes.
//  4. Above a dry-bulb threshold pads are wetted, until it is the dead band below.
//  5. Fans at full speed: the supply rises; above the servers' limit they are
//     throttled, far above they shut down until they are cool again.
//
// Air onto the coils is warmer than outdoor air by recirculation_K times the share
// of design heat. Flow, fan power and films scale with the density at the site's
// pressure. The dry coolers are a number of reference units, not rounded, that
// carries design heat at the site's extremes (dry bulb and, with pads, wet bulb,
// taken as coincident) with fans at full speed.
//
// What cold plates leave, with the hall's other heat, goes to an air side of the
// same kind as the plant below, sized for it: facility water is too warm to cool
// air for servers.
//
// # Free air (free-air, and every air side)
//
// Outdoor air is mixed with return air to the supply set point, passes filters,
// wetted pads and chilled-water coils (pressure drops at all times), and the fans,
// whose heat it takes up. Air flow follows the heat between min_air_flow and
// design; fan power is y³. Pads stand behind the mixing box; in energy and water
// that is the same as pads in the intake, which is how it is computed: outdoor air
// is brought along its line of constant wet bulb to the humidity of the supply,
// then mixed. The hall has no source of humidity: supply and return air share one
// humidity ratio.
//
// Control sequence:
//
//  1. Return air below the set point is recirculated.
//  2. Outdoor air below the set point is mixed up to it; air too dry is humidified
//     to the lower limit.
//  3. Warmer outdoor air comes in alone, with pads as far as the set point, their
//     effectiveness and the upper humidity limit allow.
//  4. What is missing is trimmed by coils on air-cooled chillers.
//  5. Outdoor air above the dew-point limit (with dead band), or warmer than return
//     air, is shut out: chillers carry all. Where they cannot, outdoor air is let
//     in again for temperature's sake, and such minutes are counted.
//  6. Where all falls short supply air warms, servers are throttled, then shut
//     down.
//
// Coils are dry: chilled water is no colder than the dew-point limit. As many
// chillers run as use the least power together. Without chillers the upper
// humidity limit does not bind; minutes above it are counted.
//
// # Failures
//
// Units (pumps, CDUs, dry coolers, towers, fans, air handling units, compressors,
// chillers, exchangers) fail at random, each by itself,
// are repaired, and stop in staged events: see failures, which tells how a plant
// takes part. Installed are those that carry the design load and what redundancy
// adds; a unit that stands by takes over within the minute, so that one of N+1
// lost changes nothing. What then lacks shows in physics alone:
//
//   - CDUs and facility pumps give each at most its design flow; without flow a
//     loop is a node of its own that warms at heat over heat capacity, and the
//     servers see its temperature;
//   - dry coolers in service share the facility water;
//   - fans in service run up to full speed; the air that servers draw beyond comes
//     back from the hot aisle; without fans the hall's air is one node;
//   - chillers that lack let the chilled water warm, and the air follows it; what
//     they have over later brings it back.
//
// Servers are throttled from the limit of their class on, chips from their case
// limit, and far above the limit they shut down until they are cool again; then
// they come back over restart_min. A hall that is down is cooled on.
//
// # Where each watt is booked
//
//	servers                    captured share: coolant; rest: hall air
//	UPS, distribution, light   hall air
//	CDU pumps                  motor efficiency's share: coolant; rest: hall air
//	facility pumps             motor efficiency's share: facility water; rest:
//	                           plant room, vented, never in the loops
//	hall fans                  all in the air stream
//	chilled-water pumps        as facility pumps, in the chilled water
//	dry-cooler fans, pad pumps outdoors
//	compressors                outdoors, with the heat they lift
//
// The balance "heat" of a hall has servers, room and pump and fan heat on one side,
// and dry coolers, exchanged air, evaporators and what is stored on the other; each
// is computed from its own equation. The balance "water" has drawn water (from
// cycles of concentration) against evaporation, drift and blowdown.
package cooling
