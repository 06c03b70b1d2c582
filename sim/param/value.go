package param

import (
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"time"
	"unicode"
)

// standing is the value a parameter has unless it is given.
type standing struct {
	value  any
	source Source
	origin string

	inherited bool // it is another table's, settled
}

// presets returns what the catalogue entries chosen in a table say about its
// other keys, and hands on what they say about the tables below it.
func (d *decoder) presets(fields []*Field, n *node, at *place) map[string]*standing {
	var out map[string]*standing
	for _, f := range fields {
		if f.Kind != Preset {
			continue
		}
		name, _ := f.Default.(string)
		if c := n.child(f.Key); c != nil {
			v, _, _ := read(f, c) // what is wrong with it is reported where its value is decoded
			name, _ = v.(string)
		} else if s := d.standing(f, nil, *at); s != nil && s.inherited {
			continue // what the entry says is inherited, too
		}
		entry, ok := f.catalogue.Find(name)
		if !ok {
			continue
		}
		at.handed = append(slices.Clip(at.handed), below(&entry)...)
		for key, v := range entry.Values {
			g := find(fields, key)
			if g == nil {
				continue
			}
			v, message := coerce(g, v)
			if message != "" {
				d.report(at.near.src, at.near.key, at.under(f.Key).index, "%s: the catalogue's %q: %s: %s", at.path, name, key, message)
				continue
			}
			if out == nil {
				out = map[string]*standing{}
			}
			out[key] = &standing{value: v, source: entry.sourceOf(key), origin: "catalogue " + name}
		}
	}
	return out
}

// value settles one parameter of a table.
func (d *decoder) value(f *Field, n *node, at place, preset *standing, out *section) Value {
	st := preset
	if st == nil {
		st = &standing{value: f.Default, source: f.Source, origin: "default"}
	} else {
		f.store(st.value)
	}
	v := Value{Path: joinKey(at.path, f.Key), Field: f, Value: st.value, Source: st.source, Origin: st.origin, in: out, before: st.value, inherited: st.inherited}
	if f.Required && preset == nil {
		v.before = nil
	}
	c := n.child(f.Key)
	if c == nil {
		if f.Required && preset == nil {
			d.report(at.near.src, at.near.key, at.under(f.Key).index, "%s: missing, and it is required (%s)", v.Path, f.Meaning)
		}
		return v
	}
	if f.Kind == FreeTable || f.Kind == FreeList {
		d.noteTree(c, at.under(f.Key))
		d.checkPaths(f, c, at.under(f.Key))
	}
	x, culprit, message := read(f, c)
	if message != "" {
		d.report(culprit.src, culprit.val, at.under(f.Key).index, "%s: %s", v.Path, message)
		return v
	}
	f.store(x)
	if path, _ := x.(string); f.Kind == File && f.special != nil && path != "" && !d.quiet {
		d.checkColumns(f, path, at.under(f.Key))
	}
	v.Value, v.Source, v.Origin = x, Given, setName
	if c.src.name != setName {
		line, _, _ := c.src.position(c.key)
		v.Origin = fmt.Sprintf("%s:%d", c.src.name, line)
	}
	return v
}

// read returns the value of a node as a field wants it, or what is wrong and
// with which node.
func read(f *Field, c *node) (v any, culprit *node, message string) {
	switch {
	case f.Kind == Floats && c.kind == listNode:
		list := make([]float64, len(c.elems))
		for i, e := range c.elems {
			x, ok := ToFloat(e.value)
			if !ok {
				return nil, e, "wants numbers, got " + describe(e)
			}
			if list[i] = x; !f.Bounds.Contains(x) {
				return nil, e, outOfBounds(f, x)
			}
		}
		return list, c, ""
	case f.Kind == File && f.many && c.kind == listNode:
		return files(c)
	case f.Kind == FreeTable && c.kind == tableNode, f.Kind == FreeList && c.kind == listNode:
		return tree(c), c, ""
	case c.kind != scalarNode:
		return nil, c, fmt.Sprintf("wants %s, got %s", wants(f.Kind), describe(c))
	}
	raw := c.value
	if _, text := raw.(string); !text && c.raw != "" {
		switch f.Kind { // --set title=2026: no quotes needed
		case String, Choice, Preset, File:
			raw = c.raw
		}
	}
	if t, ok := raw.(time.Time); ok {
		if t.Location().String() != "date-local" {
			return nil, c, fmt.Sprintf("wants %s, got %s", wants(f.Kind), describe(c))
		}
	}
	if path, ok := raw.(string); ok && f.Kind == File {
		v, message = file(path, c.src.dir)
		return v, c, message
	}
	if v, message = coerce(f, raw); message == typeMessage {
		message = fmt.Sprintf("wants %s, got %s", wants(f.Kind), describe(c))
	}
	return v, c, message
}

// typeMessage is what coerce says of a value of another type.
const typeMessage = "wrong type"

// coerce returns a value as a field stores it, or what is wrong with it.
func coerce(f *Field, v any) (any, string) {
	switch f.Kind {
	case Float:
		if x, ok := ToFloat(v); ok {
			if !f.Bounds.Contains(x) {
				return nil, outOfBounds(f, x)
			}
			return x, ""
		}
	case Int:
		if i, ok := integer(v); ok {
			if !f.Bounds.Contains(float64(i)) {
				return nil, outOfBounds(f, float64(i))
			}
			return i, ""
		}
	case Bool:
		if b, ok := v.(bool); ok {
			return b, ""
		}
	case String, Choice, Preset:
		if b, ok := v.(bool); ok && f.orSwitch {
			return strconv.FormatBool(b), ""
		}
		if s, ok := v.(string); ok {
			if r, found := Control(s); found {
				return s, fmt.Sprintf("holds the control character %U", r)
			}
			return s, unknownWord(f, s)
		}
	case Date:
		if t, ok := v.(time.Time); ok {
			y, m, day := t.Date()
			return time.Date(y, m, day, 0, 0, 0, 0, time.UTC), ""
		}
	case Floats:
		if list, ok := v.([]float64); ok {
			for _, x := range list {
				if !f.Bounds.Contains(x) {
					return nil, outOfBounds(f, x)
				}
			}
			return list, ""
		}
	}
	return nil, typeMessage
}

// unknownWord says that a word is not among those a field allows.
func unknownWord(f *Field, word string) string {
	words := f.Options
	if f.Kind == Preset {
		words = f.catalogue.names()
	}
	if f.Kind == String || slices.Contains(words, word) || f.Kind == Preset && word == "" || word == f.Default {
		return ""
	}
	return "there is no " + Quote(word) + among(word, words)
}

// ToFloat returns a number read from TOML as a float64, false where v is no number.
func ToFloat(v any) (float64, bool) {
	switch v := v.(type) {
	case float64:
		return v, true
	case int64:
		return float64(v), true
	case int:
		return float64(v), true
	}
	return 0, false
}

func integer(v any) (int, bool) {
	switch v := v.(type) {
	case int64:
		return int(v), int64(int(v)) == v
	case int:
		return v, true
	}
	return 0, false
}

// outOfBounds says which bound a number breaks, with the unit.
func outOfBounds(f *Field, x float64) string {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return Number(x) + " is no finite number"
	}
	u := f.Unit.Symbol
	if u != "" {
		u = " " + u
	}
	b := f.Bounds.String()
	if f.Bounds.closed() {
		b = "within " + b
	}
	return fmt.Sprintf("%s%s is out of range: must be %s%s", Number(x), u, b, u)
}

// wants names a kind of value, as messages do.
func wants(k Kind) string {
	switch k {
	case Float:
		return "a number"
	case Int:
		return "a whole number"
	case Bool:
		return "true or false"
	case Date:
		return "a date such as 2026-01-01"
	case File:
		return "the path of a file, in quotes"
	case Floats:
		return "a list of numbers"
	case FreeTable:
		return "a table"
	case FreeList:
		return "a list"
	case Preset:
		return "a name out of the catalogue, in quotes"
	case Choice:
		return "a word, in quotes"
	}
	return "a text, in quotes"
}

// file returns the absolute path of a regular file given relative to dir.
func file(path, dir string) (any, string) {
	if path == "" {
		return "", ""
	}
	name := filepath.FromSlash(path)
	if !filepath.IsAbs(name) {
		name = filepath.Join(dir, name)
	}
	info, err := os.Stat(name)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return nil, "no such file: " + name
	case err != nil:
		return nil, name + ": " + readFailure(err)
	case !info.Mode().IsRegular():
		return nil, name + " is no regular file"
	}
	abs, err := filepath.Abs(name)
	if err != nil {
		return nil, err.Error()
	}
	return abs, ""
}

// Control finds a character that no text for people holds: one that controls a
// terminal, or that XML has no place for. Line ends and tabs are none.
func Control(text string) (r rune, found bool) {
	for _, r := range text {
		if unicode.IsControl(r) && r != '\n' && r != '\t' || r == 0xFFFE || r == 0xFFFF {
			return r, true
		}
	}
	return 0, false
}
