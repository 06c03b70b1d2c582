package compute

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"caloduc/sim"
)

const rampedHall = `
[[hall]]
name = "H"
accelerator = "H100 SXM"
racks = 40
ramp_years = 0.5
ramp_start_fraction = 0.25
`

// A hall opens with a quarter of its racks and fills in six monthly lots: GPUs online,
// hosts at idle and what runs may hold go with the racks that stand.
func TestRamp(t *testing.T) {
	c := newCluster(t, rampedHall, 1)
	full := newCluster(t, "[[hall]]\nname = \"H\"\naccelerator = \"H100 SXM\"\nracks = 40\n", 1)
	e := sim.NewEngine(c.cal, 0)
	c.Start(e)
	h := c.halls[0]
	seen := map[int]sim.Minute{}
	share := []float64{0.25, 0.375, 0.5, 0.625, 0.75, 0.875, 1}
	err := e.Run(context.Background(), c.cal.End(), func() string { return "compute" }, func(m sim.Minute) error {
		c.Step(m, []Limit{NoLimit()})
		if seen[h.gpus]++; h.allocated > h.schedulable || h.GPUsOnline > float64(h.gpus) {
			t.Fatalf("minute %d: %d GPUs stand, %d held of %d, %g online", m, h.gpus, h.allocated, h.schedulable, h.GPUsOnline)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	all := h.spec.GPUs()
	if len(seen) != len(share) || h.gpus != all || h.schedulable != full.halls[0].schedulable || h.hostIdleMW != full.halls[0].hostIdleMW {
		t.Errorf("at the end %d of %d GPUs, %d to be held, hosts idle at %g MW; steps %v", h.gpus, all, h.schedulable, h.hostIdleMW, seen)
	}
	month := sim.Minute(sim.MinutesPerYear / 12)
	for i, f := range share {
		minutes := seen[int(f*float64(all))]
		if i < len(share)-1 && (minutes < month-1 || minutes > month+1) {
			t.Errorf("%g of the racks stand for %d minutes", f, minutes)
		}
	}
}

// A full hall is what it was: no ramp by default.
func TestNoRampByDefault(t *testing.T) {
	s := newCluster(t, "[[hall]]\nname = \"H\"\naccelerator = \"H100 SXM\"\nracks = 40\n", 1).halls[0]
	if s.spec.lots() != 0 || s.installed != 1 || s.gpus != s.spec.GPUs() || s.spec.filledAfter(0) != 1 {
		t.Errorf("%d lots, %g installed", s.spec.lots(), s.installed)
	}
}

// A measured load is that of the racks that stand.
func TestMeasuredLoadOfAPartFilledHall(t *testing.T) {
	file := filepath.Join(t.TempDir(), "load.csv")
	if err := os.WriteFile(file, []byte("time,power\n0,1\n3600,1\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	c := newCluster(t, rampedHall+"[workload]\nkind = \"measured-power\"\nfile = \""+file+"\"\npeak_fraction = 0.8\n", 1)
	h := c.halls[0]
	h.open()
	c.Step(0, []Limit{NoLimit()})
	near(t, "DC power, MW", h.DCPowerMW, 0.8*0.25*h.designMW, 1e-9)
}

// A hall that opened before the run has what came since.
func TestRampUnderWay(t *testing.T) {
	c := newCluster(t, strings.Replace(rampedHall, "racks = 40", "racks = 40\nonline = 2025-10-01", 1), 1)
	e := sim.NewEngine(c.cal, 0)
	c.Start(e)
	defer e.Close()
	if h := c.halls[0]; h.installed != 0.625 || h.GPUsOnline != 0.625*float64(h.spec.GPUs()) {
		t.Errorf("after three months %g of the racks stand, %g GPUs online", h.installed, h.GPUsOnline)
	}
}
