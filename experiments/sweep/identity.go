package sweep

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
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
	var lines, elements []string
	for _, v := range r.Values() {
		if !seen(v.Path) {
			continue
		}
		text := v.Text()
		if file, _ := v.Value.(string); v.Field.Kind == param.File && file != "" {
			sum, err := param.FileSum(file)
			if err != nil {
				return "", err
			}
			text = sum
		}
		lines = append(lines, fmt.Sprintf("%s = %q\n", v.Path, text))
		if i := strings.LastIndexByte(v.Path, ']'); i >= 0 {
			if e := v.Path[:i+1]; len(elements) == 0 || elements[len(elements)-1] != e {
				elements = append(elements, e)
			}
		}
	}
	slices.Sort(lines)
	h := sha256.New()
	fmt.Fprintf(h, "model %s, layout %d\n", experiments.ModelVersion, result.SchemaVersion)
	for _, l := range slices.Concat(lines, elements) {
		h.Write([]byte(l))
	}
	return hex.EncodeToString(h.Sum(nil)[:16]), nil
}

// seen tells whether a parameter belongs to a run's identity.
func seen(path string) bool {
	for _, u := range unseen {
		if rest, ok := strings.CutPrefix(path, u); ok && (rest == "" || rest[0] == '.' || rest[0] == '[') {
			return false
		}
	}
	return true
}
