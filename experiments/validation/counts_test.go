package validation

import (
	"bytes"
	"flag"
	"os"
	"strconv"
	"strings"
	"testing"
)

var regen = flag.Bool("regen", false, "count anew, in docs/validation.md, what every comparison gives; takes minutes, and all data")

const (
	countsPage             = "../../docs/validation.md"
	countsBegin, countsEnd = "<!-- counts -->\n", "<!-- end of counts -->"
)

// The page counts every comparison there is, by group and class; with -regen it is written
// from a run of all of them.
func TestCountsOfThePage(t *testing.T) {
	page, err := os.ReadFile(countsPage)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(page), countsBegin)
	table, after, too := strings.Cut(rest, countsEnd)
	if !ok || !too {
		t.Fatal("the page has no place for counts")
	}
	if *regen {
		table = counted(t)
		if err := os.WriteFile(countsPage, []byte(before+countsBegin+table+countsEnd+after), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want := map[string]map[Class]int{}
	for _, c := range Comparisons() {
		if about[c.Group] == "" {
			t.Errorf("nothing says what %s compares", c.Group)
		}
		if want[c.Group] == nil {
			want[c.Group] = map[Class]int{}
		}
		want[c.Group][c.Class]++
	}
	rows := 0
	for line := range strings.Lines(table) {
		cells := strings.Split(line, "|")
		if len(cells) != len(Classes)+4 || want[strings.TrimSpace(cells[1])] == nil {
			continue
		}
		rows++
		group := strings.TrimSpace(cells[1])
		for i, class := range Classes {
			number, _, _ := strings.Cut(strings.TrimSpace(cells[i+2]), ",")
			if n, _ := strconv.Atoi(number); n != want[group][class] {
				t.Errorf("%s: the page has %d comparisons of class %s, there are %d: take them again with -regen", group, n, class, want[group][class])
			}
		}
	}
	if rows != len(want) {
		t.Errorf("%d groups on the page, %d in the program", rows, len(want))
	}
}

func counted(t *testing.T) string {
	rows, err := Run(Options{Full: true})
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := WriteCounts(&b, rows); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(b.String(), "skipped") {
		t.Fatal("data are missing: set CALODUC_SHARED")
	}
	return b.String()
}
