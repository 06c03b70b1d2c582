package report

import (
	"fmt"
	"html"
	"html/template"
	"slices"
	"strings"
	"unicode/utf8"

	"caloduc/sim/list"
)

// roomy is the width in pixels that a table may take on a page of 1000 to 1400.
const roomy = 860

// width is about how wide a column is, in pixels.
func (t *table) width(column int) int {
	most := max(utf8.RuneCountInString(t.Head[column].Text), utf8.RuneCountInString(t.Head[column].Note))
	if !t.Head[column].Number {
		most = 4
	} else if len(t.Rows) > 1 {
		most = min(most, 12) // headings wrap
	}
	isCode := false
	for _, row := range slices.Concat(t.Rows, t.Foot) {
		if column < len(row) {
			most, isCode = max(most, utf8.RuneCountInString(row[column].Text)), isCode || row[column].Code
		}
	}
	switch {
	case isCode:
		return max(210, min(8*most, 320))
	case !t.Head[column].Number:
		return min(7*most, 260) + 10
	}
	return 8*most + 22
}

// parts are the table, or where it is too wide for a page the columns of numbers in
// several tables, each with the columns that lead the rows.
func (t table) parts() (out []table) {
	lead := slices.IndexFunc(t.Head, func(h head) bool { return h.Number })
	if lead <= 0 || slices.ContainsFunc(t.Head[lead:], func(h head) bool { return !h.Number }) {
		return []table{t}
	}
	first := 0
	for i := range lead {
		first += t.width(i)
	}
	var groups [][]int
	room := 0
	for i := lead; i < len(t.Head); i++ {
		w := t.width(i)
		if room -= w; groups == nil || room < 0 {
			groups, room = append(groups, nil), roomy-first-w
		}
		groups[len(groups)-1] = append(groups[len(groups)-1], i)
	}
	for n, group := range groups {
		p := table{ID: t.ID, Caption: t.Caption, Class: t.Class}
		if n > 0 {
			p.ID, p.Caption = fmt.Sprintf("%s-%d", t.ID, n+1), fmt.Sprintf("%s (%d / %d)", t.Caption, n+1, len(groups))
		}
		p.Head = append(slices.Clone(t.Head[:lead]), list.Map(group, func(i int) head { return t.Head[i] })...)
		cut := func(row []cell) []cell {
			return append(slices.Clone(row[:lead]), list.Map(group, func(i int) cell { return row[i] })...)
		}
		p.Rows, p.Foot = list.Map(t.Rows, cut), list.Map(t.Foot, cut)
		out = append(out, p)
	}
	return out
}

// HTML is the table as the page holds it: each part in a region of its own.
func (t table) HTML() template.HTML {
	var b strings.Builder
	for i, p := range t.parts() {
		if i > 0 {
			b.WriteString("\n")
		}
		b.WriteString(p.html())
	}
	return template.HTML(b.String())
}

// html is one table. Tables are most of a page, and a template would take ten times as
// long.
func (t table) html() string {
	var b strings.Builder
	put := func(parts ...string) {
		for _, p := range parts {
			b.WriteString(p)
		}
	}
	put(`<div class="scroll" role="region" aria-labelledby="`, t.ID, `-caption" tabindex="0">`, "\n<table id=\"", t.ID, `"`)
	if t.Class != "" {
		put(` class="`, t.Class, `"`)
	}
	put(">\n<caption id=\"", t.ID, `-caption"><span>`, html.EscapeString(t.Caption), "</span></caption>\n<thead><tr>")
	for _, h := range t.Head {
		put(`<th scope="col"`)
		if h.Number {
			put(` class="n"`)
		}
		put(">", html.EscapeString(h.Text))
		if h.Note != "" {
			put(" <small>", html.EscapeString(h.Note), "</small>")
		}
		put("</th>")
	}
	put("</tr></thead>\n<tbody>\n")
	rows := func(rows [][]cell) {
		for _, row := range rows {
			put("<tr>")
			for i := range row {
				row[i].html(put)
			}
			put("</tr>\n")
		}
	}
	rows(t.Rows)
	put("</tbody>\n")
	if len(t.Foot) > 0 {
		put("<tfoot>\n")
		rows(t.Foot)
		put("</tfoot>\n")
	}
	put("</table>\n</div>")
	return b.String()
}

// html puts a cell's element.
func (c *cell) html(put func(...string)) {
	end := "</td>"
	switch {
	case c.Header:
		put(`<th scope="row">`)
		end = "</th>"
	case c.Number:
		put("<td>")
	default:
		put(`<td class="t">`)
	}
	if c.Code {
		put("<code>", html.EscapeString(c.Text), "</code>")
	} else {
		put(html.EscapeString(c.Text))
	}
	if c.Note != "" {
		put("<small>", html.EscapeString(c.Note), "</small>")
	}
	put(end)
}
