package record

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math"
	"os"
	"strconv"

	"github.com/parquet-go/parquet-go"
)

// ColumnsKey is the metadata entry that describes the columns of a Rows file, a
// list of Column in JSON.
const ColumnsKey = "caloduc.columns"

// The kinds of column of a Rows file.
const (
	Numbers = "number" // 64-bit floats; NaN stands for no value
	Whole   = "whole"  // 64-bit integers
	Text    = "text"   // UTF-8; "" stands for no value
)

// Column describes one column of a Rows file.
type Column struct {
	Name    string `json:"name"`
	Kind    string `json:"kind"`
	Role    string `json:"role,omitempty"` // what the column is for: "parameter", "indicator"
	Unit    string `json:"unit"`
	Symbol  string `json:"symbol"`
	Meaning string `json:"meaning"`
}

// Rows is a table with one row a run, column by column: Numbers, Integers and
// Texts hold the values of a column of their kind, under its place among the
// columns.
type Rows struct {
	Columns  []Column
	Len      int // number of rows
	Numbers  map[int][]float64
	Integers map[int][]int64
	Texts    map[int][]string
	Metadata map[string]string
}

// rowsGroup is the number of rows of a row group.
const rowsGroup = 10_000

// WriteRows writes a table as a Parquet file, whole or not at all. Equal tables
// give equal bytes.
func WriteRows(path string, r *Rows) error {
	described, err := json.Marshal(r.Columns)
	if err != nil {
		return err
	}
	metadata := map[string]string{SchemaKey: strconv.Itoa(FileSchemaVersion), ColumnsKey: string(described)}
	maps.Copy(metadata, r.Metadata)
	file, err := os.Create(path + ".partial")
	if err != nil {
		return err
	}
	if err = errors.Join(writeRows(file, r, metadata), file.Sync()); err != nil {
		file.Close()
		os.Remove(file.Name())
		return fmt.Errorf("%s: %w", path, err)
	}
	if err := file.Close(); err != nil {
		return err
	}
	return os.Rename(file.Name(), path)
}

func writeRows(file *os.File, r *Rows, metadata map[string]string) error {
	w := parquet.NewGenericWriter[any](file, rowsSchema(r.Columns), parquet.Compression(&parquet.Snappy),
		parquet.DataPageStatistics(false), parquet.WriteBufferSize(1<<20),
		&parquet.WriterConfig{CreatedBy: "caloduc", KeyValueMetadata: metadata})
	columns := w.ColumnWriters()
	values := make([]parquet.Value, 0, min(r.Len, rowsGroup))
	for from := 0; from < r.Len; from += rowsGroup {
		to := min(from+rowsGroup, r.Len)
		for c := range r.Columns {
			values = values[:0]
			for row := from; row < to; row++ {
				values = append(values, r.cell(c, row))
			}
			if _, err := columns[c].WriteRowValues(values); err != nil {
				return err
			}
		}
		if err := w.Flush(); err != nil {
			return err
		}
	}
	return w.Close()
}

// rowsSchema is the layout of a Rows file: every column may be empty.
func rowsSchema(columns []Column) *parquet.Schema {
	group := &orderedGroup{Group: parquet.Group{}}
	for _, c := range columns {
		var node parquet.Node
		switch c.Kind {
		case Whole:
			node = parquet.Int(64)
		case Text:
			node = parquet.String()
		default:
			node = parquet.Leaf(parquet.DoubleType)
		}
		node = parquet.Optional(node)
		group.fields = append(group.fields, parquet.Group{c.Name: node}.Fields()[0])
		group.Group[c.Name] = node
	}
	return parquet.NewSchema("caloduc", group)
}

// cell is the value at a place, null where there is none.
func (r *Rows) cell(column, row int) parquet.Value {
	v := parquet.NullValue()
	switch r.Columns[column].Kind {
	case Whole:
		v = parquet.Int64Value(r.Integers[column][row])
	case Text:
		if s := r.Texts[column][row]; s != "" {
			v = parquet.ByteArrayValue([]byte(s))
		}
	default:
		if x := r.Numbers[column][row]; !math.IsNaN(x) {
			v = parquet.DoubleValue(x)
		}
	}
	if v.IsNull() {
		return v.Level(0, 0, column)
	}
	return v.Level(0, 1, column)
}

// ReadRows reads a file that WriteRows has written, with the columns that want
// is true of; nil stands for all.
func ReadRows(path string, want func(Column) bool) (*Rows, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	r, err := readRows(file, want)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return r, nil
}

func readRows(file *os.File, want func(Column) bool) (r *Rows, err error) {
	defer damaged(&err)
	var all []Column
	f, err := openParquet(file, ColumnsKey, &all)
	if err != nil {
		return nil, err
	}
	r = &Rows{Len: int(f.NumRows()), Numbers: map[int][]float64{}, Integers: map[int][]int64{}, Texts: map[int][]string{}, Metadata: map[string]string{}}
	for _, kv := range f.Metadata().KeyValueMetadata {
		r.Metadata[kv.Key] = kv.Value
	}
	for i, c := range all {
		if want == nil || want(c) {
			r.Columns = append(r.Columns, c)
			if err := r.readColumn(file, f, i, len(r.Columns)-1); err != nil {
				return nil, fmt.Errorf("column %q: %w", c.Name, err)
			}
		}
	}
	return r, nil
}

// readColumn reads the column at a place of the file into one of the table.
func (r *Rows) readColumn(file *os.File, f *parquet.File, from, to int) error {
	kind := r.Columns[to].Kind
	take := func(p parquet.Page) error {
		values := make([]parquet.Value, p.NumValues())
		n, err := p.Values().ReadValues(values)
		if n < len(values) {
			return errors.Join(errors.New("cut short"), err)
		}
		for _, v := range values {
			switch {
			case kind == Whole:
				r.Integers[to] = append(r.Integers[to], v.Int64())
			case kind == Text && v.IsNull():
				r.Texts[to] = append(r.Texts[to], "")
			case kind == Text:
				r.Texts[to] = append(r.Texts[to], string(v.ByteArray()))
			case v.IsNull():
				r.Numbers[to] = append(r.Numbers[to], math.NaN())
			default:
				r.Numbers[to] = append(r.Numbers[to], v.Double())
			}
		}
		return nil
	}
	for g, group := range f.RowGroups() {
		if err := checkPages(file, &f.Metadata().RowGroups[g].Columns[from].MetaData); err != nil {
			return err
		}
		var failed error
		err := chunkPages(group.ColumnChunks()[from], func(p parquet.Page) { failed = errors.Join(failed, take(p)) })
		if err := errors.Join(err, failed); err != nil {
			return err
		}
	}
	if n := len(r.Numbers[to]) + len(r.Integers[to]) + len(r.Texts[to]); n != r.Len {
		return fmt.Errorf("%d values in %d rows", n, r.Len)
	}
	return nil
}
