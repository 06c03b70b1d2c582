package report

import (
	"encoding/json"
	"encoding/xml"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"caloduc/experiments/result"
	"caloduc/sim/list"
)

// hostile means something to HTML, to a script, and to an attribute.
const hostile = `</title></script><script>alert(7)</script><b onmouseover="x" a='y'>&amp; ]]> --> {{.}} \u003c ${x} é` + "\u2028"

// fixed are keys of a manifest whose texts are not of the user's words: dates, names of
// kinds, what places are found by.
var fixed = []string{"started", "finished", "start", "end", "zone", "kind", "name", "scope", "path", "sha256", "input_sha256", "source", "origin", "model_version"}

// withHostile appends it to the texts of a manifest.
func withHostile(v any, key string) any {
	switch v := v.(type) {
	case map[string]any:
		for k, x := range v {
			v[k] = withHostile(x, k)
		}
	case []any:
		for i, x := range v {
			v[i] = withHostile(x, key)
		}
	case string:
		if v != "" && !slices.Contains(fixed, key) {
			return v + hostile
		}
	}
	return v
}

// A page has the same elements whatever titles, questions, names of files, values and
// descriptions say.
func TestHostileTextIsText(t *testing.T) {
	dir := made(t)
	page := func() string {
		if err := writeFile(dir); err != nil {
			t.Fatal(err)
		}
		text, err := os.ReadFile(filepath.Join(dir, result.ReportFile))
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	calm := page()
	path := filepath.Join(dir, result.ManifestFile)
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var manifest any
	if err := json.Unmarshal(text, &manifest); err != nil {
		t.Fatal(err)
	}
	if text, err = json.Marshal(withHostile(manifest, "")); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, text, 0o666); err != nil {
		t.Fatal(err)
	}
	wild := page()
	if n := strings.Count(string(text), "alert(7)"); n < 20 {
		t.Fatalf("only %d texts of the manifest are hostile", n)
	}
	if strings.Contains(wild, "<script>alert(7)") || strings.Contains(wild, "<b onmouseover") {
		t.Error("a text of the manifest is markup of the page")
	}
	of := func(page string) []string {
		all, _ := elements(t, page)
		return list.Map(all, func(e xml.StartElement) string { return e.Name.Local })
	}
	if a, b := of(calm), of(wild); !slices.Equal(a, b) {
		t.Errorf("%d elements, %d with hostile texts", len(a), len(b))
	}
	if _, text := elements(t, wild); strings.Count(text[0], hostile) < 10 {
		t.Errorf("the page shows only %d of the texts as they are", strings.Count(text[0], hostile))
	}
}
