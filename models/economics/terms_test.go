package economics

import (
	"slices"
	"testing"

	"caloduc/sim/param"
)

// Every parameter of tariffs and contracts moves the year's costs in the direction that
// money demands.
func TestEveryTermOfTariffsAndContractsActs(t *testing.T) {
	const paid = "vnu.paid=true"
	ppa := []string{`contract.shape="solar"`, "contract.shape_file=" + param.Quote(sunFile(t))}
	fixed := []string{"contract.volume_MW=60"}
	response := []string{"response.offered_MW=20", "response.energy_EUR_per_MWh=100"}
	capacity := []string{"capacity.price_EUR_per_MW_per_year=5000"}
	long := []string{`turpe.version="long-use"`}
	for _, c := range []struct {
		kind  string
		with  []string
		set   string
		sense float64
	}{
		{"market", nil, `turpe.version="long-use"`, +1}, {"market", long, "turpe.power_fractions=[1, 1.1, 1.1, 1.1, 1.1]", +1}, {"market", long, "turpe.own_meter=true", -1},
		{"market", nil, `excise_class="business"`, +1}, {"market", []string{`excise_class="business"`}, `excise_class="data-centre"`, -1},
		{"market", []string{`excise_class="data-centre"`}, "excise_data_centre_EUR_per_MWh=12", +1}, {"market", []string{`excise_class="data-centre"`}, "excise_reduced_above_MWh_per_year=2000", +1},
		{"market", nil, "capacity.price_EUR_per_MW_per_year=5000", +1}, {"market", capacity, "capacity.price_year=2027", -1}, {"market", capacity, `capacity.hours="all"`, -1},
		{"market", nil, paid, -1}, {"market", []string{paid}, "vnu.taxed_above_EUR_per_MWh=80", +1}, {"market", []string{paid, "vnu.forward_fraction=0"}, "vnu.capped_above_EUR_per_MWh=120", +1},
		{"market", []string{paid}, "vnu.taxed_fraction=0.6", -1}, {"market", []string{paid, "vnu.forward_fraction=0"}, "vnu.capped_fraction=0.95", -1}, {"market", []string{paid}, "vnu.threshold_year=2028", -1},
		{"market", []string{paid}, "vnu.forward_fraction=0.9", +1}, {"market", []string{paid}, "vnu.forward_EUR_per_MWh=70", -1}, {"market", []string{paid}, "vnu.forward_year=2028", +1},
		{"market", []string{paid}, "vnu.output_per_consumption=0.9", -1}, {"market", []string{paid}, "vnu.least_EUR_per_MWh=20", +1},
		{"market", nil, "response.offered_MW=20", -1}, {"market", response, "response.standby_EUR_per_MW_per_year=40000", -1}, {"market", response, "response.above_EUR_per_MWh=600", +1},
		{"market", response, "response.energy_EUR_per_MWh=200", -1}, {"market", response, "response.price_year=2027", +1},
		{"fixed", nil, "contract.price_EUR_per_MWh=70", +1}, {"fixed", nil, "contract.price_year=2027", -1}, {"fixed", nil, "contract.volume_MW=60", -1}, {"fixed", fixed, "contract.market_margin_EUR_per_MWh=3", +1},
		{"ppa", ppa, "contract.volume_MW=20", -1}, {"ppa", ppa, "contract.price_EUR_per_MWh=200", +1}, {"ppa", append(ppa, "contract.price_EUR_per_MWh=60"), "contract.price_year=2027", -1},
		{"ppa", ppa, "contract.lifetime_years=40", -1}, {"ppa", append(ppa, "contract.volume_MW=400"), `contract.excess="left"`, +1}, {"ppa", ppa, "contract.market_margin_EUR_per_MWh=3", +1},
		{"ppa", ppa, `contract.shape="wind"`, +1}, {"ppa", ppa, "wacc=0.1", +1}, {"ppa", ppa, "components.solar_field.capital_EUR_per_kW=700", +1},
	} {
		of := func(sets ...string) float64 {
			return campusYear(t, "2026-01-01", 225, append(slices.Clone(c.with), sets...), c.kind, daily(80, 40), flatly(0), daily(250, 310)).total
		}
		before, after := of(), of(c.set)
		if (after-before)*c.sense <= 0 {
			t.Errorf("%s %v: %s moves the year from %.10g to %.10g EUR", c.kind, c.with, c.set, before, after)
		}
	}
}
