package report

import (
	"fmt"
	"slices"
	"strings"

	"caloduc/experiments/result"
	"caloduc/sim/list"
)

// table is a table of the page.
type table struct {
	ID, Caption string
	Class       string // "sortable", or "" for one with an order of its own
	Head        []head
	Rows, Foot  [][]cell
}

// head is a column's header.
type head struct {
	Text, Note string // the note is set smaller, below
	Number     bool
}

// cell is one cell of a row.
type cell struct {
	Text, Note     string
	Number, Header bool
	Code           bool
}

func text(s string) cell   { return cell{Text: s} }
func number(s string) cell { return cell{Text: s, Number: true} }
func code(s string) cell   { return cell{Text: s, Code: true} }
func header(s string) cell { return cell{Text: s, Header: true} }

// scopeTables are the tables of one part of the system.
type scopeTables struct {
	ID, Title string
	Main      *table // nil: no main indicators
	All       []opened
}

// opened is a table behind a line that opens it.
type opened struct {
	Summary string
	Table   table
}

// tables are the tables of indicators: the campuses side by side, then each
// part of the system by year.
func (in *indicators) tables() (out []scopeTables) {
	if campuses := in.within("campus"); len(campuses) > 1 {
		out = append(out, scopeTables{ID: "whole-run", Title: say("Campuses side by side"), Main: in.sideBySide("whole-run", say("Campus"), say("Main indicators over the whole run, by campus"), campuses)})
	}
	for _, scope := range in.scopes {
		if strings.HasPrefix(scope, "campus.") && !strings.Contains(scope, ".hall.") {
			out = append(out, in.scope(scope))
		}
	}
	out = append(out, in.scope(""))
	reactors := scopeTables{ID: "reactors", Title: say("Reactors"), Main: in.sideBySide("reactors", say("Reactor"), say("Main indicators over the whole run, by reactor"), in.within("reactor"))}
	for _, scope := range in.within("reactor") {
		reactors.All = append(reactors.All, in.everything(scope))
	}
	out = append(out, reactors)
	return slices.DeleteFunc(out, func(s scopeTables) bool { return s.Main == nil && len(s.All) == 0 })
}

// scope is one scope by year, with the halls below it.
func (in *indicators) scope(scope string) scopeTables {
	t := scopeTables{ID: slug(scope), Title: place(scope), Main: in.byYear(scope)}
	for _, s := range in.scopes {
		if s == scope || scope != "" && strings.HasPrefix(s, scope+".") {
			t.All = append(t.All, in.everything(s))
		}
	}
	if stops := in.interruptions(scope); stops != nil {
		t.All = append(t.All, *stops)
	}
	return t
}

// sideBySide has a row for each scope with its main indicators over the run.
func (in *indicators) sideBySide(id, kind, caption string, scopes []string) *table {
	mains := in.mains(scopes)
	if len(mains) == 0 {
		return nil
	}
	t := &table{ID: id, Class: "sortable pinned", Caption: caption, Head: []head{{Text: kind}}}
	t.Rows = list.Map(scopes, func(s string) []cell { return []cell{header(place(s))} })
	for _, ind := range mains {
		values := list.Map(scopes, func(s string) float64 { return in.total(ind.name, s) })
		t.column(ind, values)
	}
	return t
}

// byYear has a row for each year with the main indicators of a scope.
func (in *indicators) byYear(scope string) *table {
	mains := in.mains([]string{scope})
	if len(mains) == 0 {
		return nil
	}
	t := &table{ID: slug(scope) + "-years", Class: "sortable pinned", Caption: place(scope) + say(": main indicators by calendar year"), Head: []head{{Text: say("Year")}}}
	t.Rows = list.Map(in.years, func(y string) []cell { return []cell{header(y)} })
	t.Foot = [][]cell{{header(say("Whole run"))}}
	for _, ind := range mains {
		t.column(ind, append(ind.over(in.years), ind.at(total)))
	}
	return t
}

// column adds a column of an indicator's values, those of the foot last.
func (t *table) column(ind *indicator, values []float64) {
	texts, unit := column(values, ind.unit)
	t.Head = append(t.Head, head{label(ind.name), unit, true})
	for i, text := range texts {
		if n := len(t.Rows); i < n {
			t.Rows[i] = append(t.Rows[i], number(text))
		} else {
			t.Foot[i-n] = append(t.Foot[i-n], number(text))
		}
	}
}

// everything has a row for each indicator of a scope and a column for each year.
func (in *indicators) everything(scope string) opened {
	all := in.of(scope)
	summary := fmt.Sprintf(say("All %s indicators of %s"), grouped(float64(len(all)), 0), place(scope))
	if scope == "" {
		summary = fmt.Sprintf(say("All %s indicators of the whole system"), grouped(float64(len(all)), 0))
	}
	t := table{ID: slug(scope) + "-all", Class: "sortable", Caption: place(scope) + say(": every indicator by calendar year"),
		Head: []head{{Text: say("Indicator")}, {Text: say("Unit")}}}
	periods := append(slices.Clone(in.years), total)
	for _, y := range in.years {
		t.Head = append(t.Head, head{Text: y, Number: true})
	}
	t.Head = append(t.Head, head{Text: say("Whole run"), Number: true})
	for _, ind := range all {
		texts, unit := column(ind.over(periods), ind.unit)
		row := []cell{{Text: ind.name, Note: ind.meaning, Header: true, Code: true}, text(unit)}
		t.Rows = append(t.Rows, append(row, list.Map(texts, number)...))
	}
	return opened{summary, t}
}

// slug is a scope or name as an identifier: letters, digits and hyphens, every
// other character by its number, so that no two names share one.
func slug(s string) string {
	if s == "" {
		return "system"
	}
	var b strings.Builder
	for _, r := range s {
		switch {
		case 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || r == '-':
			b.WriteRune(r)
		case r == '.':
			b.WriteString("__")
		default:
			fmt.Fprintf(&b, "_%x_", r)
		}
	}
	return b.String()
}

// noticesTable lists what is to be known first, nil where that is nothing.
func noticesTable(all []result.Notice) *table {
	if len(all) == 0 {
		return nil
	}
	t := &table{ID: "notice", Caption: say("What the run warns of"), Head: []head{{Text: say("About")}, {Text: say("What")}, {Text: say("Remedy")}}}
	for _, n := range all {
		about := cell{Text: n.About, Header: true, Code: true}
		if n.About == "" {
			about = header(missing)
		}
		t.Rows = append(t.Rows, []cell{about, text(n.Text + "."), text(n.Remedy)})
	}
	return t
}
