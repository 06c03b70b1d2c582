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

	// Of the share of flow alone.
	share, resistance, cduWPerK      float64
	cduW, cduHeatW, pumpW, pumpHeatW float64
	cw, perCw, perC1                 float64
}

// run sets the share of flow of both loops.
func (l *riverLiquid) run(f float64) {
	if f == l.share {
		return
	}
	l.share = f
	l.cduW, l.pumpW = l.cduPump.powerW(f), l.circuit.pump.powerW(f)
	l.cduHeatW, l.pumpHeatW = l.cduPump.toFluid*l.cduW, l.circuit.pump.toFluid*l.pumpW
	l.resistance, l.cduWPerK = l.plate.at(f), l.exchanger.conductance(f, f)
	l.cw = l.exchanger.c2 * f
	l.perCw, l.perC1 = 1/l.cw, 1/(l.c1*f)
}

// capture returns what cold plates take of the servers' heat, W, given the
// coolant they get, and tells whether the loops run and whether heat spilled to
// the air. It sets the flow.
func (l *riverLiquid) capture(fraction, servers, share float64) (captured float64, running, spilled bool) {
	if servers <= 0 {
		l.run(l.minFlow)
		return 0, l.circuit.loop.tDegC > l.circuit.setDegC+0.5, false // to cool down, so that servers may restart
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
}
