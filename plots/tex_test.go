package plots

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestTeXKnowsEverySign: each sign of the figures has a name in LaTeX.
func TestTeXKnowsEverySign(t *testing.T) {
	for name, d := range every(t) {
		text, err := d.render("tex", 0)
		if err != nil {
			t.Fatal(err)
		}
		_, body, found := bytes.Cut(text, []byte("\\begin{pgfpicture}"))
		if !found || bytes.ContainsAny(body, "°₂€−³’") {
			t.Errorf("%s: a sign is left as it is", name)
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
