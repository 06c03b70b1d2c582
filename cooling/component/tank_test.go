package component

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

var testTank = TankSpec{VolumeM3: 1000, HeightM: 12, Layers: 20, WallWPerM2K: 0.3, MixingMultiple: 50, ChargeKgPerS: 100, DischargeKgPerS: 100,
	StartCharge: 0, ColdDegC: 7, WarmDegC: 15}

func buildTank(t testing.TB, s TankSpec) Tank {
	k, err := NewTank(&s)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

// Heat closes each minute, layers stay in order and within what flowed in.
func TestTankCloses(t *testing.T) {
	k := buildTank(t, testTank)
	rapid.Check(t, func(t *rapid.T) {
		flow := rapid.OneOf(rapid.Just(0.0), rapid.Float64Range(-4000, 4000), rapid.Float64Range(-40, 40)).Draw(t, "flow")
		in := rapid.Float64Range(5, 20).Draw(t, "in")
		ambient := rapid.Float64Range(5, 20).Draw(t, "ambient")
		k.Step(flow, in, ambient)
		scale := math.Abs(k.TakenW) + math.Abs(k.GainW) + 2*k.sum()*k.layerJPerK/MinuteS
		if d := k.TakenW + k.GainW - k.StoredW; math.Abs(d) > 1e-12*scale {
			t.Fatalf("misses %g W of %g W", d, scale)
		}
		for i, x := range k.DegC {
			if !(x > 4.9 && x < 20.1) || i > 0 && x < k.DegC[i-1]-1e-9 {
				t.Fatalf("layers %v", k.DegC)
			}
		}
	})
	if k.outOfBounds != 0 {
		t.Error("out of bounds within 5 to 20 degC")
	}
}

// Plug flow, one layer a minute: the water leaves as it lay.
func TestTankPlugFlow(t *testing.T) {
	s := testTank
	s.WallWPerM2K, s.StartCharge = 0, 0.5
	k := buildTank(t, s)
	k.exchange = 0
	if got := k.ChargeShare(); math.Abs(got-0.5) > 1e-12 {
		t.Errorf("charged %g, want half", got)
	}
	if got := k.ColdKgPerS(7.1); got != 100 {
		t.Errorf("cold flow %g kg/s", got)
	}
	flow := k.layerKg / MinuteS
	for i := range 20 {
		k.Step(-flow, 15, 15)
		want := 7.0
		if i >= 10 {
			want = 15
		}
		if k.outDegC != want {
			t.Fatalf("minute %d: %g degC leaves, want %g", i, k.outDegC, want)
		}
	}
	if k.ChargeShare() != 0 || k.ColdKgPerS(7.1) != 0 || k.WarmKgPerS(14.9) != 100 {
		t.Errorf("an empty tank: charged %g", k.ChargeShare())
	}
}

// A full cycle of charge and discharge with ten hours between gives back most of
// its cold at a usable temperature; more mixing gives less.
func TestTankThermocline(t *testing.T) {
	usable := func(mixing float64) float64 {
		s := testTank
		s.MixingMultiple = mixing
		k := buildTank(t, s)
		for k.WarmKgPerS(13) >= 50 {
			k.Step(50, 7, 15)
		}
		for range 600 {
			k.Step(0, 0, 15)
		}
		heat := 0.0
		for k.ColdKgPerS(9) >= 50 {
			k.Step(-50, 15, 15)
			heat += k.TakenW
		}
		return heat * MinuteS / (1000 * WaterKgPerM3 * WaterJPerKgK * 8)
	}
	still, stirred := usable(1), usable(200)
	t.Logf("usable share: still water %.3f, default %.3f, stirred %.3f", still, usable(50), stirred)
	if d := usable(50); !(still < 1 && still > d && d > stirred && d > 0.92 && d < 0.97) {
		t.Errorf("usable share %g with still water, %g stirred", still, stirred)
	}
}

// At rest, heat from outside follows U·A·(Tamb - T) over hours: the exponential of
// a mixed tank, as all layers start alike and warm nearly alike.
func TestTankGain(t *testing.T) {
	s := testTank
	s.StartCharge, s.MixingMultiple = 1, 300
	k := buildTank(t, s)
	ua := 20*k.side + 2*k.ends
	tau := 20 * k.layerJPerK / ua
	for range 60 * 24 {
		k.Step(0, 0, 25)
	}
	near(t, "a day's warming", k.sum()/20-7, 18*-math.Expm1(-86400/tau), 0.01)
}

func TestTankRefused(t *testing.T) {
	s := testTank
	s.Layers, s.MixingMultiple = 200, 1000
	if _, err := NewTank(&s); err == nil {
		t.Error("a tank whose exchange overshoots was built")
	}
}

func BenchmarkTank(b *testing.B) {
	k := buildTank(b, testTank)
	b.ReportAllocs()
	for i := 0; i < b.N; i++ {
		if i>>10&1 == 0 {
			k.Step(16, 7, 15)
		} else {
			k.Step(-16, 15, 15)
		}
	}
}
