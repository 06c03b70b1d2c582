package loop

import "caloduc/sim/record"

// DistrictDemand returns the heat that a district network takes, as a share of
// its peak, at outdoor temperature t: hotWater and, below the heating limit, the
// rest in proportion to degrees below it, all at and below designDegC
// (degree-day method).
func DistrictDemand(t, designDegC, limitDegC, hotWater float64) float64 {
	x := (limitDegC - t) / (limitDegC - designDegC)
	return hotWater + (1-hotWater)*min(max(x, 0), 1)
}

// HeatingCurveDegC returns the supply temperature of a district network, degC,
// at outdoor temperature t: highest below coldDegC, lowest above mildDegC, linear
// between (Pieper et al. 2019, as in PyPSA-Eur,
// build_central_heating_temperature_profiles).
func HeatingCurveDegC(t, coldDegC, mildDegC, highest, lowest float64) float64 {
	x := (t - coldDegC) / (mildDegC - coldDegC)
	return highest + (lowest-highest)*min(max(x, 0), 1)
}

// LorenzPower returns the electric power of a heat pump per heat it gives,
// 1/COP, between water that warms from inDegC to outDegC and a source that
// enters at sourceDegC and cools by coolingK per unit of heat taken from it and
// given, K: the Lorenz cycle's COP = T/(T - Ts) with the mean temperatures of both
// waters, K, times the efficiency (Reinholdt et al. 2018,
// doi:10.18462/iir.gl.2018.1380). The Lorenz cycle's means are logarithmic: m -
// Δ²/(12·m) for the arithmetic mean m and the span Δ, to 1e-5. With e = 1/COP the
// source's mean is source - (1-e)·cooling/2 less that term (taken at e = 0),
// linear in e. The result is held to 0.02 to 1.
func LorenzPower(inDegC, outDegC, sourceDegC, coolingK, efficiency float64) float64 {
	t := 0.5*(inDegC+outDegC) + 273.15
	t -= (outDegC - inDegC) * (outDegC - inDegC) / (12 * t)
	half := 0.5 * coolingK
	source := sourceDegC + 273.15 - coolingK*coolingK*(1./3600)
	return min(max((t-source+half)/(efficiency*t+half), 0.02), 1)
}

// HeatRecovery takes heat out of a plant's warm water for a district network.
//
// The network asks for heat by outdoor temperature (DistrictDemand) at its supply
// temperature (HeatingCurveDegC), both after a first-order lag. Its water, of
// capacity flow demand/(supply - return), first passes an exchanger, as far as
// the approach allows at both ends, then the heat pump, whose source is the
// plant's water behind the exchanger. No more is taken than the plant has to
// reject in the minute, so that the plant's supply stays at its set point; if
// that does not serve all, a part of the network's water is served.
type HeatRecovery struct {
	spec          HeatRecoverySpec
	PeakW, pumpW  float64
	follow        float64 // share of a step outdoors that the network follows in a minute
	outdoorDegC   float64 // as the network feels it
	takenMW       float64 // heat out of the plant's water
	directMW      float64 // of which through the exchanger
	demandMW      float64
	supplyDegC    float64
	powerMW       float64 // heat pump
	deliveredMW   float64
	sourceOutDegC float64 // plant's water behind exchanger and heat pump
}

// rest is a minute without recovery.
func (r *HeatRecovery) rest() {
	r.takenMW, r.directMW, r.powerMW, r.deliveredMW, r.demandMW = 0, 0, 0, 0, 0
}

// step advances the component by a minute and returns the heat taken, W.
func (r *HeatRecovery) step(outdoorDegC, warmDegC, cwWPerK, heatW float64) float64 {
	if r.PeakW == 0 {
		return 0
	}
	s := &r.spec
	if r.outdoorDegC != r.outdoorDegC { // the first minute
		r.outdoorDegC = outdoorDegC
	}
	r.outdoorDegC += r.follow * (outdoorDegC - r.outdoorDegC)
	demand := r.PeakW * DistrictDemand(r.outdoorDegC, s.DesignDegC, s.LimitDegC, s.HotWater)
	supply := HeatingCurveDegC(r.outdoorDegC, s.ColdDegC, s.MildDegC, s.MaxSupplyDegC, s.MinSupplyDegC)
	r.rest()
	r.demandMW, r.supplyDegC, r.sourceOutDegC = 1e-6*demand, supply, warmDegC
	if heatW <= 0 || cwWPerK <= 0 || demand <= 0 {
		return 0
	}
	cn := demand / (supply - s.ReturnDegC)
	warmed := min(max(warmDegC-s.ApproachK, s.ReturnDegC), supply) // network's water behind the exchanger
	direct := min(cn*(warmed-s.ReturnDegC), cwWPerK*max(warmDegC-s.ApproachK-s.ReturnDegC, 0))
	warmed = s.ReturnDegC + direct/cn
	lifted := 0.0
	if s.HeatPump {
		lifted = cn * (supply - warmed)
	}
	// The part x of the network's water that is served; e is power per heat lifted.
	x, e := 1.0, 0.0
	if lifted > 0 {
		x = min(1, r.pumpW/lifted)
		for range 3 {
			e = LorenzPower(warmed, supply, warmDegC-x*direct/cwWPerK, x*lifted/cwWPerK, s.LorenzEfficiency)
			x = min(x, heatW/(direct+lifted*(1-e)))
		}
	} else if direct > heatW {
		x = heatW / direct
	}
	exchanger, evaporator := x*direct, x*lifted*(1-e)
	taken := exchanger + evaporator
	r.takenMW, r.directMW, r.powerMW, r.deliveredMW = 1e-6*taken, 1e-6*exchanger, 1e-6*x*lifted*e, 1e-6*x*(direct+lifted)
	r.sourceOutDegC = warmDegC - taken/cwWPerK
	return taken
}

// book adds the minute.
func (r *HeatRecovery) book(d *Duty, h *Ledger) {
	d.HeatPumpMW += r.powerMW
	d.ReusedMW += r.deliveredMW
	h[RecoveredHeat] += r.takenMW
}

// declare declares the component, where there is one.
func (r *HeatRecovery) declare(g record.Group, has *FlowSet) {
	if r.PeakW == 0 {
		return
	}
	has.Has(RecoveredHeat)
	g.Meter(&r.demandMW, "district_demand_MW", "heat that the district network asks for")
	g.Meter(&r.supplyDegC, "district_supply_degC", "supply temperature of the district network")
}
