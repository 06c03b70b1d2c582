package experiments

import (
	"fmt"
	"math"
	"strings"
	"time"

	"caloduc/models/compute"
	"caloduc/models/economics"
	"caloduc/sim/param"
	"caloduc/sim/record"
)

// noticeInput gathers what the built world shows of its input: contradictions that
// run, and input that is not what it seems.
func (w *World) noticeInput() {
	w.notices = append(w.notices, w.weather.Notices()...)
	if c := w.nuclearCampus(); c != nil && w.fleet.Len() == 0 {
		w.notices.Add(contractPath(c.spec), "add a [[reactor]] or a [fleet], or say kind = \"market\"", "a nuclear allocation without a reactor: everything comes from the market")
	}
	for _, c := range w.campuses {
		w.notices = append(w.notices, c.cluster.Notices()...)
		w.noticeHalls(c)
		w.noticePlace(c)
	}
	w.noticeDraws()
	w.noticeZones()
}

// nuclearCampus is the first campus with an allocation of reactors, nil where none has.
func (w *World) nuclearCampus() *campus {
	for _, c := range w.campuses {
		if _, nuclear := c.terms.contract.(*economics.NuclearContract); nuclear {
			return c
		}
	}
	return nil
}

// noticeHalls tells of halls that never open, and of more machines than the contract
// feeds.
func (w *World) noticeHalls(c *campus) {
	end := w.cal.Time(w.cal.End())
	rated := 0.0
	for _, h := range c.spec.Halls {
		if !h.Online.Before(end) {
			w.notices.Add("campus."+c.spec.Name+".hall."+h.Name, "begin earlier or run longer",
				"the hall opens on %s, after the run's end: it has no results", h.Online.Format(time.DateOnly))
			continue
		}
		if !h.Retire.IsZero() && !h.Retire.After(w.cal.Start()) {
			w.notices.Add("campus."+c.spec.Name+".hall."+h.Name, "begin earlier or let it close later",
				"the hall closes on %s, before the run begins: it has no results", h.Retire.Format(time.DateOnly))
			continue
		}
		rated += h.DesignDCMW()
	}
	most := c.connection.LargestMW()
	if rated > most {
		w.notices.Add("campus."+c.spec.Name+".grid.contracted_MW", "contract more or install fewer racks",
			"machines rated %.4g MW in all stand behind a contract of %.4g MW: they are throttled whenever they need more", rated, most)
	}
}

// The land that the defaults of prices, taxes and carbon are made for, roughly.
const (
	southDeg, northDeg = 35, 72
	westDeg, eastDeg   = -12, 42
)

// noticePlace tells of a campus abroad that pays French prices.
func (w *World) noticePlace(c *campus) {
	lat, lon := w.place(c)
	abroad := lat < southDeg || lat > northDeg || lon < westDeg || lon > eastDeg
	if french := c.french(c.market.Zone != nil && c.terms.market.Zone != "" && c.terms.market.Zone != w.dispatch.names[0]); abroad && french != "" && !math.IsNaN(lat+lon) {
		w.notices.Add("campus."+c.spec.Name, "give the campus its own zone, [campus.market] and [campus.economics], or all of them at the top",
			"the campus lies at %.3g N, %.3g E, but these are the French ones: %s", lat, lon, french)
	}
}

// french names what a campus has of the defaults that are made for France, "" for
// nothing; prices and carbon of another zone of the market are none of them.
func (c *campus) french(otherZone bool) string {
	var market economics.MarketSpec
	var accounts economics.Spec
	market.Params(new(param.Set))
	accounts.Params(new(param.Set))
	t, e := &c.terms, c.terms.economics
	var of []string
	for _, is := range []struct {
		it   string
		true bool
	}{
		{"hours", t.zone == "Europe/Paris"},
		{"prices", !otherZone && len(t.market.Files) == 0 && t.market.Regime == market.Regime},
		{"tariff", e.GridEURPerMWh == accounts.GridEURPerMWh},
		{"excise", e.Excise.EURPerMWh == accounts.Excise.EURPerMWh},
		{"carbon", !otherZone && e.GridGPerKWh == accounts.GridGPerKWh},
	} {
		if is.true {
			of = append(of, is.it)
		}
	}
	return strings.Join(of, ", ")
}

// noticeDraws tells of equal campuses that each draw their own work.
func (w *World) noticeDraws() {
	for i, c := range w.campuses {
		for _, o := range w.campuses[:i] {
			a, isMix := c.spec.Workload.(*compute.TrainingMix)
			_, too := o.spec.Workload.(*compute.TrainingMix)
			if isMix && too && a.SameAs == "" && sameMachines(c.spec, o.spec) {
				w.notices.Add("campus."+c.spec.Name+".workload", fmt.Sprintf("workload = { same_as = %q } shares the draws", o.spec.Name),
					"the campus has the same halls as %s, but each draws its own runs and failures: part of what differs is chance", o.spec.Name)
				break
			}
		}
	}
}

// sameMachines tells whether two campuses have equal halls but for power and cooling.
func sameMachines(a, b *CampusSpec) bool {
	if len(a.Halls) != len(b.Halls) {
		return false
	}
	for i, h := range a.Halls {
		if o := b.Halls[i]; h.Accelerator != o.Accelerator || h.Racks != o.Racks || !h.Online.Equal(o.Online) {
			return false
		}
	}
	return true
}

// noticedShare is the share of the counted minutes beyond which a count out of
// bounds is told at the head of the report.
const noticedShare = 0.05

// noticeBounds gathers the models that worked beyond their bounds for more than
// noticedShare of the minutes in which they worked, or of the run where they do not
// count these.
func (w *World) noticeBounds(rec *record.Recorder) {
	for _, c := range rec.Counters() {
		of, words := int64(w.cal.End()), "the time"
		if c.Of > 0 {
			of, words = c.Of, "its working minutes"
		}
		if share := float64(c.Count) / float64(of); c.Bounds != "" && share > noticedShare {
			w.notices.Add(c.Scope, "see the model's page for what it does beyond them",
				"%s of %s: %s (bounds: %s)", percent(share), words, c.Description, c.Bounds)
		}
	}
}

func percent(share float64) string { return fmt.Sprintf("%.0f %%", 100*share) }
