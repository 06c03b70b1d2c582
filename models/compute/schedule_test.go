package compute

import (
	"iter"
	"slices"
	"testing"

	"caloduc/sim"
)

// starts runs the file and returns, by the GPUs they hold, the minute at which
// runs first hold them.
func starts(t *testing.T, text string, days sim.Minute) map[int]sim.Minute {
	c := newCluster(t, text, 1)
	at := map[int]sim.Minute{}
	run(t, c, 0, days*sim.Day, nil, func(m sim.Minute) {
		for _, h := range c.halls {
			for _, j := range h.jobs {
				if _, seen := at[j.gpus]; !seen {
					at[j.gpus] = m
				}
			}
		}
	})
	return at
}

// queueFile has one hall of 3,200 GPUs and no failures. At an MFU of 0.4 one GPU
// does 3.42e19 FLOP in a day, so that training_FLOP sets each run's days.
const queueFile = `
[[hall]]
name = "H"
accelerator = "H100 SXM"
racks = 100
spare_fraction = 0.0
[workload]
kind = "training-mix"
backlog = 0
initial_busy_fraction = 0
mtbf_GPUh = 1e15
checkpoint_s = 0.1
`

// fourRuns ask for 1,920, 3,200, 1,280 and 1,200 of those GPUs at once.
const fourRuns = `
[[workload.run]]
name = "ten days on 1,920 GPUs"
training_FLOP = 6.565e23
gpus = 1920
mfu = 0.4
[[workload.run]]
name = "waits for all 3,200"
training_FLOP = 1.1e23
gpus = 3200
mfu = 0.4
[[workload.run]]
name = "thirty days on 1,280: would delay the second"
training_FLOP = 1.313e24
gpus = 1280
mfu = 0.4
[[workload.run]]
name = "five days on 1,200: fits in between"
training_FLOP = 2.05e23
gpus = 1200
mfu = 0.4
`

// TestBackfill: the first run that waits gets its GPUs when the run before it
// ends; a short one may overtake, a long one that would be in its way may not.
func TestBackfill(t *testing.T) {
	at := starts(t, queueFile+fourRuns, 20)
	near(t, "start of the first", float64(at[1920]), 0, 0)
	near(t, "start of the short one", float64(at[1200]), 0, 0)
	near(t, "start of the one that waits, d", at[3200].Hours()/24, 10, 0.02)
	near(t, "start of the long one, d", at[1280].Hours()/24, 11, 0.04)
}

// TestFIFO: with the same runs none overtakes the second; GPUs stand idle for it.
func TestFIFO(t *testing.T) {
	at := starts(t, queueFile+"scheduler = \"fifo\"\n"+fourRuns, 20)
	near(t, "start of the first", float64(at[1920]), 0, 0)
	near(t, "start of the second, d", at[3200].Hours()/24, 10, 0.02)
	near(t, "start of the third, d", at[1280].Hours()/24, 11, 0.04)
	near(t, "start of the fourth", float64(at[1200]), float64(at[1280]), 0)
}

// TestPreemption: a policy for which the newest run goes first takes the other off
// its GPUs; it goes on later with what it has saved, so that both together need
// the time of one after the other.
func TestPreemption(t *testing.T) {
	newestFirst := func(s *site) iter.Seq[decision] {
		return func(carryOut func(decision) bool) {
			if len(s.queue) == 0 {
				return
			}
			newest := s.queue[len(s.queue)-1]
			for _, h := range s.halls {
				for s.fits(newest, h) == 0 && len(h.jobs) > 0 {
					if !carryOut(decision{run: h.jobs[0]}) {
						return
					}
				}
				if s.fits(newest, h) > 0 {
					carryOut(decision{newest, h})
				}
			}
		}
	}
	c := newCluster(t, queueFile+`
[[workload.run]]
name = "ten days on all"
training_FLOP = 1.0944e24
gpus = 3200
mfu = 0.4
[[workload.run]]
name = "five days on 1,600, from the fifth day on"
training_FLOP = 2.736e23
gpus = 1600
mfu = 0.4
submit = 2026-01-06
`, 1)
	c.work.(*mix).decide = newestFirst
	var held []int
	var since []sim.Minute
	run(t, c, 0, 20*sim.Day, nil, func(m sim.Minute) {
		if n := c.halls[0].allocated; len(held) == 0 || held[len(held)-1] != n {
			held, since = append(held, n), append(since, m)
		}
	})
	if want := []int{3200, 1600, 3200, 0}; !slices.Equal(held, want) {
		t.Fatalf("GPUs held: %v, want %v", held, want)
	}
	for i, day := range []float64{0, 5, 10, 15} {
		near(t, "day of a change", since[i].Hours()/24, day, 0.04)
	}
}

// TestSubmitAndOpen: a run waits for its day, and for the hall that is large
// enough for it, while others go on.
func TestSubmitAndOpen(t *testing.T) {
	at := starts(t, `
[[hall]]
name = "large"
online = 2026-01-11
accelerator = "GB300 NVL72"
racks = 100
`+queueFile+`
[[workload.run]]
name = "too large for H"
training_FLOP = 1e24
gpus = 6000
[[workload.run]]
name = "late"
training_FLOP = 1e23
gpus = 800
submit = 2026-01-06
`, 20)
	near(t, "start of the large one, d", at[6000].Hours()/24, 10, 0)
	near(t, "start of the late one, d", at[800].Hours()/24, 5, 0)
}

// TestTooLarge: a run that no hall can ever hold is refused before the run.
func TestTooLarge(t *testing.T) {
	f := decode(t, queueFile+`
[[workload.run]]
name = "huge"
training_FLOP = 1e24
gpus = 6000
`)
	if _, err := NewCluster("x", f.halls, f.work, testCalendar(t, 1), sim.Streams{}); err == nil {
		t.Error("accepted")
	}
}

// TestOpenStream: an open stream offers the load it is asked for; runs beyond
// the queue are turned away.
func TestOpenStream(t *testing.T) {
	busy := func(load string, seed uint64) (float64, int64) {
		c := newCluster(t, flagshipLike+`offered_load = `+load+`
initial_busy_fraction = 0.0
target_duration_d = 10
size_spread = 0.5
median_FLOP = 1e25
`, seed)
		b := run(t, c, 0, 360*sim.Day, nil, nil)
		return b.busy / b.online, c.sum.turnedAway
	}
	mean := 0.0
	const seeds = 8 // the work of some 60 runs a year varies by about 0.2 of it
	for seed := range uint64(seeds) {
		half, refused := busy("0.5", seed)
		mean += half / seeds
		if refused != 0 {
			t.Errorf("%d runs turned away at half load", refused)
		}
	}
	near(t, "share of GPUs held at half load", mean, 0.5, 0.06)
	if full, refused := busy("2.0", 1); full < 0.85 || refused == 0 {
		t.Errorf("at double load %.2f held, %d turned away", full, refused)
	}
}

// TestInitialState: the wanted share of GPUs is busy in the first minute.
func TestInitialState(t *testing.T) {
	for _, want := range []float64{0, 0.3, 0.7} {
		f := decode(t, flagshipLike+"backlog = 0\nmin_hall_fraction = 0.02\n")
		f.work.(*TrainingMix).InitialBusyFraction = want
		c, err := NewCluster("x", f.halls, f.work, testCalendar(t, 1), sim.Streams{Seed: 1})
		if err != nil {
			t.Fatal(err)
		}
		run(t, c, 0, 1, nil, nil)
		got := c.sum.gpusBusy / c.sum.gpusOnline
		if got < want || got > want+0.25 { // the last run may be a large one
			t.Errorf("%.2f busy at the start, want %.2f", got, want)
		}
	}
}
