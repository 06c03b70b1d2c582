package param

import (
	"fmt"
	"slices"

	"caloduc/sim/list"
)

// Option is a spec that a selector key can choose.
type Option[S Spec] struct {
	Word    string // in TOML
	Meaning string
	New     func() S
}

// Registry is the list of the options that a selector key chooses among.
type Registry[S Spec] struct {
	selector string
	options  []Option[S]
}

// NewRegistry returns the list of options for the selector key ("plant", "kind").
func NewRegistry[S Spec](selector string, options ...Option[S]) *Registry[S] {
	r := &Registry[S]{selector: selector}
	for _, k := range options {
		if r.find(k.Word) != nil {
			panic(fmt.Sprintf("param: %s %q is listed twice", selector, k.Word))
		}
		r.options = append(r.options, k)
	}
	return r
}

// Only returns the list of those words that keep is true of.
func (r *Registry[S]) Only(keep func(word string) bool) *Registry[S] {
	left := slices.DeleteFunc(slices.Clone(r.options), func(k Option[S]) bool { return !keep(k.Word) })
	return &Registry[S]{selector: r.selector, options: left}
}

// find returns the option of a word, nil if there is none.
func (r *Registry[S]) find(word string) *Option[S] {
	if i := slices.IndexFunc(r.options, func(k Option[S]) bool { return k.Word == word }); i >= 0 {
		return &r.options[i]
	}
	return nil
}

// Select declares a table whose selector key chooses its spec in the registry;
// def is the word where the table is absent ("" makes the table mandatory).
func Select[S Spec](p *Set, dst *S, key, def string, r *Registry[S], meaning string) *Field {
	fresh := func(word string) Spec {
		if k := r.find(word); k != nil {
			return k.New()
		}
		return nil
	}
	return p.add(Field{Key: key, Kind: Selected, Selector: r.selector, Default: def, Meaning: meaning, Required: def == "", special: &special{
		fresh: fresh,
		choose: func(word string) Spec {
			s := fresh(word)
			if s != nil {
				*dst = s.(S)
			}
			return s
		},
		words: func() []string {
			words := list.Map(r.options, func(k Option[S]) string { return k.Word })
			slices.Sort(words)
			return words
		},
		about: func(word string) string { return r.find(word).Meaning }}})
}
