package cooling

import (
	"strings"
	"testing"

	"caloduc/cooling/component"
	"caloduc/cooling/loop"
	"caloduc/cooling/psychro"
	"caloduc/sim"
)

// Published figures of immersion: a server in mineral oil reached a partial PUE of
// cooling of 1.03 (Eiland et al. 2017, J. Electron. Packag. 139(4) 041005, abstract),
// and makers claim 1.02 to 1.03, without saying at what load and climate. Over a year
// in Paris the plant needs no more than that, and no hour more than 1.06. It needs less,
// 1.015: the head of the tanks' pumps is an assumption, at the head of cold plates'
// pumps it would be 1.02, and the fans of the dry coolers are sized for Paris' extreme.
func TestImmersionPUE(t *testing.T) {
	p := build(t, defaults(new(ImmersionDrySpec)), paris, tankHall)
	hours := liquidYear()
	used, worst := 0.0, 0.0
	for m := range sim.Minute(8760 * 6) {
		air := hours[m/6]
		p.Step(m, &loop.Outdoor{Air: &air}, loop.Load{ITMW: 0.9 * 50})
		used, worst = used+p.duty.ElectricMW, max(worst, p.duty.ElectricMW)
	}
	if pue := 1 + used/(0.9*50*8760*6); pue < 1.01 || pue > 1.03 {
		t.Errorf("partial PUE %.4f", pue)
	} else {
		t.Logf("partial PUE %.4f, worst minute %.4f", pue, 1+worst/45)
	}
	if worst > 0.06*45 || p.throttle.throttled != 0 {
		t.Errorf("%g MW at worst, %d minutes throttled", worst, p.throttle.throttled)
	}
}

// At the site's extreme the tanks get fluid 1 K below their limit, the fluid's flow is
// that of its heat capacity, and the hall's air gets what tanks lose.
func TestImmersionAtExtreme(t *testing.T) {
	p := build(t, defaults(new(ImmersionDrySpec)), paris, tankHall)
	d := liquidRun(p, liquidExtreme(), 1, 900)
	l := p.liquid
	near(t, "fluid into the tanks", d.LiquidSupplyDegC, 44, 2e-3)
	near(t, "captured", l.CapturedW, 0.97*50e6, 1e-9)
	near(t, "fluid's flow", l.C1/2200, 0.97*50e6/2200/10, 1e-9)
	near(t, "pump of fluid", l.CDUPump.DesignW, component.PumpPowerW(0.97*50e6/2200/10/800, 100e3, 0.7), 1e-9)
	near(t, "heat of the hall's air", p.air.Hall().HeatW, 0.03*50e6+1.5e6+l.MotorW, 1e-9)
	if d.HeatLimit != 1 || l.SpillMinutes != 0 {
		t.Errorf("limit %g, %d minutes of spill", d.HeatLimit, l.SpillMinutes)
	}
}

// Where a chip meets its case limit servers slow down, and the fluid takes all they
// give; after all pumps of fluid stop, tanks warm by some tenths of a kelvin a minute.
func TestImmersionLimits(t *testing.T) {
	p := build(t, liquidDecoded(t, new(ImmersionDrySpec), "chip_resistance_K_per_W = 0.058\nthrottle_per_K = 0.005"), paris, tankHall)
	hot := psychro.FromRelHumidity(48, 0.3, paris.Complete().PressurePa)
	d := liquidRun(p, &loop.Outdoor{Air: &hot}, 1, 600)
	l := p.liquid
	if p.chipLimited == 0 || d.HeatLimit > l.ChipLimit() || l.ChipLimit() == 1 {
		t.Errorf("limit %g, chips' %g, %d minutes limited by chips", d.HeatLimit, l.ChipLimit(), p.chipLimited)
	}
	near(t, "captured", l.CapturedW, 0.97e6*p.heat[loop.ServerHeat], 1e-9)
	stop := build(t, liquidDecoded(t, new(ImmersionDrySpec), "random_failures = false\nevent = [{what = \"cdu\", at = \"2027-07-15T16:00\", for_min = 20, units = 99}]"), paris, tankHall)
	var before float64
	liquidOutage(t, stop, outdoor(25, 0.5), func(m int, d *loop.Duty) {
		switch t1 := stop.liquid.Tcs.TDegC; m {
		case -1:
			before = t1
		case 0:
			near(t, "first minute", t1-before, 60/18., 1e-9) // 1 MW on 18 MJ/K
		}
	})
	// Chips made for cold plates ask for colder fluid than dry coolers give, or than any.
	for chipW, want := range map[float64]string{
		1000: "cannot supply 30.0 degC", 1200: "chips of 1200 W behind 0.05 K/W and a case limit of 85 degC need coolant of at most 25 degC",
		1800: "lets a chip in fluid of 0.05 K/W take 1520 W of its 1800 W"} {
		h := tankHall
		h.ChipPowerW = chipW
		if _, err := defaults(new(ImmersionDrySpec)).Build(paris, h); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("built with chips of %g W: %v", chipW, err)
		}
	}
}
