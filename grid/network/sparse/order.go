package sparse

import "slices"

// MinimumDegree returns an order of elimination that fills in little: at each step
// a node with the fewest neighbours goes, and its neighbours
// become one another's (Tinney and Walker, Direct Solutions of Sparse Network Equations
// by Optimally Ordered Triangular Factorization, Proc. IEEE 55, 1967, scheme 2). The
// graph is the pattern of the matrix and its transpose. order[k] is the node that goes
// k-th.
func MinimumDegree(m *Matrix) (order []int32) {
	g := graphOf(m)
	queue := newDegrees(g)
	order = make([]int32, 0, m.N)
	gone := make([]bool, m.N)
	var clique, joined []int32
	for range m.N {
		v := queue.least(gone)
		gone[v] = true
		order = append(order, v)
		clique = append(clique[:0], g[v]...)
		g[v] = nil
		for _, u := range clique {
			joined = union(joined[:0], g[u], clique, u, v)
			g[u] = append(g[u][:0], joined...)
			queue.put(u, len(g[u]))
		}
	}
	return order
}

// graphOf lists each node's neighbours, ascending.
func graphOf(m *Matrix) [][]int32 {
	g := make([][]int32, m.N)
	for j := range m.N {
		for p := m.Start[j]; p < m.Start[j+1]; p++ {
			if i := m.Row[p]; i != int32(j) {
				g[j], g[i] = append(g[j], i), append(g[i], int32(j))
			}
		}
	}
	for j := range g {
		slices.Sort(g[j])
		g[j] = slices.Compact(g[j])
	}
	return g
}

// union merges two ascending lists into one, without u and v.
func union(into, a, b []int32, u, v int32) []int32 {
	for len(a) > 0 || len(b) > 0 {
		var next int32
		switch {
		case len(b) == 0 || len(a) > 0 && a[0] < b[0]:
			next, a = a[0], a[1:]
		case len(a) == 0 || b[0] < a[0]:
			next, b = b[0], b[1:]
		default:
			next, a, b = a[0], a[1:], b[1:]
		}
		if next != u && next != v {
			into = append(into, next)
		}
	}
	return into
}

// degrees holds nodes by their number of neighbours. A node that changes is put again;
// the old entry is passed over when it comes up.
type degrees struct {
	of      []int     // now, by node
	buckets [][]int32 // nodes, by degree when put
	lowest  int       // no node has fewer
}

func newDegrees(g [][]int32) *degrees {
	d := &degrees{of: make([]int, len(g)), buckets: make([][]int32, len(g)+1)}
	for v := len(g) - 1; v >= 0; v-- {
		d.of[v] = -1
		d.put(int32(v), len(g[v]))
	}
	d.lowest = 0
	return d
}

// put says that node v has this many neighbours now.
func (d *degrees) put(v int32, degree int) {
	if d.of[v] == degree {
		return
	}
	d.of[v] = degree
	d.buckets[degree] = append(d.buckets[degree], v)
	d.lowest = min(d.lowest, degree)
}

// least takes a node of the fewest neighbours.
func (d *degrees) least(gone []bool) int32 {
	for {
		b := d.buckets[d.lowest]
		if len(b) == 0 {
			d.lowest++
			continue
		}
		v := b[len(b)-1]
		d.buckets[d.lowest] = b[:len(b)-1]
		if !gone[v] && d.of[v] == d.lowest {
			return v
		}
	}
}
