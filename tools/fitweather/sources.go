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

// sites lists the sites in the order of the generator's draws: new ones go
// to the end, so that they shift nobody else's.
var sites = []site{
	french("Paris", "paris", 48.85, 2.35, 38),
	french("Lille", "lille", 50.63, 3.06, 23),
	french("Lyon", "lyon", 45.76, 4.84, 173),
	french("Strasbourg", "strasbourg", 48.58, 7.75, 142),
	french("Marseille", "marseille", 43.30, 5.38, 12),
	{
		climate: weather.Climate{Name: "Frankfurt", LatDeg: 50.12, LonDeg: 8.68, ElevationM: 111, OffsetHours: 1, Joint: true, Record: archive("2020 to 2024")},
		files: []string{
			"DEU_Frankfurt_openmeteo.2020.json.gz", "DEU_Frankfurt_openmeteo.2021.json.gz", "DEU_Frankfurt_openmeteo.2022.json.gz",
			"DEU_Frankfurt_openmeteo.2023.json.gz", "DEU_Frankfurt_openmeteo.2024.json.gz",
		},
	},
	{
		climate: weather.Climate{Name: "Singapore", LatDeg: 1.30, LonDeg: 103.83, ElevationM: 19, OffsetHours: 8, Record: archive("2020, 2022 and 2024")},
		files:   []string{"SGP_Singapore_openmeteo.2020.json.gz", "SGP_Singapore_openmeteo.2022.json.gz", "SGP_Singapore_openmeteo.2024.json.gz"},
	},
	{
		climate: weather.Climate{Name: "Bordeaux", LatDeg: 44.83, LonDeg: -0.70, ElevationM: 61, OffsetHours: 1, Record: typical(iwec, "WMO 075100")},
		files:   []string{"FRA_Bordeaux.075100_IWEC.mos.gz"},
	},
	{
		climate: weather.Climate{Name: "Stockholm", LatDeg: 59.65, LonDeg: 17.95, ElevationM: 61, OffsetHours: 1, Record: typical(iwec, "WMO 024600")},
		files:   []string{"SWE_Stockholm.Arlanda.024600_IWEC.epw.gz"},
	},
	{
		climate: weather.Climate{Name: "Helsinki", LatDeg: 60.32, LonDeg: 24.97, ElevationM: 56, OffsetHours: 2, Record: typical(iwec, "WMO 029740")},
		files:   []string{"FIN_Helsinki.029740_IWEC.epw.gz"},
	},
	{
		climate: weather.Climate{Name: "Ashburn", LatDeg: 39.078, LonDeg: -77.558, ElevationM: 119, OffsetHours: -5, Record: typical(tmyx, "2007-2021", "Leesburg Executive Airport, WMO 724055")},
		files:   []string{"USA_VA_Leesburg.Exec.epw.gz"},
	},
	{
		climate: weather.Climate{Name: "Dallas", LatDeg: 32.898, LonDeg: -97.019, ElevationM: 170.7, OffsetHours: -6, Record: typical(tmyx, "2007-2021", "Dallas-Fort Worth International Airport, WMO 722590")},
		files:   []string{"USA_TX_Dallas-Fort.Worth.epw.gz"},
	},
	{
		climate: weather.Climate{Name: "Shanghai", LatDeg: 31.198, LonDeg: 121.336, ElevationM: 3, OffsetHours: 8, Record: typical(tmyx, "1956-2023", "Shanghai Hongqiao International Airport, WMO 583670")},
		files:   []string{"Shanghai-Hongqiao_1956_2023_TMYx.epw.gz"},
	},
}

func archive(years string) string { return fmt.Sprintf(openMeteoArchive, years) }

func typical(form string, words ...any) string { return fmt.Sprintf(form, words...) }
