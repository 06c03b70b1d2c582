package report

import (
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// Every text that the pages say has its French, with the same values in it.
func TestEveryTextHasFrench(t *testing.T) {
	said := regexp.MustCompile("(?:\\bsay|\\bphrase)[ (](\"(?:[^\"\\\\]|\\\\.)*\")|sayHTML (`[^`]*`)")
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	templates, _ := filepath.Glob("*.tmpl")
	verbs := regexp.MustCompile(`%[a-z%]`)
	n, same := 0, map[string]bool{"SHA-256": true, "Go": true, "Commit": true}
	for _, file := range append(files, templates...) {
		if strings.HasSuffix(file, "_test.go") || file == "french.go" {
			continue
		}
		code, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range said.FindAllStringSubmatch(string(code), -1) {
			text, err := strconv.Unquote(m[1] + m[2])
			if err != nil {
				t.Fatal(err, m)
			}
			n++
			fr, ok := french[text]
			if !ok && !same[text] {
				t.Errorf("%s: no French for %q", file, text)
			}
			if ok && strings.Join(verbs.FindAllString(text, -1), "") != strings.Join(verbs.FindAllString(fr, -1), "") {
				t.Errorf("%q takes other values than %q", fr, text)
			}
		}
	}
	if n < 150 {
		t.Errorf("only %d texts", n)
	}
}

// A French page holds no English of its own.
func TestFrenchPage(t *testing.T) {
	dir := made(t)
	if err := writeFileIn("fr", dir); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(dir, "report.html"))
	if err != nil {
		t.Fatal(err)
	}
	page := string(text)
	for _, want := range []string{`<html lang="fr">`, "Ce qui en est sorti", "1 janvier 2026 à 31 décembre 2028", "En 3 ans", "1,062"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	for _, english := range []string{"What came out", "Whole run", "Balances", "In 3 years", "Indicator<"} {
		if strings.Contains(page, english) {
			t.Errorf("the French page says %q", english)
		}
	}
}
