package cooling

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
	dryCoolerWaterFlow = Validity{"coolant flow share", "", 0.1, 1.5}
	dryCoolerWater     = Validity{"coolant", "degC", 5, 80}
	dryCoolerAir       = Validity{"air onto the coil", "degC", -30, 60}
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
// and air inlet ta, degC, at the share fa of rated air flow and fw of rated
// coolant flow. hA of water ∝ fw^0.85, of air ∝ fa^0.8 (Modelica Buildings
// Library, DryCoolerUA.mo).
func (u *DryCoolerUnit) Conductance(tw, ta, fw, fa float64) float64 {
	if fw <= 0 || fa <= 0 {
		return 0
	}
	hw, ha := u.Films(tw, ta)
	ua := 1 / (1/(hw*math.Pow(fw, 0.85)) + 1/(ha*math.Pow(fa, 0.8)))
	cw, ca := u.WaterWPerK*fw, u.AirWPerK*fa
	cmin, cmax := min(cw, ca), max(cw, ca)
	return CrossflowEffectiveness(ua/cmin, cmin/cmax) * cmin
}

// UnitsFor returns how many units in parallel (not rounded) carry heatW from
// coolant that enters at twIn with capacity flow cw, W/K, with air at ta and
// density share sigma of sea level, fans at full speed. NaN if the coolant's
// outlet would have to be within minApproachK of the air.
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
		if hi > 1e7 {
			return math.NaN()
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

// dryCooler is a bank of equal units with variable-speed fans.
type dryCooler struct {
	unit     DryCoolerUnit
	number   float64
	sigma    float64 // air density as a share of sea level
	minSpeed float64
	band     float64 // dead band of the fans' control, a share of conductance
	fansW    float64 // all fans at full speed

	ca            float64    // capacity flow of air at full speed, W/K
	water, air    [2]float64 // films of the bank, W/K: constant and rise per kelvin
	effectiveness *surface
	y08           *curve

	fans     standing
	perSlope float64 // how fan speed rises with conductance, of the last search
	failures int64
}

// standing is a fan speed that stands while coolant flows at one rate: both
// capacity flows stand too, conductance follows the films along one line of the
// effectiveness.
type standing struct {
	speed, cw     float64 // capacity flow of coolant, W/K
	airShare      float64 // film of air as a share of full speed's
	cmin, perCmin float64
	eps           line
}

func newDryCooler(u DryCoolerUnit, number, sigma, minSpeed, band float64) dryCooler {
	d := dryCooler{unit: u, number: number, sigma: sigma, minSpeed: minSpeed, band: band, fans: standing{speed: 0.7},
		fansW: number * u.FanW * sigma, ca: number * u.AirWPerK * sigma, effectiveness: crossflow(),
		y08: newCurve(func(x float64) float64 { return math.Pow(x, 0.8) }, 0.05, 1.05, 128)}
	w0, a0 := u.Films(0, 0)
	w1, a1 := u.Films(1, 1)
	s8 := number * math.Pow(sigma, 0.8)
	d.water, d.air = [2]float64{number * w0, number * (w1 - w0)}, [2]float64{s8 * a0, s8 * (a1 - a0)}
	return d
}

// films are the coefficients of a minute that do not depend on fan speed.
type films struct {
	water float64 // hA of water, W/K
	air   float64 // hA of air at full speed, W/K
	cw    float64 // capacity flow of coolant, W/K
}

// films gives the bank's films with coolant at tw, air at ta, the coolant's flow
// factor (share of rated flow to the 0.85) and its capacity flow.
func (d *dryCooler) films(tw, ta, flow, cw float64) films {
	return films{water: (d.water[0] + d.water[1]*tw) * flow, air: d.air[0] + d.air[1]*ta, cw: cw}
}

// stand has the fans run at speed y with coolant of capacity flow cw, W/K.
func (d *dryCooler) stand(y, cw float64) {
	cmin, cmax := d.ca*y, cw
	if cmin > cmax {
		cmin, cmax = cmax, cmin
	}
	s := &d.fans
	s.speed, s.cw, s.airShare, s.cmin, s.perCmin = y, cw, d.y08.at(y), cmin, 1/cmin
	s.eps.place(d.effectiveness, cmin/cmax)
}

// ntu is the number of transfer units. With the effectiveness there the bank's
// eps·Cmin is DryCoolerUnit.Conductance with power and effectiveness read from
// tables.
func (s *standing) ntu(f films) float64 {
	air := f.air * s.airShare
	return air * f.water / (air + f.water) * s.perCmin
}

// runAt sets fan speed y and returns the bank's conductance there, W/K.
func (d *dryCooler) runAt(f films, y float64) float64 {
	d.stand(y, f.cw)
	s := &d.fans
	return s.eps.enter(s.ntu(f)) * s.cmin
}

// speedTolerance is the share of the conductance asked for within which a search
// ends: some 0.2 mK of supply temperature.
const speedTolerance = 1e-5

// within tells whether a and b differ by less than the share tol of b.
func within(a, b, tol float64) bool {
	e := tol * b
	return a-b < e && b-a < e
}

// control sets the fan speed for the conductance want, W/K. The fans keep their
// speed while what it gives is within the dead band of want; else a new speed is
// searched. It returns the speed, the conductance and the share of cells that
// run: below the least speed's conductance cells are staged off, above full
// speed's the fans are saturated.
func (d *dryCooler) control(f films, want float64) (speed, g, cells float64) {
	s := &d.fans
	if f.cw != s.cw {
		d.stand(s.speed, f.cw)
	}
	ntu := s.ntu(f)
	eps, here := s.eps.near(ntu)
	if !here {
		eps = s.eps.enter(ntu)
	}
	g = eps * s.cmin
	switch {
	case s.speed == d.minSpeed && g > want:
		return s.speed, want, want / g
	case s.speed == 1 && g < want, within(g, want, d.band):
		return s.speed, g, 1
	}
	return d.search(f, want, g)
}

// search is control by the secant's method within a bracket, from the speed that
// stands, where conductance is g, and the last search's slope: mostly one
// evaluation.
func (d *dryCooler) search(f films, want, g float64) (speed, found, cells float64) {
	perSlope := d.perSlope
	if perSlope == 0 {
		perSlope = d.fans.speed / g
	}
	var y float64
	y, g, d.perSlope = secant(func(y float64) float64 { return d.runAt(f, y) }, d.fans.speed, g, d.minSpeed, 1, want, speedTolerance, perSlope, &d.failures)
	switch {
	case math.Abs(g-want) <= speedTolerance*want:
		return y, want, 1
	case g > want && y <= d.minSpeed:
		return y, want, want / g
	}
	return y, g, 1
}
