// Command fitprices fits the price regimes of caloduc to a record of hourly
// day-ahead prices and prints them as Go source:
//
//	go run ./tools/fitprices price_da_FR_2020_2024.csv.gz > models/economics/price/regimes_gen.go
package main

import (
	"cmp"
	"fmt"
	"os"
	"time"

	"caloduc/models/economics/price"
	"caloduc/sim"
	"caloduc/tools/gosource"
)

// periods are the years fitted, the default first.
var periods = []struct {
	name        string
	first, last int
}{
	{"fr-2023-2024", 2023, 2024},
	{"fr-2020", 2020, 2020},
	{"fr-2021", 2021, 2021},
	{"fr-2022", 2022, 2022},
	{"fr-2023", 2023, 2023},
	{"fr-2024", 2024, 2024},
}

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: fitprices PRICES.csv.gz")
		os.Exit(2)
	}
	regimes, err := fitFile(os.Args[1])
	text, failed := source(regimes)
	if err = cmp.Or(err, failed); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Stdout.Write(text)
}

func fitFile(path string) ([]price.Regime, error) {
	cal, err := sim.NewCalendar(time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC), 1, "Europe/Paris")
	if err != nil {
		return nil, err
	}
	record, err := price.Files{Paths: []string{path}, UnitEUR: 1}.Read(cal)
	if err != nil {
		return nil, err
	}
	var regimes []price.Regime
	for _, p := range periods {
		r, err := fitYears(record, p.first, p.last)
		if err != nil {
			return nil, err
		}
		r.Name = p.name
		years := fmt.Sprint(p.first)
		if p.last != p.first {
			years = fmt.Sprintf("%d to %d", p.first, p.last)
		}
		r.Source = "fitted by tools/fitprices to the French day-ahead price of " + years + " (ENTSO-E Transparency Platform)"
		regimes = append(regimes, r)
	}
	return regimes, nil
}

// source returns the regimes as Go source.
func source(regimes []price.Regime) ([]byte, error) {
	return gosource.Source("tools/fitprices", "price", 5, gosource.Var{
		Name: "Regimes", Value: regimes,
		Comment: "Regimes are the years whose prices can be generated; the first is the default.",
	})
}
