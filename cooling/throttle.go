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
	p.Float(&s.ShutdownK, "shutdown_above_limit_K", 8, param.Above(0), "servers shut down this far above their temperature limit", param.Assumption)
	p.Float(&s.RestartBelowK, "restart_below_limit_K", 2, param.AtLeast(0), "servers restart once this far below their temperature limit", param.Assumption)
	p.Float(&s.RestartMin, "restart_min", 15, param.AtLeast(1), "time in which servers that shut down for heat come back to full load", param.Assumption)
}

// throttle turns the excess over the servers' temperature limit into the share
// of design heat they may make next minute. It is a proportional-integral law:
// the servers settle at the load at which the excess is nil, as clocks under
// thermal control do.
type throttle struct {
	perK, shutdownK, restartK float64
	backPerMin                float64 // share of design by which servers come back each minute

	settled   float64 // integral part: the share at which the excess is nil
	down      bool
	back      bool  // coming back after a shutdown
	throttled int64 // minutes with a limit below 1
	shutdowns int64
}

// integralShare is the integral gain per minute as a share of the proportional
// gain: slow enough that a hall with thermal mass does not oscillate.
const integralShare = 0.1

func newThrottle(s *ThrottleSpec) throttle {
	return throttle{perK: s.ThrottlePerK, shutdownK: s.ShutdownK, restartK: s.RestartBelowK, backPerMin: 1 / s.RestartMin, settled: 1}
}

// limit returns the share allowed next minute. excessK is how far the warmest
// limited temperature lies above its limit (negative: below), share the heat
// the servers make now as a share of design.
func (t *throttle) limit(excessK, share float64) float64 {
	if excessK <= 0 && t.settled >= 1 { // nothing to give up, as nearly always
		return 1
	}
	return t.giveWay(excessK, share)
}

// giveWay is limit where servers are, or were, too warm.
func (t *throttle) giveWay(excessK, share float64) float64 {
	if t.down {
		if excessK > -t.restartK {
			t.throttled++
			return 0
		}
		t.down, t.back = false, true
	}
	if excessK >= t.shutdownK {
		t.down, t.settled = true, 0
		t.shutdowns++
		t.throttled++
		return 0
	}
	if t.back {
		t.settled = min(t.settled+t.backPerMin, 1)
		t.back = t.settled < 1 && excessK <= 0
	}
	if excessK <= 0 && t.settled >= 1 {
		return 1
	}
	if excessK > 0 && t.settled > share {
		t.settled = share
	}
	t.settled = min(max(t.settled-integralShare*t.perK*excessK, 0), 1)
	u := min(max(t.settled-t.perK*excessK, 0), 1)
	if u < 1 {
		t.throttled++
	}
	return u
}
