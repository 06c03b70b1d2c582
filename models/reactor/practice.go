package reactor

import "caloduc/sim/param"

// Practice is how a unit is run, whatever its plant: its limits of movement, its
// outages and failures, and what its core allows. A [[reactor]] has its own, the units
// of a [fleet] share one.
type Practice struct {
	StandbyFraction      float64
	RampLimitPerMin      float64
	RestartRampPerH      float64
	MinStableFraction    float64
	MinStableEndFraction float64
	StretchOutPerDay     float64
	Following            FollowingSpec
	Outages              OutageSpec
	Forced               ForcedSpec
	ColdSource           ColdSourceSpec
	Xenon                XenonSpec
}

// Params declares the keys.
func (s *Practice) Params(p *param.Set) {
	p.Float(&s.StandbyFraction, "standby_fraction", 0.2, param.Fraction(),
		"power of the auxiliaries while shut down, over that in operation", sourceStandby)
	p.Float(&s.RampLimitPerMin, "ramp_limit_per_min", 0.027, param.AboveTo(0, 1),
		"change of net power per minute over net capacity", "EDF in Le Monde: 80 % of power in 30 minutes")
	p.Float(&s.RestartRampPerH, "restart_ramp_per_h", 0.03, param.AboveTo(0, 60),
		"rise of thermal power per hour, over rated, in the first start after refuelling", param.Unverified("conditioning ramp of fresh fuel"))
	p.Float(&s.MinStableFraction, "min_stable_fraction", 0.2, param.Fraction(),
		"lowest steady net power over net capacity, after refuelling", "EDF in Le Monde: down to 20 %, twice a day")
	p.Float(&s.MinStableEndFraction, "min_stable_end_fraction", 0.3, param.Fraction(),
		"lowest steady net power over net capacity as the boron is used up, from min_stable_fraction in step with it; the xenon's margin may ask for more",
		param.Unverified("about 20 % of power early in the cycle, rising to about 30 %, before the last part of it"))
	p.Float(&s.StretchOutPerDay, "stretch_out_fraction_per_day", 0.004, param.Between(0, 0.1),
		"loss of power per full-power day beyond the natural length", param.Unverified("0.3 to 0.5 % a day, EDF practice"))
	p.Table(&s.Following, "following", "how the unit follows a power that is asked for")
	p.Table(&s.Outages, "outages", "planned outages")
	p.Table(&s.Forced, "forced", "forced outages and losses of power")
	p.Table(&s.ColdSource, "cold_source", "effect of the temperature of air or water")
	p.Table(&s.Xenon, "xenon", "xenon poisoning and the margin to restart")
}

// FollowingSpec is the table following: what bounds a unit that follows a power asked
// for, beside its ramp and its least power.
type FollowingSpec struct {
	HoldH         float64
	DeepBelow     float64
	DeepPerDay    int
	DeepPerYear   int
	ConditioningD float64
}

// Params declares the keys of following.
func (s *FollowingSpec) Params(p *param.Set) {
	p.Float(&s.HoldH, "hold_h", 2, param.Between(0, 48), "hours after a move before one in the other direction",
		param.Unverified("1 to 4 h for the xenon to settle between moves"))
	p.Float(&s.DeepBelow, "deep_below_fraction", 0.6, param.Fraction(), "net power over net capacity below which a cycle is deep",
		"EDF to the United Kingdom on the EPR: fewer limits where power stays within 60 and 100 %")
	p.Int(&s.DeepPerDay, "deep_cycles_per_day", 2, param.Between(0, 24), "deep cycles a day (UTC) at most",
		"EDF in Le Monde: down to 20 %, twice a day")
	p.Int(&s.DeepPerYear, "deep_cycles_per_year", 100, param.Between(0, 8760), "deep cycles in 365 days at most",
		"EDF to the United Kingdom on the EPR: up to 100 deep cycles a year; taken for the older units too, an assumption")
	p.Float(&s.ConditioningD, "conditioning_d", 12, param.Between(0, 200), "full-power days after refuelling before the unit follows",
		param.Unverified("10 to 15 d at steady power for fresh fuel"))
}
