package economics

import "caloduc/sim/param"

func init() {
	Contracts.Register("market", "everything at the day-ahead price", func() ContractSpec { return new(MarketContract) })
}

// MarketContract buys everything at the hourly price plus a supplier's margin.
type MarketContract struct {
	MarginEURPerMWh float64
}

// Params declares the contract's parameters.
func (c *MarketContract) Params(p *param.Set) {
	p.Float(&c.MarginEURPerMWh, "margin_EUR_per_MWh", 0, param.Any(), "supplier's margin on the day-ahead price", param.Assumption)
}

// Settle implements ContractSpec.
func (c *MarketContract) Settle(drawnMW, _, spot float64, b *Bill) {
	*b = Bill{MarketMW: drawnMW, MarketEURPerH: drawnMW * (spot + c.MarginEURPerMWh)}
}
