package design

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"caloduc/sim/param"
)

// readAxes reads the tree below `axes`: parameter paths, each with a list of
// values or a table:
//
//	"campus.hall.cooling.supply_temp_degC" = [27, 32, 40, 45]
//	"campus.hall.racks"     = { from = 10, to = 1000, n = 5, scale = "log", whole = true }
//	"weather.paris.site"    = { values = ["Paris", "Lyon"], as = "site" }
//	"grid.loss"             = { normal = { mean = 0.02, sd = 0.005, from = 0 } }
//	"market.price"          = { lognormal = { median = 60, sd_log = 0.3 } }
//	"campus.hall.approach"  = { triangular = { from = 2, mode = 4, to = 8 } }
//	"campus.hall.plant"     = { discrete = { values = ["dry", "wet"], weights = [3, 1] } }
func readAxes(tree map[string]any, report Report) []Axis {
	axes := make([]Axis, 0, len(tree))
	for _, path := range sortedKeys(tree) {
		a := Axis{Path: path}
		at := "axes." + param.QuoteKey(path)
		switch v := tree[path].(type) {
		case []any:
			a.Domain = Values(v...)
		case map[string]any:
			t := &branch{at: at, keys: v, report: report}
			if a.read(t) {
				t.rest()
			}
		default:
			report(at, "wants a list of values, or a table such as { from = 1, to = 5, n = 5 }")
		}
		if a.Domain != nil {
			axes = append(axes, a)
		}
	}
	return axes
}

// fits says what is wrong with the table of an axis for its parameter: values that it
// refuses, a range or distribution that ends beyond its bounds. What is no such
// table is reported where the axes are read.
func fits(p *param.Field, tree any) string {
	if !slices.Contains([]param.Kind{param.Float, param.Int, param.Bool, param.Choice, param.Preset}, p.Kind) {
		return "" // read anew from the text of each value
	}
	a, ok := axisOf(tree)
	if !ok {
		return ""
	}
	if _, ok := a.Domain.(Continuous); ok && p.Kind == param.Int && !a.Whole && (a.N == 0 || slices.ContainsFunc(a.values(), isFraction)) {
		return "takes whole numbers: add whole = true"
	}
	for _, v := range a.extremes() {
		if x, ok := param.ToFloat(v); ok && p.Kind == param.Int && !isFraction(v) {
			v = int(x)
		}
		if message := p.Refuses(v); message != "" {
			return message
		}
	}
	return ""
}

// axisOf reads the table of an axis that has no fault.
func axisOf(tree any) (a Axis, ok bool) {
	keys, ok := tree.(map[string]any)
	t := &branch{keys: keys, report: func(string, string, ...any) { ok = false }}
	if a.read(t) {
		t.rest()
	}
	return a, ok && a.Domain != nil && a.Domain.fault() == ""
}

// extremes returns the values of a list, the ends of a range or distribution where
// it has them.
func (a Axis) extremes() []any {
	switch d := a.Domain.(type) {
	case discrete:
		return d.values
	case Continuous:
		lo, hi := d.From, d.To
		if a.Whole {
			lo, hi = math.Ceil(lo), math.Floor(hi)
		}
		return slices.DeleteFunc([]any{lo, hi}, func(x any) bool { return !finite(x.(float64)) })
	}
	return nil
}

// isFraction tells whether a value is a number that is not whole.
func isFraction(v any) bool {
	x, ok := param.ToFloat(v)
	return ok && x != math.Round(x)
}

// read reads the table of an axis; false where it cannot tell what it holds.
func (a *Axis) read(t *branch) bool {
	a.As = t.text("as")
	a.N = t.count("n")
	a.Whole = t.flag("whole")
	scale := t.text("scale")
	var found []string
	for _, k := range []string{"values", "from", "uniform", "normal", "lognormal", "triangular", "discrete"} {
		if _, ok := t.keys[k]; ok {
			found = append(found, k)
		}
	}
	if len(found) != 1 {
		t.report(t.at, "wants one of values, from and to, uniform, normal, lognormal, triangular, discrete. A path is written in quotes: axes = { \"campus.hall.racks\" = [10, 20] }")
		return false
	}
	in := t
	switch found[0] {
	case "values", "from":
	default:
		in = t.table(found[0])
	}
	if in == nil {
		return true
	}
	if own := in.text("scale"); own != "" && in != t {
		scale = own
	}
	a.Domain = in.domain(found[0], scale)
	if in != t {
		in.rest()
	}
	if scale != "" && scale != "linear" && scale != "log" {
		t.report(t.at, "scale is \"linear\" or \"log\", not %s", param.Quote(scale))
	}
	if scale != "" && found[0] != "from" && found[0] != "uniform" {
		t.report(t.at, "scale belongs to from and to")
	}
	return true
}

// domain reads what an axis ranges over; nil where it cannot be read.
func (t *branch) domain(word, scale string) Domain {
	inf := math.Inf(1)
	switch word {
	case "values":
		return Values(t.list("values")...)
	case "discrete":
		values, weights := t.list("values"), t.list("weights")
		if weights == nil {
			return Values(values...)
		}
		return Weighted(values, t.numbers("weights", weights))
	case "normal":
		return t.known(Normal(t.number("mean", nil), t.number("sd", nil), t.number("from", -inf), t.number("to", inf)))
	case "lognormal":
		return t.known(LogNormal(t.number("median", nil), t.number("sd_log", nil), t.number("from", 0.0), t.number("to", inf)))
	case "triangular":
		return t.known(Triangular(t.number("from", nil), t.number("mode", nil), t.number("to", nil)))
	}
	from, to := t.number("from", nil), t.number("to", nil)
	if scale == "log" {
		return t.known(LogRange(from, to))
	}
	return t.known(Range(from, to))
}

// branch reads the keys of one table.
type branch struct {
	at     string // its place below the block
	keys   map[string]any
	read   []string
	lost   bool // a number was missing or of another kind
	report Report
}

// known returns the domain unless a number of it could not be read, which has been
// reported.
func (t *branch) known(d Domain) Domain {
	if t.lost {
		return nil
	}
	return d
}

func (t *branch) get(k string) (any, bool) {
	t.read = append(t.read, k)
	v, ok := t.keys[k]
	return v, ok
}

func (t *branch) wants(k, what string) { t.report(t.at+"."+param.QuoteKey(k), "%s wants %s", k, what) }

// number reads a number; a nil default makes it mandatory.
func (t *branch) number(k string, def any) float64 {
	v, ok := t.get(k)
	if !ok {
		if def == nil {
			t.report(t.at, "%s is missing", k)
			t.lost = true
			return math.NaN()
		}
		return def.(float64)
	}
	if x, ok := param.ToFloat(v); ok && finite(x) {
		return x
	}
	t.wants(k, "a number")
	t.lost = true
	return math.NaN()
}

func (t *branch) count(k string) int {
	v, ok := t.get(k)
	if !ok {
		return 0
	}
	if n, ok := normalised([]any{v})[0].(int64); ok && n > 0 && n <= maxPoints {
		return int(n)
	}
	t.wants(k, "a whole number above 0")
	return 0
}

func (t *branch) flag(k string) bool   { return keyOf[bool](t, k, "true or false") }
func (t *branch) text(k string) string { return keyOf[string](t, k, "a text") }
func (t *branch) list(k string) []any  { return keyOf[[]any](t, k, "a list") }

// keyOf reads a key that may be left out.
func keyOf[T any](t *branch, k, what string) T {
	v, ok := t.get(k)
	x, is := v.(T)
	if ok && !is {
		t.wants(k, what)
	}
	return x
}

func (t *branch) numbers(k string, values []any) []float64 {
	out := make([]float64, len(values))
	for i, v := range values {
		x, ok := param.ToFloat(v)
		if !ok {
			t.wants(k, "a list of numbers")
			x = math.NaN()
		}
		out[i] = x
	}
	return out
}

// distributions are examples of what describes each.
var distributions = map[string]string{
	"uniform":    "{ from = 1, to = 5 }",
	"normal":     "{ mean = 4, sd = 1 }",
	"lognormal":  "{ median = 60, sd_log = 0.3 }",
	"triangular": "{ from = 2, mode = 4, to = 8 }",
	"discrete":   "{ values = [1, 2], weights = [3, 1] }",
}

func (t *branch) table(k string) *branch {
	v, _ := t.get(k)
	m, ok := v.(map[string]any)
	if !ok {
		t.wants(k, "a table such as "+distributions[k])
		return nil
	}
	return &branch{at: t.at + "." + param.QuoteKey(k), keys: m, report: t.report}
}

// rest reports the keys that nobody has read.
func (t *branch) rest() {
	for _, k := range sortedKeys(t.keys) {
		if !slices.Contains(t.read, k) {
			slices.Sort(t.read)
			t.report(t.at+"."+param.QuoteKey(k), "unknown key %q. The keys here are %s", k, strings.Join(slices.Compact(t.read), ", "))
		}
	}
}

func sortedKeys(m map[string]any) []string { return slices.Sorted(maps.Keys(m)) }

// readPoints reads the tree below `points`: tables of parameter paths and values,
// each of which may carry a name.
func readPoints(tree []any, report Report) []Row {
	rows := make([]Row, 0, len(tree))
	for i, e := range tree {
		at := fmt.Sprintf("points[%d]", i)
		m, ok := e.(map[string]any)
		if !ok {
			report(at, "wants a table such as { name = \"Paris\", \"campus.weather\" = \"paris\" }")
			rows = append(rows, Row{faulty: true})
			continue
		}
		r := Row{Values: map[string]any{}}
		for _, path := range sortedKeys(m) {
			v := m[path]
			if _, nested := v.(map[string]any); nested {
				r.faulty = true
				report(at+"."+param.QuoteKey(path), "a path is written in quotes: \"%s.…\"", path)
				continue
			}
			if name, ok := v.(string); path == "name" && ok {
				r.Name = name
				continue
			}
			r.Values[path] = v
		}
		rows = append(rows, r)
	}
	return rows
}
