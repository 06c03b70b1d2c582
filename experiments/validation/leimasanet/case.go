// Package leimasanet reproduces the PUE and WUE of Lei and Masanet (2022),
// "Climate- and technology-specific PUE and WUE estimations for U.S. data
// centers using a hybrid statistical and thermodynamics-based approach",
// Resources, Conservation and Recycling 182, 106323,
// doi:10.1016/j.resconrec.2022.106323: ten cooling systems, hour by hour over a
// typical year, with parameters drawn from the ranges of their Table B.1.
//
// The equations are steady, linear in the load, and written per watt of IT
// power. They were read from the authors' published program; each function names
// what it takes from it. Moist air is caloduc's own (cooling/psychro). So this is
// the authors' own model, and no plant of caloduc: RunPlant sets production plants
// beside it.
package leimasanet

// Case is one of the paper's ten combinations of size and cooling system.
type Case int

// The cases, numbered as in the paper.
const (
	LargeAirEconomiser      Case = 1 + iota // outdoor air, adiabatic humidification, chillers as fallback
	LargeWaterEconomiser                    // chilled water with water-side economiser
	MidAirEconomiser                        // outdoor air or water-cooled chillers
	MidWaterEconomiser                      // as 2
	MidWaterChiller                         // water-cooled chillers alone
	MidAirChillerEconomiser                 // outdoor air or air-cooled chillers
	MidAirChiller                           // air-cooled chillers alone
	SmallWaterChiller                       // as 5
	SmallAirChiller                         // as 7
	SmallDirectExpansion                    // direct expansion
)

// Cases that the authors added in 2025 (see Cases2025): 1 with air-cooled chillers, and
// 10 of middle size.
const (
	LargeAirChillerEconomiser Case = 0
	MidDirectExpansion        Case = 11
)

// Cases lists those of 2022 in order.
var Cases = []Case{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}

// humidifies tells whether outdoor air that is too dry is humidified and admitted.
func (c Case) humidifies() bool { return c == LargeAirEconomiser || c == LargeAirChillerEconomiser }

// TowerModel says how a cooling tower's water and air are booked.
type TowerModel int

const (
	// Published is the paper's program: a tower evaporates all the heat that it
	// rejects. For the water-side economiser (cases 2 and 4) that heat leaves
	// out the coils' latent heat and the compressors'; the fans' air is the
	// water evaporated (not the water cooled) over the liquid-gas ratio.
	Published TowerModel = iota
	// AllHeat keeps the assumption that all rejected heat evaporates water and
	// counts all of that heat; air is the water cooled over the liquid-gas ratio.
	AllHeat
	// SaturatedExit is physical: air takes up the rejected heat and leaves
	// saturated, what it carries away as vapour is evaporated.
	SaturatedExit
)

// Options choose between readings of the model. The zero value is the paper's
// own.
type Options struct {
	Tower TowerModel
	// Ranges2020 draws cases 1 and 2 from the ranges of the authors' paper of 2020
	// where they differ.
	Ranges2020 bool
}

// Powers are electric powers as shares of IT power.
type Powers struct {
	UPS, Distribution, Lighting float64
	HallFans, Humidifier        float64
	EconomiserPump, ChilledPump float64
	Compressor                  float64
	TowerPump, TowerFans        float64
}

// PUE is one plus all powers.
func (p *Powers) PUE() float64 {
	return 1 + p.UPS + p.Distribution + p.Lighting + p.HallFans + p.Humidifier +
		p.EconomiserPump + p.ChilledPump + p.Compressor + p.TowerPump + p.TowerFans
}

// Water is water per IT energy, kg/J.
type Water struct {
	Humidified float64 // put into the hall's air
	Evaporated float64 // in towers
	Windage    float64 // blown out of towers
	Blowdown   float64 // drained from towers
}

// LPerKWh is the WUE, L/kWh, at 1 kg/L.
func (w *Water) LPerKWh() float64 {
	return 3.6e6 * (w.Humidified + w.Evaporated + w.Windage + w.Blowdown)
}
