package component

import (
	"math"

	"caloduc/sim/param"
)

// CompressorStagingSpec says when units are started and stopped.
type CompressorStagingSpec struct {
	Up, Down  float64
	MinRunMin float64
}

// Declare declares the parameters.
func (s *CompressorStagingSpec) Declare(p *param.Set) {
	p.Float(&s.Up, "stage_up_load", 0.95, param.AboveTo(0.1, 1), "part load of the running units above which more are started", param.Assumption)
	p.Float(&s.Down, "stage_down_load", 0.8, param.Between(0.05, 0.95), "units are stopped once the remaining ones' part load would be below", param.Assumption)
	p.Float(&s.MinRunMin, "min_run_min", 5, param.Between(0, 240), "no unit is stopped within this time of the last start or stop", param.Assumption)
}

// CheckKeys reports thresholds without a dead band between them.
func (s *CompressorStagingSpec) CheckKeys(report func(key, format string, args ...any)) {
	if s.Down >= s.Up {
		report("stage_down_load", "must be below stage_up_load (%g): between them lies the dead band", s.Up)
	}
}

// RunningUnits counts how many of a great number of small units run, as compressors
// of air conditioners do (stager is for a few large machines). Units start at once,
// when the running ones' part load passes up; they stop, no sooner than minRun
// minutes after the last change, when fewer would still stay below down. Between
// the two lies the dead band.
type RunningUnits struct {
	Number, up, down float64
	minRun           int

	Running float64
	since   int // minutes since the last change
}

func newRunningUnits(s *CompressorStagingSpec, number float64) RunningUnits {
	return RunningUnits{Number: number, up: s.Up, down: s.Down, minRun: int(math.Ceil(s.MinRunMin)), since: 1 << 30}
}

// Serve sets how many units are in service; those that fall out stop at once.
func (u *RunningUnits) Serve(number float64) {
	u.Number, u.Running = number, min(u.Running, number)
}

// stage returns how many units run to carry heat, W, where one carries each, W.
func (u *RunningUnits) stage(heat, each float64) float64 {
	if u.since < 1<<30 {
		u.since++
	}
	switch {
	case heat > u.up*each*u.Running && u.Running < u.Number:
		u.Running = min(math.Ceil(heat/(u.up*each)), u.Number)
		u.since = 0
	case u.Running > 0 && u.since >= u.minRun && heat <= u.down*each*(u.Running-1):
		u.Running = math.Ceil(heat / (u.down * each))
		u.since = 0
	}
	return u.Running
}
