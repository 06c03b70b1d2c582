package param

import (
	"maps"
	"slices"
	"strings"
)

// handed is what a preset says about a key in a table below its own.
type handed struct {
	path []string // from the table that has come so far, the key last
	standing
}

// anyTables stands for any number of tables in a path.
const anyTables = "**"

// below returns what an entry says about tables below, in the order of paths.
func below(e *CatalogueEntry) []handed {
	var out []handed
	for _, key := range slices.Sorted(maps.Keys(e.Values)) {
		if strings.Contains(key, ".") {
			out = append(out, handed{strings.Split(key, "."), standing{value: e.Values[key], source: e.sourceOf(key), origin: "catalogue " + e.Name}})
		}
	}
	return out
}

// handOn returns what is left of it within the table called key.
func handOn(all []handed, key string) []handed {
	var out []handed
	for _, h := range all {
		if rest := within(h.path, key); len(rest) > 0 {
			h.path = rest
			out = append(out, h)
		}
	}
	return out
}

// within returns what is left of a path within the table called key, nil where it
// does not lead there.
func within(path []string, key string) []string {
	switch {
	case path[0] == anyTables:
		return path
	case path[0] == key:
		return path[1:]
	}
	return nil
}

// meansKey tells whether a path that has come so far means the key of this table.
func meansKey(path []string, key string) bool {
	return len(path) == 1 && path[0] == key || len(path) == 2 && path[0] == anyTables && path[1] == key
}

// standing returns what a key has unless it is given: what a preset of its own table
// says, else the nearest one around it, nil for its default.
func (d *decoder) standing(f *Field, own map[string]*standing, at place) *standing {
	if s := own[f.Key]; s != nil {
		return s
	}
	for _, h := range slices.Backward(at.handed) {
		if !meansKey(h.path, f.Key) {
			continue
		}
		if h.inherited {
			return &h.standing
		}
		v, message := coerce(f, h.value)
		if message != "" {
			d.report(at.near.src, at.near.key, at.index, "%s: %s: %s: %s", at.path, h.origin, f.Key, message)
			return nil
		}
		return &standing{value: v, source: h.source, origin: h.origin}
	}
	return nil
}

// reached returns the parameters in the tables below a spec, every variant of them,
// that a path means.
func reached(spec Spec, path []string) []*Field {
	var found []*Field
	for _, f := range declared(spec) {
		if f.Kind < Table {
			if meansKey(path, f.Key) {
				found = append(found, f)
			}
			continue
		}
		rest := within(path, f.Key)
		if len(rest) == 0 || f.special == nil {
			continue
		}
		words := []string{""}
		if f.Kind == Selected {
			words = f.words()
		}
		for _, w := range words {
			found = append(found, reached(f.fresh(w), rest)...)
		}
	}
	return found
}
