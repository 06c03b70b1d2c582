package loop

import "caloduc/sim/record"

// Words of modes that several sides share.
var (
	modeOff      = record.Word{En: "off", Fr: "arrêt"}
	modeWarming  = record.Word{En: "warming", Fr: "réchauffage"}
	modeStagnant = record.Word{En: "stagnant for want of fans", Fr: "sans ventilation"}
)
