package economics

import (
	"caloduc/models/economics/price"
	"caloduc/sim"
)

// Accounts holds the market price and the accounts of all campuses.
type Accounts struct {
	spec     *Spec
	contract ContractSpec
	prices   prices
	factor   float64
	until    sim.Minute // first minute after the hour whose price is known
	started  bool

	// PriceEURPerMWh is the day-ahead price of the hour.
	PriceEURPerMWh float64

	interpolatedHours int64
}

// prices gives the price of an hour. Minutes are asked in rising order.
type prices interface {
	Price(m sim.Minute) float64
}

// New returns the accounts of an experiment. It reads the market's price file,
// if there is one.
func New(spec *Spec, contract ContractSpec, market *MarketSpec, cal sim.Calendar, streams sim.Streams) (*Accounts, error) {
	a := &Accounts{spec: spec, contract: contract, factor: market.PriceFactor}
	if market.File != "" {
		r, err := price.ReadFile(market.File, market.FileUnitEUR, cal)
		if err != nil {
			return nil, err
		}
		a.prices, a.interpolatedHours = r, r.Interpolated
		return a, nil
	}
	g, err := price.NewGenerator(market.Regime, cal, streams.Stream("market.price"))
	if err != nil {
		return nil, err
	}
	a.prices = g
	return a, nil
}

// update sets the price of the hour in which m lies.
func (a *Accounts) update(m sim.Minute) {
	hour := m - m%sim.Hour
	if m < 0 && m%sim.Hour != 0 {
		hour -= sim.Hour
	}
	a.until, a.started = hour+sim.Hour, true
	a.PriceEURPerMWh = a.factor * a.prices.Price(hour)
}

// reach brings the price to the hour in which m lies. Minutes come in rising order.
func (a *Accounts) reach(m sim.Minute) {
	if m >= a.until || !a.started {
		a.update(m)
	}
}
