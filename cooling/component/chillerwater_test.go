package component

import (
	"math"
	"strings"
	"testing"

	"caloduc/sim"

	"pgregory.net/rapid"
)

// Check points of the seven records, evaluated with the Modelica Buildings
// Library's equations: factors, heat and power, kW, and COP.
func TestCentrifugalCheckPoints(t *testing.T) {
	points := [][]struct{ te, tc, plr, capFT, eirFT, eirPLR, q, p, cop float64 }{
		{{6.67, 26.11, 1, .9948, .9953, 1.0003, 4943.0, 689.26, 7.171}, {6.67, 26.11, .5, .9948, .9953, .4776, 2471.5, 329.04, 7.511},
			{8.89, 19.44, .6, 1.2922, .8247, .5604, 3852.5, 415.62, 9.269}, {8.89, 12.78, .4, 1.0789, .6658, .4055, 2144.4, 202.73, 10.578}},
		{{7.22, 23.89, 1, 1.0199, 1.0123, 1.0007, 2438.9, 383.64, 6.357}, {7.22, 23.89, .5, 1.0199, 1.0123, .3857, 1219.5, 147.88, 8.246},
			{12.22, 18.33, .6, 1.0964, .8146, .4826, 1573.0, 160.04, 9.829}, {12.22, 12.78, .4, .8487, .7019, .3020, 811.8, 66.79, 12.154}},
		{{6.67, 23.89, 1, 1.0203, 1.0122, 1.0022, 1919.6, 287.64, 6.673}, {6.67, 23.89, .5, 1.0203, 1.0122, .4173, 959.8, 119.76, 8.015},
			{8.89, 18.33, .6, 1.1261, .8449, .5160, 1271.2, 136.44, 9.317}, {8.89, 12.78, .4, 1.0015, .7007, .3277, 753.7, 63.91, 11.793}},
		{{8.89, 26.67, 1, 1.0022, .9993, 1.0014, 1885.6, 288.98, 6.525}, {8.89, 26.67, .5, 1.0022, .9993, .3943, 942.8, 113.78, 8.286},
			{12.78, 18.06, .6, 1.3054, .7784, .4945, 1473.6, 144.77, 10.179}, {12.78, 9.44, .4, 1.3390, .7144, .3048, 1007.7, 83.99, 11.997}},
		{{10, 26.67, 1, 1.0063, 1.0308, .9974, 1150.1, 179.98, 6.390}, {10, 26.67, .5, 1.0063, 1.0308, .3156, 575.1, 56.94, 10.099},
			{12.78, 19.72, .6, 1.1902, .9401, .4113, 816.2, 80.07, 10.194}, {12.78, 12.78, .4, 1.1997, .8782, .2400, 548.5, 44.00, 12.466}},
		{{6.67, 29.44, 1, 1.0103, 1.0090, 1.0002, 1065.9, 180.47, 5.906}, {6.67, 29.44, .5, 1.0103, 1.0090, .5064, 532.9, 91.37, 5.833},
			{8.89, 21.11, .6, 1.2373, .7681, .5852, 783.2, 98.44, 7.956}, {8.89, 12.78, .4, .8965, .5848, .4375, 378.3, 40.60, 9.317}},
		{{5.56, 23.89, 1, .9784, .9898, .9993, 1410.7, 211.10, 6.683}, {6.67, 29.44, .5, .8874, 1.1063, .4007, 639.7, 85.80, 7.456},
			{8.89, 12.78, .4, 1.0132, .6533, .3159, 584.3, 45.61, 12.812}, {8.89, 35, 1, .7656, 1.2067, .9993, 1103.8, 201.38, 5.481}},
	}
	if len(points) != len(CentrifugalChillers) {
		t.Fatal("a record without check points")
	}
	for i, r := range CentrifugalChillers {
		for _, c := range points[i] {
			near(t, r.Name+" capFT", Biquadratic(&r.Curves.CapFT, c.te, c.tc), c.capFT, 1e-3)
			near(t, r.Name+" EIRFT", Biquadratic(&r.Curves.EIRFT, c.te, c.tc), c.eirFT, 1e-3)
			near(t, r.Name+" EIRFPLR", Quadratic(&r.Curves.EIRFPLR, c.plr), c.eirPLR, 1e-3)
			p := r.At(c.te, c.tc)
			q, power := r.PowerW(p, c.plr*p.AvailableW)
			near(t, r.Name+" heat kW", q/1e3, c.q, 1e-3)
			near(t, r.Name+" power kW", power/1e3, c.p, 1e-3)
			near(t, r.Name+" COP", q/power, c.cop, 1e-3)
			if p.Clamped {
				t.Errorf("%s: %g, %g degC counts as out of range", r.Name, c.te, c.tc)
			}
		}
	}
}

// Out of range the curves' edge answers, at equal lift up to 18 degC of leaving water,
// where the curves themselves would give COPs from -146 to +63. Condenser water colder
// than the least lift is held, not counted out of range.
func TestChillerRangeGuard(t *testing.T) {
	for _, r := range CentrifugalChillers {
		for te := -5.0; te <= 40; te += 0.5 {
			in := r.EnteringAt(te)
			for tc := -10.0; tc <= 60; tc += 0.5 {
				p := r.At(te, tc)
				if te <= EqualLiftMostDegC {
					if p.Clamped != (te < r.Curves.Leaving.Min || tc > in.Max+edge) || p.Held != (tc < in.Min-edge) {
						t.Fatalf("%s: clamped %t, held %t at %g, %g", r.Name, p.Clamped, p.Held, te, tc)
					}
				} else if !p.Clamped {
					t.Fatalf("%s: not clamped at %g, %g", r.Name, te, tc)
				}
				cop := 1 / p.PerW
				if !(p.AvailableW > 0.25*r.CapacityW && p.AvailableW < 1.7*r.CapacityW && cop > 3 && cop < 20) {
					t.Fatalf("%s at %g, %g degC: %g W at COP %g", r.Name, te, tc, p.AvailableW, cop)
				}
			}
		}
	}
}

// Equal lift against what is published: the curves of each record, carried on from their
// coldest leaving water to their warmest, and the warm-water catalogue from 7 to 18 degC.
func TestEqualLift(t *testing.T) {
	for _, c := range []struct {
		record int
		within float64 // root of the mean square of the error of EIR
	}{{0, 0.012}, {1, 0.015}, {2, 0.018}, {3, 0.042}, {4, 0.025}, {5, 0.021}, {6, 0.011}} {
		own := CentrifugalChillers[c.record]
		cold := own
		cold.Curves.Leaving.Max = own.Curves.Leaving.Min
		var sum, n float64
		for te := own.Curves.Leaving.Min + 1; te <= own.Curves.Leaving.Max; te++ {
			for tc := cold.EnteringAt(te).Min; tc <= own.Curves.Entering.Max; tc++ {
				e := cold.At(te, tc).PerW/own.At(te, tc).PerW - 1
				sum, n = sum+e*e, n+1
			}
		}
		if rms := math.Sqrt(sum / n); rms > c.within {
			t.Errorf("%s: equal lift misses its EIR by %.3f, want at most %g", own.Name, rms, c.within)
		}
	}
	for _, tc := range []float64{40, 45} {
		lifted := WarmChillerAt(1, 7, tc-11).PerW * (7 + ZeroDegCInK) / (18 + ZeroDegCInK)
		if e := lifted/WarmChillerAt(1, 18, tc).PerW - 1; math.Abs(e) > 0.105 {
			t.Errorf("catalogue at 18/%g degC: equal lift misses EIR by %.3f", tc, e)
		}
	}
}

// Between 5 and 18 degC of leaving and 12 and 32 degC of condenser water the default
// record draws less for warmer chilled and for colder condenser water, without a clamp
// but at its least lift.
func TestDefaultChillerCoversTheYear(t *testing.T) {
	bank, err := NewWaterChillers(DefaultChiller, 1e6, 0, testStaging, 1)
	if err != nil {
		t.Fatal(err)
	}
	for te := 5.0; te <= 17; te += 0.5 {
		for tc := 12.8; tc <= 32; tc += 0.4 {
			p, warmer, hotter := bank.Record.At(te, tc), bank.Record.At(te+0.5, tc), bank.Record.At(te, tc+0.4)
			if p.Clamped || warmer.PerW > p.PerW || hotter.PerW < p.PerW || !p.Held && hotter.PerW == p.PerW {
				t.Fatalf("at %g/%g degC: %+v; warmer chilled water %+v; warmer condenser %+v", te, tc, p, warmer, hotter)
			}
		}
	}
	near(t, "COP at 18/30 degC", 1/bank.Record.At(18, 30).PerW, 8.15, 2e-3)
}

func TestChillerPartLoad(t *testing.T) {
	r := &CentrifugalChillers[0]
	p := r.At(6.67, 26.11)
	rapid.Check(t, func(t *rapid.T) {
		plr := rapid.Float64Range(0, 1.2).Draw(t, "PLR")
		q, power := r.PowerW(p, plr*p.AvailableW)
		more, powerMore := r.PowerW(p, (plr+0.01)*p.AvailableW)
		if !(q <= 1.07*p.AvailableW*(1+1e-15) && power >= 0 && more >= q && powerMore >= power) {
			t.Fatalf("PLR %g: %g W for %g W; more: %g W for %g W", plr, power, q, powerMore, more)
		}
		if plr < 1.07 && q != plr*p.AvailableW {
			t.Fatalf("PLR %g takes %g W", plr, q)
		}
	})
	// Below the least part load the chiller cycles at the power of the least.
	_, power := r.PowerW(p, 0.08*p.AvailableW)
	_, least := r.PowerW(p, 0.16*p.AvailableW)
	near(t, "cycling", power, 0.5*least, 1e-12)
}

// The table's own points, and its three COPs as printed with it.
func TestWarmChiller(t *testing.T) {
	for i, te := range warmTe {
		for j := range warmQ[i] {
			p := WarmChillerAt(995e3, te, 25+5*float64(j))
			near(t, "power per capacity", p.PerW, warmP[i][j]/warmQ[i][j], 1e-12)
			if p.AvailableW > 1e3*warmQ[i][j]*(1+1e-12) {
				t.Errorf("capacity %g W above the catalogue's", p.AvailableW)
			}
		}
	}
	for _, c := range []struct{ te, tc, cop float64 }{{18, 25, 7.62}, {18, 35, 6.06}, {7, 35, 4.78}} {
		near(t, "COP", 1/WarmChillerAt(1, c.te, c.tc).PerW, c.cop, 1e-3)
	}
	near(t, "capped capacity", WarmChillerAt(995e3, 18, 40).AvailableW, 1227e3, 1e-12)
	rapid.Check(t, func(t *rapid.T) {
		te := rapid.Float64Range(0, 25).Draw(t, "te")
		tc := rapid.Float64Range(10, 50).Draw(t, "tc")
		a, b, c := WarmChillerAt(1e6, te, tc), WarmChillerAt(1e6, te, tc+0.5), WarmChillerAt(1e6, te+0.5, tc)
		if b.AvailableW > a.AvailableW*(1+1e-12) || b.PerW < a.PerW*(1-1e-12) {
			t.Fatalf("warmer condenser: %+v, colder %+v", b, a)
		}
		if c.AvailableW < a.AvailableW*(1-1e-12) || c.PerW > a.PerW*(1+1e-12) {
			t.Fatalf("warmer chilled water: %+v, colder %+v", c, a)
		}
	})
}

func TestLeiMasanetCOP(t *testing.T) {
	near(t, "COP", LeiMasanetCOP(20, 0.5), 16.798751+3.536-2.13223275+4.942647-15.21242+0.84615, 1e-12)
	for l := 0.2; l <= 0.8; l += 0.05 {
		for tc := LeiMasanetEntering.Min; tc < LeiMasanetEntering.Max-0.5; tc += 0.5 {
			if LeiMasanetCOP(tc+0.5, l) >= LeiMasanetCOP(tc, l) || LeiMasanetCOP(tc, l) < 1 {
				t.Fatalf("COP %g at %g degC, load %g", LeiMasanetCOP(tc, l), tc, l)
			}
		}
	}
	if !LeiMasanetLoad.Contains(0.5) {
		t.Error("load 0.5 out of bounds")
	}
}

var testStaging = ChillerStagingSpec{UpLoad: 0.9, DownLoad: 0.75, ConfirmMinutes: 5, MinRunMinutes: 20, MinStopMinutes: 20, StartMinutes: 3}

func TestChillerBank(t *testing.T) {
	for _, name := range ChillerNames() {
		bank, err := NewWaterChillers(name, 2e6, 0, testStaging, 4)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(bank.Bounds(18), "leaving chilled water") {
			t.Errorf("bounds %q", bank.Bounds(18))
		}
		m := sim.Minute(-100)
		rapid.Check(t, func(t *rapid.T) {
			m++
			heat := 8e6 * rapid.Float64Range(0, 1.1).Draw(t, "load")
			te, tc := rapid.Float64Range(2, 22).Draw(t, "te"), rapid.Float64Range(5, 50).Draw(t, "tc")
			bank.Step(m, heat, te, tc, rapid.IntRange(0, 4).Draw(t, "in service"))
			if math.IsNaN(bank.PowerW) || bank.PowerW < 0 || bank.TakenW < 0 || bank.TakenW > heat*(1+1e-15) {
				t.Fatalf("%g W of %g W for %g W", bank.TakenW, heat, bank.PowerW)
			}
			if d := bank.CondenserW - bank.TakenW - bank.PowerW; math.Abs(d) > 1e-12*bank.CondenserW {
				t.Fatalf("energy misses %g W", d)
			}
			if bank.TakenW > bank.CapacityW(bank.Running)*(1+1e-12) {
				t.Fatalf("%d machines carry %g W of at most %g W", bank.Running, bank.TakenW, bank.CapacityW(bank.Running))
			}
		})
	}
	if _, err := NewWaterChillers("none", 1e6, 0, testStaging, 1); err == nil {
		t.Error("an unknown chiller was built")
	}
	two, _ := NewWaterChillers("York-YK-1881kW-6.53COP-vanes", 1e6, 2*6.53, testStaging, 1)
	near(t, "replaced COP", two.Record.At(8.89, 26.67).PerW, CentrifugalChillers[3].At(8.89, 26.67).PerW/2, 1e-12)
	near(t, "scaled capacity", two.Record.At(8.89, 26.67).AvailableW, 1.0022e6, 1e-3)
}

func BenchmarkChillerBank(b *testing.B) {
	bank, _ := NewWaterChillers("York-YK-4969kW-7.14COP-vanes", 5e6, 0, testStaging, 4)
	b.ReportAllocs()
	for i := 0; i < b.N; i++ {
		bank.Step(sim.Minute(i), 12e6+1e3*float64(i&1023), 7, 20+0.005*float64(i&1023), 4)
		sinkW = bank.PowerW
	}
}

func BenchmarkWarmChillerBank(b *testing.B) {
	bank, _ := NewWaterChillers(WarmChiller, 5e6, 0, testStaging, 4)
	b.ReportAllocs()
	for i := 0; i < b.N; i++ {
		bank.Step(sim.Minute(i), 12e6+1e3*float64(i&1023), 16, 26+0.005*float64(i&1023), 4)
		sinkW = bank.PowerW
	}
}
