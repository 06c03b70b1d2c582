package report

import (
	"html"
	"html/template"
	"strings"
)

// HTML is the table as the page holds it: in a region of its own that scrolls.
// Tables are most of a page, and a template would take ten times as long.
func (t table) HTML() template.HTML {
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
	return template.HTML(b.String())
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
