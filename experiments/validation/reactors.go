package validation

import (
	"encoding/csv"
	"fmt"
	"math"
	"os"
	"strconv"

	"caloduc/models/reactor"
	"caloduc/sim"
	"caloduc/sim/param"
)

const (
	rteGolfech = "RTE, actual generation per unit, 29 January 2016: Golfech 2 from 1,192 to 329 and back to 1,289 MW"
	rteFile    = "data/reactor/rte_nuclear_per_unit_30min_2016-01-29.csv"
)

// ownNight is what the comparison with Golfech's night shows.
const ownNight = "the unit is asked for the very half-hours that were measured: it shows that its ramp limit and least power let them pass, and predicts nothing"

// golfechIdentities are what Golfech 2 makes of its own half-hours.
func golfechIdentities() []Comparison {
	return []Comparison{{
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
	s, err := reactorUnit("Golfech 2", "since_refuelling_d = 100\nfollowing = { hold_h = 0 }\ncold_source = { max_gain_fraction = 0.05 }\n"+
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
