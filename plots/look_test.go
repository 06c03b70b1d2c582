package plots

import (
	"flag"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"caloduc/experiments/result"
)

var look = flag.String("look", "", "draw every figure of many results in every style and language into this `directory`, to be looked at")

var (
	of      = flag.String("of", "", "draw every kind of figure of this stored `result` too")
	with    = flag.String("with", "", "compare it with these stored `results`, joined by commas")
	ofSweep = flag.String("ofsweep", "", "draw the figures of this stored `sweep` too")

	only = flag.String("only", "", "draw only the `figure` of this name")
)

// TestLook draws what no assertion can judge.
func TestLook(t *testing.T) {
	if *look == "" {
		t.Skip("drawn only with -look DIR")
	}
	many := []*site{}
	for _, name := range []string{"Fouju", "Escaudain", "Bosquel", "Fessenheim", "Montereau", "Cambrai", "Dunkerque"} {
		s := *twoSites()[len(many)%2]
		s.name, s.overhead = name, s.overhead+0.01*float64(len(many))
		many = append(many, &s)
	}
	flat := &site{name: "Flat", overhead: 0.02, halls: []opening{{day(2020, 1, 1), 100}}}
	results := map[string]*result.Result{
		"ten":   open(t, tenYears),
		"one":   made(t, day(2029, 1, 1), 1, twoSites(), both...),
		"two":   made(t, day(2029, 7, 1), 2, twoSites(), both...),
		"forty": made(t, day(2026, 1, 1), 40, twoSites(), both...),
		"many":  made(t, day(2026, 1, 1), 10, many, both...),
		"flat":  made(t, day(2026, 1, 1), 3, []*site{flat}, both...),
		"late":  made(t, day(2026, 4, 1), 2, []*site{{name: "Late", overhead: 0.1, season: 0.05, halls: []opening{{time.Date(2027, 6, 28, 0, 0, 0, 0, time.UTC), 100}}}}, both...),
	}
	for name, r := range results {
		for style := range styles {
			for _, lang := range []string{"en", "fr"} {
				if name != "ten" && name != "one" && lang == "fr" || !slices.Contains([]string{"ten", "many", "one"}, name) && style != "column" {
					continue
				}
				_, notices, err := Draw(r, Options{Style: style, Lang: lang, Dir: filepath.Join(*look, name+"-"+style+"-"+lang)})
				if err != nil || notices != nil {
					t.Error(name, err, notices)
				}
			}
		}
	}
}

func TestLookSigns(t *testing.T) {
	if *look == "" {
		t.Skip("drawn only with -look DIR")
	}
	if _, err := sample().save(*look, "signs", Formats); err != nil {
		t.Fatal(err)
	}
}

// everyKind asks for each kind of figure once, by its name.
func everyKind() (out []result.Figure) {
	for _, k := range kinds {
		out = append(out, result.Figure{Name: k.name, Kind: k.name})
	}
	return out
}

// TestLookResult draws every kind on a stored result.
func TestLookResult(t *testing.T) {
	if *look == "" || *of == "" {
		t.Skip("drawn only with -look DIR and -of RESULT")
	}
	r := open(t, *of)
	r.Manifest().Figures = everyKind()
	var others []*result.Result
	for _, dir := range strings.Split(*with, ",") {
		if dir != "" {
			others = append(others, open(t, dir))
		}
	}
	for _, style := range []string{"column", "wide", "slide"} {
		for _, lang := range []string{"en", "fr"} {
			_, notices, err := Draw(r, Options{Style: style, Lang: lang, Dir: filepath.Join(*look, style+"-"+lang), Only: *only, Compare: others})
			if err != nil {
				t.Error(err)
			}
			t.Log(notices)
		}
	}
}

// TestLookSweep draws every kind of figure of a stored sweep that it allows.
func TestLookSweep(t *testing.T) {
	if *look == "" || *ofSweep == "" {
		t.Skip("drawn only with -look DIR and -ofsweep SWEEP")
	}
	s, err := result.OpenSweep(*ofSweep)
	if err != nil {
		t.Fatal(err)
	}
	for _, style := range []string{"column", "wide", "slide"} {
		for _, lang := range []string{"en", "fr"} {
			_, notices, err := DrawSweep(s, Options{Style: style, Lang: lang, Dir: filepath.Join(*look, style+"-"+lang), Only: *only, Every: *only == ""})
			if err != nil {
				t.Error(err)
			}
			t.Log(notices)
		}
	}
}
