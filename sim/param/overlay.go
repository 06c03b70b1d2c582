package param

import "slices"

// declared returns a spec's fields. The spec's own fields take their defaults.
func declared(s Spec) []*Field {
	if s == nil {
		return nil
	}
	p := &Set{fields: make([]*Field, 0, 16)}
	s.Params(p)
	return p.fields
}

func find(fields []*Field, key string) *Field {
	for _, f := range fields {
		if f.Key == key {
			return f
		}
	}
	return nil
}

// inside returns the fields of the table, or of the list's elements, that f
// declares. For a selected table the first of the given nodes that holds the
// selector decides. nil means: not known.
func inside(f *Field, nodes ...*node) []*Field {
	if f == nil {
		return nil
	}
	switch f.Kind {
	case Table, Tables, Named:
		return declared(f.fresh(""))
	case Selected:
		word, _ := f.Default.(string)
		for _, n := range nodes {
			if w, ok := n.child(f.Selector).word(); ok {
				word = w
				break
			}
		}
		return declared(f.fresh(word))
	}
	return nil
}

// chosenBy returns what selected the spec of a table, nil where nothing did. The first of
// the given nodes that holds the selector decides.
func chosenBy(f *Field, nodes ...*node) *choice {
	if f == nil || f.Kind != Selected {
		return nil
	}
	ch := &choice{field: f}
	ch.word, _ = f.Default.(string)
	for _, n := range nodes {
		if w, ok := n.child(f.Selector).word(); ok {
			ch.word = w
			break
		}
	}
	return ch
}

// overlay lays a table over another of the same declaration: tables merge key
// by key, declared lists element by element where the identities agree, and
// everything else, free tables too, is replaced. The result is in base.
func overlay(base, over *node, fields []*Field) {
	base.src, base.key, base.val = over.src, over.key, over.val
	for _, key := range over.keys {
		b, o, f := base.sub[key], over.sub[key], find(fields, key)
		switch {
		case b != nil && b.kind == tableNode && o.kind == tableNode && f != nil && f.Kind == Named:
			overlayNamed(b, o, f)
		case b != nil && b.kind == tableNode && o.kind == tableNode && (f == nil || f.Kind != FreeTable):
			overlay(b, o, inside(f, o, b))
		case b != nil && f != nil && f.Kind == Tables && f.Ident != "" && b.tables() && o.tables() && len(o.elems) > 0:
			overlayList(b, o, f)
		default:
			base.put(key, o)
		}
	}
}

func overlayNamed(base, over *node, f *Field) {
	base.src, base.key, base.val = over.src, over.key, over.val
	for _, name := range over.keys {
		b, o := base.sub[name], over.sub[name]
		if b != nil && b.kind == tableNode && o.kind == tableNode {
			overlay(b, o, inside(f))
			continue
		}
		base.put(name, o)
	}
}

// overlayList merges elements of one identity and appends the others. An empty
// list replaces instead: that is how an overlay takes elements away.
func overlayList(base, over *node, f *Field) {
	for _, o := range over.elems {
		name := identity(o, f)
		i := slices.IndexFunc(base.elems, func(b *node) bool { return name != "" && identity(b, f) == name })
		if i < 0 {
			base.elems = append(base.elems, o)
			continue
		}
		overlay(base.elems[i], o, inside(f))
	}
}
