package cooling

import (
	"caloduc/cooling/failure"
	"caloduc/cooling/loop"
	"caloduc/sim/param"
)

// ImmersionDrySpec describes single-phase immersion: servers stand in tanks of
// dielectric fluid, distribution units with plate exchangers hand its heat to facility
// water, dry coolers with wetted pads to outdoor air. Tanks lose a little to the hall,
// whose air is cooled as in the other liquid plants. Physics and control are those of
// LiquidSide and DryCoolers; chips at their case limit slow the servers, nothing spills
// to the air.
//
// Servers made for air stand in tanks as well as those made for cold plates; what decides
// is whether the fluid carries their chips' heat.
//
// A fluid's viscosity is in the head of the tanks' pumps and in the resistance of chips
// to it; both are constant, as is the even split of the exchangers' films, which oil in
// fact tips to its own side: that matters where units lack, not at design.
type ImmersionDrySpec struct {
	directLiquidSpec
	Coolers    loop.DryCoolersSpec
	Fraction   float64
	MaxDegC    float64
	FluidJ     float64
	FluidKgPer float64
}

const (
	oilQuoted  = "synthetic hydrocarbons (polyalphaolefin, gas-to-liquid) at 40 degC: 780 to 830 kg/m3, 2.1 to 2.3 kJ/kgK are commonly quoted"
	tankQuoted = "makers of single-phase tanks quote 95 to 100 % of heat in the fluid, supplied at 40 to 50 degC"
)

// Params declares the parameters.
func (s *ImmersionDrySpec) Params(p *param.Set) {
	s.declare(p, loop.ByDryBulb, &failure.DryCoolerUnits)
	s.DeclareWater(p, 0.05)
	p.Float(&s.Fraction, "tank_heat_fraction", 0.97, param.Between(0.5, 1), "fraction of the servers' heat that the fluid takes up, in place of what cold plates would; tanks lose the rest to the hall's air", param.Unverified(tankQuoted))
	p.Float(&s.MaxDegC, "max_tank_inlet_degC", 45, param.Between(20, 65), "warmest fluid into the tanks that the servers bear", param.Unverified(tankQuoted))
	p.Float(&s.TCSRangeK, "tank_range_K", 10, param.Between(2, 30), "rise of fluid through the tanks at design", param.Assumption)
	p.Float(&s.TCSMass, "tank_thermal_mass_MJ_per_K_per_MW", 18, param.Between(1, 200), "heat capacity of fluid and servers per MW of design heat: about 10 m3 of fluid", param.Assumption)
	p.Float(&s.CDUHeadkPa, "tank_pump_head_kPa", 100, param.Between(5, 1000), "head of the tanks' pumps at design flow: of exchanger and pipes, for tanks are open", param.Assumption)
	p.Float(&s.FluidJ, "fluid_specific_heat_J_per_kgK", 2200, param.Between(900, 4200), "specific heat of the fluid", param.Unverified(oilQuoted))
	p.Float(&s.FluidKgPer, "fluid_density_kg_per_m3", 800, param.Between(600, 2000), "density of the fluid", param.Unverified(oilQuoted))
	p.Float(&s.PlateResistance, "chip_resistance_K_per_W", 0.05, param.Between(0.001, 1), "thermal resistance from case to fluid into the tank at design flow", param.Assumption)
	p.Float(&s.PlateConvective, "chip_convective_fraction", 0.4, param.Fraction(), "fraction of the resistance that varies with flow", param.Assumption)
	p.Float(&s.PlateMaxCaseDegC, "chip_max_case_degC", 85, param.Between(40, 120), "case temperature above which chips slow down", param.Assumption)
	p.Float(&s.PlateHeatW, "chip_heat_W", param.Auto, param.Between(10, 10000), "heat of one chip at full load; auto: the hall's chip_power_W", "")
	s.Coolers.Declare(p)
}

// Immersed returns the fraction of servers' heat that the fluid of tanks takes up where a
// plant has them stand in it, whatever they were made for: their fans are taken out.
func Immersed(s PlantSpec) (fraction float64, ok bool) {
	if tanks, ok := s.(*ImmersionDrySpec); ok {
		return tanks.Fraction, true
	}
	return 0, false
}

// Build sizes the plant.
func (s *ImmersionDrySpec) Build(site loop.Site, h loop.Hall) (Plant, error) {
	h.LiquidFraction, h.MaxLiquidSupplyDegC = s.Fraction, s.MaxDegC
	s.Immersed, s.LiquidSpec.Coolant = true, loop.Fluid{JPerKgK: s.FluidJ, KgPerM3: s.FluidKgPer}
	return s.build(site, h, site.DesignDryBulbDegC, s.onDryCoolers(&s.Coolers))
}
