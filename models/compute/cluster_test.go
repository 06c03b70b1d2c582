package compute

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"caloduc/sim"
	"caloduc/sim/record"

	"pgregory.net/rapid"
)

// flagshipLike is a campus of two halls, one opening after 20 days.
const flagshipLike = `
[[hall]]
name = "A"
accelerator = "GB300 NVL72"
racks = 700
[[hall]]
name = "B"
online = 2026-01-21
accelerator = "H200"
racks = 800
[workload]
kind = "training-mix"
`

// TestIdentities: over any stretch FLOP, GPU time, MFU and goodput belong
// together, no hall schedules more GPUs than it has, and nothing leaves its
// bounds.
func TestIdentities(t *testing.T) {
	c := newCluster(t, flagshipLike+"mfu = 0.4\nmfu_spread = 0.0\n", 7)
	var peakTime float64 // sum over halls of useful GPU-minutes times peak
	b := run(t, c, 0, 90*sim.Day, nil, func(m sim.Minute) {
		for _, h := range c.halls {
			peakTime += (h.ProductiveGPUs - h.LostGPUs) * h.spec.PeakTFLOPS * 1e12
			held := 0
			for _, j := range h.jobs {
				held += j.gpus
			}
			if held != h.allocated || held > h.schedulable {
				t.Fatalf("minute %d, hall %s: %d GPUs held, %d booked, %d to be had", m, h.spec.Name, held, h.allocated, h.schedulable)
			}
			if h.ProductiveGPUs > h.GPUsBusy+1e-6 || h.GPUsBusy+h.GPUsBackground > h.GPUsOnline+1e-6 {
				t.Fatalf("minute %d: %+v", m, h.HallState)
			}
			if h.DCPowerMW > h.designMW*(1+1e-12) {
				t.Fatalf("minute %d: %g MW of %g", m, h.DCPowerMW, h.designMW)
			}
		}
		open := m >= 20*sim.Day
		if (c.Hall(1).DCPowerMW > 0) != open {
			t.Fatalf("minute %d: hall B draws %g MW", m, c.Hall(1).DCPowerMW)
		}
	})
	near(t, "FLOP over useful GPU time, peak and MFU", b.flop/(peakTime*60*0.4), 1, 1e-9)
	if busy := b.busy / b.online; busy < 0.75 || busy > 1 {
		t.Errorf("runs hold %.2f of the GPUs", busy)
	}
	t.Logf("busy %.3f, small jobs %.3f, goodput %.3f, %.0f interruptions, %.0f runs ended",
		b.busy/b.online, b.small/b.online, b.useful/b.busy, b.interruptions, b.finished)
}

// TestConservation: a listed run delivers exactly its FLOP, whatever failures,
// caps and outages it meets.
func TestConservation(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := decode(t, `
[[hall]]
name = "A"
accelerator = "H100 SXM"
racks = 64
[workload]
kind = "training-mix"
backlog = 0
initial_busy_fraction = 0
mtbf_GPUh = 2000
[[workload.run]]
name = "one"
training_FLOP = 1e22
gpus = 1024
[[workload.run]]
name = "two"
training_FLOP = 3e22
gpus = 900
precision = "fp8"
`)
		seed := rapid.Uint64().Draw(t, "seed")
		c, err := NewCluster("x", f.halls, f.work, testCalendar(t, 1), sim.Streams{Seed: seed})
		if err != nil {
			t.Fatal(err)
		}
		outage := sim.Minute(rapid.IntRange(0, 2000).Draw(t, "outage"))
		capMW := rapid.Float64Range(0.5, 3).Draw(t, "cap")
		b := run(t, c, 0, 30*sim.Day, func(m sim.Minute, _ int) Limit {
			l := NoLimit()
			switch {
			case m >= outage && m < outage+45:
				l.PowerMW = 0
			case m%700 < 300:
				l.PowerMW = capMW
			}
			return l
		}, nil)
		if b.finished != 2 {
			t.Fatalf("%g runs finished", b.finished)
		}
		near(t, "delivered FLOP", b.flop/4e22, 1, 1e-9)
	})
}

// TestThrottling: under a cap power and throughput fall together by the relation
// of Throughput, in the very minute.
func TestThrottling(t *testing.T) {
	c := newCluster(t, flagshipLike+`
backlog = 0
initial_busy_fraction = 0.0
power_noise = 0.0
mtbf_GPUh = 1e12
small_jobs_spread = 0.0
[[workload.run]]
name = "long"
training_FLOP = 1e30
gpus = 40000
`, 2)
	var free, capped HallState
	run(t, c, 0, 3, func(m sim.Minute, _ int) Limit {
		l := NoLimit()
		if m == 2 {
			l.PowerMW = 60
		}
		return l
	}, func(m sim.Minute) {
		switch m {
		case 1:
			free = *c.Hall(0)
		case 2:
			capped = *c.Hall(0)
		}
	})
	h := c.halls[0]
	idle := (h.GPUsOnline*h.idleMW + h.hostIdleMW) * (1 + h.fanPerIT)
	want := math.Pow((60-idle)/(free.DCPowerMW-idle), 0.5)
	near(t, "capped power, MW", capped.DCPowerMW, 60, 1e-9)
	near(t, "throughput left", 1-capped.ThrottledFraction, want, 1e-9)
	near(t, "FLOP rate", capped.TrainingPFLOPS/free.TrainingPFLOPS, want, 1e-9)
}

// TestDeterminism: the same seed gives the same minutes, another gives others,
// also when the run begins with a spin-up.
func TestDeterminism(t *testing.T) {
	trace := func(seed uint64) []float64 {
		var p []float64
		c := newCluster(t, flagshipLike, seed)
		run(t, c, -5*sim.Day, 30*sim.Day, nil, func(sim.Minute) { p = append(p, c.Hall(0).DCPowerMW, c.Hall(1).DCPowerMW) })
		return p
	}
	a, b, other := trace(1), trace(1), trace(2)
	if !slices.Equal(a, b) {
		t.Error("two runs of one seed differ")
	}
	if slices.Equal(a, other) {
		t.Error("two seeds give the same run")
	}
}

// TestFailuresBeforeTheStart: in the minutes before the start, which count below zero,
// failures happen within their minute too, and no hall gives power back.
func TestFailuresBeforeTheStart(t *testing.T) {
	c := newCluster(t, flagshipLike, 1)
	b := run(t, c, -60*sim.Day, 60*sim.Day, nil, func(m sim.Minute) {
		for i := range c.halls {
			if s := c.Hall(i); s.ChipPowerMW < 0 || s.ThrottledFraction > 0 {
				t.Fatalf("minute %d: %+v", m, *s)
			}
		}
	})
	if b.interruptions < 100 {
		t.Errorf("only %g failures", b.interruptions)
	}
}

// TestRetire: a hall that closes draws nothing, and its runs go on elsewhere.
func TestRetire(t *testing.T) {
	c := newCluster(t, `
[[hall]]
name = "A"
accelerator = "H100 SXM"
racks = 64
retire = 2026-01-03
[[hall]]
name = "B"
accelerator = "A100 SXM"
racks = 200
[workload]
kind = "training-mix"
backlog = 0
initial_busy_fraction = 0
[[workload.run]]
name = "one"
training_FLOP = 4e23
gpus = 1024
`, 1)
	b := run(t, c, 0, 60*sim.Day, nil, func(m sim.Minute) {
		if a := c.Hall(0); m >= 2*sim.Day && (a.DCPowerMW != 0 || a.GPUsOnline != 0) {
			t.Fatalf("minute %d: the closed hall has %+v", m, *a)
		}
	})
	near(t, "runs finished", b.finished, 1, 0)
	near(t, "delivered FLOP", b.flop/4e23, 1, 1e-9)
}

// TestDeclare: the channels are few and read what the states hold.
func TestDeclare(t *testing.T) {
	c := newCluster(t, flagshipLike, 1)
	reg := record.NewRegistry()
	g := reg.Root().Group("campus.test", "test")
	c.Declare(g, []record.Group{g.Group("hall.A", "hall A"), g.Group("hall.B", "hall B")})
	for _, name := range []string{"campus.test.gpus_busy", "campus.test.hall.A.chip_power_MW", "campus.test.hall.B.server_fan_power_MW"} {
		if _, ok := reg.ByName(name); !ok {
			t.Errorf("no channel %s", name)
		}
	}
	ids := c.Hall(1).IDs
	if reg.Channels[ids.Fan].Name != "campus.test.hall.B.server_fan_power_MW" || reg.Channels[ids.Host].Name != "campus.test.hall.B.host_power_MW" {
		t.Errorf("IDs are %+v", ids)
	}
}

// BenchmarkStep is a minute of two halls with ten runs that never end.
func BenchmarkStep(b *testing.B) {
	text := flagshipLike + "backlog = 0\ninitial_busy_fraction = 0.0\nmtbf_GPUh = 1e12\n"
	for i := range 10 {
		text += fmt.Sprintf("[[workload.run]]\nname = \"%d\"\ntraining_FLOP = 1e33\ngpus = 4000\n", i)
	}
	benchmarkStep(b, newCluster(b, text, 1))
}

// BenchmarkStepMeasured is a minute of two halls that follow a series.
func BenchmarkStepMeasured(b *testing.B) {
	c := newCluster(b, flagshipLike, 1)
	c.work = &measured{spec: &MeasuredPower{Scale: "design", PeakFraction: 0.9}, c: c, series: []float64{1, 2, 3}, peak: 3}
	benchmarkStep(b, c)
}

func benchmarkStep(b *testing.B, c *Cluster) {
	run(b, c, 0, 30*sim.Day, nil, nil)
	in := []Limit{NoLimit(), NoLimit()}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		c.Step(30*sim.Day+sim.Minute(i), in)
	}
	b.ReportMetric(c.sum.jobsRunning, "runs")
}

// BenchmarkYear is a year of the default mix on two halls, events and all.
func BenchmarkYear(b *testing.B) {
	b.ReportAllocs()
	for range b.N {
		run(b, newCluster(b, flagshipLike, 1), 0, 365*sim.Day, nil, nil)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/525600, "ns/minute")
}
