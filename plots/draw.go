package plots

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"caloduc/experiments/result"
	"caloduc/plots/canvas"
)

// Options say how figures are drawn. The zero value draws every figure of the
// result in every format, in English, one column wide, into its own directory.
type Options struct {
	Formats []string // of Formats; nil: all but tex
	Style   string   // "column" unless given, or "wide", "slide"
	Lang    string   // "en" unless given, or "fr"
	Dir     string   // where the files go; DIR/figures of the result unless given
	// Outlines asks for letters as outlines in PDF and SVG, which look the same
	// everywhere, in place of text, which an editor can change.
	Outlines bool
	Only     string // the name, or the kind, of the one figure to draw; "": all
	Every    bool   // also one figure of every kind that the result does not ask for
	// Compare are results beside which figures of the kind "compare" put this one;
	// a result that asks for no such figure gets one.
	Compare []*result.Result
}

// OptionError says that Options ask for what there is not.
type OptionError struct{ text string }

// Error says what was asked for, and what there is.
func (e *OptionError) Error() string { return e.text }

// asked is a figure that a result asks for, and the results to compare it with.
type asked struct {
	result.Figure
	compare []*result.Result
}

// titled is the title asked for, or else the kind's own.
func (a asked) titled(own string) string {
	return cmp.Or(a.Title, own)
}

// Draw draws the figures that a stored result asks for and returns the paths
// written and, for each figure skipped because the result lacks its channels, a
// notice. Nothing is simulated.
func Draw(r *result.Result, o Options) (paths, notices []string, err error) {
	style, w, err := o.prepare()
	if err != nil {
		return nil, nil, err
	}
	o.Dir = cmp.Or(o.Dir, filepath.Join(r.Dir(), result.FiguresDir))
	figures := r.Manifest().Figures
	if len(o.Compare) > 0 && !slices.ContainsFunc(figures, func(f result.Figure) bool { return f.Kind == compareKind }) {
		figures = append(slices.Clone(figures), result.Figure{Name: compareKind, Kind: compareKind})
	}
	for _, kind := range kinds.names() {
		asks := slices.ContainsFunc(figures, func(f result.Figure) bool { return f.Kind == kind || f.Name == kind })
		if !asks && (o.Only == kind || o.Every && kind != compareKind) {
			figures = append(slices.Clone(figures), result.Figure{Name: kind, Kind: kind})
		}
	}
	wanted := func(f result.Figure) bool { return o.Only == f.Name }
	return o.drawAll(figures, wanted, kinds.names(), func(f result.Figure) ([]string, error) { return drawOne(r, f, style, w, o) })
}

// skipped is an error for which a figure is skipped as one is that the result lacks.
type skipped struct{ error }

// Is implements what errors.Is looks for.
func (skipped) Is(target error) bool { return target == ErrLacks }

// drawAll draws figures, of which wanted tells the only one asked for, and says of
// each that lacks what it shows that it is skipped.
func (o *Options) drawAll(figures []result.Figure, wanted func(result.Figure) bool, kinds []string, draw func(result.Figure) ([]string, error)) (paths, notices []string, err error) {
	found := false
	for _, f := range figures {
		if o.Only != "" && !wanted(f) {
			continue
		}
		found = true
		written, err := draw(f)
		paths = append(paths, written...)
		if errors.Is(err, ErrLacks) {
			notices = append(notices, fmt.Sprintf("figure %s skipped: %v", f.Name, err))
		} else if err != nil {
			return paths, notices, fmt.Errorf("figure %s: %w", f.Name, err)
		}
	}
	if !found && o.Only != "" {
		return nil, nil, &OptionError{fmt.Sprintf("no figure and no kind is named %q: one of %s", o.Only, strings.Join(kinds, ", "))}
	}
	return paths, notices, nil
}

// prepare checks the options, fills in what is not given and returns style and
// words.
func (o *Options) prepare() (Style, words, error) {
	o.Style = cmp.Or(o.Style, "column")
	style, ok := styles[o.Style]
	if !ok {
		return style, words{}, &OptionError{fmt.Sprintf("unknown style %q: one of %s", o.Style, strings.Join(slices.Sorted(maps.Keys(styles)), ", "))}
	}
	w, err := wordsOf(o.Lang)
	if err != nil {
		return style, w, err
	}
	if o.Formats == nil {
		o.Formats = usual
	}
	for _, f := range o.Formats {
		if !slices.Contains(Formats, f) {
			return style, w, &OptionError{fmt.Sprintf("unknown format %q: one of %s", f, strings.Join(Formats, ", "))}
		}
	}
	return style, w, nil
}

// undrawable, deferred, turns the panic of a text that the font cannot draw, a
// campus' name perhaps, into an error for which the figure is skipped.
func undrawable(err *error) {
	if caught := recover(); caught != nil {
		m, ok := caught.(canvas.Missing)
		if !ok {
			panic(caught)
		}
		*err = skipped{m} // the figure alone: the result is none the worse
	}
}

// drawOne draws one figure and writes it.
func drawOne(r *result.Result, f result.Figure, s Style, w words, o Options) (paths []string, err error) {
	defer undrawable(&err)
	draw, ok := kinds.named(f.Kind)
	if !ok {
		return nil, fmt.Errorf("unknown kind %q", f.Kind)
	}
	d, err := draw(r, asked{f, o.Compare}, s, w)
	if err != nil {
		return nil, err
	}
	if about := r.Manifest().Title; about != "" {
		d.description += " " + about
	}
	d.outlines = o.Outlines
	return d.save(o.Dir, f.Name, o.Formats)
}
