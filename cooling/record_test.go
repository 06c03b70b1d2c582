package cooling

import (
	"math"
	"testing"

	"caloduc/sim"
	"caloduc/sim/param"
	"caloduc/sim/record"
)

// Every default has a source and lies within its bounds.
func TestParamsDeclared(t *testing.T) {
	for _, s := range []param.Spec{new(DirectLiquidDrySpec), new(FreeAirSpec)} {
		for _, complaint := range param.Lint(s) {
			t.Errorf("%T: %s", s, complaint)
		}
	}
}

// recordedQuarter runs both plants through ninety days spread over the year,
// with idle weeks and a day's stop. The flow of that index in the registry's
// balances (none if negative) is recorded too large by a millionth.
func recordedQuarter(t *testing.T, perturb int) (*record.Registry, *record.Recorder) {
	reg := record.NewRegistry()
	l, f := buildLiquid(t), buildAir(t)
	l.Declare(reg.Root().Group("H1", "hall H1"))
	f.Declare(reg.Root().Group("H2", "hall H2"))
	year := year()
	return reg, recordMinutes(t, reg, 90*sim.Day, perturb, func(m sim.Minute) {
		if m/sim.Day == 60 {
			l.Stop()
			f.Stop()
			return
		}
		air := year[int(m/60*4)%8760]
		if m/sim.Day%9 == 0 {
			air = *outdoor(33, 0.2)
		}
		share := 0.9
		if m/sim.Week%4 == 3 {
			share = 0
		}
		l.Step(m, &air, Load{ITMW: share * 50, RoomHeatMW: share * 1.5})
		f.Step(m, &air, Load{ITMW: share * 20, RoomHeatMW: share * 0.8})
	})
}

// The recorder finds every balance closed, and sees any flow that is changed.
func TestRecordedBalances(t *testing.T) {
	reg, rec := recordedQuarter(t, -1)
	results, err := rec.CheckBalances()
	if err != nil {
		t.Fatal(err)
	}
	if len(results) != 4 {
		t.Errorf("%d balances, want heat and water of two halls", len(results))
	}
	through := map[*record.Balance]float64{}
	for _, r := range results {
		through[r.Balance] = r.Throughput
		t.Logf("%s %s: residual %.2g of %.6g", r.Scope, r.Name, r.Residual, r.Throughput)
	}
	for i, flow := range reg.BalanceFlows() {
		if sum := rec.Totals().Of(flow.Channel); math.Abs(sum) < 1e-5*through[flow.Balance] {
			t.Logf("%s carries too little to see: %g", reg.Channels[flow.Channel].Name, sum)
			continue
		}
		_, changed := recordedQuarter(t, i)
		if _, err := changed.CheckBalances(); err == nil {
			t.Errorf("%s changed by a millionth goes unseen", reg.Channels[flow.Channel].Name)
		}
	}
}
