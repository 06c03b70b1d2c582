package param

import (
	"strconv"
	"strings"
)

// keyPart is one key of a dotted key.
type keyPart struct {
	name string
	off  int
}

// keyPath reads a dotted key.
func (s *scanner) keyPath() ([]keyPart, error) {
	var parts []keyPart
	for {
		s.space()
		p := keyPart{off: s.pos}
		if s.pos < len(s.text) && (s.text[s.pos] == '"' || s.text[s.pos] == '\'') {
			var err error
			if p.name, err = s.quoted(); err != nil {
				return nil, err
			}
		} else {
			for s.pos < len(s.text) && isBare(s.text[s.pos]) {
				s.pos++
			}
			p.name = s.text[p.off:s.pos]
			if p.name == "" {
				return nil, s.fail(s.pos, "no key")
			}
		}
		parts = append(parts, p)
		s.space()
		if !s.accept('.') {
			return parts, nil
		}
	}
}

// isBare tells whether a byte may stand in a key without quotes.
func isBare(c byte) bool {
	return c == '_' || c == '-' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}

// quoted reads a string of any of the four kinds and returns its content, which
// is meant for keys only: a multi-line string keeps its line breaks as written.
func (s *scanner) quoted() (string, error) {
	start, q := s.pos, s.text[s.pos:s.pos+1]
	end := q
	if strings.HasPrefix(s.text[s.pos:], q+q+q) {
		end = q + q + q
	}
	s.pos += len(end)
	from := s.pos
	for s.pos < len(s.text) {
		switch {
		case q == `"` && s.text[s.pos] == '\\':
			s.pos += 2
		case strings.HasPrefix(s.text[s.pos:], end):
			// Up to two more quotes belong to a multi-line string's content.
			for len(end) == 3 && strings.HasPrefix(s.text[s.pos+1:], end) {
				s.pos++
			}
			content := s.text[from:s.pos]
			s.pos += len(end)
			if q == `"` {
				content = unescape(content)
			}
			return content, nil
		default:
			s.pos++
		}
	}
	return "", s.fail(start, "string without its end")
}

// unescape resolves the escapes of a basic string.
func unescape(t string) string {
	if !strings.Contains(t, `\`) {
		return t
	}
	var b strings.Builder
	for i := 0; i < len(t); i++ {
		if t[i] != '\\' || i+1 == len(t) {
			b.WriteByte(t[i])
			continue
		}
		i++
		digits := map[byte]int{'x': 2, 'u': 4, 'U': 8}[t[i]]
		if digits == 0 {
			if k := strings.IndexByte(`btnfre"\`, t[i]); k >= 0 {
				b.WriteByte("\b\t\n\f\r\x1b\"\\"[k])
			}
			continue
		}
		hex := t[i+1 : min(len(t), i+1+digits)]
		if r, err := strconv.ParseUint(hex, 16, 32); err == nil {
			b.WriteRune(rune(r))
		}
		i += len(hex)
	}
	return b.String()
}
