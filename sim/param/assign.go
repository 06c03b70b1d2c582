package param

import (
	"cmp"
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// apply lays one --set string, the number-th, over a document. Paths of files
// are relative to dir.
func apply(doc *node, fields []*Field, text, dir string, number int) *Problem {
	src := newSource(setName, dir, text, 1)
	src.first = number
	a := &assignment{src: src, doc: doc}
	err := a.parse()
	if err == nil {
		err = a.table(doc, fields, nil, a.steps, "")
	}
	var se *scanError
	if errors.As(err, &se) {
		p := src.problem(se.off, se.msg)
		return &p
	}
	return nil
}

// assignment is one --set: what is set to which value. With a probe, the way is
// walked and nothing is set.
type assignment struct {
	src   *source
	steps []step
	value *node
	probe *probe
	doc   *node // the whole document
}

func (a *assignment) fail(off int, format string, args ...any) error {
	return &scanError{off: off, msg: fmt.Sprintf(format, args...)}
}

// absent fails for an element that does not exist.
func (a *assignment) absent(off int, format string, args ...any) error {
	return &scanError{off: off, msg: fmt.Sprintf(format, args...), absent: true}
}

// parse splits path=value. A value that is not TOML and does not begin like a
// string, a list or a table is taken as a text.
func (a *assignment) parse() error {
	var at int
	var err error
	if a.steps, at, err = parsePath(a.src.text, '='); err != nil {
		return err
	}
	s := &scanner{src: a.src, text: a.src.text, pos: at}
	s.space()
	raw := strings.TrimSpace(a.src.text[s.pos:])
	word := &node{src: a.src, key: s.pos, val: s.pos, value: raw, raw: raw}
	const lead = "x = "
	values, failure := decodeTOML(lead + raw)
	if failure != nil || len(values) != 1 {
		if failure != nil && raw != "" && strings.ContainsRune(`"'[{`, rune(raw[0])) {
			return a.fail(s.pos+max(0, failure.off-len(lead)), "not valid TOML: %s", failure.msg)
		}
		a.value = word
		return nil
	}
	if a.value, err = s.valueNode(); err != nil {
		return err
	}
	if err := fill(a.value, values["x"]); err != nil {
		return err
	}
	if a.value.kind == scalarNode {
		a.value.raw = raw
	}
	return nil
}

// table sets the value below one table; chosen selected it, nil if nothing did.
func (a *assignment) table(t *node, fields []*Field, chosen *choice, steps []step, path string) error {
	st, f := steps[0], find(fields, steps[0].key)
	if a.probe != nil {
		if end, err := a.probe.step(a, fields, chosen, steps, path); end || err != nil {
			return err
		}
	}
	path = joinKey(path, st.key)
	c := t.sub[st.key]
	last := len(steps) == 1
	if last && !st.picks {
		v := a.value.clone()
		v.key = st.off
		t.put(st.key, v)
		return nil
	}
	if f != nil && (f.Kind == FreeTable || f.Kind == FreeList) {
		return a.fail(st.off, "%s has no declared keys: set it as a whole", path)
	}
	if c == nil {
		if st.picks || f != nil && f.Kind == Tables {
			return a.absent(st.off, "there is no %s", path)
		}
		c = &node{src: a.src, key: st.off, val: st.off, kind: tableNode}
		t.put(st.key, c)
	}
	named := f != nil && f.Kind == Named
	if named && st.picks && c.kind == tableNode { // weather[paris] is weather.paris
		steps = append([]step{st, {key: st.pick, off: st.off}}, steps[1:]...)
		st.picks, last = false, false
	}
	switch {
	case c.kind == listNode && len(c.elems) == 0:
		return a.absent(st.off, "there is no element of %s", path)
	case last:
		return a.fail(st.off, "%s[%s] is a whole element: set one of its keys", path, st.pick)
	case c.tables():
		return a.list(c, f, steps, path)
	case st.picks:
		return a.fail(st.off, "%s is no array of tables", path)
	case c.kind != tableNode:
		return a.fail(st.off, "%s is %s, it has no keys", path, describe(c))
	case named:
		return a.named(c, f, steps[1:], path)
	}
	return a.table(c, inside(f, c, f.source(a.doc)), chosenBy(f, c, f.source(a.doc)), steps[1:], path)
}

// list sets the value in every element of a list that has the rest of the path,
// or in the one picked.
func (a *assignment) list(l *node, f *Field, steps []step, path string) error {
	st := steps[0]
	names := make([]string, len(l.elems))
	for i, e := range l.elems {
		if f != nil && f.Ident != "" {
			names[i] = identity(e, f)
		}
	}
	at, err := st.choose(names)
	if err != nil {
		return a.absent(st.off, "there is no %s[%s]%v", path, st.pick, err)
	}
	var lacking error
	hit := false
	for _, i := range at {
		err := a.table(l.elems[i], inside(f), nil, steps[1:], joinElement(path, names[i], i))
		var se *scanError
		switch {
		case err == nil:
			hit = true
		case errors.As(err, &se) && se.absent:
			lacking = cmp.Or(lacking, err)
		default:
			return err
		}
	}
	if hit {
		return nil
	}
	return lacking
}

// choose returns the elements, given by name, that the brackets of a step pick:
// all where there are none, by name, and by index where no name fits.
func (st step) choose(names []string) ([]int, error) {
	var at []int
	for i, name := range names {
		if !st.picks || name != "" && name == st.pick {
			at = append(at, i)
		}
	}
	if len(at) > 0 {
		return at, nil
	}
	if i, err := strconv.Atoi(st.pick); err == nil && !st.quoted && i >= 0 && i < len(names) {
		return []int{i}, nil
	}
	if strings.Join(names, "") == "" {
		return nil, fmt.Errorf(": the elements are [0] to [%d]", len(names)-1)
	}
	return nil, errors.New(among(st.pick, names))
}

// named sets the value in one of a table's named tables. A new one comes only
// from a whole table: "weather.lyon={site=\"Lyon\"}".
func (a *assignment) named(t *node, f *Field, steps []step, path string) error {
	st := steps[0]
	c := t.sub[st.key]
	if c == nil && !(len(steps) == 1 && a.value.kind == tableNode) {
		return a.absent(st.off, "there is no %s%s", joinKey(path, st.key), among(st.key, t.keys))
	}
	one := &Field{Key: st.key, Kind: Table, special: f.special}
	return a.table(t, []*Field{one}, nil, steps, path)
}
