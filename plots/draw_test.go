package plots

import (
	"bytes"
	"encoding/csv"
	"errors"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"caloduc/experiments/result"
)

// drawn draws into a directory of its own and returns the files by name.
func drawn(t *testing.T, r *result.Result, o Options) map[string][]byte {
	t.Helper()
	o.Dir = t.TempDir()
	paths, notices, err := Draw(r, o)
	if err != nil || notices != nil {
		t.Fatal(err, notices)
	}
	files := map[string][]byte{}
	for _, p := range paths {
		text, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		files[filepath.Base(p)] = text
	}
	return files
}

func TestDrawWritesTheSameBytesEveryTime(t *testing.T) {
	a, b := drawn(t, open(t, tenYears), Options{}), drawn(t, open(t, tenYears), Options{})
	want := []string{"cost.csv", "cost.pdf", "cost.png", "cost.svg", "cost.txt", "pue.csv", "pue.pdf", "pue.png", "pue.svg", "pue.txt"}
	if len(a) != len(want) {
		t.Fatalf("%d files", len(a))
	}
	for _, name := range want {
		if len(a[name]) == 0 || !bytes.Equal(a[name], b[name]) {
			t.Errorf("%s: %d and %d bytes, not the same", name, len(a[name]), len(b[name]))
		}
	}
	if n := len(a["pue.pdf"]); n > 60_000 {
		t.Errorf("ten years of PUE take %d bytes of PDF", n)
	}
}

func TestDrawGoesIntoTheResult(t *testing.T) {
	r := made(t, day(2030, 1, 1), 1, twoSites(), both...)
	paths, _, err := Draw(r, Options{Formats: []string{"svg"}, Only: "cost"})
	want := []string{filepath.Join(r.Dir(), "figures", "cost.svg"), filepath.Join(r.Dir(), "figures", "cost.csv"), filepath.Join(r.Dir(), "figures", "cost.txt")}
	if err != nil || !slices.Equal(paths, want) {
		t.Errorf("%v, %v", paths, err)
	}
}

func TestDrawRefusesWhatItDoesNotKnow(t *testing.T) {
	r := open(t, tenYears)
	for _, c := range []struct {
		o    Options
		want string
	}{
		{Options{Style: "poster"}, `unknown style "poster": one of column, slide, wide`},
		{Options{Lang: "de"}, `unknown language "de"`},
		{Options{Formats: []string{"svg", "gif"}}, `unknown format "gif": one of pdf, svg, png, tex`},
		{Options{Only: "pues"}, `no figure and no kind is named "pues": one of carbon-water`},
	} {
		c.o.Dir = t.TempDir()
		paths, _, err := Draw(r, c.o)
		var fault *OptionError
		if !errors.As(err, &fault) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%+v: %v", c.o, err)
		}
		if left, _ := os.ReadDir(c.o.Dir); paths != nil || len(left) > 0 {
			t.Errorf("%+v: wrote %v", c.o, paths)
		}
	}
	r.Manifest().Figures = []result.Figure{{Name: "map", Kind: "map-of-mars"}}
	if _, _, err := Draw(r, Options{Dir: t.TempDir()}); err == nil || !strings.Contains(err.Error(), `figure map: unknown kind "map-of-mars"`) {
		t.Error(err)
	}
}

func TestDrawSkipsWhatTheResultLacks(t *testing.T) {
	r := open(t, tenYears)
	r.Manifest().Figures = []result.Figure{
		{Name: "a", Kind: "pue-over-years", Scope: "campus.Lyon"},
		{Name: "b", Kind: "cost-over-years", Scope: "campus.Lyon"},
		{Name: "c", Kind: "cost-over-years", Scope: "campus.Fouju"},
	}
	paths, notices, err := Draw(r, Options{Dir: t.TempDir(), Formats: []string{"svg"}})
	want := []string{"figure a skipped: the result lacks indicator pue of campus.Lyon", "figure b skipped: the result lacks indicators cost_…_EUR of campus.Lyon"}
	if err != nil || !slices.Equal(notices, want) || len(paths) != 3 {
		t.Errorf("%q, %v, %v", notices, paths, err)
	}

	gone := made(t, day(2030, 1, 1), 1, twoSites(), both...)
	hourly := filepath.Join(gone.Dir(), result.HourlyFile)
	if err := os.Remove(hourly); err != nil {
		t.Fatal(err)
	}
	_, notices, err = Draw(gone, Options{Formats: []string{"svg"}})
	if err != nil || len(notices) != 1 || !strings.Contains(notices[0], "pue skipped: the result lacks channel campus.Fouju.facility_power_MW") {
		t.Errorf("without the hourly file: %v, %v", notices, err)
	}
	if err := os.WriteFile(hourly, []byte("PAR1 and nothing else"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, notices, err = Draw(gone, Options{Formats: []string{"svg"}}); err == nil || notices != nil {
		t.Errorf("a broken file was taken for a missing channel: %v", notices)
	}
}

func TestDrawReportsCharactersThatTheFontLacks(t *testing.T) {
	sites := twoSites()
	sites[1].name = "東京"
	paths, notices, err := Draw(made(t, day(2030, 1, 1), 1, sites, both...), Options{})
	if err != nil || len(notices) != 1 || !strings.Contains(notices[0], "figure pue skipped: the font has no character '東'") {
		t.Error(paths, notices, err)
	}
}

// rows reads a figure's CSV, its head apart.
func rows(t *testing.T, text []byte) (head []string, body [][]string) {
	t.Helper()
	all, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
	if err != nil || len(all) < 2 {
		t.Fatal(err, len(all))
	}
	return all[0], all[1:]
}

func value(t *testing.T, s string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestNumbersDrawnAreThoseOfTheResult(t *testing.T) {
	r := open(t, tenYears)
	files := drawn(t, r, Options{Formats: []string{"svg"}, Lang: "fr"})
	_, body := rows(t, files["pue.csv"])
	if len(body) != 2*2*120 {
		t.Fatalf("%d rows", len(body))
	}
	_, pue := r.Monthly("pue", "campus.Fouju")
	for i := range 120 {
		most, all := body[2*i], body[2*i+1]
		if math.IsNaN(pue[i]) {
			if strings.Join(most[4:], "") != "" || i >= 23 {
				t.Errorf("%v: numbers before the opening", most)
			}
			continue
		}
		mean, p5, p95, lo, hi := value(t, most[4]), value(t, most[6]), value(t, most[7]), value(t, all[6]), value(t, all[7])
		if most[0] != "Fouju" || most[1] != "pue" || most[3] != "month" || math.Abs(mean-pue[i]) > 1e-9 || lo > p5 || p5 > p95 || p95 > hi || lo > mean || mean > hi || i < 23 {
			t.Errorf("%v, %v, PUE %v", most, all, pue[i])
		}
	}

	_, body = rows(t, files["cost.csv"])
	sum, accounts := 0.0, map[string]bool{}
	for _, line := range body {
		sum += value(t, line[4])
		if accounts[line[1]] = true; line[5] != "€" {
			t.Errorf("%v is not in euros", line)
		}
	}
	want := r.Total("cost_total_EUR", "campus.Fouju") + r.Total("cost_total_EUR", "campus.Escaudain")
	if math.Abs(sum/want-1) > 1e-8 || len(body) != 10*7 || len(accounts) != 7 {
		t.Errorf("%d rows cost %v, want %v", len(body), sum, want)
	}
}

// TestNumbersHaveOneForm reads the numbers beside a figure of every kind.
func TestNumbersHaveOneForm(t *testing.T) {
	files := drawn(t, oneRegion(t, 1, slices.DeleteFunc(everyKind(), func(f result.Figure) bool { return f.Kind == "cost-over-years" })...),
		Options{Formats: []string{"svg"}, Compare: []*result.Result{oneRegion(t, 2)}})
	n := 0
	for name, text := range files {
		switch filepath.Ext(name) {
		case ".csv":
			n++
			head, body := rows(t, text)
			if !slices.Equal(head, tidyHead) {
				t.Errorf("%s: %v", name, head)
			}
			values := 0
			for _, line := range body {
				if line[1] == "" || line[2] == "" {
					t.Errorf("%s: %v has no series or x", name, line)
					break
				}
				if line[4] != "" {
					value(t, line[4])
					values++
				}
			}
			if values < 2 {
				t.Errorf("%s: only %d values", name, values)
			}
		case ".txt":
			if said := string(text); !strings.Contains(said, "2031") || strings.Count(said, ".") < 3 {
				t.Errorf("%s: %q", name, said)
			}
		}
	}
	if n != len(kinds)-1 {
		t.Errorf("numbers of %d kinds", n)
	}
}
