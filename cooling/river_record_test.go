package cooling

import (
	"math"
	"regexp"
	"testing"

	"caloduc/cooling/psychro"
	"caloduc/sim"
	"caloduc/sim/param"
	"caloduc/sim/record"
)

// seasons is a plant on water whose temperature changes from day to day.
type seasons struct {
	Plant
	u WaterUser
}

func (p seasons) Step(m sim.Minute, air *psychro.Air, load Load) {
	waterAt(p.u, 15+13*math.Sin(float64(m/sim.Day)))
	p.Plant.Step(m, air, load)
}

// own are the flows that these plants add to what others declare.
var own = regexp.MustCompile(`recovered|heat_pump|reused|river_heat|returned|vented|H1\.evaporator|H1\.loop_stored|H1\.chilled_pump`)

// The recorder finds every balance closed, and sees any flow that is changed: a
// river plant and a hybrid with heat recovery, and chilled water with outdoor air.
func TestComposedRecord(t *testing.T) {
	plants := map[string]func() Plant{
		"river": func() Plant {
			s := riverSpec()
			s.Recovery.PeakMW = 10
			p := buildRiver(t, s, liquidHall)
			return seasons{p, p}
		},
		"hybrid": func() Plant {
			s := liquidSpec()
			s.Recovery.Params(new(param.Set))
			s.Recovery.PeakMW = 10
			r := riverSpec()
			r.TrimShare = 1
			p := buildHybrid(t, s, r)
			return seasons{p, p.(WaterUser)}
		},
		"chilled-water-air-economiser": func() Plant { return buildChilledAir(t, chilledAirSpec()) },
	}
	for name, plant := range plants {
		reg, rec := recordedWeeks(t, plant(), -1)
		results, err := rec.CheckBalances()
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		through := map[*record.Balance]float64{}
		for _, r := range results {
			through[r.Balance] = r.Throughput
			t.Logf("%s: %s %s: residual %.2g of %.6g", name, r.Scope, r.Name, r.Residual, r.Throughput)
		}
		for i, flow := range reg.BalanceFlows() {
			channel := reg.Channels[flow.Channel].Name
			if sum := rec.Totals().Of(flow.Channel); !own.MatchString(channel) || math.Abs(sum) <= 1e-5*through[flow.Balance] {
				continue
			}
			_, changed := recordedWeeks(t, plant(), i)
			if _, err := changed.CheckBalances(); err == nil {
				t.Errorf("%s: %s changed by a millionth goes unseen", name, channel)
			}
		}
	}
}

// Warmer river water never lowers the cooling energy at equal load.
func TestWarmerRiverNeverSaves(t *testing.T) {
	last := 0.0
	for water := 0.0; water <= 32; water++ {
		p := buildRiver(t, riverSpec(), liquidHall)
		var m sim.Minute
		if d := steadyRiver(p, &m, water, 0.9, 1200); d.HeatLimit < 1 {
			break
		}
		mean := 0.0
		for range 60 {
			mean += steadyRiver(p, &m, water, 0.9, 1).ElectricMW / 60
		}
		if mean < last*(1-2e-3) { // within the dead band of river pumps
			t.Errorf("%g MW at %g degC, %g MW at one kelvin less", mean, water, last)
		}
		last = mean
	}
}

// A stopped plant uses nothing, keeps its temperatures and starts again.
func TestComposedStop(t *testing.T) {
	for name, p := range map[string]Plant{"river": buildRiver(t, riverSpec(), liquidHall), "hybrid": buildHybrid(t, riverSpec(), airSpec())} {
		air := outdoor(15, 0.6)
		d := settle(p, air, liquidHall, 1, 300)
		p.Stop()
		if s := *p.Duty(); s.ElectricMW != 0 || s.WithdrawnKgPerS != 0 || s.WaterKgPerS != 0 || s.RejectedMW != 0 || s.HeatLimit != 1 {
			t.Errorf("%s stopped: %+v", name, s)
		}
		if again := settle(p, air, liquidHall, 1, 60); math.Abs(again.ElectricMW-d.ElectricMW) > 0.02*d.ElectricMW {
			t.Errorf("%s: %g MW before, %g MW after", name, d.ElectricMW, again.ElectricMW)
		}
	}
}
