package canvas

import (
	"bytes"
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/vgtex"
)

// tex is gonum's canvas of LaTeX: \input its file in a document that loads the
// package pgf. Text is set in the document's own font. Each line of text is drawn as
// its number, which bytes writes out: vgtex takes every sign for LaTeX's own, and
// centres a text by the width that another font would give it.
type tex struct {
	*vgtex.Canvas
	page  Page
	lines []Line
}

func newTeX(p Page) *tex { return &tex{Canvas: vgtex.New(p.Width, p.Height), page: p} }

// Fill implements vg.Canvas.
func (c *tex) Fill(p vg.Path) { c.Canvas.Fill(rounded(cubic(p))) }

// Stroke implements vg.Canvas.
func (c *tex) Stroke(p vg.Path) { c.Canvas.Stroke(rounded(cubic(p))) }

// Translate implements vg.Canvas.
func (c *tex) Translate(by vg.Point) { c.Canvas.Translate(hundredths(by)) }

// rounded is a path in hundredths of a point: LaTeX reads no 1e-15.
func rounded(p vg.Path) vg.Path {
	for i := range p {
		p[i].Pos = hundredths(p[i].Pos)
		for j, q := range p[i].Control {
			p[i].Control[j] = hundredths(q)
		}
	}
	return p
}

func hundredths(p vg.Point) vg.Point {
	return vg.Point{X: vg.Length(math.Round(float64(p.X)*100)/100 + 0), Y: vg.Length(math.Round(float64(p.Y)*100)/100 + 0)}
}

// SetText implements Typesetter.
func (c *tex) SetText(l Line) {
	c.lines = append(c.lines, l)
	c.Push()
	defer c.Pop()
	c.SetColor(l.Colour)
	c.Translate(l.At)
	if l.Rotation != 0 {
		c.Rotate(l.Rotation)
	}
	c.FillString(l.gonum(), vg.Point{}, strconv.Itoa(len(c.lines)-1))
}

// texMends are commands of vgtex and what they are to be: a point of PostScript and
// gonum is TeX's bp; outlines are closed; lines and curves bear their present names.
var texMends = strings.NewReplacer("pt}", "bp}", "% path-close", `\pgfpathclose`, `\pgflineto`, `\pgfpathlineto`, `\pgfcurveto`, `\pgfpathcurveto`)

var texText = regexp.MustCompile(`\\pgftext\[base,at=[^\]]*\]\{\{\\fontsize.*\\selectfont (\d+)\}\}`)

// bytes implements file. The picture has the size of the page, whatever reaches
// beyond it, and is described in its first lines.
func (c *tex) bytes() ([]byte, error) {
	var raw bytes.Buffer
	if _, err := c.WriteTo(&raw); err != nil {
		return nil, err
	}
	const opening = `\begin{pgfpicture}`
	_, body, _ := bytes.Cut(raw.Bytes(), []byte(opening))
	mended := texMends.Replace(string(body))
	oneLine := strings.NewReplacer("\n", " ", "\r", " ")
	var out bytes.Buffer
	fmt.Fprintf(&out, "%% %s\n%% %s\n%% \\usepackage{pgf} in the preamble, \\input{this file} in the document.\n%s\n",
		oneLine.Replace(c.page.Title), oneLine.Replace(c.page.Description), opening)
	size := hundredths(vg.Point{X: c.page.Width, Y: c.page.Height})
	fmt.Fprintf(&out, "  \\pgfpathrectangle{\\pgfpointorigin}{\\pgfpoint{%gbp}{%gbp}}\\pgfusepath{use as bounding box}\n  \\pgfsetroundjoin", size.X, size.Y)
	at := 0
	for _, m := range texText.FindAllStringSubmatchIndex(mended, -1) {
		n, err := strconv.Atoi(mended[m[2]:m[3]])
		if err != nil {
			return nil, err
		}
		out.WriteString(mended[at:m[0]])
		out.WriteString(c.lines[n].tex())
		at = m[1]
	}
	out.WriteString(mended[at:])
	return out.Bytes(), nil
}

// tex is a line in the font of the document, of the figure's size.
func (l Line) tex() string {
	side := map[side]string{begin: ",left", middle: "", end: ",right"}[l.side()]
	weight := ""
	if l.Bold {
		weight = `\bfseries `
	}
	size := l.Size.Points()
	return fmt.Sprintf(`\pgftext[base%s]{\fontsize{%.4gbp}{%.4gbp}\selectfont %s%s}`, side, size, 1.2*size, weight, texEscape(l.Text))
}

// texSigns are the characters that LaTeX takes for something else, or that its
// fonts have under another name.
var texSigns = strings.NewReplacer(
	`\`, `\textbackslash{}`, `{`, `\{`, `}`, `\}`, `$`, `\$`, `&`, `\&`, `#`, `\#`, `%`, `\%`, `_`, `\_`,
	`^`, `\textasciicircum{}`, `~`, `\textasciitilde{}`, `<`, `\textless{}`, `>`, `\textgreater{}`, `|`, `\textbar{}`, `"`, `\textquotedbl{}`,
	"\u00a0", `~`, "\u202f", `\,`, "\u2009", `\,`,
	"€", `\texteuro{}`, "°", `\textdegree{}`, "µ", `\textmu{}`, "Ω", `\ensuremath{\Omega}`, "Δ", `\ensuremath{\Delta}`, "σ", `\ensuremath{\sigma}`,
	"−", `\ensuremath{-}`, "×", `\texttimes{}`, "·", `\textperiodcentered{}`, "±", `\textpm{}`, "≤", `\ensuremath{\le}`, "≥", `\ensuremath{\ge}`,
	"–", `--`, "—", `---`, "’", `'`, "‘", "`", "“", "``", "”", `''`, "…", `\ldots{}`, "→", `\ensuremath{\rightarrow}`,
	"²", `\textsuperscript{2}`, "³", `\textsuperscript{3}`, "¹", `\textsuperscript{1}`,
	"₀", `\textsubscript{0}`, "₁", `\textsubscript{1}`, "₂", `\textsubscript{2}`, "₃", `\textsubscript{3}`, "₄", `\textsubscript{4}`,
	"₅", `\textsubscript{5}`, "₆", `\textsubscript{6}`, "₇", `\textsubscript{7}`, "₈", `\textsubscript{8}`, "₉", `\textsubscript{9}`,
)

// texEscape is a text as LaTeX reads it.
func texEscape(s string) string { return texSigns.Replace(s) }
