package grid

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// reporter is what *testing.T and *rapid.T share.
type reporter interface {
	Helper()
	Errorf(format string, args ...any)
}

func near(t reporter, what string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance) {
		t.Errorf("%s = %.9g, want %.9g within %g", what, got, want, tolerance)
	}
}

// reference line: one circuit of 4-bundle 240/40, 100 km, no charging.
var hundredKm = Line{ROhm: 3.0, XOhm: 24.6}

// Derived by hand from the line type: 1000 MW at unity power factor and 400 kV
// at the receiving end is 1.443 kA, 3 × 3 ohm × 1.443² = 18.75 MW.
func TestLossOfHundredKilometres(t *testing.T) {
	for _, c := range []struct {
		name         string
		tempDegC     float64
		lossMW, tolM float64
	}{{"20 degC", 20, 18.75, 1e-9}, {"50 degC", 50, 21.02, 0.01}} {
		l := hundredKm
		l.ROhm = Resistance(l.ROhm, 0.00403, c.tempDegC)
		vs := math.Hypot(400+l.ROhm*1000/400, 24.6*1000/400)
		f := l.Solve(vs, 1000, 0)
		near(t, c.name+": receiving kV", math.Sqrt(f.ReceivingKV2), 400, 1e-9)
		near(t, c.name+": current kA", math.Sqrt(f.CurrentKA2), 1.4434, 1e-4)
		near(t, c.name+": loss MW", l.LossMW(f.CurrentKA2), c.lossMW, c.tolM)
	}
	two := Line{ROhm: 1.5, XOhm: 12.3}
	f := two.Solve(math.Hypot(400+1.5*1000/400, 12.3*1000/400), 1000, 0)
	near(t, "two circuits: loss MW", two.LossMW(f.CurrentKA2), 9.375, 1e-9)
}

// Surge impedance 238 ohm, surge impedance loading 672 MW at 400 kV, thermal
// rating 1787 MVA of the same type.
func TestSurgeImpedance(t *testing.T) {
	l := Line{ROhm: 3, XOhm: 24.6, BS: Susceptance(1380, 50)}
	impedance := math.Sqrt(l.XOhm / l.BS)
	near(t, "surge impedance", impedance, 238, 0.5)
	near(t, "surge impedance loading", 400*400/impedance, 672, 1)
	near(t, "thermal rating", math.Sqrt(3)*400*2.58, 1787, 1)
	// At its surge impedance loading a line without losses holds its voltage and
	// needs no reactive power.
	l.ROhm = 0
	f := l.Solve(400, 400*400/impedance, 0)
	near(t, "voltage at surge impedance loading", math.Sqrt(f.ReceivingKV2), 400, 0.5)
	near(t, "reactive power sent", l.SentMvar(f, 400, 0), 0, 2)
}

// MATPOWER 8.1, AC power flow of case9 (Chow 1982): the line's impedances are
// those of the case file, the flows those of MATPOWER.
func TestAgreesWithMATPOWER(t *testing.T) {
	branch := table(t, shared(t, "truth/matpower/case9_branch.csv.gz"))
	volts := map[float64]float64{}
	for _, b := range table(t, shared(t, "truth/matpower/case9_bus.csv.gz")) {
		volts[b["bus"]] = b["ac_vm_pu"]
	}
	const kV = 345
	base := kV * kV / 100.0 // ohm
	impedance := map[float64][3]float64{2: {0.017, 0.092, 0.158}, 3: {0.039, 0.17, 0.358}, 5: {0.0119, 0.1008, 0.209},
		6: {0.0085, 0.072, 0.149}, 8: {0.032, 0.161, 0.306}, 9: {0.01, 0.085, 0.176}}
	checked := 0
	for _, b := range branch {
		z, is := impedance[b["idx"]]
		if !is {
			continue // a transformer
		}
		checked++
		l := Line{ROhm: z[0] * base, XOhm: z[1] * base, BS: z[2] / base}
		sending, mvar := kV*volts[b["from"]], -b["ac_qt_mvar"]
		f := l.Solve(sending, -b["ac_pt_mw"], mvar)
		near(t, "receiving voltage, pu", math.Sqrt(f.ReceivingKV2)/kV, volts[b["to"]], 1e-8)
		near(t, "sent MW", f.SentMW, b["ac_pf_mw"], 1e-6)
		near(t, "sent Mvar", l.SentMvar(f, sending, mvar), b["ac_qf_mvar"], 1e-6)
		near(t, "loss MW", l.LossMW(f.CurrentKA2), b["ac_loss_mw"], 1e-6)
	}
	if checked != 6 {
		t.Errorf("%d lines checked, want 6", checked)
	}
}

func lines(t *rapid.T) (l Line, sendingKV float64) {
	length := rapid.Float64Range(1, 300).Draw(t, "km")
	l = Line{
		ROhm: length * rapid.Float64Range(0.01, 0.1).Draw(t, "r"),
		XOhm: length * rapid.Float64Range(0.1, 0.4).Draw(t, "x"),
		BS:   Susceptance(length*rapid.Float64Range(0, 20).Draw(t, "c"), 50),
	}
	return l, rapid.Float64Range(200, 420).Draw(t, "kV")
}

// The power sent, from voltage and current, equals the power received plus
// the losses, from current and resistance, stable or not.
func TestLineConservesEnergy(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l, kV := lines(t)
		p := rapid.Float64Range(0, 3000).Draw(t, "MW")
		f := l.Solve(kV, p, rapid.Float64Range(-500, 1500).Draw(t, "Mvar"))
		loss := l.LossMW(f.CurrentKA2)
		if r := f.SentMW - p - loss; math.Abs(r) > 1e-11*math.Max(1, f.SentMW) {
			t.Fatalf("sent %g, received %g, lost %g: residual %g", f.SentMW, p, loss, r)
		}
		if loss < 0 {
			t.Fatalf("loss %g", loss)
		}
	})
}

// The solution satisfies the circuit: the sending voltage computed back from the
// receiving end is the one given.
func TestLineSolvesTheCircuit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l, kV := lines(t)
		p, q := rapid.Float64Range(0, 1500).Draw(t, "MW"), rapid.Float64Range(0, 500).Draw(t, "Mvar")
		f := l.Solve(kV, p, q)
		if !f.Stable {
			t.Skip("not stable")
		}
		vr := complex(math.Sqrt(f.ReceivingKV2), 0)
		i := complex(p, -q)/vr + vr*complex(0, l.BS/2)
		vs := vr + i*complex(l.ROhm, l.XOhm)
		if got := math.Hypot(real(vs), imag(vs)); math.Abs(got-kV) > 1e-7*kV {
			t.Fatalf("sending voltage %g, want %g", got, kV)
		}
		more := l.Solve(kV, p*1.05+1, q)
		if more.Stable && q >= f.ReceivingKV2*l.BS/2 && more.CurrentKA2 <= f.CurrentKA2 {
			t.Fatalf("loss falls from %g to %g MW as demand rises", l.LossMW(f.CurrentKA2), l.LossMW(more.CurrentKA2))
		}
	})
}

func TestCollapseIsSeen(t *testing.T) {
	l := Line{ROhm: 9, XOhm: 73.8} // 300 km, one circuit
	if f := l.Solve(400, 2000, 0); f.Stable {
		t.Errorf("2000 MW over 300 km of one circuit is stable at %g kV", math.Sqrt(f.ReceivingKV2))
	}
	// A line of reactance alone carries V²/(2X) at unity power factor.
	l.ROhm = 0
	most := 400 * 400 / (2 * l.XOhm)
	if !l.Solve(400, most*0.999, 0).Stable || l.Solve(400, most*1.001, 0).Stable {
		t.Errorf("the nose of the voltage curve is not at %g MW", most)
	}
}
