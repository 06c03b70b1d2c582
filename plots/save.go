package plots

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"html"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	pdf "codeberg.org/go-pdf/fpdf"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgimg"
	"gonum.org/v1/plot/vg/vgpdf"
	"gonum.org/v1/plot/vg/vgsvg"
)

// The PDF writer stamps the time of day and orders its catalogue by chance
// unless it is told otherwise; a figure has the same bytes on every day.
func init() {
	epoch := time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)
	pdf.SetDefaultCreationDate(epoch)
	pdf.SetDefaultModificationDate(epoch)
	pdf.SetDefaultCatalogSort(true)
}

// Formats lists the formats that a figure can be written in.
var Formats = []string{"pdf", "svg", "png"}

const pngDPI = 300

// drawing is a finished figure: how large, how to draw it, what it shows.
type drawing struct {
	width, height vg.Length
	draw          func(draw.Canvas)
	title         string
	description   string
	table         table
}

// table is what a figure draws, as numbers.
type table struct {
	head []string
	rows [][]string
}

func (t *table) add(cells ...string) { t.rows = append(t.rows, cells) }

// number prints a value with a fixed number of decimals, and a true minus sign.
func number(v float64, decimals int) string {
	s := strconv.FormatFloat(v, 'f', decimals, 64)
	if strings.HasPrefix(s, "-") {
		if strings.Trim(s, "-0.") == "" {
			return s[1:]
		}
		return "−" + s[1:]
	}
	return s
}

// cell prints a value for a table: shortest form, empty where it does not exist.
func cell(v float64) string {
	if math.IsNaN(v) {
		return ""
	}
	return strconv.FormatFloat(v, 'g', 10, 64)
}

// render returns the bytes of the figure in one format.
func (d *drawing) render(format string) ([]byte, error) {
	var (
		c   vg.CanvasWriterTo
		buf bytes.Buffer
	)
	switch format {
	case "pdf":
		c = vgpdf.New(d.width, d.height)
	case "svg":
		c = vgsvg.New(d.width, d.height)
	case "png":
		c = vgimg.PngCanvas{Canvas: vgimg.NewWith(vgimg.UseWH(d.width, d.height), vgimg.UseDPI(pngDPI))}
	default:
		return nil, fmt.Errorf("figures are written as %s, not %q", strings.Join(Formats, ", "), format)
	}
	d.draw(draw.NewCanvas(c, d.width, d.height))
	if _, err := c.WriteTo(&buf); err != nil {
		return nil, err
	}
	if format == "svg" {
		return describe(buf.Bytes(), d.title, d.description), nil
	}
	return buf.Bytes(), nil
}

// describe puts title and description into an SVG, for screen readers and
// search: its text is drawn as outlines.
func describe(svg []byte, title, description string) []byte {
	at := bytes.Index(svg, []byte("<svg"))
	end := bytes.IndexByte(svg[at:], '>') + at + 1
	head := fmt.Sprintf("\n<title>%s</title>\n<desc>%s</desc>", html.EscapeString(title), html.EscapeString(description))
	return append(append(append([]byte(nil), svg[:end]...), head...), svg[end:]...)
}

// save writes the figure in every format asked for, and its numbers as CSV, and
// returns the paths.
func (d *drawing) save(dir, name string, formats []string) ([]string, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	var out []string
	write := func(ext string, data []byte) error {
		path := filepath.Join(dir, name+"."+ext)
		out = append(out, path)
		return os.WriteFile(path, data, 0o644)
	}
	for _, f := range formats {
		data, err := d.render(f)
		if err != nil {
			return out, fmt.Errorf("figure %s: %w", name, err)
		}
		if err := write(f, data); err != nil {
			return out, err
		}
	}
	var buf bytes.Buffer
	w := csv.NewWriter(&buf)
	if err := w.Write(d.table.head); err != nil {
		return out, err
	}
	if err := w.WriteAll(d.table.rows); err != nil {
		return out, err
	}
	return out, write("csv", buf.Bytes())
}
