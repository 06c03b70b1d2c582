package report

import (
	"bytes"
	"fmt"
	"html"
	"math"
	"regexp"
	"strconv"
)

var (
	sizes     = regexp.MustCompile(`\s(width|height|role)="[^"]*"`)
	boxes     = regexp.MustCompile(`viewBox="\s*[-0-9.e]+[\s,]+[-0-9.e]+[\s,]+([0-9.e]+)[\s,]+([0-9.e]+)`)
	anchors   = regexp.MustCompile(`(\sid="|\shref="#|xlink:href="#|url\(#)`)
	outlines  = regexp.MustCompile(`\sd="[^"]*"`)
	transform = regexp.MustCompile(`transform="[^"]*"`)
	decimal   = regexp.MustCompile(`-?\d*\.\d{3,}`)
)

// size is the size of an SVG in its own units, 0 where it does not say.
func size(svg []byte) (width, height float64) {
	m := boxes.FindSubmatch(svg)
	if m == nil {
		return 0, 0
	}
	width, _ = strconv.ParseFloat(string(m[1]), 64)
	height, _ = strconv.ParseFloat(string(m[2]), 64)
	return width, height
}

// inline makes an SVG file part of a page: without its prologue and its fixed
// size, its identifiers kept apart from those of other figures, its name and
// description tied to it, its coordinates no finer than a screen shows.
func inline(svg []byte, id, title, description string) []byte {
	start := bytes.Index(svg, []byte("<svg"))
	if start < 0 {
		return nil
	}
	svg = svg[start:]
	end := bytes.IndexByte(svg, '>')
	open, body := sizes.ReplaceAll(svg[:end], nil), svg[end+1:]
	body = cutElement(cutElement(body, "title"), "desc")
	body = anchors.ReplaceAll(body, []byte("${1}"+id+"-"))
	body = transform.ReplaceAllFunc(body, func(t []byte) []byte { return decimal.ReplaceAllFunc(t, coarse) })
	body = outlines.ReplaceAllFunc(body, func(d []byte) []byte {
		path := d[len(` d="`) : len(d)-1]
		return fmt.Appendf(nil, ` d="%s"`, shorten(path))
	})
	body = bytes.ReplaceAll(body, []byte(" />"), []byte("/>"))

	var out bytes.Buffer
	out.Write(open)
	fmt.Fprintf(&out, ` role="img" aria-labelledby="%[1]s-title" aria-describedby="%[1]s-desc">`, id)
	fmt.Fprintf(&out, `<title id="%[1]s-title">%[2]s</title><desc id="%[1]s-desc">%[3]s</desc>`,
		id, html.EscapeString(title), html.EscapeString(description))
	out.Write(bytes.TrimSpace(body))
	return out.Bytes()
}

// cutElement takes the first element of a name out of an SVG.
func cutElement(svg []byte, name string) []byte {
	from := bytes.Index(svg, []byte("<"+name+">"))
	closing := []byte("</" + name + ">")
	to := bytes.Index(svg, closing)
	if from < 0 || to < from {
		return svg
	}
	return append(bytes.Clone(svg[:from]), svg[to+len(closing):]...)
}

// coarse cuts a number to hundredths.
func coarse(number []byte) []byte {
	v, err := strconv.ParseFloat(string(number), 64)
	if err != nil {
		return number
	}
	return hundredths(nil, int(math.Round(v*100)))
}

// hundredths prints n/100 as short as SVG allows: 1.5, -.25, 3.
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

// arguments is how many points a command of a path takes; those of arcs are no
// points, and a path that has one stays as it is.
var arguments = map[byte]int{'M': 1, 'L': 1, 'Q': 2, 'C': 3, 'Z': 0}

// shorten rewrites a path of absolute coordinates as one of relative ones, in
// hundredths of a point; differences are taken between rounded coordinates, so
// that no error adds up. A path with other commands stays as it is.
func shorten(path []byte) []byte {
	var out []byte
	var x, y, startX, startY int // where the pen is, and where the outline began
	last := byte(0)
	for i := 0; i < len(path); {
		command := path[i]
		points, known := arguments[command]
		if !known {
			return path
		}
		i++
		at := make([]int, 2*points)
		for n := range at {
			for i < len(path) && (path[i] == ' ' || path[i] == ',' || path[i] == '\n') {
				i++
			}
			from := i
			for i < len(path) && (path[i] == '-' || path[i] == '.' || path[i] == 'e' || path[i] >= '0' && path[i] <= '9') {
				i++
			}
			v, err := strconv.ParseFloat(string(path[from:i]), 64)
			if err != nil {
				return path
			}
			at[n] = int(math.Round(v * 100))
		}
		for i < len(path) && (path[i] == ' ' || path[i] == '\n') {
			i++
		}
		letter := command + 'a' - 'A'
		switch {
		case command == 'Z':
			out, x, y = append(out, 'z'), startX, startY
		case command == 'L' && at[1] == y:
			out, letter = hundredths(append(out, 'h'), at[0]-x), 'h'
		case command == 'L' && at[0] == x:
			out, letter = hundredths(append(out, 'v'), at[1]-y), 'v'
		default:
			if letter != last || letter == 'm' {
				out = append(out, letter)
			} else if at[0] >= x {
				out = append(out, ' ')
			}
			for n, v := range at {
				v -= []int{x, y}[n%2]
				if n > 0 && v >= 0 {
					out = append(out, ' ')
				}
				out = hundredths(out, v)
			}
		}
		if points > 0 {
			x, y = at[len(at)-2], at[len(at)-1]
		}
		if command == 'M' {
			startX, startY = x, y
		}
		last = letter
	}
	return out
}
