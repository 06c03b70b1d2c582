package compute

import (
	"context"
	"math"
	"time"

	"caloduc/sim"
	"caloduc/sim/param"
)

// campus is a small experiment file: halls and a workload.
type campus struct {
	halls []*HallSpec
	work  WorkloadSpec
}

func (c *campus) Params(p *param.Set) {
	param.List(p, &c.halls, "hall", "name", "halls")
	param.Select(p, &c.work, "workload", "training-mix", Workloads, "workload")
}

// tester is what testing.TB and rapid.T share.
type tester interface {
	Helper()
	Fatal(args ...any)
	Errorf(format string, args ...any)
}

func decode(t tester, text string) *campus {
	t.Helper()
	c := new(campus)
	if _, err := param.Decode("test.toml", []byte(text), c, nil); err != nil {
		t.Fatal(err)
	}
	return c
}

func testCalendar(t tester, years int) sim.Calendar {
	t.Helper()
	cal, err := sim.NewCalendar(time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), years, "Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	return cal
}

// newCluster builds the file's cluster.
func newCluster(t tester, text string, seed uint64) *Cluster {
	t.Helper()
	f := decode(t, text)
	c, err := NewCluster("test", f.halls, f.work, testCalendar(t, 1), sim.Streams{Seed: seed})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// books are integrals over a run, in minutes.
type books struct {
	online, busy, useful, small float64 // GPU-minutes; useful is net of losses
	flop                        float64 // model FLOP, net of losses
	dcMWmin                     float64
	interruptions, finished     float64
}

// run steps the cluster for n minutes from the given one; limit may be nil, each
// may be nil.
func run(t tester, c *Cluster, from, n sim.Minute, limit func(m sim.Minute, hall int) Limit, each func(m sim.Minute)) books {
	t.Helper()
	var b books
	e := sim.NewEngine(c.cal, from)
	c.Start(e)
	in := make([]Limit, len(c.halls))
	err := e.Run(context.Background(), from+n, func() string { return "compute" }, func(m sim.Minute) error {
		for i := range in {
			in[i] = NoLimit()
			if limit != nil {
				in[i] = limit(m, i)
			}
		}
		c.Step(m, in)
		s := &c.sum
		b.online += s.gpusOnline
		b.busy += s.gpusBusy
		b.small += s.background
		b.useful += s.usefulGPUs - s.lostGPUs
		b.flop += (s.trainingPFLOPS - s.lostPFLOPS) * 1e15 * 60
		b.interruptions += s.interruptionsPerH / 60
		b.finished += s.finishedPerH / 60
		for i := range c.halls {
			b.dcMWmin += c.Hall(i).DCPowerMW
		}
		if each != nil {
			each(m)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func near(t tester, what string, got, want, tolerance float64) {
	t.Helper()
	if math.IsNaN(got) || math.Abs(got-want) > tolerance {
		t.Errorf("%s = %.6g, want %.6g ± %.2g", what, got, want, tolerance)
	}
}
