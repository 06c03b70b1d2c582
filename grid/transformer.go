package grid

import (
	"math"

	"caloduc/sim/param"
)

// Sources of the transformer's defaults.
const (
	sourceFailures = "CIGRE WG A2.37: 964 major failures in 167,459 transformer-years, doi:10.23919/ISEIM.2017.8166559"
	sourceRepair   = "RTS-GMLC branch.csv: 768 h"
)

// TransformerSpec is the table transformer of a connection: identical units in
// parallel between the line and the campus' bus.
type TransformerSpec struct {
	Count                    int
	RatingMVA                float64
	NoLoadLoss, LoadLoss     float64
	ShortCircuit, NoLoadPart float64
	FailuresPerYear, RepairH float64
}

// Params declares the keys of transformer.
func (s *TransformerSpec) Params(p *param.Set) {
	p.Int(&s.Count, "count", 0, param.Between(0, 100),
		"number in parallel; 0: as many as the largest contract needs, and one more under the N-1 rule; none at 20 kV", param.Assumption)
	p.Float(&s.RatingMVA, "rating_MVA", param.Auto, param.Above(0), "rated power of one; auto: the least of the voltage's usual ratings of which no more than three carry the contract: 20, 36, 40 MVA at 63 and 90 kV, 40, 70, 100, 170 at 225 kV, 300, 600 at 400 kV", sourceUnits)
	p.Float(&s.NoLoadLoss, "no_load_loss_fraction", param.Auto, param.Between(0, 0.05), "loss of the core over the rating; auto: of a public type of like rating, 0.038 to 0.056 %", sourceUnitTypes)
	p.Float(&s.LoadLoss, "load_loss_fraction", param.Auto, param.Between(0, 0.05), "loss of the windings at full load over the rating; auto: of a public type of like rating, 0.25 to 0.41 %", sourceUnitTypes)
	p.Float(&s.ShortCircuit, "short_circuit_fraction", param.Auto, param.Between(0, 0.5), "short-circuit voltage over rated voltage; auto: of a public type of like rating", sourceUnitTypes)
	p.Float(&s.NoLoadPart, "no_load_current_fraction", param.Auto, param.Between(0, 0.1), "no-load current over rated current; auto: of a public type of like rating", sourceUnitTypes)
	p.Float(&s.FailuresPerYear, "failures_per_year", 964.0/167459, param.Between(0, 10), "major failures of one per year", sourceFailures)
	p.Float(&s.RepairH, "repair_h", 768, param.Above(0), "mean time to repair or replace one", sourceRepair)
}

// Transformers are identical transformers in parallel that share their load.
type Transformers struct {
	CoreMW, CoreMvar float64 // of all, while energised
	// Windings take these at the square of the apparent power, per MVA².
	WindingMWPerMVA2, WindingMvarPerMVA2 float64
	RatingMVA                            float64 // of all
}

// Bank returns count units of a spec in parallel. No load and load losses are
// those of IEC 60076-1: constant, and with the square of the current; the core's
// reactive power is that of its no-load current.
func (s *TransformerSpec) Bank(count int) Transformers {
	if count == 0 {
		return Transformers{}
	}
	rating := float64(count) * s.RatingMVA
	reactance := math.Sqrt(math.Max(s.ShortCircuit*s.ShortCircuit-s.LoadLoss*s.LoadLoss, 0))
	magnetising := math.Sqrt(math.Max(s.NoLoadPart*s.NoLoadPart-s.NoLoadLoss*s.NoLoadLoss, 0))
	return Transformers{
		CoreMW: rating * s.NoLoadLoss, CoreMvar: rating * magnetising,
		WindingMWPerMVA2: s.LoadLoss / rating, WindingMvarPerMVA2: reactance / rating,
		RatingMVA: rating,
	}
}

// Loss returns the active and reactive power that the bank takes at the square
// of the apparent power it carries, MVA².
func (t *Transformers) Loss(mva2 float64) (mw, mvar float64) {
	return t.CoreMW + t.WindingMWPerMVA2*mva2, t.CoreMvar + t.WindingMvarPerMVA2*mva2
}
