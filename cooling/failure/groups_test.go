package failure

import "testing"

// Ten needed units in groups of four with one spare each: 4+1, 4+1, 2+1. Each group's
// spare stands in for its own alone.
func TestGroups(t *testing.T) {
	b := NewBank(&CDUUnits, &UnitsSpec{Redundancy: "N+1", Group: 4}, 10)
	if b.Installed != 13 {
		t.Fatalf("%d installed, want 13", b.Installed)
	}
	for _, c := range []struct {
		units []int
		share float64
	}{
		{[]int{0}, 1},            // the spare of its group stands in
		{[]int{0, 5, 10}, 1},     // one in each group
		{[]int{0, 1}, 0.9},       // two of one group
		{[]int{0, 1, 2}, 0.8},    // three
		{[]int{10, 11, 12}, 0.8}, // all of the last, which needs two
	} {
		for _, u := range c.units {
			b.take(u, &b.Broken, 1)
		}
		near(t, "share", b.Share, c.share, 1e-12)
		for _, u := range c.units {
			b.take(u, &b.Broken, -1)
		}
		if b.Share != 1 || b.Broken != 0 {
			t.Fatalf("repaired, share %g with %d broken", b.Share, b.Broken)
		}
	}
}

// Rows of two feeds each (one unit, one spare): a row stops when both of its own are out.
func TestPairsOfFeeds(t *testing.T) {
	var table UnitsTable
	b := table.Of(&RowUnits).Domains(&RowUnits, 5, 1, 1)
	if b.Installed != 10 {
		t.Fatalf("%d installed, want 10", b.Installed)
	}
	for _, u := range []int{0, 2, 4, 6, 8} {
		b.take(u, &b.Broken, 1)
	}
	near(t, "one feed of each row out: share", b.Share, 1, 0)
	b.take(1, &b.Broken, 1)
	near(t, "both of one row: share", b.Share, 0.8, 1e-12)
}
