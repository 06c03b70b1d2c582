package weather

import (
	"math"

	"caloduc/cooling/psychro"
	"caloduc/sim"
)

// minutesPerDecade is ten mean Gregorian years.
const minutesPerDecade = 10 * 365.2425 * 24 * 60

// warming is linear warming on top of generator or record.
type warming struct {
	kPerMinute   float64
	from         sim.Minute
	keepDewPoint bool
}

func newWarming(s *Spec, cal sim.Calendar) warming {
	w := warming{kPerMinute: s.WarmingKPerDecade / minutesPerDecade, keepDewPoint: s.WarmingHumidity == keepDewPoint}
	if !s.WarmingFrom.IsZero() {
		w.from = cal.MinuteOf(s.WarmingFrom)
	}
	return w
}

// atK is the added warming at minute m, K.
func (w *warming) atK(m sim.Minute) float64 { return w.kPerMinute * float64(m-w.from) }

// apply warms the air by dK at constant relative humidity, or at constant dew
// point: then the relative humidity falls as the saturation pressure rises (and
// stays at 1 where cooling would take it further).
func (w *warming) apply(h Hour, dK float64) Hour {
	if dK == 0 {
		return h
	}
	if w.keepDewPoint {
		h.RelHumidity *= psychro.SaturationPressurePa(h.DryBulbDegC) / psychro.SaturationPressurePa(h.DryBulbDegC+dK)
		h.RelHumidity = math.Min(1, h.RelHumidity)
	}
	h.DryBulbDegC += dK
	return h
}

// lapseKPerM is the fall of temperature with altitude in the standard
// atmosphere (ASHRAE HoF 2017 ch. 1 eq. 4).
const lapseKPerM = 0.0065

// moveToAltitude moves air from one altitude (m) to another along the standard
// atmosphere, at constant relative humidity.
func moveToAltitude(h Hour, fromM, toM float64) Hour {
	h.DryBulbDegC -= lapseKPerM * (toM - fromM)
	h.PressurePa *= psychro.PressureAtAltitudePa(toM) / psychro.PressureAtAltitudePa(fromM)
	return h
}
