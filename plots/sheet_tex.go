package plots

import (
	"bytes"
	"fmt"
	"image/color"
	"math"
	"strings"

	"gonum.org/v1/plot/vg"
)

// tex writes the sheet as a picture for LaTeX: \input it in a document that loads
// the package pgf. Text is text, in the document's own font.
func (s *sheet) tex(title, description string) []byte {
	var out bytes.Buffer
	oneLine := strings.NewReplacer("\n", " ", "\r", " ")
	fmt.Fprintf(&out, "%% %s\n%% %s\n%% \\usepackage{pgf} in the preamble, \\input{this file} in the document.\n",
		oneLine.Replace(title), oneLine.Replace(description))
	out.WriteString(texHead)
	numbers := map[color.NRGBA]int{}
	for i := range s.marks {
		c := s.marks[i].colour
		if _, ok := numbers[c]; !ok {
			numbers[c] = len(numbers)
			fmt.Fprintf(&out, "\\definecolor{c%d}{RGB}{%d,%d,%d}%%\n", numbers[c], c.R, c.G, c.B)
		}
	}
	fmt.Fprintf(&out, "\\pgfpathrectangle{\\pgfpointorigin}{\\pgfqpoint{%sbp}{%sbp}}\\pgfusepath{use as bounding box}%%\n",
		decimals(s.width), decimals(s.height))
	fill, stroke := -1, -1
	var pen mark
	for i := range s.marks {
		m := &s.marks[i]
		n := numbers[m.colour]
		switch {
		case m.text != nil:
			m.text.tex(&out, n)
			continue
		case m.width == 0 && n != fill:
			fill = n
			fmt.Fprintf(&out, "\\pgfsetfillcolor{c%d}%%\n", n)
		case m.width > 0 && n != stroke:
			stroke = n
			fmt.Fprintf(&out, "\\pgfsetstrokecolor{c%d}%%\n", n)
		}
		if m.width == 0 {
			m.outline.tex(&out)
			out.WriteString("\\QF%\n")
			continue
		}
		if m.width != pen.width {
			fmt.Fprintf(&out, "\\pgfsetlinewidth{%sbp}%%\n", decimals(m.width))
		}
		if texDashes(m) != texDashes(&pen) {
			out.WriteString(texDashes(m))
		}
		pen = *m
		m.outline.tex(&out)
		out.WriteString("\\QS%\n")
	}
	out.WriteString("\\end{pgfpicture}%\n\\endgroup\n")
	return out.Bytes()
}

// texHead gives the commands of paths short names, within the picture; none that a
// letter of some language is made with, as \L or \S are.
const texHead = `\begingroup
\def\QM#1 #2;{\pgfpathmoveto{\pgfqpoint{#1bp}{#2bp}}}%
\def\QL#1 #2;{\pgfpathlineto{\pgfqpoint{#1bp}{#2bp}}}%
\def\QC#1 #2 #3 #4 #5 #6;{\pgfpathcurveto{\pgfqpoint{#1bp}{#2bp}}{\pgfqpoint{#3bp}{#4bp}}{\pgfqpoint{#5bp}{#6bp}}}%
\def\QZ{\pgfpathclose}%
\def\QF{\pgfusepath{fill}}%
\def\QS{\pgfusepath{stroke}}%
\def\QT#1#2#3#4#5#6{\pgftext[base,#1,at={\pgfqpoint{#2bp}{#3bp}},rotate=#4]{\color{#5}#6}}%
\begin{pgfpicture}%
\pgfsetroundjoin
`

// decimals prints a length in big points, as LaTeX reads it.
func decimals(l vg.Length) string { return string(hundredths(nil, hundredth(l))) }

func texDashes(m *mark) string {
	var parts strings.Builder
	for _, d := range m.dashes {
		fmt.Fprintf(&parts, "{%sbp}", decimals(d))
	}
	return fmt.Sprintf("\\pgfsetdash{%s}{%sbp}%%\n", parts.String(), decimals(m.offset))
}

func (o *outline) tex(out *bytes.Buffer) {
	var pen vg.Point
	write := func(command string, points ...vg.Point) {
		out.WriteString(command)
		for i, p := range points {
			if i > 0 {
				out.WriteByte(' ')
			}
			fmt.Fprintf(out, "%s %s", decimals(p.X), decimals(p.Y))
		}
		out.WriteString(";%\n")
	}
	o.each(func(verb byte, p []vg.Point) {
		switch verb {
		case moveTo:
			write(`\QM`, p[0])
		case lineTo:
			write(`\QL`, p[0])
		case quadTo:
			write(`\QC`, between(pen, p[0]), between(p[1], p[0]), p[1])
		case cubeTo:
			write(`\QC`, p...)
		case closing:
			out.WriteString("\\QZ%\n")
			return
		}
		pen = p[len(p)-1]
	})
}

// tex writes a line of text in the font of the document, of the figure's size.
func (l *lettering) tex(out *bytes.Buffer, colour int) {
	side, size := "left", float64(l.size)
	switch {
	case l.align < -0.75:
		side = "right"
	case l.align < -0.25:
		side = "x=0pt" // centred
	}
	weight := ""
	if l.bold {
		weight = `\bfseries `
	}
	fmt.Fprintf(out, "\\QT{%s}{%s}{%s}{%s}{c%d}{\\fontsize{%sbp}{%sbp}\\selectfont %s%s}%%\n", side, decimals(l.at.X), decimals(l.at.Y),
		hundredths(nil, int(math.Round(l.rotation*180/math.Pi*100))), colour, decimals(l.size), decimals(vg.Length(1.2*size)), weight, texText(l.text))
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

// texText is a text as LaTeX reads it.
func texText(s string) string { return texSigns.Replace(s) }
