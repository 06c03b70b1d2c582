package weather

import (
	"fmt"
	"math"
	"time"

	"caloduc/cooling/psychro"
	"caloduc/sim"
	"caloduc/sim/param"
)

// open prepares a site: its record, its place and its constants.
func (w *site) open(e param.Entry[*Spec], cal sim.Calendar) error {
	w.name, w.spec = e.Name, e.Spec
	w.place = place{latDeg: e.Spec.LatDeg, lonDeg: e.Spec.LonDeg, elevationM: e.Spec.AltitudeM}
	lat, lon, elevation, known := SiteInfo(e.Spec.Site)
	if e.Spec.Site != "" && !known {
		return fmt.Errorf("no generator for site %q", e.Spec.Site)
	}
	if len(e.Spec.Files) > 0 {
		o := Options{Format: e.Spec.Format, CSV: e.Spec.CSV, AllowGaps: e.Spec.AllowGaps, Place: e.Spec.Place, AltitudeM: e.Spec.AltitudeM}
		if known && math.IsNaN(o.AltitudeM) {
			o.FallbackAltitudeM, o.HasFallback = elevation, true
		}
		r, err := sim.SharedAll(e.Spec.Files, fmt.Sprintf("weather %v", o), func() (*Record, error) { return ReadFiles(e.Spec.Files, o) })
		if err != nil {
			return err
		}
		w.rec = r
		w.place.otherwise(place{r.LatDeg, r.LonDeg, r.ElevationM})
	}
	if known {
		w.place.otherwise(place{lat, lon, elevation})
	}
	w.warm = newWarming(e.Spec, cal)
	return nil
}

// otherwise fills what is not known of a place from another.
func (p *place) otherwise(q place) {
	*p = place{param.Or(p.latDeg, q.latDeg), param.Or(p.lonDeg, q.lonDeg), param.Or(p.elevationM, q.elevationM)}
}

// enter finds the day of the record in which minute m lies.
func (w *site) enter(m sim.Minute, start time.Time) {
	if w.rec != nil {
		w.day = w.rec.DayAt(start.Add(time.Duration(m)*time.Minute), start.Year())
	}
}

// read returns the record's weather of the whole hour m.
func (w *site) read(m sim.Minute, start time.Time) Hour {
	h := int(m-sim.Day*sim.Minute(floorDiv(int64(m), int64(sim.Day)))) / 60
	if h == 0 {
		w.enter(m, start)
	}
	return w.rec.Hours[w.day+h]
}

// arrive sets the hour ahead from the weather of the whole hour m. River and sea
// have had the mean of the last and this hour's air for an hour. While nobody
// looks the air keeps to its dry bulb, which is all that they follow.
func (w *site) arrive(m sim.Minute, h Hour, unseen bool) {
	if w.rec == nil && !math.IsNaN(w.spec.AltitudeM) {
		h = moveToAltitude(h, w.genElevationM(), w.spec.AltitudeM)
	}
	h = w.warm.apply(h, w.warm.atK(m))
	before := w.ahead.air.DryBulbDegC
	mean := (before + h.DryBulbDegC) / 2
	w.ahead.riverDegC = w.spec.River.after(w.ahead.riverDegC, mean)
	w.ahead.seaDegC = w.spec.Sea.after(w.ahead.seaDegC, mean)
	if unseen {
		w.ahead.air.DryBulbDegC = h.DryBulbDegC
		return
	}
	hr := psychro.HumidityRatioFromVapourPressure(h.RelHumidity*psychro.SaturationPressurePa(h.DryBulbDegC), h.PressurePa)
	w.ahead.air = psychro.Air{
		DryBulbDegC:   h.DryBulbDegC,
		WetBulbDegC:   psychro.WetBulbDegC(h.DryBulbDegC, hr, h.PressurePa),
		HumidityRatio: hr,
		PressurePa:    h.PressurePa,
	}
	w.ahead.relHumidity = h.RelHumidity
}

// genElevationM is the altitude that the site's generator holds for.
func (w *site) genElevationM() float64 {
	_, _, z, _ := SiteInfo(w.spec.Site)
	return z
}

// tilt sets the slopes per minute from the hour's start to its end.
func (w *site) tilt() {
	a, b := &w.base, &w.ahead
	w.slope = state{
		air: psychro.Air{
			DryBulbDegC:   (b.air.DryBulbDegC - a.air.DryBulbDegC) / 60,
			WetBulbDegC:   (b.air.WetBulbDegC - a.air.WetBulbDegC) / 60,
			HumidityRatio: (b.air.HumidityRatio - a.air.HumidityRatio) / 60,
			PressurePa:    (b.air.PressurePa - a.air.PressurePa) / 60,
		},
		relHumidity: (b.relHumidity - a.relHumidity) / 60,
		riverDegC:   (b.riverDegC - a.riverDegC) / 60,
		seaDegC:     (b.seaDegC - a.seaDegC) / 60,
	}
}
