package weather

import (
	"fmt"
	"math"

	"caloduc/cooling/psychro"
	"caloduc/sim"
	"caloduc/sim/param"
)

// Design is the weather that cooling at a place is sized for: each value is
// reached once in 20 years (the minimum: undercut) in the climate of one day, the
// experiment's warming up to then included.
type Design struct {
	DryBulbDegC    float64
	WetBulbDegC    float64
	MinDryBulbDegC float64
	PressurePa     float64
	Source         string // how the values came about
}

// How extremes are found.
const (
	returnYears    = 20
	sampleYears    = 30  // of the generator
	fewestYears    = 3   // of a record, for its own return values
	fewestDays     = 270 // of a record's year, for its extremes to count
	marginDryBulbK = 4.0 // from the maximum of one typical year to the 20-year value: the mean over eight EPW files of what their headers give (2.1 to 8.3 K)
	marginWetBulbK = 2.0 // likewise; an assumption
)

// ReturnValue returns the extreme that is reached once in n years, degC, from
// the mean and the standard deviation of the yearly extremes; sign is 1 for
// maxima and -1 for minima.
//
// ASHRAE HoF 2017 ch. 14 eq. 4 and 5: T = M + I F s with Gumbel's F.
func ReturnValue(meanDegC, sdK, n, sign float64) float64 {
	f := -math.Sqrt(6) / math.Pi * (0.5772 + math.Log(math.Log(n/(n-1))))
	return meanDegC + sign*f*sdK
}

// DesignOf returns the design weather of one place in its climate at minute at: what
// is built then is sized for it, whatever warming follows. Given values go first. For a
// generated place the return values come from 30 generated years of a stream of its
// own, the same in every run; for a record of three years and more from its own yearly
// extremes; for a shorter one from its header (dry bulb) or else its extremes with a
// margin of 4 K (dry bulb) and 2 K (wet bulb). The warming at that minute is added, the
// humidity going as in the run.
func DesignOf(e param.Entry[*Spec], cal sim.Calendar, at sim.Minute) (Design, error) {
	w := new(site)
	if err := w.open(e, cal); err != nil {
		return Design{}, fmt.Errorf("weather.%s: %w", e.Name, err)
	}
	return w.design(at), nil
}

// design is DesignOf of an open site.
func (w *site) design(at sim.Minute) Design {
	var x extremes
	if w.rec != nil {
		x = w.rec.once()
	} else {
		x = sampled[w.spec.Site].moved(w.genElevationM(), w.place.elevationM)
	}
	d := x.warmed(w.warm.atK(at), w.warm.keepDewPoint)
	if !math.IsNaN(w.spec.DesignDryBulbDegC) {
		d.DryBulbDegC, d.Source = w.spec.DesignDryBulbDegC, d.Source+"; dry bulb as given"
	}
	if !math.IsNaN(w.spec.DesignWetBulbDegC) {
		d.WetBulbDegC, d.Source = w.spec.DesignWetBulbDegC, d.Source+"; wet bulb as given"
	}
	return d
}

// extremes are the return values of a climate as it stands, with the dry bulb
// that comes with the extreme wet bulb.
type extremes struct {
	dryBulb, minDryBulb, wetBulb, atWetBulb, pressurePa float64
	source                                              string
}

// warmed adds warming to the extremes.
func (x extremes) warmed(dK float64, keepDewPoint bool) Design {
	d := Design{DryBulbDegC: x.dryBulb + dK, WetBulbDegC: x.wetBulb, MinDryBulbDegC: x.minDryBulb + dK, PressurePa: x.pressurePa, Source: x.source}
	if dK == 0 {
		return d
	}
	at := math.Max(x.atWetBulb, x.wetBulb)
	w := psychro.HumidityRatioFromWetBulb(at, x.wetBulb, x.pressurePa)
	if !keepDewPoint {
		rh := math.Min(1, psychro.RelHumidity(at, w, x.pressurePa))
		w = psychro.HumidityRatioFromRelHumidity(at+dK, rh, x.pressurePa)
	}
	d.WetBulbDegC = psychro.WetBulbDegC(at+dK, w, x.pressurePa)
	d.Source += fmt.Sprintf("; with %.2g K of warming", dK)
	return d
}

// moved takes the extremes to another altitude as the hours of the run are.
func (x extremes) moved(fromM, toM float64) extremes {
	if fromM == toM {
		return x
	}
	w := psychro.HumidityRatioFromWetBulb(x.atWetBulb, x.wetBulb, x.pressurePa)
	h := Hour{DryBulbDegC: x.atWetBulb, RelHumidity: psychro.RelHumidity(x.atWetBulb, w, x.pressurePa), PressurePa: x.pressurePa}
	h = moveToAltitude(h, fromM, toM)
	dK := h.DryBulbDegC - x.atWetBulb
	a := psychro.FromRelHumidity(h.DryBulbDegC, h.RelHumidity, h.PressurePa)
	return extremes{dryBulb: x.dryBulb + dK, minDryBulb: x.minDryBulb + dK, wetBulb: a.WetBulbDegC,
		atWetBulb: h.DryBulbDegC, pressurePa: h.PressurePa, source: x.source}
}

// yearExtremes are those of one year.
type yearExtremes struct{ max, min, wet, atWet, pressurePa float64 }

// yearly gathers extremes year by year.
type yearly struct {
	years []yearExtremes
	now   yearExtremes
	hours int
}

func newYearly() *yearly {
	y := &yearly{}
	y.reset()
	return y
}

func (y *yearly) reset() {
	y.now, y.hours = yearExtremes{max: math.Inf(-1), min: math.Inf(1), wet: math.Inf(-1)}, 0
}

// add takes an hour into the current year. The wet bulb is solved only where
// the air is moister than it would be at the greatest wet bulb so far.
func (y *yearly) add(h Hour) {
	e := &y.now
	y.hours++
	e.max, e.min = math.Max(e.max, h.DryBulbDegC), math.Min(e.min, h.DryBulbDegC)
	e.pressurePa += h.PressurePa
	if h.DryBulbDegC <= e.wet {
		return
	}
	w := psychro.HumidityRatioFromVapourPressure(h.RelHumidity*psychro.SaturationPressurePa(h.DryBulbDegC), h.PressurePa)
	if !math.IsInf(e.wet, -1) && w <= psychro.HumidityRatioFromWetBulb(h.DryBulbDegC, e.wet, h.PressurePa) {
		return
	}
	if wet := psychro.WetBulbDegC(h.DryBulbDegC, w, h.PressurePa); wet > e.wet {
		e.wet, e.atWet = wet, h.DryBulbDegC
	}
}

// end closes the current year and counts it if it counts.
func (y *yearly) end(counts bool) {
	if counts && y.hours > 0 {
		y.now.pressurePa /= float64(y.hours)
		y.years = append(y.years, y.now)
	}
	y.reset()
}

// mean returns mean and standard deviation over the years.
func (y *yearly) mean(of func(*yearExtremes) float64) (mean, sd float64) {
	n := float64(len(y.years))
	for i := range y.years {
		mean += of(&y.years[i]) / n
	}
	for i := range y.years {
		d := of(&y.years[i]) - mean
		sd += d * d
	}
	return mean, math.Sqrt(sd / math.Max(1, n-1))
}

// returnValues are the 20-year values of the years gathered.
func (y *yearly) returnValues() (x extremes) {
	value := func(of func(*yearExtremes) float64, sign float64) float64 {
		m, s := y.mean(of)
		return ReturnValue(m, s, returnYears, sign)
	}
	x.dryBulb = value(func(e *yearExtremes) float64 { return e.max }, 1)
	x.minDryBulb = value(func(e *yearExtremes) float64 { return e.min }, -1)
	x.wetBulb = value(func(e *yearExtremes) float64 { return e.wet }, 1)
	x.atWetBulb, _ = y.mean(func(e *yearExtremes) float64 { return e.atWet })
	x.pressurePa, _ = y.mean(func(e *yearExtremes) float64 { return e.pressurePa })
	return x
}

// extremes are the record's return values.
func (r *Record) extremes() extremes {
	y := newYearly()
	most := 0
	for k := range r.years {
		most = max(most, r.years[k].days)
	}
	for k := range r.years {
		for _, first := range r.years[k].first {
			for h := range 24 {
				if first != noDay {
					y.add(r.Hours[int(first)+h])
				}
			}
		}
		y.end(r.years[k].days >= min(fewestDays, most))
	}
	x := y.returnValues()
	x.source = fmt.Sprintf("20-year values from the yearly extremes of %d years of the record", len(y.years))
	if len(y.years) >= fewestYears {
		return x
	}
	x = extremes{dryBulb: math.Inf(-1), minDryBulb: math.Inf(1), wetBulb: math.Inf(-1), pressurePa: x.pressurePa}
	for _, e := range y.years {
		x.dryBulb, x.minDryBulb = math.Max(x.dryBulb, e.max+marginDryBulbK), math.Min(x.minDryBulb, e.min-marginDryBulbK)
		if e.wet+marginWetBulbK > x.wetBulb {
			x.wetBulb, x.atWetBulb = e.wet+marginWetBulbK, e.atWet
		}
	}
	x.source = fmt.Sprintf("extremes of the record with %g K (dry bulb) and %g K (wet bulb) to spare", marginDryBulbK, marginWetBulbK)
	if !math.IsNaN(r.Return20MaxDegC) {
		x = r.headed(x)
	}
	return x
}

// headed takes the dry bulbs of the file's header, but for those that the record's own
// hours exceed: a header's years are not the record's.
func (r *Record) headed(x extremes) extremes {
	x.dryBulb, x.minDryBulb = r.Return20MaxDegC, r.Return20MinDegC
	x.source = "dry bulb: 20-year values of the file's header"
	beyond := false
	for i := range r.Hours {
		t := r.Hours[i].DryBulbDegC
		beyond = beyond || t > x.dryBulb
		x.dryBulb, x.minDryBulb = math.Max(x.dryBulb, t), math.Min(x.minDryBulb, t)
	}
	if beyond {
		x.source = "dry bulb: highest of the record, above the 20-year value of the file's header"
	}
	x.source += fmt.Sprintf("; wet bulb: extreme of the record with %g K to spare", marginWetBulbK)
	return x
}

// fromSample tells where the extremes of a site of the generator come from.
var fromSample = fmt.Sprintf("20-year values from the yearly extremes of %d generated years", sampleYears)
