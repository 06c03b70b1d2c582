package leimasanet

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The order of the twelve systems in each zone, and of the zones of each system, is
// the published one of 2025 for the pairs that the authors' medians tell apart, over
// every fifth hour: by the equations of 2022, which the wider ranges of 2025 turn in few
// pairs, and of systems by caloduc's own plants.
func TestOrdersOf2025(t *testing.T) {
	dir := climates(t)
	table, err := Read2025(filepath.Join(shared(t), "truth", "lei_2025.csv"))
	if err != nil {
		t.Skip(err)
	}
	systems, zones := Order{}, Order{}
	pue := map[[2]string]float64{}
	for _, zone := range Zones {
		year := fifth(t, dir, zone)
		for _, c := range Cases2025 {
			x, _, err := sampled(year, c, 60, Options{})
			if err != nil {
				t.Fatal(err)
			}
			pue[[2]string{string(rune('a' + c)), zone}] = band(x).P5/2 + band(x).P95/2
		}
	}
	compare := func(o *Order, keep func(p Published2025) bool) {
		var published []Spread
		var samples []int
		var simulated []float64
		for _, p := range table {
			if p.Case <= int(MidDirectExpansion) && keep(p) {
				published, samples = append(published, p.PUE), append(samples, p.Samples)
				simulated = append(simulated, pue[[2]string{string(rune('a' + p.Case)), p.Zone}])
			}
		}
		o.Compare(published, samples, simulated)
	}
	for _, zone := range Zones {
		compare(&systems, func(p Published2025) bool { return p.Zone == zone })
	}
	for _, c := range Cases2025 {
		compare(&zones, func(p Published2025) bool { return p.Case == int(c) })
	}
	t.Logf("systems %+v, zones %+v", systems, zones)
	if systems.Pairs < 400 || systems.Share() < 0.95 || zones.Pairs < 150 || zones.Share() < 0.9 {
		t.Errorf("systems %+v, zones %+v", systems, zones)
	}
}

// Every case has a plant here that carries its hall through a zone's year.
func TestPlantsOf2025(t *testing.T) {
	dir := climates(t)
	for c := range plants2025 {
		m, err := MiddleOfPlant(ZoneFile(dir, "4A"), c, AllHeat, 1)
		if err != nil || !(m.PUE > 1.05 && m.PUE < 2.2 && m.WUE >= 0 && m.WUE < 4) {
			t.Errorf("case %d: %+v, %v", c, m, err)
		}
	}
	if _, err := MiddleOfPlant("none.csv", 1, AllHeat, 1); err == nil {
		t.Error("no file, no error")
	}
}

// Pairs that the published medians do not tell apart are not counted.
func TestOrderCompare(t *testing.T) {
	wide, narrow := func(x float64) Spread { return Spread{P25: x - 1, P50: x, P75: x + 1} }, func(x float64) Spread { return Spread{P25: x, P50: x, P75: x} }
	for _, c := range []struct {
		published  []Spread
		simulated  []float64
		pairs, all int
	}{
		{[]Spread{narrow(1), narrow(2), narrow(3)}, []float64{10, 20, 15}, 2, 3},
		{[]Spread{wide(1), wide(1.1), narrow(9)}, []float64{2, 1, 3}, 2, 2},
		{[]Spread{narrow(1), narrow(2)}, []float64{5, 5}, 0, 1},
	} {
		var o Order
		o.Compare(c.published, []int{50, 50, 50}, c.simulated)
		if o.Same != c.pairs || o.Pairs != c.all {
			t.Errorf("%+v of %v", o, c.published)
		}
	}
}

func TestRead2025Refuses(t *testing.T) {
	head := "case,zone,system,size,samples,a,b,c,d,e,f,g,h,i,j\n"
	path := filepath.Join(t.TempDir(), "t.csv")
	for _, text := range []string{"", head, head + "1,1A,x,y,50,1,1,1\n", head + "x,1A,x,y,50" + strings.Repeat(",1", 10) + "\n", head + "1,1A,x,y,50" + strings.Repeat(",z", 10) + "\n"} {
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		if _, err := Read2025(path); err == nil {
			t.Errorf("%q was read", text)
		}
	}
	if err := os.WriteFile(path, []byte(head+"1,1A,x,y,50"+strings.Repeat(",2", 10)+"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if got, err := Read2025(path); err != nil || len(got) != 1 || got[0].WUE.P95 != 2 || got[0].Samples != 50 {
		t.Errorf("%+v, %v", got, err)
	}
}
