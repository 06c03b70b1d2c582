package result

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// partial ends the name of a file that is still being written.
const partial = ".partial"

// owned are the files of a result directory, its figures apart.
var owned = []string{ManifestFile, ResolvedFile, IndicatorsFile, HourlyFile, DailyFile, MinuteFile, JobsFile, ReportFile}

// figureExts are the extensions of the files that are drawn into FiguresDir.
var figureExts = []string{".pdf", ".svg", ".png", ".tex", ".csv"}

const incompleteText = "This directory holds a run that has not finished. It is not a result.\n"

// Begin makes dir ready for a run: it exists, holds IncompleteFile and none of
// the files of an earlier run. A finished result is replaced only with force; a
// run that never finished is always replaced. A directory that holds other
// things and is no result is refused in any case, and only files that a run
// writes are ever removed.
func Begin(dir string, force bool) error {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	switch {
	case len(entries) == 0 || unfinished(dir):
	case !hasManifest(dir):
		return fmt.Errorf("%s: not empty and not a result: nothing is written there", dir)
	case !force:
		return fmt.Errorf("%s: holds a finished result: give --force to replace it, or another directory", dir)
	}
	if err := writeSynced(filepath.Join(dir, IncompleteFile), []byte(incompleteText)); err != nil {
		return err
	}
	syncDir(dir) // marked before anything of the earlier run goes
	return clean(dir)
}

// clean removes the files of an earlier run.
func clean(dir string) error {
	for _, name := range owned {
		for _, path := range []string{name, name + partial} {
			if err := remove(filepath.Join(dir, path)); err != nil {
				return err
			}
		}
	}
	return CleanFigures(dir)
}

// CleanFigures removes the figures that lie in dir, and nothing else that may be
// beside them.
func CleanFigures(dir string) error {
	figures := filepath.Join(dir, FiguresDir)
	entries, err := os.ReadDir(figures)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	left := 0
	for _, e := range entries {
		name := strings.TrimSuffix(e.Name(), partial)
		if e.IsDir() || !slices.Contains(figureExts, filepath.Ext(name)) {
			left++
		} else if err := remove(filepath.Join(figures, e.Name())); err != nil {
			return err
		}
	}
	if left > 0 {
		return nil
	}
	return remove(figures)
}

// Finish turns the directory of a run into a result: everything is brought to
// disk, and last of all IncompleteFile goes.
func Finish(dir string) error {
	if !exists(dir, ManifestFile) {
		return fmt.Errorf("%s: the run cannot be finished: no %s", dir, ManifestFile)
	}
	for _, name := range owned {
		if exists(dir, name+partial) {
			return fmt.Errorf("%s: the run cannot be finished: %s is still being written", dir, name)
		}
		if err := syncFile(filepath.Join(dir, name)); err != nil {
			return err
		}
	}
	syncDir(filepath.Join(dir, FiguresDir))
	syncDir(dir)
	if err := os.Remove(filepath.Join(dir, IncompleteFile)); err != nil {
		return err
	}
	syncDir(dir)
	return nil
}

// unfinished tells whether dir holds our mark of an unfinished run, be it cut
// short.
func unfinished(dir string) bool {
	text, err := os.ReadFile(filepath.Join(dir, IncompleteFile))
	return err == nil && strings.HasPrefix(incompleteText, string(text))
}

// hasManifest tells whether dir holds a manifest, and not another program's file
// of that name.
func hasManifest(dir string) bool {
	text, err := os.ReadFile(filepath.Join(dir, ManifestFile))
	var m Manifest
	return err == nil && json.Unmarshal(text, &m) == nil && m.SchemaVersion > 0
}

func exists(dir, name string) bool {
	_, err := os.Lstat(filepath.Join(dir, name))
	return err == nil
}

// remove removes a file that may be absent.
func remove(path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return nil
}

// writeSynced writes a file and waits until it is on disk.
func writeSynced(path string, text []byte) error {
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	_, err = file.Write(text)
	return errors.Join(err, file.Sync(), file.Close())
}

// syncFile brings a file that may be absent to disk.
func syncFile(path string) error {
	file, err := os.OpenFile(path, os.O_RDWR, 0)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	return errors.Join(file.Sync(), file.Close())
}

// syncDir brings a directory's list of names to disk where the system can:
// Windows cannot, and needs not.
func syncDir(path string) {
	if dir, err := os.Open(path); err == nil {
		_ = dir.Sync()
		dir.Close()
	}
}
