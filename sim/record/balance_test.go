package record

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"caloduc/sim"
)

// plant is a small campus whose flows each come from an equation of their own:
// a loss is a fraction of the load, heat leaves by a conductance, a loop stores.
type plant struct {
	reg                                   *Registry
	rng                                   *rand.Rand
	supply, it, upsLoss, fans, leak       float64 // MW, electricity
	itHeat, upsHeat, fanHeat, out, stored float64 // MW, heat
	loopDegC, loopMWhPerK, lastDegC       float64
}

func newPlant() *plant {
	p := &plant{reg: NewRegistry(), rng: rand.New(rand.NewPCG(3, 4)), loopDegC: 30, loopMWhPerK: 0.4}
	g := p.reg.Root().Group("campus.Fouju", "Fouju")
	g.Balance("electricity",
		[]Term{T(g.Channel(&p.supply, "supply_MW", ""), 1)},
		[]Term{T(g.Channel(&p.it, "it_MW", ""), 1), T(g.Meter(&p.upsLoss, "ups_loss_MW", ""), 1),
			T(g.Meter(&p.fans, "fans_kW", ""), 1e-3), T(g.Meter(&p.leak, "leak_W", ""), 1e-6)})
	g.Balance("heat",
		[]Term{T(g.Meter(&p.itHeat, "it_heat_MW", ""), 1), T(g.Meter(&p.upsHeat, "ups_heat_MW", ""), 1), T(g.Meter(&p.fanHeat, "fan_heat_MW", ""), 1)},
		[]Term{T(g.Meter(&p.out, "rejected_MW", ""), 1), T(g.Meter(&p.stored, "stored_MW", ""), 1)})
	return p
}

func (p *plant) set(m sim.Minute) {
	p.it = 100 + 50*math.Sin(float64(m)/1000) + p.rng.NormFloat64()
	p.upsLoss = 0.5 + 0.03*p.it
	p.fans = 1000 * 0.021 * p.it
	p.leak = 700 // a flow of 5e-6 of the supply
	p.supply = 1.051*p.it + 0.5 + 0.0007

	p.itHeat, p.upsHeat, p.fanHeat = p.it, 0.5+0.03*p.it, 0.021*p.it
	p.out = 4 * (p.loopDegC - 5)
	p.lastDegC = p.loopDegC
	p.loopDegC += (p.itHeat + p.upsHeat + p.fanHeat - p.out) / 60 / p.loopMWhPerK
	p.stored = p.loopMWhPerK * (p.loopDegC - p.lastDegC) * 60
}

func TestBalancesCloseToRounding(t *testing.T) {
	p := newPlant()
	cal := testCalendar(t, "2026-01-01", 2)
	r := newRecorder(t, p.reg, cal, Options{})
	record(t, r, cal.End(), p.set)
	results, err := r.CheckBalances()
	if err != nil {
		t.Fatal(err)
	}
	for _, res := range results {
		t.Logf("%s: residual %.2g in %s, throughput %.6g", res.Name, res.Residual, res.Period, res.Throughput)
		if res.Residual > BalanceTolerance/100 {
			t.Errorf("%s: residual %.2g leaves no room below the tolerance", res.Name, res.Residual)
		}
		if res.Throughput < 1e6 {
			t.Errorf("%s: throughput %v", res.Name, res.Throughput)
		}
	}
}

// Any one flow changed by one part in a million is seen, the leak of five
// millionths of the supply too.
func TestBalanceSeesAnyFlowPerturbed(t *testing.T) {
	flows := len(newPlant().reg.BalanceFlows())
	if flows != 10 {
		t.Fatalf("%d flows", flows)
	}
	for i := range flows {
		p := newPlant()
		flow := p.reg.BalanceFlows()[i]
		name := p.reg.Channels[flow.Channel].Name
		r := newRecorder(t, p.reg, testCalendar(t, "2026-01-01", 1), Options{})
		record(t, r, 31*sim.Day, func(m sim.Minute) {
			p.set(m)
			*flow.Src *= 1 + 1e-6
		})
		_, err := r.CheckBalances()
		if err == nil {
			t.Errorf("%s changed by 1e-6: the %s balance closes", name, flow.Balance.Name)
			continue
		}
		for _, word := range []string{flow.Balance.Name, "campus.Fouju", "2026-01", "∫ " + name} {
			if !strings.Contains(err.Error(), word) {
				t.Errorf("%s: the error does not name %q: %v", name, word, err)
			}
		}
	}
}

// A fault that cancels over the run is seen in its months.
func TestBalanceSeesFaultsThatCancel(t *testing.T) {
	p := newPlant()
	r := newRecorder(t, p.reg, testCalendar(t, "2026-01-01", 1), Options{})
	record(t, r, 59*sim.Day, func(m sim.Minute) {
		p.set(m)
		if m == 3*sim.Day {
			p.supply += 1e-3
		}
		if m == 40*sim.Day {
			p.supply -= 1e-3
		}
	})
	results, err := r.CheckBalances()
	if err == nil {
		t.Fatal("passes")
	}
	if results[0].Period != "2026-02" && results[0].Period != "2026-01" {
		t.Errorf("worst in %s", results[0].Period)
	}
}

func TestBalanceWithoutThroughput(t *testing.T) {
	var in, out float64
	reg := NewRegistry()
	reg.Root().Balance("water", []Term{T(reg.Root().Meter(&in, "in_kg_per_s", ""), 1)}, []Term{T(reg.Root().Meter(&out, "out_kg_per_s", ""), 1)})
	r := newRecorder(t, reg, testCalendar(t, "2026-01-01", 1), Options{})
	record(t, r, sim.Day, func(sim.Minute) {})
	if res, err := r.CheckBalances(); err != nil || res[0].Residual != 0 {
		t.Errorf("nothing flows: %+v, %v", res, err)
	}
	out = 1e-6
	r = newRecorder(t, reg, testCalendar(t, "2026-01-01", 1), Options{})
	record(t, r, sim.Day, func(sim.Minute) {})
	if _, err := r.CheckBalances(); err == nil {
		t.Error("water from nowhere passes")
	}
}

// A run whose indicators are impossible fails, and names them; a month may be odd.
func TestRangesOfIndicators(t *testing.T) {
	x := 0.0
	reg := NewRegistry()
	g := reg.Root().Group("campus.C", "C")
	id := g.Channel(&x, "it_power_MW", "power")
	g.Indicator("goodput", "share", func(s Sums) float64 { return s.Of(id) / s.Hours() }).Within(0, 1)
	run := func(at func(m sim.Minute) float64) error {
		r := newRecorder(t, reg, testCalendar(t, "2026-01-01", 1), Options{})
		record(t, r, 60*sim.Day, func(m sim.Minute) { x = at(m) })
		return r.CheckRanges()
	}
	if err := run(func(m sim.Minute) float64 { return map[bool]float64{true: -0.5, false: 0.9}[m < 20*sim.Day] }); err != nil {
		t.Errorf("a month below nought: %v", err)
	}
	if err := run(func(sim.Minute) float64 { return 1 }); err != nil {
		t.Error(err)
	}
	for _, bad := range []float64{-0.001, 1.001} {
		if err := run(func(sim.Minute) float64 { return bad }); err == nil || !strings.Contains(err.Error(), "indicator goodput of campus.C is") {
			t.Errorf("%g: %v", bad, err)
		}
	}
}
