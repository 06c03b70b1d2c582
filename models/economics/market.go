package economics

import (
	"fmt"

	"caloduc/models/economics/price"
	"caloduc/sim"
	"caloduc/sim/param"
	"caloduc/sim/supply"
)

// MarketSpec is the table [market]: the hourly day-ahead price, from a file or
// from the generator.
type MarketSpec struct {
	Files       []string
	PriceColumn string
	FileUnitEUR float64
	Regime      string
	PriceFactor float64
	PriceYear   int
}

// Params declares the market's parameters.
func (s *MarketSpec) Params(p *param.Set) {
	p.Files(&s.Files, "file", "hourly prices (CSV, gzip accepted): a column datetime_local_… or datetime_utc and one …_per_mwh; whole years, cycled by calendar day. A list of files is read as one")
	p.String(&s.PriceColumn, "price_column", "", "column of the price in the file; default: the only one whose name ends in _per_mwh")
	p.Float(&s.FileUnitEUR, "file_unit_EUR", param.Auto, param.Above(0), "euros per unit of the file's currency; needed unless the column is eur_per_mwh", "")
	p.Choice(&s.Regime, "regime", price.Regimes[0].Name, price.RegimeNames(), "years whose statistics the generated prices follow, without a file")
	p.Float(&s.PriceFactor, "price_factor", 1, param.AtLeast(0), "factor on every price", param.Assumption)
	p.Int(&s.PriceYear, "price_year", 0, param.Between(0, 2100), "year of the money of the prices, which are converted to economics.price_year; 0: the last year of a regime, economics.price_year for a file", param.Setting)
}

// Market sells any power at the day-ahead price of the hour.
type Market struct {
	PriceEURPerMWh float64 // of the hour
	DrawnMW        float64 // by the campuses

	prices            prices
	factor            float64
	kgPerMWh          float64
	until             sim.Minute // first minute after the hour whose price is known
	started           bool
	interpolatedHours int64
	notices           sim.Notices
}

// Notices tells what a reader must know of the prices' file.
func (k *Market) Notices() sim.Notices { return k.notices }

// prices gives the price of an hour. Minutes are asked in rising order.
type prices interface {
	Price(m sim.Minute) float64
}

// Terms tells a market from others: two with the same terms, in one time zone, are one.
func (s *MarketSpec) Terms(e *Spec) string {
	return fmt.Sprintf("%+v %+v", *s, []any{e.PriceYear, e.InflationBeyond, e.GridGPerKWh})
}

// NewMarket returns a market that asks its prices in money of such accounts, by the
// clock of the calendar's zone. It reads the price file, if there is one; a generator
// draws from the stream "NAME.price".
func NewMarket(name string, s *MarketSpec, e *Spec, cal sim.Calendar, streams sim.Streams) (*Market, error) {
	k := &Market{factor: e.now(s.PriceFactor, s.year(e.PriceYear)), kgPerMWh: e.GridGPerKWh} // g/kWh is kg/MWh
	if len(s.Files) > 0 {
		r, err := price.Files{Paths: s.Files, Column: s.PriceColumn, UnitEUR: s.FileUnitEUR}.Read(cal)
		if err != nil {
			return nil, err
		}
		k.prices, k.interpolatedHours, k.notices = r, r.Interpolated, r.Notices(sim.FileNames(s.Files))
		return k, nil
	}
	g, err := price.NewGenerator(s.Regime, cal, streams.Stream(name+".price"))
	if err != nil {
		return nil, err
	}
	k.prices = g
	return k, nil
}

// year is the year of the prices' money, for accounts in that of priceYear.
func (s *MarketSpec) year(priceYear int) int {
	switch {
	case s.PriceYear > 0:
		return s.PriceYear
	case len(s.Files) > 0:
		return priceYear
	}
	return price.LastYear(s.Regime)
}

// Offer implements supply.Supplier. Minutes come in rising order.
func (k *Market) Offer(m sim.Minute, o *supply.Offer) {
	if m >= k.until || !k.started {
		k.update(m)
	}
	o.MW, o.EURPerMWh, o.KgPerMWh = supply.Unlimited, k.PriceEURPerMWh, k.kgPerMWh
}

// Take implements supply.Supplier.
func (k *Market) Take(mw float64) { k.DrawnMW = mw }

// update sets the price of the hour in which m lies.
func (k *Market) update(m sim.Minute) {
	hour := m - m%sim.Hour
	if m < 0 && m%sim.Hour != 0 {
		hour -= sim.Hour
	}
	k.until, k.started = hour+sim.Hour, true
	k.PriceEURPerMWh = k.factor * k.prices.Price(hour)
}
