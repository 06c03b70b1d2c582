// Command fit fits the price regimes of caloduc to a record of hourly
// day-ahead prices and prints them as Go source:
//
//	go run ./models/economics/fit price_da_FR_2020_2024.csv.gz > models/economics/price/regimes.go
package main

import (
	"fmt"
	"os"
	"strings"
	"time"

	"caloduc/models/economics/price"
	"caloduc/sim"
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
		fmt.Fprintln(os.Stderr, "usage: fit PRICES.csv.gz")
		os.Exit(2)
	}
	regimes, err := fitFile(os.Args[1])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Print(source(regimes))
}

func fitFile(path string) ([]price.Regime, error) {
	cal, err := sim.NewCalendar(time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC), 1, "Europe/Paris")
	if err != nil {
		return nil, err
	}
	record, err := price.ReadFile(path, 1, cal)
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
		r.Source = "fitted by models/economics/fit to the French day-ahead price of " + years + " (ENTSO-E Transparency Platform)"
		regimes = append(regimes, r)
	}
	return regimes, nil
}

// source writes the regimes as Go source.
func source(regimes []price.Regime) string {
	var b strings.Builder
	b.WriteString("// Written by models/economics/fit; do not edit.\n\npackage price\n\n")
	b.WriteString("// Regimes are the years whose prices can be generated; the first is the default.\nvar Regimes = []Regime{\n")
	list := func(v []float64) string {
		var s []string
		for _, x := range v {
			s = append(s, number(x))
		}
		return "{" + strings.Join(s, ", ") + "}"
	}
	for _, r := range regimes {
		fmt.Fprintf(&b, "\t{\n\t\tName:     %q,\n\t\tSource:   %q,\n", r.Name, r.Source)
		fmt.Fprintf(&b, "\t\tMean:     %s,\n\t\tAnnual:   [4]float64%s,\n", number(r.Mean), list(r.Annual[:]))
		fmt.Fprintf(&b, "\t\tSaturday: %s,\n\t\tSunday:   %s,\n\t\tDiurnal: [8][3]float64{\n", number(r.Saturday), number(r.Sunday))
		for _, d := range r.Diurnal {
			fmt.Fprintf(&b, "\t\t\t%s,\n", list(d[:]))
		}
		fmt.Fprintf(&b, "\t\t},\n\t\tWeekend:   [4]float64%s,\n", list(r.Weekend[:]))
		fmt.Fprintf(&b, "\t\tSigma:     %s,\n\t\tSlowShare: %s,\n\t\tSlow:      %s,\n\t\tFast:      %s,\n",
			number(r.Sigma), number(r.SlowShare), number(r.Slow), number(r.Fast))
		fmt.Fprintf(&b, "\t\tPrices:    [len(Levels)]float64%s,\n\t},\n", list(r.Prices[:]))
	}
	b.WriteString("}\n")
	return b.String()
}

func number(x float64) string { return fmt.Sprintf("%.5g", x+0) } // + 0: no minus zero
