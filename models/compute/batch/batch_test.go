package batch

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// drive submits jobs in the order of their submission and runs until all have ended, or
// to a time; each is called after every event.
func drive(s *System, jobs []*Job, until float64, signal func(now float64) Signal, each func()) {
	next, minute := 0, s.Now
	for {
		at := min(s.Next(), until)
		if next < len(jobs) {
			at = min(at, jobs[next].SubmitMin)
		}
		if signal != nil && (s.Waiting()+s.Running() > 0 || next < len(jobs)) {
			at = min(at, minute)
		}
		if math.IsInf(at, 1) {
			return
		}
		s.AdvanceTo(at)
		for next < len(jobs) && jobs[next].SubmitMin <= s.Now {
			s.Submit(jobs[next])
			next++
		}
		if signal != nil && s.Now >= minute {
			s.Signal = signal(s.Now)
			minute = s.Now + 60
		}
		s.Schedule()
		if each != nil {
			each()
		}
		if s.Now >= until {
			return
		}
	}
}

// check finds GPUs that are held twice, or not at all.
func check(t *rapid.T, s *System) {
	for _, p := range s.Pools {
		held, active := 0, 0.0
		shared := map[*sharing]int{}
		var all ends
		for _, w := range s.wides {
			all = append(all, w.ends...)
		}
		for _, e := range slices.Concat(p.ends, all) {
			j := e.j
			switch {
			case j.parts != nil:
				for _, a := range j.parts {
					if a.pool.Site != j.parts[0].pool.Site && (!s.SpansSites || j.rate != s.SiteRate*j.share()) {
						t.Fatalf("a job spans sites at a pace of %g", j.rate)
					}
					if a.pool == p {
						held += a.gpus
						active += float64(a.gpus)
					}
				}
			case j.shared != nil:
				shared[j.shared] += j.Milli
				active += j.Size()
			default:
				held += j.GPUs
				active += j.Size()
			}
		}
		for g, milli := range shared {
			if milli > 1000 || g.free != 1000-milli {
				t.Fatalf("%d thousandths of a GPU, %d free", milli, g.free)
			}
		}
		planned, last := 0, math.Inf(-1)
		for _, c := range p.plan.chunks {
			planned += c.gpus
			for _, h := range c.in {
				if h.until < last || h.until > c.last || h.until != h.hold.until {
					t.Fatal("the plan is out of order")
				}
				last = h.until
			}
		}
		if held += len(shared); held != p.held || held > p.GPUs || planned != held || math.Abs(active-p.active) > 1e-6 {
			t.Fatalf("%s: %d GPUs held of %d, %d booked, %d planned, %g and %g active", p.Name, held, p.GPUs, p.held, planned, active, p.active)
		}
	}
}

// drawJobs draws jobs that the pools can hold.
func drawJobs(t *rapid.T, most int, exact bool) []*Job {
	n := rapid.IntRange(1, 60).Draw(t, "jobs")
	var all []*Job
	at := 0.0
	for i := range n {
		j := &Job{Tag: i, Name: fmt.Sprint(i), SubmitMin: at, User: rapid.SampledFrom([]string{"a", "b", "c"}).Draw(t, "user"),
			WorkMin: float64(rapid.IntRange(1, 500).Draw(t, "work")), Priority: rapid.IntRange(0, 2).Draw(t, "priority"), Use: 0.5}
		if j.GPUs = rapid.IntRange(0, most).Draw(t, "gpus"); j.GPUs == 0 {
			j.Milli = rapid.IntRange(1, 1000).Draw(t, "milli")
		}
		j.AskedMin = j.WorkMin
		if !exact {
			j.AskedMin *= rapid.Float64Range(1, 3).Draw(t, "asked")
			j.KeepMin = rapid.SampledFrom([]float64{0, 10, math.Inf(1)}).Draw(t, "keep")
			j.SlackMin = float64(rapid.IntRange(0, 300).Draw(t, "slack"))
		}
		at += float64(rapid.IntRange(0, 60).Draw(t, "gap"))
		all = append(all, j)
	}
	return all
}

// Whatever the policy, no job lies on a busy GPU, every one ends, and each has worked for
// what it holds: its work, and what was lost.
func TestNoJobOnABusyGPU(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.SampledFrom([]string{"fifo", "easy", "conservative", "priority", "fair", "capped", "shift"}).Draw(t, "policy")
		s := NewSystem(policyNamed(name), []*Pool{{Name: "x", GPUs: 16, Speed: 1, HeldMW: 1}, {Name: "y", GPUs: 24, Speed: 1, UseMW: 2}, {Name: "z", GPUs: 12, Speed: 1, Site: 1}}, 0)
		s.SpansSites, s.SiteRate = rapid.Bool().Draw(t, "sites"), 0.9
		s.Prefer(func(pool int) float64 { return float64((pool * rapid.IntRange(1, 2).Draw(t, "order")) % 3) })
		s.Spans, s.Spread = rapid.Bool().Draw(t, "spans"), rapid.Bool().Draw(t, "spread")
		most := 24
		if s.Spans {
			most = 40
			if s.SpansSites {
				most = 52
			}
		}
		jobs := drawJobs(t, most, false)
		random := rand.New(rand.NewPCG(1, 2))
		cap := func(now float64) Signal {
			s := Signal{PriceEURPerMWh: random.Float64(), CapMW: math.Inf(1)}
			if name == "capped" && now < 3000 {
				s.CapMW = 10 + 40*random.Float64()
			}
			return s
		}
		drive(s, jobs, math.Inf(1), cap, func() {
			check(t, s)
			if d := s.DrawMW(); d > s.Signal.CapMW+1e-9 {
				t.Fatalf("%g MW under a cap of %g", d, s.Signal.CapMW)
			}
		})
		for _, j := range jobs {
			if math.IsNaN(j.EndMin) || !s.SpansSites && math.Abs(j.HeldMin-j.WorkMin-j.LostMin) > 1e-6 || j.StartMin < j.SubmitMin {
				t.Fatalf("%s: %+v", name, *j)
			}
		}
	})
}

// Behind EASY's first job none starts that delays it: with exact times it starts no later
// than was reserved when it became the first.
func TestBackfillNeverDelaysTheHead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := NewSystem(EASY{}, []*Pool{{GPUs: 16, Speed: 1}, {GPUs: 8, Speed: 1}}, 0)
		s.Spans = rapid.Bool().Draw(t, "spans")
		reserved := map[*Job]float64{}
		jobs := drawJobs(t, 16, true)
		drive(s, jobs, math.Inf(1), nil, func() {
			if len(s.queue) > 0 {
				if h := s.queue[0]; reserved[h] == 0 {
					reserved[h] = s.reserve(h).at
				}
			}
		})
		for _, j := range jobs {
			if at, was := reserved[j]; was && j.StartMin > at+1e-6 {
				t.Fatalf("job %d reserved for %g starts at %g", j.Tag, at, j.StartMin)
			}
		}
	})
}

// Conservative backfill keeps every promise, where jobs end early, too.
func TestConservativeKeepsPromises(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := NewSystem(Conservative{}, []*Pool{{GPUs: 16, Speed: 1}, {GPUs: 8, Speed: 1}}, 0)
		first := map[*Job]float64{}
		jobs := drawJobs(t, 16, true)
		for _, j := range jobs {
			j.AskedMin *= rapid.Float64Range(1, 3).Draw(t, "asked")
			if j.GPUs == 0 { // a GPU that is shared comes free when the last leaves it
				j.GPUs, j.Milli = 1, 0
			}
		}
		drive(s, jobs, math.Inf(1), nil, func() {
			for _, j := range s.queue {
				if _, was := first[j]; !was && j.PromisedMin == j.PromisedMin {
					first[j] = j.PromisedMin
				}
			}
		})
		for _, j := range jobs {
			if at, was := first[j]; was && j.StartMin > at+1e-6 {
				t.Fatalf("job %d promised for %g starts at %g", j.Tag, at, j.StartMin)
			}
		}
	})
}

// Under fair share a small user is served though another floods the machine, and a job
// as large as the machine is, too.
func TestFairShareStarvesNobody(t *testing.T) {
	s := NewSystem(&FairShare{HalfLifeMin: 24 * 60, PeriodMin: 5, Terms: map[string]Terms{"quota": {Quota: 4}}}, []*Pool{{GPUs: 16, Speed: 1}}, 0)
	var jobs []*Job
	for i := range 4000 { // twice what the machine can do
		jobs = append(jobs, &Job{Tag: i, User: "flood", GPUs: 4, SubmitMin: 5 * float64(i), WorkMin: 40, AskedMin: 40})
	}
	rare := []*Job{{Tag: 5000, User: "large", GPUs: 16, SubmitMin: 3000, WorkMin: 100, AskedMin: 100}, {Tag: 5001, User: "small", GPUs: 1, SubmitMin: 6000, WorkMin: 100, AskedMin: 100},
		{Tag: 5002, User: "quota", GPUs: 4, SubmitMin: 7000, WorkMin: 50, AskedMin: 50}, {Tag: 5003, User: "quota", GPUs: 4, SubmitMin: 7000, WorkMin: 50, AskedMin: 50}}
	jobs = append(jobs, rare...)
	slices.SortStableFunc(jobs, func(a, b *Job) int { return int(a.SubmitMin - b.SubmitMin) })
	drive(s, jobs, 20000, nil, nil)
	for i, j := range rare {
		if wait := j.StartMin - j.SubmitMin; !(wait <= 140) {
			t.Errorf("job %d of %q waits for %g min", i, j.User, wait)
		}
	}
	if rare[3].StartMin < rare[2].EndMin {
		t.Error("the quota is passed")
	}
}

// Pre-emption takes the least urgent that started last, and none that has not run long.
func TestPreemption(t *testing.T) {
	s := NewSystem(&Priority{MinRunMin: 120}, []*Pool{{GPUs: 8, Speed: 1}}, 0)
	job := func(tag, gpus, priority int, at float64) *Job {
		return &Job{Tag: tag, GPUs: gpus, Priority: priority, SubmitMin: at, WorkMin: 1000, AskedMin: 1000, KeepMin: 60}
	}
	old, young, fresh, urgent := job(0, 4, 1, 0), job(1, 2, 1, 10), job(2, 2, 0, 300), job(3, 2, 5, 330)
	drive(s, []*Job{old, young, fresh, urgent}, math.Inf(1), nil, nil)
	if urgent.StartMin != 330 || young.Stops != 1 || fresh.Stops != 0 || old.Stops != 0 || young.LostMin != 20 {
		t.Errorf("%+v\n%+v\n%+v", *urgent, *young, *fresh)
	}
}

// A job with slack waits for a cheap hour, no longer than its slack.
func TestShift(t *testing.T) {
	price := func(now float64) Signal {
		p := 100.0
		if h := math.Mod(now/60, 24); h >= 12 && h < 16 {
			p = 20
		}
		return Signal{PriceEURPerMWh: p, CapMW: math.Inf(1)}
	}
	s := NewSystem(&Shift{Inner: EASY{}, Quantile: 0.1}, []*Pool{{GPUs: 8, Speed: 1}}, 0)
	day := 24 * 60.0
	patient := &Job{Tag: 1, GPUs: 4, SubmitMin: 3 * day, WorkMin: 60, SlackMin: day}
	hasty := &Job{Tag: 2, GPUs: 4, SubmitMin: 3 * day, WorkMin: 60, SlackMin: 120}
	now := &Job{Tag: 3, GPUs: 4, SubmitMin: 0, WorkMin: 10 * day}
	drive(s, []*Job{now, patient, hasty}, math.Inf(1), price, nil)
	if patient.StartMin != 3*day+12*60 || hasty.StartMin < 3*day+120 || hasty.StartMin > 3*day+180 || now.StartMin != 0 || patient.ReadyMin != 3*day {
		t.Errorf("%g, %g, %g, ready at %g", patient.StartMin/60, hasty.StartMin/60, now.StartMin, patient.ReadyMin/60)
	}
}

// erlangC is the mean wait in M/M/c in units of the mean service, of so many servers at an
// offered load in erlangs (Erlang 1917).
func erlangC(servers int, load float64) float64 {
	b := 1.0
	for k := 1; k <= servers; k++ {
		b = load * b / (float64(k) + load*b)
	}
	c := b / (1 - load/float64(servers)*(1-b))
	return c / (float64(servers) - load)
}

// With Poisson arrivals, exponential times and one GPU a job, the mean wait is Erlang's
// within its interval of 95 %.
func TestErlangC(t *testing.T) {
	for _, c := range []struct {
		servers int
		use     float64
	}{{1, 0.6}, {4, 0.8}, {32, 0.9}} {
		var means []float64
		for seed := range uint64(40) {
			r := rand.New(rand.NewPCG(seed, uint64(c.servers)))
			s := NewSystem(FIFO{}, []*Pool{{GPUs: c.servers, Speed: 1}}, 0)
			jobs := make([]*Job, 10000)
			at := 0.0
			for i := range jobs {
				at += r.ExpFloat64() * 100 / (c.use * float64(c.servers))
				jobs[i] = &Job{Tag: i, GPUs: 1, SubmitMin: at, WorkMin: r.ExpFloat64() * 100}
			}
			drive(s, jobs, math.Inf(1), nil, nil)
			sum := 0.0
			for _, j := range jobs[1000:] {
				sum += j.StartMin - j.SubmitMin
			}
			means = append(means, sum/9000/100)
		}
		mean, squares := 0.0, 0.0
		for _, m := range means {
			mean += m / 40
		}
		for _, m := range means {
			squares += (m - mean) * (m - mean)
		}
		half := 2.023 * math.Sqrt(squares/39/40) // Student's t, 39 degrees of freedom
		want := erlangC(c.servers, c.use*float64(c.servers))
		t.Logf("%d GPUs at %g: wait %.4f ± %.4f of a mean job, Erlang C %.4f", c.servers, c.use, mean, half, want)
		if math.Abs(mean-want) > half {
			t.Errorf("%d GPUs at %g: mean wait %g ± %g, not %g", c.servers, c.use, mean, half, want)
		}
	}
}

// BenchmarkJobs is the cost of a job, from its submission to its end, while so many run on
// a full machine and twenty wait, one in fifty of them for a twentieth of it.
func BenchmarkJobs(b *testing.B) {
	for _, name := range []string{"fifo", "easy", "conservative", "priority", "fair", "capped"} {
		for _, running := range []int{100, 1000, 10000} {
			b.Run(fmt.Sprint(name, "/", running), func(b *testing.B) {
				f := newFull(policyNamed(name), running)
				for f.ended = 0; f.ended < 2*running; {
					f.round()
				}
				b.ResetTimer()
				for f.ended = 0; f.ended < b.N; {
					f.round()
				}
			})
		}
	}
}

func policyNamed(name string) Policy {
	return map[string]Policy{"fifo": FIFO{}, "easy": EASY{}, "conservative": Conservative{}, "priority": &Priority{MinRunMin: 30},
		"fair": &FairShare{HalfLifeMin: 1000, PeriodMin: 5}, "capped": &PowerCap{Inner: EASY{}}, "shift": &Shift{Inner: EASY{}, Quantile: 0.3}}[name]
}

// full is a machine on which so many jobs of eight GPUs find room, and twenty more wait.
type full struct {
	*System
	random           *rand.Rand
	running, submits int
	ended            int
}

func newFull(p Policy, running int) *full {
	return &full{System: NewSystem(p, []*Pool{{GPUs: 8 * running, Speed: 1}}, 0), random: rand.New(rand.NewPCG(1, 1)), running: running}
}

func (f *full) round() {
	for f.Waiting() < 20 {
		work, gpus := (0.5+f.random.Float64())*1000, 8
		if f.submits++; f.submits%50 == 0 {
			gpus = 8 * f.running / 20
		}
		f.Submit(&Job{Tag: f.submits, GPUs: gpus, SubmitMin: f.Now, WorkMin: work, AskedMin: 1.2 * work, Priority: f.submits % 3, User: fmt.Sprint(f.submits % 7)})
	}
	f.Schedule()
	f.ended += f.AdvanceTo(f.Next())
}

// A failure during a restart loses nothing more, and restarts anew.
func TestInterruptedTwice(t *testing.T) {
	s := NewSystem(EASY{}, []*Pool{{GPUs: 8, Speed: 1, Rate: 0.5}, {GPUs: 8, Speed: 1, Rate: 1}}, 0)
	j := &Job{GPUs: 8, WorkMin: 100, KeepMin: 20, Scaled: true, WorkShare: 0.8}
	s.Submit(j)
	s.Schedule()
	s.AdvanceTo(60)
	if d := j.Done(); math.Abs(d-60*0.5*0.8) > 1e-9 {
		t.Fatalf("done %g", d)
	}
	// A checkpoint each 20 min of work at full speed, 10 of the job's: 4 are lost.
	first := s.Interrupt(j, 30)
	s.AdvanceTo(80)
	second := s.Interrupt(j, 30)
	s.AdvanceTo(110)
	s.Resume(j)
	if math.Abs(first-4) > 1e-9 || second != 0 || math.Abs(j.Done()-20) > 1e-9 {
		t.Errorf("lost %g and %g, done %g", first, second, j.Done())
	}
	if at := s.Next(); math.Abs(at-(110+80/0.4)) > 1e-6 {
		t.Errorf("ends at %g", at)
	}
}
