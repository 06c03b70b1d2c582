package design

import (
	"errors"
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"strings"

	"caloduc/sim/param"
)

// maxPoints is the largest number of points of a block, replicates included.
const maxPoints = 10_000_000

// Report takes what is wrong with a block: the key to point at, dotted and with
// quotes where TOML needs them, and what to say.
type Report func(key, format string, args ...any)

// Err returns everything wrong with the block, nil where nothing is.
func (b *Block) Err() error {
	var errs []error
	b.Check(func(key, format string, args ...any) {
		errs = append(errs, fmt.Errorf("%s: %s", key, fmt.Sprintf(format, args...)))
	})
	return errors.Join(errs...)
}

// Check implements param.Checker. It reads the trees and the CSV file, sorts the
// axes, and reports what is wrong.
func (b *Block) Check(report func(key, format string, args ...any)) {
	s, ok := b.spec()
	if !ok {
		report("method", "there is no method %q. The methods are %s", b.Method, strings.Join(methods(), ", "))
		return
	}
	wrong := false
	note := func(key, format string, args ...any) {
		wrong = true
		report(key, format, args...)
	}
	b.checkKeys(s, note)
	if b.AxesTree != nil {
		b.Axes = readAxes(b.AxesTree, note)
	}
	b.readRows(note)
	slices.SortStableFunc(b.Axes, func(x, y Axis) int { return strings.Compare(x.Path, y.Path) })
	if s.axes {
		b.checkAxes(s, note)
	} else {
		b.checkRows(note)
	}
	if wrong {
		return
	}
	b.checkSize(note)
	if b.Where != "" {
		if _, err := Condition(b.Where, b.names()); err != nil {
			note("where", "%v", err)
		}
	}
}

// checkKeys reports keys that the method does not read and the one it lacks.
func (b *Block) checkKeys(s spec, report Report) {
	given := []struct {
		key string
		is  bool
	}{
		{"axes", len(b.Axes)+len(b.AxesTree) > 0}, {"points", b.PointsTree != nil}, {"csv", b.CSV != ""},
		{"samples", b.Samples != 0}, {"trajectories", b.Trajectories != 0}, {"candidates", b.Candidates != 0},
		{"second_order", b.SecondOrder}, {"where", b.Where != ""},
	}
	for _, g := range given {
		reads := slices.Contains(s.keys, g.key) || g.key == s.need || g.key == "axes" && s.axes
		switch {
		case g.is && !reads && g.key == "where":
			report(g.key, "%s needs every point of its design: a filter would spoil its statistics", s.name)
		case g.is && !reads:
			report(g.key, "%s means nothing to the method %s", g.key, s.name)
		case !g.is && g.key == s.need:
			report("method", "%s needs %s, a number above 0", s.name, s.need)
		}
	}
	if b.Seed < 0 || b.Replicates < 0 || b.Samples < 0 || b.Trajectories < 0 {
		report("method", "counts and seeds must not be negative")
	}
	if b.Method == Morris {
		b.checkMorris(report)
	}
}

func (b *Block) checkMorris(report Report) {
	if b.Levels < 2 || b.Levels%2 != 0 {
		report("levels", "levels must be an even number of at least 2: half of them are where a step starts")
	}
	if b.Candidates != 0 && (b.Candidates < b.Trajectories || b.Trajectories < 2) {
		report("candidates", "at least two trajectories are chosen out of at least as many candidates")
	}
}

// checkAxes reports what is wrong with the axes.
func (b *Block) checkAxes(s spec, report Report) {
	if len(b.Axes)+len(b.AxesTree) == 0 {
		report("axes", "%s needs at least one axis, such as axes = { \"campus.hall.racks\" = [10, 20] }", s.name)
	}
	for i, a := range b.Axes {
		at := "axes." + param.QuoteKey(a.Path)
		switch fault := a.fault(s); {
		case a.Path == "":
			report(at, "the path of the parameter is missing")
		case i > 0 && b.Axes[i-1].Path == a.Path:
			report(at, "the axis %s is given twice", a.Path)
		case fault != "":
			report(at, "%s", fault)
		case a.As != "" && slices.ContainsFunc(b.Axes[:i], func(o Axis) bool { return o.As == a.As }):
			report(at, "the name %s is taken by another axis", a.As)
		case a.Path == "replicate" && b.Replicates > 1:
			report(at, "replicates = %d sets the replicate already", b.Replicates)
		}
	}
	if limit := sobolDims; b.Method == Sobol && len(b.Axes) > limit || b.Method == Saltelli && 2*len(b.Axes) > limit {
		report("axes", "the Sobol sequence here has %d dimensions; saltelli takes two an axis", limit)
	}
	if b.Method == Zip {
		b.checkZip(report)
	}
}

// fault says what is wrong with an axis, "" if nothing.
func (a Axis) fault(s spec) string {
	if a.Domain == nil {
		return "an axis needs values, a range or a distribution"
	}
	if f := a.Domain.fault(); f != "" {
		return f
	}
	c, continuous := a.Domain.(Continuous)
	d, _ := a.Domain.(discrete)
	switch {
	case a.Whole && !continuous:
		return "whole belongs to a range or distribution"
	case a.Whole && math.Ceil(c.From) > math.Floor(c.To):
		return "there is no whole number between from and to"
	case !s.unit && d.weights != nil:
		return s.name + " takes every value once: it has no use for weights"
	case continuous && !s.unit && a.N < 1:
		return s.name + " needs n, the number of values"
	case a.N != 0 && (s.unit || !continuous):
		return "n belongs to a range or distribution on a grid or zip"
	case a.N > maxPoints:
		return fmt.Sprintf("n = %d is more than %d", a.N, maxPoints)
	}
	if continuous && !s.unit {
		values := a.values()
		for i := 1; i < len(values); i++ {
			if values[i] == values[i-1] {
				return fmt.Sprintf("n = %d takes the value %s twice", a.N, text(values[i]))
			}
		}
	}
	return ""
}

func (b *Block) checkZip(report Report) {
	var sizes []string
	same := true
	for _, a := range b.Axes {
		if a.Domain == nil || a.Domain.fault() != "" {
			return
		}
		n := a.size()
		same = same && n == b.Axes[0].size()
		sizes = append(sizes, fmt.Sprintf("%s has %d", a.Path, n))
	}
	if !same {
		report("axes", "zip needs axes of one length: %s", strings.Join(sizes, ", "))
	}
}

// size is the number of values an axis has on a grid or zip.
func (a Axis) size() int {
	if d, ok := a.Domain.(discrete); ok {
		return len(d.values)
	}
	return a.N
}

// checkSize refuses a block too large to be meant.
func (b *Block) checkSize(report Report) {
	k, n := float64(len(b.Axes)), float64(b.Samples)
	switch b.Method {
	case Grid:
		n = 1
		for _, a := range b.Axes {
			n *= float64(a.size())
		}
	case Zip:
		n = float64(b.Axes[0].size())
	case List:
		n = float64(len(b.Rows))
	case Morris:
		n = float64(max(b.Trajectories, b.Candidates)) * (k + 1)
	case Saltelli:
		n *= k + 2
		if b.SecondOrder {
			n += float64(b.Samples) * k
		}
	}
	if n *= float64(max(1, b.Replicates)); n > maxPoints {
		report("method", "%.3g runs are more than %d", n, maxPoints)
	}
}

// checkRows reports what is wrong with a list of points.
func (b *Block) checkRows(report Report) {
	switch {
	case len(b.Rows) > 0 || b.unread:
	case b.CSV != "":
		report("csv", "%s holds no points", filepath.Base(b.CSV))
	default:
		report("points", "a list needs points, or a csv file of them")
	}
	seen := map[string]bool{}
	for i, r := range b.Rows {
		at := fmt.Sprintf("points[%d]", i)
		if r.Name != "" && seen[r.Name] {
			report(at, "the name %q is taken", r.Name)
		}
		seen[r.Name] = true
		if c, found := param.Control(r.Name); found {
			report(at, "the name %q holds the control character %U", r.Name, c)
		}
		if len(r.Values) == 0 && r.Name == "" && !r.faulty { // one with a name is the experiment as it stands
			report(at, "the point sets no parameter")
		}
		for _, path := range sortedKeys(r.Values) {
			if _, ok := kindOf(normalised([]any{r.Values[path]})[0]); !ok {
				report(at+"."+param.QuoteKey(path), "cannot set a parameter to %s", text(r.Values[path]))
			}
			if path == "replicate" && b.Replicates > 1 {
				report(at, "replicates = %d sets the replicate already", b.Replicates)
			}
		}
	}
}
