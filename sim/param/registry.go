package param

import (
	"fmt"
	"slices"
)

// Registry holds the specs that a selector key chooses among. A model registers
// itself in an init function of its own file; nobody else's file changes.
type Registry[S Spec] struct {
	selector string
	order    []string
	make     map[string]func() S
	meaning  map[string]string
}

// NewRegistry returns an empty registry for the selector key ("plant", "kind").
func NewRegistry[S Spec](selector string) *Registry[S] {
	return &Registry[S]{selector: selector, make: map[string]func() S{}, meaning: map[string]string{}}
}

// Register adds a spec under the word that TOML uses for it.
func (r *Registry[S]) Register(word, meaning string, make func() S) {
	if _, twice := r.make[word]; twice {
		panic(fmt.Sprintf("param: %s %q registered twice", r.selector, word))
	}
	r.order = append(r.order, word)
	r.make[word], r.meaning[word] = make, meaning
}

// Only returns the registry of those words that keep is true of.
func (r *Registry[S]) Only(keep func(word string) bool) *Registry[S] {
	only := NewRegistry[S](r.selector)
	for _, word := range r.order {
		if keep(word) {
			only.Register(word, r.meaning[word], r.make[word])
		}
	}
	return only
}

// Select declares a table whose selector key chooses its spec in the registry;
// def is the word where the table is absent ("" makes the table mandatory).
func Select[S Spec](p *Set, dst *S, key, def string, r *Registry[S], meaning string) *Field {
	return p.add(Field{Key: key, Kind: Selected, Selector: r.selector, Default: def, Meaning: meaning, Required: def == "", special: &special{
		fresh: func(word string) Spec {
			if mk, ok := r.make[word]; ok {
				return mk()
			}
			return nil
		},
		choose: func(word string) Spec {
			mk, ok := r.make[word]
			if !ok {
				return nil
			}
			*dst = mk()
			return *dst
		},
		words: func() []string { return slices.Sorted(slices.Values(r.order)) },
		about: func(word string) string { return r.meaning[word] }}})
}
