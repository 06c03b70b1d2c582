package power

import "caloduc/sim/param"

// Spec is the table `power` of a hall: everything between the campus's low
// voltage and the servers' DC bus.
type Spec struct {
	Supply       SupplySpec
	Distribution DistributionSpec
	UPS          UPSSpec
	Generators   GeneratorSpec
	HouseLoad    float64 // lighting, as a fraction of design IT power
}

// Params declares the parameters of a hall's power chain.
func (s *Spec) Params(p *param.Set) {
	p.Table(&s.Supply, "supply", "server power supplies or rack rectifiers")
	p.Table(&s.Distribution, "distribution", "cables, busways and distribution units between UPS and racks")
	p.Table(&s.UPS, "ups", "uninterruptible power supply of the IT load")
	p.Table(&s.Generators, "generators", "standby generators of the hall")
	p.Float(&s.HouseLoad, "house_load_fraction", 0.001, param.Between(0, 0.1), "lighting of the hall and whatever the table services does not name, as a fraction of the design IT power for which the house was built",
		"Lei and Masanet 2022, doi:10.1016/j.resconrec.2022.106323: lighting 0 to 0.2 % of IT power")
}

// Chain is the power chain of one hall, with what flowed in the last minute.
// The flows are zero until the first Step.
type Chain struct {
	supply, distribution, ups Stage
	eco                       bool
	upsMode                   string
	generators                GeneratorSpec
	designMW                  float64 // at the low-voltage bus, cooling included
	ecoMin, ecoLoss           float64
	mechanicalShare           float64
	houseMW                   float64

	// FullITMW is the IT load of the full house at its design power.
	FullITMW float64
	// DCMW is the power the servers' DC bus takes.
	DCMW float64
	// ITMW is the electric power at the servers' inlets, the IT load of
	// ISO/IEC 30134-2.
	ITMW float64
	// UPSLoad is the output of the UPS as a fraction of what its modules in
	// service are rated.
	UPSLoad float64
	// PSULossMW is lost in the server power supplies.
	PSULossMW float64
	// DistributionLossMW is lost between UPS and racks.
	DistributionLossMW float64
	// UPSLossMW is lost in the UPS, the part that the mechanical load behind it
	// causes included.
	UPSLossMW float64
	// HouseMW is drawn by lighting.
	HouseMW float64
	// InputMW is what the IT path draws from the hall's low-voltage bus: IT load
	// and the losses of distribution and UPS. The mechanical load's own power
	// and the house load are not in it.
	InputMW float64
	// Overload counts minutes in which a stage ran above 110 % of its rating.
	Overload int64
}

// Build sizes the chain for a full hall whose servers take designDCMW at most.
func (s *Spec) Build(designDCMW float64) *Chain { return s.BuildFilled(designDCMW, 1) }

// BuildFilled sizes the chain for a hall whose servers take designDCMW at most, in a house
// of which they fill the fraction fill. Power supplies come with the servers, the rest
// with the house.
func (s *Spec) BuildFilled(designDCMW, fill float64) *Chain {
	c := &Chain{eco: s.UPS.Mode == modeEco, upsMode: s.UPS.Mode, ecoMin: s.UPS.EcoMinLoad, ecoLoss: s.UPS.EcoLossFraction}
	c.supply = s.Supply.build(designDCMW)
	it := (designDCMW + c.supply.LossMW(designDCMW)) / fill
	c.FullITMW = it
	c.distribution = s.Distribution.build(it)
	if s.UPS.Mode != modeNone {
		c.mechanicalShare = s.UPS.MechanicalShare
		out := it + c.distribution.LossMW(it) + c.mechanicalShare*s.UPS.MechanicalDesign*designDCMW/fill
		ups := s.UPS.StageSpec
		ups.ModuleKW = param.Or(ups.ModuleKW, upsModulesKW[fittingUnit(upsModulesKW, 1e3*out, ups.MaxLoad, ups.Redundancy, ups.Group)])
		c.ups = ups.build(out)
	}
	c.houseMW = s.HouseLoad * it
	c.generators, c.designMW = s.Generators, it+c.distribution.LossMW(it)+c.houseMW+s.UPS.MechanicalDesign*designDCMW/fill
	return c
}

// ServersMW is the power at the inlets of servers that take dcMW at the DC bus.
func (c *Chain) ServersMW(dcMW float64) float64 { return dcMW + c.supply.LossMW(dcMW) }

// Step computes the flows of a minute in which the servers take dcMW.
//
// mechanicalMW is the cooling's electric load; its share behind the UPS raises
// the UPS's loss. Cooling is computed after the power chain, so the caller
// passes the load of the minute before; only that small part of the loss is
// late, no energy is booked twice or lost. The mechanical power itself is not
// part of InputMW.
func (c *Chain) Step(dcMW, mechanicalMW float64) {
	psu := c.supply.LossMW(dcMW)
	c.DCMW, c.PSULossMW = dcMW, psu
	if over := c.feed(dcMW+psu, mechanicalMW); over || c.supply.overloaded(dcMW) {
		c.Overload++
	}
}

// StepFull computes the flows of the full house at its design power.
func (c *Chain) StepFull() { c.feed(c.FullITMW, 0) }

// feed computes the flows of UPS and distribution for an IT load of it, and tells
// whether either is overloaded.
func (c *Chain) feed(it, mechanicalMW float64) (over bool) {
	distribution := c.distribution.LossMW(it)
	racks := it + distribution
	out := racks + c.mechanicalShare*mechanicalMW
	loss := c.ups.LossMW(out)
	c.ITMW, c.DistributionLossMW = it, distribution
	c.UPSLoad = c.ups.Load(out)
	if c.eco && c.UPSLoad >= c.ecoMin {
		loss *= c.ecoLoss
	}
	c.UPSLossMW = loss
	c.InputMW = racks + loss
	c.HouseMW = c.houseMW
	return c.distribution.overloaded(it) || c.ups.overloaded(out)
}

// Off sets every flow to zero: the hall is without supply.
func (c *Chain) Off() {
	c.DCMW, c.PSULossMW, c.ITMW, c.DistributionLossMW, c.UPSLossMW = 0, 0, 0, 0, 0
	c.InputMW, c.UPSLoad, c.HouseMW = 0, 0, 0
}

// UPSDomains are the modules of the UPS as domains of failure; see Stage.Domains.
func (c *Chain) UPSDomains() (needed, group, spare int) { return c.ups.Domains() }

// RowDomains are the modules of the distribution as domains of failure.
func (c *Chain) RowDomains() (needed, group, spare int) { return c.distribution.Domains() }
