package cooling

// loopNode is a well-mixed loop of water, solved exactly over each minute.
type loopNode struct {
	capJPerK float64
	perCap   float64 // a minute over it, s·K/J
	perK     float64 // heat that warms it by a kelvin in a minute, W/K
	tDegC    float64 // at the end of the last minute
	meanDegC float64 // mean of the last minute
	storedW  float64 // heat stored in the last minute
}

func newLoopNode(capJPerK, tDegC float64) loopNode {
	return loopNode{capJPerK: capJPerK, perCap: minuteS / capJPerK, perK: capJPerK / minuteS, tDegC: tDegC, meanDegC: tDegC}
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
	n.storedW = n.perK * (end - n.tDegC)
	n.tDegC, n.meanDegC = end, mean
}
