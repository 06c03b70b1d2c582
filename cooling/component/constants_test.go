package component

import (
	"fmt"
	"math"
	"testing"
)

// ends tests that a range ends where it should, within a twentieth of a unit.
func ends(t *testing.T, v *Validity, least, most float64) {
	t.Helper()
	if math.Abs(v.Min-least) > 0.051 || math.Abs(v.Max-most) > 0.051 {
		t.Errorf("%s, want %.4g to %.4g", v, least, most)
	}
}

// degC converts from degF.
func degC(degF float64) float64 { return (degF - 32) / 1.8 }

// Chillers were rated in degF and gpm: their reference temperatures and ranges are whole
// numbers of them. Capacity and COP stand in the records' names. Of flows and of part
// load limits the totals are those of the seven records in ElectricEIR.mo.
func TestCentrifugalRecordsAreTheLibrarys(t *testing.T) {
	var least, most, evaporator, condenser float64
	for i, f := range [][6]float64{ // leaving, entering, ranges of both
		{44, 79, 40, 48, 55, 85}, {45, 75, 44, 54, 55, 75}, {44, 75, 40, 48, 55, 85},
		{48, 80, 45, 55, 49, 80}, {50, 80, 45, 55, 55, 80}, {44, 85, 40, 48, 55, 95}, {42, 75, 40, 48, 55, 95},
	} {
		r := CentrifugalChillers[i]
		for j, got := range []float64{r.LeavingDegC, r.EnteringDegC, r.Curves.Leaving.Min, r.Curves.Leaving.Max, r.Curves.Entering.Min, r.Curves.Entering.Max} {
			if math.Abs(got-degC(f[j])) > 0.006 {
				t.Errorf("%s: %g degC, want %g degF", r.Name, got, f[j])
			}
		}
		near(t, r.Name+": unloading", r.PartLoad.Unloaded, r.PartLoad.Min, 0)
		least, most = least+r.PartLoad.Min, most+r.PartLoad.Max
		evaporator, condenser = evaporator+r.EvaporatorKgPerS, condenser+r.CondenserKgPerS
	}
	near(t, "least part loads", least, 1.04, 1e-9)
	near(t, "greatest part loads", most, 7.30, 1e-9)
	near(t, "flows of evaporators", evaporator, 469.70, 1e-9)
	near(t, "flows of condensers", condenser, 706.99, 1e-9)
	c := CentrifugalChillers[4].Curves
	near(t, "EIRFT evaluated by hand", Biquadratic(&c.EIRFT, 12.78, 26.67), 1.0195171, 1e-6)
}

// EIRFT of the air-cooled screw chiller in degF (NECB 2020, 8.4.5.5) and in degC differ by
// rounding only. Its curves hold between 40 and 60 degF leaving and 55 and 125 degF
// entering.
func TestAirCooledScrewInDegF(t *testing.T) {
	c := &AirCooledScrew
	f := [6]float64{0.13545636, 0.02292946, -0.00016107, -0.00235396, 0.00012991, -0.00018685}
	for _, x := range [][2]float64{{4.4, 51.7}, {15.6, 51.7}, {15.6, 20}} {
		near(t, "EIRFT against degF", c.EIR(x[0], x[1]), Biquadratic(&f, 32+1.8*x[0], 32+1.8*x[1]), 5e-4)
	}
	// By hand from the coefficients as printed in degC.
	near(t, "EIRFT", c.EIR(4.4, 51.7), 1.59889509, 1e-8)
	near(t, "EIRFPLR at full load", Quadratic(&c.EIRFPLR, 1), 0.99117768, 1e-5)
	ends(t, &c.Leaving, degC(40), degC(60))
	ends(t, &c.Entering, degC(55), degC(125))
}

// The COPs of the warm-water chiller's catalogue: power over capacity as printed, at the
// printed temperatures; and totals over each row of the table.
func TestWarmChillersCatalogue(t *testing.T) {
	for i, c := range []struct{ te, kW, powerKW, at30 float64 }{
		{5, 4651, 1057.822, 968 / 181.955}, {7, 4949, 1058.628, 1035 / 182.218}, {10, 5370, 1060.589, 1120 / 182.708},
		{15, 6003, 1065.743, 1199 / 183.333}, {18, 6335, 1069.971, 1244 / 183.752},
	} {
		var kW, powerKW float64
		for j := range warmQ[i] {
			kW, powerKW = kW+warmQ[i][j], powerKW+warmP[i][j]
		}
		near(t, "capacities", kW, c.kW, 1e-9)
		near(t, "powers", powerKW, c.powerKW, 1e-9)
		near(t, "COP at 30 degC", 1/WarmChillerAt(995e3, c.te, 30).PerW, c.at30, 1e-9)
	}
	if !WarmChillerAt(1, 18, 45.1).Clamped || !WarmChillerAt(1, 18.1, 45).Clamped || WarmChillerAt(1, 18, 45).Clamped {
		t.Error("the table does not end at 18 and 45 degC")
	}
}

// The warm-water chiller at full and at half load by EIRFPLR of NECB 2020, table
// 8.4.5.5-B. Below a fifth it cycles, beyond its capacity it takes no more.
func TestWarmChillerAtPartLoad(t *testing.T) {
	r := warmChiller
	r.CapacityW = 1e6
	p := r.At(7, 35)
	at := func(plr float64) float64 {
		_, w := r.PowerW(p, plr*p.AvailableW)
		return w / (p.AvailableW * p.PerW)
	}
	near(t, "full load", at(1), 1.02643952, 1e-8)
	near(t, "half load", at(0.5), 0.563136855, 1e-8)
	near(t, "a fifth", at(0.2), 0.33018833+0.2*0.23554291+0.04*0.46070828, 1e-8)
	near(t, "a tenth", at(0.1), 0.5*at(0.2), 1e-12)
	q, _ := r.PowerW(p, 1.5*p.AvailableW)
	near(t, "most", q, p.AvailableW, 1e-12)
}

// The regression is published for loads from 0.2 to 0.8; at 0.8 it turns near 39 degC.
func TestLeiMasanetRange(t *testing.T) {
	near(t, "least load", LeiMasanetLoad.Min, 0.2, 0)
	near(t, "greatest load", LeiMasanetLoad.Max, 0.8, 0)
	turn := (0.760621 - 0.084615*0.8) / (2 * 0.008840)
	ends(t, &LeiMasanetEntering, 0, math.Floor(turn))
}

// EnergyPlus's window air conditioner: 55 to 75 degF wet bulb and up to 115 degF onto the
// condenser, half to one and a half times rated air.
func TestWindowACRanges(t *testing.T) {
	c := &WindowACCurves
	ends(t, &c.WetBulb, degC(55), degC(75))
	ends(t, &c.Condenser, 18, degC(115))
	near(t, "least flow", c.Flow.Min, 0.5, 0)
	near(t, "greatest flow", c.Flow.Max, 1.5, 0)
}

// The dry cooler is rated at 115 degF coolant and 95 degF air.
func TestTrilliumIsRatedInDegF(t *testing.T) {
	near(t, "coolant", TrilliumTDFS1238.WaterInDegC, degC(115), 1e-3)
	near(t, "air", TrilliumTDFS1238.AirInDegC, degC(95), 1e-9)
}

// Ranges of the towers' correlations: BoundsYorkCalc.mo, in degF -30 to 80 wet bulb, 2 to
// 40 range and 2 to 72 approach; and where UACorrection.mo is a polynomial.
func TestTowerRanges(t *testing.T) {
	ends(t, &YorkWetBulb, degC(-30), degC(80))
	ends(t, &YorkRange, 2/1.8, 40/1.8)
	ends(t, &YorkApproach, 2/1.8, 72/1.8)
	for _, c := range []struct {
		v           *Validity
		least, most float64
	}{{&yorkWaterFlow, 0.75, 1.25}, {&YorkLiquidToGas, 0, 8}, {&towerAirFlow, 0.2, 1}, {&towerWaterFlow, 0.3, 1}, {&towerWetBulb, -10, 25}} {
		near(t, c.v.Quantity+": least", c.v.Min, c.least, 0)
		near(t, c.v.Quantity+": most", c.v.Max, c.most, 0)
	}
	// The corrections' tangents meet the polynomials there, and only there.
	near(t, "air", TowerUAOfAir(towerAirFlow.Min), 0.012+1.18*towerAirFlow.Min, 1e-9)
	near(t, "wet bulb", TowerUAOfWetBulb(40), 1.2025, 1e-12)
	near(t, "wet bulb", TowerUAOfWetBulb(-40), 0.919, 1e-12)
}

// A class of facility water is named after its warmest supply.
func TestFacilityClassesAreNamedAfterTheirLimits(t *testing.T) {
	for _, c := range FacilityClasses[:5] {
		if want := fmt.Sprintf("W%g", c.MaxDegC); c.Name != want {
			t.Errorf("class %s up to %g degC", c.Name, c.MaxDegC)
		}
	}
	if !math.IsInf(FacilityMaxDegC("W+"), 1) {
		t.Error("W+ has a limit")
	}
}

// Water is densest at 3.98 degC: the layers of a tank lie as they are drawn above that,
// and below boiling. At 15 degC it conducts what lies between IAPWS's values at 10 and
// 20 degC.
func TestWaterOfTheTank(t *testing.T) {
	ends(t, &tankWater, 3.98, 95)
	near(t, "conductivity", stillWater, 0.5*(0.5800+0.5984), 0.002)
}

// Water of loops at 40 degC by IAPWS; and the coil's apparatus dew point of the Modelica
// Buildings Library.
func TestWaterOfLoops(t *testing.T) {
	near(t, "density", WaterKgPerM3, 992.2, 5e-4)
	near(t, "specific heat", WaterJPerKgK, 4179, 1e-3)
	near(t, "coldest coil", MinCoilDegC, 3, 0)
}

// A COP that is given replaces the catalogue's 4.78 at 7 and 35 degC.
func TestWarmChillersCOPIsReplaced(t *testing.T) {
	two, err := NewWaterChillers(WarmChiller, 1e6, 2*4.78, testStaging, 1)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "COP", 1/two.Record.At(7, 35).PerW, 2*4.78, 1e-3)
}
