package report

import (
	"bytes"
	"cmp"
	_ "embed"
	"fmt"
	"html/template"
	"strconv"
	"strings"

	"caloduc/experiments/result"
)

//go:embed sweep.html.tmpl
var sweepText string

var sweepPage = template.Must(template.Must(page.Clone()).New("sweep").Parse(sweepText))

// sweepStyle is added to the style of a run's page: columns of names that a phone
// would squeeze.
const sweepStyle = `#axes td:nth-child(3), #axes td:nth-child(4), [id$="-ends"] td:nth-child(4), [id$="-ends"] td:nth-child(6), #failed td.t { min-width: 11rem; }
`

// sweepContent is what the template of a sweep's page prints.
type sweepContent struct {
	Policy   string
	Style    template.CSS
	Script   template.JS
	About    result.SweepAbout
	Program  string
	Notices  *table // what the reader has to know first
	Span     string
	Tiles    []tile
	Findings []string
	Capped   string // that the design was cut short, or ""
	Blocks   table
	Axes     table
	Failed   *table
	Figures  []block
	Parts    []sweepPart
	Given    table
	Assumed  basis
	Unread   basis
	Validity validity
	Balances string
	Origin   provenance
}

// sweepPart are the tables of one [[sweep]] block.
type sweepPart struct {
	ID, Title string
	Extremes  *table
	Points    *table // nil where they are many: then AllPoints
	AllPoints *opened
	Paired    *opened
	Effects   *table
	Pairs     *opened
}

// WriteSweep writes the page of a stored sweep into its directory, with the
// figures that lie there, whole or not at all.
func WriteSweep(s *result.Sweep) error { return WriteSweepIn("", s) }

// WriteSweepIn writes the page in a language, "fr" or "en"; in that of all its figures
// where none is given.
func WriteSweepIn(lang string, s *result.Sweep) error {
	return inLanguage(cmp.Or(lang, languageOf(s.FiguresAsked())), func() error { return writeSweep(s) })
}

func writeSweep(s *result.Sweep) error {
	figures, err := figuresIn(s.Dir(), s.FiguresAsked())
	if err != nil {
		return err
	}
	about, err := readRuns(s)
	if err != nil {
		return err
	}
	notices, err := s.PlantNotices()
	if err != nil {
		return err
	}
	script := tablesText
	c := sweepContent{
		Notices: noticesTable(notices),
		Policy:  policy(script), Style: template.CSS(styleText + sweepStyle), Script: template.JS(script), About: s.SweepAbout,
		Program: strings.Join(about.programs, ", "), Span: about.span(len(s.Runs)), Tiles: sweepTiles(s, about),
		Blocks: blocksTable(s), Axes: axesTable(s), Failed: failedTable(s),
		Figures: show(figures, &result.Manifest{Title: s.Title}),
		Given:   changedTable(about.given), Assumed: basisOf("assumed", say("Inputs that rest on an assumption"), len(about.assumed), about.assumed),
		Unread:   basisOf("unverified", say("Inputs whose source has not been read"), len(about.unread), about.unread),
		Validity: about.validity(), Balances: about.balances(), Origin: about.provenance(s),
	}
	for b := range s.Blocks {
		points := pointsOf(s, b)
		if len(points.rows) == 0 { // the design was cut short before it
			continue
		}
		c.Findings = append(c.Findings, points.findings()...)
		c.Parts = append(c.Parts, points.part())
	}
	if s.Of > len(s.Runs) {
		c.Capped = fmt.Sprintf(say("The design has %s runs; these are the first %s of them, so that there are no statistics."), grouped(float64(s.Of), 0), grouped(float64(len(s.Runs)), 0))
	}
	var out bytes.Buffer
	if err := sweepPage.Execute(&out, c); err != nil {
		return err
	}
	return put(s.Dir(), out.Bytes())
}

// sweepTiles are the numbers at the top of a sweep's page.
func sweepTiles(s *result.Sweep, about *runs) (out []tile) {
	failed, points := 0, map[[2]int]bool{}
	for _, r := range s.Runs {
		points[[2]int{r.Block, r.Index}] = true
		if r.Status == result.StatusFailed {
			failed++
		}
	}
	count := func(label string, n int) { out = append(out, tile{label, grouped(float64(n), 0), ""}) }
	count("Runs", len(s.Runs))
	count(say("Points of the design"), len(points))
	count(say("Simulated years"), about.years)
	count(say("Failed runs"), failed)
	return out
}

// blocksTable has a row for each [[sweep]].
func blocksTable(s *result.Sweep) table {
	t := table{ID: "design", Class: "sortable", Caption: say("The blocks of the design"),
		Head: []head{{Text: say("Sweep")}, {Text: say("Method")}, {Text: say("Points"), Number: true}, {Text: say("Replicates"), Number: true}, {Text: say("Runs"), Number: true}, {Text: say("Failed"), Number: true}}}
	for b, block := range s.Blocks {
		points, failed, most := map[int]int{}, 0, 0
		rows := s.RunsOf(b)
		for _, i := range rows {
			points[s.Runs[i].Index]++
			most = max(most, points[s.Runs[i].Index])
			if s.Runs[i].Status == result.StatusFailed {
				failed++
			}
		}
		t.Rows = append(t.Rows, []cell{header(s.BlockName(b)), text(block.Method), number(grouped(float64(len(points)), 0)),
			number(strconv.Itoa(most)), number(grouped(float64(len(rows)), 0)), number(strconv.Itoa(failed))})
	}
	return t
}

// mostNames is the number of values of an axis that are written out.
const mostNames = 12

// axesTable has a row for each parameter that a block varies.
func axesTable(s *result.Sweep) table {
	t := table{ID: "axes", Class: "sortable", Caption: say("What is varied"), Head: []head{{Text: say("Parameter")}, {Text: say("Sweep")}, {Text: say("Values")}, {Text: say("Meaning")}}}
	for b := range s.Blocks {
		rows := s.RunsOf(b)
		for _, c := range s.Parameters {
			levels := c.Levels(rows)
			if len(levels) == 0 || c.Name == result.NameColumn {
				continue
			}
			t.Rows = append(t.Rows, []cell{{Text: c.Name, Header: true, Code: true}, text(s.BlockName(b)), text(values(c, rows, levels)), text(c.Meaning)})
		}
	}
	return t
}

// values are those of an axis, all of them or their range.
func values(c result.SweepColumn, rows []int, levels []string) string {
	unit := ""
	if c.Symbol != "" {
		unit = "\u00a0" + c.Symbol
	}
	if len(levels) <= mostNames {
		for i, l := range levels {
			levels[i] = short(l, c.Texts == nil)
		}
		return strings.Join(levels, ", ") + unit
	}
	if c.Texts != nil {
		return fmt.Sprintf(say("%s, … (%d values)"), strings.Join(levels[:mostNames], ", "), len(levels))
	}
	lo, hi := c.Numbers[rows[0]], c.Numbers[rows[0]]
	for _, i := range rows {
		lo, hi = min(lo, c.Numbers[i]), max(hi, c.Numbers[i])
	}
	form := func(v float64) string { return short(strconv.FormatFloat(v, 'g', 5, 64), true) }
	return fmt.Sprintf(say("%s to %s%s (%d values)"), form(lo), form(hi), unit, len(levels))
}

// mostFailures is the number of failed runs that the page lists.
const mostFailures = 200

// failedTable lists the failed runs with their errors, nil where none failed.
func failedTable(s *result.Sweep) *table {
	t := &table{ID: "failed", Class: "sortable", Caption: say("Runs that failed"), Head: []head{{Text: say("Point"), Number: true}, {Text: say("Sweep")}, {Text: say("Values")}, {Text: say("Replicate"), Number: true}, {Text: say("Error")}}}
	n := 0
	for i, r := range s.Runs {
		if r.Status != result.StatusFailed {
			continue
		}
		if n++; n <= mostFailures {
			t.Rows = append(t.Rows, []cell{{Text: strconv.Itoa(r.Point), Header: true}, text(s.BlockName(r.Block)), text(pointName(s, s.Varied(s.RunsOf(r.Block)), i)), number(strconv.Itoa(r.Replicate)), text(r.Error)})
		}
	}
	if n == 0 {
		return nil
	}
	if n > mostFailures {
		t.Caption = fmt.Sprintf(say("The first %d of %d runs that failed"), mostFailures, n)
	}
	return t
}

// pointName is a point's name, or else the values that set it apart.
func pointName(s *result.Sweep, varied []result.SweepColumn, row int) string {
	if name := s.Runs[row].Name; name != "" {
		return name
	}
	var parts []string
	for _, c := range varied {
		v := c.At(row)
		if v == "" {
			continue
		}
		if c.Texts == nil {
			v = lastWord(c.Name, c.Unit) + " " + short(v, true)
			if c.Symbol != "" {
				v += "\u00a0" + c.Symbol
			}
		}
		parts = append(parts, v)
	}
	if len(parts) == 0 {
		return say("point ") + strconv.Itoa(s.Runs[row].Index)
	}
	return strings.Join(parts, ", ")
}

// lastWord is the last part of a path in words, without its unit.
func lastWord(path, unit string) string {
	last := path[strings.LastIndexByte(path, '.')+1:]
	return strings.ReplaceAll(strings.TrimSuffix(last, "_"+unit), "_", " ")
}
