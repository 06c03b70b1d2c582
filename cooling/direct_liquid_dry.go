package cooling

import (
	"caloduc/cooling/psychro"
	"caloduc/sim"
)

// Modes of direct-liquid-dry, in the order of its control sequence.
const (
	liquidOff       = 0 // no heat, pumps and fans stopped
	liquidStaged    = 1 // fans at least speed, cells staged off
	liquidModulated = 2 // fan speed holds the supply set point
	liquidSaturated = 3 // fans at full speed, supply above the set point
	liquidWet       = 4 // as 1 and 2 with wet pads
	liquidWetFull   = 5 // as 3 with wet pads
)

// directLiquidDry is the plant built from DirectLiquidDrySpec.
type directLiquidDry struct {
	failures
	short             liquidFailures
	hall              Hall
	liquidW, coolerW  float64 // design heat captured; onto the dry coolers
	stepW             float64 // change of heat that the fans follow at once
	followPerMin      float64 // share of a smaller one that they follow in a minute
	minFlow, flowBand float64
	perDesign         float64 // inverse of design IT power, 1/MW
	c1, c2            float64 // capacity flows of TCS and facility loop at design, W/K
	heat1, heat2      float64 // heat capacities of the loops, J/K
	perHeat1          float64 // inverses
	perHeat2          float64
	warm1, warm2      float64 // rise in a minute, K/W
	perCoolerW        float64
	recoverWPerK      float64 // heat asked for per kelvin off the set point, to be back in recoveryS
	cduPump           pump
	facilityPump      pump
	cdu               *curve  // eps·Cmin of the CDUs by share of flow, W/K
	plate             *curve  // cold-plate resistance by share of flow, K/W
	film              *curve  // water film of the dry coolers by share of flow, 1 at rating
	ratedFlow         float64 // design coolant flow of a dry cooler unit as a share of rated
	at                flowPoint
	plateW            float64
	plateMaxDegC      float64
	setDegC           float64
	recirculationK    float64
	cooler            dryCooler
	padEff, padPumpW  float64
	water             waterLaw
	padsOnDegC        float64
	padsBandK         float64
	air               airSide
	throttle          throttle

	t1, t2       float64 // TCS return and facility supply, degC
	meanT2       float64 // facility supply, mean of the last minute
	supplyDegC   float64 // TCS supply, mean of the last minute
	coolerInDegC float64 // facility return, mean of the last minute
	followedW    float64 // heat that the fans are set for
	propagator   propagator
	propagatorOf float64 // the dry coolers' conductance it was worked out for
	lastAirDegC  float64 // air onto the dry coolers' coils in the last minute
	padsWet      bool

	heat       heatRecovery
	store      *chilledStore // beside the facility water; nil: none
	recovers   bool          // there is a tank or a district network
	recoveredW float64       // heat for tank and district network in the minute

	duty Duty
	rec  liquidRecord
	// Minutes out of bounds.
	coolerMinutes, spillMinutes, overheated, chipLimited int64
}

// flowPoint is what follows from the share of flow alone, kept while it lasts.
type flowPoint struct {
	flow        float64
	cduW, facW  float64 // pump power, W
	cduHeatW    float64 // its share that becomes heat in the fluid, W
	facHeatW    float64
	heatW       float64 // of both
	cduMotorW   float64 // the rest of cduW: heat of motors in the hall's air
	cdu, plate  float64 // CDU conductance W/K, cold-plate resistance K/W
	film        float64 // water film of the dry coolers
	outOfBounds bool    // their coolant flow is
	cw, perCw   float64 // capacity flow of the facility loop, W/K, and its inverse
	perC1       float64 // inverse of the TCS loop's
	rate, rise  float64 // of the TCS towards facility supply, 1/s; of facility water in the CDUs, K/K
}

// run sets the share of flow of both loops.
func (d *directLiquidDry) run(flow float64) {
	if flow == d.at.flow {
		return
	}
	d.propagatorOf = 0
	if d.short.impaired {
		d.at = d.runShort(flow)
		return
	}
	at := &d.at
	at.flow = flow
	at.cduW, at.facW = d.cduPump.powerW(flow), d.facilityPump.powerW(flow)
	at.cdu, at.plate, at.film = d.cdu.at(flow), d.plate.at(flow), d.film.at(flow)
	at.outOfBounds = !dryCoolerWaterFlow.Contains(d.ratedFlow * flow)
	at.cw, at.perCw, at.perC1 = d.c2*flow, 1/(d.c2*flow), 1/(d.c1*flow)
	at.complete(d)
}

// complete works out the pumps' heat and how the CDUs couple the loops.
func (at *flowPoint) complete(d *directLiquidDry) {
	at.rate, at.rise = at.cdu*d.perHeat1, at.cdu*at.perCw
	at.cduHeatW, at.facHeatW = at.cduW*d.cduPump.toFluid, at.facW*d.facilityPump.toFluid
	at.heatW, at.cduMotorW = at.cduHeatW+at.facHeatW, at.cduW-at.cduHeatW
}

// liquidRecord is what the recorder reads besides Duty.
type liquidRecord struct {
	fanSpeed, mode                   float64
	serversMW, roomMW                float64
	cduHeatMW, cduMotorMW, facHeatMW float64
	coolerMW, loopStoredMW           float64
	capturedMW                       float64
}

// Duty implements Plant.
func (d *directLiquidDry) Duty() *Duty { return &d.duty }

// Step implements Plant.
func (d *directLiquidDry) Step(_ sim.Minute, air *psychro.Air, load Load) {
	captured, running := d.begin(air, load)
	var use waterUse
	if running {
		use = d.loops(air, captured)
	} else {
		d.stop()
		d.store.wait()
	}
	d.book(use)
}

// begin splits the minute's heat and has the air side carry its part. It returns
// the part of the liquid loops, W, and whether they run.
func (d *directLiquidDry) begin(air *psychro.Air, load Load) (captured float64, running bool) {
	d.tick()
	r, servers := &d.rec, 1e6*load.ITMW
	r.serversMW, r.roomMW = load.ITMW, load.RoomHeatMW
	if servers > 0 {
		captured, running = d.capture(servers, load.ITMW*d.perDesign), true
	} else {
		d.run(d.minFlow)
		running = d.t2 > d.setDegC+0.5 || d.recovering() // to cool down, so that servers may restart
	}
	cduMotor := 0.0
	if running {
		cduMotor = d.at.cduMotorW
	}
	r.capturedMW, r.cduMotorMW = 1e-6*captured, 1e-6*cduMotor
	d.air.step(air, servers-captured+cduMotor+1e6*r.roomMW)
	return captured, running
}

// capture returns what cold plates take of the servers' heat, W, given the coolant
// they get. It sets the flow of both loops.
func (d *directLiquidDry) capture(servers, share float64) (captured float64) {
	flow := share
	if flow < d.minFlow {
		flow = d.minFlow
	} else if flow > 1 {
		flow = 1
	}
	if off := flow - d.at.flow; off > d.flowBand || off < -d.flowBand {
		d.run(flow)
	}
	captured = d.hall.LiquidFraction * servers
	// Heat above the cold plates' maximum spills to the air.
	if q := d.plateW * share; q*d.at.plate > d.plateMaxDegC-d.supplyDegC {
		captured *= ColdPlateMaxHeatW(d.plateMaxDegC, d.supplyDegC, d.at.plate) / q
		d.spillMinutes++
	}
	return captured
}

// stop is a minute without heat in the loops: they keep their temperature.
func (d *directLiquidDry) stop() {
	r, du := &d.rec, &d.duty
	r.loopStoredMW, r.coolerMW, r.cduHeatMW, r.facHeatMW = 0, 0, 0, 0
	r.fanSpeed, r.mode = 0, liquidOff
	d.heat.rest()
	d.recoveredW = 0
	d.meanT2, d.supplyDegC, d.coolerInDegC = d.t2, d.t2, d.t2
	du.CDUPumpMW, du.FacilityPumpMW, du.RejectionFanMW, du.SprayPumpMW = 0, 0, 0, 0
}

// Stop implements Plant.
func (d *directLiquidDry) Stop() {
	d.rest()
	d.duty, d.rec = Duty{}, liquidRecord{}
	d.stop()
	d.store.idle()
	d.air.stop()
	d.duty.HeatLimit = min(1, d.air.rackShare)
	d.duty.ServerInletAirDegC, d.duty.LiquidSupplyDegC = d.air.inletDegC, d.supplyDegC
}

// book sums the minute up.
func (d *directLiquidDry) book(use waterUse) {
	du, a := &d.duty, &d.air
	du.AirFanMW, du.CompressorMW = 1e-6*a.fanPowerW, a.compressorMW
	du.FacilityPumpMW += a.pumpPowerMW
	du.SprayPumpMW += a.padPowerMW
	d.heat.book(du)
	du.ElectricMW = du.FacilityPumpMW + du.CDUPumpMW + du.RejectionFanMW + du.AirFanMW + du.CompressorMW + du.SprayPumpMW + du.HeatPumpMW
	use = use.plus(a.use)
	du.EvaporatedKgPerS, du.DriftKgPerS, du.BlowdownKgPerS, du.WaterKgPerS = use.evaporated, use.drift, use.blowdown, use.drawn
	du.ServerInletAirDegC, du.LiquidSupplyDegC = a.inletDegC, d.supplyDegC
	du.RejectedMW = d.rec.coolerMW + a.ventedMW + a.evaporatorMW + a.compressorMW
	excess := d.supplyDegC - d.hall.MaxLiquidSupplyDegC
	if x := a.inletDegC - a.maxInletDegC; x > excess {
		excess = x
	}
	if excess > 0 {
		d.overheated++
	}
	du.HeatLimit = d.throttle.limit(excess, d.rec.serversMW*d.perDesign)
	if du.HeatLimit > a.rackShare {
		du.HeatLimit = a.rackShare
	}
	if room := d.plateMaxDegC - d.supplyDegC; room < d.short.plateK {
		d.chipLimited++
		du.HeatLimit = min(du.HeatLimit, max(room, 0)/d.short.plateK)
	}
}
