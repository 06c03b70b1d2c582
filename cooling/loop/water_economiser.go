package loop

import (
	"caloduc/cooling/component"
	"caloduc/sim"
	"caloduc/sim/param"
	"caloduc/sim/record"
)

// Modes of a plant with chillers and a water-side economiser.
const (
	centralOff        = 0
	CentralFree       = 1
	CentralPartial    = 2
	CentralMechanical = 3
)

// CentralModes describes the modes of a water-cooled plant in order.
var CentralModes = record.Modes{
	modeOff,
	{En: "free cooling", Fr: "froid gratuit"},
	{En: "partial mechanical cooling", Fr: "froid mécanique partiel"},
	{En: "mechanical cooling", Fr: "froid mécanique"},
}

// ChillerCooled is the source of control sequences of water-side economisers.
const ChillerCooled = param.Source("Modelica Buildings Library, Applications/DataCenters/ChillerCooled, CoolingMode and its examples")

// ModeSpec says when a plant changes between free cooling, partial and full
// mechanical cooling.
type ModeSpec struct {
	OnK, OffK float64
	Minutes   int
}

// Declare declares the parameters.
func (s *ModeSpec) Declare(p *param.Set) {
	p.Float(&s.OnK, "mode_on_K", 1.1, param.Between(0, 5), "chillers start once the economiser alone would supply water this far above the set point, and the economiser once return water is this far above its tower water", ChillerCooled)
	p.Float(&s.OffK, "mode_off_K", 0.5, param.Between(0, 5), "chillers stop once the economiser alone would supply water this near the set point, and the economiser once it cools return water by less", ChillerCooled)
	p.Int(&s.Minutes, "min_mode_min", 20, param.Between(0, 1440), "least time between two changes of mode", ChillerCooled)
}

// CheckKeys reports impossible combinations of keys.
func (s *ModeSpec) CheckKeys(report func(key, format string, args ...any)) {
	if s.OffK > s.OnK {
		report("mode_off_K", "must be at most mode_on_K (%g): between them is the dead band", s.OnK)
	}
}

// economiserMode holds the mode of a plant with chillers and an economiser.
type economiserMode struct {
	spec  ModeSpec
	mode  int
	since sim.Minute
}

// NewEconomiserMode returns the mode of an economiser that begins at rest.
func NewEconomiserMode(s ModeSpec) economiserMode {
	return economiserMode{spec: s, mode: CentralFree, since: component.LongAgo}
}

// step moves the mode in minute m: alone is how far above its set point the
// economiser alone would hold the loop, offK how far the loop is now, savedK by
// how much the economiser cools return water, and lift return water above the
// coldest tower water, all K.
func (e *economiserMode) step(m sim.Minute, alone, offK, savedK, lift float64) int {
	s := &e.spec
	hurry := e.mode == CentralFree && offK > hurryK && alone > s.OnK
	if m-e.since < sim.Minute(s.Minutes) && !hurry {
		return e.mode
	}
	next := e.mode
	switch e.mode {
	case CentralFree:
		if alone > s.OnK {
			next = CentralPartial
		}
	case CentralPartial:
		if alone <= s.OffK {
			next = CentralFree
		} else if savedK < s.OffK || lift <= 0 {
			next = CentralMechanical
		}
	case CentralMechanical:
		if lift > s.OnK {
			next = CentralPartial
		}
	}
	if next != e.mode {
		e.mode, e.since = next, m
	}
	return next
}
