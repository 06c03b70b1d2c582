package plots

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"caloduc/experiments/result"
)

// ErrLacks says that a result does not hold what a figure shows.
var ErrLacks = errors.New("the result lacks")

// lacks is ErrLacks with what is missing, and where.
func lacks(what, scope string) error {
	if scope != "" {
		what += " of " + scope
	}
	return fmt.Errorf("%w %s", ErrLacks, what)
}

// scopesOf lists the campuses that have an indicator, in the order of the
// result: all of them, or only the scope asked for. A hall counts only where it
// is asked for itself.
func scopesOf(r *result.Result, within, indicator string) []string {
	rows, err := r.Indicators()
	if err != nil {
		return nil
	}
	var out []string
	for _, row := range rows {
		if row.Name != indicator || slices.Contains(out, row.Scope) {
			continue
		}
		campus := strings.HasPrefix(row.Scope, "campus.") && !strings.Contains(row.Scope, ".hall.")
		if row.Scope == within || within == "" && campus {
			out = append(out, row.Scope)
		}
	}
	return slices.DeleteFunc(out, func(s string) bool { return s == "" })
}

func unix(t time.Time) float64 { return float64(t.Unix()) }

// holds is nil where a result holds a channel; one that has none of that name
// lacks it.
func holds(r *result.Result, name string) error {
	if slices.ContainsFunc(r.Channels(), func(c result.Channel) bool { return c.Name == name }) {
		return nil
	}
	if _, err := r.Times(); err != nil && !missingFile(err) {
		return err // unreadable, and not only without the channel
	}
	return lacks("channel "+name, "")
}

// series reads means and extremes of a channel.
func series(r *result.Result, name string) (*result.Series, error) {
	if err := holds(r, name); err != nil {
		return nil, err
	}
	return r.Series(name)
}

// means reads the means of a channel.
func means(r *result.Result, name string) ([]float32, error) {
	if err := holds(r, name); err != nil {
		return nil, err
	}
	return r.Means(name)
}

func missingFile(err error) bool { return errors.Is(err, os.ErrNotExist) }

// monthSteps turns months into the corners of a step line that stays within a span
// of time, and a function that doubles values accordingly.
func monthSteps(months []time.Time, from, to time.Time) (x []float64, pick func([]float64) []float64) {
	return periodSteps(months, 0, 1, unix(from), unix(to))
}

// periodSteps does so for periods of so many years and months.
func periodSteps(starts []time.Time, years, months int, from, to float64) (x []float64, pick func([]float64) []float64) {
	for _, t := range starts {
		x = append(x, max(unix(t), from), min(unix(t.AddDate(years, months, 0)), to))
	}
	return x, func(v []float64) []float64 {
		out := make([]float64, 0, 2*len(v))
		for _, y := range v {
			out = append(out, y, y)
		}
		return out
	}
}
