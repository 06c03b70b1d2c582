package report

import (
	"cmp"
	"fmt"
	"math"
	"strconv"
	"strings"

	"caloduc/experiments/result"
)

// validity are the counts of a run: minutes out of a model's bounds, and other
// happenings.
type validity struct {
	Summary     string
	Out, Events *table  // what was counted at least once
	Quiet       *opened // checks that counted nothing
}

// validityOf sorts the counters of a run. A counter with bounds is a check.
func validityOf(m *result.Manifest) (v validity) {
	out := table{ID: "out-of-bounds", Class: "sortable", Caption: say("Checks that counted something"),
		Head: []head{{Text: say("Where")}, {Text: say("What")}, {Text: say("Bounds")}, {Text: say("Count"), Number: true}, {Text: say("Share of the run"), Number: true}}}
	quiet := table{ID: "within-bounds", Class: "sortable", Caption: say("Checks that counted nothing"), Head: []head{{Text: say("Where")}, {Text: say("What")}, {Text: say("Bounds")}}}
	events := table{ID: "events", Class: "sortable", Caption: say("Events and states, counted over the run"),
		Head: []head{{Text: say("Where")}, {Text: say("Event")}, {Text: say("Meaning")}, {Text: say("Count"), Number: true}}}
	checks, none := 0, 0
	for _, c := range m.Counters {
		where, what := header(place(c.Scope)), text(c.Description)
		count := number(grouped(float64(c.Count), 0))
		if c.Bounds == "" {
			if c.Count > 0 {
				events.Rows = append(events.Rows, []cell{where, text(strings.ReplaceAll(c.Name, "_", " ")), what, count})
			} else {
				none++
			}
			continue
		}
		checks++
		if c.Count == 0 {
			quiet.Rows = append(quiet.Rows, []cell{where, what, text(c.Bounds)})
			continue
		}
		share := missing
		if strings.HasPrefix(c.Description, "minutes") && m.Minutes > 0 {
			share = strings.ReplaceAll(strconv.FormatFloat(float64(c.Count)/float64(m.Minutes), 'g', 3, 64), ".", say("."))
		}
		out.Rows = append(out.Rows, []cell{where, what, text(c.Bounds), count, number(share)})
	}
	switch {
	case len(m.Counters) == 0:
		v.Summary = say("The result holds no counts.")
	case len(out.Rows) == 0:
		v.Summary = fmt.Sprintf(say("No model left its validity bounds: all %d checks counted nothing."), checks)
	default:
		v.Summary = fmt.Sprintf(say("%d of %d checks counted something out of bounds; the other %d counted nothing."), len(out.Rows), checks, len(quiet.Rows))
	}
	if none > 0 {
		v.Summary += fmt.Sprintf(say(" Of %d other counts, %d are zero."), none+len(events.Rows), none)
	}
	if len(out.Rows) > 0 {
		v.Out = &out
	}
	if len(events.Rows) > 0 {
		v.Events = &events
	}
	if len(quiet.Rows) > 0 {
		v.Quiet = &opened{fmt.Sprintf(say("The %d checks that counted nothing, with their bounds"), len(quiet.Rows)), quiet}
	}
	return v
}

// balances are the conservation checks of a run.
type balances struct {
	Summary string
	Table   *table
}

func balancesOf(all []result.Balance) (b balances) {
	if len(all) == 0 {
		b.Summary = say("The result holds no balances.")
		return b
	}
	t := table{ID: "balance", Class: "sortable", Caption: say("Conservation over the whole run"),
		Head: []head{{Text: say("Where")}, {Text: say("Balance")}, {Text: say("Throughput"), Note: say("flow × h"), Number: true}, {Text: say("Residual"), Note: say("of throughput"), Number: true}}}
	worst := all[0]
	for _, x := range all {
		if math.Abs(x.Residual) > math.Abs(worst.Residual) {
			worst = x
		}
		t.Rows = append(t.Rows, []cell{header(place(x.Scope)), text(x.Name), number(grouped(x.Throughput, 0)), number(power(x.Residual))})
	}
	b.Summary = fmt.Sprintf(say("%d balances of what goes in and what comes out, each term from its own equation. The largest residual of any month and of the whole run is %s of the throughput (%s, %s)."),
		len(all), power(worst.Residual), place(worst.Scope), worst.Name)
	b.Table = &t
	return b
}

// power prints a small number with two digits.
func power(v float64) string {
	return strings.NewReplacer("-", "−", ".", say(".")).Replace(strconv.FormatFloat(v, 'g', 2, 64))
}

// provenance is what traces a result and runs it again.
type provenance struct {
	Facts  [][2]string
	Inputs table
	Files  []string
}

// fact adds what is known by a name.
func (p *provenance) fact(name string, values ...string) {
	if text := strings.Join(values, "; "); text != "" {
		p.Facts = append(p.Facts, [2]string{name, text})
	}
}

// commitOf is the commit that a run's program was built from, "" where it is not
// known.
func commitOf(m *result.Manifest) string {
	if m.Commit != "" && m.Dirty {
		return m.Commit + say(", with changes that are in no commit")
	}
	return m.Commit
}

func inputsTable(files []result.Input) table {
	t := table{ID: "input-files", Caption: say("Input files"), Head: []head{{Text: say("File")}, {Text: say("SHA-256")}}}
	for _, f := range files {
		t.Rows = append(t.Rows, []cell{{Text: origin(f.Path), Header: true}, code(f.SHA256)})
	}
	return t
}

func provenanceOf(m *result.Manifest) (p provenance) {
	fact := p.fact
	fact(say("Experiment"), m.Experiment)
	fact(say("Program"), "caloduc "+m.Program)
	fact(say("Commit"), cmp.Or(commitOf(m), say("not known to this build")))
	fact(say("Model version"), m.ModelVersion)
	fact(say("Go"), m.GoVersion)
	fact(say("Seed"), strconv.Itoa(m.Seed))
	fact(say("Replicate"), strconv.Itoa(m.Replicate))
	fact(say("Simulated"), span(m)+", "+m.Zone+", "+grouped(float64(m.Minutes), 0)+" minutes")
	fact(say("Run"), m.Started.UTC().Format("2006-01-02 15:04:05")+say(" to ")+m.Finished.UTC().Format("15:04:05 UTC")+say(", on ")+m.Host)
	fact(say("SHA-256 of all input"), m.InputHash)
	p.Inputs = inputsTable(m.Inputs)
	p.Files = []string{result.ResolvedFile, result.ManifestFile, result.IndicatorsFile, result.HourlyFile}
	return p
}
