package component

import "fmt"

// Validity is the range within which a published correlation holds: data, kept
// beside the correlation. Minutes outside are counted, and the argument is
// clamped to the range where the correlation must not be extrapolated.
type Validity struct {
	Quantity string // "entering air"
	Unit     string // "degC"
	Min, Max float64
}

// edge is how near an end of a range counts as within, so that rounding of a value
// that is held there is not counted.
const edge = 1e-6

// Contains tells whether x lies within the range.
func (v *Validity) Contains(x float64) bool { return x >= v.Min-edge && x <= v.Max+edge }

// Clamp returns the value of the range nearest to x.
func (v *Validity) Clamp(x float64) float64 {
	if x < v.Min {
		return v.Min
	} else if x > v.Max {
		return v.Max
	}
	return x
}

// String gives the range in words: "entering air 12.8 to 51.7 degC".
func (v Validity) String() string {
	s := fmt.Sprintf("%s %g to %g", v.Quantity, v.Min, v.Max)
	if v.Unit != "" {
		s += " " + v.Unit
	}
	return s
}
