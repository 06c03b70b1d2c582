package param

import (
	"fmt"
	"strconv"
	"strings"
)

// step is one part of a path: a key and, in brackets, an element of the list
// under it, by identity or by index.
type step struct {
	key    string
	pick   string // what stands in the brackets
	picks  bool   // there are brackets
	quoted bool   // pick is an identity even if it is a number
	off    int    // where the step starts in the text
}

// parsePath splits "campus[Fouju].grid.contracted_MW". It stops at end and
// returns the offset of what follows it; end 0 means the whole text.
func parsePath(text string, end byte) (steps []step, next int, err error) {
	s := &scanner{text: text}
	for {
		s.space()
		st := step{off: s.pos}
		if st.key, err = s.pathKey(); err != nil {
			return nil, s.pos, err
		}
		if s.accept('[') {
			st.picks = true
			if st.pick, st.quoted, err = s.pick(); err != nil {
				return nil, s.pos, err
			}
		}
		steps = append(steps, st)
		s.space()
		switch {
		case s.pos == len(text) && end == 0:
			return steps, s.pos, nil
		case s.pos == len(text):
			return nil, s.pos, s.fail(s.pos, "no %q: write path=value", string(end))
		case end != 0 && text[s.pos] == end:
			return steps, s.pos + 1, nil
		case !s.accept('.'):
			return nil, s.pos, s.fail(s.pos, "%q does not belong in a path", text[s.pos:s.pos+1])
		}
	}
}

// pathKey reads one key of a path.
func (s *scanner) pathKey() (string, error) {
	start := s.pos
	if s.pos < len(s.text) && (s.text[s.pos] == '"' || s.text[s.pos] == '\'') {
		return s.quoted()
	}
	for s.pos < len(s.text) && isBare(s.text[s.pos]) {
		s.pos++
	}
	if s.pos == start {
		return "", s.fail(start, "a key of the path is missing")
	}
	return s.text[start:s.pos], nil
}

// pick reads what stands in brackets, up to and with the closing one.
func (s *scanner) pick() (text string, quoted bool, err error) {
	s.space()
	start := s.pos
	if s.pos < len(s.text) && (s.text[s.pos] == '"' || s.text[s.pos] == '\'') {
		if text, err = s.quoted(); err != nil {
			return "", true, err
		}
		if !s.accept(']') {
			return "", true, s.fail(s.pos, "no \"]\"")
		}
		return text, true, nil
	}
	n := strings.IndexByte(s.text[s.pos:], ']')
	if n < 0 {
		return "", false, s.fail(start, "no \"]\"")
	}
	s.pos += n + 1
	return strings.TrimSpace(s.text[start : start+n]), false, nil
}

// joinKey appends a key to a path.
func joinKey(path, key string) string {
	if path == "" {
		return QuoteKey(key)
	}
	return path + "." + QuoteKey(key)
}

// joinElement appends an element to a path: by its name, by its index where it
// has none.
func joinElement(path, name string, index int) string {
	if name == "" {
		return fmt.Sprintf("%s[%d]", path, index)
	}
	if _, err := strconv.Atoi(name); err == nil || strings.ContainsAny(name, "]\"'\n") || strings.TrimSpace(name) != name {
		name = Quote(name)
	}
	return path + "[" + name + "]"
}
