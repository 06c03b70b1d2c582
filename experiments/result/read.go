package result

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"caloduc/sim/record"
)

// ErrIncomplete is what Open returns, wrapped, for the directory of a run that
// has not ended or was interrupted.
var ErrIncomplete = errors.New("the run has not finished or was interrupted")

// Result is a stored result. It is used from one goroutine.
type Result struct {
	dir        string
	manifest   Manifest
	indicators []Indicator
	hourly     *record.File      // nil until needed
	times      []time.Time       // of the hourly file; nil until needed
	minute     *record.File      // nil until needed
	settings   map[string]string // nil until needed
	shown      *view             // nil: all
}

// Open opens a result directory. It refuses one whose run has not finished and
// one that a newer program wrote. Close the result after use.
func Open(dir string) (*Result, error) {
	if _, err := os.Stat(filepath.Join(dir, IncompleteFile)); err == nil {
		return nil, fmt.Errorf("%s: %w (it holds %s)", dir, ErrIncomplete, IncompleteFile)
	}
	r := &Result{dir: dir}
	if err := r.readManifest(); err != nil {
		return nil, err
	}
	if err := r.readIndicators(); err != nil {
		return nil, err
	}
	return r, nil
}

func (r *Result) readManifest() error {
	path := filepath.Join(r.dir, ManifestFile)
	text, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("%s: not a result: it holds no %s", r.dir, ManifestFile)
	}
	if err != nil {
		return err
	}
	var version struct {
		SchemaVersion int `json:"schema_version"`
	}
	if err := json.Unmarshal(text, &version); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	switch v := version.SchemaVersion; {
	case v > SchemaVersion:
		return fmt.Errorf("%s: written by a newer caloduc: schema version %d, this program reads up to %d", r.dir, v, SchemaVersion)
	case v < 1:
		return fmt.Errorf("%s: not a result's manifest: it has no schema_version", path)
	}
	if err := json.Unmarshal(text, &r.manifest); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return nil
}

func (r *Result) readIndicators() error {
	path := filepath.Join(r.dir, IndicatorsFile)
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	lines, err := fields(string(text))
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	if len(lines) == 0 || !slices.Equal(lines[0], record.IndicatorHeader) {
		return fmt.Errorf("%s: its first line is not %q", path, strings.Join(record.IndicatorHeader, ","))
	}
	r.indicators = make([]Indicator, 0, len(lines)-1)
	for i, line := range lines[1:] {
		value := math.NaN()
		if line[3] != "" {
			if value, err = strconv.ParseFloat(line[3], 64); err != nil {
				return fmt.Errorf("%s: record %d: %w", path, i+2, err)
			}
		}
		r.indicators = append(r.indicators, Indicator{Name: line[0], Scope: line[1], Period: line[2], Value: value, Unit: line[4]})
	}
	return nil
}

// fields splits the text of comma-separated values. Without quotes, as a run writes
// it unless a name holds a comma, every field is a part of the text.
func fields(text string) ([][]string, error) {
	const columns = 5
	if strings.Contains(text, `"`) {
		return csv.NewReader(strings.NewReader(text)).ReadAll()
	}
	n := strings.Count(text, "\n") + 1
	lines, all := make([][]string, 0, n), make([]string, 0, columns*n)
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\r\n")
		if line == "" {
			continue
		}
		from := len(all)
		for more := true; more; {
			var field string
			field, line, more = strings.Cut(line, ",")
			all = append(all, field)
		}
		if len(all)-from != columns {
			return nil, fmt.Errorf("record %d: %w", len(lines)+1, csv.ErrFieldCount)
		}
		lines = append(lines, all[from:len(all):len(all)])
	}
	return lines, nil
}

// Close closes the files that the result has opened.
func (r *Result) Close() error {
	var errs []error
	for _, f := range []**record.File{&r.hourly, &r.minute} {
		if *f != nil {
			errs = append(errs, (*f).Close())
			*f = nil
		}
	}
	return errors.Join(errs...)
}

// Dir is the result's directory.
func (r *Result) Dir() string { return r.dir }

// Manifest says what the run was.
func (r *Result) Manifest() *Manifest {
	if r.shown != nil {
		return &r.shown.manifest
	}
	return &r.manifest
}

// Indicators returns the rows of the file of indicators, in its order.
func (r *Result) Indicators() ([]Indicator, error) {
	if r.shown == nil {
		return r.indicators, nil
	}
	return slices.DeleteFunc(slices.Clone(r.indicators), func(i Indicator) bool { return !r.shown.shows(i.Scope) }), nil
}

// Monthly returns an indicator month by month; a time is the start of its
// month, a value NaN where the indicator does not exist. Both are empty where
// no indicator has that name and scope.
func (r *Result) Monthly(name, scope string) ([]time.Time, []float64) {
	return r.periods(name, scope, "2006-01")
}

// Yearly returns an indicator year by year, like Monthly.
func (r *Result) Yearly(name, scope string) ([]time.Time, []float64) {
	return r.periods(name, scope, "2006")
}

func (r *Result) periods(name, scope, layout string) (times []time.Time, values []float64) {
	if !r.shown.shows(scope) {
		return nil, nil
	}
	for i := range r.indicators {
		ind := &r.indicators[i]
		if ind.Name != name || ind.Scope != scope {
			continue
		}
		if t, err := time.Parse(layout, ind.Period); err == nil && r.shown.holds(t, layout) {
			times = append(times, t)
			values = append(values, ind.Value)
		}
	}
	return times, values
}

// Total returns an indicator over the whole run, NaN where it does not exist.
func (r *Result) Total(name, scope string) float64 {
	for i := range r.indicators {
		if ind := &r.indicators[i]; ind.Name == name && ind.Scope == scope && ind.Period == "total" && r.shown.shows(scope) {
			return ind.Value
		}
	}
	return math.NaN()
}

// Pattern matches the names that end in a pattern as Match takes it.
func Pattern(pattern string) *regexp.Regexp {
	return regexp.MustCompile(`(^|\.)` + strings.ReplaceAll(regexp.QuoteMeta(pattern), `\*`, `.*`) + `$`)
}

// Match returns the channels of a list whose names end in pattern, counted in
// whole words between dots: "it_power_MW" finds that channel in every scope,
// "Fouju.*.it_power_MW" in the scopes below Fouju. A * stands for anything.
func Match(channels []Channel, pattern string) []Channel {
	expr := Pattern(pattern)
	return slices.DeleteFunc(slices.Clone(channels), func(c Channel) bool { return !expr.MatchString(c.Name) })
}
