package validation

import (
	"compress/gzip"
	"context"
	"encoding/csv"
	"fmt"
	"math"
	"os"
	"slices"
	"strconv"

	"caloduc/models/reactor"
	"caloduc/sim"
)

const (
	rte2021      = "RTE by ENTSO-E, hourly nuclear output of France in 2021, on the 56 units' 61,370 MW"
	file2021     = "data/grid/timeseries/fr_generation_flows_hourly_2021.csv.gz"
	asked2021    = "the request is the output of 2021 itself, hour by hour: what is shown is whether units with outages of their own and with the fleet's limits can follow it"
	ofFollowing  = "purpose: within 40 %, the years of a fleet differ by as much (2020 and 2021)"
	wholeNight   = "the requests, as read off the night: to its minimum at 02:20, to 1,150 MW at 05:30 and to full power at 07:30"
	nightPurpose = "purpose: a half-hour within 8 % of net power"
)

// reactorFollowing is how the fleet follows the hours of 2021.
func reactorFollowing() []Comparison {
	of := func(f func(*followed) float64) func(*Env) (float64, error) {
		return func(e *Env) (float64, error) {
			year, err := follow2021(e)
			if err != nil {
				return 0, err
			}
			return f(year), nil
		}
	}
	row := func(name, quantity, unit string, published float64, run func(*followed) float64) Comparison {
		return Comparison{Name: "following.2021." + name, Quantity: quantity, Unit: unit, Source: rte2021, Needs: file2021,
			Published: value(published), Tolerance: share(0.4), Class: Identity, Why: asked2021, Basis: ofFollowing, Run: of(run)}
	}
	return []Comparison{
		{Name: "following.2021.load-factor", Quantity: "share of capacity delivered (Kp), asked for the hours of 2021", Source: "EDF DEU 2021, 2022: Kp of 2021 67.1 %", Needs: file2021,
			Published: value(0.671), Tolerance: within(0.03), Class: Identity, Why: asked2021, Basis: "purpose: 3 points", Run: of(func(f *followed) float64 { return f.kp })},
		row("below-daily-max", "energy below each day's highest hour", "TWh", 8.02, func(f *followed) float64 { return f.belowTWh }),
		row("swing.mean", "daily swing, mean", "MW", 2290, func(f *followed) float64 { return f.swingMean }),
		row("swing.p95", "daily swing, 95th percentile", "MW", 5595, func(f *followed) float64 { return f.swingP95 }),
		row("ramp.p1", "hourly ramp, 1st percentile", "MW", -1308, func(f *followed) float64 { return f.rampP1 }),
		row("ramp.p99", "hourly ramp, 99th percentile", "MW", 1353, func(f *followed) float64 { return f.rampP99 }),
	}
}

// followed is what the estimator finds in a fleet's hours, each number the mean over
// years.
type followed struct{ kp, belowTWh, swingMean, swingP95, rampP1, rampP99 float64 }

// add adds a year of hours, MW, by the estimator that was applied to RTE's.
func (f *followed) add(hours []float64, capacityMW, weight float64) {
	var swings, ramps []float64
	below := 0.0
	for d := 0; d+24 <= len(hours); d += 24 {
		day := hours[d : d+24]
		high, low := slices.Max(day), slices.Min(day)
		swings = append(swings, high-low)
		for _, mw := range day {
			below += high - mw
		}
	}
	for i := 1; i < len(hours); i++ {
		ramps = append(ramps, hours[i]-hours[i-1])
	}
	f.kp += weight * meanOf(hours) / capacityMW
	f.belowTWh += weight * below / 1e6
	f.swingMean += weight * meanOf(swings)
	f.swingP95 += weight * quantile(swings, 0.95)
	f.rampP1 += weight * quantile(ramps, 0.01)
	f.rampP99 += weight * quantile(ramps, 0.99)
}

// follow2021 asks the fleet for the hours of 2021 in the years of some runs.
func follow2021(e *Env) (*followed, error) {
	return once(e, "reactors.following", func() (*followed, error) {
		file, _ := e.File(file2021)
		asked, err := readHours(file, "nuclear")
		if err != nil {
			return nil, err
		}
		const years = 5
		runs := make([][]float64, e.years(4, 20))
		var capacity float64
		err = together(len(runs), func(i int) (err error) {
			f, cal, err := fleetFrom(independent, years, uint64(i))
			if err != nil {
				return err
			}
			if i == 0 {
				capacity = capacityMW(f)
			}
			runs[i], err = deliver(f, cal, asked)
			return err
		})
		if err != nil {
			return nil, err
		}
		out := new(followed)
		for _, hours := range runs {
			for y := range years {
				out.add(hours[y*8760:(y+1)*8760], capacity, 1/float64(years*len(runs)))
			}
		}
		return out, nil
	})
}

// deliver asks the fleet for a year's hours, over and over, and returns what it gives by
// hour, MW.
func deliver(f *reactor.Fleet, cal sim.Calendar, asked []float64) (hours []float64, err error) {
	cold := slices.Repeat([]reactor.ColdSource{mildColdSource}, f.Len())
	engine := sim.NewEngine(cal, 0)
	f.Start(engine)
	sum := 0.0
	err = engine.Run(context.Background(), cal.End(), func() string { return "fleet" }, func(m sim.Minute) error {
		if m%sim.Hour == 0 {
			f.Request(asked[int(m/sim.Hour)%len(asked)])
		}
		f.Step(m, cold)
		sum += f.NetMW / 60
		if (m+1)%sim.Hour == 0 {
			hours, sum = append(hours, sum), 0
		}
		return nil
	})
	return hours, err
}

// readHours reads a column of hours, whole days; one that is missing is as the one before.
func readHours(file, column string) (hours []float64, err error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, err
	}
	rows, err := csv.NewReader(z).ReadAll()
	if err != nil {
		return nil, err
	}
	i := slices.Index(rows[0], column)
	if i < 0 {
		return nil, fmt.Errorf("%s: no column %q", file, column)
	}
	for line, row := range rows[1:] {
		mw, err := strconv.ParseFloat(row[i], 64)
		switch {
		case row[i] == "" && len(hours) > 0:
			mw = hours[len(hours)-1]
		case err != nil:
			return nil, fmt.Errorf("%s:%d: %w", file, line+2, err)
		}
		hours = append(hours, mw)
	}
	return hours[:len(hours)/24*24], nil
}

// golfechAsked is how Golfech 2 spends the night of 29 January 2016, asked as it was.
func golfechAsked() []Comparison {
	return []Comparison{{
		Name: "golfech.asked", Quantity: "Golfech 2 asked for three powers: worst half-hour, departure over net capacity", Source: rteGolfech + "; " + wholeNight, Needs: rteFile,
		Published: Published{math.Inf(-1), 0.08}, Tolerance: within(0), Class: Fitted, Basis: nightPurpose,
		Why: "the unit starts at the night's own first half-hour, the times and 1,150 MW are read off it, and hold_h, 2 of the cited 1 to 4 h, was chosen with it in view",
		Run: func(e *Env) (float64, error) {
			file, _ := e.File(rteFile)
			series, err := readUnit(file, "GOLFECH 2")
			if err != nil {
				return 0, err
			}
			return askedNight(series)
		},
	}}
}

// askedNight asks the unit of the catalogue, in the middle of its cycle and at the power
// of the night's first half-hour, for its minimum at 02:20, for 1,150 MW at 05:30 and for full power at 07:30, and returns by how much the
// worst half-hour departs from RTE's, over net capacity.
func askedNight(series []float64) (worst float64, err error) {
	s, err := reactorUnit("Golfech 2", "since_refuelling_d = 223\nforced = { scrams_per_year = 0, failures_per_year = 0 }")
	if err != nil {
		return 0, err
	}
	cal, err := calendarOf(1)
	if err != nil {
		return 0, err
	}
	f, err := reactor.NewFleet([]*reactor.Spec{s}, cal, sim.Streams{Seed: 1})
	if err != nil {
		return 0, err
	}
	u, cold := f.Unit(0), []reactor.ColdSource{mildColdSource}
	u.Ask(series[0]) // the state of the night's first half-hour
	for m := -2 * sim.Hour; m < 0; m++ {
		f.Step(m, cold)
	}
	asked := map[int]float64{2*60 + 20: 0, 5*60 + 30: 1150, 7*60 + 30: math.Inf(1)}
	for i, mw := range series {
		sum := 0.0
		for k := range 30 {
			if mw, ok := asked[30*i+k]; ok {
				u.Ask(mw)
			}
			f.Step(sim.Minute(30*i+k), cold)
			sum += u.NetMW / 30
		}
		worst = max(worst, math.Abs(sum-mw)/s.NetCapacityMW)
	}
	return worst, nil
}
