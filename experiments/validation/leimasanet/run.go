package leimasanet

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/spatial/r1"
	"gonum.org/v1/gonum/stat/distmv"
	"gonum.org/v1/gonum/stat/samplemv"
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
	if c < 1 || int(c) > len(Cases) {
		return Percentiles{}, fmt.Errorf("case %d: want 1 to %d", c, len(Cases))
	}
	if samples < 2 || len(year) == 0 {
		return Percentiles{}, fmt.Errorf("case %d: %d samples of %d hours give no percentile", c, samples, len(year))
	}
	pue, wue := make([]float64, samples), make([]float64, samples)
	for i, s := range Draw(c, samples, opt) {
		pue[i], wue[i] = Annual(year, c, &s, opt)
	}
	return Percentiles{band(pue), band(wue)}, nil
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

// Draw draws samples of a case from the ranges by a Latin hypercube.
func Draw(c Case, samples int, opt Options) []Sample {
	src := rand.NewPCG(opt.Seed, 0)
	bounds := make([]r1.Interval, len(Parameters))
	for i := range Parameters {
		r := Parameters[i].For(c, opt)
		bounds[i] = r1.Interval{Min: r.Min, Max: r.Max}
	}
	batch := mat.NewDense(samples, len(Parameters), nil)
	samplemv.LatinHypercube{Q: distmv.NewUniform(bounds, nil), Src: src}.Sample(batch)
	drawn := make([]Sample, samples)
	for i := range drawn {
		for j := range Parameters {
			*Parameters[j].Of(&drawn[i]) = batch.At(i, j)
		}
	}
	return drawn
}

// band sorts v and takes its percentiles, linear between order statistics.
func band(v []float64) Band {
	slices.Sort(v)
	at := func(q float64) float64 {
		x := q * float64(len(v)-1)
		i := min(int(x), len(v)-2)
		return v[i] + (x-float64(i))*(v[i+1]-v[i])
	}
	return Band{at(0.05), at(0.95)}
}

// ZoneFile is the name of a climate zone's file in a folder.
func ZoneFile(dir, zone string) string {
	return filepath.Join(dir, "zone_"+zone+".csv.gz")
}
