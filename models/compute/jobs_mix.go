package compute

import (
	"math"
	"sort"
	"strconv"

	"caloduc/models/compute/batch"
	"caloduc/sim"
	"caloduc/sim/param"
)

// JobMixSpec is a stream of jobs drawn at random with the statistics of a published
// cluster.
type JobMixSpec struct {
	Like        string
	OfferedLoad float64
	PerYear     float64
	MedianRunS  float64
	MeanRunS    float64
	MeanGPUs    float64
	MaxGPUs     int
	GPUSeconds  float64
	Completed   float64
	Cancelled   float64
	DailySwing  float64
	DailyPeakH  float64
	Users       int
}

const acmeSummary = param.Source("Hu et al. 2024 (NSDI), AcmeTrace, cluster_summary.csv (CC BY 4.0)")

// clusters are published clusters: their GPU jobs.
var clusters = &param.Catalogue{Entries: []param.CatalogueEntry{
	cluster("acme-kalos", 124, 1259.689, 26.77, 1024, (1667685146+3239202064+426292851)/19907., 0.541, 0.062),
	cluster("acme-seren", 122, 1414.335, 5.68, 1024, (4560592618+14274584510+2675447459)/663813., 0.497, 0.075),
	cluster("helios", 206, 6651.681, 3.716, 2048, (39994296320+30715109125+7288334702)/1580464., 0.624, 0.221),
	cluster("philly", 874, 18006.055, 1.928, 128, (2210176414+2025326056+2659215061)/112956., 0.604, 0.09),
}}

func cluster(name string, median, mean, gpus float64, most int, gpuSeconds, completed, cancelled float64) param.CatalogueEntry {
	return param.CatalogueEntry{Name: name, Source: acmeSummary, Values: map[string]any{"median_run_s": median, "mean_run_s": mean, "mean_gpus": gpus, "max_gpus": most,
		"mean_GPUs_times_run_s": gpuSeconds, "completed_fraction": completed, "cancelled_fraction": cancelled}}
}

// Params declares the keys of the mix.
func (s *JobMixSpec) Params(p *param.Set) {
	p.Preset(&s.Like, "like", "acme-kalos", clusters, "cluster whose statistics the jobs have")
	p.Float(&s.OfferedLoad, "offered_load", param.Auto, param.Above(0), "GPU time of arriving jobs over that of the open halls", param.Assumption)
	p.Float(&s.PerYear, "jobs_per_year", param.Auto, param.Above(0), "jobs that arrive in a year, in place of offered_load", param.Assumption)
	p.Float(&s.MedianRunS, "median_run_s", 124, param.Above(0), "median time of running", acmeSummary)
	p.Float(&s.MeanRunS, "mean_run_s", 1259.689, param.Above(0), "mean time of running", acmeSummary)
	p.Float(&s.MeanGPUs, "mean_gpus", 26.77, param.AtLeast(1), "mean number of GPUs; half of the jobs take one", acmeSummary)
	p.Int(&s.MaxGPUs, "max_gpus", 1024, param.AtLeast(2), "GPUs of the largest job, cut to what the halls hold", acmeSummary)
	p.Float(&s.GPUSeconds, "mean_GPUs_times_run_s", 267914, param.Above(0), "mean of GPUs times running: large jobs run longer", acmeSummary)
	p.Float(&s.Completed, "completed_fraction", 0.541, param.Fraction(), "jobs that complete", acmeSummary)
	p.Float(&s.Cancelled, "cancelled_fraction", 0.062, param.Fraction(), "jobs that are cancelled; the others fail", acmeSummary)
	helios := param.Source("own fit to 125,214 GPU jobs of Helios' cluster Venus, April to September 2020 (CC BY 4.0)")
	p.Float(&s.DailySwing, "daily_swing", 0.68, param.Fraction(), "swing of the rate of arrival over the day, over its mean", helios)
	p.Float(&s.DailyPeakH, "daily_peak_h", 17, param.Between(0, 24), "hour of the day, by the campus' clock, with most arrivals", helios)
	p.Int(&s.Users, "users", 40, param.Between(1, 10_000), "users that submit them, the k-th in proportion to 1/k", param.Assumption)
}

// Check refuses what no distribution has.
func (s *JobMixSpec) Check(report func(key, format string, args ...any)) {
	if !math.IsNaN(s.OfferedLoad) && !math.IsNaN(s.PerYear) {
		report("jobs_per_year", "give offered_load or jobs_per_year, not both")
	}
	if s.MeanRunS <= s.MedianRunS {
		report("mean_run_s", "%g s is not above the median of %g s", s.MeanRunS, s.MedianRunS)
	}
	if s.GPUSeconds < s.MeanRunS*s.MeanGPUs {
		report("mean_GPUs_times_run_s", "%g is less than the product of the means: large jobs would run shorter", s.GPUSeconds)
	}
	if 2*s.MeanGPUs-1 >= float64(s.MaxGPUs) {
		report("mean_gpus", "%g is too much for jobs of at most %d, half of which take one", s.MeanGPUs, s.MaxGPUs)
	}
	if s.Completed+s.Cancelled > 1+1e-9 {
		report("cancelled_fraction", "more than all jobs complete or are cancelled")
	}
}

func (s *JobMixSpec) wanted() bool { return !math.IsNaN(s.OfferedLoad) || !math.IsNaN(s.PerYear) }

// jobMix is the fitted distribution: sizes are powers of two, half of them 1, the others
// falling by one factor from each to the next; the logarithm of the time of running is
// normal, with a mean that grows with that of the size.
type jobMix struct {
	spec       *JobMixSpec
	share      []float64 // of sizes 2^k
	mu, growth float64   // mean of ln(run/min) at one GPU; its growth with ln(size)
	sigma      float64
	users      []string
	usersUpTo  []float64
}

// fit finds the distribution with the given median and means.
func (s *JobMixSpec) fit() *jobMix {
	x := &jobMix{spec: s, share: make([]float64, int(math.Log2(float64(s.MaxGPUs)))+1)}
	x.users, x.usersUpTo = submitters(s.Users)
	mean := func(q float64) (sum float64) {
		weight := 0.0
		for k := 1; k < len(x.share); k++ {
			x.share[k] = math.Pow(q, float64(k))
			weight += x.share[k]
		}
		x.share[0] = 0.5
		for k := 1; k < len(x.share); k++ {
			x.share[k] *= 0.5 / weight
			sum += x.share[k] * math.Exp2(float64(k))
		}
		return sum + 0.5
	}
	q := bisect(1e-6, 100, func(q float64) bool { return mean(q) < s.MeanGPUs })
	mean(q)
	moment := func(power float64) (sum float64) {
		for k, w := range x.share {
			sum += w * math.Exp2(power*float64(k))
		}
		return sum
	}
	x.growth = bisect(0, 5, func(b float64) bool { return moment(1+b)/moment(b) < s.GPUSeconds/s.MeanRunS })
	total := math.Log(s.MeanRunS / 60 / moment(x.growth)) // mu + sigma²/2
	set := func(mu float64) {
		x.mu, x.sigma = mu, math.Sqrt(max(0, 2*(total-mu)))
	}
	below := func(mu float64) bool { // the median is
		set(mu)
		at := 0.0
		for k, w := range x.share {
			z := (math.Log(s.MedianRunS/60) - mu - x.growth*float64(k)*math.Ln2) / max(1e-9, x.sigma)
			at += w * 0.5 * math.Erfc(-z/math.Sqrt2)
		}
		return at > 0.5
	}
	set(bisect(total-60, total, below))
	return x
}

// bisect is where a condition ceases to hold between two numbers.
func bisect(low, high float64, holds func(float64) bool) float64 {
	for range 100 {
		if mid := (low + high) / 2; holds(mid) {
			low = mid
		} else {
			high = mid
		}
	}
	return (low + high) / 2
}

// planDraw plans when the next job of the mix arrives.
func (x *jobs) planDraw(now float64) {
	m, r := x.mix, x.mixRand
	perMin := m.spec.PerYear / sim.MinutesPerYear
	if math.IsNaN(m.spec.PerYear) {
		open := 0
		for _, p := range x.pools {
			open += p.GPUs
		}
		perMin = m.spec.OfferedLoad * float64(open) / (m.spec.GPUSeconds / 60)
	}
	if perMin <= 0 {
		x.mixNext = now + 60 // no hall is open
		return
	}
	// Thinning: candidates at the day's highest rate, taken in proportion to the hour's.
	swing := m.spec.DailySwing
	for t := now; ; {
		t += r.ExpFloat64() / (perMin * (1 + swing))
		local := x.c.cal.Local(sim.Minute(math.Floor(t)))
		hour := float64(local.Hour()) + float64(local.Minute())/60
		if r.Float64()*(1+swing) <= 1+swing*math.Cos(2*math.Pi*(hour-m.spec.DailyPeakH)/24) {
			x.mixNext = t
			return
		}
	}
}

// drawn draws a job.
func (x *jobs) drawn(now float64) *jobRecord {
	m, r := x.mix, x.mixRand
	u, k := r.Float64(), 0
	for k < len(m.share)-1 && u >= m.share[k] {
		u -= m.share[k]
		k++
	}
	run := math.Exp(m.mu + m.growth*float64(k)*math.Ln2 + m.sigma*r.NormFloat64())
	outcome := "failed"
	if v := r.Float64(); v < m.spec.Completed {
		outcome = "completed"
	} else if v < m.spec.Completed+m.spec.Cancelled {
		outcome = "cancelled"
	}
	s := &x.spec.Scheduler
	x.mixCount++
	rec := &jobRecord{Job: &batch.Job{Name: "mix-" + strconv.Itoa(x.mixCount), User: m.users[min(len(m.users)-1, sort.SearchFloat64s(m.usersUpTo, r.Float64()))],
		GPUs: min(1<<k, x.most()), SubmitMin: now, WorkMin: run, AskedMin: run, Use: x.spec.Use, Weight: x.spec.MFU * x.fastest.PeakTFLOPS * 1e-3,
		SlackMin: s.SlackH * 60, KeepMin: s.KeepMin}, kind: "mix", outcome: outcome}
	rec.Tag = len(x.recs)
	x.recs = append(x.recs, rec)
	return rec
}

// submitters names n users and says up to which number from 0 to 1 each is drawn, the
// k-th in proportion to 1/k.
func submitters(n int) (names []string, upTo []float64) {
	sum := 0.0
	for k := 1; k <= n; k++ {
		sum += 1 / float64(k)
		names, upTo = append(names, "user-"+strconv.Itoa(k)), append(upTo, sum)
	}
	for k := range upTo {
		upTo[k] /= sum
	}
	return names, upTo
}
