package grid

import (
	"math"
	"testing"

	"caloduc/sim"
	"caloduc/sim/param"
	"caloduc/sim/record"
	"pgregory.net/rapid"
)

func TestSpecDeclaresItself(t *testing.T) {
	for _, problem := range param.Lint(&ConnectionSpec{}) {
		t.Error(problem)
	}
}

func TestLineTypeIsPreset(t *testing.T) {
	s := decoded(t, `line = "HTLS 4-bundle 380"`+"\nrating_kA = 3.5")
	if s.ROhmPerKm != 0.020 || s.RatingKA != 3.5 || s.MaxConductorDegC != 150 {
		t.Errorf("HTLS: %+v", s)
	}
}

// Steady state at 20 degC air: what the connection computes is what its parts
// give by hand.
func TestStepAgainstParts(t *testing.T) {
	c := connect(t, "contracted_MW = 700\nlength_km = 100\npower_factor = 1.0")
	for m := range sim.Minute(24 * 60) {
		c.Step(m, 700, 20)
	}
	loss, reactive := c.bank.Loss(700 * 700)
	near(t, "transformer loss", c.TransformerLossMW, loss, 1e-12)
	l := c.spec.parallel(2)
	l.ROhm = Resistance(l.ROhm, c.spec.PerK, c.ConductorDegC)
	f := l.Solve(400, 700+loss, reactive)
	near(t, "line loss", c.LineLossMW, l.LossMW(f.CurrentKA2), 1e-9)
	near(t, "conductor", c.ConductorDegC, steadyTemp(c.heating, f.CurrentKA2/4, 20), 1e-6)
	// By hand: about 0.5 kA a circuit, 2 × 3 × 3 ohm × 0.25 kA² = 4.6 MW.
	near(t, "line loss by hand", c.LineLossMW, 4.7, 0.3)
}

func TestLimit(t *testing.T) {
	c := connect(t, "contracted_MW = 5000\npower_factor = 1.0\ntransformer = { count = 30 }")
	// One circuit of two remains: 1787 MVA less the reactive power of the
	// transformers and the line.
	if l := c.LimitMW(); l < 1650 || l > 1787 {
		t.Errorf("N-1 limit %g MW", l)
	}
	free := connect(t, "contracted_MW = 5000\npower_factor = 1.0\nn_minus_1 = false\ntransformer = { count = 30 }")
	near(t, "N limit over N-1 limit", free.LimitMW()/c.LimitMW(), 2, 0.02)
	c.shift([]*int{&c.circuitDown[0]}, 1)
	near(t, "limit with a circuit out", c.LimitMW(), 1700, 90)
	c.shift([]*int{&c.circuitDown[1]}, 1)
	near(t, "limit without circuits", c.LimitMW(), 0, 0)
	c.Step(0, 300, 10)
	if c.SentMW != 0 || c.UnservedMW != 300 || c.LossMW != 0 {
		t.Errorf("dead: sent %g, unserved %g, lost %g", c.SentMW, c.UnservedMW, c.LossMW)
	}
	small := connect(t, "contracted_MW = 240")
	near(t, "contract", small.LimitMW(), 240, 0)
	if n := len(connect(t, "contracted_MW = 700").unitDown); n != 4 {
		t.Errorf("%d transformers of 300 MVA for 700 MW at N-1, want 4", n)
	}
}

// Fouju: 240 MW at the end of 2027, 700 MW before the end of 2029.
func TestPhases(t *testing.T) {
	s := decoded(t, "contracted_MW = 0\n[[phase]]\nfrom = 2026-03-01\ncontracted_MW = 240\n[[phase]]\nfrom = 2026-10-01\ncontracted_MW = 700\n")
	c, err := NewConnection("Fouju", s, 0, calendar(t, 1), sim.Streams{Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	seen := map[float64]int{}
	simulate(t, c, 1, func(sim.Minute) { seen[c.contractedMW]++ })
	if seen[0] != 59*1440 || seen[240] != 214*1440 || seen[700] != 92*1440 {
		t.Errorf("minutes by contract: %v", seen)
	}
}

func TestPhasesMustFollow(t *testing.T) {
	s := &ConnectionSpec{}
	_, err := param.Decode("test.toml", []byte("[[phase]]\nfrom = 2027-03-01\ncontracted_MW = 1\n[[phase]]\nfrom = 2026-03-01\ncontracted_MW = 2\n"), s, nil)
	if err == nil {
		t.Error("phases out of order are accepted")
	}
}

// Long-run outages meet their rates: each of 2 circuits is out 100 km × 2 per
// 100 km and year × 50 h = 100 h a year, a quarter of that together with the
// other.
func TestOutageHours(t *testing.T) {
	c := connect(t, "length_km = 100\nline_outages_per_100km_per_year = 2\nline_repair_h = 50\ncommon_mode_fraction = 0.25\n"+
		"[transformer]\ncount = 4\nfailures_per_year = 0.5\nrepair_h = 100")
	const years = 300
	circuits, units, both := 0.0, 0.0, 0.0
	simulate(t, c, years, func(sim.Minute) {
		circuits += c.CircuitsOut / 60
		units += c.TransformersOut / 60
		if !c.supplied {
			both += 1.0 / 60
		}
	})
	near(t, "circuit hours per year", circuits/years, 2*2*50, 25)
	near(t, "transformer hours per year", units/years, 4*0.5*100, 35)
	near(t, "hours without supply per year", both/years, 2*0.25*50, 9)
}

// One year's states depend on seed and name alone.
func TestDeterministic(t *testing.T) {
	run := func() (trace []float64) {
		c := connect(t, "length_km = 200\nline_outages_per_100km_per_year = 5")
		simulate(t, c, 1, func(m sim.Minute) {
			c.Step(m, 400, 15)
			if m%1000 == 0 {
				trace = append(trace, c.SentMW, c.CircuitsOut, c.ConductorDegC)
			}
		})
		return trace
	}
	a, b := run(), run()
	for i := range a {
		if a[i] != b[i] {
			t.Fatalf("value %d: %g and %g", i, a[i], b[i])
		}
	}
}

func TestConnectionConservesEnergy(t *testing.T) {
	s := decoded(t, "contracted_MW = 900\nlength_km = 80")
	cal := calendar(t, 1)
	rapid.Check(t, func(t *rapid.T) {
		c, err := NewConnection("Test", s, 0, cal, sim.Streams{Seed: 1})
		if err != nil {
			t.Fatal(err)
		}
		for m := range sim.Minute(20) {
			demand := rapid.Float64Range(0, 4000).Draw(t, "MW")
			c.circuitDown[0] = rapid.IntRange(0, 1).Draw(t, "down")
			c.circuitDown[1] = rapid.IntRange(0, 1).Draw(t, "down")
			c.configure()
			c.Step(m, demand, rapid.Float64Range(-20, 45).Draw(t, "air"))
			in, out := c.SentMW+c.UnservedMW, c.DemandMW+c.LineLossMW+c.TransformerLossMW
			if math.Abs(in-out) > 1e-11*math.Max(1, out) {
				t.Fatalf("in %g, out %g", in, out)
			}
			if c.LineLossMW < 0 || c.Loading < 0 || c.LimitMW() < 0 || c.LimitMW() > 900 {
				t.Fatalf("line loss %g, loading %g, limit %g", c.LineLossMW, c.Loading, c.LimitMW())
			}
			if demand <= c.LimitMW() && c.Loading > 1+1e-6 {
				t.Fatalf("loading %g within the limit", c.Loading)
			}
		}
		if c.collapsed > 0 && c.LimitMW() >= 4000 {
			t.Fatal("collapse within the limit")
		}
	})
}

func TestDeclare(t *testing.T) {
	r := record.NewRegistry()
	c := connect(t, "bus = \"Cirolliers\"\nlat_deg = 48.5\nlon_deg = 2.8")
	c.Declare(r.Root().Group("campus.Fouju", "Fouju"))
	if _, ok := r.ByName("campus.Fouju.sent_power_MW"); !ok {
		t.Error("no channel for the power sent")
	}
	if len(r.Balances) != 1 || len(r.Places) != 1 || r.Places[0].Name != "Cirolliers" {
		t.Errorf("balances %v, places %v", r.Balances, r.Places)
	}
}

// A minute of two campuses.
func BenchmarkTwoConnections(b *testing.B) {
	first, second := connect(b, "contracted_MW = 700"), connect(b, "contracted_MW = 1000")
	b.ReportAllocs()
	demand := 500.0
	for i := range b.N {
		demand += 0.001
		if demand > 700 {
			demand = 500
		}
		first.Step(sim.Minute(i), demand, 12)
		second.Step(sim.Minute(i), demand, 15)
	}
}
