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
	LossMW       float64 // 3 I²R
	SentMW       float64 // real part of the sending voltage times the conjugate of the current
	SentMvar     float64
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
	kv2 := sendingKV * sendingKV
	s := l.solve(kv2, pMW, qMvar)
	half, u := l.BS*0.5, s.receivingKV2
	q := qMvar - half*u
	re, im := u+l.ROhm*pMW+l.XOhm*q, l.XOhm*pMW-l.ROhm*q
	return LineFlow{ReceivingKV2: u, CurrentKA2: s.currentKA2(), LossMW: s.lossMW(l.ROhm), SentMW: s.sentMW,
		SentMvar: (re*q+im*pMW)/u - half*kv2, Stable: s.stable}
}

// solution is what a campus needs of a LineFlow each minute.
type solution struct {
	receivingKV2 float64
	square       float64 // three times the square of the current, kA²
	sentMW       float64
	stable       bool
}

func (s solution) currentKA2() float64         { return s.square * (1.0 / 3) }
func (s solution) lossMW(rOhm float64) float64 { return rOhm * s.square }

// solve is Solve with the square of the sending voltage.
func (l *Line) solve(sendingKV2, pMW, qMvar float64) (s solution) {
	half := l.BS * 0.5
	re0, re1 := l.ROhm*pMW+l.XOhm*qMvar, 1-l.XOhm*half
	im0, im1 := l.XOhm*pMW-l.ROhm*qMvar, l.ROhm*half
	twice := 2 * (re1*re1 + im1*im1)
	b := sendingKV2 - 2*(re0*re1+im0*im1)
	root := b*b - 2*twice*(re0*re0+im0*im0)
	s.stable = root >= 0 && b > 0
	upper := b + math.Sqrt(root)
	if !s.stable {
		upper = max(b, sendingKV2*0.25)
	}
	inverse := twice / upper // 1/u
	u := upper / twice
	q := qMvar - half*u
	re, im := re0+re1*u, im0+im1*u
	s.receivingKV2 = u
	s.square = (pMW*pMW + q*q) * inverse
	s.sentMW = (re*pMW - im*q) * inverse
	return s
}

// SurgeImpedance returns sqrt(X/B), ohm, of a line without losses.
func (l *Line) SurgeImpedance() float64 { return math.Sqrt(l.XOhm / l.BS) }

// Susceptance returns the susceptance, siemens, of a capacitance in nF.
func Susceptance(nF, hertz float64) float64 { return 2 * math.Pi * hertz * nF * 1e-9 }
