package report

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"html"
	"html/template"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"caloduc/experiments/result"
)

// Figure is a finished figure with the numbers that it draws.
type Figure struct {
	Name        string // file name without extension
	Title       string
	Description string
	Caption     string     // what the figure says of itself; "": not known
	SVG         []byte     // nil: the result lacks what the figure shows
	Numbers     [][]string // the header first; nil: not known
}

// Figures reads the figures that a result asks for from its directory. One that
// was not drawn has no SVG.
func Figures(r *result.Result) ([]Figure, error) { return figuresIn(r.Dir(), r.Manifest().Figures) }

// figuresIn reads the figures asked for from a directory.
func figuresIn(dir string, asked []result.Figure) ([]Figure, error) {
	var out []Figure
	for _, f := range asked {
		fig := Figure{Name: f.Name, Title: f.Title}
		base := filepath.Join(dir, result.FiguresDir, f.Name)
		svg, err := os.ReadFile(base + ".svg")
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			return nil, err
		}
		if err == nil {
			fig.SVG = svg
			fig.Title, fig.Description = inner(svg, "title"), inner(svg, "desc")
			if said, err := os.ReadFile(base + ".txt"); err == nil {
				fig.Caption = strings.TrimSpace(string(said))
			}
			text, err := os.ReadFile(base + ".csv")
			if err != nil {
				return nil, err
			}
			if fig.Numbers, err = csv.NewReader(bytes.NewReader(text)).ReadAll(); err != nil {
				return nil, fmt.Errorf("%s.csv: %w", base, err)
			}
		}
		out = append(out, fig)
	}
	return out, nil
}

// inner is the text of the first element of a name, "" where there is none.
func inner(svg []byte, name string) string {
	_, rest, ok := bytes.Cut(svg, []byte("<"+name+">"))
	text, _, closed := bytes.Cut(rest, []byte("</"+name+">"))
	if !ok || !closed {
		return ""
	}
	return html.UnescapeString(string(text))
}

// shownFigure is a figure as the page's template prints it.
type shownFigure struct {
	ID, Name, Title, Description string
	Caption                      string // printed below it
	SVG                          template.HTML
	Numbers                      *opened
}

// mostCells of a figure's numbers stand on the page; the file has them all.
const mostCells = 1500

// wide is the width, in points, from which a figure takes the page's full width.
const wide = 300

// block is a part of the figures: one that takes the full width, or two columns
// of narrow ones.
type block struct {
	Wide    bool
	Columns [][]shownFigure
}

// show lays figures out in blocks. A narrow figure goes below the column that
// ends higher, so that figures of any height stand close.
func show(figures []Figure, m *result.Manifest) (out []block) {
	var ends [2]float64 // of the columns, in widths of a column
	for i, f := range figures {
		s := shownOf(f, i, m)
		w, h := size(f.SVG)
		if w >= wide {
			out = append(out, block{true, [][]shownFigure{{s}}})
			continue
		}
		if len(out) == 0 || out[len(out)-1].Wide {
			out = append(out, block{Columns: make([][]shownFigure, 2)})
			ends = [2]float64{}
		}
		n := 0
		if ends[1] < ends[0] {
			n = 1
		}
		if w > 0 {
			ends[n] += h / w
		}
		ends[n] += around
		last := &out[len(out)-1]
		last.Columns[n] = append(last.Columns[n], s)
	}
	return out
}

// around is about what heading and caption of a figure take, in widths of a
// column.
const around = 0.45

// shownOf is a figure as the page prints it, the n-th.
func shownOf(f Figure, n int, m *result.Manifest) shownFigure {
	s := shownFigure{ID: "figure-" + slug(f.Name), Name: f.Name, Title: cmp.Or(f.Title, f.Name),
		Description: strings.TrimSpace(strings.TrimSuffix(f.Description, m.Title))}
	s.Caption = strings.TrimSpace(strings.TrimPrefix(cmp.Or(f.Caption, s.Description), s.Title+". "))
	if f.SVG != nil {
		s.SVG = template.HTML(inline(f.SVG, s.ID, fmt.Sprintf("f%d", n), s.Title, s.Description))
	}
	if len(f.Numbers) > 1 {
		s.Numbers = numbersOf(s, f.Numbers)
	}
	return s
}

// numbersOf is the table of what a figure draws, with six significant digits.
func numbersOf(s shownFigure, rows [][]string) *opened {
	t := table{ID: s.ID + "-numbers", Class: "sortable", Caption: fmt.Sprintf(say("Numbers drawn in “%s”"), s.Title)}
	names, body := filled(rows)
	summary := fmt.Sprintf(say("The numbers drawn, %d rows"), len(body))
	if most := mostCells / max(len(names), 1); len(body) > most {
		summary = fmt.Sprintf(say("The numbers drawn, the first %d of %s rows"), most, grouped(float64(len(body)), 0))
		body = body[:most]
	}
	numeric := make([]bool, len(names))
	for i := range names {
		for _, row := range body {
			if _, err := strconv.ParseFloat(row[i], 64); err == nil {
				numeric[i] = true
			} else if row[i] != "" {
				numeric[i] = false
				break
			}
		}
		t.Head = append(t.Head, head{Text: names[i], Number: numeric[i]})
	}
	for _, row := range body {
		cells := make([]cell, len(row))
		for i, c := range row {
			cells[i] = cell{Text: short(c, numeric[i]), Number: numeric[i], Header: i == 0}
		}
		t.Rows = append(t.Rows, cells)
	}
	return &opened{summary, t}
}

// filled are the names and rows of a table without the columns that hold nothing.
func filled(rows [][]string) (names []string, body [][]string) {
	keep := make([]bool, len(rows[0]))
	for _, row := range rows[1:] {
		for i, c := range row {
			keep[i] = keep[i] || c != ""
		}
	}
	for n, row := range rows {
		var kept []string
		for i, c := range row {
			if keep[i] {
				kept = append(kept, c)
			}
		}
		if n == 0 {
			names = kept
		} else {
			body = append(body, kept)
		}
	}
	return names, body
}

// short cuts a number to six significant digits; what is whole or no number
// stays as it is.
func short(s string, number bool) string {
	switch {
	case number && s == "":
		return missing
	case !number || !strings.ContainsAny(s, ".e"):
		return s
	}
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return s
	}
	return strings.Replace(strconv.FormatFloat(v, 'g', 6, 64), "-", "−", 1)
}
