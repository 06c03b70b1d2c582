package experiments

import (
	"math"
	"testing"

	"caloduc/sim"
	"caloduc/sim/record"
)

// A campus that waits for its first hall rests until that opens, and all that is recorded
// is as if it were stepped all the while.
func TestAWaitingCampusRests(t *testing.T) {
	totals := func(rests bool) (record.Sums, *World) {
		w := worldOf(t, "testdata/france-two-campuses.toml", "start=2027-11-29", "years=1", "spin_up_d=0")
		defer w.engine.Close()
		fouju := w.campuses[0]
		fouju.market.Quarters = !rests // by which a campus is always awake
		rec, err := record.NewRecorder(w.record, w.cal, record.Options{})
		if err != nil {
			t.Fatal(err)
		}
		opens := 2 * sim.Day
		err = w.engine.Run(t.Context(), 3*sim.Day, w.component, func(m sim.Minute) error {
			if err := w.minute(m); err != nil {
				return err
			}
			if fouju.awake != (m >= opens || !rests) {
				t.Fatalf("minute %d: awake %v", m, fouju.awake)
			}
			return rec.Minute(m)
		})
		if err != nil {
			t.Fatal(err)
		}
		return rec.Totals(), w
	}
	resting, w := totals(true)
	stepped, _ := totals(false)
	for i, c := range w.record.Channels {
		a, b := resting.Of(record.ID(i)), stepped.Of(record.ID(i))
		if math.Abs(a-b) > 1e-12*math.Abs(b) {
			t.Errorf("%s: %v resting, %v stepped", c.Name, a, b)
		}
	}
	if id, _ := w.record.ByName("campus.Fouju.demand_power_MW"); !(resting.Of(id) > 0) {
		t.Error("the campus that has opened draws nothing")
	}
}
