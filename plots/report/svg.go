package report

import (
	"bytes"
	"fmt"
	"html"
	"strings"
)

// size is the size of an SVG in its own units, 0 where it does not say.
func size(svg []byte) (width, height float64) {
	_, rest, _ := bytes.Cut(svg, []byte(`viewBox="`))
	box, _, _ := bytes.Cut(rest, []byte(`"`))
	var x, y float64
	if _, err := fmt.Sscan(strings.ReplaceAll(string(box), ",", " "), &x, &y, &width, &height); err != nil {
		return 0, 0
	}
	return width, height
}

// inline makes the SVG of a figure part of a page: without its prologue and its
// fixed size, its name and description tied to it, its letters' identifiers kept
// apart from those of other figures by short, the beginning of theirs here.
func inline(svg []byte, id, short, title, description string) []byte {
	width, height := size(svg)
	start := bytes.Index(svg, []byte("<svg"))
	if start < 0 {
		return nil
	}
	end := start + bytes.IndexByte(svg[start:], '>')
	body := cutElement(cutElement(svg[end+1:], "title"), "desc")
	body = bytes.ReplaceAll(body, []byte(` id="`), []byte(` id="`+short))
	body = bytes.ReplaceAll(body, []byte(` xlink:href="#`), []byte(` href="#`+short))
	var out bytes.Buffer
	out.Grow(len(body) + len(title) + len(description) + 512)
	fmt.Fprintf(&out, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %[2]v %[3]v" role="img" aria-labelledby="%[1]s-title" aria-describedby="%[1]s-desc">`, id, width, height)
	fmt.Fprintf(&out, `<title id="%[1]s-title">%[2]s</title><desc id="%[1]s-desc">%[3]s</desc>`,
		id, html.EscapeString(title), html.EscapeString(description))
	out.Write(bytes.TrimSpace(body))
	return out.Bytes()
}

// cutElement takes the first element of a name out of an SVG.
func cutElement(svg []byte, name string) []byte {
	before, rest, opens := bytes.Cut(svg, []byte("<"+name+">"))
	_, after, closes := bytes.Cut(rest, []byte("</"+name+">"))
	if !opens || !closes {
		return svg
	}
	return append(bytes.Clone(before), after...)
}
