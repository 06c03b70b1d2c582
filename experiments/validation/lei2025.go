package validation

import (
	"fmt"
	"math"
	"slices"

	"caloduc/experiments/validation/leimasanet"
)

const (
	lei2025File   = "truth/lei_2025.csv"
	lei2025Paper  = "Lei et al. 2025, doi:10.1016/j.resconrec.2025.108310, medians over the authors' samples"
	lei2025Own    = lei2025Paper + "; here by the equations and ranges of Lei and Masanet 2022"
	lei2025Plants = lei2025Paper + "; here caloduc's own plants, all that the ranges of 2022 and a plant's keys share in the middle of those ranges, the paper's water-cooled chillers and ideal towers, all else at defaults"
	lei2025Liquid = lei2025Paper + " of rear doors, cold plates and immersion alike; here caloduc's own plant of cold plates at its defaults"
	lei2025Chance = "pairs count that the authors' medians tell apart by twice their standard error; chance turns one in twenty of those"

	lei2025Ranges = "the ranges of 2025 are wider than those of 2022 and public only in part; chillers cooled by air are regressions that are not public, and here follow DOE-2's screw chiller"
	lei2025Middle = "one hall in the middle of the ranges of 2022 stands for the authors' samples over wider ones; cold damp air is warmed by return air, where the authors shut it out, so that outdoor air carries more hours, most in zone 3C; air-cooled machines follow DOE-2's screw chiller, whose COP falls less in the heat than the authors' regressions that are not public (cases 6, 7, 9 to 11); coils of direct expansion are too warm to condense the hall's vapour, where the authors condense and make up a share of it (10, 11: most of the pairs of water)"
)

// lei2025Methods are the two ways to the medians of a case in a zone.
var lei2025Methods = []struct {
	word, source, off string
	class             Class // of its orders
	run               func(file string, c leimasanet.Case) (leimasanet.Medians, error)
}{
	{"equations", lei2025Own, lei2025Ranges, Equation, func(file string, c leimasanet.Case) (leimasanet.Medians, error) {
		return leimasanet.MediansOf(file, c, leiSamples)
	}},
	{"plant", lei2025Plants, lei2025Middle, Engine, func(file string, c leimasanet.Case) (leimasanet.Medians, error) {
		return leimasanet.MiddleOfPlant(file, c, leimasanet.AllHeat, leiPlantMinutes)
	}},
}

// lei2025 are the medians of every case that has equations or a plant, side by side,
// and the orders of systems and zones.
func lei2025() []Comparison {
	var list []Comparison
	for m := range lei2025Methods {
		cases := leimasanet.Cases2025
		if lei2025Methods[m].word == "plant" {
			cases = slices.Concat(cases, leimasanet.LiquidCases2025)
		}
		for _, c := range cases {
			for _, zone := range leimasanet.Zones {
				list = append(list, lei2025Medians(m, c, zone)...)
			}
		}
		list = append(list, lei2025Orders(m)...)
	}
	return list
}

// lei2025Medians shows PUE and WUE of a case in a zone.
func lei2025Medians(method int, c leimasanet.Case, zone string) []Comparison {
	m := &lei2025Methods[method]
	source := m.source
	if slices.Contains(leimasanet.LiquidCases2025, c) {
		source = lei2025Liquid
	}
	one := func(word, words, unit string, published func(p *leimasanet.Published2025) leimasanet.Spread, simulated func(x leimasanet.Medians) float64) Comparison {
		return Comparison{Name: fmt.Sprintf("2025.case-%d.%s.%s.%s", c, zone, word, m.word), Quantity: fmt.Sprintf("2025, case %d, zone %s, %s, %s", c, zone, words, m.word),
			Unit: unit, Class: Shown, Source: source, Tolerance: none, Full: true, Misfit: &Misfit{Diagnosis: m.off},
			Needs: lei2025File, NeedsToo: leimasanet.ZoneFile("data/weather/lei_zones", zone),
			Reads: func(e *Env) (Published, error) {
				p, err := lei2025Of(e, c, zone)
				return value(published(&p).P50), err
			},
			Run: func(e *Env) (float64, error) { x, err := lei2025Run(e, method, c, zone); return simulated(x), err }}
	}
	return []Comparison{
		one("pue", "median PUE", "", pue2025, func(x leimasanet.Medians) float64 { return x.PUE }),
		one("wue", "median WUE", "L/kWh", wue2025, func(x leimasanet.Medians) float64 { return x.WUE }),
	}
}

func pue2025(p *leimasanet.Published2025) leimasanet.Spread { return p.PUE }
func wue2025(p *leimasanet.Published2025) leimasanet.Spread { return p.WUE }

// lei2025Of is the authors' result of a case in a zone.
func lei2025Of(e *Env, c leimasanet.Case, zone string) (leimasanet.Published2025, error) {
	table, err := once(e, "lei-2025", func() ([]leimasanet.Published2025, error) {
		file, _ := e.File(lei2025File)
		return leimasanet.Read2025(file)
	})
	if err != nil {
		return leimasanet.Published2025{}, err
	}
	for _, p := range table {
		if p.Case == int(c) && p.Zone == zone {
			return p, nil
		}
	}
	return leimasanet.Published2025{}, fmt.Errorf("no case %d in zone %s", c, zone)
}

// lei2025Run is what a method gives for a case in a zone.
func lei2025Run(e *Env, method int, c leimasanet.Case, zone string) (leimasanet.Medians, error) {
	m := &lei2025Methods[method]
	return once(e, fmt.Sprintf("lei-2025.%s.%d.%s", m.word, c, zone), func() (leimasanet.Medians, error) {
		file, ok := e.File(leimasanet.ZoneFile("data/weather/lei_zones", zone))
		if !ok {
			return leimasanet.Medians{}, fmt.Errorf("no weather of zone %s", zone)
		}
		return m.run(file, c)
	})
}

// lei2025Orders are the shares of pairs of systems in a zone, and of zones of a
// system, that stand in the published order.
func lei2025Orders(method int) []Comparison {
	m := &lei2025Methods[method]
	var list []Comparison
	for _, water := range []bool{false, true} {
		metric := "PUE"
		if water {
			metric = "WUE"
		}
		for _, systems := range []bool{true, false} {
			of := "zones"
			if systems {
				of = "systems"
			}
			list = append(list, Comparison{Name: fmt.Sprintf("2025.order.%s.%s.%s", of, slug(metric), m.word), Quantity: fmt.Sprintf("2025, share of pairs of %s in the published order of %s, %s", of, metric, m.word),
				Class: m.class, Source: m.source, Published: value(1), Tolerance: within(0.05), Basis: lei2025Chance, Full: true, Misfit: &Misfit{Diagnosis: m.off, Side: Low},
				Needs: lei2025File, NeedsToo: leimasanet.ZoneFile("data/weather/lei_zones", leimasanet.Zones[0]),
				Run: func(e *Env) (float64, error) { return lei2025Order(e, method, systems, water) }})
		}
	}
	return list
}

// ordered are medians that are set in order, published and simulated.
type ordered struct {
	published []leimasanet.Spread
	samples   []int
	simulated []float64
}

// lei2025Order compares within each zone, or within each case.
func lei2025Order(e *Env, method int, systems, water bool) (float64, error) {
	var order leimasanet.Order
	groups := map[string]ordered{}
	for _, c := range leimasanet.Cases2025 {
		for _, zone := range leimasanet.Zones {
			p, err := lei2025Of(e, c, zone)
			if err != nil {
				return math.NaN(), err
			}
			x, err := lei2025Run(e, method, c, zone)
			if err != nil {
				return math.NaN(), err
			}
			key := zone
			if !systems {
				key = fmt.Sprint(c)
			}
			g := groups[key]
			g.samples = append(g.samples, p.Samples)
			if water {
				g.published, g.simulated = append(g.published, p.WUE), append(g.simulated, x.WUE)
			} else {
				g.published, g.simulated = append(g.published, p.PUE), append(g.simulated, x.PUE)
			}
			groups[key] = g
		}
	}
	for _, g := range groups {
		order.Compare(g.published, g.samples, g.simulated)
	}
	return order.Share(), nil
}
