package param

import (
	"sync"
	"time"

	"caloduc/sim/unit"
)

// Kind is the kind of value a key takes.
type Kind int

// The kinds of value.
const (
	Float Kind = iota
	Int
	Bool
	String
	Choice
	Date
	File
	Floats
	Preset
	FreeTable // a table of any keys
	FreeList  // a list of anything
	Table     // one table
	Tables    // an array of tables
	Named     // a table of tables, one per name
	Selected  // a table whose kind key selects the spec
)

// Field is one declared parameter.
type Field struct {
	Key      string
	Kind     Kind
	Unit     unit.Unit
	Default  any // float64, int, bool, string, time.Time, []float64; nil for tables and free keys
	Bounds   Bounds
	Options  []string // Choice: the allowed words
	Meaning  string
	Source   Source
	Ident    string // Tables: the key that names an element ("name")
	Selector string // Selected: the key that chooses ("plant")
	Required bool

	transient bool // no part of what is run
	orSwitch  bool // String: true and false are texts, too
	many      bool // File: a list of them, too
	dst       any  // pointer to the Go field
	*special
}

// special is what only some kinds of parameters have.
type special struct {
	catalogue *Catalogue               // Preset
	paths     func(key string) bool    // FreeTable, FreeList and File: tells which keys are paths of parameters; nil for none
	fits      func(*Field, any) string // FreeTable: says what is wrong with what a path stands for; nil for nothing
	child     func() Spec              // Table: the nested spec; Tables and Named: a new element, already stored
	fresh     func(string) Spec        // a spec to look at, stored nowhere; Selected: by word, nil if unknown
	adopt     func(name string)        // Named: tells the newest element its name
	choose    func(string) Spec        // Selected: stores and returns the spec registered under the word; nil if unknown
	words     func() []string          // Selected: the registered words, sorted
	about     func(string) string      // Selected: the meaning of a word
	inherits  string                   // Table, Selected: the table at the top whose values it has unless they are given
}

// Require makes the key mandatory: its default is never used.
func (f *Field) Require() *Field { f.Required = true; return f }

// OrSwitch lets a text be true or false without quotes, too.
func (f *Field) OrSwitch() *Field { f.orSwitch = true; return f }

// store puts a checked value into the Go field.
func (f *Field) store(v any) {
	switch dst := f.dst.(type) {
	case *float64:
		*dst = v.(float64)
	case *int:
		*dst = v.(int)
	case *bool:
		*dst = v.(bool)
	case *string:
		*dst = v.(string)
	case *time.Time:
		*dst = v.(time.Time)
	case *[]float64:
		*dst = v.([]float64)
	case *[]string:
		*dst = filesOf(v)
	case *map[string]any:
		*dst = v.(map[string]any)
	case *[]any:
		*dst = v.([]any)
	}
}

// units keeps the unit of every key that has been declared.
var units sync.Map

func unitOf(key string) unit.Unit {
	if u, ok := units.Load(key); ok {
		return u.(unit.Unit)
	}
	u := unit.Of(key)
	units.Store(key, u)
	return u
}
