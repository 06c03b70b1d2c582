package plots

import (
	"bytes"
	"encoding/csv"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"unicode"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"caloduc/plots/canvas"
)

// Formats lists the formats that a figure can be written in.
var Formats = canvas.Formats

// usual are the formats of a figure for which none is asked.
var usual = Formats[:3]

// pngDPI is the resolution that journals ask of a figure in pixels.
const pngDPI = 300

// drawing is a finished figure: how large, how to draw it, what it shows.
type drawing struct {
	width, height vg.Length
	draw          func(draw.Canvas)
	title         string
	description   string
	caption       string // of the figure, a file beside it
	several       bool   // results in one figure
	kind          string // by which the columns of its table are known
	table         table
	units         map[string]string // of its columns, where they are not those of their names
	own           [][]string        // the author's own numbers, rows of the numbers beside it
	panels        laidOut           // that give height and draw, or nil
	outlines      bool              // letters as outlines, not as text
}

// laidOut are panels or maps, which know their height once all are there.
type laidOut interface {
	height() vg.Length
	draw(draw.Canvas)
}

// drawing is a figure of the stack's panels; head are the columns of its table.
func (s *stack) drawing(title, description string, head ...string) *drawing {
	s.title = title
	return &drawing{width: s.style.Width, panels: s, title: title, description: description, table: table{head: head}}
}

// table is what a figure draws, as numbers.
type table struct {
	head []string
	rows [][]string
}

func (t *table) add(cells ...string) { t.rows = append(t.rows, cells) }

// csv returns the table as comma-separated values.
func (t *table) csv() ([]byte, error) {
	var buf bytes.Buffer
	w := csv.NewWriter(&buf)
	if err := w.Write(t.head); err != nil {
		return nil, err
	}
	err := w.WriteAll(t.rows)
	return buf.Bytes(), err
}

// cell prints a value for a table: ten digits, empty where it does not exist.
func cell(v float64) string { return precise(v, 10) }

// short prints a value that was stored with seven digits, or drawn as a colour.
func short(v float64) string { return precise(v, 6) }

func precise(v float64, digits int) string {
	if math.IsNaN(v) {
		return ""
	}
	return strconv.FormatFloat(v, 'g', digits, 64)
}

// page is the paper of the figure, and how it is drawn.
func (d *drawing) page(dpi int) (canvas.Page, func(draw.Canvas)) {
	if d.panels != nil {
		d.height, d.draw = d.panels.height(), d.panels.draw
	}
	return canvas.Page{Width: d.width, Height: d.height, Title: plain(d.title), Description: plain(d.description), Outlines: d.outlines, DPI: dpi}, d.draw
}

// render returns the bytes of the figure in one format.
func (d *drawing) render(format string, dpi int) ([]byte, error) {
	page, draw := d.page(dpi)
	return page.Write(format, draw)
}

// plain is a text without the control characters that a file's own text may bring, for
// which XML has no place.
func plain(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' && r != '\t' || r == 0xFFFE || r == 0xFFFF {
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, "\uFFFD"))
}

// save writes the figure in every format asked for, and its numbers as CSV, each file
// whole or not at all, and returns the paths.
func (d *drawing) save(dir, name string, formats []string) (paths []string, err error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	write := func(ext string, data []byte, err error) error {
		if err != nil {
			return err
		}
		path := filepath.Join(dir, name+"."+ext)
		paths = append(paths, path)
		if err := os.WriteFile(path+".partial", data, 0o644); err != nil {
			return err
		}
		return os.Rename(path+".partial", path)
	}
	for _, f := range formats {
		data, err := d.render(f, pngDPI)
		if err := write(f, data, err); err != nil {
			return paths, err
		}
	}
	numbers := d.tidy()
	data, err := numbers.csv()
	if err := write("csv", data, err); err != nil {
		return paths, err
	}
	return paths, write("txt", []byte(d.caption+"\n"), nil)
}
