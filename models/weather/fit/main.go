// Command fit fits the weather generator's numbers to hourly records and writes
// them as Go source. From the root of the repository:
//
//	go run ./models/weather/fit -data ../shared/data/weather -out models/weather/sites_gen.go
package main

import (
	"flag"
	"fmt"
	"os"

	"caloduc/models/weather"
)

func main() {
	data := flag.String("data", "", "folder of the records")
	out := flag.String("out", "", "Go file to write")
	years := flag.Int("check", 0, "years to generate and hold against the records")
	flag.Parse()
	if err := run(*data, *out, *years); err != nil {
		fmt.Fprintln(os.Stderr, "fit:", err)
		os.Exit(1)
	}
}

// run reads the records, fits every site, and writes the file.
func run(data, out string, years int) error {
	fits := make([]*fit, len(sites))
	records := make([]*record, len(sites))
	for i := range sites {
		r, err := sites[i].read(data)
		if err != nil {
			return fmt.Errorf("%s: %w", sites[i].climate.Name, err)
		}
		records[i] = r
		if fits[i], err = fitSite(sites[i].climate, r); err != nil {
			return fmt.Errorf("%s: %w", sites[i].climate.Name, err)
		}
	}
	if err := fitJoint(fits); err != nil {
		return err
	}
	climates := make([]weather.Climate, len(fits))
	for i, f := range fits {
		climates[i] = f.Climate
		if n := f.Numbers(); n > maxNumbers {
			return fmt.Errorf("%s: %d fitted numbers, more than %d", f.Name, n, maxNumbers)
		}
	}
	if err := calibrate(climates, records); err != nil {
		return err
	}
	if years > 0 {
		if err := check(os.Stdout, climates, records, years); err != nil {
			return err
		}
	}
	text, err := source(climates)
	if err != nil {
		return err
	}
	return os.WriteFile(out, text, 0o644)
}

// maxNumbers is the most fitted numbers a site may have.
const maxNumbers = 150
