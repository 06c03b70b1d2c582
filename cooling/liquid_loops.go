package cooling

import "caloduc/cooling/psychro"

// recoveryS is the time within which the fans are asked to bring the loops back
// to their set point, besides carrying the heat of the minute.
// Within the band the heat of the minute alone is asked for: its steady state is
// the set point.
const (
	recoveryS     = 300
	recoveryBandK = 0.02
)

// unlimited is the conductance asked for where no fan speed can hold the set
// point, W/K.
const unlimited = 1e18

// The propagator of the loops is kept while the dry coolers' conductance stays
// this near (a share): the steady state is exact all the same, and what is in
// motion comes out within as much.
const nearPropagator = 0.02

// loops advances the two liquid loops and the dry coolers by a minute; captured
// is the cold plates' heat, W. Nodes: the coolant leaving the cold plates (t1)
// and the facility water leaving the dry coolers (t2), each well mixed with its
// loop's heat capacity:
//
//	C1·dt1/dt = captured + pump heat - G·(t1 - t2)
//	C2·dt2/dt = G·(t1 - t2) + pump heat - g·(return - Ta)
//	return    = t2 + (G·(t1 - t2) + pump heat)/cw
//
// with G = eps·Cmin of the CDUs and g of the dry coolers, frozen over the minute.
func (d *directLiquidDry) loops(air *psychro.Air, captured float64) waterUse {
	du, r, at := &d.duty, &d.rec, &d.at
	q := captured + at.heatW
	if d.recovers {
		q -= d.recover(air, q)
	}
	ta := d.intakeTemp(air, q*d.perCoolerW)
	d.lastAirDegC = ta
	f := d.cooler.films(d.coolerInDegC, ta, at.film, at.cw)
	ask := d.follow(q)
	if off := d.t2 - d.setDegC; off > recoveryBandK || off < -recoveryBandK {
		if ask += d.recoverWPerK * off; ask < 0 {
			ask = 0
		}
	}
	want := unlimited
	if lift := d.setDegC - ta + ask*at.perCw; lift > 0 {
		want = ask / lift
	}
	var y, gd, cells float64
	if at.cw > 0 {
		if at.outOfBounds || !dryCoolerAir.Contains(ta) || !dryCoolerWater.Contains(d.coolerInDegC) {
			d.coolerMinutes++
		}
		if d.cooler.number > 0 {
			y, gd, cells = d.cooler.control(f, want)
		}
	}
	r.cduHeatMW, r.facHeatMW = 1e-6*at.cduHeatW, 1e-6*at.facHeatW
	r.fanSpeed = y * cells
	r.mode = d.modeOf(y >= 1 && gd < want, cells)
	du.CDUPumpMW, du.FacilityPumpMW = 1e-6*at.cduW, 1e-6*at.facW
	du.RejectionFanMW = 1e-6 * cells * d.cooler.fansW * fanLaw(y)
	du.SprayPumpMW = 0
	_, toAir := d.advance(captured, gd, ta, 0)
	r.coolerMW = 1e-6 * toAir
	if !d.padsWet || gd == 0 {
		return waterUse{}
	}
	du.SprayPumpMW = 1e-6 * d.padPumpW
	return d.wet(air, d.cooler.ca*y*cells)
}

// follow returns the heat that the fans are set for: a step of load is followed
// at once, its ripple with a lag that the loops' thermal mass bridges.
func (d *directLiquidDry) follow(q float64) float64 {
	if off := q - d.followedW; off <= d.stepW && off >= -d.stepW {
		q = d.followedW + d.followPerMin*off
	}
	d.followedW = q
	return q
}

// advance solves the nodes over the minute with the dry coolers' conductance gd
// and their air ta, and with the constant heat removed, W, taken out of the
// facility supply besides; it returns the mean return temperature of facility
// water and the heat that the conductance carries.
func (d *directLiquidDry) advance(captured, gd, ta, removed float64) (back, sinkW float64) {
	if !within(gd, d.propagatorOf, nearPropagator) {
		d.propagator, d.propagatorOf = d.nodes(gd).propagator(minuteS), gd
	}
	at, n, t1, t2 := &d.at, d.nodes(gd), d.t1, d.t2
	plates, fac := captured+at.cduHeatW, at.facHeatW-d.recoveredW
	cduW := at.cdu * (t1 - t2)
	back = t2 + (cduW+fac)*at.perCw // as the minute begins
	m1, m2 := n.mean(d.propagator, t1, t2, (plates-cduW)*d.perHeat1, (cduW+fac-removed-gd*(back-ta))*d.perHeat2)
	cduW = at.cdu * (m1 - m2)
	back = m2 + (cduW+fac)*at.perCw
	sinkW = gd * (back - ta)
	d.meanT2, d.coolerInDegC, d.supplyDegC = m2, back, m1-cduW*at.perC1
	// The end of the minute is the exact integral of the node equations.
	d.t1 = t1 + d.warm1*(plates-cduW)
	d.t2 = t2 + d.warm2*(cduW+fac-removed-sinkW)
	d.rec.loopStoredMW = 1e-6 / minuteS * (d.heat1*(d.t1-t1) + d.heat2*(d.t2-t2))
	return back, sinkW
}

// nodes are the loops' with the dry coolers' conductance gd, W/K.
func (d *directLiquidDry) nodes(gd float64) twoNodes {
	at := &d.at
	into := at.cdu - gd*at.rise // of the heat through the CDUs that which reaches t2
	return twoNodes{a11: -at.rate, a12: at.rate, a21: into * d.perHeat2, a22: -(into + gd) * d.perHeat2}
}

// intakeTemp moves the pads' dead band and returns the air onto the coils, degC,
// when the share of design heat is rejected.
func (d *directLiquidDry) intakeTemp(air *psychro.Air, share float64) float64 {
	t := air.DryBulbDegC
	if d.padEff > 0 {
		threshold := d.padsOnDegC
		if d.padsWet {
			threshold -= d.padsBandK
		}
		d.padsWet = t > threshold
		if d.padsWet {
			t = AirAfterPads(t, air.WetBulbDegC, d.padEff)
		}
	}
	return t + d.recirculationK*share
}

// wet books the water of wet pads through which air of capacity flow ca, W/K,
// passes.
func (d *directLiquidDry) wet(air *psychro.Air, ca float64) waterUse {
	h := psychro.EnthalpyJPerKg(air.DryBulbDegC, air.HumidityRatio)
	t := AirAfterPads(air.DryBulbDegC, air.WetBulbDegC, d.padEff)
	up := max(HumidityOnWetBulbLine(h, air.HumidityRatio, max(air.WetBulbDegC, 0), t)-air.HumidityRatio, 0)
	return d.water.use(ca / (dryAirJPerKgK + vapourJPerKgK*air.HumidityRatio) * up)
}

// modeOf names what the dry coolers do; saturated tells that their fans cannot
// give what is asked.
func (d *directLiquidDry) modeOf(saturated bool, cells float64) float64 {
	switch {
	case d.padsWet && saturated:
		return liquidWetFull
	case d.padsWet:
		return liquidWet
	case saturated:
		return liquidSaturated
	case cells < 1:
		return liquidStaged
	}
	return liquidModulated
}
