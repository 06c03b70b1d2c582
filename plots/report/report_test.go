package report

import (
	"bytes"
	"encoding/xml"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"caloduc/experiments/result"
)

var regen = flag.Bool("regen", false, "write the golden outline anew")

// written is the page of the test's result.
func written(t *testing.T) string {
	t.Helper()
	dir := made(t)
	if err := writeFile(dir); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(dir, result.ReportFile))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

var scripts = regexp.MustCompile(`(?s)(<script[^>]*>).*?(</script>)|(<style>).*?(</style>)`)

// elements parses a page, which is well-formed XML too, and lists its elements
// with the text in each.
func elements(t *testing.T, page string) (out []xml.StartElement, text []string) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(scripts.ReplaceAllString(page, "$1$2$3$4")))
	var open []int
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		switch e := token.(type) {
		case xml.StartElement:
			out, text = append(out, e.Copy()), append(text, "")
			open = append(open, len(out)-1)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			for _, i := range open {
				text[i] += string(e)
			}
		}
	}
	return out, text
}

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func TestPageIsWhole(t *testing.T) {
	all, _ := elements(t, written(t))
	ids := map[string]int{}
	for _, e := range all {
		if id := attribute(e, "id"); id != "" {
			ids[id]++
		}
	}
	for id, n := range ids {
		if n > 1 {
			t.Errorf("%d elements have the id %q", n, id)
		}
	}
	refers := 0
	for _, e := range all {
		for _, name := range []string{"aria-labelledby", "aria-describedby", "for"} {
			for _, id := range strings.Fields(attribute(e, name)) {
				refers++
				if ids[id] == 0 {
					t.Errorf("%s of <%s> refers to %q, which is not there", name, e.Name.Local, id)
				}
			}
		}
		if id, ok := strings.CutPrefix(attribute(e, "href"), "#"); ok && ids[id] == 0 {
			t.Errorf("a link leads to %q, which is not there", id)
		}
	}
	if refers < 20 {
		t.Errorf("only %d references", refers)
	}
}

func TestPageLoadsNothing(t *testing.T) {
	page := written(t)
	all, _ := elements(t, page)
	for _, e := range all {
		name := e.Name.Local
		if slices.Contains([]string{"link", "img", "image", "iframe", "object", "embed", "audio", "video", "source", "base", "form"}, name) {
			t.Errorf("the page has a <%s>", name)
		}
		for _, a := range e.Attr {
			if a.Name.Local == "src" || a.Name.Local == "srcset" || strings.HasPrefix(a.Name.Local, "on") {
				t.Errorf("<%s %s=%q>", name, a.Name.Local, a.Value)
			}
			own := name == "use" && strings.HasPrefix(a.Value, "#") // a letter of a figure
			if a.Name.Local == "href" && !own && (name != "a" || strings.Contains(a.Value, ":")) {
				t.Errorf("<%s href=%q>", name, a.Value)
			}
		}
	}
	for _, word := range []string{"@import", "url(", "fetch(", "XMLHttpRequest", "import(", "WebSocket", "sendBeacon"} {
		if strings.Contains(page, word) {
			t.Errorf("the page says %q", word)
		}
	}
	if !strings.Contains(page, "default-src &#39;none&#39;") {
		t.Error("no policy forbids loading")
	}
}

// TestGoldenOutline compares what a screen reader steps through: landmarks,
// headings, figures, tables with caption and headers.
func TestGoldenOutline(t *testing.T) {
	all, text := elements(t, written(t))
	var out bytes.Buffer
	for i, e := range all {
		line := strings.Join(strings.Fields(text[i]), " ")
		switch name := e.Name.Local; name {
		case "html", "header", "nav", "main", "footer", "section", "figure", "noscript":
			fmt.Fprintf(&out, "<%s> %s\n", name, attribute(e, "id"))
		case "title", "desc", "h1", "h2", "h3", "caption", "summary", "dt":
			fmt.Fprintf(&out, "  %s: %s\n", name, line)
		case "th":
			if attribute(e, "scope") == "" {
				t.Errorf("a header without scope: %s", line)
			}
			if attribute(e, "scope") == "col" {
				fmt.Fprintf(&out, "    | %s\n", line)
			}
		}
	}
	const path = "testdata/outline.golden"
	if *regen {
		if err := os.WriteFile(path, out.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(out.Bytes(), want) {
		t.Errorf("the outline has changed (-regen takes it for right):\n%s", out.String())
	}
}

func TestPageSaysWhatTheResultHolds(t *testing.T) {
	_, text := elements(t, written(t))
	page := strings.Join(strings.Fields(text[0]), " ")
	for _, want := range []string{
		`Warm <water> & "quotes"`, "How warm may it be?",
		"In 3 years 1 reactor delivered 32.40 TWh net; 2 campuses took 7.920 TWh at the meter, 7.200 TWh of it for IT.",
		"PUE over the whole run was 1.096 (Fouju 1.086, Saint-Ouen l'Aumône 1.106).",
		"All costs came to 3.600 billion € (electricity: 504.0 million €).",
		"Not drawn: the result does not hold what this figure shows.",
		"3 rest on an assumption", "1 on a source that has not been read", "campus.hall.margin_K2 KFouju F1, Fouju F2assumption: a margin",
		"campus[Fouju].hall[F1].racks1300givenwarm.toml:7",
		"1 of 2 checks counted something out of bounds; the other 1 counted nothing. Of 2 other counts, 1 are zero.",
		"minutes outside the fit0 to 30 degC15780.001", "2.2e−16 of the throughput (Fouju, electricity)",
		"abc123, with changes that are in no commit", "caloduc run resolved.toml", "2026-01-01 00:00:00 to 00:01:00 UTC, on desk", "b2b2",
		"energy <over> energy",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	if strings.Contains(page, "/data/someone") {
		t.Error("the page tells where the files lay")
	}
}

func TestSameBytes(t *testing.T) {
	dir := made(t)
	r, err := result.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	figures, err := Figures(r)
	if err != nil {
		t.Fatal(err)
	}
	var a, b bytes.Buffer
	if err := errors.Join(Write(r, figures, &a), Write(r, figures, &b)); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(a.Bytes(), b.Bytes()) || a.Len() < 30_000 {
		t.Errorf("%d and %d bytes, not the same", a.Len(), b.Len())
	}
}

func TestUnfinishedResultHasNoReport(t *testing.T) {
	dir := made(t)
	if err := os.WriteFile(filepath.Join(dir, result.IncompleteFile), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := writeFile(dir); !errors.Is(err, result.ErrIncomplete) {
		t.Errorf("got %v", err)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, result.ReportFile+"*")); left != nil {
		t.Errorf("left %v", left)
	}
}

// TestEmptyResult writes a page of a result that holds next to nothing.
func TestEmptyResult(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, result.IndicatorsFile), []byte("indicator,scope,period,value,unit\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := result.WriteManifest(dir, &result.Manifest{SchemaVersion: result.SchemaVersion, Experiment: "x.toml"}); err != nil {
		t.Fatal(err)
	}
	if err := writeFile(dir); err != nil {
		t.Fatal(err)
	}
	page, err := os.ReadFile(filepath.Join(dir, result.ReportFile))
	if err != nil {
		t.Fatal(err)
	}
	_, text := elements(t, string(page))
	for _, want := range []string{"x.toml", "holds no indicator", "asks for no figure", "None: every value is its default", "holds no counts", "holds no balances"} {
		if !strings.Contains(text[0], want) {
			t.Errorf("the page does not say %q", want)
		}
	}
}

// BenchmarkWriteFile writes the page of the tests' result.
func BenchmarkWriteFile(b *testing.B) {
	dir := made(b)
	for b.Loop() {
		if err := writeFile(dir); err != nil {
			b.Fatal(err)
		}
	}
}
