package sweep

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/sync/errgroup"

	"caloduc/experiments"
	"caloduc/experiments/design"
	"caloduc/experiments/result"
	"caloduc/sim/list"
	"caloduc/sim/param"
	"caloduc/sim/record"
)

// Plan is what a sweep is to run: its points in the order of the design, and
// what is needed to gather their results. It says nothing of host or time.
type Plan struct {
	Version int `json:"plan_version"`
	result.SweepAbout
	Indicators string          `json:"indicators,omitempty"`
	Design     []storedBlock   `json:"design"`
	Parameters []record.Column `json:"parameters"`
	Points     []Point         `json:"points"`

	source source
	design []design.Point
	blocks []*design.Block
}

// planVersion is the version of the form of a plan.
const planVersion = 1

// Point is one run of a sweep.
type Point struct {
	Number    int               `json:"point"` // in the whole design, from 0
	Block     int               `json:"block"`
	Index     int               `json:"index"` // row of the block's design
	Name      string            `json:"name,omitempty"`
	Replicate int               `json:"replicate"`
	Values    map[string]string `json:"values"`          // by path
	Run       string            `json:"run,omitempty"`   // identity; "" where the point is impossible
	Error     string            `json:"error,omitempty"` // why it is impossible

	sets  []string
	years int
}

// String names the point.
func (p Point) String() string {
	text := fmt.Sprintf("point %d", p.Number)
	if p.Name != "" {
		text += " (" + p.Name + ")"
	}
	if len(p.sets) > 0 {
		text += ": " + strings.Join(p.sets, ", ")
	}
	return text
}

// source is where points are loaded from: the experiment, read once.
type source struct {
	name string // base name of the file
	base *param.Resolved
}

// load returns the experiment of a point, without its sweeps.
func (s source) load(p Point) (*experiments.Spec, *param.Resolved, error) {
	spec := new(experiments.Spec)
	r, err := s.base.With(p.sets, spec)
	return spec, r, err
}

// NewPlan reads an experiment file and works out the points of its sweeps and
// the identity of each. A file without a sweep is a sweep of one point.
func NewPlan(ctx context.Context, file string, o Options) (*Plan, error) {
	o.fill()
	spec, base, err := experiments.Load(file, o.Sets)
	if err != nil {
		return nil, err
	}
	about := result.SweepAbout{Model: experiments.ModelVersion, Experiment: filepath.Base(file), Title: spec.Title, Question: spec.Question, Figures: spec.SweepFigures(), Style: spec.StyleOfFigures()}
	p := &Plan{Version: planVersion, SweepAbout: about, Indicators: spec.Record.Indicators, Design: storedBlocks(spec.Sweeps, o.Out), source: source{filepath.Base(file), base}, blocks: spec.Sweeps}
	if err := p.lay(); err != nil {
		return nil, err
	}
	if p.Of = len(p.Points); o.MaxRuns > 0 && o.MaxRuns < p.Of {
		p.Points = p.Points[:o.MaxRuns]
	}
	return p, p.identify(ctx, o.Jobs)
}

// lay fills the plan with the points of all blocks.
func (p *Plan) lay() error {
	if len(p.blocks) == 0 {
		p.Points = []Point{{Values: map[string]string{}}}
		return nil
	}
	var err error
	if p.design, err = design.Points(p.blocks); err != nil {
		return &experiments.InputError{Err: err}
	}
	for _, b := range p.blocks {
		p.Blocks = append(p.Blocks, result.SweepBlock{Name: b.Name, Method: b.Method})
	}
	for i, d := range p.design {
		point := Point{Number: i, Block: d.Block, Index: d.Index, Name: d.Name, Replicate: d.Replicate, Values: map[string]string{}, sets: d.Sets()}
		for _, v := range d.Values {
			point.Values[v.Path] = bare(v.Text)
		}
		if p.blocks[d.Block].Replicates > 1 {
			point.sets = append(point.sets, "replicate="+strconv.Itoa(d.Replicate))
		}
		p.Points = append(p.Points, point)
	}
	return nil
}

// bare returns a value as --set takes it without the quotes of a text.
func bare(text string) string {
	if s, err := strconv.Unquote(text); err == nil && strings.HasPrefix(text, `"`) {
		return s
	}
	return text
}

// identify works out the identity of every point, on all cores, and what the
// swept parameters are.
func (p *Plan) identify(ctx context.Context, jobs int) error {
	found := parameters{columns: map[string]described{}}
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(jobs)
	for i := range p.Points {
		g.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			point := &p.Points[i]
			spec, r, err := p.source.load(*point)
			var problems param.Problems
			if errors.As(err, &problems) {
				point.Error = summary(problems)
				return nil
			} else if err != nil {
				return err
			}
			found.learn(*point, r)
			point.Replicate, point.years = spec.Replicate, spec.Years
			point.Run, err = identity(r)
			return err
		})
	}
	err := g.Wait()
	p.Parameters = found.of(p.Points)
	return err
}

// summary is what is wrong with a point, without the names of files.
func summary(problems param.Problems) string {
	messages := list.Map(problems, func(p param.Problem) string { return p.Message })
	return strings.Join(messages, "; ")
}

// store writes the plan. A part of a sweep accepts no other plan where there is
// one: another part works by it.
func (p *Plan) store(s *session, part bool) error {
	text, err := json.MarshalIndent(p, "", " ")
	if err != nil {
		return err
	}
	old, err := os.ReadFile(filepath.Join(s.Out, result.PlanFile))
	switch {
	case err == nil && bytes.Equal(old, text):
		return nil
	case err == nil && part:
		return &experiments.InputError{Err: fmt.Errorf("%s: holds the parts of another sweep, or of an earlier form of this one: another directory is needed, or a run of the whole sweep", s.Out)}
	case err != nil && !errors.Is(err, os.ErrNotExist):
		return err
	}
	return s.write(result.PlanFile, text)
}

// readPlan reads the plan of a sweep's directory.
func readPlan(dir string) (*Plan, error) {
	text, err := os.ReadFile(filepath.Join(dir, result.PlanFile))
	if errors.Is(err, os.ErrNotExist) {
		return nil, &experiments.InputError{Err: fmt.Errorf("%s: not a sweep: it holds no %s", dir, result.PlanFile)}
	}
	if err != nil {
		return nil, &experiments.InputError{Err: err}
	}
	p := new(Plan)
	if err := json.Unmarshal(text, p); err != nil {
		return nil, fmt.Errorf("%s: %w", result.PlanFile, err)
	}
	if p.Version > planVersion {
		return nil, fmt.Errorf("%s: written by a newer caloduc: plan version %d, this program reads up to %d", dir, p.Version, planVersion)
	}
	return p, p.restore(dir)
}
