// Package report writes a stored result as one page of HTML that needs nothing
// else: what was asked, what came out, what it rests on, and every figure. The
// page loads nothing, works without its script, and has the same bytes whenever
// it is written from the same result.
package report

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"html/template"
	"io"
	"os"
	"path/filepath"

	"caloduc/experiments/result"
)

//go:embed page.html.tmpl
var pageText string

//go:embed page.css
var styleText string

//go:embed tables.js
var tablesText string

var page = template.Must(template.New("page").Funcs(functions).Parse(pageText))

// content is what the page's template prints.
type content struct {
	Policy   string // what the page may load: nothing
	Style    template.CSS
	Script   template.JS
	Manifest *result.Manifest
	Span     string
	Minutes  string
	Tiles    []tile
	Findings []string
	Figures  []block
	Notices  *table
	Scopes   []scopeTables
	Changed  table
	Jobs     *jobTables // nil where the run had none
	Built    *installed // nil where the result does not say
	Assumed  basis
	Unread   basis
	Validity validity
	Balances balances
	Origin   provenance
}

// Write writes the page of a result with its figures, in their order.
func Write(r *result.Result, figures []Figure, w io.Writer) error {
	rows, err := r.Indicators()
	if err != nil {
		return err
	}
	m := r.Manifest()
	in := read(rows, m.Quantities)
	jobs, err := jobsOf(r.EachJobs)
	if err != nil {
		return err
	}
	script := tablesText
	c := content{
		Policy: policy(script), Style: template.CSS(styleText), Script: template.JS(script),
		Manifest: m, Span: span(m), Minutes: grouped(float64(m.Minutes), 0),
		Tiles: in.tiles(), Findings: in.findings(m),
		Figures: show(figures, m), Notices: noticesTable(m.Notices), Scopes: in.tables(), Jobs: jobs,
		Changed: changedTable(m.Changed), Built: installedOf(m.Installed),
		Assumed:  basisOf("assumed", say("Inputs that rest on an assumption"), m.Assumptions, m.AssumedInputs),
		Unread:   basisOf("unverified", say("Inputs whose source has not been read"), m.Unverified, m.UnverifiedInputs),
		Validity: validityOf(m), Balances: balancesOf(m.Balances), Origin: provenanceOf(m),
	}
	var out bytes.Buffer
	if err := page.Execute(&out, c); err != nil {
		return err
	}
	_, err = w.Write(out.Bytes())
	return err
}

// WriteResult writes the page of an open result into its directory, with the
// figures that lie there, whole or not at all.
func WriteResult(r *result.Result) error { return WriteResultIn("", r) }

// WriteResultIn writes the page in a language, "fr" or "en"; in that of all its figures
// where none is given.
func WriteResultIn(lang string, r *result.Result) error {
	figures, err := Figures(r)
	if err != nil {
		return err
	}
	var out bytes.Buffer
	if err := inLanguage(cmp.Or(lang, languageOf(r.Manifest().Figures)), func() error { return Write(r, figures, &out) }); err != nil {
		return err
	}
	return put(r.Dir(), out.Bytes())
}

// put writes a page into the directory that it is of, whole or not at all.
func put(dir string, page []byte) error {
	path := filepath.Join(dir, result.ReportFile)
	if err := os.WriteFile(path+".partial", page, 0o644); err != nil {
		return err
	}
	return os.Rename(path+".partial", path)
}

// policy forbids the page to load anything and to run any script but its own.
func policy(script string) string {
	sum := sha256.Sum256([]byte(script))
	return "default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'unsafe-inline'; script-src 'sha256-" +
		base64.StdEncoding.EncodeToString(sum[:]) + "'"
}
