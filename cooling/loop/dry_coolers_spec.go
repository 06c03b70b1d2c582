package loop

import (
	"fmt"
	"math"

	"caloduc/cooling/component"
	"caloduc/cooling/failure"
	"caloduc/sim/param"
)

const buildings = "Modelica Buildings Library, Fluid/HeatExchangers, DryCooler and its data"

// DryCoolersSpec describes dry coolers, their control and their pads.
type DryCoolersSpec struct {
	Number               float64
	UnitAir              float64
	UnitConductance      float64
	UnitFankW            float64
	MinFanSpeed, FanBand float64
	LoadStep, LoadLagMin float64
	RecirculationK       float64
	Adiabatic            bool
	AdiabaticOnDegC      float64
	AdiabaticBandK       float64
	PadEffectiveness     float64
	UnitPadPumpkW        float64
	Cycles, Drift        float64
}

// Declare declares the parameters.
func (s *DryCoolersSpec) Declare(p *param.Set) {
	p.Float(&s.Number, "dry_cooler_units", param.Auto, param.Above(0), "number of dry cooler units, not rounded; auto: sized for the site's extreme", param.Assumption)
	p.Float(&s.UnitAir, "dry_cooler_air_kW_per_K", 527.2, param.Above(0), "capacity flow of air through one unit at full fan speed", buildings)
	p.Float(&s.UnitConductance, "dry_cooler_conductance_kW_per_K", 607.5, param.Above(0), "conductance of one unit at its rating point", buildings)
	p.Float(&s.UnitFankW, "dry_cooler_fan_kW", 117.7, param.AtLeast(0), "power of one unit's fans at full speed", buildings)
	p.Float(&s.MinFanSpeed, "min_fan_speed", 0.3, param.Between(0.05, 1), "smallest fan speed; below it cells are staged off", buildings)
	p.Float(&s.FanBand, "fan_dead_band", 0.005, param.Between(0, 0.1), "fans keep their speed while the conductance they give stays this near what is asked for, as a fraction: some 0.1 K of supply temperature", param.Assumption)
	p.Float(&s.LoadStep, "load_step", 0.05, param.Between(0, 1), "change of heat, as a fraction of design, that the fans follow at once", param.Assumption)
	p.Float(&s.LoadLagMin, "load_lag_min", 10, param.AtLeast(0), "time in which the fans follow 63 % of a smaller change", param.Assumption)
	p.Float(&s.RecirculationK, "recirculation_K", 2, param.Between(0, 10), "air onto the coils above outdoor air at full heat", component.RecirculationQuoted)
	p.Bool(&s.Adiabatic, "adiabatic", true, "wetted pads pre-cool the dry coolers' air on hot days")
	p.Float(&s.AdiabaticOnDegC, "adiabatic_on_degC", param.Auto, param.Between(10, 60), "outdoor dry bulb above which pads are wetted; auto: where dry operation just carries design heat, less the dead band", param.Assumption)
	p.Float(&s.AdiabaticBandK, "adiabatic_dead_band_K", 2, param.Between(0, 10), "pads dry again this far below the threshold", param.Assumption)
	p.Float(&s.PadEffectiveness, "pad_effectiveness", 0.75, param.AboveTo(0, 1), "saturation effectiveness of pads", param.Unverified("pads .6 to .85"))
	p.Float(&s.UnitPadPumpkW, "dry_cooler_pad_pump_kW", 1.5, param.AtLeast(0), "power of one unit's pad pump while pads are wet", param.Assumption)
	p.Float(&s.Cycles, "cycles_of_concentration", 3, param.Between(1.2, 20), "cycles of concentration of pad water", component.LikeTowerCycles)
	p.Float(&s.Drift, "drift", 0.002, param.Between(0, 0.2), "drift of pads as a fraction of evaporation", param.Assumption)
}

// minApproachK is the least approach of the loop's water to air for which dry coolers
// are sized, K: below it their number runs away.
const minApproachK = 1.5

// mostDryCoolers is the largest number of units that is built: each fails and is repaired
// by itself.
const mostDryCoolers = 20000

// Build sizes dry coolers for a loop that carries heat, W, at the site's extreme, dry
// bulb and, with pads, wet bulb taken as coincident.
func (s *DryCoolersSpec) Build(site Site, w *Water, heat float64, units *failure.UnitsTable, force bool) (*DryCoolers, error) {
	u := component.TrilliumTDFS1238
	u.AirWPerK, u.WaterWPerK = 1e3*s.UnitAir, 1e3*s.UnitAir
	u.UAWPerK, u.FanW = 1e3*s.UnitConductance, 1e3*s.UnitFankW
	sigma := site.PressurePa / 101325
	n, err := s.number(site, &u, w, heat, sigma)
	if err != nil && !force {
		return nil, err
	}
	if n > mostDryCoolers {
		return nil, fmt.Errorf("%.3g dry cooler units of %.4g kW/K of air and %.4g kW/K are more than %d", n, s.UnitAir, s.UnitConductance, mostDryCoolers)
	}
	c := &DryCoolers{ReturnDegC: w.SetAtDesignDegC, Bank: component.NewDryCooler(u, n, sigma, s.MinFanSpeed, s.FanBand),
		dryCoolersSize: dryCoolersSize{Number: n, perDesign: 1 / heat, stepW: s.LoadStep * heat, followPerMin: 1 - math.Exp(-1/s.LoadLagMin), recirculationK: s.RecirculationK}}
	c.inUnit = units.Bank(&failure.DryCoolerUnits, n)
	if s.Adiabatic {
		c.padEff, c.padPumpW, c.padsBandK = s.PadEffectiveness, 1e3*s.UnitPadPumpkW*n, s.AdiabaticBandK
		c.water = component.WaterLaw{Drift: s.Drift, Cycles: s.Cycles}
		c.padsOnDegC = component.Given(s.AdiabaticOnDegC, max(c.dryLimitDegC(w, heat)-s.AdiabaticBandK, component.PadLeastDegC))
	}
	return c, nil
}

// number is how many units carry heat, W, or are given. With an error it is the
// number for which a plant runs all the same.
func (s *DryCoolersSpec) number(site Site, u *component.DryCoolerUnit, w *Water, heat, sigma float64) (float64, error) {
	set := w.SetAtDesignDegC
	in := set + heat/w.CwWPerK
	air, assist := site.DesignDryBulbDegC, "without adiabatic assist"
	if s.Adiabatic {
		air, assist = component.AirAfterPads(air, site.DesignWetBulbDegC, s.PadEffectiveness), "after its pads"
	}
	air += s.RecirculationK
	need := u.UnitsFor(heat, w.CwWPerK, in, air, sigma, minApproachK)
	switch n := s.Number; {
	case component.IsAuto(n) && math.IsNaN(need):
		return u.UnitsFor(heat, w.CwWPerK, in, set-6, sigma, minApproachK),
			fmt.Errorf("a dry cooler cannot supply %.1f degC: at the site's extreme (%.1f degC dry bulb, %.1f degC wet bulb) its air is %.1f degC %s and %g K of recirculation, and it has no mechanical help",
				set, site.DesignDryBulbDegC, site.DesignWetBulbDegC, air, assist, s.RecirculationK)
	case component.IsAuto(n):
		return need, nil
	case n < need*(1-1e-9) || math.IsNaN(need):
		return n, fmt.Errorf("dry_cooler_units = %.4g do not carry %.4g MW at the site's extreme (%.1f degC onto the coils); %.4g units would", n, heat/1e6, air, need)
	default:
		return n, nil
	}
}

// dryLimitDegC is the outdoor dry bulb at which the bank without water just carries
// heat, W, out of a loop with its fans at full speed.
func (c *DryCoolers) dryLimitDegC(w *Water, heat float64) float64 {
	b := &c.Bank
	in := w.SetAtDesignDegC + heat/w.CwWPerK
	lo, hi := -60.0, in
	for range 60 {
		t := 0.5 * (lo + hi)
		if b.Number*b.Unit.Conductance(in, t, w.CwWPerK/(b.Number*b.Unit.WaterWPerK), b.Sigma)*(in-t) >= heat {
			lo = t
		} else {
			hi = t
		}
	}
	return lo - c.recirculationK
}
