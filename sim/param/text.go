package param

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// WriteText writes the part of the reference below prefix for a terminal, all
// of it where prefix is "". A prefix that names nothing is an error.
func WriteText(w io.Writer, entries []KeyDoc, prefix string) error {
	if prefix != "" {
		var err error
		if entries, err = Find(entries, prefix); err != nil {
			return err
		}
	}
	b := bufio.NewWriter(w)
	const none = "nothing yet"
	open := none
	for _, e := range entries {
		if e.IsTable {
			if e.As != "" {
				fmt.Fprintf(b, "%s\n  %s\n", e.Path, e.Meaning)
			}
			continue
		}
		if here := e.Table + "\x00" + e.Variant; here != open {
			if open != none {
				fmt.Fprintln(b)
			}
			open = here
			title := e.Table
			if title == "" {
				title = "top level"
			}
			if e.Variant != "" {
				title += " (" + e.Variant + ")"
			}
			fmt.Fprintln(b, title)
		}
		fmt.Fprintf(b, "  %s  %s\n", e.Key, strings.Join(e.traits(), "; "))
		fmt.Fprintf(b, "      %s\n", e.Meaning)
		if e.Source != "" {
			fmt.Fprintf(b, "      source: %s\n", e.Source)
		}
	}
	return b.Flush()
}

// traits lists kind, unit, default and what is allowed.
func (e KeyDoc) traits() []string {
	t := []string{e.Kind}
	if e.Unit != "" {
		t[0] += " in " + e.Unit
	}
	switch {
	case e.Default == "required":
		t = append(t, "required")
	case e.Default != "":
		t = append(t, "default "+e.Default)
	}
	if a := e.allowed(); a != "" {
		t = append(t, a)
	}
	return t
}

// WriteText writes every value with its unit, its source and where it was set,
// table by table, and then what the experiment rests on.
func (r *Resolved) WriteText(w io.Writer) error {
	var width [3]int
	for _, v := range r.values {
		for i, c := range v.columns() {
			width[i] = max(width[i], min(40, utf8.RuneCountInString(c)))
		}
	}
	b := bufio.NewWriter(w)
	r.root.writeText(b, width)
	r.writeTrust(b)
	return b.Flush()
}

// WriteSummary writes the values that were set and differ from their defaults, with
// where, and how many others rest on what.
func (r *Resolved) WriteSummary(w io.Writer) error {
	b := bufio.NewWriter(w)
	changed := r.Changed()
	var width [3]int
	for _, v := range changed {
		width[0] = max(width[0], utf8.RuneCountInString(v.Path))
		width[1] = max(width[1], min(60, utf8.RuneCountInString(v.columns()[1])))
	}
	for _, v := range changed {
		c := v.columns()
		if v.inherited {
			c[2] += ", elsewhere " + plain(v.before)
		}
		fmt.Fprintf(b, "%s  %s  %s\n", pad(v.Path, width[0]), pad(c[1], width[1]), c[2])
	}
	fmt.Fprintf(b, "\n%d values, %d differ from their defaults; %d rest on an assumption, %d on a source that has not been read.\n",
		len(r.lasting()), len(changed), r.Assumptions(), r.Unverified())
	return b.Flush()
}

// columns returns key, value with unit, and where the value was set.
func (v Value) columns() [3]string {
	text := v.Text()
	if _, ok := v.Value.(string); ok {
		text = Quote(text)
	}
	if u := v.Field.Unit.Symbol; u != "" && text != "auto" && text != "[]" {
		text += " " + u
	}
	return [3]string{v.Field.Key, text, v.Origin}
}

func (s *section) writeText(b *bufio.Writer, width [3]int) {
	if len(s.values) > 0 {
		if s.path != "" {
			fmt.Fprintf(b, "\n%s\n", s.path)
		}
		for _, v := range s.values {
			line := "  "
			for i, c := range v.columns() {
				line += pad(c, width[i]) + "  "
			}
			if v.Source != Given {
				line += string(v.Source)
			}
			fmt.Fprintln(b, strings.TrimRight(line, " "))
		}
	}
	for _, t := range s.tables {
		t.writeText(b, width)
	}
}

// writeTrust writes how many values rest on assumptions and on sources that
// have not been read, and which.
func (r *Resolved) writeTrust(b *bufio.Writer) {
	fmt.Fprintf(b, "\n%d values, %d differ from their defaults.\n", len(r.lasting()), len(r.Changed()))
	for _, list := range []struct {
		values []Value
		what   string
	}{{r.Assumed(), "rest on an assumption"}, {r.Unconfirmed(), "rest on an unverified source"}} {
		fmt.Fprintf(b, "\n%d %s", len(list.values), list.what)
		if len(list.values) == 0 {
			fmt.Fprintln(b, ".")
			continue
		}
		fmt.Fprintln(b, ":")
		for _, v := range list.values {
			c := v.columns()
			fmt.Fprintf(b, "  %s = %s", v.Path, c[1])
			if v.Source != Assumption {
				fmt.Fprintf(b, " (%s)", v.Source)
			}
			fmt.Fprintln(b)
		}
	}
}

func pad(t string, width int) string {
	return t + strings.Repeat(" ", max(0, width-utf8.RuneCountInString(t)))
}

// allowed returns what values a key takes: its bounds or its words.
func (e KeyDoc) allowed() string {
	if len(e.Options) == 0 {
		return e.Bounds
	}
	return strings.Join(e.Options, ", ")
}
