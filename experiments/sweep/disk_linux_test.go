package sweep

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"caloduc/experiments/result"
)

// TestFullDisk runs a sweep on a file system too small for it: it stops with a
// clear error, nothing looks finished that is not, and with more room the same
// command goes on to the same bytes.
func TestFullDisk(t *testing.T) {
	withQuick(t)
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=1m"); err != nil {
		t.Skip("cannot mount a small file system here: ", err)
	}
	defer syscall.Unmount(dir, syscall.MNT_DETACH)
	file := experiment(t, seeds(30))
	o := quietly(t, filepath.Join(dir, "out"))
	err := run(t, file, o)
	if !errors.Is(err, syscall.ENOSPC) || !strings.Contains(err.Error(), "the disk is full") {
		t.Fatalf("error %v", err)
	}
	runs := finishedRuns(o.Out)
	if len(runs) == 0 || len(runs) > 12 {
		t.Errorf("%d runs on a disk for ten", len(runs))
	}
	for _, r := range runs {
		if info, err := os.Stat(filepath.Join(o.Out, result.RunsDir, r, "part4")); err != nil || info.Size() != 20_000 {
			t.Errorf("run %s looks finished: %v", r, err)
		}
	}
	for _, name := range []string{result.RunsFile, workDir} {
		if _, err := os.Stat(filepath.Join(o.Out, name)); err == nil {
			t.Errorf("%s was left", name)
		}
	}
	if err := syscall.Mount("", dir, "tmpfs", syscall.MS_REMOUNT, "size=20m"); err != nil {
		t.Fatal(err)
	}
	mustRun(t, file, o)
	calm := quietly(t, t.TempDir())
	mustRun(t, file, calm)
	for name, text := range contents(t, calm.Out) {
		if !strings.HasPrefix(name, result.RunsDir) { // the paths in resolved.toml depend on the place
			if got, _ := os.ReadFile(filepath.Join(o.Out, name)); string(got) != text {
				t.Errorf("%s differs", name)
			}
		}
	}
}
