package cooling

import "caloduc/sim/param"

// Plants holds every kind of plant by the word that experiment files use. A new
// plant is one file and one line here.
var Plants = param.NewRegistry[PlantSpec]("plant")

func init() {
	for _, k := range []struct {
		word, meaning string
		make          func() PlantSpec
	}{
		{"free-air", "outdoor air with adiabatic cooling, humidity limits and chillers as fallback", func() PlantSpec { return new(FreeAirSpec) }},
		{"indirect-free-air", "outdoor air cools the hall's air through plate heat exchangers, with wetted scavenger air and chillers as trim", func() PlantSpec { return new(IndirectAirSpec) }},
		{"direct-expansion", "computer room air conditioners with direct-expansion coils and air-cooled condensers", func() PlantSpec { return new(DirectExpansionSpec) }},
		{"air-cooled-chiller", "chilled water from air-cooled chillers to coils with variable fans, with or without an air-side economiser", func() PlantSpec { return new(AirCooledSpec) }},
		{"chilled-water", "chilled water to coils with variable fans, from water-cooled chillers alone", func() PlantSpec { return new(ChilledWaterSpec) }},
		{"chilled-water-economiser", "chilled water to coils with variable fans, from water-cooled chillers and a water-side economiser", func() PlantSpec { return &ChilledWaterSpec{waterEconomiser: true} }},
		{"chilled-water-air-economiser", "chilled water from water-cooled chillers, and outdoor air within humidity limits", func() PlantSpec { return &ChilledWaterSpec{airEconomiser: true} }},
		{"river", "once-through river or sea water on plate heat exchangers, within limits of withdrawal and discharge", func() PlantSpec { return new(RiverPlantSpec) }},
		{"hybrid", "a liquid share and an air share of a hall, each with a plant of its own", func() PlantSpec { return new(HybridSpec) }},
		{"direct-liquid-dry", "direct liquid cooling with dry or adiabatic coolers; the uncaptured heat goes to outdoor air", func() PlantSpec { return new(DirectLiquidDrySpec) }},
		{"direct-liquid-tower", "direct liquid cooling with cooling towers; the uncaptured heat goes to outdoor air", func() PlantSpec { return new(DirectLiquidTowerSpec) }},
		{"direct-liquid-trim", "direct liquid cooling with cooling towers and trim chillers, for facility water colder than towers alone supply", func() PlantSpec { return &DirectLiquidTowerSpec{trim: true} }},
		{"immersion-dry", "servers in tanks of dielectric fluid, cooled by dry or adiabatic coolers", func() PlantSpec { return new(ImmersionDrySpec) }},
	} {
		Plants.Register(k.word, k.meaning, k.make)
	}
}
