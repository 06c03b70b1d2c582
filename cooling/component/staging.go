package component

import (
	"caloduc/sim"
	"caloduc/sim/param"
)

// ChillerStagingSpec says when machines of a bank start and stop.
type ChillerStagingSpec struct {
	UpLoad, DownLoad float64
	ConfirmMinutes   int
	MinRunMinutes    int
	MinStopMinutes   int
	StartMinutes     int
}

// Params declares the parameters.
func (s *ChillerStagingSpec) Params(p *param.Set) {
	p.Float(&s.UpLoad, "stage_up_load", 0.9, param.Between(0.3, 1), "one more machine starts above this share of the running machines' capacity", param.Assumption)
	p.Float(&s.DownLoad, "stage_down_load", 0.75, param.Between(0.1, 0.95), "one machine stops when the rest would carry the load within this share of their capacity; below stage_up_load", param.Assumption)
	p.Int(&s.ConfirmMinutes, "stage_confirm_min", 5, param.Between(0, 120), "a threshold must be passed for so long before a machine starts or stops", param.Assumption)
	p.Int(&s.MinRunMinutes, "min_run_min", 20, param.Between(0, 1440), "least running time of a machine; the mode changes of the Modelica Buildings Library's data centre example wait 1200 s", likeModeChange)
	p.Int(&s.MinStopMinutes, "min_stop_min", 20, param.Between(0, 1440), "least time between a machine's stop and its next start", likeModeChange)
	p.Int(&s.StartMinutes, "start_min", 3, param.Between(0, 60), "time from a machine's start until it carries load", param.Assumption)
}

// Check reports impossible combinations.
func (s *ChillerStagingSpec) Check(report func(key, format string, args ...any)) {
	if s.DownLoad >= s.UpLoad {
		report("stage_down_load", "must be below stage_up_load (%g): between them is the dead band", s.UpLoad)
	}
}

// Stager decides how many of a bank's equal machines run. The machine longest
// stopped starts first, the one longest running stops first, so that the
// machines form a ring: since[head] started first.
//
// A load above up·capacity for confirm minutes starts one machine, a load that
// one machine fewer would carry within down·capacity for confirm minutes stops
// one. A load above the running machines' capacity, or any load where none runs,
// starts one each minute without waiting. A machine keeps its least times of
// running and rest, but one that goes out of service stops at once.
type Stager struct {
	spec    ChillerStagingSpec
	since   []sim.Minute // of the last start or stop, by machine
	head    int          // the machine longest running, or longest stopped if none runs
	On      int          // machines switched on
	above   int          // minutes in a row above the upper threshold
	below   int          // minutes in a row below the lower one
	newest  sim.Minute   // last start
	Starts  int64
	Refused int64 // minutes in which a start was wanted and no machine was free
}

// LongAgo is before every minute of a run.
const LongAgo = sim.Minute(-1 << 40)

// NewStager returns the staging of equal machines, none of which runs.
func NewStager(s ChillerStagingSpec, machines int) Stager {
	g := Stager{spec: s, since: make([]sim.Minute, machines), newest: LongAgo}
	for i := range g.since {
		g.since[i] = LongAgo
	}
	return g
}

// at is the machine i places after the head.
func (g *Stager) at(i int) *sim.Minute {
	if i += g.head; i >= len(g.since) {
		i -= len(g.since)
	}
	return &g.since[i]
}

// Step returns how many machines carry load in minute m, given load and what one
// machine can carry, both W, and the number of machines in service.
func (g *Stager) Step(m sim.Minute, loadW, oneW float64, inService int) int {
	inService = min(inService, len(g.since))
	for g.On > inService {
		g.stop(m)
	}
	n := float64(g.On)
	switch {
	case loadW > g.spec.UpLoad*n*oneW:
		g.above, g.below = g.above+1, 0
		if g.above > g.spec.ConfirmMinutes || loadW > n*oneW {
			g.start(m, inService)
		}
	case g.On > 0 && loadW <= g.spec.DownLoad*(n-1)*oneW:
		g.above, g.below = 0, g.below+1
		if g.below > g.spec.ConfirmMinutes && m-*g.at(0) >= sim.Minute(g.spec.MinRunMinutes) {
			g.stop(m)
		}
	default:
		g.above, g.below = 0, 0
	}
	if m-g.newest >= sim.Minute(g.spec.StartMinutes) {
		return g.On
	}
	return g.started(m)
}

// started counts the machines whose start is over.
func (g *Stager) started(m sim.Minute) int {
	n := g.On
	for n > 0 && m-*g.at(n - 1) < sim.Minute(g.spec.StartMinutes) {
		n--
	}
	return n
}

func (g *Stager) start(m sim.Minute, inService int) {
	if g.On >= inService || m-*g.at(g.On) < sim.Minute(g.spec.MinStopMinutes) {
		g.Refused++
		return
	}
	*g.at(g.On) = m
	g.On++
	g.newest, g.above = m, 0
	g.Starts++
}

func (g *Stager) stop(m sim.Minute) {
	*g.at(0) = m
	if g.head++; g.head == len(g.since) {
		g.head = 0
	}
	g.On--
	g.below = 0
}
