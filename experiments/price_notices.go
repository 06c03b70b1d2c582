package experiments

import (
	"strings"

	"caloduc/models/economics"
	"caloduc/sim"
	"caloduc/sim/money"
	"caloduc/sim/param"
)

// priceNotices tells of generated prices beside a file, and of prices that were given without the year of their money, where
// the year that stands beside them is another than the accounts': such a price is
// converted, which who gave a price of today did not mean.
func priceNotices(r *param.Resolved, s *Spec) (out sim.Notices) {
	years := map[string]param.Value{}
	files := map[string][]string{} // of prices, by the path of the regime that they stand in for
	for _, v := range r.Values() {
		if market, ok := strings.CutSuffix(v.Path, marketKey+".file"); ok {
			files[market+marketKey+".regime"] = v.Files()
		}
		if strings.HasSuffix(v.Field.Key, "price_year") {
			years[v.Path] = v
		}
	}
	for _, v := range r.Changed() {
		if file := files[v.Path]; len(file) > 0 {
			out.Add(v.Path, "leave it out, or say file = \"\"", "generated prices are named, but those of %s are played", sim.FileNames(file))
		}
		key := yearOf(v.Field.Key)
		amount, priced := v.Value.(float64)
		if key == "" || !priced {
			continue
		}
		year, known := years[strings.TrimSuffix(v.Path, v.Field.Key)+key]
		if !known || year.Source == param.Given {
			continue
		}
		of, e := year.Value.(int), s.accountsAt(v.Path)
		if of == e.PriceYear {
			continue
		}
		out.Add(v.Path, "give "+year.Path+" with it", "%g %s counts as money of %d and comes to %.4g of %d", amount, v.Field.Unit.Symbol, of, money.Convert(amount, of, e.PriceYear, e.InflationBeyond), e.PriceYear)
	}
	return out
}

// accountsAt are the accounts to which a parameter's price belongs: those of the campus
// on whose path it stands.
func (s *Spec) accountsAt(path string) *economics.Spec {
	for _, c := range s.Campuses {
		if strings.HasPrefix(path, "campus["+c.Name+"].") {
			return s.terms(c).economics
		}
	}
	return &s.Economics
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
