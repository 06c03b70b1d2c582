package plots

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

func TestTextForLaTeX(t *testing.T) {
	for text, want := range map[string]string{
		"CO₂ (t)":           `CO\textsubscript{2} (t)`,
		"22 °C, −5, 3 m³":   `22 \textdegree{}C, \ensuremath{-}5, 3 m\textsuperscript{3}`,
		"€/MWh & 5 %":       `\texteuro{}/MWh \& 5 \%`,
		`a_b {\c} #1 $x^~`:  `a\_b \{\textbackslash{}c\} \#1 \$x\textasciicircum{}\textasciitilde{}`,
		"l’énergie":         `l'énergie`,
		"1\u202f000\u00a0h": `1\,000~h`,
	} {
		if got := texText(text); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}

// every is each kind of figure drawn in French, and the signs.
func every(t *testing.T) map[string]*drawing {
	t.Helper()
	year, ten := oneRegion(t, 1), open(t, tenYears)
	place := &drawing{width: 100, height: 20, draw: func(c draw.Canvas) { c.FillText(styles["column"].letters(1, ink), vg.Point{X: 5, Y: 5}, "Łódź") }}
	out := map[string]*drawing{"signs": sample(), "place": place}
	for _, f := range everyKind() {
		if f.Kind == compareKind {
			continue
		}
		r := year
		if f.Kind == "cost-over-years" {
			r = ten
		}
		d, err := drawKind(f.Kind)(r, asked{Figure: f}, styles["column"], french)
		if err != nil {
			t.Fatal(f.Kind, err)
		}
		out[f.Kind] = d
	}
	return out
}

func TestTeXHasTheSameBytes(t *testing.T) {
	a, b := every(t), every(t)
	for name := range a {
		first, err := a[name].render("tex", 0)
		if err != nil {
			t.Fatal(err)
		}
		second, err := b[name].render("tex", 0)
		if err != nil || !bytes.Equal(first, second) {
			t.Errorf("%s: %v, %d and %d bytes, not the same", name, err, len(first), len(second))
		}
		for _, sign := range "°₂€−³’" { // each has a name in LaTeX
			if _, body, _ := bytes.Cut(first, []byte("\\begin{pgfpicture}")); bytes.ContainsRune(body, sign) {
				t.Errorf("%s: %c is left as it is", name, sign)
			}
		}
	}
}

// TestLaTeXSetsEveryKind sets each kind of figure with pdflatex in the document's
// own font, and reads the text of the pages.
func TestLaTeXSetsEveryKind(t *testing.T) {
	if _, err := exec.LookPath("pdflatex"); err != nil {
		t.Skip("needs pdflatex, and the packages pgf and xcolor")
	}
	dir := t.TempDir()
	document := "\\documentclass{article}\n\\usepackage{pgf}\n\\begin{document}\n"
	for name, d := range every(t) {
		text, err := d.render("tex", 0)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name+".tex"), text, 0o644); err != nil {
			t.Fatal(err)
		}
		document += "\\noindent\\input{" + name + "}\\clearpage\n"
	}
	if err := os.WriteFile(filepath.Join(dir, "all.tex"), []byte(document+"\\end{document}\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	command := exec.Command("pdflatex", "-interaction=nonstopmode", "-halt-on-error", "all.tex")
	command.Dir = dir
	out, err := command.CombinedOutput()
	if err != nil || bytes.Contains(out, []byte("Missing character")) || bytes.Contains(out, []byte("Overfull")) {
		t.Fatalf("%v: %s", err, out)
	}
	if _, err := exec.LookPath("pdftotext"); err != nil {
		return
	}
	text, err := exec.Command("pdftotext", filepath.Join(dir, "all.pdf"), "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"°C", "PUE du mois", "puissance (MW)"} {
		if !strings.Contains(string(text), want) {
			t.Errorf("the pages do not say %q", want)
		}
	}
}
