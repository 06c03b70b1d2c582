package main

import (
	"math"
	"path/filepath"

	"caloduc/models/weather"
	"caloduc/models/weather/normals"
	"caloduc/tools/gosource"
)

const command = "go run ./tools/fitweather -data ../shared/data/weather -out models/weather"

// write writes the climates below the folder of the package weather, and the
// statistics of their records below that of normals.
func write(out string, climates []weather.Climate, truth []normals.Normals, of []*normals.Collector) error {
	err := gosource.Write(filepath.Join(out, "sites_gen.go"), command, "weather", 5, gosource.Var{
		Name: "climates", Value: climates, Exact: []string{"LatDeg", "LonDeg", "ElevationM"},
		Comment: `climates holds the sites of the generator, fitted by the command above to the
record that each names: the years 2021 to 2025 of the French sites, real
years of Frankfurt and Singapore, typical years of the others. Weather data
by Open-Meteo.com (CC BY 4.0) where the record says so. The sites marked
Joint were fitted over the days that their records share; the others are
drawn independently, for their typical years share no days with anyone.`})
	if err != nil {
		return err
	}
	var records []normals.Record
	var pairs []normals.Pair
	for i, c := range climates {
		records = append(records, normals.Record{Site: c.Name, Of: c.Record, Normals: truth[i]})
		for j, other := range climates[:i] {
			if c.Joint && other.Joint {
				r, days := normals.Correlation(of[i].Anomalies(), of[j].Anomalies())
				pairs = append(pairs, normals.Pair{A: other.Name, B: c.Name, Correlation: math.Round(1e4*r) / 1e4, Days: days})
			}
		}
	}
	return gosource.Write(filepath.Join(out, "normals", "records_gen.go"), command, "normals", 6,
		gosource.Var{
			Name: "Records", Value: records,
			Comment: `Records holds the statistics of the records that the generator's sites were
fitted to, computed by this package. Weather data by Open-Meteo.com (CC BY 4.0)
where the record says so.`},
		gosource.Var{
			Name: "Correlations", Value: pairs,
			Comment: `Correlations holds the correlations of the daily anomalies of the sites fitted
jointly, over the days that their records share.`})
}
