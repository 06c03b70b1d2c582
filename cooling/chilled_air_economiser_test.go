package cooling

import (
	"math"
	"strings"
	"testing"

	"caloduc/cooling/psychro"
	"caloduc/sim"
	"caloduc/sim/param"

	"pgregory.net/rapid"
)

func chilledAirSpec() *ChilledAirSpec {
	s := new(ChilledAirSpec)
	s.ChilledWaterSpec = *chilledSpec(false)
	s.Params(new(param.Set))
	s.Outdoor.Params(new(param.Set))
	return s
}

func buildChilledAir(t testing.TB, s *ChilledAirSpec) *chilledAir {
	return build(t, s, paris, airHall).(*chilledAir)
}

func (p *chilledAir) heatResidualMW() float64 {
	return p.chilledWater.heatResidualMW() - p.air2.ventedMW
}

// Random weather and load: balances close, nothing is negative or NaN.
func TestChilledAirBalances(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := chilledAirSpec()
		s.Chillers.Name = rapid.SampledFrom([]string{WarmChiller, leiMasanetChiller, CentrifugalChillers[0].Name}).Draw(t, "chiller")
		s.Chillers.CapacityMW = rapid.SampledFrom([]float64{math.NaN(), 5}).Draw(t, "capacity")
		s.Outdoor.Humidify = rapid.Bool().Draw(t, "humidify")
		s.SensibleRatio = rapid.SampledFrom([]float64{1, 0.95}).Draw(t, "SHR")
		s.Storage.On = rapid.Bool().Draw(t, "storage")
		s.Force = true
		plant, err := s.Build(paris, airHall)
		if err != nil {
			t.Fatal(err)
		}
		p := plant.(*chilledAir)
		for m := range 60 {
			p.Step(sim.Minute(m), drawWeather(t), drawLoad(t, airHall))
			checkReuse(t, p.Duty(), airHall.DesignITMW)
			if r := p.heatResidualMW(); math.Abs(r) > 1e-11*airHall.DesignITMW {
				t.Fatalf("heat residual %g MW in mode %g: %+v", r, p.air2.mode, p.rec)
			}
		}
		if n := p.central.towers.bank.failures + p.coil.valve.failures; n != 0 {
			t.Fatalf("%d failures of control", n)
		}
	})
}

// In each weather the mode of the control sequence, the set point held.
func TestChilledAirModes(t *testing.T) {
	for _, c := range []struct {
		name           string
		air            *psychro.Air
		mode           float64
		chillers, fans bool
	}{
		{"cold", outdoor(8, 0.7), chilledAirMixing, false, false},
		{"mild and dry", outdoor(30, 0.25), chilledAirTrim, true, true},
		{"humid", outdoor(22, 0.95), chilledAirCoils, true, true},
		{"hot", outdoor(42, 0.1), chilledAirCoils, true, true},
	} {
		p := buildChilledAir(t, chilledAirSpec())
		var m sim.Minute
		d := steady(p, &m, c.air, airHall, 1, 900)
		near(t, c.name+": inlet air", d.ServerInletAirDegC, 27, 1e-3)
		if p.air2.mode != c.mode || (d.CompressorMW > 0) != c.chillers || (d.RejectionFanMW > 0) != c.fans || d.HeatLimit != 1 {
			t.Errorf("%s: mode %g, %+v", c.name, p.air2.mode, d)
		}
	}
}

// From outdoor air to chillers: while they start outdoor air stays in, counted,
// and the hall never overheats; back in the cold they all switch off.
func TestChilledAirChangesOver(t *testing.T) {
	p := buildChilledAir(t, chilledAirSpec())
	var m sim.Minute
	steady(p, &m, outdoor(8, 0.7), airHall, 1, 300)
	if p.central.chillers.stage.on != 0 {
		t.Errorf("%d chillers on in the cold", p.central.chillers.stage.on)
	}
	peak, humid := 0.0, outdoor(21, 0.95)
	for range 120 {
		peak = max(peak, steady(p, &m, humid, airHall, 1, 1).ServerInletAirDegC)
	}
	if peak > 29 || p.eco.unfitMinutes < 3 || p.eco.unfitMinutes > 60 || p.air2.mode != chilledAirCoils {
		t.Errorf("peak %g degC, %d humid minutes, mode %g", peak, p.eco.unfitMinutes, p.air2.mode)
	}
	t.Logf("peak %.2f degC, %d humid minutes", peak, p.eco.unfitMinutes)
}

// With the dampers shut for good the plant is chilled-water itself.
func TestChilledAirIsChilledWaterWhenShut(t *testing.T) {
	p, q := buildChilledAir(t, chilledAirSpec()), buildChilled(t, false)
	var m, n sim.Minute
	air := outdoor(24, 0.95)
	a, b := steady(p, &m, air, airHall, 0.9, 900), steady(q, &n, air, airHall, 0.9, 900)
	near(t, "electricity", a.ElectricMW, b.ElectricMW, 1e-3)
	near(t, "water", a.WaterKgPerS, b.WaterKgPerS, 1e-3)
}

func TestChilledAirRefusals(t *testing.T) {
	s := chilledAirSpec()
	s.ChilledDegC = 10
	if _, err := s.Build(paris, airHall); err == nil || !strings.Contains(err.Error(), "modelled dry") {
		t.Error(err)
	}
	if _, err := chilledAirSpec().Build(paris, liquidHall); err == nil || !strings.Contains(err.Error(), "liquid plant") {
		t.Error(err)
	}
	for _, complaint := range param.Lint(new(ChilledAirSpec)) {
		t.Error(complaint)
	}
}

func BenchmarkChilledAir(b *testing.B) {
	benchmarkYear(b, buildChilledAir(b, chilledAirSpec()), airHall)
}

// With half of its chillers the hall warms over minutes in the heat, servers
// settle at their limit, and all comes back.
func TestChilledAirHeatWave(t *testing.T) {
	s := chilledAirSpec()
	s.Force, s.Chillers.CapacityMW = true, 11
	p := buildChilledAir(t, s)
	var m sim.Minute
	mild, hot := outdoor(18, 0.5), outdoor(48, 0.3)
	steady(p, &m, mild, airHall, 1, 300)
	if d := steady(p, &m, hot, airHall, 1, 1); d.ServerInletAirDegC > 31 {
		t.Errorf("%g degC within a minute", d.ServerInletAirDegC)
	}
	d := steady(p, &m, hot, airHall, 1, 4000)
	if d.HeatLimit >= 1 || d.HeatLimit < 0.1 || math.Abs(d.ServerInletAirDegC-32) > 0.1 {
		t.Errorf("limit %g at %g degC", d.HeatLimit, d.ServerInletAirDegC)
	}
	if d = steady(p, &m, mild, airHall, 1, 900); d.HeatLimit != 1 {
		t.Errorf("limit %g after the wave", d.HeatLimit)
	}
}
