package economics

import (
	"math"
	"testing"
	"time"

	"caloduc/models/economics/price"
	"caloduc/sim"

	"pgregory.net/rapid"
)

// Of 100 MW allotted 60 are drawn at 70 EUR/MWh: taken or paid by the whole 7,000 EUR/h are
// due, by half the 4,200 of what is drawn, by none the same.
func TestTakeOrPay(t *testing.T) {
	for part, want := range map[float64]float64{0: 4200, 0.5: 4200, 0.8: 5600, 1: 7000} {
		c := defaults(new(NuclearContract))
		c.TakeOrPay = part
		var b Bill
		c.Settle(new(Hour), fed(60, 100, 50), &b)
		if math.Abs(b.ContractEURPerH-want) > 1e-9 || b.ContractMW != 60 || b.SalesEURPerH != 0 {
			t.Errorf("take or pay of %g: %g EUR/h, want %g", part, b.ContractEURPerH, want)
		}
	}
}

// An allocation is a share of the real output: 3 of 60 GW, none of no reactors, and its
// part of the demand where none is given.
func TestShareOfRealOutput(t *testing.T) {
	c := defaults(new(NuclearContract))
	if s := c.Share(60e3); s >= 0 {
		t.Errorf("share %g without an allocation", s)
	}
	c.AllocationMW = 3e3
	if a, b := c.Share(60e3), c.Share(0); a != 0.05 || b != 0 {
		t.Errorf("shares %g and %g", a, b)
	}
}

// A generated price rises with what is out of the fleet, and is as before where as much is
// available as usual, where nobody tells, and in a file.
func TestPriceSeesTheFleet(t *testing.T) {
	at := func(available float64) float64 {
		k := market(t)
		k.Fleet = func() (float64, float64) { return available, 60e3 }
		return asks(k, 12*sim.Hour)
	}
	plain := asks(market(t), 12*sim.Hour)
	usual := 60e3 * price.Usual(0.74, time.January)
	if p := at(usual); math.Abs(p-plain) > 1e-9*math.Abs(plain) {
		t.Errorf("%g EUR/MWh with as much as usual, %g without a fleet", p, plain)
	}
	if p, want := at(usual-10e3), plain*math.Exp(0.41); math.Abs(p-want) > 1e-9*want {
		t.Errorf("%g EUR/MWh with 10 GW out, want %g", p, want)
	}
}

// A price never falls as more is out, keeps its sign and stays below the ceiling.
func TestScarce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		usual := rapid.Float64Range(-500, 3000).Draw(t, "usual")
		out, more := rapid.Float64Range(-30, 60).Draw(t, "missing"), rapid.Float64Range(0, 10).Draw(t, "more")
		a, b := price.Scarce(usual, out, 0.041), price.Scarce(usual, out+more, 0.041)
		if b < a-1e-9 || a*usual < 0 || b > math.Max(price.Ceiling, usual) {
			t.Fatalf("%g EUR/MWh with %g GW out, %g with %g", a, out, b, out+more)
		}
	})
}
