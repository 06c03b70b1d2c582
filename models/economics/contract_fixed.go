package economics

import (
	"math"

	"caloduc/sim"
	"caloduc/sim/money"
	"caloduc/sim/param"
	"caloduc/sim/supply"
)

// FixedContract buys energy of the market's mix at a fixed price: all of it, or a flat
// block that is paid whether drawn or not, the rest at the day-ahead price.
type FixedContract struct {
	PriceEURPerMWh  float64
	PriceYear       int
	VolumeMW        float64
	MarginEURPerMWh float64
}

// Params declares the contract's parameters.
func (c *FixedContract) Params(p *param.Set) {
	p.Float(&c.PriceEURPerMWh, "price_EUR_per_MWh", 62, param.AtLeast(0), "price of the energy", param.Unverified("French baseload of the year ahead in 2025, about 62 EUR/MWh"))
	p.Int(&c.PriceYear, "price_year", 2025, param.Between(money.FirstYear, 2100), "year of the money of price_EUR_per_MWh", param.Setting)
	p.Float(&c.VolumeMW, "volume_MW", param.Auto, param.AtLeast(0), "flat block that is bought, and sold at the day-ahead price where it is not drawn; auto: all that is drawn, and nothing else", "")
	p.Float(&c.MarginEURPerMWh, "market_margin_EUR_per_MWh", 0, param.Any(), "supplier's margin on energy beyond the block, in money of economics.price_year", param.Assumption)
}

// Suppliers implements ContractSpec: the market alone, which delivers.
func (c *FixedContract) Suppliers(_, market supply.Supplier) []supply.Supplier {
	return []supply.Supplier{market}
}

// Share implements ContractSpec: none.
func (c *FixedContract) Share(float64) float64 { return 0 }

// In implements ContractSpec.
func (c *FixedContract) In(s *Spec, _ sim.Calendar) (ContractSpec, error) {
	now := *c
	now.PriceEURPerMWh = s.now(c.PriceEURPerMWh, c.PriceYear)
	return &now, nil
}

// Settle implements ContractSpec. What is delivered has the carbon of the market's mix,
// whoever sells it.
func (c *FixedContract) Settle(_ *Hour, from []supply.Portion, b *Bill) {
	*b = Bill{}
	volume := c.VolumeMW
	if math.IsNaN(volume) {
		volume = from[0].DrawnMW
	}
	b.block(&from[0], volume, c.PriceEURPerMWh, c.MarginEURPerMWh)
}
