package param

import (
	"fmt"
	"slices"
	"strings"
)

// KeyDoc is one line of the reference: a key of the experiment file.
type KeyDoc struct {
	Path     string // "campus[].hall[].cooling.supply_temp_degC"
	Variant  string // "plant = direct-liquid-dry" below a selected table
	Table    string // the path without its key, "" for the top level
	Key      string
	Field    *Field
	Kind     string // "number", "word", …
	Unit     string // symbol
	Default  string // "required", "auto", or as TOML writes it
	Bounds   string
	Options  []string
	Meaning  string
	Source   Source
	IsTable  bool   // a table itself, not a key in one
	TableDoc string // what the table is, for the entries in it
	As       string // a table: the path of the one whose keys it has, where these are not listed again
}

// Reference lists every key that root declares, tables before what is in them,
// with each variant of a selected table. root must be a value nobody else uses.
func Reference(root Spec) []KeyDoc {
	w := &referee{}
	w.table(declared(root), "", "", "")
	return w.entries
}

type referee struct{ entries []KeyDoc }

// table lists the fields of a table: its own keys, then its tables.
func (w *referee) table(fields []*Field, path, variant, doc string) {
	for _, f := range fields {
		if f.Kind < Table {
			w.add(f, path, variant, doc)
		}
	}
	for _, f := range fields {
		if f.Kind >= Table {
			w.nested(f, path, variant)
		}
	}
}

func (w *referee) add(f *Field, path, variant, doc string) {
	e := KeyDoc{Path: joinPattern(path, f.Key), Variant: variant, Table: path, Key: f.Key, Field: f,
		Kind: f.kindName(), Unit: f.Unit.Symbol, Default: defaultText(f), Options: f.Options,
		Meaning: f.Meaning, Source: f.Source, TableDoc: doc}
	switch f.Kind {
	case Float, Int, Floats:
		e.Bounds = f.Bounds.String()
	case Preset:
		e.Options = f.catalogue.names()
	}
	w.entries = append(w.entries, e)
}

// nested lists a table and what is in it.
func (w *referee) nested(f *Field, path, variant string) {
	in := joinPattern(path, f.Key)
	switch f.Kind {
	case Tables:
		in += "[]"
	case Named:
		in += ".<name>"
	}
	head := KeyDoc{Path: in, Variant: variant, Table: path, Key: f.Key, Field: f, Kind: f.kindName(),
		Meaning: f.Meaning, IsTable: true}
	if f.Required {
		head.Default = "required"
	}
	if f.special != nil && f.inherits != "" {
		head.As = f.inherits
		head.Meaning += ": the keys of [" + f.inherits + "], whose values it has unless they are given"
		w.entries = append(w.entries, head)
		return
	}
	w.entries = append(w.entries, head)
	if f.Kind != Selected {
		w.table(declared(f.fresh("")), in, variant, f.Meaning)
		return
	}
	def, _ := f.Default.(string)
	sel := &Field{Key: f.Selector, Kind: Choice, Default: def, Options: f.words(), Required: def == "",
		Meaning: "chooses the keys of this table: " + f.Meaning}
	w.add(sel, in, variant, f.Meaning)
	for _, word := range f.words() {
		v := f.Selector + " = " + word
		if variant != "" {
			v = variant + ", " + v
		}
		doc := f.Meaning
		if about := f.about(word); about != "" {
			doc = about
		}
		w.table(declared(f.fresh(word)), in, v, doc)
	}
}

func joinPattern(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

// kindName names the kind of value, as the reference does.
func (f *Field) kindName() string {
	if f.special != nil && f.paths != nil {
		return map[Kind]string{FreeTable: "table by parameter path", FreeList: "list of tables by parameter path",
			File: "file of points by parameter path"}[f.Kind]
	}
	if f.many {
		return "file or files"
	}
	return map[Kind]string{Float: "number", Int: "whole number", Bool: "true or false", String: "text", Choice: "word",
		Date: "date", File: "file", Floats: "list of numbers", Preset: "catalogue", FreeTable: "table of any keys", FreeList: "list of anything", Table: "table",
		Tables: "array of tables", Named: "named tables", Selected: "table"}[f.Kind]
}

// defaultText returns the default as TOML writes it.
func defaultText(f *Field) string {
	switch {
	case f.Required:
		return "required"
	case f.Default == "" || f.Kind == Date && plain(f.Default) == "":
		return ""
	}
	return tomlValue(f.Default)
}

// Find returns the entries that a path means. Brackets and what stands in them
// may be left out, and a name stands for any name: "campus[Fouju].hall.racks"
// and "weather.paris.file" are found. The path of a table finds all that is in
// it; a path that nothing has is an error with a suggestion.
func Find(entries []KeyDoc, path string) ([]KeyDoc, error) {
	want := pathParts(path)
	found := slices.DeleteFunc(slices.Clone(entries), func(e KeyDoc) bool { return !partsMatch(pathParts(e.Path), want) })
	if len(found) == 0 {
		return nil, fmt.Errorf("no parameter is called %q%s", path, likely(entries, want))
	}
	return found, nil
}

// partsMatch tells whether a pattern begins with the parts of a path.
func partsMatch(pattern, want []string) bool {
	if len(want) > len(pattern) {
		return false
	}
	for i, p := range want {
		if p != pattern[i] && pattern[i] != "<name>" {
			return false
		}
	}
	return true
}

// likely suggests a path for one that nothing has.
func likely(entries []KeyDoc, want []string) string {
	var paths, keys []string
	for _, e := range entries {
		paths = append(paths, e.Path)
		if e.Key == want[len(want)-1] {
			keys = append(keys, e.Path)
		}
	}
	if len(keys) > 0 {
		return ": did you mean " + keys[0] + "?"
	}
	if w := nearest(strings.Join(want, "."), paths); w != "" {
		return ": did you mean " + w + "?"
	}
	return ""
}

// pathParts splits a path at its dots, brackets left out.
func pathParts(path string) []string { return strings.Split(strings.Trim(Unpicked(path), "."), ".") }

// Unpicked returns a path without its brackets: campus[Fouju].hall.racks is
// campus.hall.racks.
func Unpicked(path string) string {
	var b strings.Builder
	depth := 0
	for _, r := range path {
		switch {
		case r == '[':
			depth++
		case r == ']' && depth > 0:
			depth--
		case depth == 0:
			b.WriteRune(r)
		}
	}
	return b.String()
}
