package sweep

import (
	"encoding/json"
	"maps"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"caloduc/experiments/result"
	"caloduc/sim/record"
)

// table is what a sweep's runs have given, as far as they are stored.
type table struct {
	rows    *record.Rows
	missing []string // the points without a run
	failed  int

	failedRun map[string]bool // by identity
}

// gather reads what is stored of every point of a plan. Its table has a row a
// point in the order of the design; it depends on nothing but the plan and the
// stored runs.
func gather(dir string, plan *Plan) (*table, error) {
	n := len(plan.Points)
	b := &builder{dir: dir, plan: plan, t: &table{rows: &record.Rows{Len: n, Numbers: map[int][]float64{}, Integers: map[int][]int64{}, Texts: map[int][]string{}}, failedRun: map[string]bool{}},
		width: map[string][]float64{}, match: patterns(plan.Indicators)}
	b.fixed()
	b.parameters()
	for i := range plan.Points {
		if err := b.point(i); err != nil {
			return nil, err
		}
	}
	b.indicators()
	return b.t, b.metadata()
}

type builder struct {
	dir    string
	plan   *Plan
	t      *table
	match  func(name string) bool
	status []string
	errors []string

	figures []figure             // every figure seen, in the order in which the points have them
	width   map[string][]float64 // values of each column
}

func (b *builder) add(c record.Column) int {
	b.t.rows.Columns = append(b.t.rows.Columns, c)
	return len(b.t.rows.Columns) - 1
}

// fixed adds the columns that every table has.
func (b *builder) fixed() {
	n := len(b.plan.Points)
	whole := func(name, meaning string, of func(Point) int) {
		at := b.add(record.Column{Name: name, Kind: record.Whole, Meaning: meaning})
		for _, p := range b.plan.Points {
			b.t.rows.Integers[at] = append(b.t.rows.Integers[at], int64(of(p)))
		}
	}
	text := func(name, meaning string) []string {
		at := b.add(record.Column{Name: name, Kind: record.Text, Meaning: meaning})
		b.t.rows.Texts[at] = make([]string, n)
		return b.t.rows.Texts[at]
	}
	whole("point", "number of the point in the whole design, from 0", func(p Point) int { return p.Number })
	whole("block", "number of the [[sweep]] in the file, from 0", func(p Point) int { return p.Block })
	whole("index", "row of the block's design, from 0", func(p Point) int { return p.Index })
	names := text("name", "name of the point")
	whole("replicate", "replicate: runs of one number share their random draws", func(p Point) int { return p.Replicate })
	b.status = text("status", "done or failed")
	b.errors = text("error", "why the run failed")
	runs := text("run", "identity of the run: the directory below runs that holds its parts")
	for i, p := range b.plan.Points {
		names[i], runs[i] = p.Name, p.Run
	}
}

// parameters adds a column for each swept parameter.
func (b *builder) parameters() {
	for _, c := range b.plan.Parameters {
		if c.Name == "replicate" {
			continue // has a column already
		}
		at := b.add(c)
		for _, p := range b.plan.Points {
			text, ok := p.Values[c.Name]
			if c.Kind == record.Text {
				b.t.rows.Texts[at] = append(b.t.rows.Texts[at], text)
				continue
			}
			x, err := strconv.ParseFloat(text, 64)
			if !ok || err != nil {
				x = math.NaN()
			}
			b.t.rows.Numbers[at] = append(b.t.rows.Numbers[at], x)
		}
	}
}

// point reads what is stored of a point.
func (b *builder) point(i int) error {
	p := b.plan.Points[i]
	if p.Run == "" {
		b.status[i], b.errors[i] = result.StatusFailed, oneLine(p.Error)
		b.t.failed++
		return nil
	}
	switch stateOf(b.dir, p.Run) {
	case missing:
		b.t.missing = append(b.t.missing, p.String())
	case failed:
		text, err := os.ReadFile(filepath.Join(b.dir, result.RunsDir, p.Run, errorFile))
		if err != nil {
			return err
		}
		b.status[i], b.errors[i] = result.StatusFailed, strings.TrimSpace(string(text))
		b.t.failed++
		b.t.failedRun[p.Run] = true
	case done:
		b.status[i] = result.StatusDone
		figures, err := readTotals(b.dir, p.Run)
		if err != nil {
			return err
		}
		for _, f := range figures {
			b.take(i, f)
		}
	}
	return nil
}

// take puts a figure into its column.
func (b *builder) take(row int, f figure) {
	name := f.full()
	column, ok := b.width[name]
	if !ok {
		scoped := strings.TrimSuffix(name, "."+f.period)
		if !b.match(scoped) {
			return
		}
		column = slices.Repeat([]float64{math.NaN()}, len(b.plan.Points))
		b.width[name] = column
		b.figures = append(b.figures, f)
	}
	column[row] = f.value
}

// indicators adds the columns of all figures: those over the whole run, then
// those by year.
func (b *builder) indicators() {
	put := func(f figure, role string) {
		name := f.full()
		at := b.add(record.Column{Name: name, Kind: record.Numbers, Role: role, Unit: f.unit, Symbol: f.symbol, Meaning: f.meaning})
		b.t.rows.Numbers[at] = b.width[name]
	}
	for _, f := range b.figures {
		if f.period != total {
			continue
		}
		role := result.RoleIndicator
		if f.main {
			role = result.RoleMain
		}
		put(f, role)
	}
	for _, f := range b.figures {
		if f.period != total {
			put(f, result.RoleYear)
		}
	}
}

// metadata describes the sweep.
func (b *builder) metadata() error {
	text, err := json.Marshal(b.plan.SweepAbout)
	b.t.rows.Metadata = map[string]string{result.SweepKey: string(text)}
	return err
}

// write writes the table.
func (t *table) write(s *session) error {
	tmp := filepath.Join(s.dir, result.RunsFile)
	if err := record.WriteRows(tmp, t.rows); err != nil {
		return storageOr(err, s.Out)
	}
	return s.place(tmp, result.RunsFile)
}

// patterns reads a list of indicators: a name without its scope stands for every
// scope, * for anything. An empty list stands for all.
func patterns(text string) func(string) bool {
	var all []*regexp.Regexp
	for _, p := range strings.Split(text, ",") {
		if p = strings.TrimSpace(p); p != "" {
			all = append(all, result.Pattern(p))
		}
	}
	return func(name string) bool {
		return len(all) == 0 || slices.ContainsFunc(all, func(e *regexp.Regexp) bool { return e.MatchString(name) })
	}
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
