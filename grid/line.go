package grid

import "math"

// Line is a three-phase line as a pi circuit, all circuits in parallel taken
// together.
type Line struct {
	ROhm, XOhm float64 // series resistance and reactance
	BS         float64 // susceptance to earth, siemens, half at each end
}

// LineFlow is the flow over a line whose sending end is held at a voltage.
// Voltages are between phases, powers three-phase.
type LineFlow struct {
	ReceivingKV2 float64 // square of the voltage at the receiving end
	CurrentKA2   float64 // square of the current in the series branch, all circuits together
	SentMW       float64 // real part of the sending voltage times the conjugate of the current
	// Stable is false where the line cannot carry the power at any voltage; the
	// flow is then that at the nose of the voltage curve.
	Stable bool
}

// Solve returns the flow that delivers pMW and qMvar at the receiving end with
// the sending end at sendingKV. The pi circuit's two equations in the square of
// the receiving voltage u are one quadratic, whose upper root is the stable
// state:
//
//	|Vs|² u = |u + (R+jX)(P - jQ')|²,  Q' = Q - B u/2
//
// (pi circuit of a line: Kundur, Power System Stability and Control, 1994, ch. 6).
// The power sent comes from voltage and current at the sending
// end, the loss from current and resistance: their agreement is a check.
func (l *Line) Solve(sendingKV, pMW, qMvar float64) LineFlow {
	kv2, half := sendingKV*sendingKV, l.BS*0.5
	re0, re1 := l.ROhm*pMW+l.XOhm*qMvar, 1-l.XOhm*half
	im0, im1 := l.XOhm*pMW-l.ROhm*qMvar, l.ROhm*half
	twice := 2 * (re1*re1 + im1*im1)
	b := kv2 - 2*(re0*re1+im0*im1)
	root := b*b - 2*twice*(re0*re0+im0*im0)
	stable := root >= 0 && b > 0
	upper := b + math.Sqrt(root)
	if !stable {
		upper = max(b, kv2*0.25)
	}
	inverse := twice / upper // 1/u
	u := upper / twice
	q := qMvar - half*u
	return LineFlow{ReceivingKV2: u, CurrentKA2: (pMW*pMW + q*q) * inverse * (1.0 / 3),
		SentMW: ((re0+re1*u)*pMW - (im0+im1*u)*q) * inverse, Stable: stable}
}

// LossMW returns the loss of a current, 3 I²R.
func (l *Line) LossMW(currentKA2 float64) float64 { return 3 * l.ROhm * currentKA2 }

// SentMvar returns the reactive power sent with a flow that delivers qMvar: the
// reactance takes 3 I²X, the susceptance at both ends gives.
func (l *Line) SentMvar(f LineFlow, sendingKV, qMvar float64) float64 {
	return qMvar + 3*l.XOhm*f.CurrentKA2 - l.BS*0.5*(f.ReceivingKV2+sendingKV*sendingKV)
}

// Susceptance returns the susceptance, siemens, of a capacitance in nF.
func Susceptance(nF, hertz float64) float64 { return 2 * math.Pi * hertz * nF * 1e-9 }
