package equipment

import (
	"math"
	"testing"
)

// What is needed has the capacity given, which may be no whole number of units; what
// does not exist, or has no end, is not listed.
func TestAdd(t *testing.T) {
	var l List
	l.Add(&DryCooler, "water", 5, 3.2, 32)
	l.Add(&Pump, "water", 0, 1, 10)
	l.Add(&HeatPump, "district", 1, 1, math.Inf(1))
	l.Add(&Chiller, "water", 2, 1, 0)
	l.One(&StorageTank, "water", 1000)
	if len(l) != 2 {
		t.Fatalf("%d listed", len(l))
	}
	if c := l[0]; c.Redundant != 1 || c.Capacity != 10 || c.Total() != 50 {
		t.Errorf("%+v", c)
	}
	if c := l[1]; c.Redundant != 0 || c.Total() != 1000 || c.Unit() != "m³" {
		t.Errorf("%+v", c)
	}
}

// A hall that opens later brings what stands beyond what stood.
func TestBeyond(t *testing.T) {
	var before, after List
	before.Add(&HallTransformer, "halls", 5, 4, 12)
	after.Add(&HallTransformer, "halls", 12, 9, 27)
	after.One(&Generator, "hall", 3)
	more := after.Beyond(before)
	if len(more) != 2 || more[0].Installed != 7 || more[0].Redundant != 2 || more[1].Installed != 1 {
		t.Errorf("%+v", more)
	}
	if rest := after.Beyond(after); len(rest) != 0 {
		t.Errorf("beyond itself: %+v", rest)
	}
}

// Kinds have keys of their own, a unit and a meaning.
func TestKinds(t *testing.T) {
	seen := map[string]bool{}
	for _, k := range Kinds {
		if key := k.Key(); key == "" || seen[key] || k.Unit() == "" || k.Size == "" {
			t.Errorf("%+v, key %q, unit %q", *k, key, k.Unit())
		}
		seen[k.Key()] = true
	}
}
