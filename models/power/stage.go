// Package power is the electrical chain from the campus transformers to the
// chips: server power supplies, distribution, UPS and transformers, each with a
// no-load, a linear and a quadratic loss.
//
// A hall's Chain turns the direct-current power of its servers into what the
// hall draws; a Bank of transformers turns what halls and their cooling draw into
// the power at the campus' bus.
package power

import (
	"math"

	"caloduc/sim/param"
)

// Redundancy words of a stage: how many modules there are, and which share the load.
const (
	redundancyN           = "N"
	redundancyN1          = "N+1"
	redundancy2N          = "2N"
	redundancyDistributed = "distributed"
	redundancyBlock       = "block"
)

// stageRedundancies are the topologies of a stage.
var stageRedundancies = []string{redundancyN, redundancyN1, redundancy2N, redundancyDistributed, redundancyBlock}

// StageSpec describes one conversion stage of many equal modules that share
// the load. Loss coefficients are fractions of a module's rated output.
type StageSpec struct {
	Preset     string
	K0, K1, K2 float64 // no-load, linear and quadratic loss
	ModuleKW   float64 // rated output of a module
	MaxLoad    float64 // load of the modules needed, as a fraction of rating, at design load
	Redundancy string
	Group      int // modules, or systems, needed per spare
}

// sources says where a stage's defaults come from.
type sources struct{ loss, module, design param.Source }

// declare binds the parameters of a stage, d being its defaults.
func (s *StageSpec) declare(p *param.Set, d StageSpec, catalogue *param.Catalogue, src sources) {
	if catalogue != nil {
		p.Preset(&s.Preset, "preset", d.Preset, catalogue, "equipment whose published values replace the defaults")
	}
	p.Float(&s.K0, "k0", d.K0, param.Between(0, 0.2), "no-load loss as a fraction of rated output", src.loss)
	p.Float(&s.K1, "k1", d.K1, param.Between(-0.2, 0.5), "loss proportional to load, as a fraction of rated output at full load", src.loss)
	p.Float(&s.K2, "k2", d.K2, param.Between(0, 0.5), "loss proportional to load squared, as a fraction of rated output at full load", src.loss)
	p.Float(&s.ModuleKW, "module_kW", d.ModuleKW, param.Above(0), "rated output of one module", src.module)
	p.Float(&s.MaxLoad, "max_load", d.MaxLoad, param.AboveTo(0, 1), "load of the modules needed, as a fraction of rating, at the hall's design load", src.design)
	p.Choice(&s.Redundancy, "redundancy", d.Redundancy, stageRedundancies,
		"N: as many modules as needed; N+1: one spare per group; 2N: twice as many; distributed: equal systems, one more than needed; all these share the load; block: those needed share it, a block of spares runs without load until it catches another's")
	p.Int(&s.Group, "group_modules", d.Group, param.AtLeast(1), "modules needed per spare module with N+1 and block, systems needed per spare system with distributed", src.design)
}

// Check refuses loss coefficients that would create energy at some load.
func (s *StageSpec) Check(report func(key, format string, args ...any)) {
	for x := 0.0; x <= 1.2; x += 0.01 {
		if StageLoss(s.K0, s.K1, s.K2, x) < 0 {
			report("k1", "the loss is negative at %.0f %% of rated output (k0 %g, k1 %g, k2 %g)", 100*x, s.K0, s.K1, s.K2)
			return
		}
	}
}

// StageLoss returns the loss of a conversion stage as a fraction of its rated
// output at load x = output / rated output: k0 + k1 x + k2 x². Valid for
// 0 ≤ x ≤ 1.1. It is the loss in MW where x is the output in MW, with k0 times the
// rated output and k2 over it.
//
// The form splits the loss into what is always there (control, magnetising
// current), what goes with the current (semiconductor drops) and what goes with
// its square (ohmic).
func StageLoss(k0, k1, k2, x float64) float64 { return k0 + x*(k1+x*k2) }

// maxLoad is the load up to which the loss polynomials hold.
const maxLoad = 1.1

// StageEfficiency returns output / input of a stage at load x, 0 at no load.
func StageEfficiency(k0, k1, k2, x float64) float64 {
	if x <= 0 {
		return 0
	}
	return x / (x + StageLoss(k0, k1, k2, x))
}

// Modules returns how many modules share a design load of designMW when a
// module is rated moduleMW and may be loaded to maxLoad of that. N+1 adds one
// module for every group of modules needed, 2N doubles them; distributed redundancy
// shares them out over group equal systems and adds one such system; with block
// redundancy one module for every group stands by without load, counted by
// standbyModules. A design load of 0 needs none.
func Modules(designMW, moduleMW, maxLoad float64, redundancy string, group int) int {
	n := int(math.Ceil(designMW/(moduleMW*maxLoad) - 1e-9))
	switch redundancy {
	case redundancyN1:
		n += (n + group - 1) / group
	case redundancy2N:
		n *= 2
	case redundancyDistributed:
		n = (n + group - 1) / group * (group + 1)
	}
	return n
}

// standbyModules returns how many modules run without load beside n that share it.
func standbyModules(n int, redundancy string, group int) int {
	if redundancy == redundancyBlock {
		return (n + group - 1) / group
	}
	return 0
}

// Stage is a sized conversion stage. A stage of no modules passes power without
// loss.
type Stage struct {
	k0MW, k1, k2PerMW float64 // of all modules, those that run without load in k0
	perRated          float64 // 1 / RatedMW, 0 without modules
	maxMW             float64 // output up to which the loss polynomial holds
	// RatedMW is the rated output of all modules that share the load.
	RatedMW float64
	// Modules is their number, Standby that of those that run without load; needed of
	// all carry the design load.
	Modules, Standby, needed int

	redundancy string
	group      int
}

// build sizes the stage for a design output.
func (s *StageSpec) build(designMW float64) Stage {
	n := Modules(designMW, s.ModuleKW/1e3, s.MaxLoad, s.Redundancy, s.Group)
	st := Stage{redundancy: s.Redundancy, group: s.Group, RatedMW: float64(n) * s.ModuleKW / 1e3, Modules: n,
		needed: Modules(designMW, s.ModuleKW/1e3, s.MaxLoad, redundancyN, s.Group)}
	if n > 0 {
		st.perRated, st.maxMW = 1/st.RatedMW, maxLoad*st.RatedMW
		st.k1, st.k2PerMW = s.K1, s.K2*st.perRated
	}
	st.Standby = standbyModules(n, s.Redundancy, s.Group)
	st.k0MW = float64(n+st.Standby) * s.ModuleKW / 1e3 * s.K0
	return st
}

// LossMW is the loss at an output of outMW shared equally by the modules that share it.
func (s *Stage) LossMW(outMW float64) float64 {
	return StageLoss(s.k0MW, s.k1, s.k2PerMW, outMW)
}

// Load is the output as a fraction of what the modules that share it are rated.
func (s *Stage) Load(outMW float64) float64 { return outMW * s.perRated }

// overloaded tells whether the loss polynomial no longer holds at an output of outMW.
func (s *Stage) overloaded(outMW float64) bool { return outMW > s.maxMW && s.Modules > 0 }

// Domains tells how many modules the load needs, and in groups of which size so many
// spare ones stand in for them: every rack hangs on its group's modules alone. With 2N
// each module has one of its own; distributed and block redundancy count as N+1.
func (s *Stage) Domains() (needed, group, spare int) {
	switch s.redundancy {
	case redundancyN:
		return s.needed, 1, 0
	case redundancy2N:
		return s.needed, 1, 1
	}
	return s.needed, s.group, 1
}
