package economics

import "caloduc/sim/param"

func init() {
	Contracts.Register("nuclear-allocation", "a share of named reactors at a contract price, shortage from the market",
		func() ContractSpec { return new(NuclearContract) })
}

// What happens to allocated supply that the campus does not draw.
const (
	excessLeft = "left"
	excessSold = "sold"
)

// NuclearContract gives the campus a share of what the reactors produce, minute
// by minute, at a price near their full cost, the volume risk with it: when
// they produce less than the campus draws, the rest comes from the market.
type NuclearContract struct {
	PriceEURPerMWh  float64
	MarginEURPerMWh float64
	Excess          string
}

// Params declares the contract's parameters.
func (c *NuclearContract) Params(p *param.Set) {
	p.Float(&c.PriceEURPerMWh, "price_EUR_per_MWh", 70, param.AtLeast(0), "price of allocated energy, an up-front payment spread over it included (full cost of the existing fleet by CRE: 60.3)",
		"agreement of November 2023: around 70 EUR/MWh on average over 15 years (Sénat, report r23-714); in money of 2022, unverified")
	p.Float(&c.MarginEURPerMWh, "market_margin_EUR_per_MWh", 0, param.Any(), "supplier's margin on energy from the market", param.Assumption)
	p.Choice(&c.Excess, "excess", excessLeft, []string{excessLeft, excessSold},
		"allocated supply the campus does not draw: left to the producer unpaid, or taken, paid and sold at the day-ahead price")
}

// Settle implements ContractSpec.
func (c *NuclearContract) Settle(drawnMW, nuclearMW, spot float64, b *Bill) {
	contract, market, sold := drawnMW, 0.0, 0.0
	if nuclearMW < drawnMW {
		contract, market = nuclearMW, drawnMW-nuclearMW
	} else if c.Excess == excessSold {
		sold = nuclearMW - drawnMW
	}
	b.ContractMW, b.MarketMW, b.SoldMW = contract, market, sold
	b.ContractEURPerH = (contract + sold) * c.PriceEURPerMWh
	b.MarketEURPerH = market * (spot + c.MarginEURPerMWh)
	b.SalesEURPerH = sold * spot
}
