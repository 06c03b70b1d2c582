package param

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"caloduc/sim/list"
)

// TOML returns the resolved experiment: every value, defaults included, in the
// order of declaration, with the paths of files relative to the directory relTo.
// A value left to the model is left out, and so is what is transient. The text decodes to the same values.
func (r *Resolved) TOML(relTo string) []byte {
	if abs, err := filepath.Abs(relTo); err == nil {
		relTo = abs
	}
	var b bytes.Buffer
	r.root.write(&b, relTo)
	return b.Bytes()
}

func (s *section) write(b *bytes.Buffer, relTo string) {
	if len(s.keys) > 0 {
		s.header(b)
	}
	for _, v := range s.values {
		if v.transient() || v.Value == nil || isAuto(v.Value) || v.Field.Kind == Date && plain(v.Value) == "" {
			continue
		}
		fmt.Fprintf(b, "%s = %s\n", QuoteKey(v.Field.Key), tomlValue(v.relative(relTo)))
	}
	for _, t := range s.tables {
		if !t.transient {
			t.write(b, relTo)
		}
	}
}

// header writes [a.b] or [[a.b]] after an empty line.
func (s *section) header(b *bytes.Buffer) {
	keys := list.Map(s.keys, QuoteKey)
	if b.Len() > 0 {
		b.WriteByte('\n')
	}
	h := "[" + strings.Join(keys, ".") + "]"
	if s.array {
		h = "[" + h + "]"
	}
	b.WriteString(h + "\n")
}

// Hash returns the SHA-256 of all values, with each file by its contents. It
// does not depend on comments, the order of keys or where a value was set.
func (r *Resolved) Hash() (string, error) {
	type line struct{ index, text string }
	lines := make([]line, 0, len(r.values))
	for _, v := range r.values {
		if v.transient() {
			continue
		}
		text, err := v.Contents(tomlValue(v.Value))
		if err != nil {
			return "", err
		}
		lines = append(lines, line{v.index(), text})
	}
	slices.SortFunc(lines, func(a, b line) int { return strings.Compare(a.index, b.index) })
	var all bytes.Buffer
	for _, l := range lines {
		for _, part := range [...]string{l.index, " = ", l.text, "\n"} {
			all.WriteString(part)
		}
	}
	sum := sha256.Sum256(all.Bytes())
	return hex.EncodeToString(sum[:]), nil
}
