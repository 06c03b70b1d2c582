package sweep

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"caloduc/experiments"
	"caloduc/experiments/result"
	"caloduc/sim/param"
)

// unseen are the parameters that change nothing in the stored parts of a run.
var unseen = []string{"sweep", "figure", "title", "question", "record.indicators"}

// identity returns what a run is known by: a hash of its resolved parameters,
// its input files by their contents, the model version and the version of the
// layout. Comments, the order of keys, and where a value was set do not matter;
// the order of the elements of a list does.
func identity(r *param.Resolved) (string, error) {
	type line struct{ path, text string }
	lines := make([]line, 0, len(r.Values()))
	var elements []string
	for _, v := range r.Values() {
		if !seen(v.Path) {
			continue
		}
		text, err := v.Contents(v.Text())
		if err != nil {
			return "", err
		}
		lines = append(lines, line{v.Path, text})
		if i := strings.LastIndexByte(v.Path, ']'); i >= 0 {
			if e := v.Path[:i+1]; len(elements) == 0 || elements[len(elements)-1] != e {
				elements = append(elements, e)
			}
		}
	}
	slices.SortFunc(lines, func(a, b line) int { return strings.Compare(a.path, b.path) })
	all := fmt.Appendf(nil, "model %s, layout %d\n", experiments.ModelVersion, result.SchemaVersion)
	for _, l := range lines {
		all = append(append(all, l.path...), " = "...)
		all = append(strconv.AppendQuote(all, l.text), '\n')
	}
	for _, e := range elements {
		all = append(all, e...)
	}
	sum := sha256.Sum256(all)
	return hex.EncodeToString(sum[:16]), nil
}

// seen tells whether a parameter belongs to a run's identity.
func seen(path string) bool {
	return !slices.ContainsFunc(unseen, func(u string) bool {
		rest, ok := strings.CutPrefix(path, u)
		return ok && (rest == "" || rest[0] == '.' || rest[0] == '[')
	})
}
