package cooling

import (
	"caloduc/sim"
)

// liquidSide TODO(helper): cold plates, CDUs and a facility waterLoop on a sink.
type liquidSide struct {
	water      waterLoop
	capturedW  float64 // heat that cold plates capture in the minute, W
	motorW     float64 // heat of CDU pump motors in the hall's air, W
	supplyDegC float64 // coolant to the cold plates (TCS supply), mean of the minute
	part
}

func (l *liquidSide) step(m sim.Minute, out *Outdoor, servers float64) {}
func (l *liquidSide) chipLimit() float64                               { return 1 }
