package record

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/format"
)

// File reads a file of the recorder, one column at a time.
type File struct {
	path     string
	file     *os.File
	parquet  *parquet.File
	columns  map[string]int
	channels []ChannelInfo
}

// OpenFile opens a file that a recorder has written and reads its table of
// contents. Close it after use.
func OpenFile(path string) (*File, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	f := &File{path: path, file: file, columns: map[string]int{}}
	if err := f.readContents(); err != nil {
		file.Close()
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return f, nil
}

func (f *File) readContents() error {
	var err error
	if f.parquet, err = openParquet(f.file, ChannelsKey, &f.channels); err != nil {
		return err
	}
	for i, path := range f.parquet.Schema().Columns() {
		f.columns[strings.Join(path, ".")] = i
	}
	return nil
}

// damaged, deferred, turns a panic of the library, which trusts what a file says of
// itself, into an error.
func damaged(err *error) {
	if p := recover(); p != nil {
		*err = fmt.Errorf("the file is damaged: %v", p)
	}
}

// checkFooter refuses a file whose table of contents is said to be longer than the file:
// the library makes room for whatever it is told.
func checkFooter(file *os.File, size int64) error {
	var tail [8]byte
	if _, err := file.ReadAt(tail[:], size-8); err != nil {
		return fmt.Errorf("not a readable Parquet file: %w", err)
	}
	if n := int64(binary.LittleEndian.Uint32(tail[:4])); n > size-8 {
		return fmt.Errorf("not a readable Parquet file: a table of contents of %d bytes in a file of %d", n, size)
	}
	return nil
}

// openParquet reads the table of contents of a file that this package has written,
// and the JSON under a key of its metadata.
func openParquet(file *os.File, key string, described any) (f *parquet.File, err error) {
	defer damaged(&err)
	info, err := file.Stat()
	if err != nil {
		return nil, err
	}
	if err := checkFooter(file, info.Size()); err != nil {
		return nil, err
	}
	f, err = parquet.OpenFile(file, info.Size(), parquet.SkipPageIndex(true), parquet.SkipBloomFilters(true), parquet.ReadBufferSize(1<<16))
	if err != nil {
		return nil, fmt.Errorf("not a readable Parquet file: %w", err)
	}
	for _, group := range f.Metadata().RowGroups {
		for _, c := range group.Columns {
			if m := c.MetaData; m.Codec != format.Snappy && m.Codec != format.Uncompressed || m.TotalCompressedSize > info.Size() {
				return nil, errors.New("not written by caloduc: columns of another kind")
			}
		}
	}
	text, _ := f.Lookup(SchemaKey)
	version, err := strconv.Atoi(text)
	if err != nil {
		return nil, errors.New("not written by caloduc: its metadata lacks " + SchemaKey)
	}
	if version > FileSchemaVersion {
		return nil, fmt.Errorf("written by a newer caloduc: layout %d, this program reads up to %d", version, FileSchemaVersion)
	}
	text, _ = f.Lookup(key)
	if err := json.Unmarshal([]byte(text), described); err != nil {
		return nil, fmt.Errorf("metadata %s: %w", key, err)
	}
	return f, nil
}

// Close closes the file.
func (f *File) Close() error { return f.file.Close() }

// Channels describes the channels in the file.
func (f *File) Channels() []ChannelInfo { return f.channels }

// Metadata returns an entry of the file's metadata.
func (f *File) Metadata(key string) (string, bool) { return f.parquet.Lookup(key) }

// Rows is the number of rows.
func (f *File) Rows() int { return int(f.parquet.NumRows()) }

// expected is how many values a column should have: as the file says, unless that is
// more than the longest run has hours.
func (f *File) expected() int { return min(max(0, f.Rows()), 1<<20) }

// Times reads the time column: the start of each hour or minute, UTC.
func (f *File) Times() ([]time.Time, error) {
	times := make([]time.Time, 0, f.expected())
	err := f.pages(TimeColumn, parquet.Int64, func(p parquet.Page) {
		data := p.Data()
		for _, ms := range data.Int64() {
			times = append(times, time.UnixMilli(ms).UTC())
		}
	})
	return times, err
}

// Floats reads a column of values.
func (f *File) Floats(column string) ([]float32, error) {
	values := make([]float32, 0, f.expected())
	err := f.pages(column, parquet.Float, func(p parquet.Page) {
		data := p.Data()
		values = append(values, data.Float()...)
	})
	return values, err
}

// pages calls each for every page of a column, in order.
func (f *File) pages(column string, kind parquet.Kind, each func(parquet.Page)) (err error) {
	defer damaged(&err)
	index, ok := f.columns[column]
	if !ok {
		return fmt.Errorf("%s: no column %q", f.path, column)
	}
	for g, group := range f.parquet.RowGroups() {
		chunk := group.ColumnChunks()[index]
		if err := checkPages(f.file, &f.parquet.Metadata().RowGroups[g].Columns[index].MetaData); err != nil {
			return fmt.Errorf("%s: column %q: %w", f.path, column, err)
		}
		if chunk.Type().Kind() != kind {
			return fmt.Errorf("%s: column %q holds %s, not %s", f.path, column, chunk.Type(), kind)
		}
		if err := chunkPages(chunk, each); err != nil {
			return fmt.Errorf("%s: column %q: %w", f.path, column, err)
		}
	}
	return nil
}

func chunkPages(chunk parquet.ColumnChunk, each func(parquet.Page)) error {
	pages := chunk.Pages()
	defer pages.Close()
	for {
		page, err := pages.ReadPage()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		each(page)
		parquet.Release(page)
	}
}
