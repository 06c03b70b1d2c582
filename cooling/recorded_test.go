package cooling

import (
	"testing"
	"time"

	"caloduc/sim"
	"caloduc/sim/record"
)

// recorded runs step for each minute and records what p declares, as recordMinutes
// does.
func recorded(t *testing.T, p Plant, minutes sim.Minute, perturb int, step func(m sim.Minute)) (*record.Registry, *record.Recorder) {
	t.Helper()
	reg := record.NewRegistry()
	p.Declare(reg.Root().Group("H1", "hall H1"))
	return reg, recordMinutes(t, reg, minutes, perturb, step)
}

// recordMinutes runs step for each minute and records what the registry holds. The
// flow of that index in the registry's balances (none if negative) is recorded too
// large by a millionth.
func recordMinutes(t *testing.T, reg *record.Registry, minutes sim.Minute, perturb int, step func(m sim.Minute)) *record.Recorder {
	t.Helper()
	cal, err := sim.NewCalendar(time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), 1, "UTC")
	if err != nil {
		t.Fatal(err)
	}
	rec, err := record.NewRecorder(reg, cal, record.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var same float64
	flow := &same
	if perturb >= 0 {
		flow = reg.BalanceFlows()[perturb].Src
	}
	for m := range minutes {
		step(m)
		is := *flow
		*flow *= 1 + 1e-6
		if err := rec.Minute(m); err != nil {
			t.Fatal(err)
		}
		*flow = is
	}
	return rec
}
