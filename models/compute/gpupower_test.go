package compute

import (
	"math"
	"math/rand/v2"
	"testing"

	"caloduc/sim"

	"pgregory.net/rapid"
)

// TestFanFactor checks the rise of a server's power with inlet air, leakage and
// fans together, for a server with the default 8 % of fan power: 0.35 to 0.5 %
// per kelvin from 23 to 30 degC (Coroama 2025, arXiv 2509.26163).
func TestFanFactor(t *testing.T) {
	power := func(inlet float64) float64 {
		return LeakageFactor(inlet, 25, 0.0015) * (1 + 0.08*FanFactor(FanSpeed(inlet, 25, 85)))
	}
	if rise := (power(30)/power(23) - 1) / 7; rise < 0.0035 || rise > 0.005 {
		t.Errorf("server power rises by %.4f per kelvin, measured 0.0035 to 0.005", rise)
	}
	if FanFactor(FanSpeed(10, 25, 85)) != 1 || FanFactor(FanSpeed(84, 25, 85)) != 12*12*12 {
		t.Errorf("ends: %g at 10 degC, %g at 84 degC", FanFactor(FanSpeed(10, 25, 85)), FanFactor(FanSpeed(84, 25, 85)))
	}
}

// TestThroughput checks the exponents that the caps named at Throughput give.
func TestThroughput(t *testing.T) {
	near(t, "V100 from 250 to 175 W", Throughput(135.0/210, 0.29), 9.37/10.63, 0.005)
	near(t, "V100 from 250 to 200 W", Throughput(160.0/210, 0.29), 9.37/10.09, 0.005)
	near(t, "H100 from 720 to 600 W", Throughput(530.0/650, 0.55), 1/1.12, 0.005)
	if Throughput(-1, 0.5) != 0 || Throughput(0, 0.5) != 0 || Throughput(1, 0.5) != 1 {
		t.Error("ends are not 0 and 1")
	}
}

// TestSettle holds for any hall, demand and limit: the parts add up, each by its
// own equation, no limit is exceeded, nothing is negative, and throughput falls
// only under a cap.
func TestSettle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := &HallSpec{Racks: rapid.IntRange(1, 3000).Draw(t, "racks"), GPUsPerRack: 72, GPUsPerNode: 4,
			RackPowerkW: rapid.Float64Range(60, 200).Draw(t, "rack"), ChipPowerW: 1400, IdlePowerW: 170, HostPowerkW: 21.6,
			HostIdleFraction: 0.6, ServerFanFraction: 0.08, LiquidFraction: rapid.Float64Range(0, 1).Draw(t, "liquid"),
			MaxInletAirDegC: 35, FanThresholdDegC: 25, FanHoldDegC: 85, MaxFanSpeed: 1.3, LeakagePerK: 0.0015, LeakageReferenceDegC: 25, ThrottleExponent: 0.5}
		h := newHall(0, s)
		h.open()
		h.GPUsOnline = float64(h.gpus)
		active := rapid.Float64Range(0, 1).Draw(t, "active") * h.GPUsOnline
		d := demand{active: active, dynamic: active * rapid.Float64Range(0, 1).Draw(t, "level")}
		in := Limit{PowerMW: rapid.Float64Range(0, 400).Draw(t, "cap"), Heat: rapid.Float64Range(0, 1.2).Draw(t, "heat"),
			InletAirDegC: rapid.Float64Range(-10, 50).Draw(t, "inlet")}
		f := h.settle(h.conditions(&in), d)
		limit := min(in.PowerMW, h.designMW, h.designMW*in.Heat, h.designMW*HeatAtFullSpeed(FanSpeed(in.InletAirDegC, 25, 85), 1.3))
		if h.DCPowerMW > limit*(1+1e-12) {
			t.Fatalf("%g MW above the limit of %g", h.DCPowerMW, limit)
		}
		if h.DCPowerMW != h.ChipPowerMW+h.HostPowerMW+h.FanPowerMW {
			t.Fatal("parts do not add up")
		}
		if h.ChipPowerMW < 0 || h.HostPowerMW < 0 || h.FanPowerMW < 0 || f < 0 || f > 1 {
			t.Fatalf("out of bounds: %+v, throughput %g", h.HallState, f)
		}
		if f < 1 && h.DCPowerMW < limit*(1-1e-9) {
			t.Fatalf("throughput %g although %g MW is below the limit of %g", f, h.DCPowerMW, limit)
		}
	})
}

// TestAR1 checks the spread, memory and shape of the cheap autoregression.
func TestAR1(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	const n = 1000000
	a := newAR1(0.02, 10)
	var x, s, v, c, k float64
	for range n {
		last := x
		x = a.next(x, r.Uint64())
		s, v, c, k = s+x, v+x*x, c+x*last, k+x*x*x*x
	}
	near(t, "mean", s/n, 0, 0.0004)
	near(t, "standard deviation", math.Sqrt(v/n), 0.02, 0.0003)
	near(t, "correlation of neighbours", c/v, math.Exp(-0.1), 0.003)
	near(t, "kurtosis", k*n/(v*v), 3-1.2*math.Pow(1-math.Exp(-0.2), 2)/(1-math.Exp(-0.4)), 0.03)
}

// TestSharedVariation: runs are synchronous, so the spread of a hall's power
// over minutes does not vanish with the number of its GPUs.
func TestSharedVariation(t *testing.T) {
	spread := func(racks string) float64 {
		c := newCluster(t, `
[[hall]]
name = "H1"
accelerator = "GB300 NVL72"
racks = `+racks+`
[workload]
kind = "training-mix"
backlog = 0
initial_busy_fraction = 0.9
min_hall_fraction = 1.0
median_FLOP = 1e30
mtbf_GPUh = 1e12
small_jobs_fraction = 0.0
small_jobs_spread = 0.0
`, 5)
		var s, q, n float64
		run(t, c, 0, 20000, nil, func(sim.Minute) {
			p := c.Hall(0).ChipPowerMW
			s, q, n = s+p, q+p*p, n+1
		})
		return math.Sqrt(q/n-s*s/n/n) / (s / n)
	}
	small, large := spread("10"), spread("1000")
	near(t, "relative spread, 100 times the GPUs", large, small, 1e-3)
	if small < 0.01 || small > 0.04 {
		t.Errorf("relative spread of a run's power %.4f, want about 0.02", small)
	}
}
