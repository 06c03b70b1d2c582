package validation

import (
	"math"

	"caloduc/cooling"
	"caloduc/models/power"
	"caloduc/sim"
	"caloduc/sim/param"
)

// site is a published place: a small experiment of one hall in its climate, and
// the PUE and WUE that its operator states.
type site struct {
	name, of string    // of: in words
	file     string    // weather, in the shared folder
	zone     bool      // the file is a typical year of a climate zone
	weather  string    // keys of [weather.NAME], where it is not
	years    int       // of the record
	hall     string    // the experiment: see siteSpec
	pue, wue Published // wue zero where none is published
	// Around single numbers; ranges are met or not.
	pueWithin, wueWithin Tolerance
	pueOff, wueOff       *Misfit
	source               string
	// noElectrical leaves losses of transformers, UPS and distribution out of the
	// PUE, where the operator's figure does.
	noElectrical bool
	// pueCause and wueCause are what the diagnosis of a misfit names, as overrides
	// of the experiment: with them the published figure must be reached. They show
	// that the diagnosis suffices, and are part of no published comparison.
	pueCause, wueCause []string
}

// usage is the PUE within the operator's boundary.
func (s *site) usage(y *yearly) float64 {
	if s.noElectrical {
		return (y.IT + y.House + y.Cooling) / y.IT
	}
	return y.PUE()
}

// siteSpec is a hall as a site's text describes it.
type siteSpec struct {
	DesignDCMW      float64
	Load, Swing     float64
	RackPowerkW     float64
	LiquidFraction  float64
	MaxInletAirDegC float64
	MaxCoolantDegC  float64
	Power           power.Spec
	Transformer     power.HallBankSpec
	Cooling         cooling.PlantSpec
}

// Params implements param.Spec.
func (s *siteSpec) Params(p *param.Set) {
	p.Float(&s.DesignDCMW, "design_MW", 1, param.Above(0), "design power at the servers' DC bus", param.Assumption)
	p.Float(&s.Load, "load", 0.7, param.Fraction(), "mean load of the servers over design", param.Assumption)
	p.Float(&s.Swing, "load_swing", 0, param.Fraction(), "amplitude of the load over the day, highest at 15:00, over design", param.Assumption)
	p.Float(&s.RackPowerkW, "rack_power_kW", 8, param.Above(0), "design power of a rack", param.Assumption)
	p.Float(&s.LiquidFraction, "liquid_fraction", 0, param.Fraction(), "share of rack heat that cold plates capture", param.Assumption)
	p.Float(&s.MaxInletAirDegC, "max_inlet_air_degC", 32, param.Between(15, 60), "highest inlet air that the servers bear", param.Assumption)
	p.Float(&s.MaxCoolantDegC, "max_coolant_degC", 45, param.Between(15, 60), "highest coolant that the servers bear", param.Assumption)
	p.Table(&s.Power, "power", "power chain of the hall")
	p.Table(&s.Transformer, "transformer", "transformers from medium voltage to the hall")
	param.Select(p, &s.Cooling, "cooling", "", cooling.Plants, "plant")
}

// build sizes the hall for its climate, as package experiments does.
func (s *siteSpec) build(c *climate) (*facility, error) {
	chain := s.Power.Build(s.DesignDCMW)
	chain.Step(s.DesignDCMW, 0)
	plant, err := s.Cooling.Build(c.site, cooling.Hall{Name: "site", DesignITMW: chain.ITMW, RackPowerkW: s.RackPowerkW, LiquidFraction: s.LiquidFraction,
		MaxInletAirDegC: s.MaxInletAirDegC, MaxLiquidSupplyDegC: s.MaxCoolantDegC,
		DesignRoomHeatMW: chain.DistributionLossMW + chain.UPSLossMW + chain.HouseMW})
	if err != nil {
		return nil, err
	}
	// Losses and the plant's own draw are taken as a fifth of the servers' power.
	return &facility{dcMW: s.DesignDCMW, plant: plant, chain: chain, bank: s.Transformer.Build(1.2 * s.DesignDCMW)}, nil
}

// profile is the load in the course of the day.
func (s *siteSpec) profile() func(sim.Minute) float64 {
	var day [24]float64
	for h := range day {
		day[h] = min(max(s.Load+s.Swing*math.Cos(2*math.Pi*float64(h-15)/24), 0), 1)
	}
	return func(m sim.Minute) float64 { return day[(m%sim.Day+sim.Day)%sim.Day/sim.Hour] }
}

// climate reads the site's weather.
func (s *site) climate(e *Env) (*climate, error) {
	file, _ := e.File(s.file)
	if s.zone {
		return readZone(file)
	}
	return readClimate(file, s.weather, s.years)
}

// run simulates the site over the years of its climate.
func (s *site) run(e *Env) (yearly, error) {
	return once(e, "sites."+s.name, func() (yearly, error) {
		c, err := s.climate(e)
		if err != nil {
			return yearly{}, err
		}
		return s.in(c, nil)
	})
}

// in simulates the site in a climate, with overrides of its experiment.
func (s *site) in(c *climate, overrides []string) (yearly, error) {
	spec := new(siteSpec)
	if _, err := param.Decode(s.name, []byte(s.hall), spec, overrides); err != nil {
		return yearly{}, err
	}
	f, err := spec.build(c)
	if err != nil {
		return yearly{}, err
	}
	return annual(f, c, spec.profile()), nil
}

// siteComparisons are the PUE of every site, and the WUE where it is known.
func siteComparisons(sites []site) []Comparison {
	var list []Comparison
	for i := range sites {
		s := &sites[i]
		list = append(list, Comparison{Name: s.name + ".pue", Quantity: s.of + ", annual PUE", Source: s.source, Published: s.pue, Tolerance: s.pueWithin,
			Needs: s.file, Misfit: s.pueOff,
			Run: func(e *Env) (float64, error) { y, err := s.run(e); return s.usage(&y), err }})
		if s.wue != (Published{}) {
			list = append(list, Comparison{Name: s.name + ".wue", Quantity: s.of + ", annual WUE", Unit: "L/kWh", Source: s.source, Published: s.wue, Tolerance: s.wueWithin,
				Needs: s.file, Misfit: s.wueOff,
				Run: func(e *Env) (float64, error) { y, err := s.run(e); return y.WUE(), err }})
		}
	}
	return list
}
