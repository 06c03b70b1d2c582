package experiments

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"caloduc/experiments/design"
	"caloduc/experiments/result"
	"caloduc/sim/param"
)

// checkFigures refuses figures of sweeps that name blocks or parameters which no
// sweep of the experiment has: a sweep would run to its end before that is seen.
func (s *Spec) checkFigures(report func(key, format string, args ...any)) {
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
