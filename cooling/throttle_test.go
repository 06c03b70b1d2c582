package cooling

import (
	"math"
	"testing"
)

// room is a hall of one node whose cooling carries the share most of design at the
// most and holds the air at set, K over the limit. Heat beyond warms it by perMin,
// K a minute at design heat, or by perShare, K at design heat, at once.
type room struct{ t, set, most, perMin, perShare float64 }

func (r *room) step(share float64) (excessK float64) {
	if r.perShare > 0 {
		r.t = max(r.perShare*(share-r.most), r.set)
	} else {
		r.t = max(r.t+r.perMin*(share-r.most), r.set)
	}
	return r.t
}

func defaultThrottle() throttle {
	return newThrottle(&ThrottleSpec{ThrottlePerK: 0.03, ShutdownK: 8, RestartBelowK: 2, RestartMin: 15})
}

// Servers come back within the time of a few restarts once cooling is back, however
// little the set point lies below their limit, after throttling and after a shutdown.
func TestThrottleComesBack(t *testing.T) {
	for _, set := range []float64{-5, -1, -0.5, -0.2} {
		for _, most := range []float64{0.6, 0} { // throttled; shut down, as heat of the room goes on
			g, r, u := defaultThrottle(), room{t: set, set: set, most: most, perMin: 3}, 1.0
			for range 120 {
				heat := u
				if most == 0 {
					heat = max(u, 0.05)
				}
				u = g.limit(r.step(heat), u)
			}
			if u >= 0.7 || (g.shutdowns > 0) != (most == 0) {
				t.Fatalf("set point %g: %g after two hours with %g of the cooling, %d shutdowns", set, u, most, g.shutdowns)
			}
			r.most = 1.1
			n := 0
			for ; u < 1 && n < 1000; n++ {
				u = g.limit(r.step(u), u)
			}
			t.Logf("set point %g K: full load %d min after the repair, %d shutdowns", set, n, g.shutdowns)
			// A cold room of no load cools at 3.3 K/min.
			if most := 70; n > most || g.down {
				t.Errorf("set point %g: back after %d min", set, n)
			}
		}
	}
}

// Where cooling goes on lacking servers settle at the load that it carries, in heavy
// rooms, light ones and those without mass.
func TestThrottleSettles(t *testing.T) {
	for _, r := range []room{{perMin: 0.3}, {perMin: 3}, {perMin: 10}, {perShare: 15}} {
		for _, r.most = range []float64{0.2, 0.6, 0.95} {
			r.t, r.set = -1, -1
			g, u := defaultThrottle(), 1.0
			worst, mean, n := 0.0, 0.0, 0
			for m := range 36 * 60 {
				x := r.step(u)
				u = g.limit(x, u)
				if m >= 24*60 {
					worst, mean, n = max(worst, math.Abs(x)), mean+u, n+1
				}
			}
			mean /= float64(n)
			t.Logf("%+v: mean load %.4f, excess within %.3f K, %d shutdowns", r, mean, worst, g.shutdowns)
			if math.Abs(mean-r.most) > 0.005 || worst > 0.1 {
				t.Errorf("%+v: mean load %g, excess up to %g K", r, mean, worst)
			}
		}
	}
}
