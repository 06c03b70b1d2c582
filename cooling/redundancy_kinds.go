package cooling

import "caloduc/sim/param"

// unitKind is a kind of unit: its words, and how it fails unless the experiment
// says otherwise.
type unitKind struct {
	word string // in staged events: "dry-cooler"
	key  string // of its table, and the stem of its counters: "dry_cooler"
	// meaning is what the units are.
	meaning string
	// number carries the design load by default (Auto: the plant works it out);
	// a kind without numberMeaning takes it from a key of the plant.
	number         float64
	numberMeaning  string
	mtbfH, repairH float64
	source         param.Source
}

// Failures and repairs of large rotating plant. OREDA-2009 is quoted for a
// chilled-water plant with, per year, for a centrifugal chiller 0.588 failures of
// 12 h, 0.249 trips of 13 h and 0.078 leaks of 4.2 h; for a pump 0.347 failures of
// 18 h and 0.079 trips of 13 h; for a cooling tower 0.220 failures of 13 h and
// 0.121 trips of 9.9 h; for a heat exchanger 0.078 failures of 4.2 h. Times between
// failures and mean repairs of all of a kind together follow.
const (
	oreda       = "OREDA-2009 as quoted in an availability calculation of a chilled-water plant, https://pl.scribd.com/document/338528572/Availability-Calculation"
	oredaUnits  = param.Source(oreda)
	likePump    = param.Source("assumption: as a pump in " + oreda)
	likeChiller = param.Source("assumption: as a centrifugal chiller in " + oreda)
	likeTower   = param.Source("assumption: as a cooling tower in " + oreda)
)

// The kinds of unit. Repairs are lognormal: Myrefelt (2004), The reliability and
// availability of heating, ventilation and air conditioning systems, Energy and
// Buildings 36, found that shape at seven owners of buildings.
var (
	chillerUnits       = unitKind{word: "chiller", key: "chiller", meaning: "water-cooled chillers; the key chillers says how many carry the design load", mtbfH: 9600, repairH: 11.6, source: oredaUnits}
	airChillerUnits    = unitKind{word: "chiller", key: "chiller", meaning: "air-cooled chillers; the key chillers (trim_chillers on a river) says how many carry the design load", mtbfH: 9600, repairH: 11.6, source: likeChiller}
	pumpUnits          = unitKind{word: "pump", key: "pump", meaning: "pumps of facility water", number: 3, numberMeaning: "pumps of facility water that carry the design load", mtbfH: 20600, repairH: 17.1, source: oredaUnits}
	chilledUnits       = unitKind{word: "chilled-water-pump", key: "chilled_water_pump", meaning: "pumps of chilled water", number: 2, numberMeaning: "pumps of chilled water that carry the design load", mtbfH: 20600, repairH: 17.1, source: oredaUnits}
	cduUnits           = unitKind{word: "cdu", key: "cdu", meaning: "coolant distribution units with their pumps", number: param.Auto, numberMeaning: "coolant distribution units that carry the design load; auto: one for each 1.3 MW of captured heat", mtbfH: 20600, repairH: 17.1, source: likePump}
	dryCoolerUnits     = unitKind{word: "dry-cooler", key: "dry_cooler", meaning: "dry coolers; their number follows from the sizing, or dry_cooler_units", mtbfH: 25700, repairH: 11.9, source: likeTower}
	fanUnits           = unitKind{word: "fan", key: "fan", meaning: "fans that move the hall's air", number: param.Auto, numberMeaning: "fans or fan walls that carry the design load; auto: one for each 0.5 MW of design air heat", mtbfH: 25700, repairH: 11.9, source: likeTower}
	handlerUnits       = unitKind{word: "air-handler", key: "air_handler", meaning: "air handling units: plates with their pads, hall fans and scavenger fans", number: param.Auto, numberMeaning: "air handling units that carry the design load; auto: one for each 0.5 MW of design air heat", mtbfH: 25700, repairH: 11.9, source: likeTower}
	towerUnits         = unitKind{word: "tower", key: "tower", meaning: "cells of cooling towers with their pumps; the key tower_cells says how many carry the design load", mtbfH: 25700, repairH: 11.9, source: oredaUnits}
	intakeUnits        = unitKind{word: "intake-pump", key: "intake_pump", meaning: "pumps of river or sea water with their screens", number: 2, numberMeaning: "pumps of river or sea water that carry the design load", mtbfH: 20600, repairH: 17.1, source: likePump}
	liquidChillerUnits = unitKind{word: "liquid-chiller", key: "liquid_chiller", meaning: "trim chillers of the cold plates' circuit; the key trim_chillers says how many carry the design load", mtbfH: 9600, repairH: 11.6, source: likeChiller}
	exchangerUnits     = unitKind{word: "heat-exchanger", key: "heat_exchanger", meaning: "plate heat exchangers to tower, river or sea water", number: 2, numberMeaning: "heat exchangers that carry the design load", mtbfH: 112000, repairH: 4.2, source: oredaUnits}
	compressorUnits    = unitKind{word: "compressor", key: "compressor", meaning: "compressor stages with their condensers; the key stage_capacity_kW says how many carry the design load", mtbfH: 9600, repairH: 11.6, source: likeChiller}
)

// Design heat of one unit, MW, where the number is worked out.
const (
	cduMW = 1.3
	fanMW = 0.5
)

// unitWords are the kinds by the words that staged events use.
func unitWords() []string {
	var words []string
	for _, k := range []*unitKind{&chillerUnits, &pumpUnits, &chilledUnits, &cduUnits, &dryCoolerUnits, &fanUnits, &handlerUnits, &towerUnits, &exchangerUnits, &compressorUnits, &intakeUnits, &liquidChillerUnits} {
		words = append(words, k.word)
	}
	return words
}
