package param

import (
	"fmt"
	"strings"

	"caloduc/sim/list"
)

// choice is the word that selected a table's spec.
type choice struct {
	field *Field
	word  string
	value Value
	layer int // of the text that chose, the lowest where none did
}

// unknown reports the keys of a table that nobody declared.
func (d *decoder) unknown(fields []*Field, n *node, at place, chosen *choice) {
	for _, key := range n.keys {
		c := n.sub[key]
		if find(fields, key) != nil || chosen != nil && key == chosen.field.Selector {
			continue
		}
		owner := chosen.owner(key)
		if owner != "" && c.layer() < chosen.layer {
			continue // what a lower layer said about the plant that was replaced
		}
		in := at.under(key)
		d.report(c.src, c.key, in.index, "%sunknown key %s%s", prefix(at.path), Quote(key), meant(key, keysOf(fields, chosen), owner, chosen))
	}
}

// keysOf returns the keys that a table declares, its selector first.
func keysOf(fields []*Field, chosen *choice) []string {
	var keys []string
	if chosen != nil {
		keys = append(keys, chosen.field.Selector)
	}
	return append(keys, list.Map(fields, func(f *Field) string { return f.Key })...)
}

// meant says what an unknown key was probably meant to be.
func meant(key string, keys []string, owner string, chosen *choice) string {
	if owner != "" {
		return fmt.Sprintf(": it belongs to %s = %q, and this is %q", chosen.field.Selector, owner, chosen.word)
	}
	if k := otherUnit(key, keys); k != "" {
		return ": the unit is part of the key: " + k
	}
	if len(keys) == 0 {
		return ": this table takes no keys"
	}
	if w := nearest(key, keys); w != "" {
		return fmt.Sprintf(": did you mean %q?", w)
	}
	return ". The keys here are " + strings.Join(keys, ", ")
}

// owner returns another word whose spec declares the key, "" where there is none.
func (c *choice) owner(key string) string {
	if c == nil {
		return ""
	}
	for _, w := range c.field.words() {
		if w != c.word && find(declared(c.field.fresh(w)), key) != nil {
			return w
		}
	}
	return ""
}

// complain notes what a Checker reports about a key below its table, unless
// something else is wrong with that key already.
func (d *decoder) complain(at place, key, message string) {
	path := at.path
	keys := strings.Split(key, "|")
	for _, k := range keys[1:] {
		if d.bad[d.spot(strings.TrimPrefix(path+"."+k, ".")).index] {
			return
		}
	}
	if key = keys[0]; key != "" {
		path = strings.TrimPrefix(path+"."+key, ".")
	}
	s := d.spot(path)
	if d.bad[s.index] {
		return
	}
	off := s.node.key
	if s.node.kind == scalarNode {
		off = s.node.val
	}
	d.problems = append(d.problems, s.node.src.problem(off, prefix(path)+message))
}

// spot returns where a path stands, or what is nearest to it.
func (d *decoder) spot(path string) spot {
	for {
		s, ok := d.spots[path]
		if ok || path == "" {
			return s
		}
		around := path[:max(0, strings.LastIndexAny(path, ".["))]
		key := strings.TrimPrefix(path[len(around):], ".")
		if s, ok := d.spots[around]; ok && !strings.HasPrefix(key, "[") {
			s.index = joinKey(s.index, key)
			if c := s.node.child(key); c != nil && s.there {
				s.node = c
			}
			return s
		}
		path = around
	}
}

// prefix returns "path: ", nothing for the root.
func prefix(path string) string {
	if path == "" {
		return ""
	}
	return path + ": "
}
