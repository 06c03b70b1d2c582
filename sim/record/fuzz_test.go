package record

import (
	"os"
	"path/filepath"
	"testing"

	"caloduc/sim"
)

// FuzzStored: whatever is in a stored file, it is read or refused; nothing panics.
func FuzzStored(f *testing.F) {
	dir := f.TempDir()
	rows := filepath.Join(dir, "runs.parquet")
	if err := WriteRows(rows, sampleRows(5)); err != nil {
		f.Fatal(err)
	}
	hourly := filepath.Join(dir, "hourly.parquet")
	signals := newSignals(2)
	r := newRecorder(f, signals.reg, testCalendar(f, "2026-01-01", 1), Options{Path: hourly})
	record(f, r, 50*sim.Hour, func(sim.Minute) {})
	if err := r.Close(); err != nil {
		f.Fatal(err)
	}
	for _, path := range []string{rows, hourly} {
		text, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
		f.Add(text[:len(text)/2])
	}
	path := filepath.Join(dir, "damaged.parquet")
	f.Fuzz(func(t *testing.T, text []byte) {
		if err := os.WriteFile(path, text, 0o666); err != nil {
			t.Fatal(err)
		}
		if r, err := ReadRows(path, nil); err == nil && r.Len > len(text)*1000 {
			t.Errorf("%d rows in %d bytes", r.Len, len(text))
		}
		file, err := OpenFile(path)
		if err != nil {
			return
		}
		defer file.Close()
		file.Times()
		for _, c := range file.Channels() {
			file.Floats(c.Name)
		}
	})
}
