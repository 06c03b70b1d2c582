// Package param declares a parameter once: one call gives its TOML key, the Go
// field it fills, its unit (the key's suffix), default, bounds, meaning and
// source. Decoding, checks with file, line and column, the reference, resolved
// experiments, sweep paths and axis labels all come from that call.
//
// A table of an experiment file is a Spec:
//
//	type LineSpec struct{ LengthKm float64 }
//
//	func (s *LineSpec) Params(p *param.Set) {
//		p.Float(&s.LengthKm, "length_km", 50, param.Between(0, 1000), "route length", param.Assumption)
//	}
package param

import (
	"math"
	"time"
)

// Spec is one table of an experiment file: it declares its parameters, each
// bound to one of its own fields. Params is called on a fresh value, before
// decoding; it must do nothing but declare.
type Spec interface {
	Params(p *Set)
}

// Checker is a Spec that knows of impossible combinations. Check is called
// after every key has been read; key is the key (or dotted path below this
// table) to point at, or several with "|" between them of which one is to be given:
// the first is pointed at, and nothing is said where any of them is wrong already.
type Checker interface {
	Check(report func(key, format string, args ...any))
}

// Source says where a default comes from: a DOI, a URL, a citation, Assumption,
// Unverified(…), or Setting. "" is allowed only where there is no number (names,
// switches, choices) or none by default.
type Source string

// Setting marks a default that states no fact: it says how a run is done.
const Setting Source = "setting of the run"

// Assumption marks a default that rests on no source.
const Assumption Source = "assumption"

// Unverified marks a default that is commonly quoted but whose source has not
// been read.
func Unverified(where string) Source { return Source("unverified: " + where) }

// Auto is the default of a float that the model works out for itself unless it
// is given (a size, a design temperature). Test with math.IsNaN, or see Or.
var Auto = math.NaN()

// Or returns x, or the model's own value where x is auto.
func Or(x, own float64) float64 {
	if math.IsNaN(x) {
		return own
	}
	return x
}

// Bounds are the closed or open ends a number must lie within.
type Bounds struct {
	Min, Max         float64
	OpenMin, OpenMax bool
}

// Between allows lo ≤ x ≤ hi.
func Between(lo, hi float64) Bounds { return Bounds{Min: lo, Max: hi} }

// AtLeast allows x ≥ lo.
func AtLeast(lo float64) Bounds { return Bounds{Min: lo, Max: math.Inf(1)} }

// Above allows x > lo.
func Above(lo float64) Bounds { return Bounds{Min: lo, Max: math.Inf(1), OpenMin: true} }

// AboveTo allows lo < x ≤ hi.
func AboveTo(lo, hi float64) Bounds { return Bounds{Min: lo, Max: hi, OpenMin: true} }

// Fraction allows 0 ≤ x ≤ 1.
func Fraction() Bounds { return Between(0, 1) }

// Any allows every finite number.
func Any() Bounds { return Bounds{Min: math.Inf(-1), Max: math.Inf(1)} }

// Contains tells whether x lies within the bounds.
func (b Bounds) Contains(x float64) bool {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return false
	}
	if x < b.Min || (b.OpenMin && x == b.Min) {
		return false
	}
	return !(x > b.Max || (b.OpenMax && x == b.Max))
}

// Set collects the declarations of one table, in order.
type Set struct {
	fields []*Field
	room   []Field // where the next fields are put: one allocation for many
}

// Fields returns what has been declared, in order.
func (p *Set) Fields() []*Field { return p.fields }

// add declares a parameter. That no key is declared twice, Lint checks.
func (p *Set) add(f Field) *Field {
	const many = 16
	if len(p.room) == cap(p.room) {
		p.room = make([]Field, 0, many)
	}
	f.Unit = unitOf(f.Key)
	p.room = append(p.room, f)
	added := &p.room[len(p.room)-1]
	p.fields = append(p.fields, added)
	return added
}

// Float declares a number. A default of Auto means: worked out unless given.
func (p *Set) Float(dst *float64, key string, def float64, b Bounds, meaning string, src Source) *Field {
	*dst = def
	return p.add(Field{Key: key, Kind: Float, Default: def, Bounds: b, Meaning: meaning, Source: src, dst: dst})
}

// Int declares a whole number.
func (p *Set) Int(dst *int, key string, def int, b Bounds, meaning string, src Source) *Field {
	*dst = def
	return p.add(Field{Key: key, Kind: Int, Default: def, Bounds: b, Meaning: meaning, Source: src, dst: dst})
}

// Bool declares a switch.
func (p *Set) Bool(dst *bool, key string, def bool, meaning string) *Field {
	*dst = def
	return p.add(Field{Key: key, Kind: Bool, Default: def, Meaning: meaning, dst: dst})
}

// String declares a text.
func (p *Set) String(dst *string, key, def, meaning string) *Field {
	*dst = def
	return p.add(Field{Key: key, Kind: String, Default: def, Meaning: meaning, dst: dst})
}

// Choice declares a word out of a closed list.
func (p *Set) Choice(dst *string, key, def string, options []string, meaning string) *Field {
	*dst = def
	return p.add(Field{Key: key, Kind: Choice, Default: def, Options: options, Meaning: meaning, dst: dst})
}

// Date declares a calendar day (TOML local date); the zero time means not set.
func (p *Set) Date(dst *time.Time, key string, def time.Time, meaning string) *Field {
	*dst = def
	return p.add(Field{Key: key, Kind: Date, Default: def, Meaning: meaning, dst: dst})
}

// File declares a path of an input file. It is read relative to the experiment
// file (relative to the working directory in --set), must exist, and counts as
// an input of the run. "" means none.
func (p *Set) File(dst *string, key, meaning string) *Field {
	*dst = ""
	return p.add(Field{Key: key, Kind: File, Default: "", Meaning: meaning, dst: dst})
}

// Floats declares a list of numbers, each within the bounds.
func (p *Set) Floats(dst *[]float64, key string, def []float64, b Bounds, meaning string, src Source) *Field {
	*dst = def
	return p.add(Field{Key: key, Kind: Floats, Default: def, Bounds: b, Meaning: meaning, Source: src, dst: dst})
}

// Preset declares a key that names an entry of a catalogue: the entry's values
// replace the defaults of the other keys in this table, and every one of them
// can still be given. "" means none.
func (p *Set) Preset(dst *string, key, def string, c *Catalogue, meaning string) *Field {
	*dst = def
	return p.add(Field{Key: key, Kind: Preset, Default: def, Meaning: meaning, dst: dst, special: &special{catalogue: c}})
}

// Table declares a nested table.
func (p *Set) Table(dst Spec, key, meaning string) *Field {
	return p.add(Field{Key: key, Kind: Table, Meaning: meaning, special: &special{
		child: func() Spec { return dst },
		fresh: func(string) Spec { return copyOf(dst) }}})
}

// List declares an array of tables, [[key]]. ident is the key that names an
// element ("name"), by which overlays and --set paths find it.
func List[T any, P interface {
	*T
	Spec
}](p *Set, dst *[]P, key, ident, meaning string) *Field {
	*dst = nil
	return p.add(Field{Key: key, Kind: Tables, Ident: ident, Meaning: meaning, special: &special{
		fresh: func(string) Spec { return P(new(T)) },
		child: func() Spec {
			e := P(new(T))
			*dst = append(*dst, e)
			return e
		}}})
}

// Entry is one table of a table of tables: [weather.paris] is the entry "paris".
type Entry[P any] struct {
	Name string
	Spec P
}

// Map declares a table of named tables, [key.NAME], kept in file order.
func Map[T any, P interface {
	*T
	Spec
}](p *Set, dst *[]Entry[P], key, meaning string) *Field {
	*dst = nil
	return p.add(Field{Key: key, Kind: Named, Meaning: meaning, special: &special{
		fresh: func(string) Spec { return P(new(T)) },
		child: func() Spec {
			e := P(new(T))
			*dst = append(*dst, Entry[P]{Spec: e})
			return e
		},
		adopt: func(name string) { (*dst)[len(*dst)-1].Name = name }}})
}
