package design

import "fmt"

// Column is what a condition may name: a path with values of one kind.
type Column struct {
	Path string
	Kind string // "numbers", "texts", "switches" or "dates"
}

// Condition reads a text in the language of `where` and returns whether it holds
// of a row, given by its values by path: float64, string, bool or time.Time. A
// comparison with a value that is missing (nil) does not hold.
func Condition(text string, columns []Column) (func(get func(path string) any) bool, error) {
	known := make([]column, len(columns))
	for i, c := range columns {
		switch k := kind(c.Kind); k {
		case number, words, truth, date:
			known[i] = column{path: c.Path, kind: k}
		default:
			return nil, fmt.Errorf("column %s: no kind %q", c.Path, c.Kind)
		}
	}
	e, err := compile(text, known)
	if err != nil {
		return nil, err
	}
	return func(get func(string) any) bool { return present(e, get) }, nil
}

// present evaluates an expression whose values may be missing.
func present(e expr, get func(string) any) bool {
	switch e := e.(type) {
	case either:
		return present(e.left, get) || present(e.right, get)
	case both:
		return present(e.left, get) && present(e.right, get)
	case negation:
		return !present(e.of, get)
	case comparison:
		return e.left.of(get) != nil && e.right.of(get) != nil && e.holds(get)
	}
	return e.holds(get)
}
