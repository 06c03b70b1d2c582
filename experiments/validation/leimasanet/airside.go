package leimasanet

import "caloduc/cooling/psychro"

// admit decides whether outdoor air cools the hall, books what it is humidified
// with, and returns the temperature and humidity ratio of supply air.
//
// Outdoor air is admitted below the high dry bulb where its humidity is within
// the limits at the temperature it is supplied at: its own, or the low dry bulb
// where it is colder, to which return air then warms it. Case 1 humidifies air
// that is too dry, adiabatically, and admits any air below the low dry bulb.
func (r *room) admit(p *Powers, w *Water, h *Hour) (tDegC, d float64, admitted bool) {
	t, w0 := h.DryBulbDegC, h.HumidityRatio
	warm := t >= r.DryBulbHighDegC
	if !r.c.humidifies() {
		warm = t > r.DryBulbHighDegC
	}
	if warm {
		return r.recirculated(h)
	}
	cold := t < r.DryBulbLowDegC
	sat, supply := h.SaturationPa, t
	if cold {
		sat, supply = r.lowPa, r.DryBulbLowDegC
	}
	low, high := r.limits(sat, h.PressurePa)
	switch {
	case w0 >= low && w0 <= high:
		return supply, w0, true
	case !r.c.humidifies():
		return r.recirculated(h)
	case w0 < low:
		d, supply = low, r.DryBulbLowDegC
		if !cold {
			supply = max(supply, psychro.DryBulbFromEnthalpyDegC(h.EnthalpyJPerKg, low))
		}
		r.humidifyOutdoor(p, w, h, supply, low)
		return supply, low, true
	case !cold:
		return max(r.DryBulbLowDegC, r.DewPointHighDegC), high, false
	}
	// Cold and damp: warmed by return air until it is dry enough.
	if dew := psychro.HumidityRatioFromVapourPressure(r.dewPa, h.PressurePa); w0 > dew {
		return max(r.DryBulbLowDegC, r.DewPointHighDegC), dew, true
	}
	return supply, w0, true
}

// humidifyOutdoor brings the outdoor share of supply air at tDegC to the
// humidity ratio low at constant enthalpy.
func (r *room) humidifyOutdoor(p *Powers, w *Water, h *Hour, tDegC, low float64) {
	supply := psychro.EnthalpyJPerKg(tDegC, low)
	rise := airJPerKgK * r.AirRangeK
	outdoor := r.airKg * rise / (supply + rise - h.EnthalpyJPerKg)
	r.humidify(p, w, outdoor/(1+low)*(low-h.HumidityRatio))
}

// recirculated is supply air at the high dry bulb, of which no part is from
// outdoors.
func (r *room) recirculated(h *Hour) (tDegC, d float64, admitted bool) {
	low, high := r.limits(r.highPa, h.PressurePa)
	if !r.c.humidifies() {
		high = (low + high) / 2 // the program draws between the limits
	}
	return r.DryBulbHighDegC, high, false
}
