package sweep

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"

	"caloduc/experiments"
	"caloduc/experiments/result"
	"caloduc/sim/record"
)

// Names in a sweep's directory.
const (
	workDir = "work"

	totalsFile = "totals.csv" // of a run: its indicators by year and in total, in full
	errorFile  = "error.txt"  // of a run that failed
	crashFile  = "crash.txt"  // what a dying process left
)

// usable makes the directory of a sweep. One that holds other things is refused:
// its figures are replaced.
func usable(dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	own := slices.ContainsFunc(entries, func(e os.DirEntry) bool {
		return slices.Contains([]string{result.RunsDir, workDir, result.PlanFile}, e.Name())
	})
	switch {
	case slices.ContainsFunc(entries, func(e os.DirEntry) bool { return e.Name() == result.ManifestFile }):
		return &experiments.InputError{Err: fmt.Errorf("%s: holds the result of a single run: a sweep needs another directory", dir)}
	case len(entries) > 0 && !own:
		return &experiments.InputError{Err: fmt.Errorf("%s: not empty and not a sweep: nothing is written there", dir)}
	}
	return os.MkdirAll(filepath.Join(dir, result.RunsDir), 0o777)
}

// write writes a file of the sweep whole or not at all, and brings it to disk.
func (s *session) write(name string, text []byte) error {
	tmp := filepath.Join(s.dir, filepath.Base(name))
	if err := os.WriteFile(tmp, text, 0o666); err != nil {
		return storageOr(err, s.Out)
	}
	return s.place(tmp, name)
}

// place brings a file made in the session's directory to disk and to its place.
func (s *session) place(tmp, name string) error {
	err := syncPath(tmp)
	if err == nil {
		err = os.Rename(tmp, filepath.Join(s.Out, name))
	}
	if err == nil {
		err = syncPath(filepath.Dir(filepath.Join(s.Out, name)))
	}
	return storageOr(err, s.Out)
}

// syncPath brings a file, or the list of names of a directory, to disk. A
// directory is not synced where the system cannot (Windows).
func syncPath(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	if err := f.Sync(); err != nil && !info.IsDir() {
		return err
	}
	return nil
}

// commit brings the parts of a run, made in tmp, to disk and to their place. It
// tells whether another process has put them there before.
func commit(dir, tmp, run string) (twice bool, err error) {
	entries, err := os.ReadDir(tmp)
	if err != nil {
		return false, err
	}
	for _, e := range entries {
		if err := syncPath(filepath.Join(tmp, e.Name())); err != nil {
			return false, err
		}
	}
	if err := syncPath(tmp); err != nil {
		return false, err
	}
	home := filepath.Join(dir, result.RunsDir)
	if err := os.Rename(tmp, filepath.Join(home, run)); err != nil {
		if stateOf(dir, run) == missing {
			return false, err
		}
		return true, os.RemoveAll(tmp)
	}
	return false, syncPath(home)
}

// state is what the store knows of a run.
type state int

const (
	missing state = iota
	done
	failed
)

// stateOf tells whether a run is stored, and whether it failed. What is in its
// place is whole.
func stateOf(dir, run string) state {
	home := filepath.Join(dir, result.RunsDir, run)
	if _, err := os.Stat(filepath.Join(home, totalsFile)); err == nil {
		return done
	}
	if _, err := os.Stat(filepath.Join(home, errorFile)); err == nil {
		return failed
	}
	return missing
}

// storageError tells whether an error is one of the disk or of the directory,
// which is no fault of the run: the sweep stops.
func storageError(err error, dir string) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, syscall.ENOSPC):
		return fmt.Errorf("%s: the disk is full. What is stored is whole; make room, and the same command goes on: %w", dir, err)
	}
	path := ""
	var pe *fs.PathError
	var le *os.LinkError
	if errors.As(err, &pe) {
		path = pe.Path
	} else if errors.As(err, &le) {
		path = le.New
	}
	if path == "" {
		return nil
	}
	abs, err1 := filepath.Abs(dir)
	at, err2 := filepath.Abs(path)
	if err1 == nil && err2 == nil && strings.HasPrefix(at, abs+string(filepath.Separator)) {
		return fmt.Errorf("the sweep's directory cannot be written; the same command goes on: %w", err)
	}
	return nil
}

// writeTotals writes the indicators of a run by year and in total, in full
// precision.
func writeTotals(path string, rows []record.Summary) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	w := csv.NewWriter(f)
	for _, r := range rows {
		value := ""
		if !math.IsNaN(r.Value) && !math.IsInf(r.Value, 0) {
			value = strconv.FormatFloat(r.Value, 'g', -1, 64)
		}
		w.Write([]string{r.Name, r.Scope, r.Period, value, r.Unit.Suffix, r.Unit.Symbol, strconv.FormatBool(r.Main), r.Meaning})
	}
	w.Flush()
	return errors.Join(w.Error(), f.Close())
}

// figure is a line of a run's totals.
type figure struct {
	name, scope, period   string
	value                 float64 // NaN where it does not exist
	unit, symbol, meaning string
	main                  bool
}

// full is the name of the figure's column.
func (f figure) full() string {
	name := f.name
	if f.scope != "" {
		name = f.scope + "." + name
	}
	if f.period != total {
		name += "." + f.period
	}
	return name
}

const total = "total"

// readTotals reads the indicators of a stored run.
func readTotals(dir, run string) ([]figure, error) {
	path := filepath.Join(dir, result.RunsDir, run, totalsFile)
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	in := csv.NewReader(f)
	in.FieldsPerRecord = 8
	lines, err := in.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	out := make([]figure, len(lines))
	for i, l := range lines {
		value := math.NaN()
		if l[3] != "" {
			if value, err = strconv.ParseFloat(l[3], 64); err != nil {
				return nil, fmt.Errorf("%s: line %d: %w", path, i+1, err)
			}
		}
		out[i] = figure{l[0], l[1], l[2], value, l[4], l[5], l[7], l[6] == "true"}
	}
	return out, nil
}
