package cooling

import (
	"math"

	"caloduc/cooling/psychro"
	"caloduc/sim/param"
)

// AirUnitsSpec describes the failing units of an air side.
type AirUnitsSpec struct {
	Fan, Chiller, ChilledWaterPump UnitsSpec
}

// Params declares the parameters.
func (s *AirUnitsSpec) Params(p *param.Set) {
	p.Table(s.Fan.of(&fanUnits), fanUnits.key, "fans that move the hall's air")
	p.Table(s.Chiller.of(&airChillerUnits), airChillerUnits.key, "chillers; the key chillers says how many carry the design load")
	p.Table(s.ChilledWaterPump.of(&chilledUnits), chilledUnits.key, "pumps of chilled water")
}

// airFailures is what failures make of an air side. Fans in service run up to
// full speed; the chilled water is a well-mixed node that warms while chillers
// lack and is brought back by what they have over.
type airFailures struct {
	fans, chillers, pumps unitBank

	impaired   bool    // some unit lacks, or the chilled water is off its set point
	mostFlow   float64 // largest air flow as a share of design
	perFans    float64 // fan power at a flow over that of all fans: 1/share²
	coilMostW  float64 // what the chilled-water pumps in service can carry
	refW       float64 // reference capacity of all chillers
	waterJPerK float64
	waterDegC  float64 // chilled water leaving the chillers
	drawn      bool    // the chilled-water loop has had its minute
}

// sizeUnits makes the units of a sized air side.
func (a *airSide) sizeUnits(s *AirSpec) {
	f := &a.failing
	f.fans = newUnitBank(&fanUnits, &s.Units.Fan, math.Ceil(1e-6*a.designW/fanMW))
	f.mostFlow, f.perFans = 1, 1
	if !a.mechanical {
		return
	}
	f.chillers = newUnitBank(&airChillerUnits, &s.Units.Chiller, float64(s.Chillers))
	f.pumps = newUnitBank(&chilledUnits, &s.Units.ChilledWaterPump, chilledUnits.number)
	f.refW, f.coilMostW, f.waterDegC = a.chillers.refW, a.coilW, a.chilledDegC
	f.waterJPerK = s.ChilledMass * a.coilW
}

// banks are the air side's units, for failures.
func (a *airSide) banks() []*unitBank {
	f := &a.failing
	if !a.mechanical {
		return []*unitBank{&f.fans}
	}
	return []*unitBank{&f.fans, &f.chillers, &f.pumps}
}

// serve takes in the shares of units in service.
func (a *airSide) serve() {
	f := &a.failing
	f.impaired = true // until endure finds all well
	f.mostFlow, f.perFans = f.fans.share, 1
	if f.fans.share > 0 {
		f.perFans = 1 / (f.fans.share * f.fans.share)
	}
	if a.mechanical {
		f.coilMostW = a.coilW * f.pumps.share
		a.chillers.refW, a.chillers.number = f.refW*f.chillers.share, f.chillers.serving()
	}
}

// draw takes up to want, W, out of air at tDegC of capacity flow g, W/K, and
// returns what it got. The air sees chilled water at its own temperature, which
// moves within the minute: C·dTw/dt = heat of coil and pump - what the chillers
// take. The coils' valves hold the heat they begin the minute with, or, where
// warming water no longer bears that, are open: eps·g·(Tair - Tw), exactly.
// Chillers take what brings the water back to its set point, as far as they go.
func (a *airSide) draw(want, g, tDegC, condenserDegC float64) (got float64) {
	f := &a.failing
	f.drawn = true
	if f.coilMostW == 0 {
		return 0 // chilled water stands
	}
	open := a.coilEff * g
	got = min(want, f.coilMostW, open*max(0, tDegC-f.waterDegC))
	if got <= 0 && f.waterDegC <= a.chilledDegC {
		return 0
	}
	pumpW := a.pump.powerW(min(max(got/a.coilW, 0.3), f.coilMostW/a.coilW))
	pumpHeatW := a.pump.toFluid * pumpW
	water := newLoopNode(f.waterJPerK, f.waterDegC)
	evaporatorW := min(max(water.need(got+pumpHeatW, a.chilledDegC), 0), a.chillers.capacityW(condenserDegC))
	held := water
	held.net(got + pumpHeatW - evaporatorW)
	if got > 0 && open*(tDegC-held.tDegC) < got {
		if through := -water.sink(pumpHeatW-evaporatorW, open, tDegC); through >= 0 && through < got {
			got, held = through, water
		}
	}
	f.waterDegC, a.waterStoredW = held.tDegC, held.storedW
	a.coilHeatW = got
	a.chill(pumpW, evaporatorW, condenserDegC)
	return got
}

// endure ends an impaired minute. Where fans move less air than the servers draw,
// the rest comes back from the hot aisle.
func (a *airSide) endure(air *psychro.Air, q float64) {
	f := &a.failing
	if a.mechanical && !f.drawn {
		a.draw(0, 0, a.returnDegC, a.condenserAir(air, q))
	}
	f.drawn = false
	a.storedMW += 1e-6 * a.waterStoredW
	if wanted := max(min(q*a.perDesign, 1), a.minFlow); a.fanSpeed < wanted {
		a.inletDegC += (1 - a.fanSpeed/wanted) * (a.meanReturnDegC - a.inletDegC)
	}
	f.impaired = f.fans.share < 1
	if a.mechanical {
		f.impaired = f.impaired || f.chillers.share < 1 || f.pumps.share < 1 || math.Abs(f.waterDegC-a.chilledDegC) > atSetPointK
	}
	if !f.impaired {
		f.waterDegC = a.chilledDegC
	}
}

// atSetPointK is how near water is that counts as back at its set point: what
// that hides of heat is below rounding.
const atSetPointK = 1e-10

// stagnate is a minute in which all fans stand: the servers breathe the air that
// they warm, at C·dT/dt = q.
func (a *airSide) stagnate(air *psychro.Air, q float64) {
	a.mode, a.fanSpeed, a.fanPowerW = airStagnant, 0, 0
	rise := q * a.perCap
	mean := a.returnDegC + 0.5*rise
	a.settle(a.returnDegC+rise, mean, mean)
	a.endure(air, q)
}
