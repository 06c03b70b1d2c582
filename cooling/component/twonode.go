package component

import "math"

// TwoNodes is the exchange of a pair of well-mixed nodes, linear in their
// temperatures x:
//
//	dx1/dt = a11·x1 + a12·x2 + b1
//	dx2/dt = a21·x1 + a22·x2 + b2
//
// with a12·a21 ≥ 0, so that its eigenvalues are real. Coefficients are frozen
// over a minute; within it the solution is exact however fast the nodes are. It
// is four numbers and passed by value: the compiler keeps it in registers.
type TwoNodes struct {
	A11, A12, A21, A22 float64
}

// propagator is dt·φ2(A·dt) of two nodes, with φ2(z) = (eᶻ-1-z)/z² (Hochbruck
// and Ostermann 2010, Exponential integrators, eq. 2.10), as p·dt·I + q·dt²·A by
// the eigenvalues of the 2×2 matrix.
type propagator struct{ p, q float64 }

// propagator returns that of the nodes over dt seconds.
func (n TwoNodes) propagator(dt float64) propagator {
	half := 0.5 * (n.A11 + n.A22) * dt
	gap := 0.5 * (n.A11 - n.A22) * dt
	root := math.Sqrt(gap*gap + n.A12*n.A21*dt*dt)
	z1, z2 := half+root, half-root
	f1 := phi2Neg.At(-z1)
	var q float64
	switch {
	case root > 0.1:
		q = (f1 - phi2Neg.At(-z2)) / (2 * root)
	case root > 1e-5: // the difference would enlarge the table's error
		f1 = phi2(z1)
		q = (f1 - phi2(z2)) / (2 * root)
	default:
		q = phi2Slope(half)
	}
	return propagator{p: dt * (f1 - q*z1), q: dt * dt * q}
}

// Mean returns the time-mean over the propagator's interval of a node that begins it
// at x, with the rate of change d = A·x + b, which changes by dd = A·d:
//
//	x̄ = x + dt·φ2(A·dt)·(A·x + b)
//
// It is exact where the propagator is the nodes' own, and at rest whatever it is. With
// it the end of the interval is x + dt·(A·x̄ + b), exactly.
func (g propagator) Mean(x, d, dd float64) float64 { return x + g.p*d + g.q*dd }

// OneNode is one well-mixed node, C·dT/dt = g·(Tend - T), over a minute from the
// start t: it returns the temperature at the end and the exact time-mean. With
// z = g·Δt/C the mean is Tend + (t - Tend)·φ1(-z), φ1(z) = (eᶻ-1)/z.
func OneNode(t, end, z float64) (next, mean float64) {
	if math.Abs(z) < phi1Near {
		return relax(t, end, z, phi1NegNear(z)) // a hall's air and most loops: quicker than the table
	}
	return relax(t, end, z, Phi1Neg.At(z))
}

// relax is OneNode with p = φ1(-z) at hand.
func relax(t, end, z, p float64) (next, mean float64) {
	return t + (end-t)*(z*p), end + (t-end)*p
}

// phi1NegNear returns φ1(-z) by its power series, within 2e-9 for |z| below phi1Near.
func phi1NegNear(z float64) float64 {
	z2 := z * z
	return 1 - z*(1./2) + z2*(1./6-z*(1./24)) + z2*z2*(1./120-z*(1./720)+z2*(1./5040))
}

const phi1Near = 0.25

// phi1 returns (eᶻ-1)/z.
func phi1(z float64) float64 {
	if math.Abs(z) < 1e-9 {
		return 1
	}
	return math.Expm1(z) / z
}

// phi2 returns (eᶻ-1-z)/z².
func phi2(z float64) float64 {
	if math.Abs(z) < 0.02 {
		return 1./2 + z*(1./6+z*(1./24+z*(1./120+z*(1./720+z/5040))))
	}
	return (math.Exp(z) - 1 - z) / (z * z)
}

// phi2Slope returns the derivative of phi2.
func phi2Slope(z float64) float64 {
	if math.Abs(z) < 0.2 {
		return 1./6 + z*(1./12+z*(1./40+z*(1./180+z*(1./1008+z/6720))))
	}
	e := math.Exp(z)
	return (e-1)/(z*z) - 2*(e-1-z)/(z*z*z)
}

// KeptPropagator is the propagator over a minute of a loop of water and what warms
// it, kept while they exchange heat much as they did.
type KeptPropagator struct {
	propagator
	sink, between float64 // conductances for which it is: to the sink, between the nodes, W/K
}

// Holds tells whether it serves for these conductances: between the nodes the same, to
// the sink within that fraction. With by 0 it never does.
func (k *KeptPropagator) Holds(sink, between, by float64) bool {
	off, most := sink-k.sink, by*k.sink
	return off < most && -off < most && between == k.between
}

// Keep takes that of nodes whose rates are per minute.
func (k *KeptPropagator) Keep(sink, between float64, n TwoNodes) {
	k.propagator, k.sink, k.between = n.propagator(1), sink, between
}

// Drop has it worked out anew.
func (k *KeptPropagator) Drop() { k.sink = 0 }
