package canvas

import (
	"bytes"
	"encoding/binary"
	"encoding/xml"
	"fmt"
	"hash/crc32"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// words draws texts of two weights, aligned to all sides, with what the formats
// take for their own.
func words(c draw.Canvas) {
	sty := letters(7)
	c.FillText(sty, vg.Point{X: 10, Y: 45}, `12 a_b {\c} #1 $x^~ "q" <x> & 5 %`)
	sty.XAlign = draw.XCenter
	sty.Font.Weight = Bold
	c.FillText(sty, vg.Point{X: 50, Y: 30}, "CO₂ (t)")
	sty.XAlign = draw.XRight
	sty.Rotation = 1.5
	c.FillText(sty, vg.Point{X: 90, Y: 20}, "font-family:Liberation Sans; pt}")
}

// An SVG names its fonts once, with some to fall back on, says what it shows, and
// holds text as it was written, from the side that it is aligned to.
func TestSVGIsDescribed(t *testing.T) {
	type text struct {
		Anchor string `xml:"text-anchor,attr"`
		Weight string `xml:"font-weight,attr"`
		Inner  string `xml:",innerxml"`
	}
	var doc struct {
		XMLName xml.Name `xml:"svg"`
		Role    string   `xml:"role,attr"`
		Title   string   `xml:"title"`
		Desc    string   `xml:"desc"`
		Drawn   struct {
			Fonts  string `xml:"font-family,attr"`
			Joins  string `xml:"stroke-linejoin,attr"`
			Texts  []text `xml:"text"`
			Turned text   `xml:"g>g>text"`
		} `xml:"g"`
	}
	if err := xml.Unmarshal(written(t, "svg", words), &doc); err != nil {
		t.Fatal(err)
	}
	if doc.Title != aTitle || doc.Desc != aStory || doc.Role != "img" || doc.Drawn.Joins != "round" || !strings.HasPrefix(doc.Drawn.Fonts, "Liberation Sans, Arial") {
		t.Errorf("%+v", doc)
	}
	want := []text{
		{"", "", `12 a_b {\c} #1 $x^~ &#34;q&#34; &lt;x&gt; &amp; 5 %`},
		{"middle", "bold", `CO<tspan dy="1.05" font-size="4.9px">2</tspan><tspan dy="-1.05"> (t)</tspan>`},
		{"end", "bold", "font-family:Liberation Sans; pt}"},
	}
	if got := append(doc.Drawn.Texts, doc.Drawn.Turned); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%q, want %q", got, want)
	}
	outlined := page
	outlined.Outlines = true
	text2, err := outlined.Write("svg", words)
	if err != nil || bytes.Contains(text2, []byte("<text")) || bytes.Count(text2, []byte("<path")) != 3 {
		t.Errorf("%v: %s", err, text2)
	}
}

func TestPNGIsDescribed(t *testing.T) {
	file := written(t, "png", words)
	if w := picture(t, file).Bounds().Dx(); w != 200 { // 100 points at 144 dots per inch
		t.Errorf("%d pixels wide", w)
	}
	var found []string
	for at := 8; at < len(file); {
		n := int(binary.BigEndian.Uint32(file[at:]))
		body := file[at+4 : at+8+n]
		if crc32.ChecksumIEEE(body) != binary.BigEndian.Uint32(file[at+8+n:]) {
			t.Errorf("%s: checksum", body[:4])
		}
		switch string(body[:4]) {
		case "pHYs":
			found = append(found, fmt.Sprint(binary.BigEndian.Uint32(body[4:]), binary.BigEndian.Uint32(body[8:]), body[12]))
		case "iTXt":
			found = append(found, strings.ReplaceAll(string(body[4:]), "\x00\x00\x00\x00\x00", ": "))
		}
		at += 12 + n
	}
	if want := "5669 5669 1|Title: " + aTitle + "|Description: " + aStory; strings.Join(found, "|") != want {
		t.Errorf("%q, want %q", found, want)
	}
}

// tool reads a PDF with one of poppler's programs.
func tool(t *testing.T, pdf []byte, name string, args ...string) string {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		t.Skip("needs ", name)
	}
	path := filepath.Join(t.TempDir(), "x.pdf")
	if err := os.WriteFile(path, pdf, 0o644); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(name, append([]string{path}, args...)...).CombinedOutput()
	if err != nil || strings.Contains(string(out), "rror") {
		t.Fatalf("%v: %s", err, out)
	}
	return string(out)
}

func TestPDFIsDescribed(t *testing.T) {
	story := strings.ReplaceAll(aStory, "\n", "")
	p := page
	p.Description = story
	file, err := p.Write("pdf", words)
	if err != nil {
		t.Fatal(err)
	}
	out := tool(t, file, "pdfinfo")
	for _, want := range []string{aTitle, story, "Pages:           1", "100 x 60 pts", "1970"} {
		if !strings.Contains(out, want) {
			t.Errorf("%s lacks %q", out, want)
		}
	}
}

// TestPDFFontsAreCut: a PDF holds a part of each face that it uses, and no other,
// under the name that an editor knows, the same wherever the letters are the same.
func TestPDFFontsAreCut(t *testing.T) {
	file := written(t, "pdf", words)
	out := tool(t, file, "pdffonts")
	if !regexp.MustCompile(`(?m)^[A-Z]{6}\+LiberationSans .*yes yes yes`).MatchString(out) || !regexp.MustCompile(`(?m)^[A-Z]{6}\+LiberationSans-Bold .*yes yes yes`).MatchString(out) {
		t.Error(out)
	}
	if len(file) > 40_000 { // the faces are 410,000 bytes each
		t.Errorf("%d bytes", len(file))
	}
	plain := written(t, "pdf", func(c draw.Canvas) { c.FillText(letters(7), vg.Point{X: 10, Y: 10}, "kW") })
	if out := tool(t, plain, "pdffonts"); strings.Contains(out, "Bold") {
		t.Error(out)
	}
	if out := tool(t, written(t, "pdf", func(c draw.Canvas) { line(c, 1, nil, vg.Point{}, vg.Point{X: 9, Y: 9}) }), "pdffonts"); strings.Contains(out, "Liberation") {
		t.Error(out)
	}
}

// A PDF's text is read as it was written: kerned letters and subscripts in one word.
func TestPDFTextIsRead(t *testing.T) {
	out := tool(t, written(t, "pdf", func(c draw.Canvas) {
		c.FillText(letters(7), vg.Point{X: 5, Y: 40}, "PAVÉ, CO₂, 1111, (ŁÓDŹ) \\")
		c.FillText(letters(7), vg.Point{X: 5, Y: 20}, "−5 °C, 3 €, Δp, 1\u202f000")
	}), "pdftotext", "-")
	for _, want := range []string{"PAVÉ, CO2, 1111, (ŁÓDŹ) \\", "−5 °C, 3 €, Δp, 1 000"} {
		if !strings.Contains(out, want) {
			t.Errorf("%q lacks %q", out, want)
		}
	}
}

func TestTextForLaTeX(t *testing.T) {
	for text, want := range map[string]string{
		"CO₂ (t)":           `CO\textsubscript{2} (t)`,
		"22 °C, −5, 3 m³":   `22 \textdegree{}C, \ensuremath{-}5, 3 m\textsuperscript{3}`,
		"€/MWh & 5 %":       `\texteuro{}/MWh \& 5 \%`,
		`a_b {\c} #1 $x^~`:  `a\_b \{\textbackslash{}c\} \#1 \$x\textasciicircum{}\textasciitilde{}`,
		"l’énergie":         `l'énergie`,
		"1\u202f000\u00a0h": `1\,000~h`,
	} {
		if got := texEscape(text); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}

// TestTeXIsMended: texts stand where they are aligned to and are escaped; outlines
// are closed, lengths are those of PostScript, no number is written as 1e-15, and
// the picture has the size of the page.
func TestTeXIsMended(t *testing.T) {
	text := string(written(t, "tex", func(c draw.Canvas) {
		words(c)
		c.FillPolygon(letters(7).Color, []vg.Point{{X: 1e-15, Y: 3}, {X: 1.23456, Y: 30}, {X: 7, Y: -1e-13}})
		shapes(c)
	}))
	for _, want := range []string{
		"% " + aTitle + "\n% Une description (avec CO₂) \\ et 𝛼 %\n",
		`\pgftext[base,left]{\fontsize{7bp}{8.4bp}\selectfont 12 a\_b \{\textbackslash{}c\} \#1`,
		`\pgftext[base]{\fontsize{7bp}{8.4bp}\selectfont \bfseries CO\textsubscript{2} (t)}`,
		`\pgftext[base,right]{\fontsize{7bp}{8.4bp}\selectfont \bfseries font-family:Liberation Sans; pt\}}`,
		`\pgfpathrectangle{\pgfpointorigin}{\pgfpoint{100bp}{60bp}}\pgfusepath{use as bounding box}`,
		`\pgfpathmoveto{\pgfpoint{0bp}{3bp}}`, `\pgfpathlineto{\pgfpoint{1.23bp}{30bp}}`, `\pgfpathclose`, `\pgfpathcurveto`, `\pgfsetroundjoin`,
	} {
		if !strings.Contains(text, want) {
			t.Errorf("lacks %s", want)
		}
	}
	for _, not := range []string{"e-1", "[0-9]pt}", `\\pgflineto`, `\\pgfcurveto`, `\\pgfpatharc`, "path-close"} {
		if m := regexp.MustCompile(not).FindString(text); m != "" {
			t.Errorf("holds %s", m)
		}
	}
}

func TestFilesHaveTheSameBytes(t *testing.T) {
	all := func(c draw.Canvas) { shapes(c); words(c) }
	for _, outlines := range []bool{false, true} {
		p := page
		p.Outlines = outlines
		for _, format := range Formats {
			first, err := p.Write(format, all)
			second, err2 := p.Write(format, all)
			if err != nil || err2 != nil || len(first) == 0 || !bytes.Equal(first, second) {
				t.Errorf("%s, outlines %v: %v, %v, %d and %d bytes, not the same", format, outlines, err, err2, len(first), len(second))
			}
		}
	}
	if _, err := page.Write("gif", words); err == nil {
		t.Error("a format that there is not is written")
	}
}
