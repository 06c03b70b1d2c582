package report

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"caloduc/experiments/result"
)

// runs are what the manifests of a sweep's runs say, put together.
type runs struct {
	done, years             int
	first                   *result.Manifest
	programs, commits, goes []string
	seeds                   []string
	spans                   []string
	zones                   []string
	inputs                  []result.Input
	given, assumed, unread  []result.Setting
	counters                []*runCounter
	byCounter               map[[3]string]*runCounter
	worst                   result.Balance
	balanced                int
	settings                map[settingKey]bool
}

// runCounter is a count of minutes or happenings over all runs.
type runCounter struct {
	result.Counter
	runs, of int // in how many runs it counted, of those that have it
	most     int64
}

type settingKey struct{ list, path, value string }

// readRuns reads the manifest of every run that is done, each run once.
func readRuns(s *result.Sweep) (*runs, error) {
	a := &runs{byCounter: map[[3]string]*runCounter{}, settings: map[settingKey]bool{}}
	swept := map[string]bool{"replicate": true}
	for _, c := range s.Parameters {
		swept[element.ReplaceAllString(c.Name, "")] = true
	}
	seen := map[string]bool{}
	for _, r := range s.Runs {
		if seen[r.ID] {
			continue
		}
		seen[r.ID] = true
		m, err := s.Manifest(r)
		if err != nil {
			return nil, err
		}
		if m != nil {
			a.take(m, swept)
		}
	}
	return a, nil
}

func (a *runs) take(m *result.Manifest, swept map[string]bool) {
	if a.first == nil {
		a.first = m
	}
	a.done++
	a.years += m.Years
	note := func(list *[]string, text string) {
		if text != "" && !slices.Contains(*list, text) {
			*list = append(*list, text)
		}
	}
	note(&a.programs, m.Program)
	note(&a.commits, commitOf(m))
	note(&a.goes, m.GoVersion)
	note(&a.spans, span(m))
	note(&a.zones, m.Zone)
	note(&a.seeds, strconv.Itoa(m.Seed))
	for _, in := range m.Inputs {
		if !slices.Contains(a.inputs, in) {
			a.inputs = append(a.inputs, in)
		}
	}
	settings := func(name string, list *[]result.Setting, all []result.Setting) {
		for _, s := range all {
			key := settingKey{name, s.Path, s.Value}
			path := element.ReplaceAllString(s.Path, "")
			if !a.settings[key] && !swept[path] && !strings.HasPrefix(path, "figure.") {
				a.settings[key] = true
				*list = append(*list, s)
			}
		}
	}
	settings("given", &a.given, m.Changed)
	settings("assumed", &a.assumed, m.AssumedInputs)
	settings("unread", &a.unread, m.UnverifiedInputs)
	for _, b := range m.Balances {
		a.balanced++
		if math.Abs(b.Residual) > math.Abs(a.worst.Residual) || a.balanced == 1 {
			a.worst = b
		}
	}
	for _, c := range m.Counters {
		a.count(c)
	}
}

func (a *runs) count(c result.Counter) {
	key := [3]string{c.Scope, c.Name, c.Description}
	n := a.byCounter[key]
	if n == nil {
		n = &runCounter{Counter: c}
		a.byCounter[key] = n
		a.counters = append(a.counters, n)
	}
	n.of++
	if c.Count == 0 {
		return
	}
	n.runs++
	n.most = max(n.most, c.Count)
}

// span says which time the runs cover.
func (a *runs) span(n int) string {
	text := counted(n, say("run"), say("runs"))
	if n > 9999 {
		text = grouped(float64(n), 0) + " runs"
	}
	if len(a.spans) == 1 {
		text += say(" of ") + a.spans[0]
	}
	return text
}

// validity are the counters that counted something in some run.
func (a *runs) validity() (v validity) {
	out := table{ID: "out-of-bounds", Class: "sortable", Caption: say("Checks that counted something in some run"),
		Head: []head{{Text: say("Where")}, {Text: say("What")}, {Text: say("Bounds")}, {Text: say("Runs"), Number: true}, {Text: say("Most in a run"), Number: true}}}
	checks := 0
	for _, c := range a.counters {
		if c.Bounds == "" {
			continue
		}
		checks++
		if c.runs == 0 {
			continue
		}
		out.Rows = append(out.Rows, []cell{header(place(c.Scope)), text(c.Description), text(c.Bounds),
			number(fmt.Sprintf(say("%d of %d"), c.runs, c.of)), number(grouped(float64(c.most), 0))})
	}
	switch {
	case a.done == 0:
		v.Summary = say("No run is done.")
	case len(out.Rows) == 0:
		v.Summary = fmt.Sprintf(say("No model left its validity bounds in any run: all %d checks counted nothing."), checks)
	default:
		v.Summary = fmt.Sprintf(say("%d of %d checks counted something out of bounds in some run; the others counted nothing in any."), len(out.Rows), checks)
		v.Out = &out
	}
	return v
}

// balances says how well the runs conserve.
func (a *runs) balances() string {
	if a.balanced == 0 {
		return say("The runs hold no balances.")
	}
	return fmt.Sprintf(say("%s balances in %s of what goes in and what comes out, each term from its own equation. The largest residual of any month of any run is %s of the throughput (%s, %s)."),
		grouped(float64(a.balanced), 0), counted(a.done, say("run"), say("runs")), power(a.worst.Residual), place(a.worst.Scope), a.worst.Name)
}

// provenance is what traces the sweep and makes it again. It holds neither time
// nor host.
func (a *runs) provenance(s *result.Sweep) (p provenance) {
	fact := p.fact
	fact(say("Experiment"), s.Experiment)
	if len(a.programs) > 0 {
		fact(say("Program"), "caloduc "+strings.Join(a.programs, ", "))
	}
	fact(say("Commit"), cmp.Or(strings.Join(a.commits, "; "), "not known to this build"))
	fact(say("Model version"), s.Model)
	fact(say("Go"), a.goes...)
	if len(a.seeds) <= mostNames {
		fact(say("Seed"), a.seeds...)
	}
	fact(say("Simulated"), a.spans...)
	fact(say("Time zone"), a.zones...)
	p.Inputs = inputsTable(a.inputs)
	p.Files = []string{result.RunsFile, result.PlanFile}
	if len(s.Statistics) > 0 {
		p.Files = append(p.Files, result.StatisticsFile)
	}
	p.Files = append(p.Files, result.RunsDir+"/")
	return p
}
