package plots

import (
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"caloduc/experiments/result"
)

// Options say how figures are drawn. The zero value draws every figure of the
// result in every format, in English, one column wide, into its own directory.
type Options struct {
	Formats []string // of Formats; nil: all
	Style   string   // "column" unless given, or "wide", "slide"
	Lang    string   // "en" unless given, or "fr"
	Dir     string   // where the files go; DIR/figures of the result unless given
	Only    string   // the name of the one figure to draw; "": all
}

// kind draws one kind of figure.
type kind func(r *result.Result, f result.Figure, s Style, w words) (*drawing, error)

var kinds = map[string]kind{}

// register makes a kind of figure known, to experiment files too.
func register(name, meaning string, k kind) {
	kinds[name] = k
	result.RegisterFigure(name, meaning)
}

// Draw draws the figures that a stored result asks for and returns the paths
// written and, for each figure skipped because the result lacks its channels, a
// notice. Nothing is simulated.
func Draw(r *result.Result, o Options) (paths, notices []string, err error) {
	if o.Style == "" {
		o.Style = "column"
	}
	style, ok := styles[o.Style]
	if !ok {
		return nil, nil, fmt.Errorf("unknown style %q: one of %s", o.Style, strings.Join(slices.Sorted(maps.Keys(styles)), ", "))
	}
	w, err := wordsOf(o.Lang)
	if err != nil {
		return nil, nil, err
	}
	if o.Formats == nil {
		o.Formats = Formats
	}
	for _, f := range o.Formats {
		if !slices.Contains(Formats, f) {
			return nil, nil, fmt.Errorf("unknown format %q: one of %s", f, strings.Join(Formats, ", "))
		}
	}
	if o.Dir == "" {
		o.Dir = filepath.Join(r.Dir(), result.FiguresDir)
	}
	found := false
	for _, f := range r.Manifest().Figures {
		if o.Only != "" && o.Only != f.Name {
			continue
		}
		found = true
		written, err := drawOne(r, f, style, w, o)
		paths = append(paths, written...)
		if errors.Is(err, ErrLacks) {
			notices = append(notices, fmt.Sprintf("figure %s skipped: %v", f.Name, err))
		} else if err != nil {
			return paths, notices, fmt.Errorf("figure %s: %w", f.Name, err)
		}
	}
	if !found && o.Only != "" {
		return nil, nil, fmt.Errorf("the result asks for no figure named %q", o.Only)
	}
	return paths, notices, nil
}

// drawOne draws one figure and writes it.
func drawOne(r *result.Result, f result.Figure, s Style, w words, o Options) (paths []string, err error) {
	defer func() { // a campus may bear a name that the font cannot draw
		if caught := recover(); caught != nil {
			m, ok := caught.(missing)
			if !ok {
				panic(caught)
			}
			err = m
		}
	}()
	k, ok := kinds[f.Kind]
	if !ok {
		return nil, fmt.Errorf("unknown kind %q", f.Kind)
	}
	d, err := k(r, f, s, w)
	if err != nil {
		return nil, err
	}
	if about := r.Manifest().Title; about != "" {
		d.description += " " + about
	}
	return d.save(o.Dir, f.Name, o.Formats)
}
