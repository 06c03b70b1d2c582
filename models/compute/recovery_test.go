package compute

import (
	"fmt"
	"testing"

	"caloduc/sim"
)

// recovering is a hall whose one run fails every hour on average.
const recovering = `
[[hall]]
name = "H"
accelerator = "H100 SXM"
racks = 52
spare_fraction = 0.01
[workload]
kind = "training-mix"
backlog = 0
initial_busy_fraction = 0
mtbf_GPUh = 1600
repair_h = 1
checkpoint_s = 240
restart_min = 12
%s
[[workload.run]]
name = "run"
training_FLOP = %g
gpus = 1600
mfu = 0.4
`

// Each remedy raises goodput, none to more than checkpoints to memory alone would.
func TestRemediesRaiseGoodput(t *testing.T) {
	goodput := func(keys string) float64 {
		b := run(t, newCluster(t, fmt.Sprintf(recovering, keys, 1e28), 5), 0, 300*sim.Day, nil, nil)
		return b.useful / b.busy
	}
	const async, memory, fast = "checkpoint_stall_fraction = 0.1\n", "memory_checkpoint_s = 2\nmemory_restore_fraction = %g\n", "memory_restart_min = 2\n"
	plain := goodput("")
	near(t, "without remedies", plain, ETTR(DalyInterval(4, 60), 4, 12, 60), 0.01)
	beside := goodput(async)
	half := goodput(fmt.Sprintf(memory, 0.5))
	most := goodput(fmt.Sprintf(memory, 0.95))
	both := goodput(async + fmt.Sprintf(memory, 0.95) + fast)
	bound := ETTR(DalyInterval(2./60, 60), 2./60, 2, 60)
	t.Logf("plain %.3f, beside training %.3f, in memory in half of cases %.3f, in 0.95 %.3f, with fast restarts %.3f, bound %.3f", plain, beside, half, most, both, bound)
	if !(plain < beside && plain < half && half < most && most < both && both < bound) {
		t.Error("not in order")
	}
	if grown := goodput("restart_growth_exponent = 0.5"); !(grown > plain) { // a run a tenth of the reference
		t.Errorf("restarts that grow with size: %.3f for a small run, %.3f without", grown, plain)
	}
}

// A run that goes back to memory and to storage in turn still delivers its FLOP, planned
// stops or not.
func TestRecoveryDeliversTheRun(t *testing.T) {
	const flop = 5e23
	for _, keys := range []string{"checkpoint_stall_fraction = 0.2", "memory_checkpoint_s = 2\nmemory_restore_fraction = 0.7", "memory_checkpoint_s = 2\nmaintenance_every_d = 1", "maintenance_every_d = 0.5\nmaintenance_min = 60"} {
		b := run(t, newCluster(t, fmt.Sprintf(recovering, keys, flop), 3), 0, 60*sim.Day, nil, nil)
		if b.finished != 1 {
			t.Errorf("%s: %g runs finished", keys, b.finished)
		}
		near(t, keys+": FLOP over those asked for", b.flop/flop, 1, 1e-9)
	}
}

// A planned stop loses no work and takes its time.
func TestPlannedStops(t *testing.T) {
	text := func(keys string) string {
		return fmt.Sprintf(recovering, "checkpoint_interval_min = 60\n"+keys, 1e28)
	}
	c := newCluster(t, text("maintenance_every_d = 2\nmaintenance_min = 120"), 1)
	b := run(t, c, 0, 101*sim.Day, nil, nil)
	calm := run(t, newCluster(t, text(""), 1), 0, 101*sim.Day, nil, nil)
	if c.sum.planned != 50 {
		t.Errorf("%d planned stops in 101 days, want 50", c.sum.planned)
	}
	if !(b.useful < calm.useful) || b.useful < calm.useful*(1-1.2*50*(120+16)/(101*1440)) {
		t.Errorf("useful %g, without stops %g", b.useful, calm.useful)
	}
}
