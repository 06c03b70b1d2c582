package param

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"caloduc/sim/list"
)

// Problem is one thing wrong with an experiment file, and where. Line and Col
// count from 1, Col in characters. In a --set, File is "--set" and Line tells
// which one. Line is 0 where the file as a whole is meant.
type Problem struct {
	File      string
	Line, Col int
	Text      string // the offending line
	Message   string
}

// Error returns the problem as "file:line:col: message", followed by the
// offending line and a caret under the column.
func (p Problem) Error() string {
	if p.Line == 0 {
		return p.File + ": " + p.Message
	}
	return fmt.Sprintf("%s:%d:%d: %s\n    %s\n    %s^", p.File, p.Line, p.Col, p.Message, p.Text, indent(p.Text, p.Col-1))
}

// indent returns blanks as wide as the first n characters of text.
func indent(text string, n int) string {
	var b strings.Builder
	for _, r := range text {
		if b.Len() >= n {
			break
		}
		if r != '\t' {
			r = ' '
		}
		b.WriteRune(r)
	}
	for b.Len() < n {
		b.WriteByte(' ')
	}
	return b.String()
}

// Problems is everything wrong with an experiment, sorted by file and position.
type Problems []Problem

// Error returns all problems, one after the other.
func (ps Problems) Error() string {
	texts := list.Map(ps, Problem.Error)
	return strings.Join(texts, "\n")
}

// sorted returns the problems by file, line and column, each once.
func (ps Problems) sorted() Problems {
	slices.SortStableFunc(ps, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Col, b.Col))
	})
	return slices.Compact(ps)
}

// err returns the problems as an error, nil where there is none.
func (ps Problems) err() error {
	if len(ps) == 0 {
		return nil
	}
	return ps.sorted()
}
