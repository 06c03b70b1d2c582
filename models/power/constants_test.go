package power

import (
	"fmt"
	"testing"
)

// A node of Frontier by the equation of its digital twin, P_in = (P_out + c)/eta, from
// its configuration (ExaDigiT/RAPS, config/frontier.yaml): SIVOC c = 13 W and
// eta = 0.98, one rectifier for four nodes c = 17 W and eta = 0.96. Idle nodes draw
// 4·88 W of GPUs, 90 W of CPU, 74.26 W of memory, 4·20 W of NICs and 30 W of NVMe; at
// the peak 4·560 W and 280 W of the former two.
func TestFrontierNodeByItsConfiguration(t *testing.T) {
	const nodes = 9472
	c := frontier(t, nodes)
	for _, gpuW := range []float64{88, 560} {
		cpuW := 90.
		if gpuW == 560 {
			cpuW = 280
		}
		dc := 4*gpuW + cpuW + 74.26 + 4*20 + 30
		c.Step(dc*nodes*1e-6, 0)
		near(t, "AC power of a node, W", c.InputMW/nodes*1e6, (4*(dc+13)/0.98+17)/0.96/4, 0.01)
	}
}

// The isolation transformer of a PDU is quoted with 98.5 % at half load, a busway with
// 1 % of ohmic loss at rated current.
func TestDistributionCatalogue(t *testing.T) {
	for _, c := range []struct {
		name       string
		load, want float64
	}{{"pdu-transformer", 0.5, 0.985}, {"busway", 1, 0.99}} {
		e, ok := distributionCatalogue.Find(c.name)
		if !ok {
			t.Fatalf("no %s", c.name)
		}
		v := e.Values
		near(t, c.name, StageEfficiency(v["k0"].(float64), v["k1"].(float64), v["k2"].(float64), c.load), c.want, 5e-4)
	}
}

// Ten megawatts on two sides, at most 80 % of rating each, take 13 busways of 1 MW a
// side, or 42 PDUs of 300 kW.
func TestDistributionRatings(t *testing.T) {
	for name, want := range map[string]int{"busway": 2 * 13, "pdu-transformer": 2 * 42} {
		e, ok := distributionCatalogue.Find(name)
		if !ok {
			t.Fatalf("no %s", name)
		}
		s := defaults().Distribution
		s.ModuleKW = e.Values["module_kW"].(float64)
		if n := s.build(10).Modules; n != want {
			t.Errorf("%d modules of %s, want %d", n, name, want)
		}
	}
}

// Stages and transformers count as overloaded from 110 % of rating on.
func TestOverloadBeginsAt110Percent(t *testing.T) {
	s := defaults().Distribution.build(10)
	if s.overloaded(1.099*s.RatedMW) || !s.overloaded(1.101*s.RatedMW) {
		t.Error("a stage's overload does not begin at 110 % of rating")
	}
	b := transformers().Build(10)
	for _, c := range []struct {
		load float64
		want int64
	}{{1.099, 0}, {1.101, 1}} {
		if b.Step(c.load * b.ratedMW); b.Overload != c.want {
			t.Errorf("%d minutes of overload of a bank at load %g, want %d", b.Overload, c.load, c.want)
		}
	}
}

// Tier 2 of Regulation (EU) 548/2014 asks for a no-load loss 10 % below class A0 of
// EN 50464-1 and for the load loss of class Ak, both in W here.
func TestHallTransformersMeetTier2(t *testing.T) {
	classes := map[float64][2]float64{160: {210, 1750}, 250: {300, 2350}, 400: {430, 3250}, 630: {600, 4600}, 1000: {770, 7600}, 1600: {1200, 12000}, 2000: {1450, 15000}, 2500: {1750, 18500}, 3150: {2200, 23000}}
	for _, e := range hallTransformers.Entries {
		var kVA float64
		if _, err := fmt.Sscanf(e.Name, "%g kVA", &kVA); err != nil {
			t.Fatal(err)
		}
		near(t, e.Name+": rating, kVA", 1e3*e.Values["rated_MVA"].(float64), kVA, 1e-9)
		near(t, e.Name+": no-load loss, W", 1e3*e.Values["no_load_loss_kW"].(float64), 0.9*classes[kVA][0], 1e-9)
		near(t, e.Name+": load loss, W", 1e3*e.Values["load_loss_kW"].(float64), classes[kVA][1], 1e-9)
	}
}
