package power

import "caloduc/sim/param"

// BankSpec describes a bank of equal transformers in parallel.
type BankSpec struct {
	Preset       string
	RatedMVA     float64
	NoLoadLossKW float64 // P0 of one transformer
	LoadLossKW   float64 // Pk of one transformer at rated current
	PowerFactor  float64
	MaxLoad      float64
	Redundancy   string
	Group        int
}

func (s *BankSpec) declare(p *param.Set, d BankSpec, catalogue *param.Catalogue, src param.Source) {
	p.Preset(&s.Preset, "preset", "", catalogue, "transformer whose published values replace the defaults")
	p.Float(&s.RatedMVA, "rated_MVA", d.RatedMVA, param.Above(0), "rating of one transformer; auto: the least from 160 kVA on of which one carries the largest hall; above 3.15 MVA the rating that makes the least in all, 3.15 MVA where four of them are needed", src)
	p.Float(&s.NoLoadLossKW, "no_load_loss_kW", d.NoLoadLossKW, param.AtLeast(0), "no-load loss P0 of one transformer; auto: of its rating", src)
	p.Float(&s.LoadLossKW, "load_loss_kW", d.LoadLossKW, param.AtLeast(0), "load loss Pk of one transformer at rated current; auto: of its rating", src)
	p.Float(&s.PowerFactor, "power_factor", 0.98, param.AboveTo(0, 1), "power factor of the load", param.Assumption)
	p.Float(&s.MaxLoad, "max_load", d.MaxLoad, param.AboveTo(0, 1), "load of the transformers needed, as a fraction of rating, at design load", param.Assumption)
	p.Choice(&s.Redundancy, "redundancy", d.Redundancy, []string{redundancyN, redundancyN1, redundancy2N},
		"transformers in service: as many as needed, one spare per group, or twice as many; all share the load")
	p.Int(&s.Group, "group_modules", d.Group, param.AtLeast(1), "transformers needed per spare, with N+1", param.Assumption)
}

// TransformerLoss returns the loss of a transformer, in the unit of p0 and pk,
// at a fraction x of its rated current: P0 + Pk x² (IEC 60076-1; the P0 and Pk
// of Regulation (EU) 548/2014).
func TransformerLoss(p0, pk, x float64) float64 { return p0 + pk*x*x }

// Bank is a bank of transformers with what flowed in the last minute.
type Bank struct {
	spec       BankSpec
	designMW   float64
	units      int
	ratedMW    float64 // of all units
	perRated   float64 // 1 / ratedMW, 0 without units
	p0MW, pkMW float64 // of all units

	LossMW  float64 // lost in the bank
	InputMW float64 // drawn from the higher voltage
	// Overload counts minutes above 110 % of the rating in service.
	Overload int64
}

// Build sizes the bank for a design load of designMW at its output. 0 builds an
// empty bank, to be extended as halls open.
func (s *BankSpec) Build(designMW float64) *Bank {
	t := &Bank{spec: *s}
	t.Extend(designMW)
	return t
}

// Extend puts more transformers in service, for a further designMW.
func (t *Bank) Extend(designMW float64) {
	t.designMW += designMW
	s := &t.spec
	rated := s.RatedMVA * s.PowerFactor
	t.units = Modules(t.designMW, rated, s.MaxLoad, s.Redundancy, s.Group)
	n := float64(t.units)
	t.ratedMW, t.p0MW, t.pkMW = n*rated, n*s.NoLoadLossKW/1e3, n*s.LoadLossKW/1e3
	t.perRated = 0
	if t.units > 0 {
		t.perRated = 1 / t.ratedMW
	}
}

// Step computes loss and input of a minute with loadMW at the output.
func (t *Bank) Step(loadMW float64) {
	t.LossMW = TransformerLoss(t.p0MW, t.pkMW, loadMW*t.perRated)
	t.InputMW = loadMW + t.LossMW
	if loadMW > maxLoad*t.ratedMW {
		t.Overload++
	}
}
