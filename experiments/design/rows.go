package design

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"time"

	"caloduc/sim/table"
)

// readRows reads the points of a list from the tree or the CSV file.
func (b *Block) readRows(report Report) {
	if b.PointsTree != nil && b.CSV != "" {
		report("csv", "a list has either points or a csv file")
		return
	}
	if b.PointsTree != nil {
		b.Rows = readPoints(b.PointsTree, report)
	}
	if b.CSV == "" {
		return
	}
	data, err := os.ReadFile(b.CSV)
	if err == nil {
		b.Rows, err = ReadCSV(data)
	}
	if err != nil {
		b.unread = true
		report("csv", "%s: %v", filepath.Base(b.CSV), err)
	}
}

// ReadCSV reads points from a text table. The header holds parameter paths; a column
// `name` names the points. An empty cell leaves the parameter as the experiment has it.
func ReadCSV(data []byte) ([]Row, error) {
	text, err := table.Text(data)
	if err != nil {
		return nil, err
	}
	t, err := table.Open(text, table.Auto)
	if err != nil {
		return nil, err
	}
	if i := slices.Index(t.Header, ""); i >= 0 {
		return nil, fmt.Errorf("line 1: column %d has no path", i+1)
	}
	var rows []Row
	for {
		cells, err := t.Next()
		if errors.Is(err, io.EOF) {
			return rows, nil
		}
		if err != nil {
			return nil, err
		}
		row := Row{Values: map[string]any{}}
		for i, c := range cells {
			switch {
			case t.Header[i] == "name":
				row.Name = c
			case c != "":
				row.Values[t.Header[i]] = readCell(c)
			}
		}
		rows = append(rows, row)
	}
}

var tomlNumber = regexp.MustCompile(`^[+-]?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?$`)

// readCell returns what a cell means: a number, a switch, a date, otherwise a text.
func readCell(c string) any {
	if tomlNumber.MatchString(c) {
		if x, err := strconv.ParseFloat(c, 64); err == nil {
			return cell{c, x}
		}
	}
	if c == "true" || c == "false" {
		return cell{c, c == "true"}
	}
	if t, err := time.Parse(time.DateOnly, c); err == nil {
		return cell{c, t}
	}
	return c
}

// list returns the rows of a list of points.
func (b *Block) list() []row {
	rows := make([]row, len(b.Rows))
	for i, r := range b.Rows {
		rows[i].name = r.Name
		rows[i].paths = sortedKeys(r.Values)
		for _, path := range rows[i].paths {
			rows[i].values = append(rows[i].values, r.Values[path])
		}
		rows[i].values = normalised(rows[i].values)
	}
	return rows
}

// grid returns every combination of the axes' values.
func (b *Block) grid() []row {
	paths := b.paths()
	rows := []row{{paths: paths}}
	for _, a := range b.Axes {
		values := a.values()
		next := make([]row, 0, len(rows)*len(values))
		for _, r := range rows {
			for _, v := range values {
				next = append(next, row{paths: paths, values: append(slices.Clone(r.values), v)})
			}
		}
		rows = next
	}
	return rows
}

// zip returns the first values of all axes, then the second, and so on.
func (b *Block) zip() []row {
	paths := b.paths()
	rows := make([]row, b.Axes[0].size())
	for i := range rows {
		rows[i] = row{paths: paths, values: make([]any, len(b.Axes))}
	}
	for j, a := range b.Axes {
		for i, v := range a.values() {
			rows[i].values[j] = v
		}
	}
	return rows
}
