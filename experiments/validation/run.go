package validation

import (
	"fmt"
	"math"
	"os"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"
)

// Verdicts. A skipped comparison has "skipped: needs" and what is missing.
const (
	Pass     = "pass"
	Miss     = "miss"
	Known    = "misfit" // a difference with a diagnosis
	Beside   = "shown"  // side by side, without a demand
	skipped  = "skipped: needs "
	needFull = "--full"
)

// Row is the outcome of one comparison.
type Row struct {
	Name, Group, Quantity, Source, Unit string

	Class Class
	Basis string // what the tolerance rests on
	Why   string // what was fitted, or what an identity follows from

	Published  Published
	Tolerance  Tolerance
	Simulated  float64 // NaN where nothing was computed
	Difference float64 // NaN likewise
	Verdict    string
	Diagnosis  string // of a misfit or a failure
}

// Options choose what is compared.
type Options struct {
	// Names are globs of names, groups or quantities; all if empty.
	Names []string
	Data  string // folder of data, "" for the usual places
	Full  bool   // run what takes long, too
}

// Run runs the embedded comparisons that are asked for, in the order in which
// they are listed. What takes long is left out unless Options.Full; where
// nothing else is asked for, its rows say that they are skipped. The error says
// that nothing is known by a name, or that there is no folder of data.
func Run(o Options) ([]Row, error) { return run(all, o) }

func run(list []Comparison, o Options) ([]Row, error) {
	if _, err := os.ReadDir(o.Data); o.Data != "" && err != nil {
		return nil, fmt.Errorf("data: %w", err)
	}
	chosen, err := choose(list, o.Names)
	if err != nil {
		return nil, err
	}
	if short := slices.DeleteFunc(slices.Clone(chosen), func(c Comparison) bool { return c.Full }); !o.Full && len(short) > 0 {
		chosen = short
	}
	e := &Env{Full: o.Full, root: dataRoot(o.Data)}
	rows := make([]Row, len(chosen))
	next := make(chan int)
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for i := range next {
				rows[i] = chosen[i].row(e)
			}
		})
	}
	for i := range chosen {
		next <- i
	}
	close(next)
	workers.Wait()
	return rows, nil
}

// choose returns the comparisons that any of the globs matches.
func choose(list []Comparison, globs []string) ([]Comparison, error) {
	if len(globs) == 0 {
		return list, nil
	}
	wanted := make([]bool, len(list))
	for _, g := range globs {
		found := false
		for i := range list {
			ok, err := list[i].matches(g)
			if err != nil {
				return nil, fmt.Errorf("%q is not a glob: %w", g, err)
			}
			wanted[i] = wanted[i] || ok
			found = found || ok
		}
		if !found {
			return nil, fmt.Errorf("no comparison is called %q; there are the groups %s", g, strings.Join(groups(list), ", "))
		}
	}
	var out []Comparison
	for i := range list {
		if wanted[i] {
			out = append(out, list[i])
		}
	}
	return out, nil
}

func (c *Comparison) matches(glob string) (bool, error) {
	for _, s := range []string{c.Name, c.Group, c.Quantity} {
		if ok, err := path.Match(strings.ReplaceAll(glob, "/", " "), strings.ReplaceAll(s, "/", " ")); ok || err != nil {
			return ok, err
		}
	}
	return false, nil
}

func groups(list []Comparison) []string {
	var names []string
	for i := range list {
		if !slices.Contains(names, list[i].Group) {
			names = append(names, list[i].Group)
		}
	}
	return names
}

// row runs a comparison and judges it.
func (c *Comparison) row(e *Env) Row {
	r := Row{Name: c.Name, Group: c.Group, Quantity: c.Quantity, Source: c.Source, Unit: c.Unit,
		Class: c.Class, Basis: c.Basis, Why: c.Why,
		Published: c.Published, Tolerance: c.Tolerance, Simulated: math.NaN(), Difference: math.NaN()}
	if c.Reads != nil {
		r.Published = value(math.NaN())
	}
	if c.Full && !e.Full {
		r.Verdict = skipped + needFull
		return r
	}
	for _, need := range []string{c.Needs, c.NeedsToo} {
		if _, ok := e.File(need); !ok && need != "" {
			r.Verdict = skipped + need
			return r
		}
	}
	x, err := c.simulate(e)
	if err == nil && c.Reads != nil {
		r.Published, err = c.Reads(e)
	}
	if err != nil {
		r.Verdict, r.Diagnosis = Miss, "failed: "+err.Error()
		return r
	}
	r.Simulated, r.Difference = x, r.Published.Difference(x)
	r.Verdict, r.Diagnosis = c.judge(r.Difference)
	return r
}

// simulate is Run with a panic turned into an error.
func (c *Comparison) simulate(e *Env) (x float64, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v", p)
		}
	}()
	return c.Run(e)
}

// judge returns verdict and diagnosis of a difference.
func (c *Comparison) judge(difference float64) (verdict, diagnosis string) {
	off := math.Abs(difference)
	// What the last digits of binary numbers differ by is no difference.
	tolerance := c.Tolerance.Of(c.Published) * (1 + 1e-12)
	switch {
	case math.IsInf(tolerance, 1) && !math.IsNaN(off):
		return Beside, c.diagnosis()
	case off <= tolerance:
		return Pass, ""
	case c.Misfit != nil && difference*float64(c.Misfit.Side) >= 0:
		return Known, c.Misfit.Diagnosis
	}
	return Miss, ""
}

// diagnosis is that of a misfit, "" without one.
func (c *Comparison) diagnosis() string {
	if c.Misfit == nil {
		return ""
	}
	return c.Misfit.Diagnosis
}

// Failed tells whether any row is a miss.
func Failed(rows []Row) bool {
	return slices.ContainsFunc(rows, func(r Row) bool { return r.Verdict == Miss })
}
