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
	Formats []string      // of Formats; nil: all but tex
	Style   string        // "column" unless given, or "wide", "slide"
	Lang    string        // "en" unless given, or "fr"
	Dir     string        // where the files go; DIR/figures of the result unless given
	Look    result.Figure // what is said of all figures, before what they say themselves
	Shared  result.Figure // the same of a file of style, of which a kind takes what it can
	// Outlines asks for letters as outlines in PDF and SVG, which look the same
	// everywhere, in place of text, which an editor can change.
	Outlines bool
	Only     string // the name, or the kind, of the one figure to draw; "": all
	Every    bool   // also one figure of every kind that the result does not ask for
	// Compare are results beside which figures of the kind "compare" put this one;
	// a result that asks for no such figure gets one.
	Compare []*result.Result

	notices []string // gathered while drawing
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
	err = o.prepare()
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
	wanted := func(f result.Figure) bool { return o.Only == f.Name || o.Only == f.Kind }
	return o.drawAll(figures, wanted, kinds.names(), func(f result.Figure) ([]string, error) { return drawOne(r, f, &o) })
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
	return paths, append(notices, o.notices...), nil
}

// prepare checks the options and fills in what is not given.
func (o *Options) prepare() error {
	if _, ok := styles[cmp.Or(o.Style, "column")]; !ok {
		return &OptionError{fmt.Sprintf("unknown style %q: one of %s", o.Style, strings.Join(slices.Sorted(maps.Keys(styles)), ", "))}
	}
	if _, err := wordsOf(o.Lang); err != nil {
		return err
	}
	if o.Formats == nil {
		o.Formats = usual
	}
	for _, f := range o.Formats {
		if !slices.Contains(Formats, f) {
			return &OptionError{fmt.Sprintf("unknown format %q: one of %s", f, strings.Join(Formats, ", "))}
		}
	}
	return nil
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
func drawOne(r *result.Result, f result.Figure, o *Options) (paths []string, err error) {
	defer undrawable(&err)
	draw, ok := kinds.named(f.Kind)
	if !ok {
		return nil, fmt.Errorf("unknown kind %q", f.Kind)
	}
	f, s, w, err := o.dress(f, kinds.keys(f.Kind))
	if err != nil {
		return nil, err
	}
	restore, err := shown(r, &f, o.Compare)
	if err != nil {
		return nil, err
	}
	defer restore()
	painted(f.Colours, func() {
		var d *drawing
		if d, err = draw(r, asked{f, o.Compare}, s, w); err != nil {
			return
		}
		d.kind = f.Kind
		d.caption = captionOf(r, f.Kind, d, len(o.Compare), w)
		if about := r.Manifest().Title; about != "" {
			d.description += " " + about
		}
		d.finish(s)
		d.outlines = o.Outlines
		paths, err = d.save(o.Dir, f.Name, o.Formats)
		o.tellUnused(f, s)
	})
	return paths, err
}

// dress is dressed, and notes what of the options has no effect: an error where they
// ask for this figure alone.
func (o *Options) dress(f result.Figure, keys []string) (result.Figure, Style, words, error) {
	g, s, w, refused, err := o.dressed(f, keys, styles)
	for _, key := range refused {
		kind, _ := result.KindNamed(f.Kind)
		hint, _ := kind.Refuses(key)
		hint = key + ": " + cmp.Or(hint, "this key is not for "+f.Kind)
		if o.Only != "" {
			return g, s, w, &OptionError{hint}
		}
		o.notices = append(o.notices, "figure "+f.Name+": "+hint)
	}
	return g, s, w, err
}

// tellUnused notes labels that were asked for this figure alone and for which it has no
// text.
func (o *Options) tellUnused(f result.Figure, s Style) {
	for _, text := range slices.Sorted(slices.Values(s.labels.unused())) {
		if _, given := o.Look.Labels[text]; given && o.Only != "" {
			o.notices = append(o.notices, fmt.Sprintf("figure %s: labels: nothing is written %q", f.Name, text))
		}
	}
}
