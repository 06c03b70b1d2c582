package experiments

import (
	"embed"
	"io/fs"

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
