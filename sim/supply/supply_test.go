package supply

import (
	"math"
	"slices"
	"testing"

	"caloduc/sim"

	"pgregory.net/rapid"
)

// plant offers what it is told to and remembers what was taken.
type plant struct {
	offer Offer
	taken float64
	asked int
}

func (p *plant) Offer(_ sim.Minute, o *Offer) { p.asked++; *o = p.offer }
func (p *plant) Take(mw float64)              { p.taken = mw }

// A reactor of 300 MW, a battery of 50 and two campuses that draw 100 and 300
// MW: 75 and 225 MW of the reactor, 12.5 and 37.5 of the battery, and the rest
// is not served; a market serves it.
func TestOrderAndProportion(t *testing.T) {
	reactor, battery, market := &plant{offer: Offer{MW: 300, KgPerMWh: 5}}, &plant{offer: Offer{MW: 50}}, &plant{offer: Offer{MW: Unlimited, EURPerMWh: 60}}
	b := NewBalance([][]Supplier{{reactor, battery}, {reactor, battery}})
	if unserved := b.Meet(0, []float64{100, 300}); unserved != 50 {
		t.Errorf("%g MW unserved, want 50", unserved)
	}
	for c, want := range [][2]float64{{75, 12.5}, {225, 37.5}} {
		p := b.Portions(c)
		if got := [2]float64{p[0].DrawnMW, p[1].DrawnMW}; got != want || p[0].KgPerMWh != 5 {
			t.Errorf("campus %d: %g MW of reactor and battery, want %g", c, got, want)
		}
	}
	if reactor.taken != 300 || battery.taken != 50 {
		t.Errorf("%g and %g MW taken", reactor.taken, battery.taken)
	}
	b = NewBalance([][]Supplier{{reactor, battery, market}, {reactor, battery, market}})
	unserved := b.Meet(1, []float64{100, 300})
	if p := b.Portions(1); p[2].DrawnMW != 37.5 || p[2].EURPerMWh != 60 || unserved != 0 || market.taken != 50 {
		t.Errorf("of the market %+v, unserved %g", p[2], unserved)
	}
}

// A reactor of 300 MW that only the first two of three campuses have in their contracts,
// and two markets: 100 and 300 MW share the reactor 1 to 3, the 200 MW of the third
// take no part in it, and each market sells to its own customers.
func TestSuppliersByCampus(t *testing.T) {
	reactor := &plant{offer: Offer{MW: 300}}
	here, there := &plant{offer: Offer{MW: Unlimited, EURPerMWh: 60}}, &plant{offer: Offer{MW: Unlimited, EURPerMWh: 30}}
	b := NewBalance([][]Supplier{{reactor, here}, {reactor, there}, {there}})
	if unserved := b.Meet(0, []float64{100, 300, 200}); unserved != 0 {
		t.Errorf("%g MW unserved", unserved)
	}
	for c, want := range [][]float64{{75, 25}, {225, 75}, {200}} {
		p := b.Portions(c)
		for i, mw := range want {
			if len(p) != len(want) || p[i].DrawnMW != mw {
				t.Errorf("campus %d: %d portions, %g MW of supplier %d, want %g", c, len(p), p[i].DrawnMW, i, mw)
			}
		}
	}
	if reactor.taken != 300 || here.taken != 25 || there.taken != 275 || there.asked != 1 {
		t.Errorf("%g, %g and %g MW taken", reactor.taken, here.taken, there.taken)
	}
	if p := b.Portions(2)[0]; p.EURPerMWh != 30 {
		t.Errorf("the third campus pays %g EUR/MWh", p.EURPerMWh)
	}
}

// Of a reactor of 300 MW a campus owns a third and another two thirds, whatever they draw,
// and the first may take 20 MW of the market: 100 + 20 of its 150 MW are served, of the
// other's 300 all.
func TestOwnShares(t *testing.T) {
	reactor, market := &plant{offer: Offer{MW: 300}}, &plant{offer: Offer{MW: Unlimited}}
	b := NewBalance([][]Supplier{{reactor, market}, {reactor, market}})
	b.Portions(0)[0].Share, b.Portions(1)[0].Share = 1.0/3, 2.0/3
	b.Portions(0)[1].MostMW = 20
	if unserved := b.Meet(0, []float64{150, 300}); math.Abs(unserved-30) > 1e-9 || math.Abs(b.LeftMW(0)-30) > 1e-9 || b.LeftMW(1) != 0 {
		t.Errorf("%g MW unserved, %g and %g by campus", unserved, b.LeftMW(0), b.LeftMW(1))
	}
	if p := b.Portions(1); p[0].AllottedMW != 200 || p[0].DrawnMW != 200 || p[1].DrawnMW != 100 {
		t.Errorf("%+v", p)
	}
	if math.Abs(reactor.taken-300) > 1e-9 || math.Abs(market.taken-120) > 1e-9 {
		t.Errorf("%g and %g MW taken", reactor.taken, market.taken)
	}
}

// Whatever suppliers offer: what is drawn and what is unserved make the demand,
// nobody gives more than he offers, all give all before anything is unserved.
func TestEveryMegawattIsServedOrNot(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		mw := rapid.OneOf(rapid.Just(0.0), rapid.Float64Range(0, 2000))
		drawn := rapid.SliceOfN(mw, 1, 5).Draw(t, "drawn")
		var plants []*plant
		var suppliers []Supplier
		for _, offer := range rapid.SliceOfN(rapid.OneOf(mw, rapid.Just(Unlimited)), 0, 4).Draw(t, "offers") {
			p := &plant{offer: Offer{MW: offer}}
			plants, suppliers = append(plants, p), append(suppliers, p)
		}
		b := NewBalance(slices.Repeat([][]Supplier{suppliers}, len(drawn)))
		unserved, demand, served := b.Meet(0, drawn), 0.0, 0.0
		for c, mw := range drawn {
			sum := 0.0
			for _, p := range b.Portions(c) {
				if !(p.DrawnMW >= 0 && p.DrawnMW <= p.AllottedMW) {
					t.Fatalf("campus %d draws %g of %g MW", c, p.DrawnMW, p.AllottedMW)
				}
				sum += p.DrawnMW
			}
			if sum > mw*(1+1e-12) {
				t.Fatalf("campus %d draws %g MW and is given %g", c, mw, sum)
			}
			demand, served = demand+mw, served+sum
		}
		if math.Abs(served+unserved-demand) > 1e-12*demand {
			t.Fatalf("%g MW drawn, %g served, %g not", demand, served, unserved)
		}
		for i, p := range plants {
			if p.asked != 1 || p.taken > p.offer.MW*(1+1e-12) || unserved > 1e-9*demand && p.taken < p.offer.MW*(1-1e-12) {
				t.Fatalf("supplier %d of %g MW gives %g, unserved %g", i, p.offer.MW, p.taken, unserved)
			}
		}
	})
}

func BenchmarkMeet(b *testing.B) {
	drawn := []float64{100, 300}
	both := []Supplier{&plant{offer: Offer{MW: 300}}, &plant{offer: Offer{MW: Unlimited}}}
	balance := NewBalance([][]Supplier{both, both})
	b.ReportAllocs()
	for b.Loop() {
		balance.Meet(0, drawn)
	}
}
