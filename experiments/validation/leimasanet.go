package validation

import (
	"fmt"
	"math"

	"caloduc/experiments/validation/leimasanet"
)

const (
	leiPaper    = "Lei and Masanet 2022, doi:10.1016/j.resconrec.2022.106323, percentiles over samples of Table B.1's ranges; the authors' equations"
	leiUngated  = leiPaper + "; ranges or chiller models not public in full: side by side, without a demand"
	leiPhysical = leiPaper + "; here with towers whose air leaves saturated instead of evaporating all heat, without a demand"
	leiPlant    = leiPaper + "; here with the plant chilled-water-economiser, minute by minute, towers evaporating all that they reject, without a demand"
	leiSamples  = 150
	// Of the plant, which costs a year of minutes a sample.
	leiPlantSamples = 40
	leiPlantMinutes = 12 // of each hour
)

// percentile is one of the four percentiles of a case in a zone.
type percentile struct {
	name, words, unit string
	of                func(p *leimasanet.Percentiles) float64
	wue               bool
}

var percentiles = []percentile{
	{"pue-p5", "PUE, 5th percentile", "", func(p *leimasanet.Percentiles) float64 { return p.PUE.P5 }, false},
	{"pue-p95", "PUE, 95th percentile", "", func(p *leimasanet.Percentiles) float64 { return p.PUE.P95 }, false},
	{"wue-p5", "WUE, 5th percentile", "L/kWh", func(p *leimasanet.Percentiles) float64 { return p.WUE.P5 }, true},
	{"wue-p95", "WUE, 95th percentile", "L/kWh", func(p *leimasanet.Percentiles) float64 { return p.WUE.P95 }, true},
}

// leiMasanet compares one percentile of a case in a zone, its samples drawn once
// for all four.
func leiMasanet(zone string, c leimasanet.Case, p percentile, tower leimasanet.TowerModel) Comparison {
	published, _ := leimasanet.Find(zone, c)
	file := leimasanet.ZoneFile("data/weather/lei_zones", zone)
	return Comparison{
		Name:     fmt.Sprintf("case-%d.%s.%s", c, zone, p.name),
		Quantity: fmt.Sprintf("case %d, zone %s, %s", c, zone, p.words), Unit: p.unit, Source: leiUngated,
		Published: value(p.of(&published)), Tolerance: none, Needs: file, Full: true,
		Run: func(e *Env) (float64, error) {
			r, err := once(e, fmt.Sprintf("lei-masanet.%d.%s.%v", c, zone, tower), func() (leimasanet.Percentiles, error) {
				path, _ := e.File(file)
				return leimasanet.Run(path, c, leiSamples, leimasanet.Options{Tower: tower})
			})
			return p.of(&r), err
		},
	}
}

// leiMasanetGated are the two large-scale systems, whose gates are those of
// package leimasanet.
func leiMasanetGated() []Comparison {
	var list []Comparison
	for _, c := range []leimasanet.Case{leimasanet.LargeAirEconomiser, leimasanet.LargeWaterEconomiser} {
		gate := leimasanet.GateOf(c)
		for _, zone := range leimasanet.Zones {
			for _, p := range percentiles {
				x := leiMasanet(zone, c, p, leimasanet.Published)
				switch {
				case !p.wue:
					x.Tolerance, x.Source = within(gate.PUE), leiPaper
				case !math.IsInf(gate.WUE, 1):
					x.Tolerance, x.Source = share(gate.WUE), leiPaper
				}
				list = append(list, x)
			}
		}
	}
	return list
}

// leiMasanetPhysical is the water of the large water-economised system beside
// the paper's.
func leiMasanetPhysical() []Comparison {
	var list []Comparison
	for _, zone := range leimasanet.Zones {
		for _, p := range percentiles {
			if p.wue {
				x := leiMasanet(zone, leimasanet.LargeWaterEconomiser, p, leimasanet.SaturatedExit)
				x.Name, x.Quantity, x.Source = x.Name+".physical", x.Quantity+", physical", leiPhysical
				list = append(list, x)
			}
		}
	}
	return list
}

// leiMasanetPlant is the large water-economised system by caloduc's own plant.
func leiMasanetPlant() []Comparison {
	const c = leimasanet.LargeWaterEconomiser
	var list []Comparison
	for _, zone := range leimasanet.Zones {
		for _, p := range percentiles {
			x := leiMasanet(zone, c, p, leimasanet.AllHeat)
			x.Name, x.Quantity, x.Source = x.Name+".plant", x.Quantity+", plant", leiPlant
			x.Run = func(e *Env) (float64, error) {
				r, err := once(e, "lei-masanet.plant."+zone, func() (leimasanet.Percentiles, error) {
					path, _ := e.File(x.Needs)
					return leimasanet.RunPlant(path, c, leiPlantSamples, leimasanet.AllHeat, leiPlantMinutes)
				})
				return p.of(&r), err
			}
			list = append(list, x)
		}
	}
	return list
}

func leiMasanetOthers() []Comparison {
	var list []Comparison
	for _, c := range leimasanet.Cases {
		if c == leimasanet.LargeAirEconomiser || c == leimasanet.LargeWaterEconomiser {
			continue
		}
		for _, zone := range leimasanet.Zones {
			for _, p := range percentiles {
				list = append(list, leiMasanet(zone, c, p, leimasanet.Published))
			}
		}
	}
	return list
}
