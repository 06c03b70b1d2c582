package experiments

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"caloduc/sim/param"
)

//go:embed *.toml
var bundled embed.FS

// Bundled is one experiment that ships with the program.
type Bundled struct {
	Name string // of its file
	Spec *Spec
	Text []byte
}

// List returns the bundled experiments, sorted by name.
func List() ([]Bundled, error) {
	files, err := fs.Glob(bundled, "*.toml")
	if err != nil {
		return nil, err
	}
	var out []Bundled
	for _, name := range files {
		text, err := bundled.ReadFile(name)
		if err != nil {
			return nil, err
		}
		s := new(Spec)
		if _, err := param.Decode(name, text, s, nil); err != nil {
			return nil, err
		}
		out = append(out, Bundled{Name: name, Spec: s, Text: text})
	}
	return out, nil
}

// Locate returns the path of an experiment: the file of that name or, where there is
// none, a copy of the bundled experiment of that name among the user's cached files.
func Locate(name string) (string, error) {
	if _, err := os.Stat(name); err == nil || !errors.Is(err, fs.ErrNotExist) {
		return name, nil
	}
	file := strings.TrimSuffix(name, ".toml") + ".toml"
	text, err := bundled.ReadFile(file)
	if err != nil {
		return name, nil // whoever opens it says that there is none
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		cache = os.TempDir()
	}
	sum := sha256.Sum256(text)
	dir := filepath.Join(cache, "caloduc", hex.EncodeToString(sum[:4]))
	path := filepath.Join(dir, file)
	if have, err := os.ReadFile(path); err == nil && bytes.Equal(have, text) {
		return path, nil
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return "", err
	}
	return path, os.WriteFile(path, text, 0o666)
}
