package param

import (
	"errors"
	"slices"
)

// probe checks one path on the way that --set walks, without setting anything.
type probe struct {
	steps    []step
	siblings [][]step // the other paths that are set with it
	values   []*node  // what the parameter is set to, where that is written out
	refused  []misfit // those of the values that do not fit
	tree     *node    // what the parameter is set to where it is a table, for fits
	fits     func(*Field, any) string
}

// misfit is a value that its parameter refuses, and why.
type misfit struct {
	node *node
	msg  string
}

// pathKeys checks the keys of one table as paths.
func (d *decoder) pathKeys(f *Field, t *node, at place) {
	paths := map[string][]step{}
	for _, key := range t.keys {
		in := at.under(key)
		if !f.paths(key) {
			continue
		}
		steps, _, err := parsePath(key, 0)
		var se *scanError
		if errors.As(err, &se) {
			d.report(t.sub[key].src, t.sub[key].key, in.index, "%s: %s", in.path, se.msg)
			continue
		}
		paths[key] = steps
	}
	var siblings [][]step
	for _, key := range t.keys {
		if steps := paths[key]; steps != nil {
			siblings = append(siblings, steps)
		}
	}
	for _, key := range t.keys {
		if steps := paths[key]; steps != nil {
			d.pathKey(t.sub[key], f, &probe{steps: steps, siblings: siblings}, at.under(key))
		}
	}
}

// pathKey checks one key as a path.
func (d *decoder) pathKey(c *node, f *Field, p *probe, at place) {
	switch {
	case f.Kind != FreeTable:
		p.values = []*node{c}
	case c.kind == listNode:
		p.values = c.elems
	case c.kind == tableNode && f.fits != nil:
		p.tree, p.fits = c, f.fits
	}
	if d.scratch == nil {
		d.scratch = d.doc.clone()
	}
	a := &assignment{probe: p, doc: d.scratch, value: &node{src: c.src, key: c.key, val: c.val}}
	err := a.table(d.scratch, d.fields, nil, p.steps, "")
	for _, bad := range p.refused {
		d.report(bad.node.src, bad.node.val, at.index, "%s: %s", at.path, bad.msg)
	}
	var se *scanError
	if errors.As(err, &se) {
		d.report(c.src, c.key, at.index, "%s: %s", at.path, se.msg)
	}
}

// step checks one step on the way. steps are what is left of the path, fields
// what the table declares, chosen what selected it, nil if nothing did. It returns
// true where the path ends.
func (p *probe) step(a *assignment, fields []*Field, chosen *choice, steps []step, table string) (end bool, err error) {
	st, f := steps[0], find(fields, steps[0].key)
	leaf := len(steps) == 1 && !st.picks
	open := chosen != nil && p.sets(steps, chosen.field.Selector)
	path := joinKey(table, st.key)
	switch {
	case f == nil && chosen != nil && st.key == chosen.field.Selector && leaf:
		def, _ := chosen.field.Default.(string)
		p.fit(&Field{Kind: Choice, Default: def, Options: chosen.field.words()}, path)
		return true, nil
	case f == nil:
		owner := chosen.owner(st.key)
		if open && owner != "" {
			return true, nil // it depends on the point whether the key is there
		}
		keys := keysOf(fields, chosen)
		return false, a.fail(st.off, "%sunknown key %s%s", prefix(table), Quote(st.key), meant(st.key, keys, owner, chosen))
	case f.transient:
		return false, a.fail(st.off, "%s says what is run, it is no part of a run", path)
	case leaf && f.Kind >= Table:
		return false, a.fail(st.off, "%s is %s: name one of its parameters, the whole path in quotes", path, aTable(f.Kind))
	case !leaf:
		return false, nil
	case open:
		return true, nil // it depends on the point what the parameter allows
	}
	p.fit(f, path)
	return true, nil
}

// aTable names a kind of table with its article.
func aTable(k Kind) string {
	switch k {
	case Tables:
		return "an array of tables"
	case Named:
		return "a table of named tables"
	}
	return "a table"
}

// sets tells whether a sibling sets a key of the table that the first of the
// steps that are left stands in.
func (p *probe) sets(left []step, key string) bool {
	in := p.steps[:max(0, len(p.steps)-len(left))]
	same := func(a, b step) bool { return a.key == b.key }
	return slices.ContainsFunc(p.siblings, func(s []step) bool {
		return len(s) == len(in)+1 && s[len(in)].key == key && slices.EqualFunc(s[:len(in)], in, same)
	})
}

// fit checks the values against the parameter, each as --set takes it, and keeps
// those that it is the first to refuse.
func (p *probe) fit(f *Field, path string) {
	if p.tree != nil {
		if message := p.fits(f, tree(p.tree)); message != "" {
			p.refuse(misfit{p.tree, path + ": " + message})
		}
	}
	for _, v := range p.values {
		if f.Kind == File && v.kind == scalarNode {
			continue
		}
		as := *v
		if v.kind == scalarNode && v.raw == "" {
			as.raw = written(v, "")
		}
		if _, culprit, message := read(f, &as); message != "" {
			if culprit == &as {
				culprit = v
			}
			p.refuse(misfit{culprit, path + ": " + message})
		}
	}
}

// refuse notes a misfit, one a node.
func (p *probe) refuse(bad misfit) {
	if !slices.ContainsFunc(p.refused, func(m misfit) bool { return m.node == bad.node }) {
		p.refused = append(p.refused, bad)
	}
}
