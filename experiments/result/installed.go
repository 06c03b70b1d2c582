package result

// Installation is what a hall or a campus is built with, and what for.
type Installation struct {
	Scope        string  `json:"scope"`
	DesignITMW   float64 `json:"design_it_MW"`
	LiquidHeatMW float64 `json:"design_liquid_heat_MW,omitempty"`
	AirHeatMW    float64 `json:"design_air_heat_MW,omitempty"`
	// Extremes of the climate for which the plant is sized, and where they are from.
	DesignDryBulbDegC float64     `json:"design_dry_bulb_degC,omitempty"`
	DesignWetBulbDegC float64     `json:"design_wet_bulb_degC,omitempty"`
	DesignSource      string      `json:"design_source,omitempty"`
	Components        []Component `json:"components"`
	// Capital of building, components, design and contingency, and their upkeep, in
	// euros of the price year.
	CapitalEUR       float64 `json:"capital_EUR"`
	UpkeepEURPerYear float64 `json:"upkeep_EUR_per_year"`
	PriceYear        int     `json:"price_year"`
}

// Component is a group of equal units.
type Component struct {
	Kind      string  `json:"kind"`
	For       string  `json:"for"`
	Installed int     `json:"installed"`
	Redundant int     `json:"redundant"` // of those installed, not needed at design
	Capacity  float64 `json:"capacity"`  // of each
	Unit      string  `json:"unit"`
	// CapitalEUR is the price of all as installed, without design and contingency.
	CapitalEUR float64 `json:"capital_EUR"`
}
