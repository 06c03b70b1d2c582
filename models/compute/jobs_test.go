package compute

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"caloduc/sim"
	"caloduc/sim/record"

	"pgregory.net/rapid"
)

// jobHalls are two halls of 128 and 144 GPUs.
const jobHalls = `
[[hall]]
name = "A"
accelerator = "H100 SXM"
racks = 4
spare_fraction = 0
[[hall]]
name = "B"
accelerator = "GB300 NVL72"
racks = 2
spare_fraction = 0
`

// unit is a tariff at which every MWh costs 1 of each.
func unit() *Tariff {
	return &Tariff{ITPerDC: []float64{1, 1}, FacilityPerIT: 1, EURPerMWh: 1, KgPerMWh: 1, MarginalKgPerMWh: 1, WaterM3PerMWh: 1, CapitalEURPerGPUh: 1, PriceEURPerMWh: 1}
}

// runJobs runs jobs with their books; total is their energy by the minute, MWh.
func runJobs(t tester, c *Cluster, from, n sim.Minute, limit func(sim.Minute, int) Limit, signal func(sim.Minute) *Signal) (b books, total float64) {
	x := c.work.(*jobs)
	x.declareJobs(record.NewRegistry().Root())
	b = run(t, c, from, n, limit, func(m sim.Minute) {
		total += x.desks[0].jobsMW / 60
		c.Book(m, unit())
		if signal != nil {
			c.SetSignal(signal(m + 1))
		}
	})
	return b, total
}

// rowsOf are the rows of a cluster's jobs that have come.
func rowsOf(c *Cluster) (rows []*useRow) {
	x := c.work.(*jobs)
	for _, r := range x.recs {
		if r.SubmitMin <= x.sys.Now && !(r.EndMin <= 0) {
			rows = append(rows, x.row(r))
		}
	}
	return rows
}

// write puts a text into a file of its own.
func write(t *testing.T, name, text string) string {
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// Whatever the jobs, their scheduler and the limits of their halls: every job ends, holds
// its GPUs for its time and what caps and giving way cost it, and the energy of all is
// that of the halls less their idle part.
func TestJobsConserve(t *testing.T) {
	dir := t.TempDir()
	rapid.Check(t, func(t *rapid.T) {
		text := "submit,run,gpus,user\n"
		hours := 0.0
		n := rapid.IntRange(1, 30).Draw(t, "jobs")
		for range n {
			gpus := fmt.Sprint(rapid.IntRange(1, 144).Draw(t, "gpus"))
			if rapid.Bool().Draw(t, "fraction") {
				gpus = fmt.Sprintf("%.2f", float64(rapid.IntRange(1, 99).Draw(t, "hundredths"))/100)
			}
			run := rapid.IntRange(1, 20000).Draw(t, "run")
			text += fmt.Sprintf("%d,%d,%s,%s\n", rapid.IntRange(0, 50000).Draw(t, "submit"), run, gpus, rapid.SampledFrom([]string{"a", "b"}).Draw(t, "user"))
			var g float64
			fmt.Sscan(gpus, &g)
			hours += g * float64(run) / 3600
		}
		path := filepath.Join(dir, fmt.Sprint(rapid.Uint64().Draw(t, "file"), ".csv"))
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		policy := rapid.SampledFrom(jobPolicies).Draw(t, "policy")
		c := newCluster(t, jobHalls+fmt.Sprintf(`[workload]
kind = "jobs"
trace = { file = %q, run_column = "run", user_column = "user" }
scheduler = { policy = %q, span_halls = %t, job_checkpoint_interval_min = 0 }
`, path, policy, rapid.Bool().Draw(t, "span")), 1)
		capped := rapid.Bool().Draw(t, "capped")
		limit := func(m sim.Minute, _ int) Limit {
			l := NoLimit()
			if capped && m > 60 && m < 400 {
				l.Heat = 0.5
			}
			if capped && m > 200 && m < 230 {
				l.PowerMW = 0 // the lights are out
			}
			return l
		}
		_, total := runJobs(t, c, -60, 20*1440, limit, nil)
		x := c.work.(*jobs)
		held, used := 0.0, 0.0
		for _, r := range x.recs {
			if math.IsNaN(r.EndMin) || r.StartMin < r.SubmitMin {
				t.Fatalf("%s: %+v", policy, *r.Job)
			}
			held += r.Size() * r.HeldMin / 60
			used += r.used[itMWh]
		}
		if !capped && math.Abs(held-hours) > 1e-6*hours || held < hours*(1-1e-9) {
			t.Fatalf("%s: held %g GPU-hours of %g", policy, held, hours)
		}
		if math.Abs(used-total) > 1e-9*total {
			t.Fatalf("jobs used %g MWh of %g", used, total)
		}
	})
}

// A planned run without a day begins with the counted time, delivers its FLOP and has the
// goodput that checkpoints and failures leave it.
func TestPlannedRun(t *testing.T) {
	c := newCluster(t, strings.Replace(jobHalls, "racks = 4", "racks = 600", 1)+`[workload]
kind = "jobs"
run = [{ name = "r", training_FLOP = 3.8e25, gpus = 16384, mfu = 0.404 }]
restart_min = 5
checkpoint_s = 30
repair_h = 1
`, 1)
	c.halls[1].spec.Racks = 2
	_, total := runJobs(t, c, -3*1440, 120*1440, nil, nil)
	rows := rowsOf(c)
	get := func(name string) float64 {
		for _, k := range useNumbers {
			if k.name == name {
				return k.of(rows[0])
			}
		}
		t.Fatal(name)
		return 0
	}
	r := c.work.(*jobs).recs[0]
	mtbf := 50677 * 60 / 16384.
	tau := DalyInterval(0.5, mtbf)
	near(t, "start", r.StartMin, 0, 0)
	near(t, "FLOP", get("useful_EFLOP")/3.8e7, 1, 1e-9)
	near(t, "goodput", get("goodput"), ETTR(tau, 0.5, 5, mtbf), 0.01)
	near(t, "energy", get("it_energy_MWh")/total, 1, 1e-9)
	near(t, "days", (r.EndMin-r.StartMin)/1440, 3.8e25/(16384*989.4e12*0.404)/86400/get("goodput"), 0.01)
	t.Logf("%.1f days, goodput %.4f, %.0f interruptions, %.5g MWh", (r.EndMin-r.StartMin)/1440, get("goodput"), get("interruptions"), get("it_energy_MWh"))
}

// Alibaba's tasks end to end: every task that is a job ends, with its fraction of a GPU.
func TestOpenbReplayed(t *testing.T) {
	dir := os.Getenv("CALODUC_SHARED")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "shared")
	}
	path := filepath.Join(dir, "data", "workload", "alibaba_openb_pods_2023.csv.gz")
	if _, err := os.Stat(path); err != nil {
		t.Skip(err)
	}
	c := newCluster(t, jobHalls+fmt.Sprintf("[workload]\nkind = \"jobs\"\ntrace = { file = %q, format = \"openb\" }\n", path), 1)
	_, total := runJobs(t, c, 0, 150*1440, nil, nil)
	x := c.work.(*jobs)
	held, used, fractions := 0.0, 0.0, 0
	for _, r := range x.recs {
		if math.IsNaN(r.EndMin) {
			t.Fatalf("task %s has not ended", r.Name)
		}
		if r.Milli > 0 {
			fractions++
		}
		held += r.Size() * r.HeldMin / 60
		used += r.used[itMWh]
	}
	if len(x.recs) != 6203 || fractions != 2573 {
		t.Errorf("%d jobs, %d of a fraction of a GPU", len(x.recs), fractions)
	}
	near(t, "GPU-hours", held, 51470.67415833334, 1e-3)
	near(t, "energy of jobs over that of the halls' jobs", used/total, 1, 1e-9)
}

// A limit of the file holds the power of the campus below it while it lasts.
func TestLimitIsHeld(t *testing.T) {
	text := "submit,run,gpus\n"
	for i := range 100 {
		text += fmt.Sprintf("%d,%d,8\n", 600*i, 40000)
	}
	path := write(t, "jobs.csv", text)
	c := newCluster(t, jobHalls+fmt.Sprintf(`[workload]
kind = "jobs"
trace = { file = %q, run_column = "run" }
limit = [{ name = "evening", from = 2026-01-01, from_h = 17, to = 2026-01-01, to_h = 20, max_MW = 0.2 }]
`, path), 1)
	facility, before, peak := 0.0, 0.0, 0.0
	x := c.work.(*jobs)
	x.declareJobs(record.NewRegistry().Root())
	run(t, c, 0, 1440, nil, func(m sim.Minute) {
		facility = 1.3 * (c.Hall(0).DCPowerMW + c.Hall(1).DCPowerMW)
		c.Book(m, unit())
		c.SetSignal(&Signal{CapMW: math.Inf(1), FacilityMW: facility})
		switch {
		case m >= 17*60+1 && m < 20*60: // the first minute finds the ratio of the last
			peak = max(peak, facility)
		case m == 17*60-1:
			before = facility
		}
	})
	if peak > 0.2 || peak < 0.15 || before < 0.25 {
		t.Errorf("%g MW under a limit of 0.2, %g before it", peak, before)
	}
}

// The service draws by day what it answers, and tells what it cannot.
func TestService(t *testing.T) {
	c := newCluster(t, jobHalls+`[workload]
kind = "jobs"
service = { gpus = 100, requests_per_s = 100, spread = 0 }
`, 1)
	var day, night, refused float64
	x := c.work.(*jobs)
	run(t, c, 0, 1440, nil, func(m sim.Minute) {
		switch m {
		case 14 * 60: // 15:00 in Paris
			day, refused = x.wave.busy, x.wave.refused
		case 2 * 60:
			night = x.wave.busy
		}
	})
	mean := 100 * 1366. / 2500
	near(t, "at its peak", day, min(100, 1.5*mean), 0.5)
	near(t, "at night", night, 0.5*mean, 0.5)
	near(t, "refused", refused, 0, 0)
}

// The mix has the moments of the cluster that it is like.
func TestMixIsLikeItsCluster(t *testing.T) {
	for _, name := range []string{"acme-kalos", "acme-seren", "helios", "philly"} {
		c := newCluster(t, strings.Replace(jobHalls, "racks = 4", "racks = 100", 1)+fmt.Sprintf("[workload]\nkind = \"jobs\"\nmix = { like = %q, offered_load = 0.5 }\n", name), 1)
		x := c.work.(*jobs)
		s := x.spec.Mix
		x.c.halls[0].isOpen = true
		var run, gpus, both []float64
		for range 100000 {
			r := x.drawn(0)
			run, gpus, both = append(run, r.WorkMin*60), append(gpus, float64(r.GPUs)), append(both, r.WorkMin*60*float64(r.GPUs))
		}
		near(t, name+": median over the published", median(run)/s.MedianRunS, 1, 0.02)
		near(t, name+": GPUs over the published", mean(gpus)/s.MeanGPUs, 1, 0.03)
		moment := func(power float64) (sum float64) { // of size times the mean time of running
			for k, w := range x.mix.share {
				sum += w * math.Exp2(power*float64(k)) * math.Exp(x.mix.mu+x.mix.growth*float64(k)*math.Ln2+x.mix.sigma*x.mix.sigma/2)
			}
			return sum
		}
		near(t, name+": mean of the fit over the published", moment(0)*60/s.MeanRunS, 1, 1e-6)
		near(t, name+": GPU-seconds of the fit over the published", moment(1)*60/s.GPUSeconds, 1, 1e-6)
		t.Logf("%s: run %.0f s of %.0f, GPU-seconds %.4g of %.4g; growth %.2f, sigma %.2f", name, mean(run), s.MeanRunS, mean(both), s.GPUSeconds, x.mix.growth, x.mix.sigma)
	}
}

func mean(x []float64) (m float64) {
	for _, v := range x {
		m += v / float64(len(x))
	}
	return m
}

func median(x []float64) float64 {
	y := slices.Sorted(slices.Values(x))
	return y[len(y)/2]
}

// Jobs that no hall holds, and runs that cannot be, are refused by name, row and reason.
func TestJobsRefused(t *testing.T) {
	path := write(t, "jobs.csv", "submit,run,gpus\n0,60,8\n0,60,800\n")
	for text, want := range map[string]string{
		fmt.Sprintf("trace = { file = %q, run_column = \"run\" }", path):                       "jobs.csv:3: job 3 takes 800 GPUs; the largest hall schedules 144",
		`run = [{ name = "r", training_FLOP = 1e20, gpus = 4000 }]`:                            `run "r" wants 4000 GPUs; the largest hall schedules 144`,
		"service = { gpus = 100 }\nrun = [{ name = \"r\", training_FLOP = 1e20, gpus = 144 }]": `run "r" wants 144 GPUs; the largest hall schedules, beside the service, 128`,
		`service = { gpus = 4000 }`: "the service wants 4000 GPUs",
	} {
		f := decode(t, jobHalls+"[workload]\nkind = \"jobs\"\n"+text)
		if _, err := NewCluster("test", f.halls, f.work, testCalendar(t, 1), sim.Streams{}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, not %q", err, want)
		}
	}
}

// BenchmarkMillionGPUs is a year of a million GPUs with seven runs of 120,000, which fail
// some 145,000 times, and 100,000 jobs beside them; b.N years.
func BenchmarkMillionGPUs(b *testing.B) {
	runs := ""
	for i := range 7 {
		runs += fmt.Sprintf("{ name = \"r%d\", training_FLOP = 1e29, gpus = 120000, mfu = 0.4 }, ", i)
	}
	for range b.N {
		c := newCluster(b, strings.NewReplacer("racks = 4", "racks = 20000", "racks = 2\n", "racks = 5000\n").Replace(jobHalls)+
			"[workload]\nkind = \"jobs\"\nrun = [ "+runs+"]\nmix = { like = \"acme-kalos\", jobs_per_year = 100000, mean_run_s = 40000, median_run_s = 4000, mean_GPUs_times_run_s = 5e6 }\n", 1)
		sum, _ := runJobs(b, c, 0, 365*1440, nil, nil)
		b.ReportMetric(sum.interruptions, "failures/op")
		b.ReportMetric(sum.finished, "jobs/op")
	}
}

// A hall that closes sends its jobs back to wait; one that opens takes them. Nothing of
// their energy is lost.
func TestHallsOpenAndClose(t *testing.T) {
	text := "submit,run,gpus\n"
	for i := range 40 {
		text += fmt.Sprintf("%d,%d,%d\n", 7200*i, 40000, 8+8*(i%8))
	}
	halls := strings.Replace(strings.Replace(jobHalls, `name = "A"`, "name = \"A\"\nonline = 2026-01-02", 1), `name = "B"`, "name = \"B\"\nretire = 2026-01-03", 1)
	for _, span := range []bool{false, true} {
		c := newCluster(t, halls+fmt.Sprintf("[workload]\nkind = \"jobs\"\ntrace = { file = %q, run_column = \"run\" }\nscheduler = { span_halls = %t }\n", write(t, "jobs.csv", text), span), 1)
		b, total := runJobs(t, c, 0, 14*1440, nil, nil)
		used, held := 0.0, 0.0
		for _, r := range c.work.(*jobs).recs {
			if math.IsNaN(r.EndMin) {
				t.Fatalf("job %s has not ended: %+v", r.Name, *r.Job)
			}
			used += r.used[itMWh]
			held += r.Size() * r.HeldMin
			near(t, "held less lost over its work", (r.HeldMin-r.LostMin)/r.WorkMin, 1, 1e-6)
		}
		near(t, "energy of jobs over that of the halls' jobs", used/total, 1, 1e-9)
		near(t, "GPU-minutes over those of the halls", held/b.busy, 1, 1e-9)
		if b.interruptions == 0 {
			t.Error("no job gave way to the closing")
		}
	}
}

// Jobs that wait too long go to another campus that has room, each once, with all they use.
func TestJobsOverflow(t *testing.T) {
	text := "submit,run,gpus\n"
	for i := range 40 {
		text += fmt.Sprintf("%d,%d,128\n", 60*i, 7200)
	}
	home := newCluster(t, jobHalls+fmt.Sprintf(`[workload]
kind = "jobs"
trace = { file = %q, run_column = "run" }
run = [{ name = "r", training_FLOP = 1e20, gpus = 64, mfu = 0.4 }]
scheduler = { policy = "fifo", overflow_to = "away", overflow_after_h = 2 }
`, write(t, "jobs.csv", text)), 1)
	away := newCluster(t, jobHalls+"[workload]\nkind = \"jobs\"\nservice = { gpus = 8 }\n", 1)
	if err := home.Overflow(home); err == nil {
		t.Error("a campus overflows to itself")
	}
	if err := home.Overflow(away); err != nil {
		t.Fatal(err)
	}
	e := sim.NewEngine(away.cal, 0)
	away.Start(e)
	total, limits := 0.0, []Limit{NoLimit(), NoLimit()}
	x, y := home.work.(*jobs), away.work.(*jobs)
	run(t, home, 0, 3*1440, nil, func(m sim.Minute) {
		away.Step(m, limits)
		total += (x.desks[0].jobsMW + y.desks[0].jobsMW) / 60
		home.Book(m, unit())
		away.Book(m, unit())
	})
	rows := append(rowsOf(home), rowsOf(away)...)
	seen, used := map[string]string{}, 0.0
	for _, r := range rows {
		if seen[r.name] != "" {
			t.Errorf("job %s has two rows", r.name)
		}
		seen[r.name] = r.state
		used += r.used[itMWh]
	}
	if len(rows) != 42 || len(y.recs) < 10 {
		t.Errorf("%d jobs, %d of them away", len(rows), len(y.recs))
	}
	for name, state := range seen {
		if state != "ended" && name != "service" {
			t.Errorf("job %s is %s", name, state)
		}
	}
	near(t, "energy of jobs over that of both campuses'", used/total, 1, 1e-9)
}
