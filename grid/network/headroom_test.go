package network

import (
	"math"
	"testing"
)

// At the headroom, the branch that binds carries its rating after its outage, by solving
// the grid again; a MW more would overload it.
func TestHeadroomIsWhereABranchIsFull(t *testing.T) {
	g := french(t)
	for _, site := range []string{"Fouju", "Mastaing", "Dunkerque-Port", "Chesnoy-Montereau", "Cambrai", "Le Bosquel"} {
		c := g.Case(winter(g))
		d, err := NewDC(c)
		if err != nil {
			t.Fatal(err)
		}
		mw, _ := d.injections()
		angle, flow := make([]float64, len(c.Buses)), make([]float64, len(c.Branches))
		d.Solve(mw, angle)
		s := NewSecurity(d)
		s.FlowsMW(angle, flow[:len(s.branch)])
		weights := g.Weights()
		a := Access{LeastEffect: 0.05, Emergency: 1}
		a.Update(s, g.Index(site), weights)
		h := a.At(flow, 1)
		name := func(k int) string {
			if k < 0 {
				return "nothing"
			}
			return c.Buses[c.Branches[k].From-1].Name + " - " + c.Buses[c.Branches[k].To-1].Name
		}
		t.Logf("%s: %.0f MW more, %s full with %s out, of %d pairs", site, h.MW, name(h.Branch), name(h.Out), a.Limits())
		mw[a.Bus] -= h.MW
		for i, w := range weights {
			mw[i] += w * h.MW
		}
		if h.Out >= 0 {
			c.Branches[h.Out].OutOfOrder = true
		}
		if d, err = NewDC(c); err != nil {
			t.Fatal(err)
		}
		d.Solve(mw, angle)
		d.FlowsMW(angle, flow)
		if got := math.Abs(flow[h.Branch]); math.Abs(got-c.Branches[h.Branch].RateMVA) > 1e-6 {
			t.Errorf("%s: the branch that binds carries %g MW, of %g", site, got, c.Branches[h.Branch].RateMVA)
		}
	}
}

func BenchmarkHeadroom(b *testing.B) {
	g := french(b)
	c := g.Case(winter(g))
	d, err := NewDC(c)
	if err != nil {
		b.Fatal(err)
	}
	mw, _ := d.injections()
	angle, flow := make([]float64, len(c.Buses)), make([]float64, len(c.Branches))
	s := NewSecurity(d)
	a := Access{LeastEffect: 0.05, Emergency: 1}
	a.Update(s, g.Index("Fouju"), g.Weights())
	b.Run("flow", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			d.Solve(mw, angle)
			d.FlowsMW(angle, flow)
		}
	})
	b.Run("security", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			s.Update()
		}
	})
	b.Run("update", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			a.Update(s, a.Bus, g.Weights())
		}
	})
	b.Run("access", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			a.At(flow, 1)
		}
	})
}
