package cooling

// riverLiquid is what lies between the servers' cold plates and a circuit of
// facility water: coolant, its distribution units and pumps.
type riverLiquid struct {
	minFlow, flowBand    float64
	c1                   float64 // capacity flow of coolant at design, W/K
	exchanger            plateExchanger
	cduPump              pump
	plate                *curve // resistance of a cold plate by share of flow, K/W
	plateW, plateMaxDegC float64
	tcs                  loopNode // coolant leaving the cold plates
	circuit              riverCircuit
	supplyDegC           float64 // coolant to the cold plates, mean of the last minute

	inService float64 // share of distribution units
	warmDegC  float64 // coolant leaving the cold plates at design

	// Of the share of flow asked for and of the units in service alone.
	share, resistance, cduWPerK      float64
	flow                             float64 // of facility water, a share of design
	cduW, cduHeatW, pumpW, pumpHeatW float64
	cw, perCw, perC1                 float64
}

// run sets the share of flow of both loops: coolant flows through the
// distribution units in service alone, each up to its design flow, and facility
// water through them alone, as far as its pumps in service go. Without flow the
// coolant is a node of its own that the servers see.
func (l *riverLiquid) run(f float64) {
	if f == l.share {
		return
	}
	l.share = f
	s := l.inService
	f1 := min(f, s)
	l.flow = min(f1, l.circuit.most)
	l.cduW, l.cduWPerK, l.cw, l.perCw, l.perC1 = 0, 0, 0, 0, 0
	l.resistance = l.plate.at(max(f1, plateLeastFlow))
	if f1 > 0 {
		l.cduW = s * l.cduPump.powerW(f1/s)
		l.perC1 = 1 / (l.c1 * f1)
	}
	l.pumpW = l.circuit.pump.powerW(l.flow)
	l.cduHeatW, l.pumpHeatW = l.cduPump.toFluid*l.cduW, l.circuit.pump.toFluid*l.pumpW
	if l.flow > 0 {
		l.cduWPerK = l.exchanger.conductance(f1, l.flow)
		l.cw = l.exchanger.c2 * l.flow
		l.perCw = 1 / l.cw
	}
}

// capture returns what cold plates take of the servers' heat, W, given the
// coolant they get, and tells whether the loops run and whether heat spilled to
// the air. It sets the flow.
func (l *riverLiquid) capture(fraction, servers, share float64) (captured float64, running, spilled bool) {
	if servers <= 0 {
		l.run(l.minFlow)
		warm := l.circuit.loop.tDegC > l.circuit.setDegC+0.5 || l.tcs.tDegC > l.warmDegC+0.5
		return 0, warm && l.flow > 0, false // to cool down, so that servers may restart
	}
	flow := min(max(share, l.minFlow), 1)
	if off := flow - l.share; off > l.flowBand || off < -l.flowBand {
		l.run(flow)
	}
	captured = fraction * servers
	if q := l.plateW * share; q*l.resistance > l.plateMaxDegC-l.supplyDegC {
		captured *= ColdPlateMaxHeatW(l.plateMaxDegC, l.supplyDegC, l.resistance) / q
		spilled = true
	}
	return captured, true, spilled
}

// rest is a minute in which nothing flows: the loops keep their temperature.
func (l *riverLiquid) rest() {
	l.tcs.net(0)
	l.circuit.loop.net(0)
	l.supplyDegC = l.circuit.loop.tDegC
	if l.flow == 0 {
		l.supplyDegC = l.tcs.tDegC
	}
}
