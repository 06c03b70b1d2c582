package leimasanet

import (
	"fmt"
	"slices"
)

// plants2025 are caloduc's own plants of the cases, with what the paper says of each
// beyond numbers: outdoor air that is too dry is humidified by cases 0 and 1 alone, and
// air that is too warm is not wetted.
var plants2025 = map[Case]string{
	0: "plant = \"free-air\"\nadiabatic = false", 1: `plant = "chilled-water-air-economiser"`, 2: `plant = "chilled-water-economiser"`,
	3: "plant = \"chilled-water-air-economiser\"\noutdoor_air.humidify = false", 4: `plant = "chilled-water-economiser"`, 5: `plant = "chilled-water"`,
	6: "plant = \"air-cooled-chiller\"\neconomiser = \"air\"\neconomiser_pressure_Pa = 0\nhumidify = false", 7: `plant = "air-cooled-chiller"`,
	8: `plant = "chilled-water"`, 9: `plant = "air-cooled-chiller"`, 10: `plant = "direct-expansion"`, 11: `plant = "direct-expansion"`,
	15: "plant = \"direct-liquid-trim\"\nfacility_class = \"W27\"", 16: `plant = "direct-liquid-dry"`,
}

// Middle is the middle of every range of a case.
func Middle(c Case, o Options) (s Sample) {
	for i := range Parameters {
		r := Parameters[i].For(c, o)
		*Parameters[i].Of(&s) = (r.Min + r.Max) / 2
	}
	return s
}

// MiddleTable is what an experiment file would say of caloduc's own plant of a case of
// 2025: all that Table B.1 has a range of and the plant a key for, in the middle of that
// range, all else at the plant's defaults. Water-cooled chillers and towers are the paper's
// (see PlantTable), air-cooled machines keep their own curves, at the reference COP times
// one plus the middle of the COP's error.
func MiddleTable(c Case, tower TowerModel) string {
	s := Middle(c, Options{Tower: tower})
	text := "[cooling]\n" + plants2025[c] + "\nforce = true\n"
	switch {
	case slices.Contains(LiquidCases2025, c):
		return text
	case c == SmallDirectExpansion, c == MidDirectExpansion:
		return text + fmt.Sprintf("supply_air_temp_degC = %g\nair_range_K = %g\nhall_pressure_Pa = %g\nfan_efficiency = %g\ndx_cop = %g\n",
			(s.DryBulbLowDegC+s.DryBulbHighDegC)/2, s.AirRangeK, s.FanPressurePa, s.FanEfficiency, DirectExpansionCOP(dxRatedDegC)*(1+s.COPError))
	}
	text += coilLines(&s)
	if c == LargeWaterEconomiser || c == MidWaterEconomiser {
		text += exchangerLines(&s)
	}
	if c.airChillers() {
		text += fmt.Sprintf("chiller_cop = %g\n", screwCOP*(1+s.COPError))
	} else {
		text += towerLines(&s, tower)
	}
	if c.outdoorAir() {
		text += outdoorAirLines(c, &s)
	}
	return text
}

// dxRatedDegC is the condenser air at which dx_cop is given.
const dxRatedDegC = 35

// outdoorAirLines are the limits between which supply air floats.
func outdoorAirLines(c Case, s *Sample) string {
	text, table := fmt.Sprintf("supply_air_cold_degC = %g\n", s.DryBulbLowDegC), "outdoor_air."
	if c.airChillers() {
		table = ""
	}
	if c == LargeAirChillerEconomiser { // hall fans carry the whole pressure
		text += "filter_pressure_Pa = 0\npad_pressure_Pa = 0\ncoil_pressure_Pa = 0\n"
	}
	return text + fmt.Sprintf("%[1]smax_dew_point_degC = %[2]g\n%[1]smin_dew_point_degC = %[3]g\n%[1]smax_rel_humidity = %[4]g\n%[1]smin_rel_humidity = %[5]g\n%[1]shumidity_dead_band_K = 0\n%[1]scycles_of_concentration = 20\n%[1]sdrift = 0\n",
		table, s.DewPointHighDegC, s.DewPointLowDegC, s.RelHumidityHigh, s.RelHumidityLow)
}

// outdoorAir tells whether a case lets outdoor air in.
func (c Case) outdoorAir() bool {
	return c == LargeAirChillerEconomiser || c == LargeAirEconomiser || c == MidAirEconomiser || c == MidAirChillerEconomiser
}

// airChillers tells whether a case's chillers are cooled by air.
func (c Case) airChillers() bool {
	return c == LargeAirChillerEconomiser || c == MidAirChillerEconomiser || c == MidAirChiller || c == SmallAirChiller
}

// MiddleOfPlant is the year of caloduc's own plant of a case (see MiddleTable), each
// hour's air held for so many minutes, on the power chain of the middle sample.
func MiddleOfPlant(zoneFile string, c Case, tower TowerModel, minutes int) (Medians, error) {
	year, err := ReadClimate(zoneFile)
	if err != nil {
		return Medians{}, err
	}
	s, hall := Middle(c, Options{Tower: tower}), airHall
	if slices.Contains(LiquidCases2025, c) {
		hall = liquidHall
	}
	pue, wue, err := annualOf(MiddleTable(c, tower), year, &s, hall, minutes)
	return Medians{pue, wue}, err
}
