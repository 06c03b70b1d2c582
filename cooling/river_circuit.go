package cooling

import "caloduc/sim"

// riverCircuit is a loop of facility water cooled by river water through plate
// heat exchangers, then by trim chillers on a side stream where there are any.
// Its node is the water T that leaves them; the exchangers take water that the
// minute's heat has warmed:
//
//	C·dT/dt = heat - out - trim, out = g·(T + heat/cw - Triver)
//
// with g = eps·Cmin between both inlets and cw the capacity flow of the circuit.
type riverCircuit struct {
	loop      loopNode
	setDegC   float64
	plate     plateExchanger
	pump      pump // facility water
	riverPump pump
	designKg  float64 // river water at design, kg/s
	perCr     float64 // of the river's capacity flow at design
	least     float64 // least flow of river water
	flow      search
	band      float64 // dead band of river pumps, a share of conductance
	kept      float64 // their share of flow
	most      float64 // share of facility flow that pumps in service give
	intake    float64 // share of river pumps in service
	leastOf   float64 // least flow of river water of all of them
	trim      bool
	bank      airChillerBank
	trimDegC  float64
	trimFlow  pump // side stream
	perTrimW  float64

	// Of the minute.
	share            float64 // river water as a share of design
	askW             float64 // heat wanted to go to the river
	constW, gWPerK   float64 // heat to the river as a constant, or its conductance
	sinkDegC         float64 // what the conductance leads to
	trimW, trimPumpW float64
	trimHeatW        float64 // of the side stream's pumps in the water
	outW             float64 // heat to the river
	riverPumpW       float64
	riverPumpHeatW   float64 // in river water
	limited          bool    // by what may be drawn or discharged
	saturated        bool
	stands           bool // without flow
}

// begin starts a minute with air tc, degC, into the trim chillers' condensers.
func (c *riverCircuit) begin(tc float64) {
	c.share, c.askW, c.constW, c.gWPerK, c.trimW, c.trimPumpW, c.trimHeatW, c.outW, c.riverPumpW, c.riverPumpHeatW = 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
	c.limited, c.saturated, c.stands = false, false, false
	if c.trim {
		c.bank.begin(c.trimDegC, tc)
	}
}

// idle is a minute in which the loop rests.
func (c *riverCircuit) idle(m sim.Minute) {
	if c.trim {
		c.bank.ready(m, 0)
	}
}

// serve takes in the shares of units in service: facility pumps, exchangers and
// river pumps.
func (c *riverCircuit) serve(pumps, exchangers, intake float64) {
	c.most, c.intake, c.least = pumps, intake, c.leastOf*intake
	c.plate.serve(exchangers)
	c.kept = -1 // to be worked out anew
	if c.trim {
		c.bank.serve()
	}
}

// plan decides for a minute in which heat, W, enters the loop at the share f of
// its flow: river water's share, and the heat that goes to the river, either
// constant or through a conductance, and to the chillers. It returns by how much
// that is expected to warm the loop, K.
func (c *riverCircuit) plan(m sim.Minute, r *reachUser, heat, f float64) (warmerK float64) {
	ask := max(heat+c.loop.capJPerK*(1./recoveryS)*(c.loop.tDegC-c.setDegC), 0)
	expected := 0.0
	c.sinkDegC = r.degC - heat/(c.plate.c1*f)
	if lift := c.loop.tDegC - c.sinkDegC; ask > 0 && lift > 0 {
		expected = c.draw(r, ask, heat, lift, f)
	}
	c.trimIn(m, ask, expected)
	return (heat + c.trimHeatW - c.trimW - expected) * (minuteS / c.loop.capJPerK)
}

// trimIn sets the trim chillers, where there are any, for what is expected not to
// go to the river of the heat asked, W.
func (c *riverCircuit) trimIn(m sim.Minute, ask, expected float64) {
	if !c.trim {
		return
	}
	lack := max(ask-expected, 0)
	if lack < 1e-6*ask {
		lack = 0
	}
	if c.loop.tDegC <= c.trimDegC {
		lack = 0 // nothing to cool
	}
	c.chill(m, lack)
}

// chill lets the trim chillers take lack, W, out of the loop as far as they go,
// and the heat of their own pumps.
func (c *riverCircuit) chill(m sim.Minute, lack float64) {
	c.trimPumpW, c.trimHeatW = 0, 0
	if lack > 0 {
		c.trimPumpW = c.trimFlow.powerW(min(max(lack*c.perTrimW, minTrimFlow), 1))
		c.trimHeatW = c.trimFlow.toFluid * c.trimPumpW
		lack += c.trimHeatW
	}
	c.bank.ready(m, lack)
	c.trimW = c.bank.carry(lack)
	if c.trimW == 0 {
		c.trimPumpW, c.trimHeatW = 0, 0
	}
}

// draw sets the flow of river water and returns the heat expected to go to it.
func (c *riverCircuit) draw(r *reachUser, ask, heat, lift, f float64) float64 {
	c.constW, c.gWPerK, c.share, c.riverPumpW = 0, 0, 0, 0
	pumps := c.riverPump.toFluid * c.riverPump.designW
	c.askW = ask + pumps
	most := min(c.intake, r.leftKgPerS/c.designKg)
	if most == 0 || c.plate.share == 0 {
		c.limited, c.saturated = c.intake > 0 && c.plate.share > 0, true
		return 0
	}
	if most < c.least {
		c.limited = true
		return 0
	}
	// What the outfall and the river may take besides the heat of river pumps.
	allowed := min(r.leftW, r.outfallK*most/c.perCr) - pumps
	if allowed <= 0 {
		c.limited = true
		return 0
	}
	want := min(ask, allowed)
	c.limited = want < ask
	share, g := c.stream(f, most, want/lift)
	c.constW, c.share = want, share
	if got := g * lift; share >= most && got < want*(1-searchTolerance) { // all the exchangers give
		c.limited = c.limited || most < c.intake
		c.saturated = true
		if want = got; max(got, heat) <= allowed { // where the loop may warm to in the minute
			c.gWPerK, c.constW = g, 0
		} else {
			c.constW = got
		}
	} else {
		c.share = min(max(share, (want+pumps)*c.perCr/r.outfallK), most)
	}
	c.riverPumpW = c.riverPump.powerW(c.share)
	return want
}

// stream returns the flow of river water that gives the exchangers the
// conductance want, W/K, at the share f of facility flow, and what it gives: the
// pumps keep their speed while that is no less than wanted and within the band.
func (c *riverCircuit) stream(f, most, want float64) (share, g float64) {
	if c.kept >= c.least && c.kept <= most {
		if g := c.plate.conductance(f, c.kept); g >= want*(1-searchTolerance) && g <= want*(1+c.band) {
			return c.kept, g
		}
	}
	ask := want * (1 + 0.5*c.band)
	c.kept, g = c.flow.find(func(y float64) float64 { return c.plate.conductance(f, y) }, c.least, most, ask)
	return c.kept, g
}

// finish books what went to the river: out, W, through the conductance, if that
// was it.
func (c *riverCircuit) finish(r *reachUser, out float64) {
	c.outW = out
	if c.gWPerK == 0 {
		c.outW = c.constW
	}
	c.riverPumpHeatW = c.riverPump.toFluid * c.riverPumpW
	r.use(c.share*c.designKg, c.outW+c.riverPumpHeatW)
	flow := c.share
	if c.limited {
		flow = c.intake // more would help
	}
	r.ask(c.askW, flow*c.designKg)
}

// away is the constant heat, W, out of the loop besides that through the
// conductance.
func (c *riverCircuit) away() float64 { return c.constW + c.trimW - c.trimHeatW }
