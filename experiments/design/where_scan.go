package design

import (
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// scan splits the text into tokens.
func (p *parser) scan() error {
	for off := 0; off < len(p.text); {
		rest := p.text[off:]
		c := rest[0]
		t := token{off: off}
		switch {
		case c == ' ' || c == '\t' || c == '\n' || c == '\r':
			off++
			continue
		case c == '(' || c == ')':
			t.what, t.text = sign, rest[:1]
		case strings.IndexByte("=!<>", c) >= 0:
			t.what, t.text = sign, operator(rest)
			if t.text == "=" || t.text == "!" {
				return p.fail(t, "%s means nothing here: write %s=", t.text, t.text)
			}
		case c == '"' || c == '\'':
			n := strings.IndexByte(rest[1:], c)
			if n < 0 {
				return p.fail(t, "the text has no end")
			}
			t.what, t.text, t.value = literal, rest[:n+2], rest[1:n+1]
		case c == '+' || c == '-' || c == '.' || '0' <= c && c <= '9':
			if !p.number(&t, rest) {
				return p.fail(t, "%s is no number", t.text)
			}
		case nameByte(c):
			t.what, t.text = name, path(rest)
		default:
			r, _ := utf8.DecodeRuneInString(rest)
			return p.fail(t, "%q does not belong here", r)
		}
		p.tokens = append(p.tokens, t)
		off += len(t.text)
	}
	p.tokens = append(p.tokens, token{what: end, off: len(p.text)})
	return nil
}

func operator(s string) string {
	if len(s) > 1 && s[1] == '=' {
		return s[:2]
	}
	return s[:1]
}

// number reads a date or a number.
func (p *parser) number(t *token, s string) bool {
	t.what = literal
	n := 0
	for n < len(s) && (nameByte(s[n]) || s[n] == '.' || s[n] == '+') {
		n++
	}
	t.text = s[:n]
	if d, ok := dateAt(s); ok && n == len(time.DateOnly) {
		t.value = d
		return true
	}
	x, err := strconv.ParseFloat(t.text, 64)
	t.value = x
	return err == nil && finite(x) && strings.Trim(t.text, "0123456789+-.eE") == ""
}

func nameByte(c byte) bool {
	return c == '_' || c == '-' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}

// path returns the path that a text begins with: keys and dots, elements in
// brackets, and keys in quotes after a dot.
func path(s string) string {
	i := 0
	for i < len(s) {
		switch c := s[i]; {
		case nameByte(c) || c == '.':
			i++
		case c == '[':
			n := strings.IndexByte(s[i:], ']')
			if n < 0 {
				return s[:i]
			}
			i += n + 1
		case (c == '"' || c == '\'') && i > 0 && s[i-1] == '.':
			n := strings.IndexByte(s[i+1:], c)
			if n < 0 {
				return s[:i]
			}
			i += n + 2
		default:
			return s[:i]
		}
	}
	return s[:i]
}
