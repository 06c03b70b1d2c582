package param

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// records is a table with one file or several.
type records struct{ Files []string }

func (s *records) Params(p *Set) { p.Files(&s.Files, "file", "records") }

func TestFilesOneOrSeveral(t *testing.T) {
	dir := write(t, map[string]string{"a.csv": "1", "b.csv": "2", "c.csv": "1"})
	read := func(text string) (*records, *Resolved, error) {
		s := new(records)
		r, err := Decode(filepath.Join(dir, "exp.toml"), []byte(text), s, nil)
		return s, r, err
	}
	hash := func(text string) string {
		_, r, err := read(text)
		if err != nil {
			t.Fatal(err)
		}
		h, err := r.Hash()
		if err != nil {
			t.Fatal(err)
		}
		return h
	}
	a, b := filepath.Join(dir, "a.csv"), filepath.Join(dir, "b.csv")
	for text, want := range map[string][]string{"": nil, "file = 'a.csv'": {a}, "file = ['a.csv']": {a}, "file = ['b.csv', 'a.csv']": {b, a}} {
		s, r, err := read(text)
		if err != nil || !slices.Equal(s.Files, want) {
			t.Errorf("%s: %q, %v", text, s.Files, err)
			continue
		}
		again := new(records)
		if _, err := Decode(filepath.Join(dir, "resolved.toml"), r.TOML(dir), again, nil); err != nil || !slices.Equal(again.Files, want) {
			t.Errorf("%s resolves to %s: %v", text, r.TOML(dir), err)
		}
		if in := r.Inputs(); len(in) != len(want) {
			t.Errorf("%s: the inputs are %q", text, in)
		}
	}
	if hash("file = ['a.csv', 'b.csv']") != hash("file = ['c.csv', 'b.csv']") || hash("file = ['a.csv', 'b.csv']") == hash("file = 'a.csv'") {
		t.Error("files do not count by their contents")
	}
	for text, want := range map[string]string{
		"file = []":                             "exp.toml:1:8: file: wants at least one file",
		"file = ['a.csv', 3]":                   "exp.toml:1:18: file: wants the paths of files, in quotes, got the whole number 3",
		"file = ['a.csv', 'x.csv']":             "exp.toml:1:18: file: no such file",
		"file = [\n'a.csv',\n'b.csv', 'a.csv']": "exp.toml:3:10: file: \"a.csv\" is listed twice",
	} {
		if _, _, err := read(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", text, err, want)
		}
	}
}
