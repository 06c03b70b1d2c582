package compute

import (
	"fmt"
	"testing"

	"caloduc/sim"
)

// TestCheckpointTable checks the figures usually quoted for a mean time between
// failures of 3.09 h (Llama 3), times in minutes.
func TestCheckpointTable(t *testing.T) {
	M := 3.09 * 60
	for _, c := range []struct{ dS, R, tau, first, exact float64 }{
		{5, 5, 5.6, 0.943, 0.943},
		{30, 5, 13.6, 0.900, 0.904},
		{60, 5, 19.3, 0.869, 0.875},
		{300, 15, 43, 0.687, 0.724},
	} {
		d := c.dS / 60
		tau := YoungInterval(d, M)
		near(t, "Young interval", tau, c.tau, 0.07)
		near(t, "first-order ETTR", FirstOrderETTR(tau, d, c.R, M), c.first, 0.001)
		near(t, "exact ETTR", ETTR(tau, d, c.R, M), c.exact, 0.002)
	}
}

// TestDalyIsBest looks for a better interval than Daly's around it.
func TestDalyIsBest(t *testing.T) {
	const M = 185.4
	for _, d := range []float64{0.1, 0.5, 1, 5, 20} {
		best := ETTR(DalyInterval(d, M), d, 5, M)
		for f := 0.3; f < 3; f += 0.01 {
			if e := ETTR(f*DalyInterval(d, M), d, 5, M); e > best*(1+2e-4) {
				t.Errorf("d = %g min: ETTR %.5f at %.2f of Daly's interval, %.5f at it", d, e, f, best)
			}
		}
	}
}

const oneHall = `
[[hall]]
name = "H1"
accelerator = "H100 SXM"
racks = 520
spare_fraction = 0.015
[workload]
kind = "training-mix"
backlog = 0
initial_busy_fraction = 0
repair_h = 1
restart_min = %g
checkpoint_s = %g
[[workload.run]]
name = "long"
training_FLOP = 1e28
gpus = 16384
mfu = 0.4
`

// TestSimulatedETTR runs one endless job of 16,384 GPUs through some thousand
// failures and compares its goodput with the renewal formula. The interval is
// the model's own choice.
func TestSimulatedETTR(t *testing.T) {
	for _, c := range []struct{ R, dS float64 }{{5, 5}, {5, 30}, {15, 300}} {
		cl := newCluster(t, fmt.Sprintf(oneHall, c.R, c.dS), 3)
		b := run(t, cl, 0, 525600, nil, nil)
		M := 50677.0 / 16384 * 60
		d := c.dS / 60
		tau := DalyInterval(d, M)
		want := ETTR(tau, d, c.R, M)
		// The number of failures is Poisson: about 2,830 ± 53.
		near(t, "failures", b.interruptions, 525600/M, 4*53)
		// What a failure costs varies by about its mean, so the loss is known to 2 %.
		near(t, fmt.Sprintf("ETTR with d = %g s, R = %g min", c.dS, c.R), b.useful/b.busy, want, 0.03*(1-want))
		near(t, "FLOP over GPU time and peak", b.flop/(b.busy*60*989.4e12)/(0.4*b.useful/b.busy), 1, 1e-9)
	}
}

// TestLlama3 compares with Meta's own figures: 54 days, 16,384 H100, more than
// 0.90 effective training time, 419 interruptions; 3.8e25 FLOP at an MFU of
// 0.404 take 78 days (Epoch AI: 2,142 h, 89 days, other work in between).
func TestLlama3(t *testing.T) {
	c := newCluster(t, `
[[hall]]
name = "H1"
accelerator = "H100 SXM"
racks = 520
spare_fraction = 0.015
[workload]
kind = "training-mix"
backlog = 0
initial_busy_fraction = 0
[[workload.run]]
name = "Llama 3.1 405B"
training_FLOP = 3.8e25
gpus = 16384
mfu = 0.404
`, 1)
	first54, ended := 0.0, sim.Minute(0)
	b := run(t, c, 0, 120*sim.Day, nil, func(m sim.Minute) {
		if m < 54*sim.Day {
			first54 += c.sum.interruptionsPerH / 60
		}
		if c.sum.finishedPerH > 0 {
			ended = m
		}
	})
	near(t, "interruptions in 54 days", first54, 419, 3*20.5)
	near(t, "delivered FLOP", b.flop/3.8e25, 1, 1e-9)
	near(t, "days", ended.Hours()/24, 78.4*0.86/0.905, 2) // 78.4 d: the reference's goodput of 0.86
	if g := b.useful / b.busy; g < 0.88 || g > 0.93 {
		t.Errorf("goodput %.3f, published as above 0.90", g)
	}
}
