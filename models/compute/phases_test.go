package compute

import (
	"fmt"
	"strings"
	"testing"
)

// Filler work flattens the swing and costs energy; rack stores flatten it alone; longer
// waits make filler dearer.
func TestRemediesOfSwing(t *testing.T) {
	of := func(keys, hall string) (swing, energy float64) {
		c := newCluster(t, fmt.Sprintf(`
[[hall]]
name = "H"
accelerator = "H100 SXM"
racks = 50
spare_fraction = 0
%s
[workload]
kind = "training-mix"
backlog = 0
initial_busy_fraction = 0
mtbf_GPUh = 1e12
%s
[[workload.run]]
name = "run"
training_FLOP = 1e28
gpus = 1600
mfu = 0.4
`, hall, keys), 1)
		b := run(t, c, 0, 600, nil, nil)
		return c.Hall(0).SwingMW, b.dcMWmin
	}
	swing, energy := of("", "")
	near(t, "swing: 1600 GPUs of 630 W from 0.1 to 1", swing, 1600*630e-6*0.9, 1e-9)
	filled, more := of("filler_fraction = 0.7", "")
	near(t, "with filler work to 0.7", filled, swing*0.3/0.9, 1e-9)
	// Waits of 0.4 in 10 s, and the checkpoints' share, rise from 0.1 to 0.7.
	if per := (more - energy) / 600 / (1600 * 630e-6 * 0.6 * 1.08); per < 0.04 || per > 0.05 {
		t.Errorf("filler work fills %.3f of the time, want 0.04 and checkpoints", per)
	}
	stored, same := of("", "swing_smoothing_fraction = 0.3")
	near(t, "with stores", stored, 0.7*swing, 1e-9)
	near(t, "energy with stores", same, energy, 0)
	if _, dearer := of("filler_fraction = 0.7\nexposed_communication_s = 2", ""); !(dearer > more) {
		t.Errorf("filler work over longer waits: %g, not above %g", dearer, more)
	}
}

// The phases of a run have the mean that is asked for.
func TestPhasesHaveTheirMean(t *testing.T) {
	s := decode(t, "[workload]\nkind = \"training-mix\"\nstep_s = 8\nexposed_communication_s = 2").work.(*TrainingMix)
	p := s.Phases(0.8)
	sum := 0.0
	for i := range 80000 {
		sum += p.At(float64(i)*0.001) / 80000
	}
	near(t, "mean", sum, 0.8, 1e-4)
	near(t, "low", p.At(7), s.SwingLow, 0)
	s.EvaluateEveryS, s.EvaluateS, s.EvaluatePower = 100, 10, 0.5
	p = s.Phases(0.8)
	near(t, "evaluation", p.At(95), 0.5*p.High, 1e-12)
	near(t, "and before", p.At(81), p.High, 0)
}

// A hall that opens later pays the price of its day.
func TestPricePath(t *testing.T) {
	const text = "[[hall]]\nname = \"H\"\naccelerator = \"GB300 NVL72\"\nracks = 10\nrack_price_change_per_year = -0.2\n"
	now := decode(t, text).halls[0]
	later := decode(t, text+"online = 2028-07-01\n").halls[0]
	near(t, "there from the start", now.PaidEUR(), 31e6, 1)
	near(t, "three years later", later.PaidEUR()/now.PaidEUR(), 0.8*0.8*0.8, 1e-3)
}

// Switches between racks and storage draw the same whatever the GPUs do, and are in what
// the hall is sized for.
func TestNetworkIsSteady(t *testing.T) {
	of := func(keys string, gpus int) float64 {
		return run(t, newCluster(t, fmt.Sprintf(strings.Replace(stoppable, "racks = 25", "racks = 25\n"+keys, 1), gpus), 1), 0, 60, nil, nil).dcMWmin / 60
	}
	const more = "network_power_W = 116"
	for _, gpus := range []int{8, 792} {
		near(t, "more power for 800 GPUs, MW", of(more, gpus)-of("", gpus), 800*116e-6*1.08, 1e-9)
	}
	const hall = "[[hall]]\nname = \"H\"\naccelerator = \"H100 SXM\"\nracks = 25\n"
	near(t, "more to be sized for, MW", decode(t, hall+more).halls[0].DesignDCMW()-decode(t, hall).halls[0].DesignDCMW(), 800*116e-6*1.08, 1e-9)
}
