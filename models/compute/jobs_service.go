package compute

import (
	"math"

	"caloduc/models/compute/batch"
	"caloduc/sim"
	"caloduc/sim/param"
	"caloduc/sim/record"
)

// ServiceSpec is a service of inference: GPUs that answer requests all day.
type ServiceSpec struct {
	GPUs         int
	RequestsPerS float64
	TokensPerReq float64
	TokensPerGPU float64
	DailySwing   float64
	DailyPeakH   float64
	Spread       float64
	MemoryMin    float64
	UseAtFull    float64
}

const azureTrace = param.Source("own reading of the Azure LLM inference trace of 2023, conversations (CC BY 4.0): 19,366 requests of an hour")

// Params declares the keys of the service.
func (s *ServiceSpec) Params(p *param.Set) {
	p.Int(&s.GPUs, "gpus", 0, param.AtLeast(0), "GPUs that the service holds; 0: there is none", param.Assumption)
	p.Float(&s.RequestsPerS, "requests_per_s", param.Auto, param.Above(0), "mean rate of requests; absent: what keeps half of its GPUs busy", param.Assumption)
	p.Float(&s.TokensPerReq, "tokens_per_request", 1366, param.Above(0), "tokens read and written for a request", azureTrace+": 1,155 read and 211 written")
	p.Float(&s.TokensPerGPU, "tokens_per_s_per_gpu", 2500, param.Above(0), "tokens that a GPU reads and writes in a second at full use", param.Assumption)
	p.Float(&s.DailySwing, "daily_swing", 0.5, param.Fraction(), "swing of requests over the day, over their mean", param.Assumption)
	p.Float(&s.DailyPeakH, "daily_peak_h", 15, param.Between(0, 24), "hour of the day, by the campus' clock, with most requests", param.Assumption)
	p.Float(&s.Spread, "spread", 0.29, param.Between(0, 1), "standard deviation of a minute's tokens over their mean", azureTrace)
	p.Float(&s.MemoryMin, "memory_min", 5.8, param.Above(0), "time over which that variation forgets itself", azureTrace+": correlation of 0.84 from minute to minute")
	p.Float(&s.UseAtFull, "utilisation_at_full", 0.58, param.Fraction(), "power of a GPU that answers all the time, as a share of the span from idle to rated", param.Assumption)
}

// service is the state of the service.
type service struct {
	ar      ar1
	x       float64
	busy    float64 // GPUs that answer
	refused float64 // tokens per second that nobody answers
	served  float64
}

func (w *service) begin(s *ServiceSpec) { w.ar = newAR1(s.Spread, s.MemoryMin) }

// serve makes the job that the service is: it never ends.
func (x *jobs) serve() {
	s := &x.spec.Service
	x.service = x.add(jobRecord{Job: &batch.Job{Name: "service", GPUs: s.GPUs, SubmitMin: math.Inf(-1), WorkMin: 1e12, AskedMin: 1e12,
		Priority: x.spec.Scheduler.ServicePrior}, kind: "service", outcome: "running"})
}

// answer sets the use of the service's GPUs in a minute.
func (x *jobs) answer(now float64) {
	s, w := &x.spec.Service, &x.wave
	w.x = w.ar.next(w.x, x.serviceRand.Uint64())
	local := x.c.cal.Local(sim.Minute(now))
	hour := float64(local.Hour()) + float64(local.Minute())/60
	mean := 0.5 * float64(s.GPUs)
	if !math.IsNaN(s.RequestsPerS) {
		mean = s.RequestsPerS * s.TokensPerReq / s.TokensPerGPU
	}
	want := mean * max(0, (1+s.DailySwing*math.Cos(2*math.Pi*(hour-s.DailyPeakH)/24))*(1+w.x))
	w.busy, w.served, w.refused = 0, 0, want*s.TokensPerGPU
	if r := x.service; r.running {
		w.busy = min(want, float64(s.GPUs))
		w.served = w.busy * s.TokensPerGPU
		w.refused -= w.served
		x.sys.SetUse(r.Job, s.UseAtFull*w.busy/float64(s.GPUs))
		x.mark(r)
	}
}

// declareService declares what the service answers.
func (x *jobs) declareService(g record.Group) {
	served := g.Meter(&x.wave.served, "tokens_per_s", "tokens that the service reads and writes")
	refused := g.Meter(&x.wave.refused, "tokens_refused_per_s", "tokens for which it has no GPU")
	g.Indicator("tokens_served", "tokens that the service read and wrote", func(s record.Sums) float64 { return 3600 * s.Of(served) })
	g.Indicator("tokens_refused_fraction", "tokens for which it had no GPU, over all", func(s record.Sums) float64 {
		return record.Ratio(s.Of(refused), s.Of(refused)+s.Of(served))
	})
}
