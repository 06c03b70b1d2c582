package failure

import "caloduc/sim/param"

// Kind is a kind of unit: its words, and how it fails unless the experiment
// says otherwise.
type Kind struct {
	Word string // in staged events: "dry-cooler"
	Key  string // of its table, and the stem of its counters: "dry_cooler"
	// meaning is what the units are.
	meaning string
	// Number carries the design load by default (Auto: the plant works it out);
	// a kind without numberMeaning takes it from a key of the plant.
	Number         float64
	numberMeaning  string
	mtbfH, repairH float64
	source         param.Source
	// domain: each unit serves racks of its own, which stand still while it is out and
	// no other stands in. given: how many there are, and their redundancy, is decided
	// elsewhere.
	domain, given bool
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
	suri        = param.Source("Suri and Perra 1992, UPS Reliability and System Configurations, as quoted at http://www.powerkinetics.com.my/bulletin04.htm: 31,000 h, with static bypass on a good network 261,000 h; 6 h to repair")
	likeSwitch  = param.Source("assumption: as a static switch, 500,000 h (Suri and Perra 1992, as quoted at http://www.powerkinetics.com.my/bulletin04.htm)")
	likeTower   = param.Source("assumption: as a cooling tower in " + oreda)
)

// The kinds of unit. Repairs are lognormal: Myrefelt (2004), The reliability and
// availability of heating, ventilation and air conditioning systems, Energy and
// Buildings 36, found that shape at seven owners of buildings.
var (
	ChillerUnits       = Kind{Word: "chiller", Key: "chiller", meaning: "water-cooled chillers; the key chillers says how many carry the design load", mtbfH: 9600, repairH: 11.6, source: oredaUnits}
	AirChillerUnits    = Kind{Word: "chiller", Key: "chiller", meaning: "air-cooled chillers; the key chillers (trim_chillers on a river) says how many carry the design load", mtbfH: 9600, repairH: 11.6, source: likeChiller}
	PumpUnits          = Kind{Word: "pump", Key: "pump", meaning: "pumps of facility water", Number: 3, numberMeaning: "pumps of facility water that carry the design load", mtbfH: 20600, repairH: 17.1, source: oredaUnits}
	ChilledUnits       = Kind{Word: "chilled-water-pump", Key: "chilled_water_pump", meaning: "pumps of chilled water", Number: 2, numberMeaning: "pumps of chilled water that carry the design load", mtbfH: 20600, repairH: 17.1, source: oredaUnits}
	CDUUnits           = Kind{Word: "cdu", Key: "cdu", meaning: "coolant distribution units with their pumps", Number: param.Auto, numberMeaning: "coolant distribution units that carry the design load; auto: one for each 1.3 MW of captured heat", mtbfH: 20600, repairH: 17.1, source: likePump, domain: true}
	DryCoolerUnits     = Kind{Word: "dry-cooler", Key: "dry_cooler", meaning: "dry coolers; their number follows from the sizing, or dry_cooler_units", mtbfH: 25700, repairH: 11.9, source: likeTower}
	FanUnits           = Kind{Word: "fan", Key: "fan", meaning: "fans that move the hall's air", Number: param.Auto, numberMeaning: "fans or fan walls that carry the design load; auto: one for each 0.5 MW of design air heat", mtbfH: 25700, repairH: 11.9, source: likeTower}
	HandlerUnits       = Kind{Word: "air-handler", Key: "air_handler", meaning: "air handling units: plates with their pads, hall fans and scavenger fans", Number: param.Auto, numberMeaning: "air handling units that carry the design load; auto: one for each 0.5 MW of design air heat", mtbfH: 25700, repairH: 11.9, source: likeTower}
	TowerUnits         = Kind{Word: "tower", Key: "tower", meaning: "cells of cooling towers with their pumps; the key tower_cells says how many carry the design load", mtbfH: 25700, repairH: 11.9, source: oredaUnits}
	IntakeUnits        = Kind{Word: "intake-pump", Key: "intake_pump", meaning: "pumps of river or sea water with their screens", Number: 2, numberMeaning: "pumps of river or sea water that carry the design load", mtbfH: 20600, repairH: 17.1, source: likePump}
	LiquidChillerUnits = Kind{Word: "liquid-chiller", Key: "liquid_chiller", meaning: "trim chillers of the cold plates' circuit; the key trim_chillers says how many carry the design load", mtbfH: 9600, repairH: 11.6, source: likeChiller}
	ExchangerUnits     = Kind{Word: "heat-exchanger", Key: "heat_exchanger", meaning: "plate heat exchangers to tower, river or sea water", Number: 2, numberMeaning: "heat exchangers that carry the design load", mtbfH: 112000, repairH: 4.2, source: oredaUnits}
	UPSUnits           = Kind{Word: "ups-module", Key: "ups_module", meaning: "failures of UPS modules that drop their load, static bypass included; number and redundancy are those of power.ups", mtbfH: 261000, repairH: 6, source: suri, domain: true, given: true}
	RowUnits           = Kind{Word: "row", Key: "row", meaning: "failures of the busways or distribution units that feed a row of racks; number and redundancy are those of power.distribution", mtbfH: 500000, repairH: 6, source: likeSwitch, domain: true, given: true}
	CompressorUnits    = Kind{Word: "compressor", Key: "compressor", meaning: "compressor stages with their condensers; the key stage_capacity_kW says how many carry the design load", mtbfH: 9600, repairH: 11.6, source: likeChiller}
)

// Design heat of one unit, MW, where the number is worked out.
const (
	CDUMW = 1.3
	FanMW = 0.5
)

// unitWords are the kinds by the words that staged events use.
func unitWords() []string {
	var words []string
	for _, k := range []*Kind{&ChillerUnits, &PumpUnits, &ChilledUnits, &CDUUnits, &DryCoolerUnits, &FanUnits, &HandlerUnits, &TowerUnits, &ExchangerUnits, &CompressorUnits, &IntakeUnits, &LiquidChillerUnits, &UPSUnits, &RowUnits} {
		words = append(words, k.Word)
	}
	return words
}
