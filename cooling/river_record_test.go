package cooling

import (
	"math"
	"regexp"
	"testing"

	"caloduc/cooling/loop"
	"caloduc/cooling/psychro"
	"caloduc/sim"
	"caloduc/sim/record"
)

// riverOwn are the flows that these plants add to what others declare.
var riverOwn = regexp.MustCompile(`recovered|heat_pump|reused|river_heat|returned|vented|H1\.evaporator|H1\.loop_stored|H1\.chilled_pump`)

// The recorder finds every balance closed, and sees any flow that is changed: a
// river plant and a hybrid with heat recovery.
func TestRiverRecord(t *testing.T) {
	hours := riverYear()
	for name, plant := range map[string]func() PlantSpec{
		"river": func() PlantSpec { return riverSpec(t, "heat_recovery.district_peak_MW = 10") },
		"hybrid": func() PlantSpec {
			return &HybridSpec{Liquid: riverDecode(t, new(DirectLiquidDrySpec), "heat_recovery.district_peak_MW = 10"), Air: riverSpec(t, "trim_share = 1")}
		},
	} {
		t.Run(name, func(t *testing.T) {
			riverSeen(t, riverOwn.MatchString, func(perturb int) (*record.Registry, *record.Recorder) {
				p, err := plant().Build(riverSite, riverLiquidHall)
				if err != nil {
					t.Fatal(err)
				}
				return riverRecorded(t, p, 40*sim.Day, perturb, func(m sim.Minute) {
					water := 15 + 13*math.Sin(float64(m/sim.Day))
					out := &loop.Outdoor{Air: &hours[int(m/60*9)%8760], RiverDegC: water, SeaDegC: water}
					switch m / sim.Day % 8 {
					case 0:
						out = riverAt(water, 36, 0.3)
					case 1:
						out = riverAt(water, -20, 0.5)
					}
					switch m / sim.Day {
					case 30:
						p.Stop()
					case 31:
						p.Step(m, out, loop.Load{})
					default:
						p.Step(m, out, loop.Load{ITMW: 17 + 2*float64(m%2), RoomHeatMW: 0.7})
					}
				})
			})
		})
	}
}

// Warmer river water never lowers the cooling energy at equal load.
func TestWarmerRiverNeverSaves(t *testing.T) {
	last := 0.0
	for water := 0.0; water <= 32; water++ {
		p := riverBuild(t, riverSpec(t, ""), riverSite, riverLiquidHall)
		var m sim.Minute
		out := riverAt(water, 20, 0.5)
		if d := riverSteady(p, &m, out, riverLiquidHall, 0.9, 1200); d.HeatLimit < 1 {
			break
		}
		mean := 0.0
		for range 60 {
			mean += riverSteady(p, &m, out, riverLiquidHall, 0.9, 1).ElectricMW / 60
		}
		if mean < last*(1-2e-3) { // within the dead band of river pumps
			t.Errorf("%g MW at %g degC, %g MW at one kelvin less", mean, water, last)
		}
		last = mean
	}
}

// A stopped plant uses nothing, keeps its temperatures and starts again.
func TestRiverStop(t *testing.T) {
	for name, s := range map[string]PlantSpec{"river": riverSpec(t, ""), "hybrid": &HybridSpec{Liquid: riverSpec(t, ""), Air: riverDecode(t, new(FreeAirSpec), "")}} {
		p, err := s.Build(riverSite, riverLiquidHall)
		if err != nil {
			t.Fatal(err)
		}
		var m sim.Minute
		out := riverAt(15, 15, 0.6)
		d := *riverSteady(p, &m, out, riverLiquidHall, 1, 300)
		p.Stop()
		if s := *p.Duty(); s.ElectricMW != 0 || s.WithdrawnKgPerS != 0 || s.WaterKgPerS != 0 || s.RejectedMW != 0 || s.HeatLimit != 1 {
			t.Errorf("%s stopped: %+v", name, s)
		}
		if again := riverSteady(p, &m, out, riverLiquidHall, 1, 60); math.Abs(again.ElectricMW-d.ElectricMW) > 0.02*d.ElectricMW {
			t.Errorf("%s: %g MW before, %g MW after", name, d.ElectricMW, again.ElectricMW)
		}
	}
}

// A plant on river water, with cold plates and without, takes a tank and a district
// network: through hot days and cool nights the tank is charged and discharged, heat is
// delivered, every balance of the recorder closes, and it sees any of their flows
// changed.
func TestRiverStorageAndRecovery(t *testing.T) {
	among := regexp.MustCompile("storage|recovered").MatchString
	for _, h := range []loop.Hall{riverLiquidHall, riverAirHall} {
		t.Run(h.Name, func(t *testing.T) {
			var charged, discharged, reused, limit float64
			riverSeen(t, among, func(perturb int) (*record.Registry, *record.Recorder) {
				charged, discharged, reused, limit = 0, 0, 0, 1
				p := riverBuild(t, riverSpec(t, `
random_failures = false
thermal_storage = true
heat_recovery.district_peak_MW = 3
storage = {volume_m3 = 2000, max_charge_kg_per_s = 100, max_discharge_kg_per_s = 100, cold_degC = 22.5, warm_degC = 28}`), riverSite, h)
				return riverRecorded(t, p, 6*sim.Day, perturb, func(m sim.Minute) {
					swing := -math.Cos(2 * math.Pi * float64(m) / float64(sim.Day))
					// Days at the site's extreme wet bulb, nights 14 K colder.
					air := psychro.FromHumidityRatio(28+13*swing, psychro.HumidityRatioFromWetBulb(28+13*swing, 18+7*swing, 101325), 101325)
					out := &loop.Outdoor{Air: &air, RiverDegC: 19 + 6*swing, SeaDegC: 19 + 6*swing}
					switch m / sim.Day {
					case 4:
						p.Stop()
					case 5:
						p.Step(m, out, loop.Load{})
					default:
						p.Step(m, out, loop.Load{ITMW: 0.9 * h.DesignITMW, RoomHeatMW: 0.9 * h.DesignRoomHeatMW})
					}
					mw := riverCoils(p).Water.Store.TakenMW
					charged += max(-mw, 0) / 60
					discharged += max(mw, 0) / 60
					reused += p.Duty().ReusedMW / 60
					limit = min(limit, p.Duty().HeatLimit)
				})
			})
			if charged < 5 || discharged < 5 || reused < 10 || limit < 1 {
				t.Errorf("%g MWh charged, %g discharged, %g reused, limit %g", charged, discharged, reused, limit)
			}
		})
	}
}
