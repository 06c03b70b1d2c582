package param

import (
	"fmt"
	"reflect"
	"slices"

	"caloduc/sim/list"
)

// Free declares a table whose keys nobody knows beforehand, decoded to plain
// values: map[string]any, []any, int64, float64, string, bool and time.Time. A
// table that is not there is nil. An overlay replaces it as a whole.
func (p *Set) Free(dst *map[string]any, key, meaning string) *Field {
	*dst = nil
	return p.add(Field{Key: key, Kind: FreeTable, Meaning: meaning, dst: dst, special: &special{}})
}

// FreeList declares a list of anything, decoded as Free decodes; tables in it
// are map[string]any.
func (p *Set) FreeList(dst *[]any, key, meaning string) *Field {
	*dst = nil
	return p.add(Field{Key: key, Kind: FreeList, Meaning: meaning, dst: dst, special: &special{}})
}

// Paths says that the keys of a free table, of the tables in a free list, or of the
// rows of a file of comma-separated values, are paths of parameters as --set takes
// them, apart from those given here. Each is walked on the loaded experiment. A path
// of a free table stands for a list of values, one of a list or a file for a value:
// where they are written out, they are checked as the parameter is.
func (f *Field) Paths(except ...string) *Field {
	if f.special == nil {
		f.special = &special{}
	}
	f.paths = func(key string) bool { return !slices.Contains(except, key) }
	return f
}

// Fitting has what a path of a free table stands for checked where it is no list of
// values: fits says what is wrong with it for the parameter, "" for nothing.
func (f *Field) Fitting(fits func(parameter *Field, value any) string) *Field {
	f.fits = fits
	return f
}

// Refuses says what is wrong with a value for the parameter, "" for nothing.
func (f *Field) Refuses(v any) string {
	_, message := coerce(f, v)
	if message == typeMessage {
		message = "wants " + wants(f.Kind)
	}
	return message
}

// Transient says that a key or table is no part of what is run: it is decoded,
// checked and listed among the values, but it appears neither in the resolved
// text nor in the hash, the changes, the inputs and the counts, and With leaves
// it out.
func (f *Field) Transient() *Field {
	f.transient = true
	return f
}

// tree returns what a node holds as plain values.
func tree(n *node) any {
	switch n.kind {
	case tableNode:
		m := make(map[string]any, len(n.keys))
		for _, k := range n.keys {
			m[k] = tree(n.sub[k])
		}
		return m
	case listNode:
		return list.Map(n.elems, tree)
	}
	return n.value
}

// noteTree notes where everything in a free table or list stands.
func (d *decoder) noteTree(n *node, at place) {
	d.note(at, n)
	for _, k := range n.keys {
		d.noteTree(n.sub[k], at.under(k))
	}
	for i, e := range n.elems {
		d.noteTree(e, at.element("", i, e))
	}
}

// checkPaths checks the keys of a free table or list that are to be paths.
func (d *decoder) checkPaths(f *Field, c *node, at place) {
	if f.paths == nil || d.quiet {
		return
	}
	if f.Kind == FreeTable && c.kind == tableNode {
		d.pathKeys(f, c, at)
	}
	for i, e := range c.elems {
		if f.Kind == FreeList && e.kind == tableNode {
			d.pathKeys(f, e, at.element("", i, e))
		}
	}
}

// copyOf returns a copy of a spec, whose fields may take their defaults without
// harm to the spec.
func copyOf(s Spec) Spec {
	v := reflect.ValueOf(s)
	if v.Kind() != reflect.Pointer || v.IsNil() {
		return s
	}
	c := reflect.New(v.Type().Elem())
	c.Elem().Set(v.Elem())
	return c.Interface().(Spec)
}

// element returns the place of an element of the list at p.
func (p place) element(name string, i int, e *node) place {
	return place{joinElement(p.path, name, i), fmt.Sprintf("%s[%d]", p.index, i), e, p.handed}
}
