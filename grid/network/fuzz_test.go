package network

import (
	"bytes"
	"math"
	"testing"
)

const threeBuses = `function mpc = three
mpc.version = '2';
mpc.baseMVA = 100;
mpc.bus = [
	1 3 0 0 0 0 1 1 0 380 1 1.1 0.9;
	2 1 90 30 0 19 1 1 0 380 1 1.1 0.9; % with a shunt
	3 2 40 9 0 0 1 1 0 380 1 1.1 0.9;
];
mpc.gen = [
	1 0 0 300 -300 1 100 1 250 10;
	3 85 0 300 -300 1.02 100 1 270 10;
];
mpc.branch = [
	1 2 0.01 0.09 0.2 250 250 250 0 0 1 -360 360;
	2 3 0.01 0.09 0.2 250 250 250 0.98 3 1 -360 360;
	1 3 0.02 -0.1 0 0 0 0 0 0 1 -360 360;
];
mpc.gencost = [ 2 0 0 3 0.1 5 150; 1 0 0 2 0 0 270 4e3 0 0 ];
`

// bounded fails where an angle or a flow is infinite; those of a dead island are NaN.
func bounded(t *testing.T, f *Flow) {
	for i, v := range f.VADeg {
		if math.IsInf(v, 0) {
			t.Fatalf("bus %d: angle %g", i, v)
		}
	}
}

// Whatever stands in a case file, it is read or refused; what is read is written and read
// again as it was, and every method solves it or says why not.
func FuzzMATPOWER(f *testing.F) {
	f.Add([]byte(threeBuses))
	f.Add([]byte("mpc.version = '1'; mpc.bus = [ 1 3 0\n"))
	f.Add([]byte("mpc.baseMVA = 100; mpc.bus = [1 3 0 0 0 0 1 1 0 380 1 1.1 0.9]; mpc.gen=[]; mpc.branch=[1 9 0 0 0 0 0 0 0 0 1 0 0];"))
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := ReadMATPOWER("fuzz.m", bytes.NewReader(data))
		if err != nil {
			return
		}
		if len(c.Buses) > 60 || len(c.Branches) > 200 || len(c.Generators) > 60 {
			t.Skip("too large to solve by the thousand")
		}
		var once, twice bytes.Buffer
		if err := c.WriteMATPOWER(&once); err != nil {
			t.Fatal(err)
		}
		again, err := ReadMATPOWER(c.Name, bytes.NewReader(once.Bytes()))
		if err != nil {
			t.Fatalf("%v in what was written:\n%s", err, once.Bytes())
		}
		if err := again.WriteMATPOWER(&twice); err != nil || !bytes.Equal(once.Bytes(), twice.Bytes()) {
			t.Fatalf("%v: written once\n%s\nand twice\n%s", err, once.Bytes(), twice.Bytes())
		}
		for _, solve := range []func(*Case) (*Flow, error){Newton, FastDecoupled, OptimalDC} {
			if flow, err := solve(c); err == nil {
				bounded(t, flow)
			}
		}
		if d, err := NewDC(c); err == nil {
			if flow, err := d.Flow(true); err == nil {
				bounded(t, flow)
			}
		}
	})
}

// Whatever stands in the two tables of a grid, they are read or refused.
func FuzzGrid(f *testing.F) {
	f.Add([]byte("name,lat_deg,lon_deg,kind,region,load_fraction\nA,48,2,load,X,0.5\nB,49,2,nuclear,X,0.5\n"), []byte("from,to,circuits,class,length_km\nA,B,2,quad,90\n"))
	f.Add([]byte("name\n"), []byte("from;to\nA;B\n"))
	f.Fuzz(func(t *testing.T, buses, lines []byte) {
		g, err := ReadGrid("fuzz", buses, lines)
		if err != nil {
			return
		}
		var b, l bytes.Buffer
		if err := g.WriteTables(&b, &l); err != nil {
			t.Fatal(err)
		}
		if _, err := ReadGrid("fuzz", b.Bytes(), l.Bytes()); err != nil {
			t.Fatalf("%v in what was written:\n%s%s", err, b.Bytes(), l.Bytes())
		}
	})
}
