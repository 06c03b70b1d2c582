package weather

import "math"

// DewMap takes the dew points that follow from temperature and dryness to those of
// the record. Dryness is Gaussian at its core, dew points are not: air comes from a
// warm sea or from a continent, and no dew point is above the sea's. Between
// DewNodesDegC the shift is linear, below the first it is the first's. Above the
// last, where moist air has a bound, x more becomes x/(1+x/RoomK) more.
type DewMap struct {
	ShiftK []Season // at each of DewNodesDegC
	RoomK  float64
}

// DewNodesDegC are the dew points at which a DewMap's shifts hold, evenly apart.
var DewNodesDegC = [dewNodes]float64{0, dewStepK, 2 * dewStepK, 3 * dewStepK, 4 * dewStepK, 5 * dewStepK}

const (
	dewNodes = 6
	dewStepK = 5.0
)

// At returns the dew point that becomes of one at the season, degC.
func (m *DewMap) At(b *Basis, degC float64) float64 {
	var d dewDay
	d.set(m, b)
	return d.at(degC)
}

// dewDay is a DewMap at one season: the dew points that become of the nodes.
type dewDay struct {
	to    [dewNodes]float64
	roomK float64
}

// set takes the map at a season.
func (d *dewDay) set(m *DewMap, b *Basis) {
	d.roomK = m.RoomK
	for i, x := range DewNodesDegC {
		d.to[i] = x + m.ShiftK[i].At(b)
	}
}

// at returns the dew point that becomes of one, degC.
func (d *dewDay) at(degC float64) float64 {
	const last = dewNodes - 1
	if degC <= 0 {
		return degC + d.to[0]
	}
	if over := degC - last*dewStepK; over >= 0 {
		return d.to[last] + over/(1+over/d.roomK)
	}
	x := degC / dewStepK
	i := int(x)
	return d.to[i] + (x-float64(i))*(d.to[i+1]-d.to[i])
}

// leastLnHumidity is the logarithm of the least relative humidity.
var leastLnHumidity = math.Log(leastHumidity)

// relHumidity returns the relative humidity of air whose dew point, by the
// logarithm of its relative humidity, becomes another.
func (d *dewDay) relHumidity(degC, lnPhi float64) float64 {
	air := magnus(degC)
	lnVapour := air + lnPhi
	dew := d.at(magnusK * lnVapour / (magnusA - lnVapour))
	return math.Exp(min(max(magnus(dew)-air, leastLnHumidity), 0))
}

// Constants of the Magnus form over water (Sonntag 1990): 17.62 t/(243.12 + t)
// is the logarithm of the saturation pressure over that at 0 degC.
const (
	magnusA = 17.62
	magnusK = 243.12
)

// magnus returns the logarithm of the saturation pressure over that at 0 degC.
func magnus(degC float64) float64 { return magnusA * degC / (magnusK + degC) }
