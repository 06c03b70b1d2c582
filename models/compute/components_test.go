package compute

import (
	"fmt"
	"math"
	"testing"

	"caloduc/sim"
)

// The causes add up to the 419 of the paper, and to what its shares say: 148, 72 and 35 of
// them; A100's memory fails 3.2 times more rarely than H100's.
func TestHazards(t *testing.T) {
	all := 0.0
	for _, n := range llama3Hazards {
		all += n
	}
	near(t, "interruptions", all, 419, 0)
	near(t, "memory", llama3Hazards[hbmFails], 72, 0)
	near(t, "network", llama3Hazards[networkFails], 35, 0)
	spec := func(gpu string) *HallSpec {
		return decode(t, fmt.Sprintf("[[hall]]\nname = \"H\"\naccelerator = %q\n[workload]\nkind = \"training-mix\"\n", gpu)).halls[0]
	}
	everyH := func(s *HallSpec) float64 {
		sum := 0.0
		for _, n := range s.Hazards {
			sum += n
		}
		return s.MTBFGPUh * sum / s.Hazards[hbmFails]
	}
	near(t, "time between failures of A100's memory over H100's", everyH(spec("A100 SXM"))/everyH(spec("H100 SXM")), 3.2, 0.01)
}

// Split by components, a generation's rate stays what is published.
func TestSplitKeepsTheRate(t *testing.T) {
	for _, e := range Accelerators.Entries {
		if power := e.Values["chip_power_W"].(float64); math.IsNaN(power) {
			continue
		}
		f := decode(t, fmt.Sprintf("[[hall]]\nname = \"H\"\naccelerator = %q\n[workload]\nkind = \"training-mix\"\n", e.Name))
		h, w := f.halls[0], f.work.(*TrainingMix)
		near(t, e.Name+": minutes between interruptions of 1000 GPUs", w.mtbfMin(h, 1000), h.MTBFGPUh*0.06, 1e-9)
		if upTo, _ := w.split(h); math.Abs(upTo[componentCount-1]-1) > 1e-12 {
			t.Errorf("%s: components go up to %g", e.Name, upTo[componentCount-1])
		}
	}
}

// failed is what a run of 16,384 GPUs with spares has gone through in 54 days.
func failed(t *testing.T, hall, components string) (by hazards, b books) {
	t.Helper()
	c := newCluster(t, fmt.Sprintf("[[hall]]\nname = \"H\"\naccelerator = \"H100 SXM\"\nracks = 530\nspare_fraction = 0.03\n%s\n[workload]\nkind = \"training-mix\"\nbacklog = 0\ninitial_busy_fraction = 0\n"+
		"component = [ %s ]\n[[workload.run]]\nname = \"long\"\ntraining_FLOP = 1e29\ngpus = 16384\n", hall, components), 1)
	b = run(t, c, 0, 54*sim.Day, nil, func(m sim.Minute) {
		if (m+1)%sim.Hour == 0 {
			for i, n := range c.sum.byComponentPerH {
				by[i] += n
			}
		}
	})
	return by, b
}

// Interruptions by component are as their hazards, and every key of a component tells.
func TestComponents(t *testing.T) {
	by, plain := failed(t, "", "")
	sum := 0.0
	for i, n := range by {
		sum += n
		near(t, components[i].name, n, llama3Hazards[i], 3*math.Sqrt(llama3Hazards[i]))
	}
	near(t, "all interruptions", sum, plain.interruptions, 0)

	frail, more := failed(t, "", `{ name = "hbm", rate_factor = 4 }`)
	near(t, "interruptions by memory that fails four times as often", frail[hbmFails], 288, 51)
	if !(more.useful < plain.useful) || !(more.interruptions > plain.interruptions+100) {
		t.Errorf("useful %g and %g, interruptions %g and %g", more.useful, plain.useful, more.interruptions, plain.interruptions)
	}
	for i, c := range components {
		never, _ := failed(t, c.name+"_hazard = 0\n", "")
		often, _ := failed(t, "", fmt.Sprintf("{ name = %q, rate_factor = 10 }", c.name))
		if never[i] != 0 || often[i] < 4*by[i]+5 {
			t.Errorf("%s interrupts %g times, without its hazard %g, ten times as often %g", c.name, by[i], never[i], often[i])
		}
	}
	_, slow := failed(t, "", `{ name = "gpu", repair_h = 240 }`)
	_, racks := failed(t, "", `{ name = "gpu", takes = "rack" }`)
	_, nothing := failed(t, "", `{ name = "gpu", takes = "nothing" }`)
	if !(slow.online < plain.online) || !(racks.online < plain.online) || !(nothing.online > plain.online) {
		t.Errorf("GPU-hours online: %g, repaired slowly %g, by the rack %g, in place %g", plain.online, slow.online, racks.online, nothing.online)
	}
}

// Where a failure takes a whole NVLink domain, as many spares as a domain has nodes stand
// in, or the run waits.
func TestDomainsOfSpares(t *testing.T) {
	h := newHall(0, &HallSpec{Racks: 10, GPUsPerRack: 72, GPUsPerNode: 4, SpareFraction: 0.2, RackPowerkW: 10, ChipPowerW: 700})
	h.open()
	h.allocated = 8 * 72
	nodes, repair := (&FailureSpec{RepairH: 24, Components: []*ComponentSpec{{Name: "gpu", RateFactor: 1, RepairH: 10, Takes: takesRack}}}).repair(gpuFails, h.spec)
	if nodes != 18 || repair != 600 {
		t.Fatalf("%d nodes for %g min", nodes, repair)
	}
	near(t, "wait with two domains spare", h.breakNodes(0, nodes, 1440), 0, 0)
	near(t, "the second", h.breakNodes(10, nodes, repair), 0, 0)
	near(t, "the third, until the second is back", h.breakNodes(20, nodes, repair), 590, 0)
	near(t, "GPUs online", h.GPUsOnline, 7*72, 0)
}
