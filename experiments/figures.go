package experiments

import (
	"cmp"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"caloduc/experiments/design"
	"caloduc/experiments/result"
	"caloduc/sim/param"
)

// fileName is what a figure may be called: it becomes a file's name.
var fileName = regexp.MustCompile(`^[\pL\pN_][\pL\pN_ .,+()-]*$`)

// checkFigures refuses figures whose names are no file's, or the same twice, whose keys
// are of another kind of figure, or whose scope nothing has.
func (s *Spec) checkFigures(report func(key, format string, args ...any)) {
	if s.Style != "" {
		var err error
		if s.style, err = StyleOf(s.Style); err != nil {
			report("style", "%v", err)
		}
	}
	scopes, names := s.scopes(), map[string]int{}
	for i, f := range s.Figures {
		at := fmt.Sprintf("figure[%d].", i)
		name := cmp.Or(f.Name, f.Kind)
		if f.Kind == "" {
			continue // what is drawn is missing or unknown, which has been reported
		}
		if !fileName.MatchString(name) || strings.Contains(name, "..") {
			report(at+"name", "%q becomes a file's name: letters, digits, blanks and _ - . , + ( ) alone", name)
		}
		if first, twice := names[strings.ToLower(name)]; twice {
			report(at+"name", "figure %d is named %q, too: one would overwrite the other", first+1, name)
		}
		names[strings.ToLower(name)] = i
		wrong, of := map[string]bool{"x": f.X != "", "y": f.Y != "", "metric": f.Metric != "", "sweep": f.Sweep != ""}, "of a sweep"
		if result.IsSweepFigure(f.Kind) {
			wrong, of = map[string]bool{"channel": f.Channel != ""}, "of a single run"
		}
		for _, key := range slices.Sorted(maps.Keys(wrong)) {
			if wrong[key] {
				report(at+key, "this key is for figures %s: %s is none", of, f.Kind)
			}
		}
		if f.Scope != "" && !slices.Contains(scopes, f.Scope) {
			report(at+"scope", "there is no scope %q%s", f.Scope, param.DidYouMean(f.Scope, scopes))
		}
		s.checkLook(f, at, report)
	}
	s.checkSweepFigures(report)
}

// scopes are the names of the parts that indicators and channels belong to.
func (s *Spec) scopes() (out []string) {
	for _, r := range s.Reactors {
		out = append(out, "reactor."+r.Unit)
	}
	for _, name := range s.Fleet.Units() {
		out = append(out, "reactor."+name)
	}
	for _, w := range s.Weather {
		out = append(out, "weather."+w.Name)
	}
	for _, c := range s.Campuses {
		out = append(out, "campus."+c.Name)
		for _, h := range c.Halls {
			out = append(out, "campus."+c.Name+".hall."+h.Name)
		}
	}
	return out
}

// checkRequests refuses figures that ask for a channel or an indicator which the world
// does not have, and tells of those of a sweep, which is worth its runs all the same.
func (w *World) checkRequests() error {
	var names []string
	last := func(name string) string { return name[strings.LastIndexByte(name, '.')+1:] }
	for _, c := range w.record.Channels {
		names = append(names, last(c.Name))
	}
	for _, i := range w.record.Indicators {
		names = append(names, i.Name)
	}
	for _, f := range w.spec.Figures {
		for _, asked := range listed(f.Metric) {
			if name := last(asked); !slices.Contains(names, name) && !strings.Contains(name, "*") {
				w.notices.Add("figure "+cmp.Or(f.Name, f.Kind), "", "no indicator %q%s", asked, param.DidYouMean(name, names))
			}
		}
		for _, asked := range listed(f.Channel) {
			if name := last(asked); !slices.Contains(names, name) {
				return fmt.Errorf("figure %s: no channel or indicator %q%s", cmp.Or(f.Name, f.Kind), asked, param.DidYouMean(name, names))
			}
		}
	}
	return nil
}

// checkSweepFigures refuses figures of sweeps that name blocks or parameters which no
// sweep of the experiment has: a sweep would run to its end before that is seen.
func (s *Spec) checkSweepFigures(report func(key, format string, args ...any)) {
	if len(s.Sweeps) == 0 {
		return // a run of a sweep keeps the figures and not the blocks
	}
	for i, f := range s.Figures {
		if !result.IsSweepFigure(f.Kind) {
			continue
		}
		at := fmt.Sprintf("figure[%d].", i)
		blocks := s.blocks(f.Sweep)
		if len(blocks) == 0 {
			report(at+"sweep", "there is no [[sweep]] %s", f.Sweep)
			continue
		}
		varied := []string{"name"} // of points
		whole := true
		for _, b := range blocks {
			paths, ok := b.Varied()
			varied, whole = append(varied, paths...), whole && ok
		}
		if !whole {
			continue // what is wrong with the block has been reported
		}
		for _, axis := range []struct{ key, name string }{{"x", f.X}, {"y", f.Y}} {
			named := func(path string) bool { return path == axis.name || strings.HasSuffix(path, "."+axis.name) }
			if axis.name != "" && !slices.ContainsFunc(varied, named) {
				report(at+axis.key, "no sweep varies %s%s", axis.name, param.DidYouMean(axis.name, varied))
			}
		}
	}
}

// blocks returns the block of a name or number, all for "".
func (s *Spec) blocks(name string) []*design.Block {
	if name == "" {
		return s.Sweeps
	}
	i := slices.IndexFunc(s.Sweeps, func(b *design.Block) bool { return b.Name == name })
	if n, err := strconv.Atoi(name); i < 0 && err == nil && n >= 0 && n < len(s.Sweeps) {
		i = n
	}
	if i < 0 {
		return nil
	}
	return s.Sweeps[i : i+1]
}
