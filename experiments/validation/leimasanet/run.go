package leimasanet

import (
	"fmt"
	"path/filepath"
	"slices"

	"caloduc/experiments/design"
)

// Band is the 5th and the 95th percentile of an annual mean over samples.
type Band struct{ P5, P95 float64 }

// Percentiles are the bands of annual PUE and of annual WUE, L/kWh.
type Percentiles struct {
	PUE, WUE Band
}

// Run simulates a case over the hours of a zone's file (see ReadClimate) with
// parameters drawn from the case's ranges.
func Run(zoneFile string, c Case, samples int, opt Options) (Percentiles, error) {
	year, err := ReadClimate(zoneFile)
	if err != nil {
		return Percentiles{}, err
	}
	return Evaluate(year, c, samples, opt)
}

// Evaluate is Run with the hours in hand.
func Evaluate(year []Hour, c Case, samples int, opt Options) (Percentiles, error) {
	pue, wue, err := sampled(year, c, samples, opt)
	if err != nil {
		return Percentiles{}, err
	}
	return Percentiles{band(pue), band(wue)}, nil
}

// sampled is the annual PUE and WUE of each sample.
func sampled(year []Hour, c Case, samples int, opt Options) (pue, wue []float64, err error) {
	if c < LargeAirChillerEconomiser || c > MidDirectExpansion {
		return nil, nil, fmt.Errorf("case %d: want %d to %d", c, LargeAirChillerEconomiser, MidDirectExpansion)
	}
	if samples < 2 || len(year) == 0 {
		return nil, nil, fmt.Errorf("case %d: %d samples of %d hours give no percentile", c, samples, len(year))
	}
	pue, wue = make([]float64, samples), make([]float64, samples)
	for i, s := range Draw(c, samples, opt) {
		pue[i], wue[i] = Annual(year, c, &s, opt)
	}
	return pue, wue, nil
}

// Annual is the mean PUE and WUE, L/kWh, of one sample over the hours.
func Annual(year []Hour, c Case, s *Sample, opt Options) (pue, wue float64) {
	r := newRoom(c, s, opt)
	for i := range year {
		p, w := r.hour(&year[i])
		pue += p.PUE()
		wue += w.LPerKWh()
	}
	n := float64(len(year))
	return pue / n, wue / n
}

// skipped is how many points of the Sobol sequence the authors leave out.
const skipped = 1000

// Draw draws samples of a case from the ranges as the authors do: points of the
// Sobol sequence from skipped on, so that there is no seed to choose.
func Draw(c Case, samples int, opt Options) []Sample {
	drawn := make([]Sample, samples)
	for j := range Parameters {
		p := &Parameters[j]
		r := p.For(c, opt)
		for i := range drawn {
			*p.Of(&drawn[i]) = r.Min + (r.Max-r.Min)*design.SobolPoint(uint32(skipped+i), p.Dim)
		}
	}
	return drawn
}

// band sorts v and takes its percentiles.
func band(v []float64) Band {
	slices.Sort(v)
	return Band{quantile(v, 0.05), quantile(v, 0.95)}
}

// quantile of sorted values, linear between order statistics.
func quantile(v []float64, q float64) float64 {
	x := q * float64(len(v)-1)
	i := min(int(x), len(v)-2)
	return v[i] + (x-float64(i))*(v[i+1]-v[i])
}

// ZoneFile is the name of a climate zone's file in a folder.
func ZoneFile(dir, zone string) string {
	return filepath.Join(dir, "zone_"+zone+".csv.gz")
}
