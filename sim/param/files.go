package param

import (
	"path/filepath"
	"slices"
	"strings"
)

// Files declares the path of an input file, as File does, or a list of such paths.
func (p *Set) Files(dst *[]string, key, meaning string) *Field {
	*dst = nil
	return p.add(Field{Key: key, Kind: File, Default: "", Meaning: meaning, many: true, dst: dst})
}

// files returns the absolute paths of a list of files; of a single one its path alone.
func files(c *node) (v any, culprit *node, message string) {
	if len(c.elems) == 0 {
		return nil, c, "wants at least one file"
	}
	var all []string
	for _, e := range c.elems {
		name, ok := e.word()
		if !ok || name == "" {
			return nil, e, "wants the paths of files, in quotes, got " + describe(e)
		}
		path, message := file(name, c.src.dir)
		if message != "" {
			return nil, e, message
		}
		if slices.Contains(all, path.(string)) {
			return nil, e, Quote(name) + " is listed twice"
		}
		all = append(all, path.(string))
	}
	if len(all) == 1 {
		return all[0], c, ""
	}
	return all, c, ""
}

// filesOf returns the paths that a value of files holds.
func filesOf(v any) []string {
	switch v := v.(type) {
	case string:
		if v != "" {
			return []string{v}
		}
	case []string:
		return v
	}
	return nil
}

// Files returns the absolute paths of the files that the value names.
func (v Value) Files() []string {
	if v.Field.Kind != File {
		return nil
	}
	return filesOf(v.Value)
}

// relative returns the value, paths of files relative to a directory.
func (v Value) relative(to string) any {
	files := slices.Clone(v.Files())
	for i, path := range files {
		if rel, err := filepath.Rel(to, path); err == nil {
			path = rel
		}
		files[i] = filepath.ToSlash(path)
	}
	switch len(files) {
	case 0:
		return v.Value
	case 1:
		return files[0]
	}
	return files
}

// Contents returns a text that stands for the value: of files, the sums of their
// contents in place of their paths.
func (v Value) Contents(otherwise string) (string, error) {
	var sums []string
	for _, path := range v.Files() {
		sum, err := FileSum(path)
		if err != nil {
			return "", err
		}
		sums = append(sums, sum)
	}
	if sums == nil {
		return otherwise, nil
	}
	return strings.Join(sums, ", "), nil
}
