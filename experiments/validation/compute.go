package validation

import (
	"context"
	"fmt"

	"caloduc/models/compute"
	"caloduc/sim"
	"caloduc/sim/param"
)

const (
	ettrTable   = "derived: Young's interval and the first-order and exact effective training time, mean time between failures 3.09 h"
	renewal     = "derived: exact renewal formula at Daly's interval (Daly 2006, doi:10.1016/j.future.2004.11.016), mean time between failures 3.093 h"
	llama3Paper = "Meta, The Llama 3 Herd of Models (2024): 54 days on 16,384 H100, 419 unexpected interruptions, more than 90 % effective training time"
	llama3Card  = "Meta, Llama 3.1 405B model card: 30.84 million GPU-hours for 3.8e25 FLOP; MFU 0.404 (Epoch AI)"
	nemotron    = "Epoch AI: Nemotron-4 340B, 13.5 million GPU-hours on 6,144 H100 for 1.8e25 FLOP, MFU 0.411; an estimate from iteration times, in which failures have no part"
	h100Node    = "arXiv 2412.08602 and 2506.14551: H100 node of 10.2 kW, 76 % of it in heavy training, at most 8.4 kW"
	acmeServers = "Acme trace (InternLM/AcmeTrace, CC BY 4.0): servers of eight A100, mean 2.93 kW with GPUs at 169 W"
)

// computeFile is halls and a workload, as a campus has them.
type computeFile struct {
	halls []*compute.HallSpec
	work  compute.WorkloadSpec
}

// Params implements param.Spec.
func (c *computeFile) Params(p *param.Set) {
	param.List(p, &c.halls, "hall", "name", "halls")
	param.Select(p, &c.work, "workload", "training-mix", compute.Workloads, "workload")
}

func computeOf(text string) (*computeFile, error) {
	c := new(computeFile)
	_, err := param.Decode("compute", []byte(text), c, nil)
	return c, err
}

// training is what a hall did over a span.
type training struct {
	busy, useful float64 // GPU-hours; useful is net of losses
	flop         float64 // net of losses
	failures     float64
}

// run steps one hall and its workload for days at most, until stop says so.
func (c *computeFile) run(days int, stop func(t *training, h *compute.HallState) bool) (t training, err error) {
	cal, err := calendarOf(1 + days/366)
	if err != nil {
		return t, err
	}
	cluster, err := compute.NewCluster("validation", c.halls, c.work, cal, sim.Streams{Seed: 3})
	if err != nil {
		return t, err
	}
	engine := sim.NewEngine(cal, 0)
	defer engine.Close()
	cluster.Start(engine)
	limits, h := []compute.Limit{compute.NoLimit()}, cluster.Hall(0)
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	err = engine.Run(ctx, sim.Minute(days)*sim.Day, func() string { return "compute" }, func(m sim.Minute) error {
		if stop(&t, h) {
			cancel()
			return nil
		}
		cluster.Step(m, limits)
		t.busy += h.GPUsBusy / 60
		t.useful += (h.ProductiveGPUs - h.LostGPUs) / 60
		t.flop += (h.TrainingPFLOPS - h.LostPFLOPS) * 1e15 * 60
		if h.LostGPUs > 0 {
			t.failures++
		}
		return nil
	})
	if ctx.Err() != nil {
		err = nil
	}
	return t, err
}

// oneRun is a hall of H100 racks with a single run.
const oneRun = `
[[hall]]
name = "H"
accelerator = "H100 SXM"
racks = %d
spare_fraction = 0.015
[workload]
kind = "training-mix"
backlog = 0
initial_busy_fraction = 0
%s
[[workload.run]]
name = "run"
training_FLOP = %g
gpus = %d
mfu = %g
`

func checkpointTable() []Comparison {
	const mean = 3.09 * 60
	var list []Comparison
	for _, c := range []struct{ seconds, restart, tau, tauWithin, first, exact float64 }{
		{5, 5, 5.6, 0.05, 0.943, 0.943}, {30, 5, 13.6, 0.05, 0.900, 0.904}, {60, 5, 19.3, 0.05, 0.869, 0.875}, {300, 15, 43, 0.5, 0.687, 0.724},
	} {
		d := c.seconds / 60
		tau := compute.YoungInterval(d, mean)
		of := fmt.Sprintf("checkpoint %g s, restart %g min", c.seconds, c.restart)
		name := fmt.Sprintf("%gs-%gmin", c.seconds, c.restart)
		list = append(list,
			Comparison{Name: "interval." + name, Quantity: "Young's interval, " + of, Unit: "min", Source: ettrTable, Published: value(c.tau), Tolerance: within(c.tauWithin),
				Run: number(func() float64 { return tau })},
			Comparison{Name: "ettr.first-order." + name, Quantity: "first-order effective time, " + of, Source: ettrTable, Published: value(c.first), Tolerance: within(0.0005),
				Run: number(func() float64 { return compute.FirstOrderETTR(tau, d, c.restart, mean) })})
	}
	return list
}

// simulatedETTR runs an endless job of 16,384 GPUs for a year, some 2,800
// failures. What a failure costs varies by about its mean, so that the loss is
// known to 2 %; the tolerance is 5 % of the loss.
func simulatedETTR() []Comparison {
	var list []Comparison
	for _, c := range []struct{ seconds, restart, want float64 }{{5, 5, 0.94454}, {30, 5, 0.9037}, {60, 5, 0.87583}, {300, 15, 0.72449}} {
		keys := fmt.Sprintf("repair_h = 1\nrestart_min = %g\ncheckpoint_s = %g", c.restart, c.seconds)
		list = append(list, Comparison{Name: fmt.Sprintf("ettr.simulated.%gs-%gmin", c.seconds, c.restart),
			Quantity: fmt.Sprintf("simulated effective time, checkpoint %g s, restart %g min", c.seconds, c.restart), Source: renewal,
			Published: value(c.want), Tolerance: within(round(0.05*(1-c.want), 4)),
			Basis: "two and a half standard errors of what the year's 2,800 failures cost",
			Run: func(*Env) (float64, error) {
				f, err := computeOf(fmt.Sprintf(oneRun, 520, keys, 1e28, 16384, 0.4))
				if err != nil {
					return 0, err
				}
				t, err := f.run(365, func(*training, *compute.HallState) bool { return false })
				return t.useful / t.busy, err
			}})
	}
	return list
}

// trainingRuns are published runs: what their FLOP cost in GPU-hours is their
// MFU and what failures took.
func trainingRuns() []Comparison {
	whole := func(e *Env, name string, racks, gpus int, flop, mfu float64) (training, error) {
		return once(e, "compute."+name, func() (training, error) {
			f, err := computeOf(fmt.Sprintf(oneRun, racks, "", flop, gpus, mfu))
			if err != nil {
				return training{}, err
			}
			return f.run(360, func(t *training, h *compute.HallState) bool { return t.busy > 0 && h.GPUsBusy == 0 })
		})
	}
	llama := func(e *Env) (training, error) { return whole(e, "llama3", 520, 16384, 3.8e25, 0.404) }
	return []Comparison{
		{Name: "llama3.interruptions", Quantity: "Llama 3: interruptions in 54 days", Source: llama3Paper, Published: value(419), Tolerance: within(41),
			Class: Fitted, Basis: "two standard deviations of a count", Why: "the mean time between failures is taken from this count",
			Run: func(e *Env) (float64, error) {
				f, err := computeOf(fmt.Sprintf(oneRun, 520, "", 1e28, 16384, 0.404))
				if err != nil {
					return 0, err
				}
				t, err := f.run(54, func(*training, *compute.HallState) bool { return false })
				return t.failures, err
			}},
		{Name: "llama3.effective-time", Quantity: "Llama 3: effective training time", Source: llama3Paper, Published: atLeast(0.90), Tolerance: within(0),
			Class: Fitted, Basis: onlyItself, Why: "restart and checkpoint times were derived from this bound",
			Run: func(e *Env) (float64, error) { t, err := llama(e); return t.useful / t.busy, err }},
		{Name: "llama3.gpu-hours", Quantity: "Llama 3.1 405B: GPU-hours", Unit: "million", Source: llama3Card, Published: value(30.84), Tolerance: share(0.06), Class: Measured, Basis: "the paper gives an MFU of 38 to 43 % over the run, 6 % about the one taken",
			Run: func(e *Env) (float64, error) { t, err := llama(e); return t.busy / 1e6, err }},
		{Name: "nemotron.gpu-hours", Quantity: "Nemotron-4 340B: GPU-hours", Unit: "million", Source: nemotron, Published: value(13.5), Tolerance: none, Class: Shown,
			Run: func(e *Env) (float64, error) {
				t, err := whole(e, "nemotron", 200, 6144, 1.8e25, 0.411)
				return t.busy / 1e6, err
			}},
	}
}

// nodes compares the power of servers, at the input of supplies taken as 94 %
// efficient.
func nodes() []Comparison {
	of := func(accelerator string, f func(h *compute.HallSpec) float64) func(*Env) (float64, error) {
		return func(*Env) (float64, error) {
			c, err := computeOf(fmt.Sprintf("[[hall]]\nname = \"H\"\naccelerator = %q\n", accelerator))
			if err != nil {
				return 0, err
			}
			return f(c.halls[0]), nil
		}
	}
	fans := func(h *compute.HallSpec) float64 { return 1 + h.ServerFanFraction*(1-h.LiquidFraction) }
	nodeKW := func(h *compute.HallSpec, chip float64) float64 {
		return (8*h.ChipPowerW*chip/1000 + h.HostPowerkW/4) * fans(h) / supplies
	}
	const derived = "the power of the hosts was derived from this figure"
	return []Comparison{
		{Name: "h100.training", Quantity: "H100 node in heavy training over its rating", Source: h100Node, Published: value(0.76), Tolerance: within(0.015), Class: Fitted, Basis: digits, Why: derived,
			Run: of("H100 SXM", func(h *compute.HallSpec) float64 { return nodeKW(h, 0.88) / 10.2 })},
		{Name: "h100.most", Quantity: "H100 node with its GPUs at rated power", Unit: "kW", Source: h100Node, Published: value(8.4), Tolerance: within(0.15), Class: Fitted, Basis: digits, Why: derived,
			Run: of("H100 SXM", func(h *compute.HallSpec) float64 { return nodeKW(h, 1) })},
	}
}
