package validation

import (
	"bufio"
	"compress/gzip"
	"fmt"
	"math"
	"os"
	"strconv"
	"strings"

	"caloduc/cooling/component"
	"caloduc/cooling/psychro"
)

const (
	energyPlusFile  = "truth/energyplus_merkel_day1.csv.gz"
	energyPlusDay   = "EnergyPlus 9.2, CoolingTower:VariableSpeed:Merkel, a day by the minute (Modelica Buildings Library, Validation/MerkelEnergyPlus)"
	energyPlusParts = "EnergyPlus 9.2, as before: four minutes as printed"
	yorkChecks      = "Modelica Buildings Library, CoolingTowers/Correlations/yorkCalc.mo, evaluated"
	saturatedExit   = "EnergyPlus, CondenserLoopTowers.cc, CalculateWaterUsage, saturated exit, evaluated at full air flow"
)

// chicagoPa is the standard pressure at 205 m, where the day was simulated.
const chicagoPa = 98886

// energyPlusTower is the tower of EnergyPlus's example, sized as EnergyPlus sizes it: its
// nominal capacity is the heat of its loop at design, 25.39 kW, over 1.25.
func energyPlusTower() (component.MerkelTower, error) {
	return component.NominalTower(25390/1.25, chicagoPa).Size()
}

// towerDay is how the model's day differs from EnergyPlus's.
type towerDay struct{ meanK, worstK, heatRatio float64 }

func merkelDay() []Comparison {
	of := func(f func(d *towerDay) float64) func(*Env) (float64, error) {
		return func(e *Env) (float64, error) {
			d, err := once(e, "tower.day", func() (towerDay, error) {
				file, _ := e.File(energyPlusFile)
				return againstEnergyPlus(file)
			})
			return f(&d), err
		}
	}
	list := []Comparison{
		{Name: "merkel.mean", Quantity: "outlet water, mean error over operating minutes", Unit: "K", Published: value(0), Tolerance: within(0.01),
			Run: of(func(d *towerDay) float64 { return d.meanK })},
		{Name: "merkel.worst", Quantity: "outlet water, largest error", Unit: "K", Published: value(0), Tolerance: within(0.03),
			Run: of(func(d *towerDay) float64 { return d.worstK })},
		{Name: "merkel.heat", Quantity: "heat over EnergyPlus's", Published: value(1), Tolerance: within(0.01),
			Run: of(func(d *towerDay) float64 { return d.heatRatio })},
	}
	for i := range list {
		list[i].Source, list[i].Needs = energyPlusDay, energyPlusFile
	}
	return list
}

// leastFan is the fan's lowest steady speed in EnergyPlus's example, less
// rounding: below it the fan cycles within the minute, and the speed printed is
// not that of the heat printed.
const leastFan = 0.19

// againstEnergyPlus steps through the day: water in, flow, weather, and fan speed
// are EnergyPlus's, the outlet is the model's.
func againstEnergyPlus(file string) (towerDay, error) {
	tower, err := energyPlusTower()
	if err != nil {
		return towerDay{}, err
	}
	f, err := os.Open(file)
	if err != nil {
		return towerDay{}, err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return towerDay{}, err
	}
	var d towerDay
	minutes, heat, want := 0.0, 0.0, 0.0
	lines := bufio.NewScanner(z)
	for line := 1; lines.Scan(); line++ {
		var v [10]float64
		for i, s := range strings.SplitN(lines.Text(), ",", len(v)) {
			if v[i], err = strconv.ParseFloat(s, 64); err != nil && line > 1 {
				return d, fmt.Errorf("%s:%d: %w", file, line, err)
			}
		}
		if v[5] <= 0 || v[9] < leastFan {
			continue
		}
		air := psychro.Air{DryBulbDegC: v[1], WetBulbDegC: v[2], PressurePa: chicagoPa,
			HumidityRatio: psychro.HumidityRatioFromWetBulb(v[1], v[2], chicagoPa)}
		q, out := tower.HeatW(&air, v[3], v[5], v[9]), tower.OutletDegC(&air, v[3], v[5], v[9])
		minutes++
		d.meanK += out - v[4]
		if math.Abs(out-v[4]) > math.Abs(d.worstK) {
			d.worstK = out - v[4]
		}
		heat, want = heat+q, want+v[6]
	}
	if minutes == 0 {
		return d, fmt.Errorf("%s: the tower never operates", file)
	}
	d.meanK /= minutes
	d.heatRatio = heat / want
	return d, lines.Err()
}

// merkelMinutes are four minutes of that output. The dry bulb is not printed with
// them: 5 K above the wet bulb is as good as any within 0.02 K.
func merkelMinutes() []Comparison {
	var list []Comparison
	for _, c := range []struct{ wb, in, speed, out, heatW float64 }{
		{23.09, 33.25, .503, 30.00, 14780}, {23.67, 35.60, .734, 30.02, 25390},
		{24.05, 36.80, .654, 31.22, 25390}, {24.69, 37.18, .657, 31.61, 25390},
	} {
		run := func(of func(t *component.MerkelTower, air *psychro.Air) float64) func(*Env) (float64, error) {
			return func(*Env) (float64, error) {
				t, err := energyPlusTower()
				db := c.wb + 5
				air := psychro.Air{DryBulbDegC: db, WetBulbDegC: c.wb, PressurePa: chicagoPa, HumidityRatio: psychro.HumidityRatioFromWetBulb(db, c.wb, chicagoPa)}
				return of(&t, &air), err
			}
		}
		at := fmt.Sprintf("wet bulb %g, water %g degC, fan %g", c.wb, c.in, c.speed)
		name := fmt.Sprintf("%gdegC-%gdegC", c.wb, c.in)
		list = append(list,
			Comparison{Name: "merkel.outlet." + name, Quantity: "outlet, " + at, Unit: "degC", Source: energyPlusParts, Published: value(c.out), Tolerance: within(0.05),
				Run: run(func(t *component.MerkelTower, air *psychro.Air) float64 {
					return t.OutletDegC(air, c.in, 1.089, c.speed)
				})},
			Comparison{Name: "merkel.heat." + name, Quantity: "heat, " + at, Unit: "W", Source: energyPlusParts, Published: value(c.heatW), Tolerance: share(0.01),
				Run: run(func(t *component.MerkelTower, air *psychro.Air) float64 { return t.HeatW(air, c.in, 1.089, c.speed) })})
	}
	return list
}

// yorkCalc are the checks of the correlation at a range of 5.56 K.
func yorkCalc() []Comparison {
	var list []Comparison
	for _, c := range []struct{ wb, ratio, approach float64 }{
		{25.55, 0.25, 0.210221}, {25.55, 0.5, 1.422190}, {25.55, 0.75, 2.633621}, {25.55, 1, 3.844515}, {25.55, 1.25, 5.054872}, {25.55, 2, 8.682718}, {25.55, 4, 18.333336},
		{0, 1, 11.159853}, {5, 1, 9.380651}, {10, 1, 7.770612}, {15, 1, 6.329735}, {20, 1, 5.058021},
	} {
		list = append(list, Comparison{Name: fmt.Sprintf("york.%gdegC-%g", c.wb, c.ratio), Quantity: fmt.Sprintf("York approach at wet bulb %g degC, L/G %g", c.wb, c.ratio),
			Unit: "K", Source: yorkChecks, Published: value(c.approach), Tolerance: within(1e-5),
			Run: number(func() float64 { return component.YorkApproachK(c.wb, 5.56, c.ratio) })})
	}
	return list
}

// evaporation is the water that 25,390 W evaporate into 0.665 kg/s of dry air,
// the example tower's at full fan speed.
func evaporation() []Comparison {
	const heatW, airKgPerS = 25390.0, 0.665
	saturated := func(h float64) float64 { return component.SaturatedAirTempDegC(h, seaLevelPa) }
	var list []Comparison
	for _, c := range []struct{ db, rh, litres float64 }{
		{-5, .85, .72}, {0, .85, .80}, {5, .80, .89}, {10, .75, .98}, {15, .70, 1.08}, {20, .65, 1.17}, {25, .60, 1.27}, {30, .50, 1.40}, {35, .40, 1.54}, {40, .15, 1.83},
	} {
		list = append(list, Comparison{Name: fmt.Sprintf("evaporation.%gdegC-%gpc", c.db, 100*c.rh), Quantity: fmt.Sprintf("evaporated per kWh of heat at %g degC, %g %%", c.db, 100*c.rh),
			Unit: "L/kWh", Source: saturatedExit, Published: value(c.litres), Tolerance: within(0.0055),
			Run: number(func() float64 {
				air := psychro.FromRelHumidity(c.db, c.rh, seaLevelPa)
				h := component.SaturatedAirJPerKg(air.WetBulbDegC, seaLevelPa)
				return component.EvaporatedKgPerS(saturated, airKgPerS, h, air.HumidityRatio, heatW) / heatW * 3.6e6
			})})
	}
	return list
}
