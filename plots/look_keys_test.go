package plots

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"caloduc/experiments/result"
)

// TestEveryKeyOfEveryKind draws every kind with every key of its look: one that the kind
// takes changes the picture, any other is refused.
func TestEveryKeyOfEveryKind(t *testing.T) {
	r, ten, s := oneRegion(t, 1, result.Figure{Name: "carpet", Kind: "carpet", Channel: "hall.*.it_power_MW"}), open(t, tenYears), storedSweep(t)
	others := []*result.Result{oneRegion(t, 2)}
	run, sweep := Kinds()
	result.FigureKinds, result.SweepFigureKinds = run, sweep
	values := looks(r)
	for _, k := range slices.Concat(run, sweep) {
		draw := func(look result.Figure) ([]byte, []string, error) {
			o := Options{Formats: []string{"svg"}, Dir: t.TempDir(), Only: k.Name, Look: look}
			var paths, notices []string
			var err error
			if result.IsSweepFigure(k.Name) {
				paths, notices, err = DrawSweep(s, o)
			} else {
				if k.Name == compareKind {
					o.Compare = others
				}
				of := r
				if k.Name == "cost-over-years" {
					of = ten // the region has no accounts
				}
				paths, notices, err = Draw(of, o)
			}
			if err != nil || len(paths) == 0 {
				return nil, notices, err
			}
			at := slices.IndexFunc(paths, func(p string) bool { return filepath.Ext(p) == ".svg" })
			text, err := os.ReadFile(paths[at])
			return text, notices, err
		}
		plain, notices, err := draw(result.Figure{})
		if k.Name == result.ThresholdFigure {
			continue // the sweep has searched for none
		}
		if err != nil || plain == nil {
			t.Errorf("%s: %v, %v", k.Name, notices, err)
			continue
		}
		for key, look := range values {
			picture, notices, err := draw(look)
			var refused *OptionError
			switch {
			case !k.Takes(key):
				if !errors.As(err, &refused) {
					t.Errorf("%s takes %s, which it is not said to: %v", k.Name, key, err)
				}
			case err == nil && picture == nil && len(notices) > 0 && strings.Contains(notices[0], "skipped"):
				// the part asked for lacks what the kind shows, which is an effect
			case err != nil || picture == nil:
				t.Errorf("%s with %s: %v, %v", k.Name, key, notices, err)
			case bytes.Equal(picture, plain):
				t.Errorf("%s: %s changes nothing", k.Name, key)
			}
		}
	}
}

// looks are a value for each key, which the pictures of the region's year show.
func looks(r *result.Result) map[string]result.Figure {
	m := r.Manifest()
	from, to := m.Start.AddDate(0, 7, 0), m.Start.AddDate(0, 9, 0)
	day := func(t time.Time) string { return t.Format(time.DateOnly) }
	x := []float64{1, 20, 300, float64(from.Unix()), float64(to.Unix())}
	another := map[string]string{}
	for _, text := range []string{"campus.Fouju", "Fouju", "Late", "electricity", "Helsinki", "PUE", "price", "low end of the input", "power", "Power", "Reactor power", "power (MW)", "power (GW)", "Losses",
		"net power (MW)", "temperature (°C)", "Nogent 1", "Direct", "firm power (GW)"} {
		another[text] = "Another"
	}
	look := func(l result.Look) result.Figure { return result.Figure{Look: l} }
	return map[string]result.Figure{
		"title":       {Title: "A title"},
		"style":       look(result.Look{Style: "wide"}),
		"lang":        look(result.Look{Lang: "fr"}),
		"size_mm":     look(result.Look{SizeMM: []float64{120, 150}}),
		"font_pt":     look(result.Look{FontPt: 9}),
		"colours":     look(result.Look{Colours: []string{"#112233", "#445566", "#778899", "#99AABB", "#BBCCDD", "#DDEEFF", "#FEDCBA"}}),
		"labels":      look(result.Look{Labels: another}),
		"campus":      look(result.Look{Campus: []string{"Escaudain"}}),
		"hall":        look(result.Look{Hall: []string{"Escaudain.H1"}}),
		"xlim":        look(result.Look{XLim: []float64{2, 33}}),
		"ylim":        look(result.Look{YLim: []float64{0.9, 1.2}}),
		"log":         look(result.Look{Log: "xy"}),
		"panels":      look(result.Look{Panels: "columns"}),
		"panels=one":  look(result.Look{Panels: "one"}),
		"from":        {From: day(from)},
		"to":          {To: day(m.Start.AddDate(0, 3, 0))},
		"days_d":      {Days: 30},
		"at":          {At: from.Format("2006-01-02") + "T18:00"},
		"hours_share": {HoursShare: 0.5},
		"data":        look(result.Look{Data: &result.Overlay{Label: "measured", X: x, Y: []float64{1.1, 1.2, 1.3, 1.1, 1.1}}}),
	}
}
