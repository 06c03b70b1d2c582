package validation

import (
	"context"
	"encoding/csv"
	"fmt"
	"math"
	"os"
	"strconv"
	"time"

	"caloduc/models/reactor"
	"caloduc/sim"
	"caloduc/sim/param"
	"caloduc/sim/record"
)

const (
	courDesComptes = "Cour des comptes 2025: Kd of the French fleet 74 % on average from 2014 to 2024; EDF DEU 2020: 74.0 % in 2019, 71.9 % in 2020"
	edfForced      = "EDF DEU 2019: unplanned losses 3.7 % in 2018, 3.95 % in 2019"
	edfOutages     = "BFM after EDF, 2023: about 43 planned outages a year on 56 units"
	entsoe         = "ENTSO-E installed capacity per production type, France: 61,370 MW of nuclear (56 units, without Flamanville 3)"
	rteGolfech     = "RTE, actual generation per unit, 29 January 2016: Golfech 2 from 1,192 to 329 and back to 1,289 MW"
	rteFile        = "data/reactor/rte_nuclear_per_unit_30min_2016-01-29.csv"
)

// ownNight is what the comparison with Golfech's night shows.
const ownNight = "the unit is asked for the very half-hours that were measured: it shows that its ramp limit and least power let them pass, and predicts nothing"

// reactorFleet are statistics of the fleet over years, and one unit that follows load.
func reactorFleet() []Comparison {
	return []Comparison{{
		Name: "fleet.availability", Quantity: "technical availability Kd of the fleet", Source: courDesComptes,
		Published: value(0.74), Tolerance: within(0.005), Class: Measured, Basis: digits,
		Misfit: &Misfit{Side: High, Diagnosis: "outages of units are independent here: the mean holds 2022, when one generic fault (stress corrosion) stopped many units, and the outages that the pandemic drew out in 2020"},
		Run:    func(e *Env) (float64, error) { f, err := fleetYears(e); return f.availability, err },
	}, {
		Name: "fleet.outages", Quantity: "planned outages a year on 56 units", Source: edfOutages,
		Published: value(43), Tolerance: within(1), Class: Measured, Basis: "about 43: to one outage",
		Misfit: &Misfit{Side: High, Diagnosis: "cycles follow the calendar alone: a unit that ran less is refuelled no later"},
		Run:    func(e *Env) (float64, error) { f, err := fleetYears(e); return f.outagesPerYear, err },
	}, {
		Name: "fleet.forced", Quantity: "share of capacity lost to forced outages and reductions", Source: edfForced,
		Published: between(0.037, 0.0395), Tolerance: within(0.005), Class: Fitted, Basis: "chance over 12 years of 57 units: 300 losses of some days each", Why: "the rate of forced outages was fitted to these losses",
		Run: func(e *Env) (float64, error) { f, err := fleetYears(e); return f.forced, err },
	}, {
		Name: "fleet.capacity", Quantity: "net capacity of 56 units", Unit: "MW", Source: entsoe,
		Published: value(61370), Tolerance: within(0), Class: Identity, Basis: digits, Why: "a sum of the catalogue's facts",
		Run: func(*Env) (float64, error) {
			specs, err := frenchFleet()
			sum := 0.0
			for _, s := range specs {
				if s.Series != "EPR" {
					sum += s.NetCapacityMW
				}
			}
			return sum, err
		},
	}, {
		Name: "golfech.lowest", Quantity: "Golfech 2 asked for RTE's half-hours: lowest", Unit: "MW", Source: rteGolfech, Needs: rteFile,
		Published: value(329), Tolerance: share(0.01), Class: Identity, Basis: "purpose: 1 % of net capacity", Why: ownNight,
		Run: func(e *Env) (float64, error) { g, err := golfech(e); return g.lowestMW, err },
	}, {
		Name: "golfech.fall", Quantity: "Golfech 2: largest fall from one half-hour to the next", Unit: "MW", Source: rteGolfech, Needs: rteFile,
		Published: value(635), Tolerance: share(0.01), Class: Identity, Basis: "purpose: 1 % of net capacity", Why: ownNight,
		Run: func(e *Env) (float64, error) { g, err := golfech(e); return g.fallMW, err },
	}, {
		Name: "golfech.departure", Quantity: "Golfech 2: largest departure of a half-hour, over net capacity", Source: rteGolfech, Needs: rteFile,
		Published: value(0), Tolerance: within(0.01), Class: Identity, Basis: "purpose: 1 % of net capacity", Why: ownNight,
		Run: func(e *Env) (float64, error) { g, err := golfech(e); return g.departure, err },
	}}
}

// reactorUnit returns the spec of a unit of the catalogue with further keys.
func reactorUnit(unit, text string) (*reactor.Spec, error) {
	s := new(reactor.Spec)
	_, err := param.Decode(unit, []byte(fmt.Sprintf("unit = %q\n%s", unit, text)), s, nil)
	return s, err
}

// frenchFleet returns all units of the catalogue.
func frenchFleet() ([]*reactor.Spec, error) {
	var specs []*reactor.Spec
	for _, e := range reactor.FrenchUnits.Entries {
		s, err := reactorUnit(e.Name, "")
		if err != nil {
			return nil, err
		}
		specs = append(specs, s)
	}
	return specs, nil
}

// calendarOf returns the calendar of a comparison that lasts some years.
func calendarOf(years int) (sim.Calendar, error) {
	return sim.NewCalendar(time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), years, "Europe/Paris")
}

// mildColdSource gives every unit about its net capacity.
var mildColdSource = reactor.ColdSource{WaterDegC: 15, WetBulbDegC: 10}

// fleetStatistics are those of the fleet over some years.
type fleetStatistics struct{ availability, forced, outagesPerYear float64 }

func fleetYears(e *Env) (fleetStatistics, error) {
	return once(e, "reactors.fleet", func() (fleetStatistics, error) { return simulateFleet(e.years(12, 40)) })
}

// simulateFleet runs the whole fleet minute by minute and reads it every six
// hours.
func simulateFleet(years int) (s fleetStatistics, err error) {
	specs, err := frenchFleet()
	if err != nil {
		return s, err
	}
	cal, err := calendarOf(years)
	if err != nil {
		return s, err
	}
	f, err := reactor.NewFleet(specs, cal, sim.Streams{Seed: 3})
	if err != nil {
		return s, err
	}
	reg := record.NewRegistry()
	f.Declare(reg.Root())
	counters, err := record.NewRecorder(reg, cal, record.Options{})
	if err != nil {
		return s, err
	}
	cold := make([]reactor.ColdSource, f.Len())
	for i := range cold {
		cold[i] = mildColdSource
	}
	books := fleetBooks{fleet: f, spells: make([]spell, f.Len())}
	engine := sim.NewEngine(cal, 0)
	defer engine.Close()
	f.Start(engine)
	err = engine.Run(context.Background(), cal.End(), func() string { return "fleet" }, func(m sim.Minute) error {
		f.Step(m, cold)
		if m%(6*sim.Hour) == 0 {
			books.read(counters)
		}
		return nil
	})
	return books.statistics(years), err
}

// fleetBooks sums what the fleet's units could give and lost, in MW times
// readings.
type fleetBooks struct {
	fleet                *reactor.Fleet
	spells               []spell
	capacity, up, forced float64
}

// spell is a unit's state of outages: what it has lost at zero since it last
// ran, and its planned outages when it last ran and now.
type spell struct {
	dark        float64
	before, now int64
}

func (b *fleetBooks) read(counters *record.Recorder) {
	i := 0
	for _, c := range counters.Counters() {
		if c.Name == "planned_outages" {
			b.spells[i].now = c.Count
			i++
		}
	}
	for i := range b.spells {
		u, s := b.fleet.Unit(i), &b.spells[i]
		mw := u.Spec().NetCapacityMW
		b.capacity += mw
		b.up += mw * u.Availability
		if u.Availability == 0 {
			s.dark += mw
			continue
		}
		if s.now == s.before { // no planned outage lay in the spell
			b.forced += s.dark
		}
		b.forced += mw * (1 - u.Availability)
		s.dark, s.before = 0, s.now
	}
}

func (b *fleetBooks) statistics(years int) fleetStatistics {
	outages := int64(0)
	for i := range b.spells {
		outages += b.spells[i].now
	}
	return fleetStatistics{availability: b.up / b.capacity, forced: b.forced / b.capacity,
		outagesPerYear: float64(outages) / float64(years) / float64(len(b.spells)) * 56}
}

// golfechNight is how Golfech 2 follows its own night.
type golfechNight struct{ lowestMW, fallMW, departure float64 }

func golfech(e *Env) (golfechNight, error) {
	return once(e, "reactors.golfech", func() (golfechNight, error) {
		file, _ := e.File(rteFile)
		series, err := readUnit(file, "GOLFECH 2")
		if err != nil {
			return golfechNight{}, err
		}
		return followNight(series)
	})
}

// followNight asks the unit of the catalogue for the mean power of every
// half-hour in turn: it moves as fast as its ramp limit lets it.
func followNight(series []float64) (n golfechNight, err error) {
	s, err := reactorUnit("Golfech 2", "since_refuelling_d = 0\ncold_source = { max_gain_fraction = 0.05 }\n"+
		"forced = { scrams_per_year = 0, failures_per_year = 0, partial_loss_fraction = 0 }")
	if err != nil {
		return n, err
	}
	cal, err := calendarOf(1)
	if err != nil {
		return n, err
	}
	f, err := reactor.NewFleet([]*reactor.Spec{s}, cal, sim.Streams{Seed: 1})
	if err != nil {
		return n, err
	}
	u, m := f.Unit(0), sim.Minute(1)
	cold := []reactor.ColdSource{mildColdSource}
	u.TargetMW = series[0]
	for ; m < 2*sim.Hour; m++ {
		f.Step(m, cold)
	}
	n.lowestMW = math.Inf(1)
	last := series[0]
	for i, mw := range series {
		sum := 0.0
		for k := range 30 {
			u.TargetMW = halfHourTarget(series, i, k)
			f.Step(m, cold)
			sum += u.NetMW / 30
			m++
		}
		n.lowestMW, n.fallMW, last = min(n.lowestMW, sum), max(n.fallMW, last-sum), sum
		n.departure = max(n.departure, math.Abs(sum-mw)/s.NetCapacityMW)
	}
	return n, nil
}

// halfHourTarget is the power asked for in minute k of half-hour i: the means of
// the half-hours joined through their ends, corrected so that the half-hour
// keeps its mean.
func halfHourTarget(series []float64, i, k int) float64 {
	mw := series[i]
	before, after := series[max(i-1, 0)], series[min(i+1, len(series)-1)]
	start, end := (before+mw)/2, (mw+after)/2
	middle := 2*mw - (start+end)/2
	x := (float64(k) + 0.5) / 15
	if x < 1 {
		return start + x*(middle-start)
	}
	return middle + (x-1)*(end-middle)
}

// readUnit reads the half-hours of one unit.
func readUnit(file, unit string) ([]float64, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		return nil, err
	}
	var series []float64
	for _, row := range rows[1:] {
		if len(row) < 5 || row[0] != unit {
			continue
		}
		mw, err := strconv.ParseFloat(row[4], 64)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		series = append(series, mw)
	}
	if len(series) == 0 {
		return nil, fmt.Errorf("%s: no half-hours of %s", file, unit)
	}
	return series, nil
}
