package economics

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"caloduc/sim/equipment"
	"caloduc/sim/param"
)

// everything is a list with a unit of every kind, one of them redundant.
func everything() (l equipment.List) {
	for _, k := range equipment.Kinds {
		l.Add(k, "test", 3, 2, 100)
	}
	return l
}

// booked is what a campus' account shows in an hour at 100 MW with all equipment there
// is, heat delivered and a contract that
// falls short.
func booked(t *testing.T, sets ...string) map[string]float64 {
	t.Helper()
	s, contract := new(Spec), new(NuclearContract)
	var own, theirs []string
	for _, set := range sets {
		if rest, ok := strings.CutPrefix(set, "contract."); ok {
			theirs = append(theirs, rest)
		} else {
			own = append(own, set)
		}
	}
	if _, err := param.Decode("accounts", nil, s, own); err != nil {
		t.Fatal(err)
	}
	if _, err := param.Decode("contract", nil, contract, theirs); err != nil {
		t.Fatal(err)
	}
	c := accountOf(s, contract)
	c.Subscribe(120)
	c.Open(0, HallCapital{DesignITMW: 60, Built: everything(), AcceleratorEUR: 2e9, AcceleratorYear: 2024, EmbodiedKg: 1e7})
	m := asks(market(t), 0)
	c.Step(7*8766*60, 100, fed(100, 80, m), 20, 15) // in the eighth year: racks have been renewed, or not
	return map[string]float64{"total": c.TotalEURPerH, "facility": c.FacilityEURPerH, "upkeep": c.OMEURPerH, "carbon": c.CarbonKgPerH, "displaced": c.DisplacedKgPerH, "heat": c.HeatEURPerH}
}

// elsewhere are parameters of the accounts that act outside them, each with the reason.
var elsewhere = map[string]string{
	"grid_carbon_g_per_kWh":     "the market's offer carries it",
	"nuclear_water_L_per_kWh":   "enters wue_source_L_per_kWh alone",
	"grid_water_L_per_kWh":      "enters wue_source_L_per_kWh alone",
	"inflation_beyond_per_year": "no price is of a year after 2025 unless the accounts are",
	"contract.excess":           "no excess where the contract falls short",
	"contract.allocation_MW":    "sets what is allotted, before the accounts: TestShareOfRealOutput",
	"contract.take_or_pay":      "all that is allotted is drawn: TestTakeOrPay",
}

// tariffTables are off unless given: TestEveryTermOfTariffsAndContractsActs.
var tariffTables = []string{"turpe.", "excise_class", "excise_data_centre", "excise_reduced", "capacity.", "vnu.", "response."}

// falling are the parameters that lower the costs: what lasts longer, earns, or is of
// later, lighter money.
var falling = []string{"facility_lifetime_years", "accelerator_lifetime_years", "heat_EUR_per_MWh"}

// Every parameter of the accounts moves what it should in the direction it should: a
// price raises the costs, a year of a price lowers them (later money buys less), a
// lifetime lowers them, heat earns, carbon is carbon's alone.
func TestEveryParameterOfTheAccountsMovesThem(t *testing.T) {
	base := booked(t)
	docs := append(param.Reference(new(Spec)), contractDocs()...)
	walked := 0
	for _, k := range docs {
		if k.IsTable || slices.ContainsFunc(tariffTables, func(table string) bool { return strings.HasPrefix(k.Path, table) }) {
			continue
		}
		key := k.Path[strings.LastIndexByte(k.Path, '.')+1:]
		var set string
		switch d := k.Field.Default.(type) {
		case float64:
			x := 1.1 * d
			if math.IsNaN(d) {
				x = 30
			} else if d == 0 {
				x = 1
			}
			set = fmt.Sprintf("%s=%g", k.Path, x)
		case int:
			set = fmt.Sprintf("%s=%d", k.Path, d+1)
		case bool:
			set = fmt.Sprintf("%s=%t", k.Path, !d)
		default:
			set = k.Path + "=sold"
		}
		got := booked(t, set)
		moved := slices.DeleteFunc([]string{"total", "facility", "upkeep", "carbon", "displaced", "heat"}, func(what string) bool { return got[what] == base[what] })
		walked++
		switch reason := elsewhere[k.Path]; {
		case reason != "":
			if len(moved) > 0 {
				t.Errorf("%s moves %v, though %s", k.Path, moved, reason)
			}
		case strings.Contains(key, "embodied"), key == "nuclear_carbon_g_per_kWh":
			if got["carbon"] <= base["carbon"] || len(moved) != 1 {
				t.Errorf("%s moves %v", k.Path, moved)
			}
		case key == "heat_displaced_kg_per_MWh":
			if got["displaced"] <= base["displaced"] || len(moved) != 1 {
				t.Errorf("%s moves %v", k.Path, moved)
			}
		case key == "price_year" && k.Path == key: // of the accounts: all in lighter money
			if got["total"] <= base["total"] {
				t.Errorf("a later price year lowers costs from %g to %g", base["total"], got["total"])
			}
		case key == "heat_price_year": // of what earns
			if got["total"] <= base["total"] {
				t.Errorf("heat of later money earns more")
			}
		case strings.HasSuffix(key, "price_year"), slices.Contains(falling, key), key == "renew":
			if got["total"] >= base["total"] {
				t.Errorf("%s raises costs from %g to %g", set, base["total"], got["total"])
			}
		default:
			if got["total"] <= base["total"] {
				t.Errorf("%s lowers costs from %g to %g (moved: %v)", set, base["total"], got["total"], moved)
			}
		}
	}
	if walked < 100 {
		t.Errorf("only %d parameters walked", walked)
	}
}

// contractDocs are the parameters of the contract under "contract.".
func contractDocs() []param.KeyDoc {
	docs := param.Reference(new(NuclearContract))
	for i := range docs {
		docs[i].Path = "contract." + docs[i].Path
	}
	return docs
}

// Every kind of component has one price, upkeep below its capital, and a source; each
// unit more of it costs more, redundant or not.
func TestEveryComponentCosts(t *testing.T) {
	s := defaults(&Spec{})
	if len(s.Components.costs) != len(equipment.Kinds) {
		t.Errorf("%d prices of %d kinds", len(s.Components.costs), len(equipment.Kinds))
	}
	for _, c := range everything() {
		capital, upkeep := s.Cost(&c)
		more := c
		more.Installed, more.Redundant = c.Installed+1, c.Redundant+1
		dearer, kept := s.Cost(&more)
		if !(capital > 0) || !(upkeep > 0) || upkeep > 0.2*capital || math.Abs(dearer/capital-4./3) > 1e-9 || kept <= upkeep {
			t.Errorf("%s: %g EUR, %g a year; with one more %g", c.Word, capital, upkeep, dearer)
		}
	}
	for _, d := range componentCosts {
		if d.source == "" || d.upkeepSource == "" {
			t.Errorf("%s: no source", d.kind.Word)
		}
	}
}

// A water-cooled chiller of 1 MW cost 360.6 USD of 2015 a kW: 325.0 EUR then, 418 EUR of
// 2025. Building 5.1 EUR/W of 2024, and 15 % of design on both.
func TestFacilityByHand(t *testing.T) {
	s := defaults(&Spec{})
	chiller := equipment.Component{Kind: &equipment.Chiller, Installed: 2, Redundant: 1, Capacity: 1000}
	since := 1.002 * 1.015 * 1.018 * 1.012 * 1.003 * 1.026 * 1.084 * 1.054 * 1.024 * 1.021
	want := 2e3 * 325.0 * since
	got, upkeep := s.Cost(&chiller)
	near(t, "two chillers", got, want, 1)
	near(t, "upkeep", upkeep, 0.05*want, 1)
	all, kept := s.Facility(10, equipment.List{chiller})
	near(t, "with a building of 10 MW", all, 1.15*(want+51e6*1.021), 10)
	near(t, "upkeep with it", kept, 0.05*want+0.015*51e6*1.021, 10)
	s.FacilityEURPerW = 11
	all, _ = s.Facility(10, equipment.List{chiller})
	near(t, "where one price is given", all, 110e6, 1)
}

// Heat earns its price, whatever it costs, and displaces carbon that is taken off none.
func TestHeatEarns(t *testing.T) {
	with, without := booked(t), booked(t, "heat_EUR_per_MWh=0")
	near(t, "earned", without["total"]-with["total"], 15*20*1.021, 1e-6)
	near(t, "displaced", with["displaced"], 15*125, 1e-9)
	near(t, "carbon", with["carbon"], without["carbon"], 0)
}

// Prices of a regime are of its last year; a file's are as they are given.
func TestMarketPricesHaveAYear(t *testing.T) {
	e := defaults(&Spec{})
	for _, c := range []struct {
		s    MarketSpec
		want int
	}{{MarketSpec{Regime: "fr-2023-2024"}, 2024}, {MarketSpec{Regime: "fr-2022"}, 2022}, {MarketSpec{Files: []string{"x.csv"}, Regime: "fr-2022"}, e.PriceYear}, {MarketSpec{Files: []string{"x.csv"}, PriceYear: 2019}, 2019}} {
		if got := c.s.year(e.PriceYear); got != c.want {
			t.Errorf("%+v: %d, want %d", c.s, got, c.want)
		}
	}
}
