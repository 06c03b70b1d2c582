package cooling

// mechanically carries need, W, through plates of conductance k and coils, in the
// given mode if that holds the set point.
func (p *indirectAir) mechanically(need, k, mode float64) {
	a, r := &p.air, &p.rec
	plates := k * (a.heldDegC - p.intakeDegC)
	if t := a.heldDegC - plates/a.g; p.mechanical && p.runs() && p.trim(need-plates, t) {
		r.mode, r.platesMW = mode, 1e-6*plates
		a.hold()
		return
	}
	r.mode = iaSaturated
	if !p.mechanical || !p.runs() {
		p.spare()
		r.platesMW = 1e-6 * p.plain(k, 0)
		return
	}
	lift := a.heldDegC - plates/a.g - p.loop.tDegC
	g, most := p.coilEff*a.g, p.coilW*p.pumps.share
	switch {
	case lift <= 0: // nothing to gain until the water is colder
		p.run(p.flowFor(0), 0)
		p.loop.net(p.netW)
		r.platesMW = 1e-6 * p.plain(k, 0)
	case g*lift > most:
		p.run(p.flowFor(most), most)
		p.loop.net(most + p.netW)
		r.platesMW = 1e-6 * p.plain(k, most)
	default:
		p.run(p.flowFor(g*lift), g*lift)
		r.platesMW = 1e-6 * p.through(k, g)
	}
}

// plain ends the hall's minute with the constant heat removed, W, besides that
// through plates of conductance k, which it returns.
func (p *indirectAir) plain(k, removed float64) float64 {
	if k == 0 {
		p.air.drift(removed)
		return 0
	}
	return p.air.exchange(k, p.intakeDegC, removed)
}

// through ends the minute of hall and chilled water with plates of conductance k
// and open coils of conductance g behind them, and returns the plates' heat, W.
func (p *indirectAir) through(k, g float64) float64 {
	a, l := &p.air, &p.loop
	past := 1 - k/a.g // of return air's excess over scavenger air, behind the plates
	pa, pb := 1/a.capJPerK, 1/l.capJPerK
	hall, water := a.heatW+a.fanPowerW, p.netW
	n := twoNodes{a11: -(k + g*past) * pa, a12: g * pa, a21: g * past * pb, a22: -g * pb}
	exchange := func(t, water float64) (plates, coils float64) {
		lift := t - p.intakeDegC
		return k * lift, g * (p.intakeDegC + past*lift - water)
	}
	plates, coils := exchange(a.returnDegC, l.tDegC)
	ma, mb := n.mean(n.propagator(minuteS), a.returnDegC, l.tDegC, (hall-plates-coils)*pa, (water+coils)*pb)
	plates, coils = exchange(ma, mb)
	l.settle(l.tDegC+minuteS*pb*(water+coils), mb)
	a.settle(a.returnDegC+minuteS*pa*(hall-plates-coils), ma, ma+(a.fanPowerW-plates-coils)/a.g)
	return plates
}

// removable is what coils can take out of air at t, degC, W, when lack is wanted:
// chillers are staged for it.
func (p *indirectAir) removable(lack, t float64) float64 {
	if !p.mechanical {
		return 0
	}
	return max(0, min(p.couldTakeW(lack), p.coilW*p.pumps.share, p.coilEff*p.air.g*(t-p.loop.tDegC)))
}

// minTrimFlow is the least flow of chilled water as a share of design.
const minTrimFlow = 0.3

// flowFor is the share of flow of chilled water for heat, W.
func (p *indirectAir) flowFor(heat float64) float64 {
	return min(max(heat/p.coilW, minTrimFlow), p.pumps.share)
}

// trim takes heat, W, out of air at t, degC, by coils, and tells whether they and
// their water bear it; then the water's minute is over.
func (p *indirectAir) trim(heat, t float64) bool {
	lift, g := t-p.loop.tDegC, p.coilEff*p.air.g
	if heat > min(g*lift, p.coilW*p.pumps.share) {
		return false
	}
	p.run(p.flowFor(heat), heat)
	out := heat + p.netW
	if warmer := out * (minuteS / p.loop.capJPerK); warmer >= bearableK && g*(lift-warmer) < heat {
		return false
	}
	p.loop.net(out)
	return true
}
