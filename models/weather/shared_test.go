package weather

import (
	"os"
	"path/filepath"
	"testing"
)

// sharedDir returns the folder of shared reference data: CALODUC_SHARED or the
// repository's sibling "shared". The test is skipped where there is none.
func sharedDir(t testing.TB) string {
	t.Helper()
	if dir := os.Getenv("CALODUC_SHARED"); dir != "" {
		return dir
	}
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for up := dir; up != filepath.Dir(up); up = filepath.Dir(up) {
		if _, err := os.Stat(filepath.Join(up, "go.mod")); err != nil {
			continue
		}
		shared := filepath.Join(filepath.Dir(up), "shared")
		if _, err := os.Stat(shared); err == nil {
			return shared
		}
	}
	t.Skip("no shared data: neither CALODUC_SHARED nor ../shared exists")
	return ""
}

// sharedWeather returns the path of a shared weather file; the test is skipped
// where it is not there.
func sharedWeather(t testing.TB, name string) string {
	t.Helper()
	path := filepath.Join(sharedDir(t), "data", "weather", name)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("needs %s: set CALODUC_SHARED to the folder that holds it", name)
	}
	return path
}
