package leimasanet

import (
	"encoding/csv"
	"errors"
	"fmt"
	"math"
	"os"
	"slices"
	"strconv"
)

// Cases2025 lists the systems of Lei et al. (2025), doi
// 10.1016/j.resconrec.2025.108310, for which the equations of 2022 have a case. Their
// ranges of 2025 are wider than those of 2022 and public only in part: here both new
// cases draw from the ranges of their size (0 as 1, 11 as 3 to 7).
var Cases2025 = []Case{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}

// LiquidCases2025 are those of liquid cooling for which caloduc has a plant, none of
// which the equations of 2022 know: facility water from towers and trim chillers, and
// dry coolers with pads.
var LiquidCases2025 = []Case{15, 16}

// Spread is five percentiles over the authors' samples.
type Spread struct{ P5, P25, P50, P75, P95 float64 }

// medianError is the standard error of the median of n samples: 1.2533 times that of
// a mean of normal ones, their standard deviation from the quartiles.
func (s Spread) medianError(n int) float64 {
	return 1.2533 * (s.P75 - s.P25) / 1.349 / math.Sqrt(float64(n))
}

// Published2025 is a case in a zone.
type Published2025 struct {
	Case     int // 15 and above have no equations here
	Zone     string
	System   string
	Samples  int
	PUE, WUE Spread
}

// columns2025 is the number of columns of the authors' table.
const columns2025 = 15

// Read2025 reads the authors' table: case, zone, system, size, number of samples, and
// five percentiles of PUE and of WUE.
func Read2025(path string) ([]Published2025, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	in := csv.NewReader(f)
	in.FieldsPerRecord = columns2025
	lines, err := in.ReadAll()
	if err == nil && len(lines) < 2 {
		err = errors.New("no cases and zones")
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	var out []Published2025
	for n, line := range lines[1:] {
		p := Published2025{Zone: line[1], System: line[2]}
		var v [2]int
		for i, text := range []string{line[0], line[4]} {
			if v[i], err = strconv.Atoi(text); err != nil {
				return nil, fmt.Errorf("%s: line %d: %w", path, n+2, err)
			}
		}
		p.Case, p.Samples = v[0], v[1]
		for i, to := range []*float64{&p.PUE.P5, &p.PUE.P25, &p.PUE.P50, &p.PUE.P75, &p.PUE.P95, &p.WUE.P5, &p.WUE.P25, &p.WUE.P50, &p.WUE.P75, &p.WUE.P95} {
			if *to, err = strconv.ParseFloat(line[5+i], 64); err != nil {
				return nil, fmt.Errorf("%s: line %d: %w", path, n+2, err)
			}
		}
		out = append(out, p)
	}
	return out, nil
}

// Medians are the medians of annual PUE and WUE, L/kWh.
type Medians struct{ PUE, WUE float64 }

// MediansOf simulates a case by the equations of 2022.
func MediansOf(zoneFile string, c Case, samples int) (Medians, error) {
	year, err := ReadClimate(zoneFile)
	if err != nil {
		return Medians{}, err
	}
	pue, wue, err := sampled(year, c, samples, Options{})
	if err != nil {
		return Medians{}, err
	}
	slices.Sort(pue)
	slices.Sort(wue)
	return Medians{quantile(pue, 0.5), quantile(wue, 0.5)}, nil
}

// Order is how far an order agrees with a published one: of the pairs that the
// published medians tell apart, the share that stands in the same order.
type Order struct {
	Pairs, Same int
}

// Share of pairs in the published order; NaN without any.
func (o Order) Share() float64 { return float64(o.Same) / float64(o.Pairs) }

// Compare adds the pairs of some published values and their simulated ones. A pair
// counts where the published medians differ by more than twice the standard error of
// that difference: a closer one the authors' own samples may turn.
func (o *Order) Compare(published []Spread, samples []int, simulated []float64) {
	for i := range published {
		for j := range i {
			a, b := published[i], published[j]
			off := math.Hypot(a.medianError(samples[i]), b.medianError(samples[j]))
			if math.Abs(a.P50-b.P50) <= 2*off {
				continue
			}
			o.Pairs++
			if (a.P50-b.P50)*(simulated[i]-simulated[j]) > 0 {
				o.Same++
			}
		}
	}
}
