package experiments

import (
	"strings"

	"caloduc/models/economics"
	"caloduc/sim"
	"caloduc/sim/money"
	"caloduc/sim/param"
)

// priceNotices tells of prices that were given without the year of their money, where
// the year that stands beside them is another than the accounts': such a price is
// converted, which who gave a price of today did not mean.
func priceNotices(r *param.Resolved, e *economics.Spec) (out sim.Notices) {
	years := map[string]param.Value{}
	for _, v := range r.Values() {
		if strings.HasSuffix(v.Field.Key, "price_year") {
			years[v.Path] = v
		}
	}
	for _, v := range r.Changed() {
		key := yearOf(v.Field.Key)
		amount, priced := v.Value.(float64)
		if key == "" || !priced {
			continue
		}
		year, known := years[strings.TrimSuffix(v.Path, v.Field.Key)+key]
		if !known || year.Source == param.Given || year.Value == e.PriceYear {
			continue
		}
		of := year.Value.(int)
		out.Add(v.Path, "give "+year.Path+" with it", "%g %s counts as money of %d and comes to %.4g of %d", amount, v.Field.Unit.Symbol, of, money.Convert(amount, of, e.PriceYear, e.InflationBeyond), e.PriceYear)
	}
	return out
}

// yearOf is the key of the year of a price, "" for what is none or has the accounts'.
func yearOf(key string) string {
	switch {
	case key == "price_EUR_per_MWh", strings.HasPrefix(key, "capital_EUR_per_"):
		return "price_year"
	case key == "rack_price_EUR":
		return "rack_price_year"
	case key == "heat_EUR_per_MWh":
		return "heat_price_year"
	case key == "building_EUR_per_W":
		return "building_price_year"
	case strings.HasPrefix(key, "grid_EUR_"), strings.HasPrefix(key, "grid_fixed_EUR_"), key == "excise_EUR_per_MWh", key == "water_EUR_per_m3":
		return "tariff_price_year"
	}
	return ""
}
