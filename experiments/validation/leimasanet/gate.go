package leimasanet

import "math"

// Gate is how far simulated percentiles of a case may lie from published ones:
// PUE absolutely, WUE relative to the published. It is infinite where there is no
// demand.
type Gate struct{ PUE, WUE float64 }

// GateOf returns the gate of a case: the two large-scale systems have one.
func GateOf(c Case) Gate {
	switch c {
	case LargeAirEconomiser:
		return Gate{0.03, math.Inf(1)}
	case LargeWaterEconomiser:
		return Gate{0.02, 0.10}
	}
	return Gate{math.Inf(1), math.Inf(1)}
}
