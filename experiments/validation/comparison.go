// Package validation compares what the models compute with published numbers
// and with the output of other engines. Every comparison is one entry in the
// file of its topic: the published number with its source, how far apart the
// two may be, and the function that computes the simulated one. Published
// numbers are embedded as facts; data that may not be shipped is looked for
// beside the project, and what needs it is skipped where it is absent.
package validation

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Comparison is one published number and the model's answer to it.
type Comparison struct {
	// Name is unique and made of words without spaces, its group first:
	// "xenon.peak.r-2". Entries give it without the group.
	Name      string
	Group     string // topic, set by the list of topics
	Class     Class  // what agreement is worth
	Quantity  string // what is compared, in words
	Unit      string // "" for shares and ratios
	Source    string // where Published stands
	Published Published
	Tolerance Tolerance // around Published
	Basis     string    // what Tolerance rests on: the publication's own uncertainty, or a purpose; never the error seen

	// Needs is a file that Run reads, by its path in the shared folder
	// ("truth/sites.csv"), NeedsToo a second one; without them the comparison is
	// skipped.
	Needs, NeedsToo string
	// Reads returns the published number out of a file that may not be shipped;
	// Published is unknown until then. nil where Published is part of the program.
	Reads func(*Env) (Published, error)
	// Full marks what takes long: it runs only when asked for.
	Full bool
	// Why says what was fitted, or what an identity follows from; "" for other
	// classes.
	Why string
	// Misfit is the diagnosis of a difference that is known; nil where the number is
	// expected to agree.
	Misfit *Misfit

	// Run returns the simulated number.
	Run func(*Env) (float64, error)
}

// Misfit explains a known difference from the published number. It has no bound: the
// row is never counted as agreement, whatever its size, and a bound could come only
// from the error seen.
type Misfit struct {
	Diagnosis string
	Side      Side // on which the diagnosis puts the model; on the other the comparison is a miss
}

// Published is a published number or range; Low equals High for a number, an
// infinite end leaves a range open.
type Published struct{ Low, High float64 }

func value(x float64) Published           { return Published{x, x} }
func between(low, high float64) Published { return Published{low, high} }
func atMost(high float64) Published       { return Published{math.Inf(-1), high} }
func atLeast(low float64) Published       { return Published{low, math.Inf(1)} }

// IsRange tells a range from a number.
func (p Published) IsRange() bool { return p.Low != p.High }

// Difference is how far x lies from the number, or out of the range: negative
// below, 0 within the range.
func (p Published) Difference(x float64) float64 {
	switch {
	case x < p.Low:
		return x - p.Low
	case x > p.High:
		return x - p.High
	}
	return x - x // 0, or NaN
}

// String writes the number, or the range as "1.15 to 1.17"; "" for what has not been
// read.
func (p Published) String() string {
	switch {
	case math.IsNaN(p.Low):
		return ""
	case !p.IsRange():
		return plain(p.Low)
	case math.IsInf(p.High, 1):
		return "at least " + plain(p.Low)
	case math.IsInf(p.Low, -1):
		return "at most " + plain(p.High)
	}
	return plain(p.Low) + " to " + plain(p.High)
}

// plain writes a number as it was published.
func plain(x float64) string { return strconv.FormatFloat(x, 'g', -1, 64) }

// Tolerance is how far from the published number, or out of the published range,
// the simulated one may be: an absolute amount, or a share of the published
// number. An infinite one makes no demand: the row is shown.
type Tolerance struct {
	Amount   float64
	Relative bool
}

func within(amount float64) Tolerance { return Tolerance{Amount: amount} }

// none is for numbers that are only shown side by side.
var none = Tolerance{Amount: math.Inf(1)}

func share(fraction float64) Tolerance { return Tolerance{Amount: fraction, Relative: true} }

// Of returns the tolerance around a published number in its unit.
func (t Tolerance) Of(p Published) float64 {
	if t.Relative {
		return t.Amount * math.Abs(p.Low)
	}
	return t.Amount
}

// String writes the tolerance as "0.05" or "0.5 %", and "" where there is none.
func (t Tolerance) String() string {
	switch {
	case math.IsInf(t.Amount, 1):
		return ""
	case t.Relative:
		return fmt.Sprintf("%.3g %%", 100*t.Amount)
	}
	return fmt.Sprintf("%.3g", t.Amount)
}

// number is a Run for what is computed at once and cannot fail.
func number(f func() float64) func(*Env) (float64, error) {
	return func(*Env) (float64, error) { return f(), nil }
}

// slug turns words into a part of a name: "fr-2020, 5th percentile" becomes
// "fr-2020-5th-percentile".
func slug(words string) string {
	return strings.Join(strings.FieldsFunc(words, func(r rune) bool {
		return strings.ContainsRune(" ,;:()/'°%", r)
	}), "-")
}

// round keeps digits places behind the point.
func round(x float64, digits int) float64 {
	k := math.Pow10(digits)
	return math.Round(x*k) / k
}
