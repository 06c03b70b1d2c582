package cooling

import (
	"math"
	"testing"

	"caloduc/cooling/psychro"
	"caloduc/sim"

	"pgregory.net/rapid"
)

func dxSpec() *DirectExpansionSpec { return defaults(new(DirectExpansionSpec)) }

func buildDX(t testing.TB) *directExpansion {
	return build(t, dxSpec(), paris, airHall).(*directExpansion)
}

func (p *directExpansion) residuals() (heatMW, waterKgPerS float64) {
	r := &p.rec
	return r.serversMW + r.roomMW + r.fanHeatMW + r.ventilationMW + r.humidifierMW - r.evaporatorMW - r.condensateMW - r.storedMW - r.vapourMW,
		r.ventKgPerS + r.humidifierKgPerS - r.condensate - r.storedKg
}

// The curves are normalised at 19.4 degC wet bulb and 35 degC (the rating point in
// EnergyPlus, VariableSpeedCoils.cc):
// within 0.2 %; power for a given heat rises with the condenser's air.
func TestWindowACCurves(t *testing.T) {
	c := &WindowACCurves
	near(t, "capacity", c.Capacity(19.4, 35, 1), 1, 0.002)
	near(t, "EIR", c.EIR(19.4, 35, 1), 1, 0.002)
	near(t, "run share at full load", c.RunShare(1), 1, 1e-12)
	near(t, "run share at half load", c.RunShare(0.5), 0.5/0.925, 1e-12)
	// Evaluated by hand from the coefficients.
	near(t, "capacity at 22 degC, 18 degC", c.Capacity(22, 18, 1), 1.282569495, 1e-9)
	near(t, "EIR at 22 degC, 46 degC", c.EIR(22, 46, 1), 1.226905701, 1e-3) // FF(1) = 1
	for wb := 12.8; wb < 23.9; wb += 0.1 {
		for tc := 18.0; tc < 46; tc += 0.1 {
			if !(c.EIR(wb, tc+0.1, 1) > c.EIR(wb, tc, 1) && c.Capacity(wb, tc+0.1, 1) < c.Capacity(wb, tc, 1)) {
				t.Fatalf("warmer condenser air helps at %.1f, %.1f", wb, tc)
			}
		}
	}
}

// The dry-out point: air at its humidity leaves a coil with the bank's full heat
// just saturated at the apparatus dew point.
func TestDryOutPoint(t *testing.T) {
	b := newDXBank(&WindowACCurves, 4e5, 3, 28, 0.1, 101325, &CompressorStagingSpec{Up: 0.95, Down: 0.8}, 4)
	rapid.Check(t, func(t *rapid.T) {
		tIn := rapid.Float64Range(20, 45).Draw(t, "t")
		tc := rapid.Float64Range(-20, 55).Draw(t, "tc")
		flow := rapid.Float64Range(2, 30).Draw(t, "flow")
		b.units.running = float64(rapid.IntRange(0, 4).Draw(t, "n"))
		b.at(tIn, 0, flow, tc)
		m := b.ff * b.ratedFlow
		bf := BypassFactor(0.1, b.ff)
		h := psychro.EnthalpyJPerKg(tIn, b.dryW)
		adp := h - b.eachW/(m*(1-bf))
		sat := psychro.EnthalpyJPerKg(b.adpDegC, psychro.SaturationHumidityRatio(b.adpDegC, 101325))
		if math.Abs(adp-sat) > 15 { // J/kg, some 5 mK
			t.Fatalf("enthalpy at the apparatus dew point %g, saturated %g", adp, sat)
		}
		if wb := psychro.WetBulbDegC(tIn, b.dryW, 101325); math.Abs(wb-b.wetBulbDegC) > 1e-3 {
			t.Fatalf("wet bulb %g, psychro %g", b.wetBulbDegC, wb)
		}
		near := b.capacityW() / 4 / (b.refW * WindowACCurves.Capacity(b.wetBulbDegC, tc, b.ff))
		if math.Abs(near-1) > 1e-12 {
			t.Fatalf("capacity %g of the curves'", near)
		}
	})
	if b.dryOut.failures != 0 {
		t.Errorf("%d failures", b.dryOut.failures)
	}
}

// Linearised drying against the coil's own equations (h_ADP from the heat, the
// sensible heat ratio from the bypass line; EnergyPlus,
// CoilCoolingDXCurveFitSpeed.cc): within a twentieth for humidity as
// far above dry-out as ventilation brings it.
func TestWetCoil(t *testing.T) {
	b := newDXBank(&WindowACCurves, 1e5, 3, 9, 0.1, 101325, &CompressorStagingSpec{Up: 1, Down: 0.8}, 1)
	b.units.running = 1
	b.at(31, 0, 9, 35)
	dry := b.dryW
	w := dry + 3e-4
	b.at(31, w, 9, 35)
	got := b.drying(9, 1) * (w - dry)
	h := psychro.EnthalpyJPerKg(31, w)
	adp := SaturatedAirTempDegC(h-b.eachW/(9*b.contact), 101325)
	want := 9 * b.contact * (w - psychro.SaturationHumidityRatio(adp, 101325))
	near(t, "condensate", got, want, 0.05)
}

func TestDirectExpansionBalances(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := dxSpec()
		s.Ventilation = rapid.SampledFrom([]float64{0, 0.002, 0.03}).Draw(t, "ventilation")
		s.Humidify = rapid.Bool().Draw(t, "humidify")
		s.MinDewPointDegC = rapid.SampledFrom([]float64{-9, 5}).Draw(t, "dew point")
		s.CapacityMW = rapid.SampledFrom([]float64{math.NaN(), 6}).Draw(t, "capacity")
		s.Force = true
		built, err := s.Build(paris, airHall)
		if err != nil {
			t.Fatal(err)
		}
		p := built.(*directExpansion)
		for i := range sim.Minute(60) {
			p.Step(i, drawWeather(t), drawLoad(t, airHall))
			checkDuty(t, p.Duty(), airHall.DesignITMW)
			heat, water := p.residuals()
			if math.Abs(heat) > 1e-11*airHall.DesignITMW || math.Abs(water) > 1e-11 {
				t.Fatalf("residuals %g MW, %g kg/s: %+v", heat, water, p.rec)
			}
			if p.rec.condensate < 0 || p.rec.humidifierKgPerS < 0 || p.air.w < 0 || math.IsNaN(p.air.w) {
				t.Fatalf("humidity %g: %+v", p.air.w, p.rec)
			}
		}
		if p.bank.dryOut.failures != 0 {
			t.Fatalf("%d failures", p.bank.dryOut.failures)
		}
	})
}

// A humid spell wets the coils until they take out what ventilation brings in;
// frost dries the hall to the humidifier's limit.
func TestDirectExpansionHumidity(t *testing.T) {
	var m sim.Minute
	p := buildDX(t)
	air := outdoor(28, 0.85)
	d := steady(p, &m, air, airHall, 0.9, 3000)
	near(t, "inlet air", d.ServerInletAirDegC, 20, 1e-9)
	near(t, "condensate", p.rec.condensate, p.rec.ventKgPerS, 1e-3)
	if p.rec.mode != dxWet || p.rec.condensate <= 0 || p.air.w < p.bank.dryW || p.rec.sensibleShare < 0.97 {
		t.Errorf("mode %g, %g kg/s, share %g", p.rec.mode, p.rec.condensate, p.rec.sensibleShare)
	}
	air = outdoor(-20, 0.6)
	d = steady(p, &m, air, airHall, 0.9, 6000)
	near(t, "dew point", psychro.DewPointDegC(p.air.w, paris.complete().PressurePa), -9, 1e-3)
	near(t, "water", d.EvaporatedKgPerS, p.ventKgPerS*(p.minW-air.HumidityRatio), 1e-6)
}

func TestDirectExpansionAtExtreme(t *testing.T) {
	var m sim.Minute
	p := buildDX(t)
	d := steady(p, &m, extremeAir(), airHall, 1, 600)
	near(t, "inlet air", d.ServerInletAirDegC, 20, 1e-9)
	if cop := p.rec.evaporatorMW / d.CompressorMW; d.HeatLimit != 1 || cop < 2 || cop > 3.2 {
		t.Errorf("limit %g, COP %g", d.HeatLimit, cop)
	}
}

func BenchmarkDirectExpansion(b *testing.B) { benchmarkYear(b, buildDX(b), airHall) }
