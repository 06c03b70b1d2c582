package network

import (
	"context"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"caloduc/sim"
	"caloduc/sim/param"
)

// operated is the bundled grid at work for campuses in 2026, with keys changed.
func operated(t testing.TB, change func(*Spec), buses ...string) (*Transmission, *sim.Engine) {
	cal, err := sim.NewCalendar(time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), 1, "UTC")
	if err != nil {
		t.Fatal(err)
	}
	return operatedIn(t, cal, change, buses...)
}

func operatedIn(t testing.TB, cal sim.Calendar, change func(*Spec), buses ...string) (*Transmission, *sim.Engine) {
	s := &Spec{}
	s.Params(&param.Set{})
	s.Grid = Bundled
	for i := range s.Works {
		s.Works[i].LengthKM = math.NaN()
	}
	if change != nil {
		change(s)
	}
	g, err := s.Load()
	if err != nil {
		t.Fatal(err)
	}
	tr, err := NewTransmission(g, s, buses, buses, cal, sim.Streams{Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	e := sim.NewEngine(cal, 0)
	tr.Start(e)
	return tr, e
}

// scheduled is the winter's hour as a schedule.
func scheduled(t testing.TB) *Schedule {
	o := winter(french(t))
	return &Schedule{LoadMW: o.LoadMW, OutputMW: o.OutputMW}
}

func step(t testing.TB, tr *Transmission, s *Schedule, air float64, drawn ...float64) {
	t.Helper()
	if err := tr.Step(0, s, drawn, air); err != nil {
		t.Fatal(err)
	}
}

// A campus may draw what its bus bears: with the loss of a circuit it bears less, without
// N-1 more, in hot air less; a line that is added brings more.
func TestWhatABusBears(t *testing.T) {
	limit := func(change func(*Spec), air float64) float64 {
		tr, e := operated(t, change, "Fouju")
		defer e.Close()
		step(t, tr, scheduled(t), air, 700)
		return tr.Campuses[0].LimitMW
	}
	base := limit(nil, 10)
	less := func(what string, a, b float64) {
		if !(a < b-1) {
			t.Errorf("%s: %.0f MW, not below %.0f", what, a, b)
		}
	}
	out := func(s *Spec) {
		s.Events = []*EventSpec{{From: "Fouju", To: "Cirolliers", Date: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), Days: 3, Circuits: 1}}
	}
	less("a circuit out", limit(out, 10), base)
	less("N-1 against none", base, limit(func(s *Spec) { s.NMinus1 = false }, 10))
	less("hot air", limit(nil, 40), base)
	less("a new line", base, limit(func(s *Spec) {
		s.Works = []*WorkSpec{{From: "Fouju", To: "Chesnoy-Montereau", Date: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), Circuits: 2, Class: "quad", LengthKM: math.NaN()}}
	}, 10))
}

// A campus whose lines are all out gets nothing, and the rest of the grid goes on.
func TestDarkBus(t *testing.T) {
	tr, e := operated(t, func(s *Spec) {
		s.Events = []*EventSpec{{From: "Dunkerque-Port", To: "Warande-Bourbourg", Date: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), Days: 3, Circuits: 2}}
	}, "Dunkerque-Port", "Fouju")
	defer e.Close()
	step(t, tr, scheduled(t), 10, 500, 500)
	if got := tr.Campuses[0].LimitMW; got != 0 {
		t.Errorf("the dark campus may draw %g MW", got)
	}
	if got := tr.Campuses[1].LimitMW; got < 1000 {
		t.Errorf("the other may draw %g MW", got)
	}
	injected := 0.0
	for _, mw := range tr.mw {
		injected += mw
	}
	dark := tr.grid.Sites[tr.Campuses[0].bus].LoadFraction * tr.LoadMW
	if math.Abs(injected) > 1e-6 || tr.DarkMW > dark || tr.mw[tr.Campuses[0].bus] != 0 {
		t.Errorf("injections sum to %g MW, %g MW are dark", injected, tr.DarkMW)
	}
	if tr.LinesOut != 2 {
		t.Errorf("%g circuits out", tr.LinesOut)
	}
}

// The loss of all lines of a station takes its output and its bus' load out; the others make
// up for it.
func TestDarkStation(t *testing.T) {
	tr, e := operated(t, func(s *Spec) {
		s.Events = []*EventSpec{{From: "Gravelines", To: "Warande-Bourbourg", Date: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), Days: 3, Circuits: 6}}
	}, "Fouju")
	defer e.Close()
	s := scheduled(t)
	step(t, tr, s, 10, 300)
	injected, bus := 0.0, tr.grid.Index("Gravelines")
	for _, mw := range tr.mw {
		injected += mw
	}
	if want := tr.grid.Sites[bus].LoadFraction * s.LoadMW; tr.mw[bus] != 0 || math.Abs(tr.DarkMW-want) > 1e-9 || math.Abs(injected) > 1e-6 {
		t.Errorf("%g MW at the dark bus, %g MW of load dark, injections sum to %g MW", tr.mw[bus], tr.DarkMW, injected)
	}
}

// An overload is redispatched: without Provence's stations its only line is overloaded;
// generation that moves there relieves it, at a cost.
func TestOverloadIsRedispatched(t *testing.T) {
	tr, e := operated(t, nil, "Fouju")
	defer e.Close()
	s := scheduled(t)
	s.OutputMW[Nuclear] += s.OutputMW[Gas] + s.OutputMW[Reservoir]
	s.OutputMW[Gas], s.OutputMW[Reservoir] = 0, 0
	step(t, tr, s, 35, 700)
	if tr.OverloadMW != 0 && tr.RedispatchMW == 0 || tr.MostLoaded > 1+1e-9 {
		t.Errorf("overload %.0f MW, redispatch %.0f MW, then a loading of %.3f", tr.OverloadMW, tr.RedispatchMW, tr.MostLoaded)
	}
	if tr.RedispatchMW == 0 || tr.CostEURPerH != tr.RedispatchMW*100 {
		t.Errorf("%.0f MW moved for %.0f EUR/h", tr.RedispatchMW, tr.CostEURPerH)
	}
	injected := 0.0
	for i, mw := range tr.mw {
		injected += mw
		if math.IsNaN(mw) {
			t.Fatalf("bus %d: %g", i, mw)
		}
	}
	if math.Abs(injected) > 1e-6 {
		t.Errorf("injections sum to %g MW", injected)
	}
	t.Logf("overload %.0f MW, %.0f MW moved", tr.OverloadMW, tr.RedispatchMW)
}

// Generation moves for a campus up to what it has contracted, on trial: the flows stay those
// of what is drawn. Once it draws that, generation does move, and nothing is overloaded.
func TestGenerationMovesForAContract(t *testing.T) {
	limit := func(contractedMW float64) (*Transmission, *Campus) {
		tr, e := operated(t, nil, "Mastaing")
		t.Cleanup(e.Close)
		tr.Campuses[0].ContractedMW = contractedMW
		step(t, tr, scheduled(t), 10, 500)
		return tr, &tr.Campuses[0]
	}
	_, standing := limit(0)
	want := standing.LimitMW + 300
	tr, c := limit(want)
	if c.LimitMW < want-1e-6 || tr.RedispatchMW != 0 {
		t.Fatalf("%.0f MW, %.0f with a contract of %.0f; %.0f MW moved", standing.LimitMW, c.LimitMW, want, tr.RedispatchMW)
	}
	if err := tr.Step(10, tr.schedule, []float64{want}, 10); err != nil {
		t.Fatal(err)
	}
	if c.HeadroomMW < -1e-6 || tr.RedispatchMW == 0 || c.short != 0 {
		t.Errorf("at its contract: headroom %g MW, %.0f MW moved, short %g", c.HeadroomMW, tr.RedispatchMW, c.short)
	}
	_, most := limit(20_000)
	t.Logf("Mastaing may draw %.0f MW as dispatched, %.0f MW with generation moved at most, %s full then", standing.LimitMW, most.LimitMW, tr.Corridor(int(most.Binding)))
}

// What is drawn more within an hour changes flows as a new solution does, but for losses.
func TestDrawsWithinTheHour(t *testing.T) {
	within, e := operated(t, nil, "Fouju", "Mastaing")
	defer e.Close()
	anew, e2 := operated(t, nil, "Fouju", "Mastaing")
	defer e2.Close()
	s := scheduled(t)
	step(t, within, s, 10, 300, 500)
	if err := within.Step(20, s, []float64{700, 100}, 10); err != nil {
		t.Fatal(err)
	}
	step(t, anew, s, 10, 700, 100)
	for k := range anew.flow {
		if math.Abs(within.flow[k]-anew.flow[k]) > 1e-9*largest(anew.flow) {
			t.Fatalf("set %d: %g MW within the hour, %g solved", k, within.flow[k], anew.flow[k])
		}
	}
}

// Flows after outages and their repair are those of before.
func TestRepairedGridIsTheSame(t *testing.T) {
	tr, e := operated(t, nil, "Fouju")
	defer e.Close()
	s := scheduled(t)
	flows := func() []float64 {
		clear(tr.lost)
		step(t, tr, s, 10, 300)
		return slices.Clone(tr.flow)
	}
	before := flows()
	tr.shift([]int{3, 40, 77}, 1)
	if slices.Equal(before, flows()) {
		t.Error("outages change no flow")
	}
	tr.shift([]int{3, 40, 77}, -1)
	if !slices.Equal(before, flows()) {
		t.Error("flows after the repair are others")
	}
}

// Over many years circuits are out for maintenance as often as they are planned to be.
func TestPlannedOutagesComeAtTheirRate(t *testing.T) {
	const years = 20
	cal, err := sim.NewCalendar(time.Date(2026, 7, 1, 0, 0, 0, 0, time.UTC), years, "UTC")
	if err != nil {
		t.Fatal(err)
	}
	tr, e := operatedIn(t, cal, func(s *Spec) { s.OutagesPer100Km, s.PlannedPerYear, s.PlannedDays = 0, 0.3, 1 })
	days := 0.
	if err := e.Run(context.Background(), cal.End(), func() string { return "network" }, func(m sim.Minute) error {
		if m%sim.Day == 0 {
			days += float64(len(slices.DeleteFunc(slices.Clone(tr.down), func(n int) bool { return n == 0 })))
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	want := years * 0.3 * float64(len(tr.down))
	t.Logf("%.0f circuit-days out in %d years, by the rate %.0f", days, years, want)
	if math.Abs(days/want-1) > 0.08 { // three parts in √1416, and spurs that are left alone
		t.Errorf("%.0f circuit-days out, by the rate %.0f", days, want)
	}
}

// An event that was over before the run began has no part in it.
func TestPastEvent(t *testing.T) {
	tr, e := operated(t, func(s *Spec) {
		s.Events = []*EventSpec{{From: "Fouju", To: "Cirolliers", Date: time.Date(2025, 12, 1, 0, 0, 0, 0, time.UTC), Days: 3, Circuits: 1}}
	}, "Fouju")
	defer e.Close()
	if step(t, tr, scheduled(t), 10, 300); tr.LinesOut != 0 {
		t.Errorf("%g circuits out", tr.LinesOut)
	}
}

// A link to come carries its zone's exchange from its year on; before, that lies on all
// buses as load does.
func TestLinksToCome(t *testing.T) {
	g := french(t)
	s := newSpread(g, 2027)
	at := slices.Index(s.zones, "IE")
	if at < 0 {
		t.Fatalf("zones %v", s.zones)
	}
	bus := g.Index("La Martyre")
	mw := make([]float64, len(g.Sites))
	for year, want := range map[int]float64{2026: -70 * g.Sites[bus].LoadFraction, 2027: -70} {
		s.begin(g, year)
		exports := make([]float64, len(s.zones))
		exports[at] = 70
		sum := s.inject(mw, &Schedule{ExportMW: exports})
		if math.Abs(mw[bus]-want) > 1e-9 || math.Abs(sum+70) > 1e-9 {
			t.Errorf("%d: %g MW at La Martyre, %g in all", year, mw[bus], sum)
		}
	}
}

// Campuses elsewhere, events without circuits and lines to nowhere are refused.
func TestWrongNetworks(t *testing.T) {
	day := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		change func(*Spec)
		bus    string
		want   string
	}{
		{nil, "Foujou", `campus Foujou is at bus "Foujou", which the network France has not`},
		{func(s *Spec) { s.Events = []*EventSpec{{From: "Fouju", To: "Cirolliers", Date: day, Circuits: 3}} }, "Fouju", "there are 2 circuits between Fouju and Cirolliers, not 3"},
		{func(s *Spec) {
			s.Works = []*WorkSpec{{From: "Fouju", To: "Paris", Date: day, Circuits: 1, Class: "quad"}}
		}, "Fouju", `no bus "Paris"`},
	} {
		s := &Spec{}
		s.Params(&param.Set{})
		if c.change != nil {
			c.change(s)
		}
		if _, err := NewTransmission(french(t), s, []string{c.bus}, []string{c.bus}, sim.Calendar{}, sim.Streams{}); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v\nwant %s", err, c.want)
		}
	}
}

// A year by the hour with outages at random: faults come at about their rate.
func TestYearOfOutages(t *testing.T) {
	tr, e := operated(t, nil, "Fouju", "Mastaing", "Dunkerque-Port", "Chesnoy-Montereau", "Cambrai")
	s := scheduled(t)
	drawn := []float64{700, 700, 700, 700, 200}
	hours := 0.0
	err := e.Run(context.Background(), sim.MinutesPerYear, func() string { return "network" }, func(m sim.Minute) error {
		if !tr.Due(m, drawn) {
			return nil
		}
		hours += tr.LinesOut
		return tr.Step(m, s, drawn, 15)
	})
	if err != nil {
		t.Fatal(err)
	}
	want := 20223./100*0.08*16 + 236*0.3*7*24
	t.Logf("%.0f circuit-hours out, by the rates %.0f", hours, want)
	if hours < 0.7*want || hours > 1.3*want {
		t.Errorf("%.0f circuit-hours out, by the rates %.0f", hours, want)
	}
}

func BenchmarkTransmission(b *testing.B) {
	drawn := []float64{700, 700, 700, 700, 200}
	s := scheduled(b)
	for b.Loop() {
		tr, e := operated(b, nil, "Fouju", "Mastaing", "Dunkerque-Port", "Chesnoy-Montereau", "Cambrai")
		if err := e.Run(context.Background(), sim.MinutesPerYear, func() string { return "network" }, func(m sim.Minute) error {
			if !tr.Due(m, drawn) {
				return nil
			}
			return tr.Step(m, s, drawn, 15)
		}); err != nil {
			b.Fatal(err)
		}
	}
}
