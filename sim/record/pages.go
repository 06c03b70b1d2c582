package record

import (
	"errors"
	"fmt"
	"io"
	"math"
	"os"

	"github.com/klauspost/compress/s2"
	"github.com/parquet-go/parquet-go/encoding/thrift"
	"github.com/parquet-go/parquet-go/format"
)

// Most that a page of a file may say it holds: far above what this package writes.
const (
	mostPageBytes  = 64 << 20
	mostPageValues = 1 << 22
)

// checkPages refuses a column whose pages are said to be longer than the column, or to
// unfold to more than any page does: the library makes room for whatever it is told.
func checkPages(file *os.File, m *format.ColumnMetaData) error {
	at := m.DataPageOffset
	if d := m.DictionaryPageOffset; d > 0 && d < at {
		at = d
	}
	end := at + m.TotalCompressedSize
	if at < 4 || m.TotalCompressedSize < 0 {
		return errors.New("damaged: it lies outside of the file")
	}
	buf := make([]byte, 1<<16)
	for at < end {
		h, n, err := pageHeader(file, at, end, buf)
		if err != nil {
			return fmt.Errorf("damaged: %w", err)
		}
		size := int64(h.CompressedPageSize)
		var start [16]byte // of what is compressed
		levels := int64(0)
		values := h.DataPageHeader.V.NumValues + h.DictionaryPageHeader.V.NumValues
		if v2 := &h.DataPageHeaderV2.V; h.DataPageHeaderV2.Valid {
			values, levels = v2.NumValues, int64(v2.RepetitionLevelsByteLength)+int64(v2.DefinitionLevelsByteLength)
		}
		if size < 0 || at+n+size > end || h.UncompressedPageSize > mostPageBytes || values > mostPageValues || levels < 0 || levels > size {
			return fmt.Errorf("damaged: a page of %d bytes, %d unfolded, %d values", size, h.UncompressedPageSize, values)
		}
		k, _ := file.ReadAt(start[:min(16, size-levels)], at+n+levels)
		if m.Codec == format.Snappy && k > 0 {
			if full, err := s2.DecodedLen(start[:k]); err != nil || full > mostPageBytes {
				return fmt.Errorf("damaged: a page unfolds to %d bytes", full)
			}
		}
		at += n + size
	}
	return nil
}

// pageHeader reads the header of the page at a place, and its length.
func pageHeader(file *os.File, at, end int64, buf []byte) (h format.PageHeader, length int64, err error) {
	for _, room := range []int64{1 << 11, int64(len(buf))} {
		n, err := file.ReadAt(buf[:min(room, end-at, math.MaxInt32)], at)
		if n == 0 && err != nil {
			return h, 0, errors.Join(io.ErrUnexpectedEOF, err)
		}
		h = format.PageHeader{}
		r := new(thrift.CompactProtocol).NewReaderFromBytes(buf[:n])
		if err = thrift.NewDecoder(r).Decode(&h); err == nil {
			return h, int64(r.BytesRead()), nil
		}
		if room == int64(len(buf)) || n < int(room) {
			return h, 0, err
		}
	}
	return h, 0, io.ErrUnexpectedEOF
}
