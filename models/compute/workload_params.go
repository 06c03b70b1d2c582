package compute

import (
	"math"

	"caloduc/sim/param"
)

// FailureSpec is how training runs fail and recover.
type FailureSpec struct {
	MTBFGPUh              float64
	Components            []*ComponentSpec
	RepairH               float64
	RestartMin            float64
	CheckpointS           float64
	CheckpointIntervalMin float64
}

func (s *FailureSpec) failureParams(p *param.Set) {
	p.Float(&s.MTBFGPUh, "mtbf_GPUh", param.Auto, param.Above(0),
		"GPU-hours of a run per interruption; absent: those of each hall's accelerator", "")
	param.List(p, &s.Components, "component", "name", "components that fail otherwise, or are repaired otherwise, than the halls' hazards and the keys here say")
	p.Float(&s.RepairH, "repair_h", 24, param.AtLeast(0), "time until a failed node is back", param.Assumption)
	p.Float(&s.RestartMin, "restart_min", 5, param.AtLeast(0),
		"time from an interruption to the first new step, a node at hand", "derived: Llama 3's effective training time above 0.90 needs at most 5 min with checkpoints of 30 s")
	p.Float(&s.CheckpointS, "checkpoint_s", 30, param.AtLeast(0.1),
		"time training stands still for a checkpoint", "derived: Llama 3's effective training time above 0.90 needs at most 30 s")
	p.Float(&s.CheckpointIntervalMin, "checkpoint_interval_min", param.Auto, param.Above(0),
		"training time between checkpoints; absent: the best one after Daly 2006", "doi:10.1016/j.future.2004.11.016")
}

// mtbfMin is how often a run on so many GPUs of a hall is interrupted, in minutes.
func (s *FailureSpec) mtbfMin(h *HallSpec, gpus float64) float64 {
	_, factor := s.split(h)
	return param.Or(s.MTBFGPUh, h.MTBFGPUh) * 60 / gpus / max(factor, seldom)
}

// seldom is the rate of failures, over the published one, below which there are none.
const seldom = 1e-9

// checkpointMin is the work between checkpoints of a run that fails every mtbfMin,
// both in minutes: as given, or the best.
func (s *FailureSpec) checkpointMin(mtbfMin float64) float64 {
	if math.IsNaN(s.CheckpointIntervalMin) {
		return DalyInterval(s.CheckpointS/60, mtbfMin)
	}
	return s.CheckpointIntervalMin
}

// GPUPowerSpec is the distribution of the power of GPUs that train.
type GPUPowerSpec struct {
	Power, PowerSpread    float64
	NoiseSpread, NoiseMin float64
	SwingHigh, SwingLow   float64
}

func (s *GPUPowerSpec) powerParams(p *param.Set) {
	fit := param.Source("own fit: an H100 node of this model then draws 0.76 of its 10.2 kW rating (arXiv 2506.14551); Acme A100s above 150 W average 0.85 to 0.89 of 400 W (CC BY 4.0)")
	p.Float(&s.Power, "power_fraction", 0.88, param.AboveTo(0, 1), "mean power of a training GPU over its rating, between checkpoints", fit)
	p.Float(&s.PowerSpread, "power_spread", 0.05, param.Between(0, 0.3), "standard deviation of that between runs", param.Assumption)
	p.Float(&s.NoiseSpread, "power_noise", 0.02, param.Between(0, 0.3),
		"standard deviation of a run's power from minute to minute over rated less idle power, common to all its GPUs", param.Assumption)
	p.Float(&s.NoiseMin, "power_noise_memory_min", 10, param.Above(0), "time over which that variation forgets itself", param.Assumption)
	p.Float(&s.SwingHigh, "swing_high_fraction", 1, param.Between(0, 1.5),
		"power of the compute phases, as a share of the span from idle to rated", swings)
	p.Float(&s.SwingLow, "swing_low_fraction", 0.1, param.Between(0, 1),
		"power of communication and checkpoint phases, as a share of the span from idle to rated", swings)
}

// BackgroundSpec is the aggregate of small jobs on GPUs that no run holds.
type BackgroundSpec struct {
	Background, BackgroundUse         float64
	BackgroundSpread, BackgroundHours float64
}

func (s *BackgroundSpec) backgroundParams(p *param.Set) {
	fit := param.Source("own fit to Acme (CC BY 4.0): mean A100 power 169 W (Seren) and 192 W (Kalos), that is 0.32 and 0.38 of the span from 62 to 400 W; occupied share assumed")
	p.Float(&s.Background, "small_jobs_fraction", 0.6, param.Fraction(), "mean share of the GPUs left by runs that small jobs occupy", fit)
	p.Float(&s.BackgroundUse, "small_jobs_utilisation", 0.58, param.Fraction(),
		"mean power of an occupied GPU as a share of the span from idle to rated", fit)
	p.Float(&s.BackgroundSpread, "small_jobs_spread", 0.1, param.Between(0, 0.5),
		"standard deviation of the occupied share", param.Assumption)
	p.Float(&s.BackgroundHours, "small_jobs_memory_h", 6, param.Above(0), "time over which the occupied share forgets itself", param.Assumption)
}
