package cooling

import (
	"math"
	"testing"

	"caloduc/cooling/loop"
	"caloduc/sim"
)

// Free air and air-cooled chillers with an economiser are one physics: with equal
// parameters a year of both agrees, whatever the climate and whatever fails.
func TestAlignedPlantsAgree(t *testing.T) {
	free, chiller := defaults(new(FreeAirSpec)), defaults(new(AirCooledSpec))
	chiller.Economiser = "air"
	free.Adiabatic = false // the other has no pads
	free.HallAirSpec.PressurePa = chiller.HallAirSpec.PressurePa
	free.FilterPressurePa, free.CoilPressurePa = chiller.EconomiserPressurePa, 0
	free.MechanicalShare = 1 + chiller.Reserve
	for _, site := range []loop.Site{paris, {DesignDryBulbDegC: 36, DesignWetBulbDegC: 28.5}} {
		a, b := build(t, free, site, airHall), build(t, chiller, site, airHall)
		var energy, apart float64
		for m := range 365 * sim.Day {
			day := 2 * math.Pi * float64(m) / float64(sim.Day)
			out := outdoor(site.DesignDryBulbDegC-24-14*math.Cos(day/365)-5*math.Cos(day), 0.7+0.25*math.Sin(1.7*day))
			if m == 100*sim.Day || m == 101*sim.Day { // a day without one of the chillers
				for _, p := range []*joined{a, b} {
					c := p.air.(*loop.CoilSide).Water.Sink.(*loop.AirChillers)
					p.Shift(&c.Machines, &c.Machines.Staged, 1-2*int((m/sim.Day)%2))
				}
			}
			x := 0.8 + 0.2*math.Sin(0.31*day)
			load := loop.Load{ITMW: x * airHall.DesignITMW, RoomHeatMW: airHall.DesignRoomHeatMW}
			a.Step(m, out, load)
			b.Step(m, out, load)
			energy += a.duty.ElectricMW
			apart = max(apart, math.Abs(a.duty.ElectricMW-b.duty.ElectricMW), math.Abs(a.duty.ServerInletAirDegC-b.duty.ServerInletAirDegC))
		}
		mean := energy / (365 * float64(sim.Day))
		t.Logf("mean power %.4f MW, at most %.2g MW or K apart", mean, apart)
		if apart > 1e-6*mean {
			t.Errorf("power or inlet air at most %g MW or K apart", apart)
		}
	}
}
