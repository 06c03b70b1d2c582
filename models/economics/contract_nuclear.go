package economics

import (
	"math"

	"caloduc/sim"
	"caloduc/sim/money"
	"caloduc/sim/param"
	"caloduc/sim/supply"
)

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
	PriceYear       int
	MarginEURPerMWh float64
	Excess          string
	AllocationMW    float64
	TakeOrPay       float64

	kgPerMWh float64 // carbon of allocated energy, as the accounts say
}

// Params declares the contract's parameters.
func (c *NuclearContract) Params(p *param.Set) {
	p.Float(&c.PriceEURPerMWh, "price_EUR_per_MWh", 70, param.AtLeast(0), "price of allocated energy, an up-front payment spread over it included (full cost of the existing fleet by CRE: 60.3)",
		"agreement of November 2023: around 70 EUR/MWh on average over 15 years (Sénat, report r23-714); in money of 2022, unverified")
	p.Int(&c.PriceYear, "price_year", 2022, param.Between(money.FirstYear, 2100), "year of the money of price_EUR_per_MWh; it is converted to economics.price_year. A price of today is given with its own year", param.Setting)
	p.Float(&c.MarginEURPerMWh, "market_margin_EUR_per_MWh", 0, param.Any(), "supplier's margin on energy from the market, in money of economics.price_year", param.Assumption)
	p.Choice(&c.Excess, "excess", excessLeft, []string{excessLeft, excessSold},
		"allocated supply the campus does not draw: left to the producer, or taken, paid and sold at the day-ahead price")
	p.Float(&c.AllocationMW, "allocation_MW", param.Auto, param.AtLeast(0), "net capacity of reactors whose output, whatever it is, belongs to each campus of this contract: a share of the real output; auto: campuses share all that there is in proportion to what they draw", "")
	p.Float(&c.TakeOrPay, "take_or_pay", 0, param.Fraction(), "part of the allocated output that is paid for whether drawn or not", param.Assumption)
}

// Suppliers implements ContractSpec: the fleet first, then the market.
func (c *NuclearContract) Suppliers(fleet, market supply.Supplier) []supply.Supplier {
	return []supply.Supplier{fleet, market}
}

// Share implements ContractSpec.
func (c *NuclearContract) Share(capacityMW float64) float64 {
	if math.IsNaN(c.AllocationMW) {
		return -1
	}
	if capacityMW == 0 {
		return 0
	}
	return c.AllocationMW / capacityMW
}

// SellsExcess tells whether allocated supply that the campus does not draw is sold.
func (c *NuclearContract) SellsExcess() bool { return c.Excess == excessSold }

// In implements ContractSpec.
func (c *NuclearContract) In(s *Spec, _ sim.Calendar) (ContractSpec, error) {
	now := *c
	now.PriceEURPerMWh = s.now(c.PriceEURPerMWh, c.PriceYear)
	now.kgPerMWh = s.NuclearGPerKWh // g/kWh is kg/MWh
	return &now, nil
}

// Settle implements ContractSpec.
func (c *NuclearContract) Settle(_ *Hour, from []supply.Portion, b *Bill) {
	fleet, market := &from[0], &from[1]
	sold := 0.0
	if c.SellsExcess() {
		sold = fleet.AllottedMW - fleet.DrawnMW
	}
	b.ContractMW, b.SoldMW = fleet.DrawnMW, sold
	b.ContractEURPerH = max(fleet.DrawnMW+sold, c.TakeOrPay*fleet.AllottedMW) * c.PriceEURPerMWh
	b.SalesEURPerH = sold * market.EURPerMWh
	b.NuclearKgPerH = fleet.DrawnMW * c.kgPerMWh
	b.WaterM3PerH = fleet.DrawnMW * fleet.WaterLPerKWh // L/kWh is m3/MWh
	b.fromMarket(market, c.MarginEURPerMWh)
}
