package leimasanet

import (
	"caloduc/cooling/component"
	"caloduc/cooling/psychro"
	"caloduc/models/weather"
	"caloduc/sim/list"
)

// Hour is the outdoor air of an hour with what the equations ask of it.
type Hour struct {
	psychro.Air
	EnthalpyJPerKg, DensityKgPerM3 float64
	SaturationPa                   float64 // vapour pressure of saturated air at the dry bulb
	SaturatedJPerKg                float64 // enthalpy of saturated air at the wet bulb
}

// NewHour completes outdoor air.
func NewHour(a psychro.Air) Hour {
	return Hour{a, psychro.EnthalpyJPerKg(a.DryBulbDegC, a.HumidityRatio),
		psychro.DensityKgPerM3(a.DryBulbDegC, a.HumidityRatio, a.PressurePa),
		psychro.SaturationPressurePa(a.DryBulbDegC), component.SaturatedAirJPerKg(a.WetBulbDegC, a.PressurePa)}
}

// columns are those of the zones' files.
var columns = weather.CSVSpec{TimeColumn: "hour", DryBulbColumn: "drybulb_degC", RelHumidityColumn: "rh_pct", PressureColumn: "pressure_Pa", PressureUnit: "Pa"}

// ReadClimate reads a year of hours from a CSV file, gzip or plain, with the
// columns hour, drybulb_degC, rh_pct and pressure_Pa.
func ReadClimate(path string) ([]Hour, error) {
	r, err := weather.ReadFile(path, weather.Options{Format: weather.FormatCSV, CSV: columns})
	if err != nil {
		return nil, err
	}
	year := list.Map(r.Hours, func(h weather.Hour) Hour {
		return NewHour(psychro.FromRelHumidity(h.DryBulbDegC, h.RelHumidity, h.PressurePa))
	})
	return year, nil
}
