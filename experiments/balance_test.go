package experiments

import (
	"context"
	"strings"
	"testing"

	"caloduc/sim"
	"caloduc/sim/record"
)

// flowsOf runs a few days of an experiment with one flow changed by a part in a
// million at the end of every minute (none where change is negative), and
// returns the world's recorder.
func flowsOf(t *testing.T, file string, change int, sets ...string) (*World, *record.Recorder) {
	t.Helper()
	w := worldOf(t, file, sets...)
	rec, err := record.NewRecorder(w.record, w.cal, record.Options{})
	if err != nil {
		t.Fatal(err)
	}
	flows := w.record.BalanceFlows()
	err = w.engine.Run(context.Background(), 3*sim.Day, w.component, func(m sim.Minute) error {
		if err := w.minute(m); err != nil || m < 0 {
			return err
		}
		if change < 0 {
			return rec.Minute(m)
		}
		src := flows[change].Src
		kept := *src
		*src += 1e-6 * abs(kept) // of one sign, as what is stored nets out
		err := rec.Minute(m)
		*src = kept
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return w, rec
}

// TestABalanceSeesEveryFlow changes any one flow of any balance by 1e-6 and
// sees the run fail. The days are hot, so that pads are wet and chillers run, and fans
// of the hall on cold plates stand for a while: else its air stores no heat.
func TestABalanceSeesEveryFlow(t *testing.T) {
	const file = oneCampus
	hot := []string{"start=2026-07-20", "weather.paris.site=Dallas", "spin_up_d=0.5", "weather.paris.design_dry_bulb_degC=46",
		"weather.paris.design_wet_bulb_degC=30", "reactor.since_refuelling_d=100",
		`campus.hall[liquid].cooling.event=[{ what = "fan", at = "2026-07-21T10:00", for_min = 20, units = 100 }]`}
	w, rec := flowsOf(t, file, -1, hot...)
	if _, err := rec.CheckBalances(); err != nil {
		t.Fatalf("undisturbed: %v", err)
	}
	sums := rec.Totals()
	flows := w.record.BalanceFlows()
	seen, idle := 0, []string{}
	for i, f := range flows {
		name := w.record.Channels[f.Channel].Name
		if sums.Of(f.Channel) == 0 {
			idle = append(idle, f.Balance.Name+": "+name)
			continue
		}
		_, rec := flowsOf(t, file, i, hot...)
		if _, err := rec.CheckBalances(); err == nil {
			t.Errorf("the %s balance of %s does not notice %s off by 1e-6", f.Balance.Name, f.Balance.Scope, name)
		}
		seen++
	}
	if seen < 3*len(flows)/4 {
		t.Errorf("only %d of %d flows are not zero:\n%s", seen, len(flows), strings.Join(idle, "\n"))
	}
	t.Logf("%d of %d flows; zero in these days:\n%s", seen, len(flows), strings.Join(idle, "\n"))
}

// TestABrokenBalanceIsNamed checks that the failure says which balance it is.
func TestABrokenBalanceIsNamed(t *testing.T) {
	_, rec := flowsOf(t, oneCampus, 0, "reactor.since_refuelling_d=100")
	_, err := rec.CheckBalances()
	if err == nil || !strings.Contains(err.Error(), "does not close") {
		t.Errorf("got %v", err)
	}
}
