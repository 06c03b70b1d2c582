package cooling

import (
	"math"
	"strings"
	"testing"

	"caloduc/cooling/loop"
	"caloduc/sim"
	"caloduc/sim/param"
	"caloduc/sim/record"

	"pgregory.net/rapid"
)

func hybridDry(t testing.TB, text string) *DirectLiquidDrySpec {
	return riverDecode(t, new(DirectLiquidDrySpec), text)
}

func hybridChiller(t testing.TB, text string) *AirCooledSpec {
	return riverDecode(t, new(AirCooledSpec), text)
}

func buildHybrid(t testing.TB, liquid, air PlantSpec) *hybrid {
	t.Helper()
	p, err := (&HybridSpec{Liquid: liquid, Air: air}).Build(riverSite, riverLiquidHall)
	if err != nil {
		t.Fatal(err)
	}
	return p.(*hybrid)
}

// A hybrid's duty is the sum of its shares, and each share's heat closes.
func TestHybridSums(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		plant, err := (&HybridSpec{Liquid: hybridDry(nil, "force = true"), Air: hybridChiller(nil, "force = true\neconomiser = \"air\"")}).Build(riverSite, riverLiquidHall)
		if err != nil {
			t.Fatal(err)
		}
		p := plant.(*hybrid)
		l, a := p.liquid.(*joined), p.air.(*joined)
		for m := range 60 {
			load := riverLoad(t, riverLiquidHall)
			p.Step(sim.Minute(m), riverWeather(t), load)
			riverCheck(t, p.Duty(), riverLiquidHall.DesignITMW)
			for _, share := range []*joined{l, a} {
				if r := math.Abs(riverResidualMW(share)); r > 1e-11*riverLiquidHall.DesignITMW {
					t.Fatalf("heat residual of a share %g MW", r)
				}
			}
			if r := l.heat[loop.ServerHeat] + a.heat[loop.ServerHeat] - load.ITMW; math.Abs(r) > 1e-12*riverLiquidHall.DesignITMW {
				t.Fatalf("the servers' heat is split with a residual of %g MW", r)
			}
			if a.heat[loop.RoomHeat] != load.RoomHeatMW || l.heat[loop.RoomHeat] != 0 {
				t.Fatal("the room's heat is not the air share's")
			}
			if p.duty.HeatLimit != min(l.duty.HeatLimit, a.duty.HeatLimit) || p.duty.ElectricMW != l.duty.ElectricMW+a.duty.ElectricMW {
				t.Fatalf("%+v", p.duty)
			}
		}
	})
}

// A hall at full load is held by both shares, like by the liquid plant alone but
// for its air.
func TestHybridHoldsHall(t *testing.T) {
	p := buildHybrid(t, hybridDry(t, ""), hybridChiller(t, ""))
	out := riverAt(15, 30, 0.4)
	var m, n sim.Minute
	d := riverSteady(p, &m, out, riverLiquidHall, 1, 900)
	riverNear(t, "inlet air", d.ServerInletAirDegC, 27, 1e-3)
	if d.HeatLimit != 1 || d.CompressorMW == 0 || d.LiquidSupplyDegC > 44.3 || d.LiquidSupplyDegC < 43 {
		t.Errorf("%+v", d)
	}
	alone := riverSteady(riverBuild(t, hybridDry(t, ""), riverSite, riverLiquidHall), &n, out, riverLiquidHall, 1, 900)
	riverNear(t, "CDU pumps", d.CDUPumpMW, alone.CDUPumpMW, 1e-9)
	riverNear(t, "dry-cooler fans", d.RejectionFanMW, alone.RejectionFanMW, 0.02)
}

// A river share makes the hybrid draw on its water; no other does.
func TestHybridOnRiver(t *testing.T) {
	if buildHybrid(t, hybridDry(t, ""), hybridChiller(t, "")).Extras().River {
		t.Error("no share uses a river")
	}
	p := buildHybrid(t, riverSpec(t, ""), hybridChiller(t, ""))
	if !p.Extras().River {
		t.Fatal("the liquid share is on river water")
	}
	var m sim.Minute
	cold := riverSteady(p, &m, riverAt(3, 20, 0.5), riverLiquidHall, 1, 600).WithdrawnKgPerS
	warm := riverSteady(p, &m, riverAt(24, 20, 0.5), riverLiquidHall, 1, 600).WithdrawnKgPerS
	if !(cold > 100 && warm > cold) {
		t.Errorf("draws %g kg/s of cold, %g of warm water", cold, warm)
	}
	reg := record.NewRegistry()
	p.Declare(reg.Root())
	for _, name := range []string{"withdrawn_water_kg_per_s", "liquid.withdrawn_water_kg_per_s", "air.cooling_power_MW", "cooling_power_MW"} {
		if _, ok := reg.ByName(name); !ok {
			t.Errorf("%s is not declared", name)
		}
	}
}

func TestHybridRefusals(t *testing.T) {
	all := riverLiquidHall
	all.LiquidFraction = 1
	dry, chiller := hybridDry(t, ""), hybridChiller(t, "")
	for _, c := range []struct {
		s    HybridSpec
		h    loop.Hall
		want string
	}{
		{HybridSpec{dry, chiller}, riverAirHall, "no cold plates"},
		{HybridSpec{dry, chiller}, all, "carries no servers"},
		{HybridSpec{chiller, chiller}, riverLiquidHall, "liquid share"},
		{HybridSpec{dry, dry}, riverLiquidHall, "air share"},
		{HybridSpec{dry, nil}, riverLiquidHall, "needs a plant"},
	} {
		if _, err := c.s.Build(riverSite, c.h); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", c.want, err)
		}
	}
	for _, complaint := range param.Lint(new(HybridSpec)) {
		t.Error(complaint)
	}
}

func BenchmarkHybrid(b *testing.B) {
	riverBenchmark(b, buildHybrid(b, hybridDry(b, ""), riverDecode(b, new(FreeAirSpec), "")), riverLiquidHall)
}

// hallFile is an experiment's table that chooses a plant.
type hallFile struct{ Cooling PlantSpec }

func (f *hallFile) Params(p *param.Set) {
	param.Select(p, &f.Cooling, "cooling", "", Plants, "the plant")
}

// Every pair of plants that a hybrid may name is built from its defaults as the
// experiment file gives them, runs, and closes its sums.
func TestHybridPairs(t *testing.T) {
	var liquid, air []string
	for _, e := range param.Reference(new(HybridSpec)) {
		switch e.Path {
		case "liquid.plant":
			liquid = e.Options
		case "air.plant":
			air = e.Options
		}
	}
	if len(liquid) < 4 || len(air) < 7 {
		t.Fatalf("liquid %v, air %v", liquid, air)
	}
	for i, l := range liquid {
		a := air[i%len(air)]
		t.Run(l+" and "+a, func(t *testing.T) { runPair(t, l, a) })
	}
	for i, a := range air {
		l := liquid[(i+1)%len(liquid)]
		t.Run(l+" and "+a, func(t *testing.T) { runPair(t, l, a) })
	}
}

func runPair(t *testing.T, liquid, air string) {
	h := riverLiquidHall
	h.LiquidFraction = 0.8
	text := "[cooling]\nplant = \"hybrid\"\nliquid = { plant = \"" + liquid + "\", supply }\nair = { plant = \"" + air + "\" }\n"
	supply := "cdu_approach_K = 4"
	switch liquid {
	case "river":
		supply = "exchanger_approach_K = 2"
	case "direct-liquid-trim":
		supply = "supply_temp_degC = 21"
	}
	f := riverDecode(t, new(hallFile), strings.Replace(text, "supply", supply, 1))
	p, err := f.Cooling.Build(riverSite, h)
	if err != nil {
		t.Fatal(err)
	}
	reg := record.NewRegistry()
	p.Declare(reg.Root())
	var m sim.Minute
	d := riverSteady(p, &m, riverAt(15, 18, 0.6), h, 0.9, 600)
	if d.HeatLimit != 1 || d.ServerInletAirDegC > 27.1 || math.IsNaN(d.LiquidSupplyDegC) || d.ElectricMW <= 0 || d.ElectricMW > 10 {
		t.Errorf("%+v", d)
	}
	if got := d.RejectedMW + d.ReusedMW; got < 0.9*(50+1.5) || got > 0.9*(50+1.5)+d.ElectricMW {
		t.Errorf("rejects %g MW", got)
	}
}
