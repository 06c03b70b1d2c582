package compute

import (
	"fmt"
	"testing"

	"caloduc/sim"
)

// Racks that stop interrupt the jobs that hold them: one that needs them waits until they
// are back, one for which others stand in restarts at once.
func TestStoppedRacksStopJobs(t *testing.T) {
	const hall = "[[hall]]\nname = \"A\"\naccelerator = \"H100 SXM\"\nracks = 4\nspare_fraction = 0\n"
	useful := func(gpus int, share float64) (float64, *Cluster) {
		c := newCluster(t, hall+fmt.Sprintf(`[workload]
kind = "jobs"
run = [{ name = "r", training_FLOP = 1e26, gpus = %d, mfu = 0.4 }]
mtbf_GPUh = 1e12
checkpoint_interval_min = 10
checkpoint_s = 30
restart_min = 5
`, gpus), 1)
		b, _ := runJobs(t, c, 0, sim.Day, func(m sim.Minute, _ int) Limit {
			l := NoLimit()
			if m >= 600 && m < 720 {
				l.Stopped = share
			}
			return l
		}, nil)
		return b.useful / float64(gpus), c
	}
	calm, _ := useful(120, 0)
	waits, c := useful(120, 0.25)
	// Two hours, of which 10 of 10.5 minutes are work, and what was done of the cycle at 600 min.
	near(t, "minutes lost by a run that waits", calm-waits, 120*10/10.5+10*(600/10.5-57), 0.5)
	if r := c.work.(*jobs).recs[0]; r.Stops != 1 || !r.running {
		t.Errorf("%d stops, running %t", r.Stops, r.running)
	}
	most := 0.0
	half, _ := useful(64, 0)
	for _, share := range []float64{0.25, 0.5} {
		stands, _ := useful(64, share)
		most = max(most, half-stands)
	}
	if !(most > 4 && most < 16) {
		t.Errorf("a run for which others stand in lost %g minutes, want a restart and the work since its checkpoint", most)
	}
	if all, _ := useful(64, 1); half-all < 114 {
		t.Errorf("with all racks dark it lost %g minutes", half-all)
	}
}
