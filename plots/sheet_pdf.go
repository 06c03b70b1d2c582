package plots

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"image/color"
	"math"
	"strconv"
	"unicode/utf16"

	"gonum.org/v1/plot/vg"
)

// pdf writes the sheet as a PDF of one page (ISO 32000-1): five objects, without
// a font and without the time of day, so that a figure has the same bytes on
// every day.
func (s *sheet) pdf(title, description string) ([]byte, error) {
	var content bytes.Buffer
	z, err := zlib.NewWriterLevel(&content, pdfCompression)
	if err != nil {
		return nil, err
	}
	if _, err := z.Write(s.pdfContent()); err != nil {
		return nil, err
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	width, height := hundredths(nil, hundredth(s.width)), hundredths(nil, hundredth(s.height))
	var out bytes.Buffer
	out.WriteString("%PDF-1.4\n%\xE2\xE3\xCF\xD3\n")
	var offsets []int
	object := func(format string, args ...any) {
		offsets = append(offsets, out.Len())
		fmt.Fprintf(&out, "%d 0 obj\n", len(offsets))
		fmt.Fprintf(&out, format, args...)
		out.WriteString("\nendobj\n")
	}
	object("<< /Type /Catalog /Pages 2 0 R >>")
	object("<< /Type /Pages /Kids [3 0 R] /Count 1 >>")
	object("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %s %s] /Resources << >> /Contents 4 0 R >>", width, height)
	object("<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream", content.Len(), content.Bytes())
	object("<< /Title %s /Subject %s /Creator (caloduc) >>", pdfText(title), pdfText(description))
	table := out.Len()
	fmt.Fprintf(&out, "xref\n0 %d\n0000000000 65535 f \n", len(offsets)+1)
	for _, at := range offsets {
		fmt.Fprintf(&out, "%010d 00000 n \n", at)
	}
	fmt.Fprintf(&out, "trailer\n<< /Size %d /Root 1 0 R /Info 5 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(offsets)+1, table)
	return out.Bytes(), nil
}

// pdfCompression is the level from which on files hardly get smaller.
const pdfCompression = 6

// pdfText is a PDF string of any characters: UTF-16 with its mark, in hexadecimal.
func pdfText(s string) string {
	raw := []byte{0xFE, 0xFF}
	for _, u := range utf16.Encode([]rune(s)) {
		raw = binary.BigEndian.AppendUint16(raw, u)
	}
	return "<" + hex.EncodeToString(raw) + ">"
}

// pdfContent is what the page draws; colours and pens are set where they change.
func (s *sheet) pdfContent() []byte {
	out := []byte("1 j\n") // round joins
	var fill, stroke color.NRGBA
	var width vg.Length = -1
	dashes := ""
	for i := range s.marks {
		m := &s.marks[i]
		if m.width == 0 {
			if m.colour != fill {
				fill = m.colour
				out = append(pdfColour(out, fill), "rg\n"...)
			}
			if m.text != nil {
				out = m.text.appendPDF(out)
				continue
			}
			out = append(m.appendPDF(out), "f\n"...)
			continue
		}
		if m.colour != stroke {
			stroke = m.colour
			out = append(pdfColour(out, stroke), "RG\n"...)
		}
		if m.width != width {
			width = m.width
			out = append(hundredths(out, hundredth(width)), " w\n"...)
		}
		if d := string(pdfDashes(m)); d != dashes && (d != "[] 0 d\n" || dashes != "") {
			dashes = d
			out = append(out, d...)
		}
		out = append(m.appendPDF(out), "S\n"...)
	}
	return out
}

func pdfColour(to []byte, c color.NRGBA) []byte {
	for _, v := range []uint8{c.R, c.G, c.B} {
		to = append(strconv.AppendFloat(to, float64(v)/255, 'g', 4, 64), ' ')
	}
	return to
}

func pdfDashes(m *mark) []byte {
	to := []byte("[")
	for i, d := range m.dashes {
		if i > 0 {
			to = append(to, ' ')
		}
		to = hundredths(to, hundredth(d))
	}
	return append(hundredths(append(to, "] "...), hundredth(m.offset)), " d\n"...)
}

// appendPDF prints an outline; PDF knows no quadratic curves.
func (o *outline) appendPDF(to []byte) []byte {
	var pen vg.Point
	o.each(func(verb byte, p []vg.Point) {
		switch verb {
		case moveTo:
			to = append(appendPoints(to, p[0]), "m\n"...)
		case lineTo:
			to = append(appendPoints(to, p[0]), "l\n"...)
		case quadTo:
			to = append(appendPoints(to, between(pen, p[0]), between(p[1], p[0]), p[1]), "c\n"...)
		case cubeTo:
			to = append(appendPoints(to, p...), "c\n"...)
		case closing:
			to = append(to, "h\n"...)
			return
		}
		pen = p[len(p)-1]
	})
	return to
}

// appendPDF prints a line of text glyph by glyph, each from its own origin: the
// same character has the same bytes everywhere, which compress to little.
func (l *lettering) appendPDF(to []byte) []byte {
	sin, cos := math.Sincos(l.rotation)
	to = append(to, "q "...)
	for _, v := range []float64{cos, sin, -sin, cos} {
		to = append(strconv.AppendFloat(to, math.Round(v*1e6)/1e6+0, 'f', -1, 64), ' ')
	}
	to = append(appendPoints(to, l.origin), "cm\n"...)
	at := 0
	for _, g := range l.glyphs {
		if len(g.segments) == 0 {
			continue
		}
		if x := hundredth(g.x); x != at {
			to = append(hundredths(append(to, "1 0 0 1 "...), x-at), " 0 cm\n"...)
			at = x
		}
		var o outline
		g.outline(&o, nil, 0, 0, l.size)
		to = append(o.appendPDF(to), "f\n"...)
	}
	return append(to, "Q\n"...)
}

// between is two thirds of the way from a to b: the control point of a cubic
// curve that is the quadratic one with the control point b.
func between(a, b vg.Point) vg.Point {
	return vg.Point{X: a.X + 2*(b.X-a.X)/3, Y: a.Y + 2*(b.Y-a.Y)/3}
}

func appendPoints(to []byte, points ...vg.Point) []byte {
	for _, p := range points {
		to = append(hundredths(to, hundredth(p.X)), ' ')
		to = append(hundredths(to, hundredth(p.Y)), ' ')
	}
	return to
}
