package sweep

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"

	"caloduc/experiments"
	"caloduc/experiments/design"
	"caloduc/experiments/result"
	"caloduc/sim/list"
	"caloduc/sim/param"
	"caloduc/sim/record"
)

// Results prints the runs of a sweep: those for which a condition holds, in the
// language of a sweep's `where` ("status == 'done' and pue < 1.1"; "" for all),
// and the columns that a list names (the end of a name, * for anything; "" for
// the parameters and the main indicators), as a table or as CSV.
func Results(dir, where, columns string, asCSV bool, w io.Writer) error {
	path := filepath.Join(dir, result.RunsFile)
	if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
		return &experiments.InputError{Err: fmt.Errorf("%s: no %s: the sweep has not been finished", dir, result.RunsFile)}
	}
	r, err := record.ReadRows(path, nil)
	if err != nil {
		return err
	}
	shown, err := pickColumns(r, columns)
	if err != nil {
		return &experiments.InputError{Err: err}
	}
	keep, err := filter(r, where)
	if err != nil {
		return &experiments.InputError{Err: err}
	}
	lines := [][]string{list.Map(shown, func(c int) string { return r.Columns[c].Name })}
	digits := -1
	if !asCSV {
		digits = 6
	}
	for row := range r.Len {
		if !keep(row) {
			continue
		}
		line := list.Map(shown, func(c int) string { return cellText(r, c, row, digits) })
		lines = append(lines, line)
	}
	if asCSV {
		return csv.NewWriter(w).WriteAll(lines)
	}
	return writeTable(w, r, shown, lines)
}

// writeTable prints lines in columns, the units below the names.
func writeTable(w io.Writer, r *record.Rows, shown []int, lines [][]string) error {
	units := list.Map(shown, func(c int) string { return r.Columns[c].Symbol })
	b := bufio.NewWriter(w)
	tw := tabwriter.NewWriter(b, 0, 0, 2, ' ', 0)
	for _, l := range slices.Insert(lines, 1, units) {
		fmt.Fprintln(tw, strings.Join(l, "\t"))
	}
	tw.Flush()
	return b.Flush()
}

// cellText is a value in text, "" where there is none.
func cellText(r *record.Rows, column, row, digits int) string {
	switch r.Columns[column].Kind {
	case record.Whole:
		return strconv.FormatInt(r.Integers[column][row], 10)
	case record.Text:
		return r.Texts[column][row]
	}
	x := r.Numbers[column][row]
	if math.IsNaN(x) {
		return ""
	}
	return strconv.FormatFloat(x, 'g', digits, 64)
}

// pickColumns returns the columns that a list names, in its order.
func pickColumns(r *record.Rows, asked string) ([]int, error) {
	var picked []int
	if strings.TrimSpace(asked) == "" {
		for i, c := range r.Columns {
			if c.Role == result.RoleParameter || c.Role == result.RoleMain || slices.Contains([]string{"point", "name", "replicate", "status"}, c.Name) {
				picked = append(picked, i)
			}
		}
		return picked, nil
	}
	for _, p := range strings.Split(asked, ",") {
		match, n := patterns(p), len(picked)
		for i, c := range r.Columns {
			if match(c.Name) && !slices.Contains(picked, i) {
				picked = append(picked, i)
			}
		}
		if len(picked) == n {
			names := list.Map(r.Columns, func(c record.Column) string { return c.Name })
			p = strings.TrimSpace(p)
			return nil, fmt.Errorf("there is no column %s%s", p, param.DidYouMean(p, names))
		}
	}
	return picked, nil
}

// filter returns whether a condition holds of a row.
func filter(r *record.Rows, where string) (func(row int) bool, error) {
	if where == "" {
		return func(int) bool { return true }, nil
	}
	var columns []design.Column
	at := map[string]int{}
	for i, c := range r.Columns {
		kind := design.Numbers
		if c.Kind == record.Text {
			kind = design.Texts
		}
		columns = append(columns, design.Column{Path: c.Name, Kind: kind})
		at[c.Name] = i
	}
	holds, err := design.Condition(where, columns)
	if err != nil {
		return nil, fmt.Errorf("where: %w", err)
	}
	return func(row int) bool { return holds(func(name string) any { return cell(r, at[name], row) }) }, nil
}

// cell is a value as a condition takes it, nil where there is none.
func cell(r *record.Rows, column, row int) any {
	switch r.Columns[column].Kind {
	case record.Whole:
		return float64(r.Integers[column][row])
	case record.Text:
		return r.Texts[column][row] // an empty text equals ""
	}
	if x := r.Numbers[column][row]; !math.IsNaN(x) {
		return x
	}
	return nil
}
