// Command fitweather fits the weather generator's numbers to hourly records and writes
// them, and the records' statistics for the tests, as Go source. From the root of the repository:
//
//	go run ./tools/fitweather -data ../shared/data/weather -out models/weather
//
// What the package holds of the sites besides then follows:
//
//	go test ./models/weather -run Sampled -regen
package main

import (
	"flag"
	"fmt"
	"os"

	"caloduc/models/weather"
	"caloduc/models/weather/normals"
	"caloduc/sim/list"
)

func main() {
	data := flag.String("data", "", "folder of the records")
	out := flag.String("out", "", "folder of the package to write the numbers to")
	years := flag.Int("check", 0, "years to generate and print beside the records")
	flag.Parse()
	if err := run(*data, *out, *years); err != nil {
		fmt.Fprintln(os.Stderr, "fitweather:", err)
		os.Exit(1)
	}
}

// maxNumbers is the most fitted numbers a site may have.
const maxNumbers = 150

// run reads the records, fits every site, and writes the numbers and the
// records' own statistics.
func run(data, out string, years int) error {
	climates, records, err := fitAll(data)
	if err != nil {
		return err
	}
	of := collect(climates, records)
	truth := list.Map(of, (*normals.Collector).Normals)
	if err := calibrate(climates, of); err != nil {
		return err
	}
	if years > 0 {
		if err := check(os.Stdout, climates, of, years); err != nil {
			return err
		}
	}
	return write(out, climates, truth, of)
}

// fitAll reads the records of a folder and fits every site, before calibration.
func fitAll(data string) ([]weather.Climate, []*record, error) {
	fits := make([]*fit, len(sites))
	records := make([]*record, len(sites))
	for i := range sites {
		var err error
		if records[i], err = sites[i].read(data); err != nil {
			return nil, nil, fmt.Errorf("%s: %w", sites[i].climate.Name, err)
		}
		if fits[i], err = fitSite(sites[i].climate, records[i]); err != nil {
			return nil, nil, fmt.Errorf("%s: %w", sites[i].climate.Name, err)
		}
	}
	fitJoint(fits)
	climates := make([]weather.Climate, len(fits))
	for i, f := range fits {
		climates[i] = f.Climate
		if n := f.Numbers(); n > maxNumbers {
			return nil, nil, fmt.Errorf("%s: %d fitted numbers, more than %d", f.Name, n, maxNumbers)
		}
	}
	return climates, records, nil
}
