package design

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
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
	f, err := os.Open(b.CSV)
	if err != nil {
		b.unread = true
		report("csv", "%v", err)
		return
	}
	defer f.Close()
	if b.Rows, err = ReadCSV(f); err != nil {
		b.unread = true
		report("csv", "%s: %v", filepath.Base(b.CSV), err)
	}
}

// ReadCSV reads points from a table of comma-separated values. The header holds
// parameter paths; a column `name` names the points. An empty cell leaves the
// parameter as the experiment has it.
func ReadCSV(r io.Reader) ([]Row, error) {
	in := csv.NewReader(r)
	in.TrimLeadingSpace = true
	header, err := in.Read()
	if errors.Is(err, io.EOF) {
		return nil, errors.New("the file is empty")
	}
	if err != nil {
		return nil, err
	}
	header = slices.Clone(header)
	header[0] = strings.TrimPrefix(header[0], "\ufeff")
	for i, path := range header {
		header[i] = strings.TrimSpace(path)
		if header[i] == "" {
			return nil, fmt.Errorf("line 1: column %d has no path", i+1)
		}
		if slices.Contains(header[:i], header[i]) {
			return nil, fmt.Errorf("line 1: the column %s is there twice", header[i])
		}
	}
	var rows []Row
	for {
		cells, err := in.Read()
		if errors.Is(err, io.EOF) {
			return rows, nil
		}
		if err != nil {
			return nil, err
		}
		row := Row{Values: map[string]any{}}
		for i, c := range cells {
			c = strings.TrimSpace(c)
			switch {
			case header[i] == "name":
				row.Name = c
			case c != "":
				row.Values[header[i]] = readCell(c)
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
