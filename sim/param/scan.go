package param

import (
	"fmt"
	"strings"
)

// scanner walks a TOML text and notes where every key and value stands: the
// TOML library returns values without positions. The values themselves stay the
// library's. The scanner trusts that the library has accepted the text, and
// refuses what it cannot follow.
type scanner struct {
	src  *source
	text string
	pos  int
}

// scanError says where the scanner could not go on.
type scanError struct {
	off    int
	msg    string
	absent bool // of a --set: the element does not exist
}

func (e *scanError) Error() string { return fmt.Sprintf("offset %d: %s", e.off, e.msg) }

func (s *scanner) fail(off int, format string, args ...any) error {
	return &scanError{off: off, msg: fmt.Sprintf(format, args...)}
}

// scan returns the tree of positions of a text, without the scalars' values.
func scan(src *source) (*node, error) {
	s := &scanner{src: src, text: src.text}
	root := &node{src: src, kind: tableNode}
	here := root
	for {
		s.blank()
		if s.pos >= len(s.text) {
			return root, nil
		}
		var err error
		if s.text[s.pos] == '[' {
			here, err = s.header(root)
		} else {
			err = s.pair(here)
		}
		if err != nil {
			return nil, err
		}
	}
}

// header reads [a.b] or [[a.b]] and returns the table it opens.
func (s *scanner) header(root *node) (*node, error) {
	start := s.pos
	s.pos++
	array := s.accept('[')
	parts, err := s.keyPath()
	if err != nil {
		return nil, err
	}
	if !s.accept(']') || (array && !s.accept(']')) {
		return nil, s.fail(s.pos, "header without its end")
	}
	t := root
	for _, p := range parts[:len(parts)-1] {
		if t, err = s.enter(t, p, start); err != nil {
			return nil, err
		}
	}
	last := parts[len(parts)-1]
	if !array {
		t, err = s.enter(t, last, start)
		if err == nil {
			t.key, t.val = last.off, start
		}
		return t, err
	}
	list := t.sub[last.name]
	if list == nil {
		list = &node{src: s.src, key: last.off, val: start, kind: listNode}
		t.put(last.name, list)
	}
	if list.kind != listNode {
		return nil, s.fail(last.off, "%q is no array of tables", last.name)
	}
	e := &node{src: s.src, key: last.off, val: start, kind: tableNode}
	list.elems = append(list.elems, e)
	return e, nil
}

// enter returns the table under a key, the last one where the key holds an
// array of tables, a new one where there is none.
func (s *scanner) enter(t *node, p keyPart, val int) (*node, error) {
	c := t.sub[p.name]
	if c == nil {
		c = &node{src: s.src, key: p.off, val: val, kind: tableNode}
		t.put(p.name, c)
	}
	if c.kind == listNode && len(c.elems) > 0 {
		c = c.elems[len(c.elems)-1]
	}
	if c.kind != tableNode {
		return nil, s.fail(p.off, "%q is no table", p.name)
	}
	return c, nil
}

// pair reads key = value into a table.
func (s *scanner) pair(t *node) error {
	parts, err := s.keyPath()
	if err != nil {
		return err
	}
	for _, p := range parts[:len(parts)-1] {
		if t, err = s.enter(t, p, p.off); err != nil {
			return err
		}
	}
	last := parts[len(parts)-1]
	if t.sub[last.name] != nil {
		return s.fail(last.off, "key %q is defined twice", last.name)
	}
	if !s.accept('=') {
		return s.fail(s.pos, "no = after a key")
	}
	v, err := s.valueNode()
	if err != nil {
		return err
	}
	v.key = last.off
	t.put(last.name, v)
	return nil
}

// valueNode reads one value.
func (s *scanner) valueNode() (*node, error) {
	s.space()
	n := &node{src: s.src, key: s.pos, val: s.pos}
	if s.pos >= len(s.text) {
		return nil, s.fail(s.pos, "no value")
	}
	switch s.text[s.pos] {
	case '"', '\'':
		_, err := s.quoted()
		return n, err
	case '[':
		n.kind = listNode
		return n, s.sequence(']', func() error {
			e, err := s.valueNode()
			n.elems = append(n.elems, e)
			return err
		})
	case '{':
		n.kind = tableNode
		return n, s.sequence('}', func() error { return s.pair(n) })
	}
	for s.pos < len(s.text) && !strings.ContainsRune(",]}#\r\n", rune(s.text[s.pos])) {
		s.pos++
	}
	if s.pos == n.val {
		return nil, s.fail(s.pos, "no value")
	}
	return n, nil
}

// sequence reads what stands between brackets, item by item.
func (s *scanner) sequence(end byte, item func() error) error {
	s.pos++
	for {
		s.blank()
		if s.accept(end) {
			return nil
		}
		if err := item(); err != nil {
			return err
		}
		s.blank()
		if !s.accept(',') {
			if !s.accept(end) {
				return s.fail(s.pos, "no %q", string(end))
			}
			return nil
		}
	}
}

// accept skips blanks within the line and then c, if c comes next.
func (s *scanner) accept(c byte) bool {
	s.space()
	if s.pos < len(s.text) && s.text[s.pos] == c {
		s.pos++
		return true
	}
	return false
}

// space skips blanks within a line.
func (s *scanner) space() {
	for s.pos < len(s.text) && (s.text[s.pos] == ' ' || s.text[s.pos] == '\t') {
		s.pos++
	}
}

// blank skips blanks, line ends and comments.
func (s *scanner) blank() {
	for s.pos < len(s.text) {
		switch s.text[s.pos] {
		case ' ', '\t', '\r', '\n':
			s.pos++
		case '#':
			for s.pos < len(s.text) && s.text[s.pos] != '\n' {
				s.pos++
			}
		default:
			return
		}
	}
}
