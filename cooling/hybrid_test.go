package cooling

import (
	"math"
	"strings"
	"testing"

	"caloduc/sim"
	"caloduc/sim/param"
	"caloduc/sim/record"

	"pgregory.net/rapid"
)

func buildHybrid(t testing.TB, liquid, air PlantSpec) Plant {
	return build(t, &HybridSpec{Liquid: liquid, Air: air}, paris, liquidHall)
}

// A hybrid's duty is the sum of its shares, and each share's heat closes.
func TestHybridSums(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ls, as := liquidSpec(), acSpec("air")
		ls.Force, as.Force = true, true
		plant, err := (&HybridSpec{Liquid: ls, Air: as}).Build(paris, liquidHall)
		if err != nil {
			t.Fatal(err)
		}
		p := plant.(*hybrid)
		for m := range 60 {
			load := drawLoad(t, liquidHall)
			p.Step(sim.Minute(m), drawWeather(t), load)
			checkReuse(t, p.Duty(), liquidHall.DesignITMW)
			l, a := p.liquid.(*directLiquidDry), p.air.(*airCooled)
			if r := math.Abs(l.heatResidualMW()); r > 1e-11*liquidHall.DesignITMW {
				t.Fatalf("heat residual of the liquid share %g MW", r)
			}
			if r := l.rec.serversMW + a.rec.serversMW - load.ITMW; math.Abs(r) > 1e-12*liquidHall.DesignITMW {
				t.Fatalf("the servers' heat is split with a residual of %g MW", r)
			}
			if a.rec.roomMW != load.RoomHeatMW || l.rec.roomMW != 0 {
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
	p := buildHybrid(t, liquidSpec(), acSpec("none"))
	d := settle(p, outdoor(30, 0.4), liquidHall, 1, 900)
	near(t, "inlet air", d.ServerInletAirDegC, 27, 1e-3)
	if d.HeatLimit != 1 || d.CompressorMW == 0 || d.LiquidSupplyDegC > 44.3 || d.LiquidSupplyDegC < 43 {
		t.Errorf("%+v", d)
	}
	alone := settle(buildLiquid(t), outdoor(30, 0.4), liquidHall, 1, 900)
	near(t, "CDU pumps", d.CDUPumpMW, alone.CDUPumpMW, 1e-9)
	near(t, "dry-cooler fans", d.RejectionFanMW, alone.RejectionFanMW, 0.02)
}

// A river share makes the hybrid a user of its water; no other does.
func TestHybridOnRiver(t *testing.T) {
	if _, ok := buildHybrid(t, liquidSpec(), acSpec("none")).(WaterUser); ok {
		t.Error("no share uses a river")
	}
	p := buildHybrid(t, riverSpec(), acSpec("none"))
	u, ok := p.(WaterUser)
	if !ok {
		t.Fatal("the liquid share is on river water")
	}
	waterAt(u, 3)
	cold := settle(p, outdoor(20, 0.5), liquidHall, 1, 600).WithdrawnKgPerS
	waterAt(u, 24)
	warm := settle(p, outdoor(20, 0.5), liquidHall, 1, 600).WithdrawnKgPerS
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
	all := liquidHall
	all.LiquidFraction = 1
	for _, c := range []struct {
		s    HybridSpec
		h    Hall
		want string
	}{
		{HybridSpec{liquidSpec(), acSpec("none")}, airHall, "no cold plates"},
		{HybridSpec{liquidSpec(), acSpec("none")}, all, "carries no servers"},
		{HybridSpec{acSpec("none"), acSpec("none")}, liquidHall, "liquid share"},
		{HybridSpec{liquidSpec(), liquidSpec()}, liquidHall, "air share"},
		{HybridSpec{liquidSpec(), nil}, liquidHall, "needs a plant"},
	} {
		if _, err := c.s.Build(paris, c.h); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", c.want, err)
		}
	}
	for _, complaint := range param.Lint(new(HybridSpec)) {
		t.Error(complaint)
	}
}

func BenchmarkHybrid(b *testing.B) {
	benchmarkYear(b, buildHybrid(b, liquidSpec(), airSpec()), liquidHall)
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
	h := liquidHall
	h.LiquidFraction = 0.8
	f := new(hallFile)
	text := "[cooling]\nplant = \"hybrid\"\nliquid = { plant = \"" + liquid + "\", supply }\nair = { plant = \"" + air + "\" }\n"
	supply := "cdu_approach_K = 4"
	switch liquid {
	case "river":
		supply = "exchanger_approach_K = 2"
	case "direct-liquid-trim":
		supply = "supply_temp_degC = 21"
	}
	if _, err := param.Decode("test.toml", []byte(strings.Replace(text, "supply", supply, 1)), f, nil); err != nil {
		t.Fatal(err)
	}
	p := build(t, f.Cooling, paris, h)
	reg := record.NewRegistry()
	p.Declare(reg.Root())
	var m sim.Minute
	d := steady(p, &m, outdoor(18, 0.6), h, 0.9, 600)
	if d.HeatLimit != 1 || d.ServerInletAirDegC > 27.1 || math.IsNaN(d.LiquidSupplyDegC) || d.ElectricMW <= 0 || d.ElectricMW > 10 {
		t.Errorf("%+v", d)
	}
	if got := d.RejectedMW + d.ReusedMW; got < 0.9*(50+1.5) || got > 0.9*(50+1.5)+d.ElectricMW {
		t.Errorf("rejects %g MW", got)
	}
}
