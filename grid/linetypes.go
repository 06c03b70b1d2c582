// Package grid holds the transmission network: here the connection of a campus,
// a line and its transformers, with losses from the actual flow.
package grid

import "caloduc/sim/param"

// Where the facts of the line types come from.
const (
	sourcePyPSA      = "PyPSA line_types.csv, after Oeding and Oswald, Elektrische Kraftwerke und Netze, ch. 9"
	sourcePandapower = "pandapower standard types, linetypes.csv"
	sourceAlpha      = "pandapower standard types: alpha of aluminium"
)

// Facts that have not been read at their source.
var (
	sourceMaxTemp = param.Unverified("DIN EN 50182 ratings: conductor at 80 degC, air 35 degC, wind 0.6 m/s, sun 900 W/m2")
	sourceCable   = param.Unverified("IEC 60502-2: cross-linked polyethylene, 90 degC in continuous use")
	sourceHTLS    = param.Unverified("high-temperature low-sag conductors: 150 to 210 degC")
)

// lineType is a type of overhead line or cable: resistance at 20 degC, reactance and
// capacitance per kilometre of one circuit, its continuous current, and the
// conductor temperature at which that holds.
type lineType struct {
	name         string
	ohmPerKm     float64
	reactPerKm   float64
	nFPerKm      float64
	ratingKA     float64
	maxDegC      float64
	source, degC param.Source
}

var lineTypes = []lineType{
	{"Al/St 240/40 4-bundle 380", 0.030, 0.246, 13.8, 2.58, 80, sourcePyPSA, sourceMaxTemp},
	{"Al/St 490/64 4-bundle 380", 0.015, 0.160, 16.5, 3.84, 80, sourcePyPSA, sourceMaxTemp},
	{"HTLS 4-bundle 380", 0.020, 0.260, 13.9, 4.0, 150, sourcePyPSA, sourceHTLS},
	{"490-AL1/64-ST1A 380", 0.059, 0.253, 11.0, 0.96, 80, sourcePandapower, sourceMaxTemp},
	{"679-AL1/86-ST1A 380", 0.042, 0.250, 14.6, 1.15, 80, sourcePandapower, sourceMaxTemp},
	{"Al/St 240/40 2-bundle 220", 0.060, 0.301, 12.5, 1.29, 80, sourcePyPSA, sourceMaxTemp},
	{"490-AL1/64-ST1A 220", 0.059, 0.285, 10.0, 0.96, 80, sourcePandapower, sourceMaxTemp},
	{"243-AL1/39-ST1A 110", 0.1188, 0.390, 9.0, 0.645, 80, sourcePandapower, sourceMaxTemp},
	{"NA2XS2Y 1x240 RM/25 12/20 kV", 0.122, 0.112, 304, 0.421, 90, sourcePandapower, sourceCable},
}

// typeOfLine returns the type of a name that is in the list.
func typeOfLine(name string) *lineType {
	for i := range lineTypes {
		if lineTypes[i].name == name {
			return &lineTypes[i]
		}
	}
	panic("grid: no line type " + name)
}

// LineTypes is the catalogue of lines and cables.
var LineTypes = lineCatalogue()

func lineCatalogue() *param.Catalogue {
	c := &param.Catalogue{}
	for _, l := range lineTypes {
		c.Entries = append(c.Entries, param.CatalogueEntry{
			Name: l.name, Source: l.source,
			Values: map[string]any{
				"resistance_ohm_per_km": l.ohmPerKm, "reactance_ohm_per_km": l.reactPerKm,
				"capacitance_nF_per_km": l.nFPerKm, "rating_kA": l.ratingKA, "max_conductor_degC": l.maxDegC,
			},
			Sources: map[string]param.Source{"max_conductor_degC": l.degC},
		})
	}
	return c
}
