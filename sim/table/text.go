// Package table reads text tables, all in one way whatever they hold: weather,
// prices, power, points of a study.
package table

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// MaxBytes is the size, in bytes once unpacked, beyond which no table is read: a
// year of seconds takes less.
const MaxBytes = 1 << 30

// Text returns what a file says: unpacked where gzip packed it, without its
// byte-order mark. What holds no table is refused by the name of what it is.
func Text(data []byte) (string, error) {
	data, err := unpack(data)
	if err != nil {
		return "", err
	}
	if len(data) > MaxBytes {
		return "", fmt.Errorf("the file has %d MB: at most %d are read", len(data)>>20, MaxBytes>>20)
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if what := foreign(data); what != "" {
		return "", errors.New(what)
	}
	return string(data), nil
}

// unpack returns the bytes of a file that gzip may have packed.
func unpack(data []byte) ([]byte, error) {
	if !bytes.HasPrefix(data, []byte{0x1f, 0x8b}) {
		return data, nil
	}
	z, err := gzip.NewReader(bytes.NewReader(data))
	if err == nil {
		data, err = io.ReadAll(io.LimitReader(z, MaxBytes+1))
	}
	if err != nil {
		return nil, fmt.Errorf("damaged gzip: %w", err)
	}
	return data, nil
}

// foreign says what a file is that holds no text table, "" for a table.
func foreign(data []byte) string {
	head := data[:min(len(data), 1<<16)]
	start := strings.ToLower(string(bytes.TrimSpace(head[:min(len(head), 512)])))
	switch {
	case len(bytes.TrimSpace(head)) == 0 && len(data) <= len(head):
		return "the file is empty"
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		return "a zip archive (a spreadsheet is one, too): unpack it and name the file inside"
	case bytes.HasPrefix(head, []byte{0xff, 0xfe}), bytes.HasPrefix(head, []byte{0xfe, 0xff}):
		return "text in UTF-16: save it as UTF-8"
	case strings.HasPrefix(start, "version https://git-lfs"):
		return "a pointer of Git LFS, not the file: fetch it with git lfs pull"
	case strings.HasPrefix(start, "<!doctype html"), strings.HasPrefix(start, "<html"):
		return "a web page (HTML), not a table: an error page of the server, perhaps"
	case bytes.HasPrefix(head, []byte("PAR1")):
		return "a Parquet file: write it as CSV"
	case bytes.IndexByte(head, 0) >= 0:
		return "binary content, not text"
	}
	if !utf8.Valid(head[:len(head)-partial(head)]) && len(head) < len(data) || len(head) == len(data) && !utf8.Valid(head) {
		return latin(head)
	}
	return ""
}

// partial is the number of bytes at the end that begin a rune without ending it.
func partial(head []byte) int {
	for n := 1; n <= 3 && n <= len(head); n++ {
		if b := head[len(head)-n]; utf8.RuneStart(b) {
			if utf8.FullRune(head[len(head)-n:]) {
				return 0
			}
			return n
		}
	}
	return 0
}

// latin accepts text in an 8-bit code, in which names alone can differ, and refuses
// bytes that no such text has.
func latin(head []byte) string {
	for _, b := range head {
		if b < 0x20 && b != '\n' && b != '\r' && b != '\t' && b != '\f' {
			return "binary content, not text"
		}
	}
	return ""
}
