package param

import "strings"

// Own declares a nested table that stands only where it differs from the table of the
// same spec under the key from at the top of the experiment, which stands before it: what
// is not given in it has that one's value. dst stays nil where the text does not have it.
func Own[T any, P interface {
	*T
	Spec
}](p *Set, dst *P, key, from, meaning string) *Field {
	*dst = nil
	f := p.add(Field{Key: key, Kind: Table, Meaning: meaning, special: &special{
		fresh: func(string) Spec { return P(new(T)) },
		child: func() Spec {
			*dst = P(new(T))
			return *dst
		}}})
	return f.Inherits(from)
}

// Inherits says of a table what Own says. One that is selected inherits from the other
// only where both are of one kind, and is of the other's kind unless it says otherwise.
func (f *Field) Inherits(from string) *Field {
	f.inherits = from
	f.Required = false
	return f
}

// inherited returns the values of a table at the top, for one that inherits them.
func (d *decoder) inherited(from string) []handed {
	var out []handed
	for _, v := range *d.values {
		if rest, ok := strings.CutPrefix(v.Path, from+"."); ok {
			out = append(out, handed{strings.Split(rest, "."), standing{v.Value, v.Source, v.Origin, true}})
		}
	}
	return out
}

// ofKind returns what a selected table of such a kind has been handed: nothing that it
// would inherit from one of another kind.
func ofKind(all []handed, selector, word string) []handed {
	for _, h := range all {
		if h.inherited && len(h.path) == 1 && h.path[0] == selector && h.value != word {
			return nil
		}
	}
	return all
}

// source returns the table of a document from which a parameter's inherits.
func (f *Field) source(doc *node) *node {
	if f == nil || f.special == nil || f.inherits == "" {
		return nil
	}
	return doc.child(f.inherits)
}
