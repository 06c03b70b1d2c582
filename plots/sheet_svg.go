package plots

import (
	"bytes"
	"fmt"
	"html"
	"image/color"
	"math"
	"strconv"

	"gonum.org/v1/plot/vg"
)

// svg writes the sheet as SVG: coordinates in hundredths of a point, each letter
// drawn once and used again; by the older form of reference, which every program
// reads.
func (s *sheet) svg(title, description string) []byte {
	var out bytes.Buffer
	w, h := hundredth(s.width), hundredth(s.height)
	number := func(n int) []byte { return hundredths(nil, n) }
	fmt.Fprintf(&out, `<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="%[1]spt" height="%[2]spt" viewBox="0 0 %[1]s %[2]s" role="img">
<title>%[3]s</title>
<desc>%[4]s</desc>
`, number(w), number(h), html.EscapeString(title), html.EscapeString(description))
	letters := s.svgLetters(&out)
	out.WriteString("<g stroke-linejoin=\"round\">\n")
	var line []byte
	for i := range s.marks {
		m := &s.marks[i]
		switch {
		case m.text != nil:
			line = m.text.appendSVG(line[:0], m.colour, h, letters)
		case m.width > 0:
			line = append(line[:0], `<path fill="none" stroke="`...)
			line = append(appendColour(line, m.colour), `" stroke-width="`...)
			line = append(hundredths(line, hundredth(m.width)), '"')
			line = appendDashes(line, m)
			line = append(m.appendSVG(append(line, ` d="`...), h), "\"/>\n"...)
		default:
			line = append(appendColour(append(line[:0], `<path fill="`...), m.colour), `" d="`...)
			line = append(m.appendSVG(line, h), "\"/>\n"...)
		}
		out.Write(line)
	}
	out.WriteString("</g>\n</svg>\n")
	return out.Bytes()
}

// letter is a character as it is drawn: of one weight and size.
type letter struct {
	*shape
	size vg.Length
}

// svgLetters defines the letters of all texts, and returns their numbers.
func (s *sheet) svgLetters(out *bytes.Buffer) map[letter]int {
	numbers := map[letter]int{}
	for i := range s.marks {
		t := s.marks[i].text
		if t == nil {
			continue
		}
		for _, g := range t.glyphs {
			k := letter{g.shape, t.size}
			if _, known := numbers[k]; known || len(g.segments) == 0 {
				continue
			}
			if len(numbers) == 0 {
				out.WriteString("<defs>\n")
			}
			numbers[k] = len(numbers) + 1
			var o outline
			g.outline(&o, nil, 0, 0, t.size)
			fmt.Fprintf(out, "<path id=\"g%d\" d=\"%s\"/>\n", numbers[k], o.appendSVG(nil, 0))
		}
	}
	if len(numbers) > 0 {
		out.WriteString("</defs>\n")
	}
	return numbers
}

// appendSVG prints a line of text.
func (l *lettering) appendSVG(to []byte, c color.NRGBA, height int, letters map[letter]int) []byte {
	to = append(appendColour(append(to, `<g fill="`...), c), `" transform="translate(`...)
	to = append(hundredths(to, hundredth(l.origin.X)), ' ')
	to = append(hundredths(to, height-hundredth(l.origin.Y)), ')')
	if l.rotation != 0 {
		to = append(hundredths(append(to, "rotate("...), int(math.Round(-l.rotation*180/math.Pi*100))), ')')
	}
	to = append(to, `">`...)
	for _, g := range l.glyphs {
		if n, ok := letters[letter{g.shape, l.size}]; ok {
			to = append(strconv.AppendInt(append(to, `<use xlink:href="#g`...), int64(n), 10), '"')
			if x := hundredth(g.x); x != 0 {
				to = append(hundredths(append(to, ` x="`...), x), '"')
			}
			to = append(to, "/>"...)
		}
	}
	return append(to, "</g>\n"...)
}

func appendColour(to []byte, c color.NRGBA) []byte {
	return fmt.Appendf(to, "#%02x%02x%02x", c.R, c.G, c.B)
}

func appendDashes(to []byte, m *mark) []byte {
	if len(m.dashes) == 0 {
		return to
	}
	to = append(to, ` stroke-dasharray="`...)
	for i, d := range m.dashes {
		if i > 0 {
			to = append(to, ' ')
		}
		to = hundredths(to, hundredth(d))
	}
	return append(to, '"')
}

// hundredth is a length in hundredths of a point.
func hundredth(l vg.Length) int { return int(math.Round(float64(l) * 100)) }

// hundredths prints n/100 as short as SVG and PDF allow: 1.5, -.25, 3.
func hundredths(to []byte, n int) []byte {
	if n < 0 {
		to, n = append(to, '-'), -n
	}
	whole, part := n/100, n%100
	if whole > 0 || part == 0 {
		to = strconv.AppendInt(to, int64(whole), 10)
	}
	if part == 0 {
		return to
	}
	to = append(to, '.', byte('0'+part/10))
	if part%10 > 0 {
		to = append(to, byte('0'+part%10))
	}
	return to
}

// svgVerbs are the commands of SVG for relative coordinates.
var svgVerbs = [...]byte{moveTo: 'm', lineTo: 'l', quadTo: 'q', cubeTo: 'c', closing: 'z'}

// appendSVG prints an outline in relative coordinates; differences are taken
// between rounded coordinates, so that no error adds up. height is that of the
// sheet: SVG counts downwards.
func (o *outline) appendSVG(to []byte, height int) []byte {
	var x, y, startX, startY int // where the pen is, and where the outline began
	last := byte(0)
	o.each(func(verb byte, points []vg.Point) {
		letter := svgVerbs[verb]
		if verb == closing {
			to, x, y, last = append(to, letter), startX, startY, letter
			return
		}
		end := points[len(points)-1]
		endX, endY := hundredth(end.X), height-hundredth(end.Y)
		switch {
		case verb == lineTo && endY == y && endX != x:
			to, letter = append(to, 'h'), 'h'
			to = hundredths(to, endX-x)
		case verb == lineTo && endX == x && endY != y:
			to, letter = append(to, 'v'), 'v'
			to = hundredths(to, endY-y)
		default:
			if letter != last || verb == moveTo {
				to = append(to, letter)
			}
			for i, p := range points {
				to = appendStep(to, hundredth(p.X)-x, i > 0 || letter == last && verb != moveTo)
				to = appendStep(to, height-hundredth(p.Y)-y, true)
			}
		}
		x, y, last = endX, endY, letter
		if verb == moveTo {
			startX, startY = x, y
		}
	})
	return to
}

// appendStep prints a difference, apart from a number before it.
func appendStep(to []byte, n int, apart bool) []byte {
	if apart && n >= 0 {
		to = append(to, ' ')
	}
	return hundredths(to, n)
}
