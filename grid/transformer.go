package grid

import (
	"math"

	"caloduc/sim/param"
)

// Sources of the transformer's defaults.
const (
	source160MVA   = "pandapower and PyPSA standard type 160 MVA 380/110 kV"
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
		"number in parallel; 0: as many as the largest contract needs, and one more under the N-1 rule", param.Assumption)
	p.Float(&s.RatingMVA, "rating_MVA", 300, param.Above(0), "rated power of one", param.Assumption)
	p.Float(&s.NoLoadLoss, "no_load_loss_fraction", 60.0/160e3, param.Between(0, 0.05), "loss of the core over the rating", source160MVA)
	p.Float(&s.LoadLoss, "load_loss_fraction", 0.0025, param.Between(0, 0.05), "loss of the windings at full load over the rating", source160MVA)
	p.Float(&s.ShortCircuit, "short_circuit_fraction", 0.122, param.Between(0, 0.5), "short-circuit voltage over rated voltage", source160MVA)
	p.Float(&s.NoLoadPart, "no_load_current_fraction", 0.0006, param.Between(0, 0.1), "no-load current over rated current", source160MVA)
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
