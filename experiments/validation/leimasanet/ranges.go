package leimasanet

// Sample is one drawn data centre: the paper's Table B.1, in SI.
type Sample struct {
	UPSEfficiency    float64
	DistributionLoss float64 // share of the power that enters distribution
	Lighting         float64 // per IT power

	DryBulbLowDegC, DryBulbHighDegC   float64 // limits of supply air
	DewPointLowDegC, DewPointHighDegC float64
	RelHumidityLow, RelHumidityHigh   float64

	SensibleHeatRatio float64 // of cooling coils
	CoilEffectiveness float64
	AirRangeK         float64 // return above supply air
	FacilityRangeK    float64 // return above supply of facility water
	TowerRangeK       float64 // tower water in above out

	FanPressurePa, FanEfficiency                       float64 // hall fans
	TowerFanPressurePa, TowerFanEfficiency             float64
	HumidifierPressurePa, HumidifierEfficiency         float64 // spray pumps
	ChilledPumpPressurePa, ChilledPumpEfficiency       float64
	TowerPumpPressurePa, TowerPumpEfficiency           float64
	EconomiserPumpPressurePa, EconomiserPumpEfficiency float64

	TowerApproachK     float64 // tower water out above outdoor wet bulb
	ExchangerApproachK float64 // economiser's exchanger
	LiquidToAir        float64 // tower water over tower air, by mass
	Windage            float64 // share of tower water blown out
	Cycles             float64 // cycles of concentration

	PartLoad float64 // of chillers
	COPError float64 // COP above its regression, relative
}

// Range is an interval from which a parameter is drawn evenly.
type Range struct{ Min, Max float64 }

// Parameter is one row of Table B.1. Where a case does not have the parameter
// its value is drawn and has no effect.
type Parameter struct {
	Name                 string
	Dim                  int // its dimension in the authors' Sobol sequence
	Of                   func(*Sample) *float64
	Large, Middle, Small Range          // cases 0-2, 15 and 16; 3-7 and 11; 8-10
	Except               map[Case]Range // cases that differ
	Earlier              map[Case]Range // where the 2020 ranges differ
}

// For returns the range in a case. Outside the published reading of towers the
// liquid-gas ratio divides the water cooled, and its range is that of 2020.
func (p *Parameter) For(c Case, o Options) Range {
	if r, ok := p.Earlier[c]; ok && o.Ranges2020 {
		return r
	}
	if p.Name == liquidGasRatio && o.Tower != Published {
		return p.Earlier[LargeAirEconomiser]
	}
	if r, ok := p.Except[c]; ok {
		return r
	}
	switch {
	case c <= 2 || c > MidDirectExpansion:
		return p.Large
	case c <= 7 || c == MidDirectExpansion:
		return p.Middle
	}
	return p.Small
}

const liquidGasRatio = "tower liquid-gas ratio"

// Parameters are the ranges of Table B.1. Signs of the COP error of cases 6 to
// 10 and the windage of case 8 are those of the authors' calculator
// (nuoaleon/UEcalculator_dash_app, src/app.py), where a transcription of the
// table (robVerce/datacenter_pue, data/datacenter_input_ranges.csv) has lost
// them; all other rows agree in both. The worked example of the authors' program
// is point 1000 of the Sobol sequence over the ranges of case 4, which confirms that
// column to seven digits and tells which dimension draws which parameter (the first
// three are not drawn here). The 2020 ranges are those of
// Lei and Masanet (2020) as in its program (nuoaleon/Data-center-PUE-prediction-tool,
// F.1.1 and F.1.2). The COP error of case 11, of 2025, is that of the other direct
// expansion, the only one published.
var Parameters = []Parameter{
	{"UPS efficiency", 3, func(s *Sample) *float64 { return &s.UPSEfficiency }, Range{.90, .99}, Range{.80, .94}, Range{.77, .85}, nil, nil},
	{"distribution loss", 4, func(s *Sample) *float64 { return &s.DistributionLoss }, Range{0, .02}, Range{.02, .05}, Range{.02, .04}, nil, nil},
	{"lighting per IT power", 5, func(s *Sample) *float64 { return &s.Lighting }, Range{0, .002}, Range{.02, .05}, Range{.02, .04}, nil, nil},
	{"supply dry bulb, low (degC)", 30, func(s *Sample) *float64 { return &s.DryBulbLowDegC }, Range{10, 18}, Range{15, 18}, Range{18, 22.5}, nil, nil},
	{"supply dry bulb, high (degC)", 29, func(s *Sample) *float64 { return &s.DryBulbHighDegC }, Range{27, 35}, Range{27, 32}, Range{22.5, 27}, nil, nil},
	{"supply dew point, low (degC)", 32, func(s *Sample) *float64 { return &s.DewPointLowDegC }, Range{-12, -9}, Range{-12, -9}, Range{-9.9, -8.1}, nil, nil},
	{"supply dew point, high (degC)", 31, func(s *Sample) *float64 { return &s.DewPointHighDegC }, Range{15, 27}, Range{15, 27}, Range{13.5, 16.5}, nil, nil},
	{"supply relative humidity, low", 34, func(s *Sample) *float64 { return &s.RelHumidityLow }, Range{.08, .20}, Range{.10, .30}, Range{.20, .30}, nil, nil},
	{"supply relative humidity, high", 33, func(s *Sample) *float64 { return &s.RelHumidityHigh }, Range{.60, .95}, Range{.60, .80}, Range{.54, .66}, map[Case]Range{2: {.60, .90}}, map[Case]Range{1: {.60, .90}}},
	{"sensible heat ratio", 6, func(s *Sample) *float64 { return &s.SensibleHeatRatio }, Range{.95, .99}, Range{.95, .99}, Range{.95, .99}, nil, nil},
	{"coil effectiveness", 12, func(s *Sample) *float64 { return &s.CoilEffectiveness }, Range{.70, .90}, Range{.65, .90}, Range{.65, .80}, nil, nil},
	{"air range (K)", 7, func(s *Sample) *float64 { return &s.AirRangeK }, Range{13.9, 19.4}, Range{5, 10}, Range{5, 8}, nil, nil},
	{"facility water range (K)", 13, func(s *Sample) *float64 { return &s.FacilityRangeK }, Range{5, 10}, Range{5, 10}, Range{5, 10}, nil, nil},
	{"tower water range (K)", 21, func(s *Sample) *float64 { return &s.TowerRangeK }, Range{4, 6}, Range{4, 6}, Range{4, 6}, nil, nil},
	{"hall fan pressure (Pa)", 8, func(s *Sample) *float64 { return &s.FanPressurePa }, Range{300, 1000}, Range{400, 900}, Range{400, 900}, map[Case]Range{2: {300, 700}, 3: {400, 1000}, 6: {400, 1000}, 10: {400, 600}}, map[Case]Range{1: {500, 1000}, 2: {400, 600}}},
	{"hall fan efficiency", 9, func(s *Sample) *float64 { return &s.FanEfficiency }, Range{.65, .90}, Range{.60, .80}, Range{.60, .75}, nil, nil},
	{"tower fan pressure (Pa)", 27, func(s *Sample) *float64 { return &s.TowerFanPressurePa }, Range{100, 400}, Range{200, 400}, Range{200, 400}, nil, nil},
	{"tower fan efficiency", 28, func(s *Sample) *float64 { return &s.TowerFanEfficiency }, Range{.65, .90}, Range{.60, .80}, Range{.60, .75}, nil, nil},
	{"humidifier pressure (Pa)", 10, func(s *Sample) *float64 { return &s.HumidifierPressurePa }, Range{6.3e6, 7.7e6}, Range{6.3e6, 7.7e6}, Range{6.3e6, 7.7e6}, nil, nil},
	{"humidifier efficiency", 11, func(s *Sample) *float64 { return &s.HumidifierEfficiency }, Range{.60, .80}, Range{.60, .80}, Range{.60, .70}, nil, nil},
	{"chilled-water pump pressure (Pa)", 18, func(s *Sample) *float64 { return &s.ChilledPumpPressurePa }, Range{114.9e3, 172.4e3}, Range{114.9e3, 172.4e3}, Range{114.9e3, 172.4e3}, nil, nil},
	{"chilled-water pump efficiency", 19, func(s *Sample) *float64 { return &s.ChilledPumpEfficiency }, Range{.60, .80}, Range{.60, .80}, Range{.60, .70}, nil, nil},
	{"tower pump pressure (Pa)", 22, func(s *Sample) *float64 { return &s.TowerPumpPressurePa }, Range{166.9e3, 250.4e3}, Range{166.9e3, 250.4e3}, Range{166.9e3, 250.4e3}, nil, nil},
	{"tower pump efficiency", 23, func(s *Sample) *float64 { return &s.TowerPumpEfficiency }, Range{.60, .80}, Range{.60, .80}, Range{.60, .70}, nil, nil},
	{"economiser pump pressure (Pa)", 16, func(s *Sample) *float64 { return &s.EconomiserPumpPressurePa }, Range{114.9e3, 172.4e3}, Range{114.9e3, 172.4e3}, Range{114.9e3, 172.4e3}, nil, nil},
	{"economiser pump efficiency", 17, func(s *Sample) *float64 { return &s.EconomiserPumpEfficiency }, Range{.60, .80}, Range{.60, .80}, Range{.60, .80}, nil, nil},
	{"tower approach (K)", 14, func(s *Sample) *float64 { return &s.TowerApproachK }, Range{2.8, 6.7}, Range{2.8, 6.7}, Range{2.8, 6.7}, nil, nil},
	{"economiser exchanger approach (K)", 15, func(s *Sample) *float64 { return &s.ExchangerApproachK }, Range{1.7, 2.8}, Range{1.7, 2.8}, Range{1.7, 2.8}, nil, nil},
	{liquidGasRatio, 26, func(s *Sample) *float64 { return &s.LiquidToAir }, Range{.2, 4}, Range{.2, 2}, Range{.2, 2}, nil, map[Case]Range{1: {1, 3}, 2: {1, 3}}},
	{"windage per tower water", 24, func(s *Sample) *float64 { return &s.Windage }, Range{5e-5, 5e-3}, Range{5e-5, 5e-3}, Range{5e-5, 5e-3}, nil, nil},
	{"cycles of concentration", 25, func(s *Sample) *float64 { return &s.Cycles }, Range{3, 15}, Range{3, 12}, Range{3, 12}, nil, nil},
	{"chiller part load", 20, func(s *Sample) *float64 { return &s.PartLoad }, Range{.2, .8}, Range{.1, .5}, Range{.1, .5}, nil, nil},
	{"COP error", 35, func(s *Sample) *float64 { return &s.COPError }, Range{-.11, .11}, Range{-.40, 0}, Range{-.60, -.20}, map[Case]Range{6: {-.40, -.25}, 7: {-.40, -.25}, 9: {-.45, -.30}, 10: {-.40, .20}, 11: {-.40, .20}}, nil},
}
