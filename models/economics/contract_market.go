package economics

import (
	"caloduc/sim"
	"caloduc/sim/param"
	"caloduc/sim/supply"
)

// MarketContract buys everything at the hourly price plus a supplier's margin.
type MarketContract struct {
	MarginEURPerMWh float64
}

// Params declares the contract's parameters.
func (c *MarketContract) Params(p *param.Set) {
	p.Float(&c.MarginEURPerMWh, "margin_EUR_per_MWh", 0, param.Any(), "supplier's margin on the day-ahead price, in money of economics.price_year", param.Assumption)
}

// Suppliers implements ContractSpec: the market alone.
func (c *MarketContract) Suppliers(_, market supply.Supplier) []supply.Supplier {
	return []supply.Supplier{market}
}

// Share implements ContractSpec: none.
func (c *MarketContract) Share(float64) float64 { return 0 }

// In implements ContractSpec: a margin is given in money of the price year.
func (c *MarketContract) In(*Spec, sim.Calendar) (ContractSpec, error) { return c, nil }

// Settle implements ContractSpec.
func (c *MarketContract) Settle(_ *Hour, from []supply.Portion, b *Bill) {
	*b = Bill{}
	b.fromMarket(&from[0], c.MarginEURPerMWh)
}
