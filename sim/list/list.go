// Package list holds what the standard library's slices lacks.
package list

// Map returns what of makes of each element, in their order.
func Map[E, T any](elements []E, of func(E) T) []T {
	out := make([]T, len(elements))
	for i, e := range elements {
		out[i] = of(e)
	}
	return out
}
