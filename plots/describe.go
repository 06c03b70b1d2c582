package plots

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"hash/crc32"
	"html"
	"math"
	"regexp"
	"strconv"
	"unicode/utf16"
)

// Text is drawn as outlines; title and description in a file's own metadata keep
// a figure findable, and say what it shows to who cannot see it.

// describeSVG puts title and description into an SVG, as an image of that name.
func describeSVG(svg []byte, title, description string) []byte {
	at := bytes.Index(svg, []byte("<svg"))
	end := at + bytes.IndexByte(svg[at:], '>')
	var out bytes.Buffer
	out.Write(svg[:end])
	fmt.Fprintf(&out, " role=\"img\">\n<title>%s</title>\n<desc>%s</desc>", html.EscapeString(title), html.EscapeString(description))
	out.Write(svg[end+1:])
	return out.Bytes()
}

// describePNG puts title, description and resolution into a PNG, before its
// first chunk of pixels.
func describePNG(png []byte, dpi int, title, description string) []byte {
	const head = 8 + 12 + 13 // signature, IHDR
	out := append([]byte(nil), png[:head]...)
	perMetre := binary.BigEndian.AppendUint32(nil, uint32(math.Round(float64(dpi)/0.0254)))
	out = appendChunk(out, "pHYs", append(append(perMetre, perMetre...), 1))
	// iTXt is tEXt for Unicode: keyword, not compressed, no language, the text.
	out = appendChunk(out, "iTXt", []byte("Title\x00\x00\x00\x00\x00"+title))
	out = appendChunk(out, "iTXt", []byte("Description\x00\x00\x00\x00\x00"+description))
	return append(out, png[head:]...)
}

func appendChunk(png []byte, kind string, data []byte) []byte {
	png = binary.BigEndian.AppendUint32(png, uint32(len(data)))
	from := len(png)
	png = append(append(png, kind...), data...)
	return binary.BigEndian.AppendUint32(png, crc32.ChecksumIEEE(png[from:]))
}

// trailer finds what an update of a PDF must repeat or refer to.
var trailer = regexp.MustCompile(`trailer\s*<<\s*/Size (\d+)\s*/Root (\d+ 0 R)\s*/Info (\d+) 0 R\s*>>\s*startxref\s*(\d+)\s*%%EOF\s*$`)

// describePDF puts title and description into a PDF as PDF provides for changes
// (ISO 32000-1, 7.5.6, incremental updates): the document's information is
// written anew at the end, with a table that says so.
func describePDF(pdf []byte, title, description string) ([]byte, error) {
	m := trailer.FindSubmatch(pdf)
	if m == nil {
		return nil, errors.New("the PDF's trailer is not as expected")
	}
	size, root, previous := m[1], m[2], m[4]
	info, err := strconv.Atoi(string(m[3]))
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	out.Write(pdf)
	object := out.Len()
	fmt.Fprintf(&out, "%d 0 obj\n<<\n/Title %s\n/Subject %s\n/Creator (caloduc)\n/CreationDate (D:20000101000000Z)\n>>\nendobj\n",
		info, pdfText(title), pdfText(description))
	table := out.Len()
	fmt.Fprintf(&out, "xref\n%d 1\n%010d 00000 n \ntrailer\n<<\n/Size %s\n/Root %s\n/Info %d 0 R\n/Prev %s\n>>\nstartxref\n%d\n%%%%EOF\n",
		info, object, size, root, info, previous, table)
	return out.Bytes(), nil
}

// pdfText is a PDF string of any characters: UTF-16 with its mark, in hexadecimal.
func pdfText(s string) string {
	raw := []byte{0xFE, 0xFF}
	for _, u := range utf16.Encode([]rune(s)) {
		raw = binary.BigEndian.AppendUint16(raw, u)
	}
	return "<" + hex.EncodeToString(raw) + ">"
}
