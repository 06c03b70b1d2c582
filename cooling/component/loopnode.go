package component

// LoopNode is a well-mixed loop of water, solved exactly over each minute.
type LoopNode struct {
	CapJPerK float64
	PerCap   float64 // a minute over it, s·K/J
	perK     float64 // heat that warms it by a kelvin in a minute, W/K
	TDegC    float64 // at the end of the last minute
	MeanDegC float64 // mean of the last minute
	StoredW  float64 // heat stored in the last minute
}

// NewLoopNode returns a loop of heat capacity capJPerK, J/K, at tDegC.
func NewLoopNode(capJPerK, tDegC float64) LoopNode {
	return LoopNode{CapJPerK: capJPerK, PerCap: MinuteS / capJPerK, perK: capJPerK / MinuteS, TDegC: tDegC, MeanDegC: tDegC}
}

// Net advances the loop by a minute under constant heat, W: C·dT/dt = Q.
func (n *LoopNode) Net(heatW float64) {
	end := n.TDegC + heatW*n.PerCap
	n.Settle(end, 0.5*(n.TDegC+end))
}

// Sink advances the loop by a minute under constant heat, W, and exchange with a
// sink: C·dT/dt = Q - g·(T - Ts). It returns the mean heat to the sink, W.
func (n *LoopNode) Sink(heatW, gWPerK, sinkDegC float64) (toSinkW float64) {
	if gWPerK <= 0 {
		n.Net(heatW)
		return 0
	}
	end, mean := OneNode(n.TDegC, sinkDegC+heatW/gWPerK, gWPerK*n.PerCap)
	n.Settle(end, mean)
	return gWPerK * (mean - sinkDegC)
}

// Settle ends the minute at the temperature end, with the time-mean mean, degC.
func (n *LoopNode) Settle(end, mean float64) {
	n.StoredW = n.perK * (end - n.TDegC)
	n.TDegC, n.MeanDegC = end, mean
}
