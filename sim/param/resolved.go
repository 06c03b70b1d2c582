package param

import (
	"slices"
	"strings"
)

// Given is the source of a value that the user gave.
const Given Source = "given"

// Value is one parameter of a resolved experiment.
type Value struct {
	Path   string // "campus[Fouju].hall[H1].cooling.supply_temp_degC"
	Field  *Field
	Value  any    // as Field.Default; a file is its absolute path
	Source Source // what the value rests on: the declaration's, the catalogue's, or Given
	Origin string // "default", "catalogue NAME", "FILE:LINE" or "--set"

	in     *section
	before any // the value had it not been given

	inherited bool // unless it is given, it is that of another table, which has it, too
}

// Text returns the value as a reader wants to see it, without its unit.
func (v Value) Text() string { return plain(v.Value) }

// index returns the path with every element of a list by its index.
func (v Value) index() string { return joinKey(v.in.index, v.Field.Key) }

// transient tells whether the value is no part of what is run.
func (v Value) transient() bool { return v.in.transient || v.Field.transient }

// section is one table of a resolved experiment.
type section struct {
	path  string   // as in Value.Path
	index string   // the same by indices
	keys  []string // its header in TOML
	array bool     // an element of an array of tables

	transient bool // no part of what is run
	values    []Value
	tables    []*section
}

// Resolved is an experiment with every value settled: given, from a catalogue
// or by default.
type Resolved struct {
	root      *section
	values    []Value
	documents []string
	doc       *node // without what is transient; never changed again
}

// Values returns every value, each table's own before those of its tables, in
// the order of declaration.
func (r *Resolved) Values() []Value { return r.values }

// Changed returns the values that differ from what their default or catalogue
// says.
func (r *Resolved) Changed() []Value {
	return r.where(func(v Value) bool { return v.Source == Given && !same(v.Value, v.before) })
}

// Where returns the file and line of the first value that was given at a path or below,
// or in the tables around it; "" where none was.
func (r *Resolved) Where(path string) string {
	for path != "" {
		for _, v := range r.values {
			below := v.Path == path || strings.HasPrefix(v.Path, path+".")
			if below && v.Source == Given && strings.Contains(v.Origin, ":") {
				return v.Origin
			}
		}
		path = path[:max(0, strings.LastIndexByte(path, '.'))]
	}
	return ""
}

// Assumed returns the values in force that rest on an assumption.
func (r *Resolved) Assumed() []Value {
	return r.where(func(v Value) bool { return v.restsOn(string(Assumption)) })
}

// Unconfirmed returns the values in force whose source has not been read.
func (r *Resolved) Unconfirmed() []Value {
	return r.where(func(v Value) bool { return v.restsOn("unverified") })
}

// Assumptions counts the values in force that rest on an assumption.
func (r *Resolved) Assumptions() int { return len(r.Assumed()) }

// Unverified counts the values in force whose source has not been read.
func (r *Resolved) Unverified() int { return len(r.Unconfirmed()) }

// restsOn tells whether the value's source begins with a word. A value that the
// model works out rests on no source.
func (v Value) restsOn(word string) bool {
	return strings.HasPrefix(string(v.Source), word) && !isAuto(v.Value) && !v.inherited
}

// Inputs returns the absolute paths of the files that file parameters name,
// sorted, each once.
func (r *Resolved) Inputs() []string {
	var files []string
	for _, v := range r.lasting() {
		files = append(files, v.Files()...)
	}
	slices.Sort(files)
	return slices.Compact(files)
}

// Documents returns the absolute paths of the experiment file and of the files
// it extends, in that order.
func (r *Resolved) Documents() []string { return r.documents }

func (r *Resolved) where(keep func(Value) bool) []Value {
	return slices.DeleteFunc(slices.Clone(r.values), func(v Value) bool { return v.transient() || !keep(v) })
}

// lasting returns the values that are not transient.
func (r *Resolved) lasting() []Value { return r.where(func(Value) bool { return true }) }

// markTransient marks sections and all that is below them.
func markTransient(sections []*section) {
	for _, s := range sections {
		s.transient = true
		markTransient(s.tables)
	}
}

// isAuto tells whether a value is left to the model.
func isAuto(v any) bool {
	x, ok := v.(float64)
	return ok && x != x
}

// same tells whether two values are equal as TOML writes them.
func same(a, b any) bool {
	if a == nil || b == nil {
		return a == nil && b == nil
	}
	return tomlValue(a) == tomlValue(b)
}
