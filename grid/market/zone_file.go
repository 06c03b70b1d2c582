package market

import (
	"fmt"
	"math"
	"slices"
	"time"

	"caloduc/grid/market/series"
	"caloduc/sim"
)

// fileColumns are what a zone's file may hold, MW.
var fileColumns = [...]string{"demand_MW", "wind_MW", "solar_MW", "run_of_river_MW"}

// hoursOfLeapYear is the length of a year's table; 29 February of other years is never
// asked for.
const hoursOfLeapYear = 366 * 24

// zoneHours are a zone's given hours of a year, by calendar day and hour in UTC: NaN
// where nothing is given.
type zoneHours [len(fileColumns)][]float64

// place is where an hour stands in the table.
func place(t time.Time) int {
	return (time.Date(2024, t.Month(), t.Day(), 0, 0, 0, 0, time.UTC).YearDay()-1)*24 + t.Hour()
}

// readZone reads a zone's file; several zones may share one, and several runs.
func readZone(path string) (*zoneHours, error) {
	return sim.Shared(path, "hours of a market's zone", func() (*zoneHours, error) {
		s, err := series.Read(path)
		if err != nil {
			return nil, err
		}
		z, found := new(zoneHours), false
		for k, name := range fileColumns {
			if !slices.Contains(s.Names, name) {
				continue
			}
			col, err := s.Column(name)
			if err != nil {
				return nil, err
			}
			found = true
			z[k] = slices.Repeat([]float64{math.NaN()}, hoursOfLeapYear)
			for i, t := range s.At {
				if col[i] < 0 {
					return nil, fmt.Errorf("%s: %s of %s is %g: no power is negative", path, name, t.Format("2006-01-02 15:04"), col[i])
				}
				z[k][place(t)] = col[i]
			}
		}
		if !found {
			return nil, fmt.Errorf("%s: none of the columns %v; there are %v", path, fileColumns, s.Names)
		}
		return z, nil
	})
}

// at is a given number of an hour, NaN without one.
func (z *zoneHours) at(column, hour int) float64 {
	if z == nil || z[column] == nil {
		return math.NaN()
	}
	return z[column][hour]
}
