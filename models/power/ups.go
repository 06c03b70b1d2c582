package power

import "caloduc/sim/param"

// Operating modes of a UPS.
const (
	modeDouble = "double-conversion"
	modeEco    = "eco"
	modeNone   = "none"
)

// UPSSpec is the table `ups` of a hall's power chain.
type UPSSpec struct {
	StageSpec
	Mode             string
	EcoLossFraction  float64 // eco mode: loss relative to double conversion
	EcoMinLoad       float64 // below this load of its modules eco mode is not available
	MechanicalShare  float64 // share of the mechanical load behind the UPS
	MechanicalDesign float64 // design mechanical load over the servers' DC rating
}

// Params declares the parameters of the UPS.
func (s *UPSSpec) Params(p *param.Set) {
	s.declare(p, StageSpec{K0: 0.010719, K1: 0.011125, K2: 0.017607, ModuleKW: param.Auto, MaxLoad: 0.9, Redundancy: redundancyN1, Group: 4},
		nil, sources{
			loss:   param.Unverified("fit to typical data-sheet points 94.5, 96, 96.3, 96.2 % at 25, 50, 75, 100 % load"),
			module: param.Unverified("Schneider Galaxy VS 20 to 150 kW, VL 200 to 500 kW, VX 500 to 1500 kW; auto: the least of which one carries the load; above 1500 kW the rating that makes the least in all, 1500 kW where four of them are needed"),
			design: param.Assumption,
		})
	p.Choice(&s.Mode, "mode", modeDouble, []string{modeDouble, modeEco, modeNone},
		"double conversion all the time, high-efficiency (eco) mode, or no UPS in the path of the IT load")
	p.Float(&s.EcoLossFraction, "eco_loss_fraction", 1.0/3, param.Fraction(), "loss in eco mode as a fraction of the loss in double conversion",
		"Schneider Galaxy VX operation manual 990-5452: eConversion cuts the UPS's own consumption by a factor of three")
	p.Float(&s.EcoMinLoad, "eco_min_load", 0.05, param.Fraction(), "load of the modules below which eco mode falls back to double conversion",
		"Schneider Galaxy VX operation manual 990-5452: minimum load 5 to 10 %")
	p.Float(&s.MechanicalShare, "mechanical_share", 0, param.Fraction(), "share of the cooling's electric load fed through the UPS (pumps, fans)", param.Assumption)
	p.Float(&s.MechanicalDesign, "mechanical_design_fraction", 0.1, param.Between(0, 1), "the cooling's electric load at design over the servers' DC rating, to size the UPS for its share", param.Assumption)
}
