package weather

import "math"

// DewMap takes the dew points that follow from temperature and dryness to those of
// the record. Dryness is Gaussian at its core, dew points are not: air comes from a
// warm sea or from a continent, and no dew point is above the sea's. Between
// DewNodesDegC the logarithm of the vapour pressure moves linearly, below the first
// as there. Above the last, where moist air has a bound, x kelvin more become
// x/(1+x/RoomK) more.
type DewMap struct {
	ShiftK []Season // at each of DewNodesDegC
	RoomK  float64
}

// DewNodesDegC are the dew points at which a DewMap's shifts hold.
var DewNodesDegC = [dewNodes]float64{0, 5, 10, 15, 20, 25}

const dewNodes = 6

// dewLn holds the nodes' logarithms of vapour pressure.
var dewLn = func() (ln [dewNodes]float64) {
	for i, degC := range DewNodesDegC {
		ln[i] = magnus(degC)
	}
	return ln
}()

// At returns the dew point that becomes of one at the season, degC.
func (m *DewMap) At(b *Basis, degC float64) float64 {
	var d dewDay
	d.set(m, b)
	return inverseMagnus(d.at(magnus(degC)))
}

// dewDay is a DewMap at one season: the logarithms of the vapour pressure that become
// of the nodes', and how they rise up to the next.
type dewDay struct {
	to, slope [dewNodes]float64
	topDegC   float64 // the dew point that becomes of the last node
	roomK     float64
}

// set takes the map at a season.
func (d *dewDay) set(m *DewMap, b *Basis) {
	d.roomK = m.RoomK
	for i, degC := range DewNodesDegC {
		d.topDegC = degC + m.ShiftK[i].At(b)
		d.to[i] = magnus(d.topDegC)
		if i > 0 {
			d.slope[i-1] = (d.to[i] - d.to[i-1]) / (dewLn[i] - dewLn[i-1])
		}
	}
}

// at returns the logarithm of the vapour pressure that becomes of one.
func (d *dewDay) at(ln float64) float64 {
	const last = dewNodes - 1
	if ln <= 0 {
		return ln + d.to[0]
	}
	if ln >= dewLn[last] {
		over := inverseMagnus(ln) - DewNodesDegC[last]
		return magnus(d.topDegC + over/(1+over/d.roomK))
	}
	i := 0
	for ln >= dewLn[i+1] {
		i++
	}
	return d.to[i] + d.slope[i]*(ln-dewLn[i])
}

// leastLnHumidity is the logarithm of the least relative humidity.
var leastLnHumidity = math.Log(leastHumidity)

// relHumidity returns the relative humidity of air whose dew point, by the
// logarithm of its relative humidity, becomes another.
func (d *dewDay) relHumidity(degC, lnPhi float64) float64 {
	air := magnus(degC)
	return math.Exp(min(max(d.at(air+lnPhi)-air, leastLnHumidity), 0))
}

// Constants of the Magnus form over water (Sonntag 1990): 17.62 t/(243.12 + t)
// is the logarithm of the saturation pressure over that at 0 degC.
const (
	magnusA = 17.62
	magnusK = 243.12
)

// magnus returns the logarithm of the saturation pressure over that at 0 degC.
func magnus(degC float64) float64 { return magnusA * degC / (magnusK + degC) }

// inverseMagnus returns the temperature at which that is the logarithm, degC.
func inverseMagnus(ln float64) float64 { return magnusK * ln / (magnusA - ln) }
