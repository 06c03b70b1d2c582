package compute

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"caloduc/sim"
)

// stoppableJobs is a hall of 100 nodes with a planned run on so many GPUs of them.
func stoppableJobs(t *testing.T, gpus int) *Cluster {
	return newCluster(t, fmt.Sprintf(`[[hall]]
name = "H"
accelerator = "H100 SXM"
racks = 25
spare_fraction = 0
[workload]
kind = "jobs"
mtbf_GPUh = 1e12
checkpoint_s = 6
checkpoint_interval_min = 10
restart_min = 4
run = [ { name = "run", training_FLOP = 1e26, gpus = %d, mfu = 0.4 } ]
`, gpus), 1)
}

// day runs a day of it, limited from minute 600 to 720.
func (c *Cluster) day(t *testing.T, limited func(*Limit)) books {
	t.Helper()
	b, _ := runJobs(t, c, 0, sim.Day, func(m sim.Minute, _ int) Limit {
		l := NoLimit()
		if m >= 600 && m < 720 {
			limited(&l)
		}
		return l
	}, nil)
	return b
}

// Racks that stop take their jobs along: where the hall has other GPUs they start again,
// else they wait until the racks are back.
func TestStoppedRacksStopJobs(t *testing.T) {
	tenth := func(l *Limit) { l.Stopped = 0.1 }
	calm := stoppableJobs(t, 800).day(t, func(*Limit) {})
	waits := stoppableJobs(t, 800).day(t, tenth)
	if waits.interruptions != 1 || !(waits.online < calm.online) || !(waits.dcMWmin < calm.dcMWmin) {
		t.Errorf("%g interruptions, %g and %g GPU-min online, %g and %g MW-min", waits.interruptions, waits.online, calm.online, waits.dcMWmin, calm.dcMWmin)
	}
	near(t, "minutes lost that a run waits", (calm.useful-waits.useful)/800, 120+5, 6)
	c, other := stoppableJobs(t, 400), stoppableJobs(t, 400).day(t, func(*Limit) {})
	restarts := c.day(t, func(l *Limit) { l.Stopped = 0.6 }) // strikes it wherever it lies
	near(t, "interruptions of a run that finds other GPUs", restarts.interruptions, 1, 0)
	if c.work.(*jobs).recs[0].Stops != 1 {
		t.Errorf("%+v", *c.work.(*jobs).recs[0].Job)
	}
	if lost := (other.useful - restarts.useful) / 400; !(lost > 100) { // 320 GPUs are left
		t.Errorf("%g minutes lost", lost)
	}
	half := stoppableJobs(t, 392).day(t, func(l *Limit) { l.Stopped = 0.5 })
	small := stoppableJobs(t, 392).day(t, func(*Limit) {})
	if lost := (small.useful - half.useful) / 392; half.interruptions > 1 || lost > 4+10+1 {
		t.Errorf("%g interruptions, %g minutes lost with GPUs at hand", half.interruptions, lost)
	}
}

// A blackout costs the outage, the work since the last checkpoint and a whole restart.
func TestJobsBlackout(t *testing.T) {
	calm := stoppableJobs(t, 800).day(t, func(*Limit) {})
	dark := stoppableJobs(t, 800).day(t, func(l *Limit) { l.PowerMW = 0 })
	near(t, "interruptions", dark.interruptions, 1, 0)
	near(t, "minutes lost", (calm.useful-dark.useful)/800, 120+4+5, 6)
}

// A run fails as often as the halls in which it lies, not as the fastest does.
func TestRunsFailWhereTheyLie(t *testing.T) {
	halls := strings.Replace(strings.Replace(jobHalls, "racks = 4", "racks = 4\nmtbf_GPUh = 500", 1), "racks = 2", "racks = 2\nmtbf_GPUh = 1e9", 1)
	c := newCluster(t, halls+"[workload]\nkind = \"jobs\"\nrepair_h = 0\nrun = [ { name = \"first\", training_FLOP = 1e26, gpus = 144 }, { name = \"second\", training_FLOP = 1e26, gpus = 128 } ]\n", 1)
	b, _ := runJobs(t, c, 0, 50*sim.Day, nil, nil)
	want := 128 * 1200 / 500. // the fast hall is full: the second lies in the frail one
	near(t, "failures of 128 GPUs every 500 GPU-hours in 50 days", b.interruptions, want, 3*math.Sqrt(want))
}

// A run in eight bits goes at the pace of the hall's own arithmetic: one that has none
// does it no faster than in sixteen.
func TestRunsAtTheirPrecision(t *testing.T) {
	halls := strings.Replace(jobHalls, "racks = 4", "racks = 4\nfp8_factor = 1", 1)
	c := newCluster(t, halls+"[workload]\nkind = \"jobs\"\nmtbf_GPUh = 1e12\nrun = [ { name = \"first\", training_FLOP = 1e26, gpus = 144 }, { name = \"second\", training_FLOP = 1e21, gpus = 128, mfu = 0.4, precision = \"fp8\" } ]\n", 1)
	runJobs(t, c, 0, 5*sim.Day, nil, nil)
	r := c.work.(*jobs).recs[1]
	near(t, "minutes of 1e21 FLOP on 128 H100 at 0.4", r.EndMin*r.WorkShare, 1e21/(128*989.4e12*0.4*60), 1)
	near(t, "EFLOP that lasted", c.work.(*jobs).row(r).eflop, 1000, 1e-6)
}
