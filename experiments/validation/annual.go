package validation

import (
	"compress/gzip"
	"encoding/csv"
	"fmt"
	"math"
	"os"
	"strconv"

	"caloduc/cooling"
	"caloduc/cooling/psychro"
	"caloduc/models/power"
	"caloduc/models/weather"
	"caloduc/sim"
	"caloduc/sim/param"
)

// climate is the air of a place over whole years, and what plants there are
// sized for.
type climate struct {
	hours []psychro.Air // at whole hours
	site  cooling.Site
}

// readClimate reads a weather record in any format of the weather model and
// lays it over the given number of years; keys are further keys of a table
// [weather.NAME], altitude_m where the file has none.
func readClimate(file, keys string, years int) (*climate, error) {
	spec := new(weather.Spec)
	if _, err := param.Decode("weather", []byte(keys), spec, []string{fmt.Sprintf("file=%q", file)}); err != nil {
		return nil, err
	}
	cal, err := calendarOf(years)
	if err != nil {
		return nil, err
	}
	w, err := weather.New([]param.Entry[*weather.Spec]{{Name: "site", Spec: spec}}, cal, sim.Streams{}, 0)
	if err != nil {
		return nil, err
	}
	d := w.Design(0)
	c := &climate{site: cooling.Site{AltitudeM: w.ElevationM(0), PressurePa: d.PressurePa,
		DesignDryBulbDegC: d.DryBulbDegC, DesignWetBulbDegC: d.WetBulbDegC}}
	for m := sim.Minute(0); m < cal.End(); m += sim.Hour {
		w.Step(m)
		c.hours = append(c.hours, *w.Air(0))
	}
	return c, nil
}

// Margins from the maxima of one typical year to what is reached once in 20
// years, as package weather takes them where a file says nothing.
const (
	marginDryBulbK = 4
	marginWetBulbK = 2
)

// readZone reads a typical year of a climate zone: a gzipped CSV file of the
// columns hour, drybulb_degC, rh_pct, pressure_Pa.
func readZone(file string) (*climate, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	rows, err := csv.NewReader(z).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	c := &climate{site: cooling.Site{DesignDryBulbDegC: math.Inf(-1), DesignWetBulbDegC: math.Inf(-1)}}
	for i, row := range rows[1:] {
		var v [4]float64
		for k := range min(len(row), len(v)) {
			if v[k], err = strconv.ParseFloat(row[k], 64); err != nil {
				return nil, fmt.Errorf("%s:%d: %w", file, i+2, err)
			}
		}
		air := psychro.FromRelHumidity(v[1], v[2]/100, v[3])
		if math.IsNaN(air.WetBulbDegC) {
			return nil, fmt.Errorf("%s:%d: no such air: %v", file, i+2, row)
		}
		c.hours = append(c.hours, air)
		c.site.PressurePa += v[3]
		c.site.DesignDryBulbDegC = max(c.site.DesignDryBulbDegC, air.DryBulbDegC+marginDryBulbK)
		c.site.DesignWetBulbDegC = max(c.site.DesignWetBulbDegC, air.WetBulbDegC+marginWetBulbK)
	}
	if len(c.hours) != 8760 {
		return nil, fmt.Errorf("%s: %d hours, want 8760", file, len(c.hours))
	}
	c.site.PressurePa /= float64(len(c.hours))
	return c, nil
}

// facility is one hall: its power chain, its plant and its transformers.
type facility struct {
	dcMW  float64 // design power at the servers' DC bus
	plant cooling.Plant
	chain *power.Chain
	bank  *power.Bank
}

// yearly is what a facility used over the years of a climate: MWh, and m3 of
// water.
type yearly struct {
	IT                                                               float64
	Distribution, UPS, House, Transformers                           float64
	Pumps, CDUPumps, RejectionFans, AirFans, Compressors, SprayPumps float64
	Cooling                                                          float64 // all of the line above, as the plant gives it
	Drawn, Evaporated                                                float64
	ThrottledMinutes, Minutes                                        int
}

// Facility is all that the site draws, MWh.
func (y *yearly) Facility() float64 {
	return y.IT + y.Distribution + y.UPS + y.House + y.Transformers + y.Cooling
}

// PUE is the power usage effectiveness (ISO/IEC 30134-2), category 2: the IT load
// is measured at the servers' inlets.
func (y *yearly) PUE() float64 { return y.Facility() / y.IT }

// WUE is the water usage effectiveness (ISO/IEC 30134-9), L/kWh: water drawn on
// site over IT energy.
func (y *yearly) WUE() float64 { return y.Drawn / y.IT }

// annual steps a facility minute by minute over the years of a climate. load is
// the share of design DC power that the servers ask for; what the plant cannot
// cool is taken off in the next minute. A first day, not counted, brings the loops
// to their temperatures.
func annual(f *facility, c *climate, load func(sim.Minute) float64) yearly {
	var y yearly
	var air psychro.Air
	n := len(c.hours)
	duty := f.plant.Duty()
	for m := -sim.Day; m < sim.Hour*sim.Minute(n); m++ {
		hour := (int(m+sim.Day) / 60) % n
		if m >= 0 {
			hour = int(m) / 60
		}
		interpolate(&air, &c.hours[hour], &c.hours[(hour+1)%n], float64((m+sim.Day)%60)/60)
		asked := load(m)
		given := min(asked, duty.HeatLimit)
		f.chain.Step(given*f.dcMW, duty.ElectricMW)
		room := f.chain.DistributionLossMW + f.chain.UPSLossMW + f.chain.HouseMW
		f.plant.Step(m, &cooling.Outdoor{Air: &air}, cooling.Load{ITMW: f.chain.ITMW, RoomHeatMW: room})
		f.bank.Step(f.chain.InputMW + f.chain.HouseMW + duty.ElectricMW)
		if m >= 0 {
			y.book(f, duty)
			if given < asked {
				y.ThrottledMinutes++
			}
		}
	}
	return y
}

// interpolate sets air to the state at the share x from a to b, linearly.
func interpolate(air, a, b *psychro.Air, x float64) {
	air.DryBulbDegC = a.DryBulbDegC + x*(b.DryBulbDegC-a.DryBulbDegC)
	air.WetBulbDegC = a.WetBulbDegC + x*(b.WetBulbDegC-a.WetBulbDegC)
	air.HumidityRatio = a.HumidityRatio + x*(b.HumidityRatio-a.HumidityRatio)
	air.PressurePa = a.PressurePa + x*(b.PressurePa-a.PressurePa)
}

// book adds a minute.
func (y *yearly) book(f *facility, d *cooling.Duty) {
	const perMinute = 1. / 60
	y.Minutes++
	y.IT += perMinute * f.chain.ITMW
	y.Distribution += perMinute * f.chain.DistributionLossMW
	y.UPS += perMinute * f.chain.UPSLossMW
	y.House += perMinute * f.chain.HouseMW
	y.Transformers += perMinute * f.bank.LossMW
	y.Pumps += perMinute * d.FacilityPumpMW
	y.CDUPumps += perMinute * d.CDUPumpMW
	y.RejectionFans += perMinute * d.RejectionFanMW
	y.AirFans += perMinute * d.AirFanMW
	y.Compressors += perMinute * d.CompressorMW
	y.SprayPumps += perMinute * d.SprayPumpMW
	y.Cooling += perMinute * d.ElectricMW
	y.Drawn += 0.06 * d.WaterKgPerS // kg/s over a minute, m3
	y.Evaporated += 0.06 * d.EvaporatedKgPerS
}

// String gives a year in words, for tests and logs.
func (y *yearly) String() string {
	p := func(x float64) float64 { return 100 * x / y.IT }
	return fmt.Sprintf("PUE %.4f, WUE %.3f L/kWh; %% of IT: UPS %.2f, distribution %.2f, transformers %.2f, house %.2f, pumps %.2f, CDU pumps %.2f, rejection fans %.2f, air fans %.2f, compressors %.2f, spray pumps %.2f; %d of %d minutes throttled",
		y.PUE(), y.WUE(), p(y.UPS), p(y.Distribution), p(y.Transformers), p(y.House), p(y.Pumps), p(y.CDUPumps), p(y.RejectionFans), p(y.AirFans), p(y.Compressors), p(y.SprayPumps), y.ThrottledMinutes, y.Minutes)
}
