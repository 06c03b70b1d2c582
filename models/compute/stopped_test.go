package compute

import (
	"fmt"
	"testing"

	"caloduc/sim"
)

// stoppable is a hall of 100 nodes with one run on 80 of them, nothing else.
const stoppable = `
[[hall]]
name = "H"
accelerator = "H100 SXM"
racks = 25
spare_fraction = 0
[workload]
kind = "training-mix"
backlog = 0
initial_busy_fraction = 0
small_jobs_fraction = 0
small_jobs_spread = 0
mtbf_GPUh = 1e12
checkpoint_s = 6
checkpoint_interval_min = 10
restart_min = 4
power_noise = 0
[[workload.run]]
name = "run"
training_FLOP = 1e26
gpus = %d
mfu = 0.4
`

// stopped runs the hall for a day, with a share of its racks dark for two hours.
func stopped(t *testing.T, gpus int, share float64) (books, *Cluster) {
	t.Helper()
	c := newCluster(t, fmt.Sprintf(stoppable, gpus), 1)
	b := run(t, c, 0, sim.Day, func(m sim.Minute, _ int) Limit {
		l := NoLimit()
		if m >= 600 && m < 720 {
			l.Stopped = share
		}
		return l
	}, nil)
	return b, c
}

// A unit that fails stops its own racks, not the hall a little: where others stand in, the
// run restarts; where none do, it waits until the racks are back; dark racks draw nothing.
func TestStoppedRacksStopRuns(t *testing.T) {
	calm, _ := stopped(t, 792, 0)
	// Of 100 nodes ten go dark; the run holds 99 of them.
	waits, c := stopped(t, 792, 0.1)
	if waits.interruptions != 1 {
		t.Errorf("%g interruptions, want 1", waits.interruptions)
	}
	lost := (calm.useful - waits.useful) / 792
	near(t, "lost minutes: the outage, a restart, work since the checkpoint", lost, 120+4+5, 6)
	if idle := c.halls[0]; idle.darkGPUs != 0 || idle.starving {
		t.Errorf("after the outage: %d dark, starving %t", idle.darkGPUs, idle.starving)
	}
	// The run holds half: it is hit or not, and others stand in.
	stands, _ := stopped(t, 400, 0.1)
	half, _ := stopped(t, 400, 0)
	if lost := (half.useful - stands.useful) / 400; lost < 0 || lost > 4+10+1 {
		t.Errorf("a run with nodes to stand in lost %g minutes, more than a restart and an interval", lost)
	}
	if !(stands.online < half.online) || !(stands.dcMWmin < half.dcMWmin) {
		t.Errorf("dark racks count as online or draw power: %g and %g GPU-min, %g and %g MW-min", stands.online, half.online, stands.dcMWmin, half.dcMWmin)
	}
	near(t, "GPU-minutes dark", half.online-stands.online, 0.1*800*120, 1)
}

// Racks that go dark in halves hit a run in proportion to what it holds.
func TestStrikeGoesByPlace(t *testing.T) {
	c := newCluster(t, fmt.Sprintf(stoppable, 400), 1)
	run(t, c, 0, 5, nil, nil)
	h := c.halls[0]
	hits := 0
	for at := range 100 {
		hits += h.strike(float64(at)/100*800, 80, 5)
	}
	if hits != 59 { // places 0 to 49 lie in the run, from 91 the ring leads back to it
		t.Errorf("hit %d times of 100, want 59", hits)
	}
}

// All racks dark: nothing is drawn, and everything comes back.
func TestAllRacksStopped(t *testing.T) {
	c := newCluster(t, fmt.Sprintf(stoppable, 400), 1)
	dark := 1e9
	run(t, c, 0, 200, func(m sim.Minute, _ int) Limit {
		l := NoLimit()
		if m >= 100 && m < 150 {
			l.Stopped = 1
		}
		return l
	}, func(m sim.Minute) {
		if m == 120 {
			dark = c.Hall(0).DCPowerMW
		}
	})
	if dark != 0 {
		t.Errorf("a dark hall draws %g MW", dark)
	}
	if h := c.Hall(0); h.ProductiveGPUs == 0 {
		t.Error("the run does not come back")
	}
}
