package cooling

import "caloduc/sim/param"

// ThrottleSpec says how servers give way when their cooling is too warm.
type ThrottleSpec struct {
	ThrottlePerK  float64
	ShutdownK     float64
	RestartBelowK float64
	RestartMin    float64
}

// Params declares the parameters.
func (s *ThrottleSpec) Params(p *param.Set) {
	p.Float(&s.ThrottlePerK, "throttle_per_K", 0.03, param.Between(0.005, 0.06), "share of design heat that servers give up per kelvin above their limit, at once", param.Assumption)
	p.Float(&s.ShutdownK, "shutdown_above_limit_K", 8, param.AboveTo(0, 40), "servers shut down this far above their temperature limit", param.Assumption)
	p.Float(&s.RestartBelowK, "restart_below_limit_K", 2, param.AtLeast(0), "servers restart once this far below their temperature limit", param.Assumption)
	p.Float(&s.RestartMin, "restart_min", 15, param.AtLeast(1), "time in which servers that shut down for heat come back to full load", param.Assumption)
}

// throttle turns the excess over the servers' temperature limit into the share
// of design heat they may make next minute. It is a proportional-integral law:
// the servers settle at the load at which the excess is nil, as clocks under
// thermal control do. Once nothing has been too warm for a while they come back
// faster than by the law's integral, which little below the limit would take hours:
// at a rate that grows to that of a restart over the time of one.
type throttle struct {
	perK, shutdownK, restartK float64
	backPerMin                float64 // share of design by which servers come back each minute at most

	settled   float64 // integral part: the share at which the excess is nil
	cool      float64 // minutes since the last excess, while servers give way
	lastK     float64 // excess of the minute before, while servers give way
	down      bool
	throttled int64 // minutes with a limit below 1
	shutdowns int64
}

// integralShare is the integral gain per minute as a share of the proportional
// gain: slow enough that a hall with thermal mass does not oscillate.
const integralShare = 0.1

// Servers come back at the full rate where the excess, followed so many minutes
// ahead as it rises now, lies fullBackK below nil; nearer in proportion, but at the
// least share of the rate at the limit itself, where the set point may lie.
const (
	aheadMin  = 5
	fullBackK = 0.5
	leastBack = 0.05
)

func newThrottle(s *ThrottleSpec) throttle {
	return throttle{perK: s.ThrottlePerK, shutdownK: s.ShutdownK, restartK: s.RestartBelowK, backPerMin: 1 / s.RestartMin, settled: 1}
}

// limit returns the share allowed next minute. excessK is how far the warmest
// limited temperature lies above its limit (negative: below), share the heat
// the servers make now as a share of design.
func (t *throttle) limit(excessK, share float64) float64 {
	if excessK <= 0 && t.settled >= 1 && !t.down { // nothing to give up, as nearly always
		return 1
	}
	return t.giveWay(excessK, share)
}

// giveWay is limit where servers are, or were, too warm.
func (t *throttle) giveWay(excessK, share float64) float64 {
	t.cool++
	if excessK > 0 {
		t.cool = 0
	}
	grown := min(t.cool*t.backPerMin, 1) // the rate's growth
	if t.down {
		// A set point may lie less than restartK below the limit.
		if excessK > -t.restartK && grown < 1 {
			t.throttled++
			return 0
		}
		t.down, t.cool, grown = false, 1/t.backPerMin, 1
	}
	switch {
	case excessK >= t.shutdownK:
		t.down, t.settled = true, 0
		t.shutdowns++
		t.throttled++
		return 0
	case excessK > 0:
		t.settled = min(t.settled, share)
	default:
		if ahead := excessK + aheadMin*max(excessK-t.lastK, 0); ahead <= 0 {
			t.settled += t.backPerMin * grown * min(max(-ahead/fullBackK, leastBack), 1)
		}
	}
	t.lastK = excessK
	t.settled = min(max(t.settled-integralShare*t.perK*excessK, 0), 1)
	if excessK <= 0 && t.settled >= 1 {
		return 1
	}
	u := min(max(t.settled-t.perK*excessK, 0), 1)
	if u < 1 {
		t.throttled++
	}
	return u
}
