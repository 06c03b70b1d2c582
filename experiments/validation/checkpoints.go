package validation

import (
	"fmt"

	"caloduc/models/compute"
)

const threeErrors = "three standard errors of what the failures of the run cost"

// endless is an endless run of 16,384 GPUs that is interrupted every mean hours; it returns
// its effective training time over as many days.
func endless(meanH, checkpointS, restartMin float64, days int) func(*Env) (float64, error) {
	keys := fmt.Sprintf("repair_h = 1\nmtbf_GPUh = %g\nrestart_min = %g\ncheckpoint_s = %g", meanH*16384, restartMin, checkpointS)
	return func(*Env) (float64, error) {
		f, err := computeOf(fmt.Sprintf(oneRun, 520, keys, 1e29, 16384, 0.4))
		if err != nil {
			return 0, err
		}
		t, err := f.run(days, func(*training, *compute.HallState) bool { return false })
		return t.useful / t.busy, err
	}
}

// checkpointGrid holds simulated runs to the renewal formula over a grid of failures,
// checkpoints and restarts. Days are so many that the failures' chance is 0.3 %.
func checkpointGrid() []Comparison {
	var list []Comparison
	for _, c := range []struct {
		meanH, checkpointS, restartMin, want float64
		days                                 int
	}{
		{1, 30, 5, 0.8063, 174}, {1, 30, 15, 0.6825, 467}, {1, 300, 5, 0.5937, 765}, {1, 300, 15, 0.5026, 1146},
		{3.09, 30, 5, 0.9036, 133}, {3.09, 30, 15, 0.8562, 296}, {3.09, 300, 5, 0.7645, 794}, {3.09, 300, 15, 0.7243, 1088},
		{24, 30, 5, 0.9705, 97}, {24, 30, 15, 0.9638, 146}, {24, 300, 5, 0.9158, 789}, {24, 300, 15, 0.9094, 912},
	} {
		list = append(list, Comparison{Name: fmt.Sprintf("ettr.grid.%gh-%gs-%gmin", c.meanH, c.checkpointS, c.restartMin),
			Quantity: fmt.Sprintf("simulated effective time, a failure every %g h, checkpoint %g s, restart %g min", c.meanH, c.checkpointS, c.restartMin),
			Source:   renewalGrid, Published: value(c.want), Tolerance: share(0.01), Basis: threeErrors, Run: endless(c.meanH, c.checkpointS, c.restartMin, c.days)})
	}
	return list
}

const (
	renewalGrid = "derived: exact renewal formula at Daly's interval (Daly 2006, doi:10.1016/j.future.2004.11.016)"
	renewal90   = "derived: checkpoints and restarts at which that formula gives Llama 3's 0.90, a failure every 3.093 h"
	scaled      = "derived: that formula with 60 s and 15 min; its bound with checkpoints of 1 s and restarts of 2 min"
)

// llamaCurve checks five points of the curve on which Llama 3's cluster reaches 0.90: the
// restart that a checkpoint leaves.
func llamaCurve() []Comparison {
	const mean = 50677.0 / 16384
	var list []Comparison
	for _, c := range []struct{ checkpointS, restartMin float64 }{{2, 16.025}, {5, 13.964}, {10, 11.632}, {20, 8.318}, {30, 5.762}} {
		d, M := c.checkpointS/60, mean*60
		list = append(list,
			Comparison{Name: fmt.Sprintf("llama3.curve.%gs", c.checkpointS), Quantity: fmt.Sprintf("restart that leaves Llama 3's cluster 0.90, checkpoint %g s", c.checkpointS), Unit: "min",
				Source: renewal90, Published: value(c.restartMin), Tolerance: within(0.0005), Run: number(func() float64 { return compute.RestartFor(0.9, compute.DalyInterval(d, M), d, M) })},
			Comparison{Name: fmt.Sprintf("llama3.curve.%gs.simulated", c.checkpointS), Quantity: fmt.Sprintf("simulated effective time there, checkpoint %g s, restart %.4g min", c.checkpointS, c.restartMin),
				Source: renewal90, Published: value(0.9), Tolerance: share(0.01), Basis: threeErrors, Run: endless(mean, c.checkpointS, c.restartMin, 200)})
	}
	return list
}

// scale is goodput of runs of three sizes with today's remedies and without: checkpoints
// beside training, copies in the memory of other nodes, spares in both.
func scale() []Comparison {
	const remedies = "checkpoint_s = 60\nrestart_min = 15\ncheckpoint_stall_fraction = 0.05\nmemory_checkpoint_s = 1\nmemory_restore_fraction = 0.9\nmemory_restart_min = 2"
	var list []Comparison
	for _, c := range []struct {
		gpus, days int
	}{{16000, 300}, {50000, 200}, {160000, 100}} {
		run := func(keys string) func(*Env) (float64, error) {
			return func(*Env) (float64, error) {
				f, err := computeOf(fmt.Sprintf(oneRun, c.gpus*102/3200+1, keys, 1e30, c.gpus, 0.4))
				if err != nil {
					return 0, err
				}
				t, err := f.run(c.days, func(*training, *compute.HallState) bool { return false })
				return t.useful / t.busy, err
			}
		}
		M := 50677.0 / float64(c.gpus) * 60
		without := compute.ETTR(compute.DalyInterval(1, M), 1, 15, M)
		bound := compute.ETTR(compute.DalyInterval(1./60, M), 1./60, 2, M)
		list = append(list,
			Comparison{Name: fmt.Sprintf("scale.%d.without", c.gpus), Quantity: fmt.Sprintf("goodput of a run of %d H100, checkpoints of 60 s, restarts of 15 min", c.gpus), Source: scaled,
				Published: value(round(without, 4)), Tolerance: share(0.02), Basis: threeErrors, Run: run("checkpoint_s = 60\nrestart_min = 15")},
			Comparison{Name: fmt.Sprintf("scale.%d.with", c.gpus), Quantity: fmt.Sprintf("goodput of the same with asynchronous checkpoints, restored from memory in 0.9 of cases in 2 min (%d GPUs)", c.gpus), Source: scaled,
				Published: between(round(without, 4), round(bound, 4)), Tolerance: within(0), Basis: onlyItself, Run: run(remedies)})
	}
	return list
}
