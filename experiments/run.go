package experiments

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"caloduc/experiments/result"
	"caloduc/sim"
	"caloduc/sim/param"
	"caloduc/sim/record"
)

// ModelVersion changes whenever the same experiment gives other indicators. A
// golden test fails where they change without it.
const ModelVersion = "5"

// Options say how an experiment is run.
type Options struct {
	Out      string   // directory of the result
	Sets     []string // path=value, laid over the file
	Force    bool     // replace a finished result
	Progress Progress
}

// Load reads and checks an experiment file. The error is a param.Problems where
// the input is at fault.
func Load(file string, sets []string) (*Spec, *param.Resolved, error) {
	s := new(Spec)
	r, err := param.Load(file, s, sets)
	return s, r, err
}

// Check loads an experiment and tries to build its world.
func Check(file string, sets []string) (*Checked, sim.Notices, error) {
	s, r, err := Load(file, sets)
	if err != nil {
		return nil, nil, err
	}
	w, err := Build(s)
	if err != nil {
		return nil, nil, located(r, err)
	}
	w.engine.Close()
	w.notices = append(w.notices, priceNotices(r, s)...)
	return &Checked{Resolved: r, Installed: w.installed()}, w.notices, nil
}

// Try builds the world of an experiment, which refuses what cannot be (a record that
// ends too soon, a plant that cannot serve its hall) and returns what it noticed.
func Try(s *Spec) (sim.Notices, error) {
	w, err := Build(s)
	if err != nil {
		return nil, &InputError{err}
	}
	w.engine.Close()
	return w.notices, nil
}

// placed is a fault of the input that belongs to a table or key of the experiment.
type placed struct {
	path string
	error
}

// Error names the table, too.
func (p placed) Error() string { return p.path + ": " + p.error.Error() }

// Unwrap returns the fault.
func (p placed) Unwrap() error { return p.error }

// at says to which table or key a fault belongs.
func at(path string, err error) error { return placed{path, err} }

// under says below which table a fault belongs.
func under(path string, err error) error {
	var p placed
	if errors.As(err, &p) {
		return placed{path + "." + p.path, p.error}
	}
	return placed{path, err}
}

// located names the file and line of the fault that building a world has shown.
func located(r *param.Resolved, err error) error {
	var p placed
	if errors.As(err, &p) {
		if where := r.Where(p.path); where != "" {
			err = fmt.Errorf("%s: %w", where, err)
		}
	}
	return &InputError{err}
}

// InputError is a fault of the input that only building the world shows.
type InputError struct{ Err error }

// Error returns the cause in words.
func (e *InputError) Error() string { return e.Err.Error() }

// Unwrap returns the cause.
func (e *InputError) Unwrap() error { return e.Err }

// Outcome is what a run came to.
type Outcome struct {
	Indicators []record.IndicatorValue // the main ones
	Notices    sim.Notices
}

// Run runs one experiment and stores its result. An interrupted or failed run
// leaves a directory marked incomplete.
func Run(ctx context.Context, file string, o Options) (*Outcome, error) {
	spec, resolved, err := Load(file, o.Sets)
	if err != nil {
		return nil, err
	}
	w, err := Build(spec)
	if err != nil {
		return nil, located(resolved, err)
	}
	defer w.engine.Close()
	w.notices = append(w.notices, priceNotices(resolved, spec)...)
	if err := result.Begin(o.Out, o.Force); err != nil {
		return nil, &InputError{err}
	}
	m, err := w.describe(filepath.Base(file), resolved)
	if err != nil {
		return nil, err
	}
	out, err := filepath.Abs(o.Out)
	if err != nil {
		return nil, err
	}
	if err := os.WriteFile(filepath.Join(o.Out, result.ResolvedFile), resolved.TOML(out), 0o644); err != nil {
		return nil, err
	}
	rec, err := w.simulate(ctx, o.Out, Hourly, o.Progress)
	if err != nil {
		return nil, err
	}
	if err := w.store(o.Out, rec, m); err != nil {
		return nil, err
	}
	return &Outcome{Indicators: rec.MainIndicators(), Notices: w.notices}, result.Finish(o.Out)
}

// CollectSeldom lets garbage grow to four times what is alive, unless GOGC says
// otherwise, and returns what takes that back. A world allocates little once it is
// built: at the usual once the collector marks it over and over, and keeps the
// workers of a full machine waiting (BenchmarkScaling).
func CollectSeldom() func() {
	if os.Getenv("GOGC") != "" {
		return func() {}
	}
	before := debug.SetGCPercent(400)
	return func() { debug.SetGCPercent(before) }
}

// Totals runs an experiment to its end and writes no file: the record holds the
// indicators and counts of the run.
func Totals(ctx context.Context, s *Spec) (*record.Recorder, error) {
	quiet := *s
	quiet.Record = RecordSpec{Series: None}
	w, err := Build(&quiet)
	if err != nil {
		return nil, &InputError{err}
	}
	defer w.engine.Close()
	return w.simulate(ctx, "", None, silent{})
}

// recordOptions says which files the recorder writes into dir; series is how
// channels are kept over time unless the experiment says it.
func (w *World) recordOptions(dir, series string) record.Options {
	r := w.spec.Record
	o := record.Options{Channels: listed(r.Channels)}
	switch cmp.Or(r.Series, series) {
	case Hourly:
		o.Path = filepath.Join(dir, result.HourlyFile)
	case Daily:
		o.DailyPath = filepath.Join(dir, result.DailyFile)
	}
	if r.MinuteChannels != "" {
		o.MinutePath = filepath.Join(dir, result.MinuteFile)
		o.MinuteChannels = listed(r.MinuteChannels)
		if !r.MinuteFrom.IsZero() {
			o.MinuteFrom = w.cal.MinuteOf(r.MinuteFrom)
		}
		o.MinuteTo = min(o.MinuteFrom+sim.Minute(r.MinuteDays*24*60), w.cal.End())
	}
	return o
}

// listed splits a list separated by commas.
func listed(text string) []string {
	var out []string
	for _, name := range strings.Split(text, ",") {
		if name = strings.TrimSpace(name); name != "" {
			out = append(out, name)
		}
	}
	return out
}

// simulate runs the world to its end, records written into dir.
func (w *World) simulate(ctx context.Context, dir, series string, p Progress) (*record.Recorder, error) {
	rec, err := record.NewRecorder(w.record, w.cal, w.recordOptions(dir, series))
	if err != nil {
		return nil, &InputError{err}
	}
	if dir != "" && cmp.Or(w.spec.Record.Series, series) != None {
		if err := w.keepJobs(dir, rec); err != nil {
			return nil, errors.Join(err, rec.Abort())
		}
	}
	p.Start(w.cal)
	err = w.engine.Run(ctx, w.cal.End(), w.component, func(m sim.Minute) error {
		if err := w.minute(m); err != nil {
			return err
		}
		if m%sim.Day == 0 {
			p.Day(m)
		}
		if m < 0 {
			return nil
		}
		w.stage = recordStage
		return rec.Minute(m)
	})
	p.Done()
	if err != nil {
		if w.jobs != nil {
			w.jobs.Abort()
		}
		return nil, errors.Join(err, rec.Abort())
	}
	return rec, errors.Join(w.closeJobs(), rec.Close())
}

// store writes indicators and manifest, and fails where a balance does not close or an
// indicator is impossible.
func (w *World) store(dir string, rec *record.Recorder, m *result.Manifest) error {
	var kpis bytes.Buffer
	if err := rec.WriteIndicators(&kpis); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(dir, result.IndicatorsFile), kpis.Bytes(), 0o644); err != nil {
		return err
	}
	balances, unbalanced := rec.CheckBalances()
	for _, b := range balances {
		m.Balances = append(m.Balances, result.Balance{Scope: b.Scope, Name: b.Name, Throughput: b.Throughput, Residual: b.Residual})
	}
	for _, c := range rec.Counters() {
		m.Counters = append(m.Counters, result.Counter{Scope: c.Scope, Name: c.Name, Description: c.Description, Bounds: c.Bounds, Count: c.Count})
	}
	w.noticeBounds(rec)
	w.noticeMeasured(rec)
	w.noticeServed(rec)
	w.noticeNetwork(rec)
	for _, n := range w.notices {
		m.Notices = append(m.Notices, result.Notice(n))
	}
	for _, p := range w.record.Places {
		if math.IsNaN(p.LatDeg) || math.IsNaN(p.LonDeg) {
			continue // where nobody told its place, it is on no map
		}
		m.Places = append(m.Places, result.Place{Name: p.Name, Kind: p.Kind, LatDeg: p.LatDeg, LonDeg: p.LonDeg})
	}
	for _, l := range w.record.Lines {
		m.Lines = append(m.Lines, result.Line(l))
	}
	for _, i := range w.record.Indicators {
		m.Quantities = append(m.Quantities, result.Quantity{Name: i.Name, Scope: i.Scope, Meaning: i.Meaning, Main: i.Main})
	}
	m.Installed = w.installed()
	m.Modes = w.record.Modes()
	m.Minutes = int64(w.cal.End())
	if !m.Started.IsZero() {
		m.Finished = time.Now().UTC()
	}
	return errors.Join(result.WriteManifest(dir, m), unbalanced, rec.CheckRanges())
}

// describe begins the manifest: what is known before the run.
func (w *World) describe(name string, r *param.Resolved) (*result.Manifest, error) {
	s := w.spec
	hash, err := r.Hash()
	if err != nil {
		return nil, err
	}
	host, _ := os.Hostname()
	m := &result.Manifest{SchemaVersion: result.SchemaVersion, ModelVersion: ModelVersion, GoVersion: runtime.Version(), Host: host,
		Started: time.Now().UTC(), Title: s.Title, Question: s.Question, Experiment: name, InputHash: hash, Seed: s.Seed, Replicate: s.Replicate,
		Start: s.Start, Years: w.cal.Years(), End: w.cal.Time(w.cal.End()), Zone: s.Zone, Assumptions: r.Assumptions(), Unverified: r.Unverified()}
	m.Program, m.Commit, m.Dirty = Version()
	for _, path := range slices.Concat(r.Documents(), r.Inputs()) {
		sum, err := param.FileSum(path)
		if err != nil {
			return nil, err
		}
		m.Inputs = append(m.Inputs, result.Input{Path: path, SHA256: sum})
	}
	m.Changed, m.AssumedInputs, m.UnverifiedInputs = settings(r.Changed()), settings(r.Assumed()), settings(r.Unconfirmed())
	m.Figures = figures(s)
	return m, nil
}

func settings(values []param.Value) []result.Setting {
	var out []result.Setting
	for _, v := range values {
		out = append(out, result.Setting{Path: v.Path, Value: v.Text(), Unit: v.Field.Unit.Symbol, Source: string(v.Source), Origin: v.Origin})
	}
	return out
}

// figures lists what is to be drawn: what the experiment asks for, or PUE and
// cost over the years.
func figures(s *Spec) []result.Figure {
	out := s.asked(func(kind string) bool { return !result.IsSweepFigure(kind) })
	if len(out) == 0 {
		out = []result.Figure{s.styled(result.Figure{Name: "pue-over-years", Kind: "pue-over-years"}), s.styled(result.Figure{Name: "cost-over-years", Kind: "cost-over-years"})}
	}
	return out
}

// SweepFigures lists the figures of the whole sweep that the experiment asks for.
func (s *Spec) SweepFigures() []result.Figure { return s.asked(result.IsSweepFigure) }

// asked lists the figures of some kinds that the experiment asks for.
func (s *Spec) asked(wanted func(kind string) bool) (out []result.Figure) {
	for _, f := range s.Figures {
		if !wanted(f.Kind) {
			continue
		}
		shown := f.figure()
		shown.Name, shown.Kind, shown.Scope, shown.Channel = cmp.Or(f.Name, f.Kind), f.Kind, f.Scope, f.Channel
		shown.X, shown.Y, shown.Metric, shown.Sweep = f.X, f.Y, f.Metric, f.Sweep
		out = append(out, s.styled(shown))
	}
	return out
}

// StyleOfFigures is what the experiment's file of style says, nil where it has none.
func (s *Spec) StyleOfFigures() *result.Figure {
	if s.Style == "" {
		return nil
	}
	return &s.style
}

// styled is a figure in the style of the experiment.
func (s *Spec) styled(f result.Figure) result.Figure {
	kind, _ := result.KindNamed(f.Kind)
	return f.Over(s.style, kind.Takes)
}

// buildCommit and buildDirty are set by the Makefile; go build notes the commit
// itself where it may ask git.
var buildCommit, buildDirty string

// Version is the program's version, its commit and whether it was built with
// changes that are in no commit.
func Version() (version, commit string, dirty bool) {
	version, commit, dirty = "development", buildCommit, buildDirty == "true"
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return version, commit, dirty
	}
	if v := info.Main.Version; v != "" && v != "(devel)" {
		version = v
	}
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.revision":
			commit = s.Value
		case "vcs.modified":
			dirty = s.Value == "true"
		}
	}
	return version, commit, dirty
}
