package component

import "math"

// DryCoolerUnit is a dry cooler at its rating point: crossflow, unmixed, with
// air-side and water-side films that change with both flows and temperatures.
type DryCoolerUnit struct {
	AirWPerK    float64 // capacity flow of air at full fan speed, W/K
	WaterWPerK  float64 // capacity flow of coolant, W/K
	UAWPerK     float64 // conductance, W/K
	FilmRatio   float64 // air-side over water-side hA
	WaterInDegC float64
	AirInDegC   float64
	FanW        float64 // fans at full speed
}

// TrilliumTDFS1238 is BAC's TrilliumSeries TDFS1238N-C60ET40B, after the
// Modelica Buildings Library, Data/DryCooler: effectiveness 0.5005, NTU 1.1524,
// 527.2 kW/K on both sides, rated at 46.11 degC coolant and 35 degC air.
var TrilliumTDFS1238 = DryCoolerUnit{AirWPerK: 527.2e3, WaterWPerK: 527.2e3, UAWPerK: 1.1524 * 527.2e3,
	FilmRatio: 0.5, WaterInDegC: 46.11, AirInDegC: 35, FanW: 117.7e3}

// Validity bounds of DryCoolerUnit.Conductance: shares of rated flows and
// temperatures for which its films were fitted (Modelica Buildings Library,
// HADryCoil: flow exponents for turbulent flow, properties linear about rating).
var (
	DryCoolerWaterFlow = Validity{"coolant flow share", "", 0.1, 1.5}
	DryCoolerWater     = Validity{"coolant", "degC", 5, 80}
	DryCoolerAir       = Validity{"air onto the coil", "degC", -30, 60}
)

// Films returns both films' conductances, W/K, at unit flows: hA of water,
// rising with coolant temperature tw by s = 0.014/(1+0.014·Tw0) per K, and hA of
// air, rising with air temperature ta by 7.8532e-4 per K, degC.
//
// Modelica Buildings Library, Fluid/HeatExchangers/BaseClasses/HADryCoil.mo,
// after Wetter (1999), LBNL-42354, eq. for hA of water and air coils.
func (u *DryCoolerUnit) Films(tw, ta float64) (water, air float64) {
	hw := u.UAWPerK * (1 + u.FilmRatio) / u.FilmRatio // 1/UA = 1/hw + 1/(r·hw)
	s := 0.014 / (1 + 0.014*u.WaterInDegC)
	return hw * (1 + s*(tw-u.WaterInDegC)), hw * u.FilmRatio * (1 + 7.8532e-4*(ta-u.AirInDegC))
}

// Conductance returns eps·Cmin, W/K: heat per kelvin between coolant inlet tw
// and air inlet ta, degC, at the fraction fa of rated air flow and fw of rated
// coolant flow. hA of water ∝ fw^0.85, of air ∝ fa^0.8 (Modelica Buildings
// Library, DryCoolerUA.mo).
func (u *DryCoolerUnit) Conductance(tw, ta, fw, fa float64) float64 {
	if fw <= 0 || fa <= 0 {
		return 0
	}
	hw, ha := u.Films(tw, ta)
	cmin, cmax := u.WaterWPerK*fw, u.AirWPerK*fa
	if cmin > cmax {
		cmin, cmax = cmax, cmin
	}
	return CrossflowEffectiveness(inSeries(hw*math.Pow(fw, waterFilmExponent), ha*math.Pow(fa, airFilmExponent))/cmin, cmin/cmax) * cmin
}

// Exponents of flow in the films of a dry cooler.
const (
	waterFilmExponent = 0.85
	airFilmExponent   = 0.8
)

// inSeries is the conductance of two films in series.
func inSeries(a, b float64) float64 { return a * b / (a + b) }

// UnitsFor returns how many units in parallel (not rounded) carry heatW from
// coolant that enters at twIn with capacity flow cw, W/K, with air at ta and
// density share sigma of sea level, fans at full speed. NaN if the coolant's
// outlet would have to be within minApproachK of the air, +Inf if more than mostUnits
// would be needed: among many the coolant is too slow for its film.
func (u *DryCoolerUnit) UnitsFor(heatW, cw, twIn, ta, sigma, minApproachK float64) float64 {
	if twIn-heatW/cw-ta < minApproachK {
		return math.NaN()
	}
	heat := func(n float64) float64 {
		return n * u.Conductance(twIn, ta, cw/(n*u.WaterWPerK), sigma) * (twIn - ta)
	}
	lo, hi := 1e-6, 1.0
	for heat(hi) < heatW {
		lo, hi = hi, 2*hi
		if hi > mostUnits {
			return math.Inf(1)
		}
	}
	for i := 0; i < 100; i++ {
		if n := 0.5 * (lo + hi); heat(n) < heatW {
			lo = n
		} else {
			hi = n
		}
	}
	return hi
}

const mostUnits = 1e7

// DryCooler is a bank of equal units with variable-speed fans. Its conductance is
// DryCoolerUnit.Conductance with the power of fan speed and the effectiveness read
// from tables.
type DryCooler struct {
	Unit     DryCoolerUnit
	Number   float64
	Sigma    float64 // air density as a fraction of sea level
	minSpeed float64
	band     float64 // dead band of the fans' control, a fraction of conductance
	FansW    float64 // all fans at full speed

	Ca         float64 // capacity flow of air at full speed, W/K
	Cw         float64 // that of coolant, which stands
	OffFlow    bool    // out of the bounds of its film
	rated      films   // of coolant of all units at rated flow
	water, air films   // of coolant at its flow, of air at full speed
	hw, ha     float64 // the same in the minute, W/K

	// Of the fan speed that stands.
	speed, airFilm float64 // film of air as a fraction of full speed's
	effective      line

	perSlope float64 // how fan speed rises with conductance, of the last search
	Failures int64
}

// NewDryCooler returns a number of units in air of relative density sigma, whose fans
// run at no less than minSpeed and keep their speed within band.
func NewDryCooler(u DryCoolerUnit, number, sigma, minSpeed, band float64) DryCooler {
	water, air := u.films()
	return DryCooler{Unit: u, Number: number, Sigma: sigma, minSpeed: minSpeed, band: band, effective: line{s: crossflow()}, speed: 0.7,
		FansW: number * u.FanW * sigma, Ca: number * u.AirWPerK * sigma, rated: water.times(number), air: air.times(number * math.Pow(sigma, airFilmExponent))}
}

// films are conductances of films, which are linear in temperature: at 0 degC, W/K,
// and their rise, W/K².
type films struct{ at0, perK float64 }

func (f films) at(tDegC float64) float64 { return f.at0 + f.perK*tDegC }

func (f films) times(n float64) films { return films{n * f.at0, n * f.perK} }

// films are both of the unit's, at rated flows.
func (u *DryCoolerUnit) films() (water, air films) {
	w0, a0 := u.Films(0, 0)
	w1, a1 := u.Films(100, 100)
	return films{w0, (w1 - w0) / 100}, films{a0, (a1 - a0) / 100}
}

// speedFilm is the film of air by fan speed, waterFilm that of water by its flow as a
// fraction of rated.
var (
	speedFilm = NewCurve(func(y float64) float64 { return math.Pow(y, airFilmExponent) }, 0.05, 1.05, 128)
	waterFilm = NewCurve(func(f float64) float64 { return math.Pow(f, waterFilmExponent) }, DryCoolerWaterFlow.Min, DryCoolerWaterFlow.Max, 512)
)

// Resize makes the bank one of another number of units. Where fans last ran is
// worked out anew.
func (d *DryCooler) Resize(number float64) {
	if number != d.Number {
		failures := d.Failures
		*d = NewDryCooler(d.Unit, number, d.Sigma, d.minSpeed, d.band)
		d.Failures = failures
	}
}

// Begin starts a minute with coolant at tw and air at ta, degC.
func (d *DryCooler) Begin(tw, ta float64) { d.hw, d.ha = d.water.at(tw), d.air.at(ta) }

// Circulate sets the capacity flow of coolant, W/K.
func (d *DryCooler) Circulate(cw float64) {
	flow := cw / (d.Number * d.Unit.WaterWPerK)
	d.Cw, d.OffFlow, d.water = cw, !DryCoolerWaterFlow.Contains(flow), d.rated.times(waterFilm.At(flow))
	d.fan(d.speed)
}

// RunAt sets fan speed y and returns the bank's conductance there, W/K.
func (d *DryCooler) RunAt(y float64) float64 {
	d.fan(y)
	return d.conductance()
}

// fan sets fan speed y.
func (d *DryCooler) fan(y float64) {
	d.speed, d.airFilm = y, speedFilm.At(y)
	cmin, cmax := d.Ca*y, d.Cw
	if cmin > cmax {
		cmin, cmax = cmax, cmin
	}
	d.effective.place(cmin, cmax)
}

// conductance is the bank's at the fan speed that stands, W/K.
func (d *DryCooler) conductance() float64 {
	return d.effective.at(inSeries(d.hw, d.ha*d.airFilm))
}

// speedTolerance is the fraction of the conductance asked for within which a search
// ends: some 0.2 mK of supply temperature.
const speedTolerance = 1e-5

// within tells whether a and b differ by less than the fraction tol of b.
func within(a, b, tol float64) bool {
	e := tol * b
	return a-b < e && b-a < e
}

// Control sets the fan speed for the conductance want, W/K. The fans keep their
// speed while what it gives is within the dead band of want; else a new speed is
// searched. It returns the speed, the conductance and the fraction of cells that
// run: below the least speed's conductance cells are staged off, above full
// speed's the fans are saturated.
func (d *DryCooler) Control(want float64) (speed, g, cells float64) {
	g = d.conductance()
	switch {
	case d.speed == d.minSpeed && g > want:
		return d.speed, want, want / g
	case d.speed == 1 && g < want, within(g, want, d.band):
		return d.speed, g, 1
	}
	return d.search(want, g)
}

// search is control by the secant's method within a bracket, from the speed that
// stands, where conductance is g, and the last search's slope: mostly one
// evaluation.
func (d *DryCooler) search(want, g float64) (speed, found, cells float64) {
	perSlope := d.perSlope
	if perSlope == 0 {
		perSlope = d.speed / g
	}
	var y float64
	y, g, d.perSlope = secant(d.RunAt, d.speed, g, d.minSpeed, 1, want, speedTolerance, perSlope, &d.Failures)
	switch {
	case math.Abs(g-want) <= speedTolerance*want:
		return y, want, 1
	case g > want && y <= d.minSpeed:
		return y, want, want / g
	}
	return y, g, 1
}
