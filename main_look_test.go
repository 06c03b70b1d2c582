package main

import (
	"strings"
	"testing"

	"caloduc/plots"
)

// The keys of [[figure]] mean the same as flags and as --set.
func TestLookFlags(t *testing.T) {
	read := func(args ...string) (plots.Options, error) {
		t.Helper()
		cmd := plotCommand()
		l := newLookFlags()
		cmd.ResetFlags()
		l.declare(cmd)
		if err := cmd.ParseFlags(args); err != nil {
			return plots.Options{}, err
		}
		var o plots.Options
		err := l.read(cmd, &o)
		return o, err
	}
	o, err := read("--title=false", "--xlim", "0,100", "--size-mm", "89,60", "--font-pt", "7", "--labels", "campus.A=Site A,b=c", "--campus", "A,B", "--from", "2026-03-01",
		"--style", "examples/paper.toml", "--data", "examples/meter.csv", "--set", "data.label=meter", "--set", "panels=one")
	f := o.Look
	if err != nil || f.Title != "false" || f.XLim[1] != 100 || f.SizeMM[1] != 60 || f.FontPt != 7 || f.Labels["campus.A"] != "Site A" || f.Labels["b"] != "c" ||
		strings.Join(f.Campus, " ") != "A B" || f.From != "2026-03-01" || f.Panels != "one" || f.Data.Label != "meter" || len(f.Data.X) != 12 || !f.Data.Dates {
		t.Errorf("%+v, %v", f, err)
	}
	if s := o.Shared; s.Lang != "fr" || s.SizeMM[0] != 89 || len(s.Colours) != 3 || s.Labels["campus.Campus"] == "" {
		t.Errorf("the style is %+v", s)
	}
	for _, wrong := range [][]string{{"--xlim", "5,1"}, {"--colours", "red"}, {"--set", "colour=1"}, {"--data", "nowhere.csv"}, {"--style", "nowhere.toml"}, {"--size-mm", "1"}} {
		if _, err := read(wrong...); err == nil {
			t.Errorf("%q is taken", wrong)
		}
	}
}
