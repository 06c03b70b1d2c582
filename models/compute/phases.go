package compute

import (
	"math"

	"caloduc/sim/param"
)

// PhaseSpec is a run's power within the minute: synchronous steps of computing and of
// waiting for communication, evaluations between them, and what flattens their swing.
type PhaseSpec struct {
	StepS          float64
	ExposedS       float64
	EvaluateEveryS float64
	EvaluateS      float64
	EvaluatePower  float64
	Filler         float64
	RampS          float64
}

func (s *PhaseSpec) phaseParams(p *param.Set) {
	p.Float(&s.StepS, "step_s", 10, param.Above(0), "time of one synchronous training step", param.Assumption)
	p.Float(&s.ExposedS, "exposed_communication_s", 0.4, param.AtLeast(0), "time in each step in which all GPUs of a run wait for communication, at swing_low_fraction", "derived: gradients and parameters of a GPU's share of GPT-3, 5.5e9 of 2 bytes each way in a group of 16, at 400 Gbit/s")
	p.Float(&s.EvaluateEveryS, "evaluation_every_s", 0, param.AtLeast(0), "time from one evaluation to the next; 0: none", param.Setting)
	p.Float(&s.EvaluateS, "evaluation_s", 10, param.AtLeast(0), "time of an evaluation", param.Assumption)
	p.Float(&s.EvaluatePower, "evaluation_power_fraction", 0.9, param.Between(0, 1), "power of an evaluation, forward passes alone, over that of the compute phases, as shares of the span from idle to rated", param.Assumption)
	p.Float(&s.Filler, "filler_fraction", 0, param.Fraction(), "share of the compute phases' power that filler work holds while a run waits or writes checkpoints: it flattens the swing and costs energy", param.Setting)
	p.Float(&s.RampS, "swing_ramp_s", 0.1, param.Above(0), "time in which GPUs go from one phase to the next", param.Assumption)
}

// floor is the utilisation of communication and checkpoint phases, filler work counted in.
func (s *TrainingMix) floor() float64 { return max(s.SwingLow, s.Filler*s.SwingHigh) }

// filled is the mean utilisation of a run between checkpoints that is level without
// filler work, which raises the share of the step that waits.
func (s *TrainingMix) filled(level float64) float64 {
	return level + min(1, s.ExposedS/s.StepS)*(s.floor()-s.SwingLow)
}

// Phases are the power of a run over seconds, as a utilisation of the span from idle to
// rated power: of compute, of waiting for communication at the end of each step, of
// evaluations.
type Phases struct {
	High, Low, Evaluate       float64
	StepS, ExposedS           float64
	EvaluateEveryS, EvaluateS float64 // every 0: none
}

// At is the utilisation at second t.
func (p *Phases) At(t float64) float64 {
	if p.EvaluateEveryS > 0 {
		t = math.Mod(t, p.EvaluateEveryS)
		if t >= p.EvaluateEveryS-p.EvaluateS {
			return p.Evaluate
		}
	}
	if math.Mod(t, p.StepS) >= p.StepS-p.ExposedS {
		return p.Low
	}
	return p.High
}

// MeanHigh is the utilisation of compute phases with which steps have the mean given, their
// waits at low.
func MeanHigh(mean, low, stepS, exposedS float64) float64 {
	wait := exposedS / stepS
	return (mean - wait*low) / (1 - wait)
}

// Phases of a run of the mix whose mean utilisation between checkpoints is mean.
func (s *TrainingMix) Phases(mean float64) Phases {
	high := MeanHigh(mean, s.SwingLow, s.StepS, s.ExposedS)
	return Phases{High: high, Low: max(s.SwingLow, s.Filler*high), Evaluate: high * s.EvaluatePower, StepS: s.StepS, ExposedS: s.ExposedS,
		EvaluateEveryS: s.EvaluateEveryS, EvaluateS: s.EvaluateS}
}
