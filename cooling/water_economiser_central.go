package cooling

import (
	"caloduc/cooling/psychro"
	"caloduc/sim"
)

// central takes heat out of a loop of water: a plate heat exchanger to tower
// water on the loop's return, then chillers, each where there are any. Tower
// water passes the exchanger first, then the condensers.
//
// Each minute: begin sets towers, mode and chillers for the heat to take out; the
// loop's nodes are solved with the conductance and the constant heat it returns;
// finish books what followed.
type central struct {
	towers   towerLoop
	plate    plateExchanger
	hasPlate bool
	chillers chillerGroup
	hasChill bool
	units    centralUnits
	mode     economiserMode

	now                 int     // mode of the minute
	plateG              float64 // conductance of the exchanger, 0 where it is bypassed
	condenserW          float64 // heat of condensers and tower pumps in tower water
	economisedW, savedK float64 // heat through the exchanger; by how much it cooled return water
	cwW, powerW         float64
}

// begin prepares minute m: ask is the heat, W, that holds the loop at setDegC,
// cw its capacity flow, W/K, at the share f of its design flow, and offK how far
// the loop is above its set point. The loop gives g, W/K, times return water's
// excess over sinkDegC to tower water, and removedW to the chillers.
func (c *central) begin(m sim.Minute, air *psychro.Air, ask, setDegC, cw, f, offK float64) (g, sinkDegC, removedW float64) {
	t := &c.towers
	plate := c.hasPlate && c.plate.share > 0
	if !(ask > 0 && cw > 0 && t.share > 0 && (plate || c.hasChill)) {
		c.rest(m)
		return 0, setDegC, 0
	}
	t.begin(air, ask+c.powerW)
	c.cwW = cw
	back := setDegC + ask/cw // return water at the set point
	cold, through := setDegC, 0.0
	c.plateG, c.now = 0, centralMechanical
	if plate {
		cold, through = c.economise(m, ask, back, f, offK)
	}
	if c.now == centralMechanical {
		cold, through, c.plateG = t.condenserDegC(), 0, 0
	}
	c.condenserW = t.pumpHeatW
	if c.hasChill {
		want := 0.0
		if c.now != centralFree {
			want = max(ask-through, 0)
		}
		var heat float64
		removedW, heat = c.chillers.run(m, want, t.coldDegC+through*t.perCw, t.coldDegC)
		c.condenserW += heat
		c.powerW = c.chillers.powerW
	}
	t.hold(cold, through+c.condenserW)
	if c.plateG == 0 {
		return 0, setDegC, removedW
	}
	sinkDegC = t.sinkDegC + t.perW*c.condenserW
	if sinkDegC >= back+offK { // tower water too warm
		c.plateG = 0
		return 0, setDegC, removedW
	}
	return c.plateG / (1 + c.plateG*t.perW), sinkDegC, removedW
}

// economise sets the mode and returns the set point of tower water and the heat
// expected through the exchanger.
func (c *central) economise(m sim.Minute, ask, back, f, offK float64) (coldDegC, through float64) {
	t := &c.towers
	floor := t.floorDegC()
	if c.hasChill && c.mode.mode == centralMechanical {
		lift := back - higher(floor, t.wetBulbDegC+t.approachPerW*ask)
		if c.now = c.mode.step(m, 0, offK, 0, lift); c.now == centralMechanical {
			return 0, 0
		}
	}
	coldest := floor
	if t.bank.mode == towerSaturated { // fans at full speed did not reach it last minute
		coldest = higher(floor, t.coldDegC)
	}
	g := c.plate.conductance(f, t.flow)
	cold := higher(back-ask/g, floor) // that which holds the set point
	reached := higher(cold, coldest)
	most := g * (back - reached)
	c.plateG = g
	switch {
	case !c.hasChill:
		c.now = centralFree
	case c.mode.mode != centralMechanical:
		alone := (ask - most) / c.cwW
		if t.bank.mode == towerSaturated && c.mode.mode == centralFree {
			alone = max(alone, offK)
		}
		c.now = c.mode.step(m, alone, offK, c.savedK, back-coldest)
	}
	if c.now == centralFree {
		return cold, ask
	}
	return cold, max(min(most, ask), 0)
}

// finish ends a minute in which return water was backDegC on average and the
// exchanger took economised, W.
func (c *central) finish(backDegC, economised float64) {
	t := &c.towers
	if t.flow == 0 {
		return
	}
	c.economisedW = economised
	heat := economised + c.condenserW
	cold := t.sinkDegC + t.perW*heat
	if c.plateG > 0 {
		cold = backDegC - economised/c.plateG
	}
	c.savedK = economised / c.cwW
	t.settle(cold, heat)
}

// rest is a minute in which no heat is taken out.
func (c *central) rest(m sim.Minute) {
	c.now, c.plateG, c.condenserW, c.economisedW, c.powerW = centralOff, 0, 0, 0, 0
	c.towers.rest()
	if c.hasChill {
		c.chillers.rest(m)
	}
}
