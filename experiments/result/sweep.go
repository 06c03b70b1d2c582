package result

import (
	"cmp"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"

	"caloduc/sim/record"
)

// Names in a sweep's directory.
const (
	RunsFile       = "runs.parquet"   // a row for each point
	StatisticsFile = "statistics.csv" // intervals, effects and indices
	RunsDir        = "runs"           // the stored parts of each run, by its identity
	PlanFile       = "plan.json"      // the points
)

// What a column of the table of runs is for.
const (
	RoleParameter = "parameter" // a swept parameter
	RoleIndicator = "indicator" // an indicator over the whole run
	RoleMain      = "main"      // one of the few that a summary shows, over the whole run
	RoleYear      = "year"      // an indicator over one calendar year
)

// Words of the column status.
const (
	StatusDone   = "done"
	StatusFailed = "failed"
)

// Statistics that tell whether an axis of a design moves an indicator.
const (
	PartialRank      = "partial_rank_correlation" // of numbers, in a sample
	PartialRankRatio = "partial_rank_ratio"       // of names, in a sample
	Swing            = "swing"                    // of a grid with replicates
	MuStar           = "mu_star"                  // of Morris
	TotalIndex       = "total"                    // of Sobol
)

// Statistics of a search along an axis: where a difference changes its sign, and the
// difference at each value looked at, which stands in Against.
const (
	Threshold       = "threshold"
	DifferenceAlong = "difference_along"
)

// SweepKey is the metadata entry of RunsFile that describes the sweep, a
// SweepAbout in JSON.
const SweepKey = "caloduc.sweep"

// StatisticsHeader is the first line of StatisticsFile.
var StatisticsHeader = []string{"block", "statistic", "indicator", "unit", "of", "against", "estimate", "low", "high", "values"}

// SweepAbout says what a sweep is, its points and columns apart.
type SweepAbout struct {
	Model      string       `json:"model_version"`
	Experiment string       `json:"experiment"` // base name of the file
	Title      string       `json:"title"`
	Question   string       `json:"question"`
	Blocks     []SweepBlock `json:"sweeps"`
	Of         int          `json:"design_points"` // more than there are runs where the design was capped
	Figures    []Figure     `json:"figures,omitempty"`
	Style      *Figure      `json:"style,omitempty"` // of figures that the experiment does not ask for
}

// SweepBlock is one [[sweep]] of the file.
type SweepBlock struct {
	Name   string `json:"name,omitempty"`
	Method string `json:"method"`
}

// Run is one row of a sweep.
type Run struct {
	Point, Block, Index, Replicate int
	Name, Status, Error, ID        string
}

// SweepColumn is a swept parameter or an indicator, by run.
type SweepColumn struct {
	record.Column
	Numbers []float64 // NaN where there is none
	Texts   []string  // nil for numbers; "" where there is none
}

// Statistic is one line of StatisticsFile.
type Statistic struct {
	Block               int
	Kind                string // threshold, difference_along, mean, difference, mu, mu_star, sigma, first, total, second, partial_rank_correlation, partial_rank_ratio, swing
	Indicator, Unit     string
	Of, Against         string // points, or paths of parameters
	Estimate, Low, High float64
}

// Sweep is a stored sweep.
type Sweep struct {
	SweepAbout
	Runs       []Run
	Parameters []SweepColumn
	Outputs    []SweepColumn // indicators over the whole run, the main ones first
	Statistics []Statistic

	dir        string
	plants     []Notice // see PlantNotices
	plantsRead bool
}

// Dir is the sweep's directory.
func (s *Sweep) Dir() string { return s.dir }

// IsSweep tells whether a directory is a sweep's, finished or not.
func IsSweep(dir string) bool {
	for _, name := range []string{PlanFile, RunsFile} {
		if _, err := os.Stat(filepath.Join(dir, name)); err == nil {
			return true
		}
	}
	return false
}

// OpenSweep reads the table and the statistics of a sweep's directory.
func OpenSweep(dir string) (*Sweep, error) {
	if _, err := os.Stat(filepath.Join(dir, RunsFile)); errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("%s: no %s: the sweep has not been finished", dir, RunsFile)
	}
	r, err := record.ReadRows(filepath.Join(dir, RunsFile), func(c record.Column) bool { return c.Role != RoleYear })
	if err != nil {
		return nil, err
	}
	s := &Sweep{Runs: make([]Run, r.Len), dir: dir}
	if err := json.Unmarshal([]byte(r.Metadata[SweepKey]), &s.SweepAbout); err != nil {
		return nil, fmt.Errorf("%s: metadata %s: %w", filepath.Join(dir, RunsFile), SweepKey, err)
	}
	for i, c := range r.Columns {
		column := SweepColumn{Column: c, Numbers: r.Numbers[i], Texts: r.Texts[i]}
		switch c.Role {
		case RoleParameter:
			s.Parameters = append(s.Parameters, column)
		case RoleMain, RoleIndicator:
			s.Outputs = append(s.Outputs, column)
		default:
			s.fixed(c.Name, r.Integers[i], r.Texts[i])
		}
	}
	s.addNames()
	slices.SortStableFunc(s.Outputs, func(a, b SweepColumn) int { return cmp.Compare(rank(a), rank(b)) })
	return s, s.readStatistics(filepath.Join(dir, StatisticsFile))
}

// NameColumn is the name of the column of the points' names, which stands before
// the parameters where points have names.
const NameColumn = "name"

// addNames makes the names of points a parameter.
func (s *Sweep) addNames() {
	c := SweepColumn{Column: record.Column{Name: NameColumn, Kind: record.Text, Role: RoleParameter, Meaning: "name of the point"}}
	for _, r := range s.Runs {
		c.Texts = append(c.Texts, r.Name)
	}
	if slices.ContainsFunc(c.Texts, func(name string) bool { return name != "" }) {
		s.Parameters = slices.Insert(s.Parameters, 0, c)
	}
}

// rank puts main indicators first.
func rank(c SweepColumn) int {
	if c.Role == RoleMain {
		return 0
	}
	return 1
}

// fixed takes one of the columns that every table has.
func (s *Sweep) fixed(name string, whole []int64, texts []string) {
	for i := range s.Runs {
		switch r := &s.Runs[i]; name {
		case "point":
			r.Point = int(whole[i])
		case "block":
			r.Block = int(whole[i])
		case "index":
			r.Index = int(whole[i])
		case "replicate":
			r.Replicate = int(whole[i])
		case "name":
			r.Name = texts[i]
		case "status":
			r.Status = texts[i]
		case "error":
			r.Error = texts[i]
		case "run":
			r.ID = texts[i]
		}
	}
}

// readStatistics reads the file of statistics, which not every sweep has.
func (s *Sweep) readStatistics(path string) error {
	f, err := os.Open(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer f.Close()
	in := csv.NewReader(f)
	in.ReuseRecord = true
	in.FieldsPerRecord = -1 // the values of points are for readers of the table
	for n := 1; ; n++ {
		line, err := in.Read()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return fmt.Errorf("%s: %w", path, err)
		case len(line) < len(StatisticsHeader)-1, n == 1 && !slices.Equal(line, StatisticsHeader):
			return fmt.Errorf("%s: its first line is not that of a sweep's statistics", path)
		case n == 1:
			continue
		}
		x := Statistic{Kind: line[1], Indicator: line[2], Unit: line[3], Of: line[4], Against: line[5]}
		if x.Block, err = strconv.Atoi(line[0]); err != nil {
			return fmt.Errorf("%s: line %d: %w", path, n, err)
		}
		for i, v := range []*float64{&x.Estimate, &x.Low, &x.High} {
			if *v = math.NaN(); line[6+i] == "" {
				continue
			}
			if *v, err = strconv.ParseFloat(line[6+i], 64); err != nil {
				return fmt.Errorf("%s: line %d: %w", path, n, err)
			}
		}
		s.Statistics = append(s.Statistics, x)
	}
}

// Manifest reads what is known of a run; nil where the run failed.
func (s *Sweep) Manifest(r Run) (*Manifest, error) {
	if r.Status != StatusDone {
		return nil, nil
	}
	one := Result{dir: filepath.Join(s.dir, RunsDir, r.ID)}
	if err := one.readManifest(); err != nil {
		return nil, err
	}
	return &one.manifest, nil
}

// BlockName is the name of a block, or else its number.
func (s *Sweep) BlockName(block int) string {
	if block < len(s.Blocks) && s.Blocks[block].Name != "" {
		return s.Blocks[block].Name
	}
	return strconv.Itoa(block)
}
