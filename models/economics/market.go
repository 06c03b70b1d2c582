package economics

import (
	"caloduc/models/economics/price"
	"caloduc/sim/param"
)

// MarketSpec is the table [market]: the hourly day-ahead price, from a file or
// from the generator.
type MarketSpec struct {
	File        string
	FileUnitEUR float64
	Regime      string
	PriceFactor float64
}

// Params declares the market's parameters.
func (s *MarketSpec) Params(p *param.Set) {
	p.File(&s.File, "file", "hourly prices (CSV, gzip accepted): a column datetime_local_… or datetime_utc and one …_per_mwh; whole years, cycled by calendar day")
	p.Float(&s.FileUnitEUR, "file_unit_EUR", param.Auto, param.Above(0), "euros per unit of the file's currency; needed unless the column is eur_per_mwh", "")
	p.Choice(&s.Regime, "regime", price.Regimes[0].Name, price.RegimeNames(), "years whose statistics the generated prices follow, without a file")
	p.Float(&s.PriceFactor, "price_factor", 1, param.AtLeast(0), "factor on every price", param.Assumption)
}
