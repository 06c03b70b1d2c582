package cooling

import "caloduc/sim/param"

// Plants lists every kind of plant by the word that experiment files use. A new plant
// is one file and one line here.
var Plants = param.NewRegistry("plant",
	plant("free-air", "outdoor air with adiabatic cooling, humidity limits and chillers as fallback", func() PlantSpec { return new(FreeAirSpec) }),
	plant("indirect-free-air", "outdoor air cools the hall's air through plate heat exchangers, with wetted scavenger air and chillers as trim", func() PlantSpec { return new(IndirectAirSpec) }),
	plant("direct-expansion", "computer room air conditioners with direct-expansion coils and air-cooled condensers", func() PlantSpec { return new(DirectExpansionSpec) }),
	plant("air-cooled-chiller", "chilled water from air-cooled chillers to coils with variable fans, with or without an air-side economiser", func() PlantSpec { return new(AirCooledSpec) }),
	plant("chilled-water", "chilled water to coils with variable fans, from water-cooled chillers alone", func() PlantSpec { return new(ChilledWaterSpec) }),
	plant("chilled-water-economiser", "chilled water to coils with variable fans, from water-cooled chillers and a water-side economiser", func() PlantSpec { return &ChilledWaterSpec{waterEconomiser: true} }),
	plant("chilled-water-air-economiser", "chilled water from water-cooled chillers, and outdoor air within humidity limits", func() PlantSpec { return &ChilledWaterSpec{airEconomiser: true} }),
	plant("river", "once-through river or sea water on plate heat exchangers, within limits of withdrawal and discharge", func() PlantSpec { return new(RiverPlantSpec) }),
	plant("hybrid", "a liquid share and an air share of a hall, each with a plant of its own", func() PlantSpec { return new(HybridSpec) }),
	plant("direct-liquid-dry", "direct liquid cooling with dry or adiabatic coolers; the uncaptured heat goes to outdoor air", func() PlantSpec { return new(DirectLiquidDrySpec) }),
	plant("direct-liquid-tower", "direct liquid cooling with cooling towers; the uncaptured heat goes to outdoor air", func() PlantSpec { return new(DirectLiquidTowerSpec) }),
	plant("direct-liquid-trim", "direct liquid cooling with cooling towers and trim chillers, for facility water colder than towers alone supply", func() PlantSpec { return &DirectLiquidTowerSpec{trim: true} }),
	plant("immersion-dry", "servers in tanks of dielectric fluid, cooled by dry or adiabatic coolers", func() PlantSpec { return new(ImmersionDrySpec) }),
)

// plant is an entry of the list.
func plant(word, meaning string, spec func() PlantSpec) param.Option[PlantSpec] {
	return param.Option[PlantSpec]{Word: word, Meaning: meaning, New: spec}
}
