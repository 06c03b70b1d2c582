package compute

import (
	"fmt"
	"testing"

	"caloduc/sim/money"
)

// published are the facts of a rack from which the catalogue's follow: rack and node, kW
// and W; EUR of the year of its price; kg of carbon.
type published struct{ rackkW, chipW, idleW, tflops, fp8, hostkW, hostIdle, liquid, eur, kg float64 }

// Racks as published: four nodes (of B200 three, as air carries no more) at their rating,
// GPUs at their price and servers without GPUs at theirs; NVL72 with hosts of 18 trays less their GPUs and 3.6 kW of
// switches, at a price a rack: chips, servers and switches are in every rack's price. Hosts of the
// A100 follow from Acme's percentiles of servers and GPUs, less supplies of 0.94 and 8 % of
// fans. Only GPUs from Hopper on have FP8, at twice the rate.
func TestAcceleratorsAreAsPublished(t *testing.T) {
	dgx := func(nodes, gpuUSD float64) float64 { return money.FromUSD(nodes*(8*gpuUSD+32010), 2024) }
	nvl := func(rackUSD float64) float64 { return money.FromUSD(rackUSD, 2025) }
	const hopper, server = 1312. / 8, 318. / 2
	const black = hopper * 2.3 * 0.50 / 0.66
	acmeHost := func(serverW, gpuW float64) float64 { return serverW*0.94/1.08 - 8*gpuW }
	idle, busy := acmeHost(1512, 62), acmeHost(5040, 408)
	want := map[string]published{
		"P100":             {4 * 3.2, 300, 30, 21.2, 1, 4 * (3.2/1.08 - 2.4), 0.6, 0, money.FromUSD(4*129e3, 2016), 150},
		"V100 SXM2":        {4 * 3.5, 300, 40, 125, 1, 4 * (3.5/1.08 - 2.4), 0.6, 0, money.FromUSD(4*149e3, 2017), 150},
		"T4":               {6.4, 70, 10, 65, 1, 3.2, 0.6, 0, 0.15e6, 100},
		"H800 SXM":         {4 * 10.2, 700, 70, 989.4, 2, 4 * (8.4*0.94/1.08 - 8*0.7), 0.6, 0, dgx(4, 30e3), hopper + server},
		"MI250X":           {128 * 2.704, 560, 88, 383, 1, 128 * (0.28 + 0.07426 + 0.08 + 0.03), (90 + 74.26 + 80 + 30) / (280 + 74.26 + 80 + 30), 0.945, money.FromUSD(600e6/74, 2022), 318},
		"MI355X":           {118, 1400, 170, 2500, 2, 8 * 2.2, 0.6, 0.87, 2.6e6, black + server},
		"A100 SXM":         {4 * 6.5, 400, 62, 312, 1, 4 * busy / 1000, idle / busy, 0, dgx(4, 12e3), 318},
		"H100 SXM":         {4 * 10.2, 700, 70, 989.4, 2, 4 * (8.4*0.94/1.08 - 8*0.7), 0.6, 0, dgx(4, 30e3), hopper + server},
		"H200":             {4 * 10.2, 700, 80.3, 989.4, 2, 4 * (8.4*0.94/1.08 - 8*0.7), 0.6, 0, dgx(4, 35e3), hopper + server},
		"B200":             {3 * 14.3, 1000, 140, 2250, 2, 3 * 2.2, 0.6, 0, dgx(3, 40e3), black + server},
		"GB200 NVL72":      {120, 1200, 150, 720e3 / 72 / 4, 2, 18*(5.4-4*1.2) + 3.6, 0.6, 0.875, nvl(3.4e6), black + server},
		"GB300 NVL72":      {132, 100.8e3 / 72, 170, 180e3 / 72, 2, 18*(6.6-4*1.4) + 3.6, 0.6, 6.2 / 6.6, nvl(3.5e6), black + server},
		"Vera Rubin NVL72": {190, 1800, 220, 4000, 2, 30, 0.6, 0.97, nvl(190. / 132 * 3.5e6), 1.8*black + server},
	}
	if len(poweredEntries()) != len(want) {
		t.Errorf("%d accelerators, want %d", len(poweredEntries()), len(want))
	}
	for _, e := range poweredEntries() {
		w := want[e.Name]
		for key, value := range map[string]float64{"rack_power_kW": w.rackkW, "chip_power_W": w.chipW, "idle_power_W": w.idleW, "peak_TFLOPS": w.tflops,
			"fp8_factor": w.fp8, "host_power_kW": w.hostkW, "host_idle_fraction": w.hostIdle, "liquid_fraction": w.liquid, "rack_price_EUR": w.eur, "gpu_embodied_kg": w.kg} {
			near(t, e.Name+": "+key, e.Values[key].(float64), value, 0.03*value)
		}
		if year := e.Values["rack_price_year"]; year.(int) < 2016 || year.(int) > 2025 {
			t.Errorf("%s: price of %v", e.Name, year)
		}
	}
}

// NVIDIA's energy stores trim the peak by up to 30 %. Air-cooled nodes bear 30 degC.
func TestStoresAndInlets(t *testing.T) {
	for name, want := range map[string]float64{"GB300 NVL72": 0.3, "Vera Rubin NVL72": 0.3, "GB200 NVL72": 0} {
		near(t, name, hallOf(t, name).SwingSmoothingFraction, want, 0)
	}
	near(t, "inlet of a DGX", hallOf(t, "B200").MaxInletAirDegC, 30, 0)
}

// ASHRAE's reference card, which prints degF beside degC: allowable and recommended
// temperatures, greatest dew point and relative humidity; feet of climb for a kelvin.
func TestAirClassesInDegF(t *testing.T) {
	for i, w := range [][7]float64{
		{59, 89.6, 64.4, 80.6, 62.6, 80, 984}, {50, 95, 64.4, 80.6, 69.8, 80, 984}, {41, 104, 64.4, 80.6, 75.2, 85, 574},
		{41, 113, 64.4, 80.6, 75.2, 90, 410}, {59, 77, 64.4, 71.6, 62.6, 80, 1640},
	} {
		c := AirClasses[i]
		f := func(degC float64) float64 { return 32 + 1.8*degC }
		got := [7]float64{f(c.MinDegC), f(c.MaxDegC), f(c.RecommendedMinDegC), f(c.RecommendedMaxDegC), f(c.MaxDewPointDegC), 100 * c.MaxRelHumidity, c.DerateMPerK / 0.3048}
		for j := range w {
			near(t, fmt.Sprintf("%s: value %d", c.Name, j), got[j], w[j], 1e-3*w[j])
		}
	}
	near(t, "limits hold up to, feet", DerateFromM/0.3048, 2953, 1)
}

// Classes of coolant are named after their limits.
func TestCoolantClassesAreNamedAfterTheirLimits(t *testing.T) {
	for _, c := range CoolantClasses {
		if c.Name != fmt.Sprintf("S%g", c.MaxDegC) {
			t.Errorf("class %s up to %g degC", c.Name, c.MaxDegC)
		}
	}
}
