package validation

import (
	"fmt"
	"math"

	"caloduc/experiments/validation/leimasanet"
)

const (
	leiPaper    = "Lei and Masanet 2022, doi:10.1016/j.resconrec.2022.106323, percentiles over samples of Table B.1's ranges"
	leiOwn      = leiPaper + "; the authors' own equations"
	leiUngated  = leiOwn + "; ranges or chiller models not public in full: side by side, without a demand"
	leiPhysical = leiOwn + "; here with towers whose air leaves saturated instead of evaporating all heat, without a demand"
	leiPlant    = leiPaper + "; here with the plants free-air (case 1, its chillers air-cooled) and chilled-water-economiser (case 2), minute by minute, towers evaporating all that they reject"
	leiSamples  = 150
	// Of the plants, which cost a year of minutes a sample.
	leiPlantSamples = 40
	leiPlantMinutes = 12 // of each hour
)

// percentiles are those of a case in a zone.
var percentiles = []struct {
	name, words, unit string
	of                func(p *leimasanet.Percentiles) float64
}{
	{"pue-p5", "PUE, 5th percentile", "", func(p *leimasanet.Percentiles) float64 { return p.PUE.P5 }},
	{"pue-p95", "PUE, 95th percentile", "", func(p *leimasanet.Percentiles) float64 { return p.PUE.P95 }},
	{"wue-p5", "WUE, 5th percentile", "L/kWh", func(p *leimasanet.Percentiles) float64 { return p.WUE.P5 }},
	{"wue-p95", "WUE, 95th percentile", "L/kWh", func(p *leimasanet.Percentiles) float64 { return p.WUE.P95 }},
}

// leiMethod is a way to the percentiles of a case in a zone, whose samples are
// drawn once for all four. It completes a comparison: its source and its tolerance.
type leiMethod struct {
	word     string // behind names and quantities
	run      func(zoneFile string, c leimasanet.Case) (leimasanet.Percentiles, error)
	complete func(x *Comparison, c leimasanet.Case, zone, percentile int)
}

// of compares some percentiles of cases in every zone.
func (m *leiMethod) of(cases []leimasanet.Case, from int) []Comparison {
	var list []Comparison
	for _, c := range cases {
		for z, zone := range leimasanet.Zones {
			published, _ := leimasanet.Find(zone, c)
			file := leimasanet.ZoneFile("data/weather/lei_zones", zone)
			for i := from; i < len(percentiles); i++ {
				p := &percentiles[i]
				x := Comparison{Name: fmt.Sprintf("case-%d.%s.%s", c, zone, p.name), Quantity: fmt.Sprintf("case %d, zone %s, %s", c, zone, p.words),
					Unit: p.unit, Published: value(p.of(&published)), Tolerance: none, Needs: file, Full: true,
					Run: func(e *Env) (float64, error) {
						r, err := once(e, fmt.Sprintf("lei-masanet.%d.%s.%s", c, zone, m.word), func() (leimasanet.Percentiles, error) {
							path, _ := e.File(file)
							return m.run(path, c)
						})
						return p.of(&r), err
					}}
				if m.word != "" {
					x.Name, x.Quantity = x.Name+"."+m.word, x.Quantity+", "+m.word
				}
				m.complete(&x, c, z, i)
				list = append(list, x)
			}
		}
	}
	return list
}

// leiMasanet are the ten cases by the authors' own equations, the two large-scale
// systems within the gates of package leimasanet; and beside those two the water of
// physical towers and the production plants.
func leiMasanet() []Comparison {
	equations := func(tower leimasanet.TowerModel) func(string, leimasanet.Case) (leimasanet.Percentiles, error) {
		return func(file string, c leimasanet.Case) (leimasanet.Percentiles, error) {
			return leimasanet.Run(file, c, leiSamples, leimasanet.Options{Tower: tower})
		}
	}
	own := leiMethod{"", equations(leimasanet.Published), func(x *Comparison, c leimasanet.Case, _, _ int) {
		if x.Source, x.Class, x.Tolerance = leiOwn, Equation, leiGate(c, x); x.Tolerance == none {
			x.Source, x.Class = leiUngated, Shown
		}
	}}
	physical := leiMethod{"physical", equations(leimasanet.SaturatedExit), func(x *Comparison, _ leimasanet.Case, _, _ int) { x.Source, x.Class = leiPhysical, Shown }}
	plants := leiMethod{"plant", func(file string, c leimasanet.Case) (leimasanet.Percentiles, error) {
		return leimasanet.RunPlant(file, c, leiPlantSamples, leimasanet.AllHeat, leiPlantMinutes)
	}, func(x *Comparison, c leimasanet.Case, _, _ int) {
		x.Source, x.Class, x.Tolerance, x.Misfit = leiPlant, Engine, leiGate(c, x), &Misfit{Diagnosis: leiPlantOff[c]}
		if x.Tolerance == none {
			x.Tolerance = within(max(0.01, round(0.1*x.Published.Low, 3)))
		}
	}}
	water := 2 // the first percentile of it
	list := own.of(leimasanet.Cases[:2], 0)
	list = append(list, physical.of(leimasanet.Cases[1:2], water)...)
	list = append(list, plants.of(leimasanet.Cases[:2], 0)...)
	return append(list, own.of(leimasanet.Cases[2:], 0)...)
}

// leiGate is the gate of a case for PUE or water, none where it has none.
func leiGate(c leimasanet.Case, x *Comparison) Tolerance {
	gate := leimasanet.GateOf(c)
	switch {
	case x.Unit == "" && !math.IsInf(gate.PUE, 1):
		return within(gate.PUE)
	case x.Unit != "" && !math.IsInf(gate.WUE, 1):
		return share(gate.WUE)
	}
	return none
}

// leiPlantOff is why the production plants differ, by case.
var leiPlantOff = map[leimasanet.Case]string{
	leimasanet.LargeAirEconomiser:   "the plant supplies air at one set point and its chillers are air-cooled; the paper's air floats between two limits, and its chillers have towers, which drink where they run",
	leimasanet.LargeWaterEconomiser: "the plant's towers also reject the heat of fans and pumps, and its exchanger's approach matters; the paper leaves both out",
}
