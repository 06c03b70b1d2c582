package grid

import (
	"math"

	"caloduc/sim/param"
)

// Where the levels of voltage come from.
var (
	sourceLevels = param.Unverified("French connections: up to 12 MW at 20 kV, 50 MW at 63 or 90 kV, 250 MW at 225 kV, above at 400 kV (reference voltage of a consumer, order of 9 June 2020)")
	sourceUnits  = param.Unverified("transformers of French substations: 20, 36, 40 MVA from 63 and 90 kV; 40, 70, 100, 170 MVA from 225 kV; 300, 600 MVA from 400 kV")
)

// level is a voltage at which campuses are connected, and what is built there.
type level struct {
	leastKV, usualKV float64
	upToMW           float64 // contracts that are connected there
	lengthKm         float64
	line             string    // type of the line
	unitsMVA         []float64 // ratings of transformers down to the campus' medium voltage; none: the campus takes the voltage as it is
}

// levels are the voltages of France, from the lowest.
var levels = []level{
	{1, 20, 12, 5, "NA2XS2Y 1x240 RM/25 12/20 kV", nil},
	{50, 63, 50, 15, "243-AL1/39-ST1A 110", []float64{20, 36, 40}},
	{130, 225, 250, 15, "Al/St 240/40 2-bundle 220", []float64{40, 70, 100, 170}},
	{350, 400, math.Inf(1), 15, "Al/St 240/40 4-bundle 380", []float64{300, 600}},
}

// levelOf is the level of a connection: that of its voltage, or, where that is left
// out, the lowest that takes the contract.
func levelOf(voltageKV, contractedMW float64) *level {
	at := &levels[0]
	for i := range levels {
		l := &levels[i]
		if math.IsNaN(voltageKV) && contractedMW <= l.upToMW {
			return l
		}
		if voltageKV >= l.leastKV {
			at = l
		}
	}
	return at
}

// mostNeeded is how many transformers at most are put in parallel before the next
// rating is taken, the one that stands by aside.
const mostNeeded = 3

// unitMVA is the rating of the transformers that carry mva: the least of the level's
// of which few are needed.
func (l *level) unitMVA(mva float64) float64 {
	for _, rating := range l.unitsMVA {
		if mva <= mostNeeded*rating {
			return rating
		}
	}
	return l.unitsMVA[len(l.unitsMVA)-1]
}

// unitType is a transformer of public networks, to whose measure those of like rating
// are built.
type unitType struct {
	upToMVA              float64 // ratings that follow it
	noLoadLoss, loadLoss float64 // over the rating
	shortCircuit, noLoad float64 // short-circuit voltage, no-load current, relative
}

// sourceUnitTypes is where the measures of transformers come from.
const sourceUnitTypes = "pandapower and PyPSA standard types: 25, 40 and 63 MVA 110/20 kV, 100 MVA 220/110 kV, 160 MVA 380/110 kV, the one next to the rating"

var unitTypes = []unitType{
	{30, 14 / 25e3, 0.0041, 0.12, 0.0007},
	{50, 18 / 40e3, 0.0034, 0.162, 0.0005},
	{80, 22 / 63e3, 0.0032, 0.18, 0.0004},
	{130, 55 / 100e3, 0.0026, 0.12, 0.0006},
	{math.Inf(1), 60 / 160e3, 0.0025, 0.122, 0.0006},
}

// complete returns the connection with everything in it that is left to the contract
// and the voltage. needMW is what the campus' halls draw at most.
func (s ConnectionSpec) complete(needMW float64) *ConnectionSpec {
	s.ContractedMW = param.Or(s.ContractedMW, s.ContractRatio*needMW)
	l := levelOf(s.VoltageKV, s.largestMW())
	line := typeOfLine(l.line)
	s.VoltageKV = param.Or(s.VoltageKV, l.usualKV)
	s.LengthKm = param.Or(s.LengthKm, l.lengthKm)
	s.ROhmPerKm = param.Or(s.ROhmPerKm, line.ohmPerKm)
	s.XOhmPerKm = param.Or(s.XOhmPerKm, line.reactPerKm)
	s.CnFPerKm = param.Or(s.CnFPerKm, line.nFPerKm)
	s.RatingKA = param.Or(s.RatingKA, line.ratingKA)
	s.MaxConductorDegC = param.Or(s.MaxConductorDegC, line.maxDegC)
	s.Transformer = s.Transformer.complete(l, s.largestMW()/s.PowerFactor)
	if s.Transformer.Count == 0 && len(l.unitsMVA) > 0 {
		s.Transformer.Count = s.transformers()
	}
	return &s
}

// complete returns the transformers with what is left to the level and to the
// apparent power, MVA, that they carry.
func (s TransformerSpec) complete(l *level, mva float64) TransformerSpec {
	if len(l.unitsMVA) > 0 {
		s.RatingMVA = param.Or(s.RatingMVA, l.unitMVA(mva))
	} else {
		s.RatingMVA = param.Or(s.RatingMVA, mva)
	}
	i := 0
	for s.RatingMVA > unitTypes[i].upToMVA {
		i++
	}
	t := &unitTypes[i]
	s.NoLoadLoss, s.LoadLoss = param.Or(s.NoLoadLoss, t.noLoadLoss), param.Or(s.LoadLoss, t.loadLoss)
	s.ShortCircuit, s.NoLoadPart = param.Or(s.ShortCircuit, t.shortCircuit), param.Or(s.NoLoadPart, t.noLoad)
	return s
}
