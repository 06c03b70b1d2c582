package param

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
)

// Lint returns what is wrong with the declarations below root, in order: a key
// declared twice, a number whose default has no source, a missing meaning, a default
// that its own declaration refuses, a list without its identity key, a catalogue
// whose entries do not fit. root must be a value nobody else uses.
func Lint(root Spec) []string {
	var found []string
	seen := map[string]bool{}
	lintTable(root, "", func(path, format string, args ...any) {
		text := path + ": " + fmt.Sprintf(format, args...)
		if !seen[text] {
			seen[text] = true
			found = append(found, text)
		}
	})
	return found
}

type complaint func(path, format string, args ...any)

func lintTable(spec Spec, path string, report complaint) {
	fields := declared(spec)
	for i, f := range fields {
		in := joinPattern(path, f.Key)
		if find(fields[:i], f.Key) != nil {
			report(in, "is declared twice")
		}
		if f.Meaning == "" {
			report(in, "has no meaning")
		}
		switch f.Kind {
		case Tables:
			e := f.fresh("")
			if f.Ident != "" && find(declared(e), f.Ident) == nil {
				report(in, "its elements do not declare their identity key %q", f.Ident)
			}
			lintTable(e, in+"[]", report)
		case Table:
			lintTable(f.fresh(""), in, report)
		case Named:
			lintTable(f.fresh(""), in+".<name>", report)
		case Selected:
			lintSelected(f, in, report)
		case Preset:
			if err := CheckCatalogue(spec, f.catalogue); err != nil {
				report(in, "%v", err)
			}
			lintDefault(f, in, report)
		default:
			lintDefault(f, in, report)
		}
	}
}

// lintDefault checks a default against its own declaration.
func lintDefault(f *Field, path string, report complaint) {
	if f.Required {
		return
	}
	switch f.Kind {
	case Float, Int, Floats:
		x, auto := f.Default.(float64)
		if auto && math.IsNaN(x) {
			return
		}
		if list, ok := f.Default.([]float64); f.Source == "" && !(ok && len(list) == 0) {
			report(path, "the default %s has no source", plain(f.Default))
		}
	case File, Date, FreeTable, FreeList:
		return
	case Choice:
		if f.Default != "" && !slices.Contains(f.Options, f.Default.(string)) {
			report(path, "the default %q is not among its words", f.Default)
		}
		return
	case Preset:
		if _, ok := f.catalogue.Find(f.Default.(string)); f.Default != "" && !ok {
			report(path, "the catalogue has no default %q", f.Default)
		}
		return
	}
	if _, message := coerce(f, f.Default); message != "" {
		report(path, "default: %s", message)
	}
}

func lintSelected(f *Field, path string, report complaint) {
	words := f.words()
	if def := f.Default.(string); def != "" && !slices.Contains(words, def) {
		report(path, "nothing is registered under the default %s %q", f.Selector, def)
	}
	for i, w := range words {
		if i > 0 && words[i-1] == w {
			report(path, "%s %q is registered twice", f.Selector, w)
		}
		if f.about(w) == "" {
			report(path, "%s %q has no meaning", f.Selector, w)
		}
		spec := f.fresh(w)
		if find(declared(spec), f.Selector) != nil {
			report(path, "the spec of %s %q declares the selector key itself", f.Selector, w)
		}
		lintTable(spec, path+"("+w+")", report)
	}
}

// CheckCatalogue checks that every value of every entry belongs to a key that
// the spec declares, is of its type and lies within its bounds, and that names
// and sources are there.
func CheckCatalogue(spec Spec, c *Catalogue) error {
	var errs []error
	names := map[string]bool{}
	for _, e := range c.Entries {
		if e.Name == "" || names[e.Name] {
			errs = append(errs, fmt.Errorf("catalogue: the name %q is empty or taken", e.Name))
		}
		names[e.Name] = true
		keys := make([]string, 0, len(e.Values))
		for key := range e.Values {
			keys = append(keys, key)
		}
		slices.Sort(keys)
		for _, key := range keys {
			meant := reached(spec, strings.Split(key, "."))
			if len(meant) == 0 {
				errs = append(errs, fmt.Errorf("catalogue: %s: %q is not declared", e.Name, key))
			}
			if e.Source == "" && e.Sources[key] == "" {
				errs = append(errs, fmt.Errorf("catalogue: %s: %s has no source", e.Name, key))
			}
			for _, f := range meant {
				if isAuto(e.Values[key]) {
					break
				}
				if err := fits(f, e.Values[key]); err != nil {
					errs = append(errs, fmt.Errorf("catalogue: %s: %s: %w", e.Name, key, err))
					break
				}
			}
		}
	}
	return errors.Join(errs...)
}

// fits tells whether a catalogue may give a parameter that value.
func fits(f *Field, v any) error {
	if f.Kind == Preset {
		return errors.New("names a catalogue itself")
	}
	if _, message := coerce(f, v); message != "" {
		return errors.New(message)
	}
	return nil
}
