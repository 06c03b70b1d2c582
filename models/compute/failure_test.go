package compute

import (
	"fmt"
	"testing"

	"caloduc/sim"
)

// TestSpares: a failed node is replaced at once while nodes that no run holds
// are left; after that the run waits for the repair that frees one.
func TestSpares(t *testing.T) {
	h := newHall(0, &HallSpec{Racks: 10, GPUsPerRack: 8, GPUsPerNode: 8, SpareFraction: 0.2, RackPowerkW: 10, ChipPowerW: 700})
	h.open()
	if h.free() != 64 {
		t.Fatalf("%d GPUs free, want 64 of 80 with 0.2 in reserve", h.free())
	}
	h.allocated = 64                                   // two nodes are left
	for i, want := range []float64{0, 0, 1420, 1420} { // the third waits for the first's repair, the fourth for the second's
		near(t, "wait after a failure, min", h.breakNodes(float64(10*i), 1, 1440), want, 0)
	}
	h.mendUntil(1440)
	if len(h.repairs) != 3 {
		t.Errorf("%d nodes under repair at 1440, want 3", len(h.repairs))
	}
}

// TestFewSpares: without enough spares goodput falls, with plenty it is the
// renewal formula's.
func TestFewSpares(t *testing.T) {
	goodput := func(racks int, spare float64) float64 {
		c := newCluster(t, fmt.Sprintf(`
[[hall]]
name = "H"
accelerator = "H100 SXM"
racks = %d
spare_fraction = %g
[workload]
kind = "training-mix"
backlog = 0
initial_busy_fraction = 0
repair_h = 48
component = [ { name = "network", takes = "node" }, { name = "software", takes = "node" } ]
[[workload.run]]
name = "long"
training_FLOP = 1e29
gpus = 16384
`, racks, spare), 1)
		b := run(t, c, 0, 180*sim.Day, nil, nil)
		return b.useful / b.busy
	}
	M := 50677.0 / 16384 * 60
	full := ETTR(DalyInterval(0.5, M), 0.5, 5, M)
	near(t, "goodput with 64 spare nodes", goodput(528, 0.03), full, 0.01)
	// 15.5 nodes are under repair on average: with 4 spares the run mostly waits.
	if g := goodput(513, 0.001); g > full-0.2 {
		t.Errorf("goodput %.3f with 4 spare nodes, %.3f with plenty", g, full)
	}
}

// TestBlackout: without power a hall draws nothing, its runs lose the work since
// their last checkpoints and restart when power is back.
func TestBlackout(t *testing.T) {
	c := newCluster(t, flagshipLike+"mtbf_GPUh = 1e12\ncheckpoint_interval_min = 60\nrestart_min = 7.5\n", 1)
	h := c.Hall(0)
	runs, lost, stopped := 0.0, 0.0, sim.Minute(0)
	b := run(t, c, 0, 5*sim.Hour, func(m sim.Minute, _ int) Limit {
		l := NoLimit()
		if m >= 100 && m < 130 {
			l.PowerMW = 0
		}
		return l
	}, func(m sim.Minute) {
		switch {
		case m < 100:
			runs = h.JobsRunning
		case m < 130 && (h.DCPowerMW != 0 || h.TrainingPFLOPS != 0 && m > 100):
			t.Fatalf("minute %d: %+v", m, *h)
		}
		lost += h.LostGPUs / h.GPUsBusy
		if m > 100 && h.ProductiveGPUs == 0 {
			stopped = m
		}
	})
	near(t, "interruptions", b.interruptions, runs, 0)
	near(t, "minutes of work lost: 100 less a checkpoint after 60", lost, 39.17, 0.01)
	near(t, "last minute without progress", float64(stopped), 136, 0)
}
