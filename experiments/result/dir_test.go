package result

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"caloduc/sim"
	"caloduc/sim/record"
)

func put(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// names lists what is below dir, folders apart.
func names(t *testing.T, dir string) []string {
	t.Helper()
	var found []string
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			rel, _ := filepath.Rel(dir, path)
			found = append(found, filepath.ToSlash(rel))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(found)
	return found
}

func TestBeginNeverTouchesWhatIsNotOurs(t *testing.T) {
	for _, theirs := range [][2]string{
		{"thesis.tex", "years of work"},
		{ManifestFile, `{"name": "a web page"}`},
		{HourlyFile, "PAR1"},
		{IncompleteFile, "chapter three"},
	} {
		for _, force := range []bool{false, true} {
			dir := t.TempDir()
			put(t, filepath.Join(dir, theirs[0]), theirs[1])
			if err := Begin(dir, force); err == nil || !strings.Contains(err.Error(), dir) {
				t.Errorf("%s, force %v: %v", theirs[0], force, err)
			}
			if text, _ := os.ReadFile(filepath.Join(dir, theirs[0])); string(text) != theirs[1] || len(names(t, dir)) != 1 {
				t.Errorf("%s: the directory now holds %v", theirs[0], names(t, dir))
			}
		}
	}
	file := filepath.Join(t.TempDir(), "file")
	put(t, file, "")
	if Begin(file, true) == nil {
		t.Error("a file passes for a directory")
	}
}

func TestBeginReplacesAFinishedResultOnlyWithForce(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, 1)
	for _, name := range []string{"figures/pue.pdf", "figures/pue.svg", "figures/pue.png", "figures/pue.tex", "figures/mine.docx", "notes.txt", "resolved.toml"} {
		put(t, filepath.Join(dir, filepath.FromSlash(name)), "x")
	}
	before := names(t, dir)
	if err := Begin(dir, false); err == nil || !strings.Contains(err.Error(), "--force") {
		t.Errorf("without force: %v", err)
	}
	if !slices.Equal(names(t, dir), before) {
		t.Errorf("refused, but changed to %v", names(t, dir))
	}
	if err := Begin(dir, true); err != nil {
		t.Fatal(err)
	}
	if got := names(t, dir); !slices.Equal(got, []string{IncompleteFile, "figures/mine.docx", "notes.txt"}) {
		t.Errorf("left %v", got)
	}
}

// A run that dies leaves a directory that nobody takes for a result, and that
// the next run may use without force.
func TestCrashLeavesIncomplete(t *testing.T) {
	dir := t.TempDir()
	if err := Begin(dir, false); err != nil {
		t.Fatal(err)
	}
	cal, err := sim.NewCalendar(manifest().Start, 1, "UTC")
	if err != nil {
		t.Fatal(err)
	}
	var x float64
	reg := record.NewRegistry()
	reg.Root().Channel(&x, "x_MW", "")
	r, err := record.NewRecorder(reg, cal, record.Options{Path: filepath.Join(dir, HourlyFile)})
	if err != nil {
		t.Fatal(err)
	}
	for m := range sim.Day {
		if err := r.Minute(m); err != nil {
			t.Fatal(err)
		}
	}
	// The process ends here: neither Close nor Abort is called.
	if got := names(t, dir); !slices.Equal(got, []string{IncompleteFile, HourlyFile + partial}) {
		t.Errorf("left %v", got)
	}
	if _, err := Open(dir); err == nil {
		t.Error("opens")
	}
	if err := WriteManifest(dir, manifest()); err != nil {
		t.Fatal(err)
	}
	if err := Finish(dir); err == nil || !strings.Contains(err.Error(), HourlyFile) {
		t.Errorf("finished over an unfinished file: %v", err)
	}
	if err := r.Abort(); err != nil { // only so that the test's directory can go
		t.Fatal(err)
	}
	put(t, filepath.Join(dir, HourlyFile+partial), "PAR1")
	if err := Begin(dir, false); err != nil {
		t.Errorf("the next run is refused: %v", err)
	}
	if got := names(t, dir); !slices.Equal(got, []string{IncompleteFile}) {
		t.Errorf("left %v", got)
	}
}

func TestFinishNeedsAManifest(t *testing.T) {
	dir := t.TempDir()
	if err := Begin(dir, false); err != nil {
		t.Fatal(err)
	}
	if Finish(dir) == nil {
		t.Error("finished without a manifest")
	}
	if got := names(t, dir); !slices.Equal(got, []string{IncompleteFile}) {
		t.Errorf("left %v", got)
	}
}
