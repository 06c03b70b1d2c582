package plots

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"gonum.org/v1/plot"

	"caloduc/experiments/result"
)

var captionFrench = map[string]string{
	"; ":                                    " ; ",
	"Shown: %s to %s.":                      "Période : du %s au %s.",
	"Shown: %s.":                            "Période : le %s.",
	"Each panel shows days of its own.":     "Chaque graphique montre ses propres jours.",
	"One run (seed %s, replicate %s).":      "Un seul calcul (germe %s, réplicat %s).",
	"%s runs side by side.":                 "%s calculs côte à côte.",
	"%s runs of %s points, one each.":       "%s calculs de %s points, un pour chacun.",
	"%s runs of %s points, %s replicates.":  "%s calculs de %s points, %s réplicats.",
	"Bands and whiskers: %s.":               "Bandes et barres : %s.",
	"A dot is a value of the author’s own.": "Les disques sont des valeurs propres à l’auteur.",
}

// bandNames are the texts of keys that say what a band or a whisker is.
var bandNames = []string{"hours, 5th to 95th percentile", "hours, minimum to maximum", "days, 5th to 95th percentile", "days, minimum to maximum",
	"lowest to highest run", "5th to 95th percentile of runs", "95 % interval of a mean", "95 % interval over replicates", "total, 95 % interval over replicates", "lowest to highest year", "interval of its mean", "interval of the threshold"}

// captionOf is what a figure of a run says of itself: what it shows, of which days, from
// which runs, and what its bands are.
func captionOf(r *result.Result, kind string, d *drawing, beside int, w words) string {
	m := r.Manifest()
	runs := fill(w.say("One run (seed %s, replicate %s)."), strconv.Itoa(m.Seed), strconv.Itoa(m.Replicate))
	if beside > 0 && (kind == compareKind || d.several) {
		runs = fill(w.say("%s runs side by side."), strconv.Itoa(1+beside))
	}
	return sentences(d.title+".", d.description, d.period(m, w), runs, d.bands(w))
}

// captionOfRuns is what a figure of a sweep says of itself.
func captionOfRuns(t *Runs, d *drawing, w words) string {
	points, replicates := map[int]bool{}, map[int]bool{}
	n := 0
	if len(t.Outputs) > 0 {
		n = len(t.Outputs[0].Values)
	}
	for i := range n {
		point := i
		if t.Point != nil {
			point = t.Point[i]
		}
		points[point] = true
		if t.Replicate != nil {
			replicates[t.Replicate[i]] = true
		}
	}
	runs := fill(w.say("%s runs of %s points, one each."), strconv.Itoa(n), strconv.Itoa(len(points)))
	if len(replicates) > 1 {
		runs = fill(w.say("%s runs of %s points, %s replicates."), strconv.Itoa(n), strconv.Itoa(len(points)), strconv.Itoa(len(replicates)))
	}
	return sentences(d.title+".", d.description, runs, d.bands(w))
}

func sentences(all ...string) string {
	return strings.Join(slices.DeleteFunc(all, func(s string) bool { return s == "" }), " ")
}

// period are the days that a figure shows: those of its axes of time, or else the run's.
func (d *drawing) period(m *result.Manifest, w words) string {
	from, to := m.Start, ending(m)
	if st, ok := d.panels.(*stack); ok {
		first := true
		for _, p := range st.panels {
			if !isCalendar(p.X.Tick.Marker) {
				continue
			}
			lo, hi := time.Unix(int64(p.X.Min), 0).UTC(), time.Unix(int64(p.X.Max), 0).UTC()
			if !first && (!lo.Equal(from) || !hi.Equal(to)) {
				return w.say("Each panel shows days of its own.")
			}
			from, to, first = lo, hi, false
		}
	}
	last := to.Add(-time.Minute)
	if from.Format(time.DateOnly) == last.Format(time.DateOnly) {
		return fill(w.say("Shown: %s."), w.day(from))
	}
	return fill(w.say("Shown: %s to %s."), w.day(from), w.day(last))
}

func isCalendar(t plot.Ticker) bool {
	if u, ok := t.(unlabelled); ok {
		t = u.of
	}
	_, ok := t.(calendarTicks)
	return ok
}

// day is a day in words.
func (w words) day(t time.Time) string {
	return fmt.Sprintf("%d %s %d", t.Day(), w.month(t), t.Year())
}

// bands says what bands and whiskers are, by the keys of the figure.
func (d *drawing) bands(w words) string {
	st, ok := d.panels.(*stack)
	if !ok {
		return ""
	}
	keys := st.key
	for _, p := range st.panels {
		keys = append(slices.Clip(keys), p.key...)
	}
	var names []string
	for _, k := range keys {
		if slices.ContainsFunc(bandNames, func(name string) bool { return w.say(name) == k.label }) && !slices.Contains(names, k.label) {
			names = append(names, k.label)
		}
	}
	text := ""
	if len(names) > 0 {
		text = fill(w.say("Bands and whiskers: %s."), strings.Join(names, w.say("; ")))
	}
	if st.style.look.Data != nil {
		text = sentences(text, w.say("A dot is a value of the author’s own."))
	}
	return text
}
