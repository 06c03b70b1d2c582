package compute

import (
	"math"

	"caloduc/sim"
	"caloduc/sim/param"
)

// RecoverySpec is what spares a run a part of what failures cost: checkpoints written
// beside training and kept in the memory of other nodes, and what grows with its size;
// and the maintenance that is planned.
type RecoverySpec struct {
	StallFraction  float64
	MemoryS        float64
	MemoryRestore  float64
	MemoryRestart  float64
	RestartGrowth  float64
	MaintenanceD   float64
	MaintenanceMin float64
}

func (s *RecoverySpec) recoveryParams(p *param.Set) {
	p.Float(&s.StallFraction, "checkpoint_stall_fraction", 1, param.Fraction(),
		"share of checkpoint_s in which training stands still; the rest is written beside it (asynchronous), and the checkpoint counts once it is written", param.Setting)
	p.Float(&s.MemoryS, "memory_checkpoint_s", 0, param.AtLeast(0),
		"time training stands still for a checkpoint to the memory of other nodes, taken at its own best interval besides those to storage; 0: none is", param.Setting)
	p.Float(&s.MemoryRestore, "memory_restore_fraction", 0.9, param.Between(0, 0.99),
		"share of interruptions after which memory still holds a checkpoint", param.Assumption)
	p.Float(&s.MemoryRestart, "memory_restart_min", param.Auto, param.AtLeast(0),
		"time from an interruption to the first new step where memory holds the checkpoint; absent: restart_min", "")
	p.Float(&s.RestartGrowth, "restart_growth_exponent", 0, param.Between(0, 2),
		"times to restart go with a run's GPUs to this exponent, those given being of 16,384", param.Setting)
	p.Float(&s.MaintenanceD, "maintenance_every_d", 0, param.AtLeast(0),
		"days between planned stops of a run, before which it writes a checkpoint; 0: none (Llama 3 had 47 in 54 days)", param.Setting)
	p.Float(&s.MaintenanceMin, "maintenance_min", 30, param.AtLeast(0), "length of a planned stop, the restart not included", param.Assumption)
}

// saved says what a run goes back to.
type saved int

const (
	inStorage saved = iota
	inMemory
	beforehand // a checkpoint written for the purpose: nothing is lost
)

// recovery are the times of one run's recovery, minutes.
type recovery struct {
	lag                    float64 // until a checkpoint to storage is written and counts
	storeCycle             float64 // between checkpoints to storage
	restart, memoryRestart float64
	memory                 bool    // checkpoints are kept in memory, too
	ahead                  float64 // productive minutes that memory alone holds since the last restart's checkpoint in storage
}

// plan sets how a run on n GPUs that is interrupted every mtbf minutes saves and recovers.
func (j *job) plan(s *TrainingMix) {
	write := s.CheckpointS / 60
	stall := write * s.StallFraction
	scale := math.Pow(j.n/16384, s.RestartGrowth)
	j.recovery = recovery{lag: write - stall, restart: s.RestartMin * scale, memory: s.MemoryS > 0}
	j.memoryRestart = param.Or(s.MemoryRestart, s.RestartMin) * scale
	if !j.memory {
		j.tau = max(s.checkpointMin(j.mtbf), j.lag)
		j.cycle = j.tau + stall
		j.storeCycle = j.cycle
		j.share = j.tau / j.cycle
		return
	}
	store := max(s.checkpointMin(j.mtbf/(1-s.MemoryRestore)), j.lag)
	j.tau = DalyInterval(s.MemoryS/60, j.mtbf)
	j.cycle = j.tau + s.MemoryS/60 + stall*j.tau/store
	j.share = j.tau / j.cycle
	j.storeCycle = store / j.share
}

// kept is how much of done productive minutes, made in t minutes of running, a run still
// has after it goes back: whole cycles. It is negative where storage is older than the
// memory from which the run last restarted.
func (j *job) kept(done, t float64, from saved) float64 {
	if from == beforehand {
		j.ahead = 0
		return done
	}
	stored, held := 0.0, 0.0
	if t > j.lag {
		stored = done * math.Floor((t-j.lag)/j.storeCycle) * j.storeCycle / t
	}
	if !j.memory {
		return stored
	}
	if t > 0 {
		held = done * math.Floor(t/j.cycle) * j.cycle / t
	}
	switch {
	case from == inMemory && stored > 0:
		j.ahead = held - stored
		return held
	case from == inMemory:
		j.ahead += held
		return held
	case stored > 0:
		j.ahead = 0
		return stored
	}
	lost := j.ahead
	j.ahead = 0
	return -lost
}

// back draws what a run goes back to after a failure; draw (0 to 1) is random.
func (s *RecoverySpec) back(draw float64) saved {
	if draw < s.MemoryRestore {
		return inMemory
	}
	return inStorage
}

// restartMin is how long the run takes to restart from there.
func (j *job) restartMin(from saved) float64 {
	if from == inMemory {
		return j.memoryRestart
	}
	return j.restart
}

// planMaintenance sets the next planned stop of a job that has just been put in a hall.
func (x *mix) planMaintenance(j *job, now sim.Minute) {
	if x.spec.MaintenanceD <= 0 {
		return
	}
	epoch := j.epoch
	every := max(1, sim.Minute(math.Round(x.spec.MaintenanceD*float64(sim.Day))))
	var stop func() error
	stop = func() error {
		if !j.running || j.epoch != epoch {
			return nil
		}
		now := x.engine.Now()
		if !j.doneBy(float64(now), now) {
			j.lose(float64(now), now, beforehand)
			j.resume(max(j.resumeAt, float64(now)+x.spec.CheckpointS/60+x.spec.MaintenanceMin+j.restart))
			x.c.sum.planned++
		}
		x.engine.At(now+every, x.runName, stop)
		return nil
	}
	x.engine.At(now+every, x.runName, stop)
}
