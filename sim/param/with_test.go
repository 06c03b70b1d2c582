package param

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
)

func TestTransient(t *testing.T) {
	dir := write(t, map[string]string{"p.csv": "x"})
	load := func(text string) *Resolved {
		r, err := Decode(filepath.Join(dir, "exp.toml"), []byte(text), &lab{}, nil)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	plain := load(small)
	r := load(small + "[[sweep]]\nname = 'S'\nsamples = 4\ncsv = 'p.csv'\naxes = { years = [1] }\n[[sweep]]\n")
	if value(t, r, "sweep[S].samples").Value != 4 || len(r.Values()) != len(plain.Values())+10 {
		t.Errorf("%d values, want %d and 10 more", len(r.Values()), len(plain.Values()))
	}
	if a, b := string(plain.TOML("")), string(r.TOML("")); a != b {
		t.Errorf("the resolved text is\n%s", b)
	}
	a, err1 := plain.Hash()
	b, err2 := r.Hash()
	if a != b || err1 != nil || err2 != nil {
		t.Errorf("hashes %s (%v) and %s (%v)", a, err1, b, err2)
	}
	if len(r.Inputs()) != 0 || len(r.Changed()) != len(plain.Changed()) || r.Assumptions() != plain.Assumptions() {
		t.Errorf("inputs %v, %d changes, %d assumptions", r.Inputs(), len(r.Changed()), r.Assumptions())
	}
	var text strings.Builder
	if err := r.WriteText(&text); err != nil || !strings.Contains(text.String(), "axes                  { years = [1] }") ||
		!strings.Contains(text.String(), "\n38 values, 15 differ") {
		t.Errorf("%v\n%s", err, text.String())
	}
}

func TestWith(t *testing.T) {
	dir := write(t, map[string]string{"exp.toml": small + "[[sweep]]\naxes = { years = [1] }\n", "a.csv": "1"})
	l := &lab{}
	base, err := Load(filepath.Join(dir, "exp.toml"), l, []string{"campus.grid.bus=b"})
	if err != nil {
		t.Fatal(err)
	}
	before := string(base.TOML(""))
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			sets := []string{fmt.Sprintf("years=%d", i+1), "weather.paris.file=a.csv", "campus[Lille].grid.contracted_MW=7"}
			point := &lab{}
			r, err := base.With(sets, point)
			if err != nil {
				t.Error(err)
				return
			}
			want, err := Load(filepath.Join(dir, "exp.toml"), &lab{}, []string{"campus.grid.bus=b", sets[0], "weather.paris.file=" + filepath.Join(dir, "a.csv"), sets[2]})
			if err != nil {
				t.Error(err)
				return
			}
			if a, b := string(r.TOML("")), string(want.TOML("")); a != b {
				t.Errorf("got\n%s\nwant\n%s", a, b)
			}
			if point.Years != i+1 || point.Campus[0].Grid.Bus != "b" || len(point.Sweep) != 0 || !slices.Equal(r.Documents(), base.Documents()) {
				t.Errorf("point %+v", point)
			}
			_, err = base.With([]string{"years=0", "yeers=1"}, &lab{})
			if ps, ok := err.(Problems); !ok || len(ps) != 2 || !strings.HasPrefix(ps[1].Error(), "--set:2:1: unknown key") {
				t.Errorf("problems %v", err)
			}
		}()
	}
	wg.Wait()
	if after := string(base.TOML("")); after != before || l.Years != 10 || len(l.Sweep) != 1 {
		t.Errorf("the base has changed to\n%s", after)
	}
}

func BenchmarkWith(b *testing.B) {
	_, r := decodeLab(b, small)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := r.With([]string{"years=3", "campus.hall.racks=20"}, &lab{}); err != nil {
			b.Fatal(err)
		}
	}
}
