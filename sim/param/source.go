package param

import (
	"sort"
	"strings"
	"unicode/utf8"
)

// setName is the file name under which problems of --set are reported.
const setName = "--set"

// source is one text that parameters came from: an experiment file, a file it
// extends, or one --set.
type source struct {
	name  string // as shown to the user
	dir   string // that file parameters are relative to
	text  string
	start []int // offset at which each line starts
	layer int   // a higher layer was laid over a lower one
	first int   // number of the first line: the ordinal of a --set, otherwise 1
}

func newSource(name, dir, text string, layer int) *source {
	s := &source{name: name, dir: dir, text: text, layer: layer, first: 1, start: []int{0}}
	for i := 0; i < len(text); i++ {
		if text[i] == '\n' {
			s.start = append(s.start, i+1)
		}
	}
	return s
}

// position returns line and column, both from 1 and the column in characters,
// and the text of the line that holds the byte at off.
func (s *source) position(off int) (line, col int, text string) {
	off = max(0, min(off, len(s.text)))
	i := sort.SearchInts(s.start, off+1) - 1
	text = s.text[s.start[i]:]
	if n := strings.IndexByte(text, '\n'); n >= 0 {
		text = text[:n]
	}
	text = strings.TrimSuffix(text, "\r")
	before := s.text[s.start[i]:off]
	return i + s.first, utf8.RuneCountInString(before) + 1, text
}

func (s *source) problem(off int, message string) Problem {
	line, col, text := s.position(off)
	return Problem{File: s.name, Line: line, Col: col, Text: text, Message: message}
}
