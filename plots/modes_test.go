package plots

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// Every mode that a cooling plant declares has a French name. The plants are read
// as text: this package imports no model.
func TestPlantsModesHaveFrenchNames(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("..", "cooling", "*.go"))
	if err != nil || len(files) == 0 {
		t.Fatal(len(files), err)
	}
	declared := regexp.MustCompile(`Modes *= *"(0 off[^"]*)"`)
	n := 0
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range declared.FindAllStringSubmatch(string(text), -1) {
			for _, mode := range parseModes(m[1]) {
				n++
				if _, ok := french.modes[mode]; !ok {
					t.Errorf("%s: no French for %q", strings.TrimPrefix(name, ".."), mode)
				}
			}
		}
	}
	if n < 20 {
		t.Errorf("%d modes found", n)
	}
}
