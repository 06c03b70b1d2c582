package cooling

// loopNode is a well-mixed loop of water, solved exactly over each minute.
type loopNode struct {
	capJPerK float64
	perCap   float64 // a minute over it, s·K/J
	tDegC    float64 // at the end of the last minute
	meanDegC float64 // mean of the last minute
	storedW  float64 // heat stored in the last minute
}

func newLoopNode(capJPerK, tDegC float64) loopNode {
	return loopNode{capJPerK: capJPerK, perCap: minuteS / capJPerK, tDegC: tDegC, meanDegC: tDegC}
}

// need is the heat, W, to take out of a loop that heatW enters so that it ends
// the minute at setDegC; negative where the loop would end below.
func (n *loopNode) need(heatW, setDegC float64) float64 {
	return heatW + n.capJPerK*(n.tDegC-setDegC)*(1/minuteS)
}

// net advances the loop by a minute under constant heat, W: C·dT/dt = Q.
func (n *loopNode) net(heatW float64) {
	end := n.tDegC + heatW*n.perCap
	n.settle(end, 0.5*(n.tDegC+end))
}

// sink advances the loop by a minute under constant heat, W, and exchange with a
// sink: C·dT/dt = Q - g·(T - Ts). It returns the mean heat to the sink, W.
func (n *loopNode) sink(heatW, gWPerK, sinkDegC float64) (toSinkW float64) {
	if gWPerK <= 0 {
		n.net(heatW)
		return 0
	}
	end, mean := oneNode(n.tDegC, sinkDegC+heatW/gWPerK, gWPerK*n.perCap)
	n.settle(end, mean)
	return gWPerK * (mean - sinkDegC)
}

func (n *loopNode) settle(end, mean float64) {
	n.storedW = n.capJPerK * (end - n.tDegC) * (1 / minuteS)
	n.tDegC, n.meanDegC = end, mean
}

// coupled advances two loops by a minute: heat qa and qb, W, enters them, they
// exchange gab, W/K, and b gives to a sink by g, W/K:
//
//	Ca·dTa/dt = qa - gab·(Ta - Tb)
//	Cb·dTb/dt = qb + gab·(Ta - Tb) - g·(Tb - Ts)
//
// It returns the mean heat from a to b and from b to the sink, W.
func coupled(a, b *loopNode, qa, qb, gab, g, sinkDegC float64) (acrossW, toSinkW float64) {
	pa, pb := 1/a.capJPerK, 1/b.capJPerK
	n := twoNodes{a11: -gab * pa, a12: gab * pa, a21: gab * pb, a22: -(gab + g) * pb}
	across := gab * (a.tDegC - b.tDegC)
	ma, mb := n.mean(n.propagator(minuteS), a.tDegC, b.tDegC, (qa-across)*pa, (qb+across-g*(b.tDegC-sinkDegC))*pb)
	acrossW, toSinkW = gab*(ma-mb), g*(mb-sinkDegC)
	a.settle(a.tDegC+minuteS*pa*(qa-acrossW), ma)
	b.settle(b.tDegC+minuteS*pb*(qb+acrossW-toSinkW), mb)
	return acrossW, toSinkW
}
