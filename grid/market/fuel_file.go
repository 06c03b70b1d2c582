package market

import (
	"fmt"
	"time"

	"caloduc/grid/market/series"
)

// fuelColumns are those of a monthly record: gas on its upper heating value, coal of
// 6,000 kcal/kg, crude, allowances.
var fuelColumns = []string{"gas_EUR_per_MWh_HHV", "coal_EUR_per_t", "brent_EUR_per_bbl", "eua_EUR_per_t"}

// Month counts months, as ReadFuels has them.
func Month(t time.Time) int { return 12*t.Year() + int(t.Month()) - 1 }

// ReadFuels reads a monthly record of fuel and allowance prices; what has no market
// comes from the specification.
func ReadFuels(path string, s *FuelSpec) (map[int]Fuels, error) {
	r, err := series.Read(path, fuelColumns...)
	if err != nil {
		return nil, fmt.Errorf("fuel prices: %w", err)
	}
	months := make(map[int]Fuels, len(r.At))
	var price [4][]float64
	for k, name := range fuelColumns {
		if price[k], err = r.Column(name); err != nil {
			return nil, err
		}
	}
	for i, t := range r.At {
		for k, name := range fuelColumns {
			if p := price[k][i]; !(p >= 0) {
				return nil, fmt.Errorf("fuel prices: %s: %s of %s: %g is no price", path, name, t.Format("2006-01"), p)
			}
		}
		months[Month(t)] = s.Traded(price[0][i], price[1][i], price[2][i], price[3][i])
	}
	return months, nil
}
