package param

import (
	"fmt"
	"math"
)

// decoder fills a tree of specs from a document and collects what is wrong.
type decoder struct {
	problems Problems
	spots    map[string]spot // of tables and of what is free, by path and by its path of indices
	bad      map[string]bool // index paths with a problem
	quiet    bool            // defaults only: nothing is reported
	values   *[]Value        // all, in the order of decoding
	lean     bool            // what is transient is left out
	doc      *node           // the whole document
	fields   []*Field        // what its root declares
	scratch  *node           // a copy of doc to walk paths on, nil until needed
}

// spot is where a path stands.
type spot struct {
	node  *node // of the path, or the nearest table around it
	there bool  // the text has the path
	index string
}

// place is the table being decoded.
type place struct {
	path   string // as in Value.Path
	index  string // the same by indices
	near   *node  // the table, or the nearest one around it
	handed []handed
}

// resolve decodes a document into root, lean without what is transient, which
// the document loses. size is the number of values to expect.
func resolve(doc *node, root Spec, fields []*Field, lean bool, size int) (*Resolved, Problems) {
	r := &Resolved{root: &section{}, doc: doc, values: make([]Value, 0, size)}
	d := &decoder{spots: make(map[string]spot, size/4), bad: map[string]bool{}, values: &r.values, lean: lean, doc: doc, fields: fields}
	d.table(root, doc, place{near: doc}, r.root, nil)
	return r, d.problems
}

// report notes a problem at a key (or value) of a node.
func (d *decoder) report(src *source, off int, index, format string, args ...any) {
	if d.quiet {
		return
	}
	d.bad[index] = true
	d.problems = append(d.problems, src.problem(off, fmt.Sprintf(format, args...)))
}

// table decodes one table into spec: n is nil where the text has none. chosen is
// the word that selected the spec, nil where it was not selected.
func (d *decoder) table(spec Spec, n *node, at place, out *section, chosen *choice) {
	if n != nil {
		at.near = n
	}
	out.path, out.index = at.path, at.index
	d.note(at, n)
	fields := declared(spec)
	preset := d.presets(fields, n, &at)
	first := len(*d.values)
	if chosen != nil {
		*d.values = append(*d.values, chosen.value)
	}
	for _, f := range fields {
		if f.Kind < Table && !(d.lean && f.transient) {
			*d.values = append(*d.values, d.value(f, n, at, d.standing(f, preset, at), out))
		}
	}
	out.values = (*d.values)[first:len(*d.values):len(*d.values)]
	for _, f := range fields {
		if f.Kind >= Table && !(d.lean && f.transient) {
			before := len(out.tables)
			d.nested(f, n.child(f.Key), at, out)
			if f.transient {
				markTransient(out.tables[before:])
			}
		}
	}
	if n != nil {
		d.unknown(fields, n, at, chosen)
		n.forget(fields)
	}
	if c, ok := spec.(Checker); ok && !d.quiet {
		c.Check(func(key, format string, args ...any) { d.complain(at, key, fmt.Sprintf(format, args...)) })
	}
}

// note says where a path stands; n is nil where the text does not have it.
func (d *decoder) note(at place, n *node) {
	s := spot{n, true, at.index}
	if n == nil {
		s.node, s.there = at.near, false
	}
	d.spots[at.path], d.spots[at.index] = s, s
}

// under returns the place of a key of this table.
func (p place) under(key string) place {
	return place{joinKey(p.path, key), joinKey(p.index, key), p.near, handOn(p.handed, key)}
}

// nested decodes what a table-like field declares.
func (d *decoder) nested(f *Field, c *node, at place, out *section) {
	at = at.under(f.Key)
	if c != nil {
		at.near = c
	}
	d.note(at, c)
	if f.special != nil && f.inherits != "" {
		if c == nil {
			return
		}
		at.handed = d.inherited(f.inherits)
	}
	wrong := c != nil && (f.Kind == Tables && !c.tables() || f.Kind != Tables && c.kind != tableNode)
	if wrong {
		want := "a table"
		if f.Kind == Tables {
			want = "an array of tables, written [[" + f.Key + "]]"
		}
		d.report(c.src, c.val, at.index, "%s: wants %s, got %s", at.path, want, describe(c))
		d = d.silent()
		c = nil
	}
	if c == nil && f.Required {
		d.report(at.near.src, at.near.key, at.index, "%s: missing, and it is required (%s)", at.path, f.Meaning)
		d = d.silent()
	}
	switch f.Kind {
	case Table:
		s := out.add(f.Key, false)
		d.table(f.child(), c, at, s, nil)
	case Tables:
		d.list(f, c, at, out)
	case Named:
		d.named(f, c, at, out)
	case Selected:
		d.selected(f, c, at, out.add(f.Key, false))
	}
}

// silent returns a decoder that fills in defaults and reports nothing.
func (d *decoder) silent() *decoder {
	return &decoder{spots: d.spots, bad: d.bad, values: d.values, quiet: true}
}

// add opens a table below this one.
func (s *section) add(key string, array bool) *section {
	t := &section{keys: append(append([]string(nil), s.keys...), key), array: array}
	s.tables = append(s.tables, t)
	return t
}

// list decodes an array of tables.
func (d *decoder) list(f *Field, c *node, at place, out *section) {
	if c == nil {
		return
	}
	first := map[string]*node{}
	for i, e := range c.elems {
		spec := f.child()
		name := identity(e, f)
		if name == "" {
			if id := find(declared(spec), f.Ident); id != nil {
				name = plain(id.Default)
			}
		}
		in := at.element(name, i, e)
		if twin := first[name]; twin != nil && name != "" {
			d.taken(f.Ident, name, e, twin, in)
		}
		first[name] = e
		d.table(spec, e, in, out.add(f.Key, true), nil)
	}
}

// taken reports an element that is called as an earlier one is.
func (d *decoder) taken(ident, name string, e, twin *node, at place) {
	if id := twin.child(ident); id != nil {
		twin = id
	}
	line, _, _ := twin.src.position(twin.key)
	off := e.key
	if id := e.child(ident); id != nil {
		e, off = id, id.val
	}
	d.report(e.src, off, at.index, "%s: the %s %s is taken, see %s:%d", at.path, ident, Quote(name), twin.src.name, line)
}

// named decodes a table of named tables.
func (d *decoder) named(f *Field, c *node, at place, out *section) {
	if c == nil {
		return
	}
	parent := &section{keys: append(append([]string(nil), out.keys...), f.Key)}
	for _, name := range c.keys {
		e, in := c.sub[name], at.under(name)
		if e.kind != tableNode {
			d.report(e.src, e.val, in.index, "%s: wants a table, got %s", in.path, describe(e))
			continue
		}
		spec := f.child()
		f.adopt(name)
		d.table(spec, e, in, parent.add(name, false), nil)
	}
	out.tables = append(out.tables, parent.tables...)
}

// selected decodes a table whose selector key chooses the spec.
func (d *decoder) selected(f *Field, c *node, at place, out *section) {
	words := f.words()
	def, _ := f.Default.(string)
	sel := &Field{Key: f.Selector, Kind: Choice, Default: def, Options: words, Meaning: f.Meaning, Required: def == ""}
	if def == "" && len(words) > 0 {
		def = words[0]
	}
	word := def
	sel.dst = &word
	top := d.standing(sel, nil, at)
	if top != nil {
		word, _ = top.value.(string)
		sel.Required = false
	}
	v := d.value(sel, c, at, top, out)
	at.handed = ofKind(at.handed, f.Selector, word)
	ch := &choice{field: f, word: word, layer: math.MinInt, value: v}
	if s := c.child(f.Selector); s != nil {
		ch.layer = s.src.layer
	}
	spec := f.choose(word)
	if d.bad[at.under(f.Selector).index] {
		d, c = d.silent(), nil // the keys belong to a spec that is not known
	}
	if spec == nil {
		return
	}
	d.table(spec, c, at, out, ch)
}
