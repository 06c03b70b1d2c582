package power

import (
	"math"
	"testing"

	"caloduc/sim/param"

	"pgregory.net/rapid"
)

func defaults() *Spec {
	s := &Spec{}
	for _, c := range []param.Spec{s, &s.Supply, &s.Distribution, &s.UPS} {
		c.Params(&param.Set{})
	}
	return s
}

func upsDefaults() UPSSpec { return defaults().UPS }

// frontier is the node's path of ORNL Frontier: SIVOC and rectifier, nothing
// behind them.
func frontier(t *testing.T, nodes int) *Chain {
	s := defaults()
	e, ok := supplyCatalogue.Find("frontier")
	if !ok {
		t.Fatal("no preset frontier")
	}
	v := e.Values
	s.Supply.StageSpec = StageSpec{K0: v["k0"].(float64), K1: v["k1"].(float64), K2: v["k2"].(float64),
		ModuleKW: v["module_kW"].(float64), MaxLoad: v["max_load"].(float64), Redundancy: v["redundancy"].(string), Group: 1}
	s.UPS.Mode, s.Distribution.K2 = modeNone, 0
	return s.Build(float64(nodes) * 2704e-6)
}

// Node DC to AC of Frontier, computed from the twin's configuration: 626.3 to
// 683.9 W idle, 1,665 to 1,788 W at half load, 2,704 to 2,893 W at peak.
func TestFrontierNode(t *testing.T) {
	const nodes = 9472
	c := frontier(t, nodes)
	if c.supply.Modules != nodes/4 {
		t.Errorf("%d rectifiers in service, want one for four nodes: %d", c.supply.Modules, nodes/4)
	}
	for _, p := range []struct{ dc, ac float64 }{{626.3, 683.9}, {1665, 1788}, {2704, 2893}} {
		c.Step(p.dc*nodes*1e-6, 0)
		near(t, "AC power of a node, W", c.InputMW/nodes*1e6, p.ac, 1.0)
	}
}

// Eco mode cuts the loss to a third (Schneider Galaxy VX), but only above its
// minimum load.
func TestEcoMode(t *testing.T) {
	s := defaults()
	double := s.Build(50)
	s.UPS.Mode = modeEco
	eco := s.Build(50)
	double.Step(40, 0)
	eco.Step(40, 0)
	near(t, "eco loss / double-conversion loss", eco.UPSLossMW/double.UPSLossMW, 1.0/3, 1e-12)
	double.Step(1, 0)
	eco.Step(1, 0)
	if eco.UPSLoad >= s.UPS.EcoMinLoad || eco.UPSLossMW != double.UPSLossMW {
		t.Errorf("at load %g eco mode loses %g MW, double conversion %g", eco.UPSLoad, eco.UPSLossMW, double.UPSLossMW)
	}
	s.UPS.Mode = modeNone
	none := s.Build(50)
	none.Step(40, 10)
	if none.UPSLossMW != 0 || none.UPSLoad != 0 {
		t.Errorf("without UPS: loss %g MW, load %g", none.UPSLossMW, none.UPSLoad)
	}
}

// With 2N each side carries half, so that the hall at design runs its supplies
// at half their rating.
func TestRedundancySharesLoad(t *testing.T) {
	s := defaults()
	c := s.Build(33) // 6000 modules of 5.5 kW
	near(t, "load of the supplies at design", c.supply.Load(33), 0.5, 1e-9)
	c.Step(33, 0)
	if c.UPSLoad > s.UPS.MaxLoad || c.UPSLoad < 0.6 {
		t.Errorf("UPS at %g of rating at design load", c.UPSLoad)
	}
}

// What enters the chain is what the servers take and what each stage loses; the
// mechanical load behind the UPS raises only the UPS's loss.
func TestChainConservesEnergy(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := defaults()
		s.UPS.Mode = rapid.SampledFrom([]string{modeDouble, modeEco, modeNone}).Draw(t, "mode")
		s.UPS.Redundancy = rapid.SampledFrom([]string{"N", "N+1", "2N"}).Draw(t, "redundancy")
		s.UPS.MechanicalShare = rapid.Float64Range(0, 1).Draw(t, "share")
		s.UPS.MechanicalDesign = 0.3
		design := rapid.Float64Range(0.5, 400).Draw(t, "design")
		mech := rapid.Float64Range(0, 0.3).Draw(t, "mech") * design
		c := s.Build(design)
		dc := rapid.Float64Range(0, 1.1).Draw(t, "load") * design
		c.Step(dc, mech)
		sum := c.DCMW + c.PSULossMW + c.DistributionLossMW + c.UPSLossMW
		if math.Abs(c.InputMW-sum) > 1e-12*sum || c.DCMW != dc {
			t.Fatalf("input %g MW, sum %g MW, servers %g of %g MW", c.InputMW, sum, c.DCMW, dc)
		}
		if c.PSULossMW < 0 || c.DistributionLossMW < 0 || c.UPSLossMW < 0 {
			t.Fatalf("a loss is negative: %+v", c)
		}
		without, before := c.UPSLossMW, c.ITMW
		c.Step(dc, 0)
		if c.UPSLossMW > without && s.UPS.Mode != modeEco || c.ITMW != before {
			t.Fatalf("the mechanical load lowers the UPS's loss (%g to %g MW) or moves the IT load", c.UPSLossMW, without)
		}
		c.Off()
		if c.InputMW+c.PSULossMW+c.DistributionLossMW+c.UPSLossMW+c.ITMW+c.HouseMW != 0 {
			t.Fatalf("flows after Off: %+v", c)
		}
	})
}

// Minutes above 110 % of rating are counted.
func TestOverloadCounted(t *testing.T) {
	c := defaults().Build(10)
	c.Step(10, 0)
	if c.Overload != 0 {
		t.Fatal("overload counted at design load")
	}
	c.Step(30, 0)
	if c.Overload != 1 {
		t.Fatal("overload not counted at three times the design load")
	}
}

func TestCheckRefusesGain(t *testing.T) {
	s := StageSpec{K0: 0.001, K1: -0.1, K2: 0.1}
	var key string
	s.Check(func(k, _ string, _ ...any) { key = k })
	if key != "k1" {
		t.Errorf("a stage that creates energy was accepted")
	}
	for _, s := range stages() {
		s.Check(func(k, f string, a ...any) { t.Errorf("%+v refused: %s "+f, append([]any{s, k}, a...)...) })
	}
}

func BenchmarkChainStep(b *testing.B) {
	s := defaults()
	s.UPS.Mode = modeEco
	c := s.Build(100)
	b.ReportAllocs()
	x := 0.0
	for b.Loop() {
		x += 0.001
		if x > 1 {
			x = 0
		}
		c.Step(100*x, 5)
	}
}

// In a part-filled house distribution and UPS are those of the full one, power supplies
// those of the servers that are there.
func TestPartFilledChain(t *testing.T) {
	full, half := defaults().Build(40), defaults().BuildFilled(20, 0.5)
	near(t, "IT load of the full house", half.FullITMW, full.FullITMW, 1e-3)
	if half.ups.RatedMW != full.ups.RatedMW || half.distribution.RatedMW != full.distribution.RatedMW || half.supply.Modules*2 > full.supply.Modules+2 {
		t.Errorf("UPS %g of %g, distribution %g of %g MW, %d of %d power supplies", half.ups.RatedMW, full.ups.RatedMW, half.distribution.RatedMW, full.distribution.RatedMW, half.supply.Modules, full.supply.Modules)
	}
	half.StepFull()
	full.Step(40, 0)
	near(t, "UPS loss of the full house", half.UPSLossMW, full.UPSLossMW, 1e-4)
	near(t, "distribution loss of the full house", half.DistributionLossMW, full.DistributionLossMW, 1e-4)
	half.Step(20, 0)
	quarter := defaults().Build(20)
	quarter.Step(20, 0)
	near(t, "IT load", half.ITMW, quarter.ITMW, 1e-9)
	if half.UPSLossMW <= quarter.UPSLossMW {
		t.Error("a part-filled house loses no more than a full one of its servers' size")
	}
}
