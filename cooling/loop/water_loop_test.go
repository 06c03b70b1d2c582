package loop

import (
	"math"
	"testing"

	"caloduc/cooling/component"
	"caloduc/cooling/failure"
	"caloduc/sim"
	"caloduc/sim/equipment"
	"caloduc/sim/record"

	"pgregory.net/rapid"
)

// drawnSink is a sink whose take is given; it keeps what it is told.
type drawnSink struct {
	offered              offer
	gives                Take
	returnDegC, throughW float64
	settled, rested      int
}

func (s *drawnSink) begin(sim.Minute, *Outdoor, float64) {}
func (s *drawnSink) take(o *offer) Take                  { s.offered = *o; return s.gives }
func (s *drawnSink) settle(returnDegC, throughW float64) {
	s.returnDegC, s.throughW = returnDegC, throughW
	s.settled++
}
func (s *drawnSink) rest() bool                     { s.rested++; return true }
func (s *drawnSink) ready(float64) bool             { return true }
func (s *drawnSink) passed() bool                   { return false }
func (s *drawnSink) Book(*Duty, *Ledger)            {}
func (s *drawnSink) Declare(record.Group, *FlowSet) {}
func (s *drawnSink) Units() []*failure.Bank         { return nil }
func (s *drawnSink) Installed(*equipment.List)      {}
func (s *drawnSink) Serve()                         {}
func (s *drawnSink) Stop()                          {}

// drawLoop draws a loop off its set point, with a running pump and a sink that takes
// a constant heat, by a conductance, or both.
func drawLoop(t *rapid.T) (*Water, *drawnSink) {
	s := new(drawnSink)
	cw := rapid.Float64Range(1e6, 1e7).Draw(t, "cw")
	l := NewWater(waterSize{SetAtDesignDegC: 20, CwWPerK: cw, pump: component.Pump{DesignW: rapid.Float64Range(0, 3e5).Draw(t, "pump"), Static: 0.2, ToFluid: 0.9}},
		rapid.Float64Range(2e7, 1e9).Draw(t, "C"))
	l.Sink = s
	l.Node.TDegC = rapid.Float64Range(5, 50).Draw(t, "T")
	s.gives.constantW = rapid.SampledFrom([]float64{0, 1}).Draw(t, "constant") * rapid.Float64Range(0, 3e7).Draw(t, "constant heat")
	if rapid.Bool().Draw(t, "conductance") {
		s.gives.gWPerK = cw * rapid.Float64Range(0.01, 0.95).Draw(t, "g") // no exchanger gives more than its water
		s.gives.SinkDegC = rapid.Float64Range(-20, 40).Draw(t, "sink")
	}
	l.begin(0, nil, 1)
	l.wake()
	l.run(rapid.Float64Range(0.3, 1).Draw(t, "flow"))
	s.gives.gWPerK *= l.flow
	return &l, s
}

// ask offers the loop's sink heat, W, of which a part is taken aside.
func (s *drawnSink) ask(t *rapid.T, l *Water, heat float64) {
	l.ask(heat)
	if o := &s.offered; o.heatW != heat+l.pumpHeatW || o.setDegC != 20 || o.offK != l.Node.TDegC-20 {
		t.Fatalf("offer %+v for %g W", *o, heat)
	}
	if rapid.Bool().Draw(t, "aside") {
		l.asideW = rapid.Float64Range(-5e6, 5e6).Draw(t, "aside heat")
	}
}

// integrate is the fourth-order method of Runge and Kutta over a minute: it returns the
// ends of x and their means.
func integrate[V [1]float64 | [2]float64](x V, rate func(x V) V) (end, mean V) {
	const steps = 4000
	const h = component.MinuteS / steps
	along := func(x, d V, by float64) V {
		for i := range len(x) {
			x[i] += by * d[i]
		}
		return x
	}
	for range steps {
		d1 := rate(x)
		x2 := along(x, d1, h/2)
		d2 := rate(x2)
		x3 := along(x, d2, h/2)
		d3 := rate(x3)
		x4 := along(x, d3, h)
		d4 := rate(x4)
		// The integral of x is one more variable, whose rates are x at the four stages.
		sum := func(to, a, b, c, d V, by float64) V {
			return along(along(along(along(to, a, by), b, 2*by), c, 2*by), d, by)
		}
		mean = sum(mean, x, x2, x3, x4, h/6/component.MinuteS)
		x = sum(x, d1, d2, d3, d4, h/6)
	}
	return x, mean
}

// agrees checks a solution, degC, against the integrated one.
func agrees(t *rapid.T, what string, got, want float64) {
	t.Helper()
	if !(math.Abs(got-want) <= 1e-6) {
		t.Fatalf("%s %.9g, integrated %.9g", what, got, want)
	}
}

// closes checks that what entered the loop, W, besides its pumps' heat, left it or is
// stored, and that the sink was told of its return water.
func (s *drawnSink) closes(t *rapid.T, l *Water, heat float64) {
	t.Helper()
	into := heat + l.pumpHeatW - l.asideW
	out := s.gives.constantW + s.throughW
	scale := math.Abs(heat) + l.pumpHeatW + math.Abs(l.asideW) + s.gives.constantW + math.Abs(s.throughW) +
		l.Node.CapJPerK*(math.Abs(l.Node.TDegC)+math.Abs(l.Node.MeanDegC))/component.MinuteS
	if r := into - out - l.Node.StoredW; !(math.Abs(r) <= 1e-12*scale) {
		t.Fatalf("misses %g W of %g W", r, scale)
	}
	back := l.Node.MeanDegC + into/l.cw
	if !(math.Abs(s.returnDegC-back) <= 1e-12*scale/l.cw) || s.settled != 1 || s.rested != 0 {
		t.Fatalf("the sink settles at %g degC, return water is %g", s.returnDegC, back)
	}
	if g := s.gives.gWPerK; math.Abs(g*(s.returnDegC-s.gives.SinkDegC)-s.throughW) > 1e-11*scale {
		t.Fatalf("the sink is told of %g W", s.throughW)
	}
}

// Under constant heat.
func TestWaterLoopCarries(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l, s := drawLoop(t)
		heat, t0 := rapid.Float64Range(0, 4e7).Draw(t, "heat"), l.Node.TDegC
		s.ask(t, l, heat)
		k, q := s.gives, heat+l.pumpHeatW-l.asideW
		warms := l.warmsK(heat)
		l.carry(heat)
		s.closes(t, l, heat)
		end, mean := integrate([1]float64{t0}, func(x [1]float64) [1]float64 {
			return [1]float64{(q - k.constantW - k.gWPerK*(x[0]+q/l.cw-k.SinkDegC)) / l.Node.CapJPerK}
		})
		agrees(t, "end", l.Node.TDegC, end[0])
		agrees(t, "mean", l.Node.MeanDegC, mean[0])
		// What is expected beforehand is the rate at the minute's start.
		rate := (q - k.constantW - k.gWPerK*(t0+q/l.cw-k.SinkDegC)) * component.MinuteS / l.Node.CapJPerK
		agrees(t, "expected rise", warms, rate)
	})
}

// With air of one temperature on its coil.
func TestWaterLoopMeets(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l, s := drawLoop(t)
		g := rapid.SampledFrom([]float64{0, 1, 1, 1}).Draw(t, "coil") * rapid.Float64Range(1e4, 0.95*l.cw).Draw(t, "conductance of the coil")
		air, t0 := rapid.Float64Range(5, 60).Draw(t, "air"), l.Node.TDegC
		s.ask(t, l, g*max(air-t0, 0))
		k, own := s.gives, l.pumpHeatW-l.asideW
		heat := l.meet(g, air)
		s.closes(t, l, heat)
		if want := g * (air - l.Node.MeanDegC); math.Abs(heat-want) > 1e-12*g*(math.Abs(air)+math.Abs(l.Node.MeanDegC)) {
			t.Fatalf("%g W through the coil, want %g", heat, want)
		}
		end, mean := integrate([1]float64{t0}, func(x [1]float64) [1]float64 {
			q := g*(air-x[0]) + own
			return [1]float64{(q - k.constantW - k.gWPerK*(x[0]+q/l.cw-k.SinkDegC)) / l.Node.CapJPerK}
		})
		agrees(t, "end", l.Node.TDegC, end[0])
		agrees(t, "mean", l.Node.MeanDegC, mean[0])
	})
}

// With a partner, with and without a loss of its own.
func TestWaterLoopExchanges(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l, s := drawLoop(t)
		c := rapid.Float64Range(1e7, 1e9).Draw(t, "Ca")
		a := partner{tDegC: rapid.Float64Range(5, 60).Draw(t, "Ta"), perCap: component.MinuteS / c, heatW: rapid.Float64Range(0, 4e7).Draw(t, "qa"),
			gWPerK: rapid.Float64Range(1e4, 0.95*l.cw).Draw(t, "G"), perHeat: rapid.SampledFrom([]float64{1, 1.05, 1.3}).Draw(t, "per heat"),
			besidesW: rapid.SampledFrom([]float64{0, 5e6}).Draw(t, "besides")}
		if rapid.Bool().Draw(t, "loss") {
			a.lossWPerK = rapid.Float64Range(1e4, 3e6).Draw(t, "k")
		}
		t0 := l.Node.TDegC
		s.ask(t, l, a.perHeat*a.gWPerK*max(a.tDegC-t0, 0)+a.besidesW)
		k, own := s.gives, a.besidesW+l.pumpHeatW-l.asideW
		end, mean, across := l.exchange(&a, 0)
		s.closes(t, l, a.perHeat*across+a.besidesW)
		scale := a.heatW + math.Abs(across) + c*(math.Abs(a.tDegC)+math.Abs(mean))/component.MinuteS + a.lossWPerK*(math.Abs(mean)+math.Abs(a.tDegC))
		if r := a.heatW - across - a.lossWPerK*(mean-a.tDegC) - c*(end-a.tDegC)/component.MinuteS; !(math.Abs(r) <= 1e-12*scale) {
			t.Fatalf("the partner misses %g W of %g W", r, scale)
		}
		ends, means := integrate([2]float64{a.tDegC, t0}, func(x [2]float64) [2]float64 {
			through := a.gWPerK * (x[0] - x[1])
			q := a.perHeat*through + own
			return [2]float64{(a.heatW - a.lossWPerK*(x[0]-a.tDegC) - through) / c,
				(q - k.constantW - k.gWPerK*(x[1]+q/l.cw-k.SinkDegC)) / l.Node.CapJPerK}
		})
		agrees(t, "partner's end", end, ends[0])
		agrees(t, "partner's mean", mean, means[0])
		agrees(t, "end", l.Node.TDegC, ends[1])
		agrees(t, "mean", l.Node.MeanDegC, means[1])
	})
}

// At rest the loop keeps its temperature, and its sink rests: once, where that leaves
// nothing to come.
func TestWaterLoopIdles(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l, s := drawLoop(t)
		t0 := l.Node.TDegC
		l.idle()
		if l.Node.TDegC != t0 || l.Node.MeanDegC != t0 || l.Node.StoredW != 0 || l.PumpW != 0 || l.flow != 0 || s.rested != 1 || s.settled != 0 {
			t.Fatalf("%+v after %g degC, sink %+v", l.Node, t0, s)
		}
		l.Book(new(Duty), new(Ledger))
		l.begin(1, nil, 1)
		if l.idle(); s.rested != 1 || l.Node.TDegC != t0 {
			t.Fatalf("%+v a minute on, sink %+v", l.Node, s)
		}
	})
}

// The set point rises as the load falls.
func TestWaterLoopReset(t *testing.T) {
	l := NewWater(waterSize{SetAtDesignDegC: 10, resetK: 4, CwWPerK: 1e6}, 1e8)
	l.Sink = new(drawnSink)
	for fraction, want := range map[float64]float64{0: 14, 0.5: 12, 1: 10, 1.1: 10} {
		l.begin(0, nil, fraction)
		l.wake()
		near(t, "set point", l.SetDegC, want, 1e-12)
	}
}
