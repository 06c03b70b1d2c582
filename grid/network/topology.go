package network

import (
	"fmt"
	"slices"
)

// topology is a case by position: what is in service, what is held where, which islands
// there are. Buses keep their place in the case.
type topology struct {
	c         *Case
	index     map[int]int // position by number
	from, to  []int32     // of branches
	on        []bool      // branches in service between buses that are
	fed       []bool      // by generators in service
	kind      []Kind      // of buses, after what feeds them
	island    []int32     // of buses; -1 where isolated
	islands   int
	slack     []int32 // of islands
	generator []bool  // in service
}

// newTopology works out what is connected. It returns an error for each island without
// anything that holds its angle.
func newTopology(c *Case) (*topology, []error) {
	t := &topology{c: c, index: make(map[int]int, len(c.Buses))}
	for i := range c.Buses {
		t.index[c.Buses[i].Number] = i
		t.kind = append(t.kind, c.Buses[i].Kind)
	}
	t.fed = make([]bool, len(c.Buses))
	for i := range c.Generators {
		g := &c.Generators[i]
		bus := t.index[g.Bus]
		on := !g.OutOfOrder && t.kind[bus] != Isolated
		t.generator = append(t.generator, on)
		t.fed[bus] = t.fed[bus] || on
	}
	for i := range c.Branches {
		b := &c.Branches[i]
		f, to := int32(t.index[b.From]), int32(t.index[b.To])
		t.from, t.to = append(t.from, f), append(t.to, to)
		t.on = append(t.on, !b.OutOfOrder && t.kind[f] != Isolated && t.kind[to] != Isolated)
	}
	for i, k := range t.kind {
		if (k == Voltage || k == Slack) && !t.fed[i] {
			t.kind[i] = Load // nothing holds its voltage
		}
	}
	t.findIslands()
	return t, t.holdAngles()
}

// findIslands numbers what is connected by branches in service, in the order of buses.
func (t *topology) findIslands() {
	n := len(t.c.Buses)
	neighbours := make([][]int32, n)
	for i, on := range t.on {
		if on {
			neighbours[t.from[i]] = append(neighbours[t.from[i]], t.to[i])
			neighbours[t.to[i]] = append(neighbours[t.to[i]], t.from[i])
		}
	}
	t.island, t.islands = slices.Repeat([]int32{-1}, n), 0
	var todo []int32
	for first := range n {
		if t.island[first] >= 0 || t.kind[first] == Isolated {
			continue
		}
		k := int32(t.islands)
		t.islands++
		t.island[first] = k
		for todo = append(todo[:0], int32(first)); len(todo) > 0; {
			v := todo[len(todo)-1]
			todo = todo[:len(todo)-1]
			for _, u := range neighbours[v] {
				if t.island[u] < 0 {
					t.island[u] = k
					todo = append(todo, u)
				}
			}
		}
	}
}

// holdAngles finds each island's slack bus. A bus alone that nothing feeds and that takes
// nothing is no island.
func (t *topology) holdAngles() (errs []error) {
	t.slack = slices.Repeat([]int32{-1}, t.islands)
	size := make([]int, t.islands)
	for i, k := range t.island {
		if k < 0 {
			continue
		}
		size[k]++
		if t.kind[i] != Slack {
			continue
		}
		if t.slack[k] < 0 {
			t.slack[k] = int32(i)
		} else {
			t.kind[i] = Voltage // one bus holds the angle; the others go on holding their voltage
		}
	}
	for i, k := range t.island {
		if k < 0 || t.slack[k] >= 0 {
			continue
		}
		b := &t.c.Buses[i]
		switch {
		case size[k] == 1 && !t.fed[i] && b.LoadMW == 0 && b.LoadMvar == 0:
			t.kind[i], t.island[i] = Isolated, -1
		case t.islands == 1 && slices.Contains(t.kind, Voltage):
			i = slices.Index(t.kind, Voltage) // as MATPOWER does: the first bus with a generator
			t.kind[i], t.slack[k] = Slack, int32(i)
		default:
			t.slack[k] = int32(i) // told once
			errs = append(errs, rowError(b.row, "the island of bus %d, of %s, has no slack bus with a generator in service", b.Number, buses(size[k])))
		}
	}
	return errs
}

func buses(n int) string {
	if n == 1 {
		return "1 bus"
	}
	return fmt.Sprintf("%d buses", n)
}

// injections is what generators feed in less what loads take, MW and Mvar by bus.
func (t *topology) injections() (mw, mvar []float64) {
	mw, mvar = make([]float64, len(t.c.Buses)), make([]float64, len(t.c.Buses))
	for i := range t.c.Buses {
		if t.island[i] >= 0 {
			mw[i], mvar[i] = -t.c.Buses[i].LoadMW, -t.c.Buses[i].LoadMvar
		}
	}
	for i := range t.c.Generators {
		if t.generator[i] {
			g := &t.c.Generators[i]
			mw[t.index[g.Bus]] += g.MW
			mvar[t.index[g.Bus]] += g.Mvar
		}
	}
	return mw, mvar
}
