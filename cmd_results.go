package main

import (
	"errors"
	"fmt"
	"os"
	"path"
	"strconv"
	"strings"
	"text/tabwriter"

	"caloduc/experiments"
	"caloduc/experiments/result"
)

// runResults prints the indicators of a single run over its whole time: those whose name
// or scope and name fit one of the columns, all unless given.
func runResults(r *result.Result, where, columns string, asCSV bool) error {
	if where != "" {
		return &experiments.InputError{Err: errors.New("--where chooses among the runs of a sweep; this is a single run")}
	}
	all, err := r.Indicators()
	if err != nil {
		return err
	}
	for _, n := range r.Manifest().Notices {
		fmt.Fprintf(os.Stderr, "notice: %s: %s\n", n.About, n.Text)
	}
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	line := "%s\t%s\t%s\t%s\n"
	if asCSV {
		line = "%s,%s,%s,%s\n"
		fmt.Fprintf(w, line, "indicator", "scope", "value", "unit")
	}
	shown := 0
	for _, i := range all {
		if i.Period != "total" || !chosen(columns, i.Name, i.Scope) {
			continue
		}
		value := ""
		if i.Value == i.Value {
			value = strconv.FormatFloat(i.Value, 'g', -1, 64)
		}
		fmt.Fprintf(w, line, i.Name, i.Scope, value, i.Unit)
		shown++
	}
	if shown == 0 {
		return &experiments.InputError{Err: fmt.Errorf("no indicator fits %q", columns)}
	}
	return w.Flush()
}

// chosen tells whether an indicator fits one of the patterns.
func chosen(columns, name, scope string) bool {
	if columns == "" {
		return true
	}
	for _, p := range strings.Split(columns, ",") {
		p = strings.TrimSpace(p)
		for _, as := range []string{name, scope + "." + name} {
			if ok, _ := path.Match(p, as); ok {
				return true
			}
		}
	}
	return false
}
