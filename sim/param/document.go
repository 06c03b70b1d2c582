package param

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"
)

// extendsKey names the file that an experiment file is laid over.
const extendsKey = "extends"

// Load reads an experiment file with everything it extends, lays the --set
// strings ("path=value") over it and decodes the result into root. The error is
// of type Problems where the input is at fault.
func Load(path string, root Spec, sets []string) (*Resolved, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, Problems{{File: path, Message: readFailure(err)}}
	}
	return Decode(path, text, root, sets)
}

// Decode does what Load does with the text of a file given by name. Paths in it
// are relative to the name's directory.
func Decode(name string, text []byte, root Spec, sets []string) (*Resolved, error) {
	l := &loader{root: root}
	doc := l.document(name, string(text), nil)
	if doc == nil {
		return nil, l.problems.err()
	}
	return finish(doc, root, sets, "", l)
}

// With decodes the experiment once more, into another root, with further --set
// strings laid over it and without what is transient. Nothing is read again.
// Paths of files in the strings are relative to the experiment's file. Any number
// of goroutines may call it at once, each with a root of its own.
func (r *Resolved) With(sets []string, root Spec) (*Resolved, error) {
	l := &loader{documents: r.documents, lean: true, size: len(r.values)}
	return finish(r.doc.clone(), root, sets, filepath.Dir(r.documents[0]), l)
}

// finish lays --set strings over a document and decodes it into root.
func finish(doc *node, root Spec, sets []string, dir string, l *loader) (*Resolved, error) {
	fields := declared(root)
	for i, s := range sets {
		if p := apply(doc, fields, s, dir, i+1); p != nil {
			l.problems = append(l.problems, *p)
		}
	}
	r, problems := resolve(doc, root, fields, l.lean, l.size)
	if err := append(l.problems, problems...).err(); err != nil {
		return nil, err
	}
	r.documents = l.documents
	return r, nil
}

// loader reads a file and the files it extends.
type loader struct {
	root      Spec
	problems  Problems
	lean      bool     // what is transient is left out
	size      int      // number of values to expect
	documents []string // absolute paths, the file itself first
}

// document parses one file and lays it over the file it extends. chain holds the
// absolute paths of the files that led here. It returns nil where a file of the
// chain cannot be read or parsed.
func (l *loader) document(name, text string, chain []string) *node {
	src := newSource(name, filepath.Dir(name), strings.TrimPrefix(text, "\ufeff"), -len(chain))
	doc, problem := parse(src)
	if problem != nil {
		l.problems = append(l.problems, *problem)
		return nil
	}
	abs, err := filepath.Abs(name)
	if err != nil {
		l.problems = append(l.problems, Problem{File: name, Message: err.Error()})
		return nil
	}
	l.documents = append(l.documents, abs)
	ext := doc.child(extendsKey)
	if ext == nil {
		return doc
	}
	doc.drop(extendsKey)
	base := l.base(ext, append(chain, abs))
	if base == nil {
		return nil
	}
	overlay(base, doc, declared(l.root))
	return base
}

// base reads the document that an extends key names.
func (l *loader) base(ext *node, chain []string) *node {
	fail := func(format string, args ...any) *node {
		l.problems = append(l.problems, ext.src.problem(ext.val, fmt.Sprintf(format, args...)))
		return nil
	}
	file, ok := ext.value.(string)
	if !ok || file == "" {
		return fail("extends: wants the path of a file, got %s", describe(ext))
	}
	name := filepath.FromSlash(file)
	if !filepath.IsAbs(name) {
		name = filepath.Join(ext.src.dir, name)
	}
	abs, err := filepath.Abs(name)
	if err != nil {
		return fail("extends: %v", err)
	}
	if slices.Contains(chain, abs) {
		return fail("extends: %s extends itself, directly or through the files it extends", name)
	}
	text, err := os.ReadFile(name)
	if err != nil {
		return fail("extends: %s: %s", name, readFailure(err))
	}
	return l.document(name, string(text), chain)
}

func readFailure(err error) string {
	var pe *os.PathError
	switch {
	case errors.Is(err, os.ErrNotExist):
		return "no such file"
	case errors.As(err, &pe):
		return pe.Err.Error()
	}
	return err.Error()
}

// parse returns the tree of a text, or what is wrong with its syntax.
func parse(src *source) (*node, *Problem) {
	values, problem := decodeTOML(src.text)
	if problem != nil {
		p := src.problem(problem.off, "not valid TOML: "+problem.msg)
		return nil, &p
	}
	root, err := scan(src)
	if err == nil {
		err = fill(root, values)
	}
	var se *scanError
	if errors.As(err, &se) {
		p := src.problem(se.off, "not valid TOML: "+se.msg)
		return nil, &p
	}
	return root, nil
}

// decodeTOML returns the values of a text, or where and why it is not TOML.
func decodeTOML(text string) (values map[string]any, failure *scanError) {
	defer func() {
		if r := recover(); r != nil { // the library panics on some texts it cannot follow
			values, failure = nil, &scanError{msg: fmt.Sprint(r)}
		}
	}()
	_, err := toml.Decode(text, &values)
	var pe toml.ParseError
	if errors.As(err, &pe) {
		return nil, &scanError{off: pe.Position.Start, msg: strings.ReplaceAll(pe.Message, `'\x00'`, "the end of the text")}
	}
	if err != nil {
		return nil, &scanError{msg: err.Error()}
	}
	return values, nil
}

// fill stores the library's values in the scanned tree.
func fill(n *node, v any) error {
	lost := &scanError{off: n.key, msg: "this key is defined in a way that cannot be followed"}
	switch v := v.(type) {
	case map[string]any:
		if n.kind != tableNode || len(v) != len(n.keys) {
			return lost
		}
		for _, k := range n.keys {
			c, ok := v[k]
			if !ok {
				return lost
			}
			if err := fill(n.sub[k], c); err != nil {
				return err
			}
		}
	case []map[string]any:
		return fillList(n, lost, len(v), func(i int) any { return v[i] })
	case []any:
		return fillList(n, lost, len(v), func(i int) any { return v[i] })
	default:
		if n.kind != scalarNode {
			return lost
		}
		n.value = v
	}
	return nil
}

func fillList(n *node, lost error, size int, at func(int) any) error {
	if n.kind != listNode || len(n.elems) != size {
		return lost
	}
	for i, e := range n.elems {
		if err := fill(e, at(i)); err != nil {
			return err
		}
	}
	return nil
}
