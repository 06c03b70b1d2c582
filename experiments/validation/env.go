package validation

import (
	"os"
	"path/filepath"
	"strings"
	"sync"
)

// Env is what a comparison may use while it runs.
type Env struct {
	Full bool // long simulations are wanted

	root string   // folder of data
	memo sync.Map // results that several comparisons share, by key
}

// dataRoot returns the folder in which data is looked for: the one given, else
// that of the environment variable CALODUC_SHARED, else the folder shared beside
// the project (or beside the working directory where that is in no project).
func dataRoot(given string) string {
	if given != "" {
		return given
	}
	if dir := os.Getenv("CALODUC_SHARED"); dir != "" {
		return dir
	}
	beside := filepath.Join("..", "shared")
	dir, err := os.Getwd()
	for err == nil {
		if _, missing := os.Stat(filepath.Join(dir, "go.mod")); missing == nil {
			return filepath.Join(filepath.Dir(dir), "shared")
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			break
		}
		dir = parent
	}
	return beside
}

// File returns the path of a file of the shared folder and whether it is there.
// The folder of data may be the shared folder, its folder data, or one that
// holds the files themselves.
func (e *Env) File(path string) (file string, ok bool) {
	for _, p := range []string{path, strings.TrimPrefix(path, "data/"), filepath.Base(path)} {
		file = filepath.Join(e.root, filepath.FromSlash(p))
		if info, err := os.Stat(file); err == nil && info.Mode().IsRegular() {
			return file, true
		}
	}
	return "", false
}

// years picks the length of a simulation.
func (e *Env) years(short, full int) int {
	if e.Full {
		return full
	}
	return short
}

// once computes what several comparisons share a single time.
func once[T any](e *Env, key string, f func() (T, error)) (T, error) {
	v, _ := e.memo.LoadOrStore(key, sync.OnceValues(f))
	return v.(func() (T, error))()
}
