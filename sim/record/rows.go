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
	w, err := newRowsFile(path, r.Columns, r.Metadata)
	if err != nil {
		return err
	}
	for from := 0; from < r.Len && err == nil; from += rowsGroup {
		err = w.group(r.rows(from, min(from+rowsGroup, r.Len)))
	}
	return w.close(err)
}

// RowsWriter writes a table of texts and numbers row by row: its memory does not grow
// with their number.
type RowsWriter struct {
	file *rowsFile
	due  [][]parquet.Value // by column
	err  error
}

// NewRowsWriter begins a Parquet file of rows, which bears its name once it is closed.
func NewRowsWriter(path string, columns []Column) (*RowsWriter, error) {
	file, err := newRowsFile(path, columns, nil)
	if err != nil {
		return nil, err
	}
	return &RowsWriter{file: file, due: make([][]parquet.Value, len(columns))}, nil
}

// Row adds a row: its texts and its numbers in the order of the columns of their kind.
func (w *RowsWriter) Row(texts []string, numbers []float64) {
	for i := range w.due {
		var v parquet.Value
		if w.file.columns[i].Kind == Text {
			v, texts = textValue(texts[0]), texts[1:]
		} else {
			v, numbers = numberValue(numbers[0]), numbers[1:]
		}
		w.due[i] = append(w.due[i], levelled(v, i))
	}
	if len(w.due[0]) == rowsGroup {
		w.flush()
	}
}

func (w *RowsWriter) flush() {
	if w.err == nil && len(w.due[0]) > 0 {
		w.err = w.file.group(func(c int) []parquet.Value { return w.due[c] })
	}
	for i := range w.due {
		w.due[i] = w.due[i][:0]
	}
}

// Close finishes the file, or removes it where it could not be written.
func (w *RowsWriter) Close() error {
	w.flush()
	return w.file.close(w.err)
}

// Abort removes what has been written.
func (w *RowsWriter) Abort() { w.file.close(errors.New("aborted")) }

// rowsFile is a Parquet file of rows that is being written.
type rowsFile struct {
	path    string
	file    *os.File
	columns []Column
	out     *parquet.GenericWriter[any]
}

func newRowsFile(path string, columns []Column, more map[string]string) (*rowsFile, error) {
	described, err := json.Marshal(columns)
	if err != nil {
		return nil, err
	}
	metadata := map[string]string{SchemaKey: strconv.Itoa(FileSchemaVersion), ColumnsKey: string(described)}
	maps.Copy(metadata, more)
	file, err := os.Create(path + ".partial")
	if err != nil {
		return nil, err
	}
	return &rowsFile{path: path, file: file, columns: columns, out: parquet.NewGenericWriter[any](file, rowsSchema(columns), parquet.Compression(&parquet.Snappy),
		parquet.DataPageStatistics(false), parquet.WriteBufferSize(1<<20),
		&parquet.WriterConfig{CreatedBy: "caloduc", KeyValueMetadata: metadata})}, nil
}

// group writes a row group, the values of one column after the other.
func (w *rowsFile) group(values func(column int) []parquet.Value) error {
	columns := w.out.ColumnWriters()
	for c := range w.columns {
		if _, err := columns[c].WriteRowValues(values(c)); err != nil {
			return err
		}
	}
	return w.out.Flush()
}

// close gives the file its name, or removes it where something went wrong before.
func (w *rowsFile) close(err error) error {
	if err == nil {
		err = errors.Join(w.out.Close(), w.file.Sync())
	}
	if err != nil {
		w.file.Close()
		os.Remove(w.file.Name())
		return fmt.Errorf("%s: %w", w.path, err)
	}
	if err := w.file.Close(); err != nil {
		return err
	}
	return os.Rename(w.file.Name(), w.path)
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

// rows are the values of some rows, by column.
func (r *Rows) rows(from, to int) func(column int) []parquet.Value {
	values := make([]parquet.Value, 0, to-from)
	return func(column int) []parquet.Value {
		values = values[:0]
		for row := from; row < to; row++ {
			values = append(values, r.cell(column, row))
		}
		return values
	}
}

// cell is the value at a place, null where there is none.
func (r *Rows) cell(column, row int) parquet.Value {
	switch r.Columns[column].Kind {
	case Whole:
		return levelled(parquet.Int64Value(r.Integers[column][row]), column)
	case Text:
		return levelled(textValue(r.Texts[column][row]), column)
	}
	return levelled(numberValue(r.Numbers[column][row]), column)
}

// textValue and numberValue are values of those kinds, null where there is none.
func textValue(s string) parquet.Value {
	if s == "" {
		return parquet.NullValue()
	}
	return parquet.ByteArrayValue([]byte(s))
}

func numberValue(x float64) parquet.Value {
	if math.IsNaN(x) {
		return parquet.NullValue()
	}
	return parquet.DoubleValue(x)
}

// levelled is a value of a column that may be empty.
func levelled(v parquet.Value, column int) parquet.Value {
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
	r = &Rows{Metadata: map[string]string{}}
	for _, kv := range f.Metadata().KeyValueMetadata {
		r.Metadata[kv.Key] = kv.Value
	}
	return r, r.read(file, f, f.RowGroups(), 0, all, want)
}

// EachRows reads such a file part by part, each a table of its own, so that one larger
// than memory can be looked through.
func EachRows(path string, do func(*Rows) error) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	if err := eachRows(file, do); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return nil
}

func eachRows(file *os.File, do func(*Rows) error) (err error) {
	defer damaged(&err)
	var all []Column
	f, err := openParquet(file, ColumnsKey, &all)
	if err != nil {
		return err
	}
	groups := f.RowGroups()
	for g := range groups {
		r := new(Rows)
		if err := r.read(file, f, groups[g:g+1], g, all, nil); err != nil {
			return err
		}
		if err := do(r); err != nil {
			return err
		}
	}
	return nil
}

// read reads groups of rows, the first of which is at a place of the file, into an empty
// table.
func (r *Rows) read(file *os.File, f *parquet.File, groups []parquet.RowGroup, first int, all []Column, want func(Column) bool) error {
	r.Numbers, r.Integers, r.Texts = map[int][]float64{}, map[int][]int64{}, map[int][]string{}
	for _, g := range groups {
		r.Len += int(g.NumRows())
	}
	for i, c := range all {
		if want == nil || want(c) {
			r.Columns = append(r.Columns, c)
			if err := r.readColumn(file, f, groups, first, i, len(r.Columns)-1); err != nil {
				return fmt.Errorf("column %q: %w", c.Name, err)
			}
		}
	}
	return nil
}

// readColumn reads the column at a place of the file into one of the table.
func (r *Rows) readColumn(file *os.File, f *parquet.File, groups []parquet.RowGroup, first, from, to int) error {
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
	for g, group := range groups {
		if err := checkPages(file, &f.Metadata().RowGroups[first+g].Columns[from].MetaData); err != nil {
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
