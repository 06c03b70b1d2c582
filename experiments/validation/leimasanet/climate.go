package leimasanet

import (
	"compress/gzip"
	"encoding/csv"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"caloduc/cooling"
	"caloduc/cooling/psychro"
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
		psychro.SaturationPressurePa(a.DryBulbDegC), cooling.SaturatedAirJPerKg(a.WetBulbDegC, a.PressurePa)}
}

// ReadClimate reads a year of hours from a CSV file, gzipped if its name ends in
// .gz, with the columns hour, drybulb_degC, rh_pct and pressure_Pa.
func ReadClimate(path string) ([]Hour, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var r io.Reader = f
	if strings.HasSuffix(path, ".gz") {
		if r, err = gzip.NewReader(f); err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
	}
	rows, err := csv.NewReader(r).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	const header = "hour,drybulb_degC,rh_pct,pressure_Pa"
	if len(rows) < 2 || strings.Join(rows[0], ",") != header {
		return nil, fmt.Errorf("%s: want the columns %s", path, header)
	}
	year := make([]Hour, 0, len(rows)-1)
	for i, row := range rows[1:] {
		var v [3]float64
		for j := range v {
			if v[j], err = strconv.ParseFloat(row[j+1], 64); err != nil {
				return nil, fmt.Errorf("%s, line %d: %w", path, i+2, err)
			}
		}
		air := psychro.FromRelHumidity(v[0], v[1]/100, v[2])
		if !(air.WetBulbDegC <= v[0]) {
			return nil, fmt.Errorf("%s, line %d: %g degC, %g %% and %g Pa are no state of air", path, i+2, v[0], v[1], v[2])
		}
		year = append(year, NewHour(air))
	}
	return year, nil
}
