package main

import (
	"fmt"

	"caloduc/models/weather"
)

// site is a place, and the files of its record.
type site struct {
	climate weather.Climate // what is known before the fit
	files   []string
}

const (
	openMeteoForecast = "Open-Meteo Historical Forecast API, best-match weather model at the city centre, hourly 2021-03-23 to 2025-05-31. Weather data by Open-Meteo.com (CC BY 4.0)"
	openMeteoArchive  = "Open-Meteo Historical Weather API (ERA5 family), hourly %s. Weather data by Open-Meteo.com (CC BY 4.0)"
	iwec              = "ASHRAE International Weather for Energy Calculations (IWEC), %s: a typical year spliced of months of 1982 to 1999, cooler than today's; (c) 2001 ASHRAE"
	tmyx              = "climate.onebuilding.org TMYx %s (NCEI ISD and ERA5), %s: a typical year spliced of months of different years; free to use"
)

// french is a French site of the Open-Meteo records. Elevations are of the
// city's centre, to some metres.
func french(name, file string, latDeg, lonDeg, elevationM float64) site {
	return site{
		climate: weather.Climate{Name: name, LatDeg: latDeg, LonDeg: lonDeg, ElevationM: elevationM, Joint: true, Record: openMeteoForecast},
		files:   []string{"FRA_openmeteo_weather_" + file + ".2021-2025.csv.gz"},
	}
}

// other is a site of another record.
func other(name string, latDeg, lonDeg, elevationM float64, offsetHours int, joint bool, record string, files ...string) site {
	return site{weather.Climate{Name: name, LatDeg: latDeg, LonDeg: lonDeg, ElevationM: elevationM, OffsetHours: offsetHours, Joint: joint, Record: record}, files}
}

// sites lists the sites in the order of the generator's draws: new ones go
// to the end, so that they shift nobody else's.
var sites = []site{
	french("Paris", "paris", 48.85, 2.35, 38),
	french("Lille", "lille", 50.63, 3.06, 23),
	french("Lyon", "lyon", 45.76, 4.84, 173),
	french("Strasbourg", "strasbourg", 48.58, 7.75, 142),
	french("Marseille", "marseille", 43.30, 5.38, 12),
	other("Frankfurt", 50.12, 8.68, 111, 1, true, fmt.Sprintf(openMeteoArchive, "2020 to 2024"), "DEU_Frankfurt_openmeteo.2020.json.gz",
		"DEU_Frankfurt_openmeteo.2021.json.gz",
		"DEU_Frankfurt_openmeteo.2022.json.gz",
		"DEU_Frankfurt_openmeteo.2023.json.gz",
		"DEU_Frankfurt_openmeteo.2024.json.gz"),
	other("Singapore", 1.30, 103.83, 19, 8, false, fmt.Sprintf(openMeteoArchive, "2020, 2022 and 2024"), "SGP_Singapore_openmeteo.2020.json.gz", "SGP_Singapore_openmeteo.2022.json.gz", "SGP_Singapore_openmeteo.2024.json.gz"),
	other("Bordeaux", 44.83, -0.70, 61, 1, false, fmt.Sprintf(iwec, "WMO 075100"), "FRA_Bordeaux.075100_IWEC.mos.gz"),
	other("Stockholm", 59.65, 17.95, 61, 1, false, fmt.Sprintf(iwec, "WMO 024600"), "SWE_Stockholm.Arlanda.024600_IWEC.epw.gz"),
	other("Helsinki", 60.32, 24.97, 56, 2, false, fmt.Sprintf(iwec, "WMO 029740"), "FIN_Helsinki.029740_IWEC.epw.gz"),
	other("Ashburn", 39.078, -77.558, 119, -5, false, fmt.Sprintf(tmyx, "2007-2021", "Leesburg Executive Airport, WMO 724055"), "USA_VA_Leesburg.Exec.epw.gz"),
	other("Dallas", 32.898, -97.019, 170.7, -6, false, fmt.Sprintf(tmyx, "2007-2021", "Dallas-Fort Worth International Airport, WMO 722590"), "USA_TX_Dallas-Fort.Worth.epw.gz"),
	other("Shanghai", 31.198, 121.336, 3, 8, false, fmt.Sprintf(tmyx, "1956-2023", "Shanghai Hongqiao International Airport, WMO 583670"), "Shanghai-Hongqiao_1956_2023_TMYx.epw.gz"),
}
