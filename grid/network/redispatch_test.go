package network

import (
	"testing"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/optimize/convex/lp"
)

// mostByLP is the most that a campus' bus can take beyond its draw when stations move as
// serves it best: a linear programme in what goes up and down at each bus and the load, with
// limits added as they are broken.
func mostByLP(t *testing.T, tr *Transmission, c *Campus) (mostMW float64) {
	t.Helper()
	tr.begin()
	type move struct {
		bus  int32
		sign float64
		most float64
	}
	var moves []move
	for i := range tr.mw {
		if tr.upMW[i] > 0 {
			moves = append(moves, move{int32(i), 1, tr.upMW[i]})
		}
		if tr.downMW[i] > 0 {
			moves = append(moves, move{int32(i), -1, tr.downMW[i]})
		}
	}
	n := len(moves)
	var limits []*binding
	for range 60 {
		rows := n + 2 + len(limits) // balance, ranges, the load's own, limits
		a, b, cost := mat.NewDense(rows, n+rows, nil), make([]float64, rows), make([]float64, n+rows)
		cost[n] = -1 // the load; then a slack of each row but the balance
		for row := 1; row < rows; row++ {
			a.Set(row, n+row, 1)
		}
		for i, m := range moves {
			a.Set(0, i, m.sign)
			a.Set(1+i, i, 1)
			b[1+i] = m.most
			at := tr.security.at(m.bus)
			for j, l := range limits {
				a.Set(n+2+j, i, m.sign*(l.own*at[l.set]+l.taken*at[l.out]))
			}
		}
		a.Set(n+1, n, 1)
		b[n+1] = 2 * mostHeadroomMW
		for j, l := range limits {
			a.Set(n+2+j, n, 1)
			b[n+2+j] = l.rating*tr.rating - l.own*tr.flow[l.set] - l.taken*tr.flow[l.out]
		}
		_, x, err := lp.Simplex(cost, a, b, 1e-9, nil)
		if err != nil {
			t.Fatal(err)
		}
		flow := append([]float64(nil), tr.flow...)
		for i, m := range moves {
			for k, mw := range tr.security.at(m.bus) {
				flow[k] += m.sign * x[i] * mw
			}
		}
		h := c.of.At(flow, tr.rating)
		if h.MW >= x[n]-1e-3 {
			return x[n]
		}
		limits = append(limits, &c.of.limits[h.at])
	}
	t.Fatal("the limits do not settle")
	return 0
}

// What ordered moves free for a campus is never more than the best moves would. With many
// moves of any effect it comes near to that: the order is sound. The rule of few moves of
// some effect leaves part of it.
func TestOrderedMovesAgainstTheBest(t *testing.T) {
	for _, bus := range []string{"Fouju", "Mastaing", "Dunkerque-Port", "Le Bosquel", "Cambrai", "Realtor"} {
		tr, e := operated(t, nil, bus)
		c := &tr.Campuses[0]
		reach := func(contractedMW, leastEffect float64, moves int) float64 {
			c.ContractedMW, tr.spec.LeastEffect, tr.moves = contractedMW, leastEffect, moves
			step(t, tr, scheduled(t), 10, 300)
			return c.HeadroomMW
		}
		standing := reach(0, 0.2, redispatchRounds)
		ruled := reach(2*mostHeadroomMW, 0.2, redispatchRounds)
		free := reach(2*mostHeadroomMW, 0.02, 200)
		best := min(mostByLP(t, tr, c), mostHeadroomMW)
		t.Logf("%s: %.0f MW more as dispatched, %.0f by the rule, %.0f by any ordered moves, %.0f by the best", bus, standing, ruled, free, best)
		if ruled < standing || free < ruled || free > best*(1+1e-6) || free < 0.98*best {
			t.Errorf("%s: %.0f MW by ordered moves, %.0f by the best", bus, free, best)
		}
		e.Close()
	}
}
