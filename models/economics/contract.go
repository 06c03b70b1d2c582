package economics

import (
	"caloduc/sim"
	"caloduc/sim/param"
	"caloduc/sim/supply"
)

// ContractSpec is the table [contract], of all campuses or of one: how the energy that
// a campus draws is bought. A contract is one file and one line in Contracts.
type ContractSpec interface {
	param.Spec
	// Suppliers lists who supplies a campus, in the order in which they serve.
	Suppliers(fleet, market supply.Supplier) []supply.Supplier
	// Share is the part of what reactors of that net capacity give that is the campus' own;
	// negative: by its part of the demand of all who share them.
	Share(capacityMW float64) float64
	// In returns the contract with its prices in money of the accounts' price year, with
	// their carbon, and what it reads by the clock of the campus.
	In(s *Spec, cal sim.Calendar) (ContractSpec, error)
	// Settle says what a campus pays for its portions of those suppliers in a minute of an
	// hour. It sets all of b and is called every minute of every campus.
	Settle(h *Hour, from []supply.Portion, b *Bill)
}

// Contracts are the kinds of contract an experiment can name.
var Contracts = param.NewRegistry("kind",
	param.Option[ContractSpec]{Word: "market", Meaning: "everything at the day-ahead price",
		New: func() ContractSpec { return new(MarketContract) }},
	param.Option[ContractSpec]{Word: "nuclear-allocation", Meaning: "a share of named reactors at a contract price, shortage from the market",
		New: func() ContractSpec { return new(NuclearContract) }},
	param.Option[ContractSpec]{Word: "fixed", Meaning: "everything, or a flat block, at a fixed price",
		New: func() ContractSpec { return new(FixedContract) }},
	param.Option[ContractSpec]{Word: "ppa", Meaning: "what a plant gives by its shape at a price, the rest from the market",
		New: func() ContractSpec { return new(PPAContract) }})

// Bill is a settled minute. Contract and market together are what was drawn.
type Bill struct {
	MarketMW   float64 // drawn from the market
	ContractMW float64 // drawn under the contract
	SoldMW     float64 // taken under the contract and sold on the market

	ContractEURPerH float64 // for contract energy, sold energy included
	MarketEURPerH   float64 // for market energy
	SalesEURPerH    float64 // earned by sales; negative when the price is

	NuclearKgPerH float64 // carbon of contract energy
	WaterM3PerH   float64 // that making contract energy consumes
	MarketKgPerH  float64 // carbon of market energy

	MarketWaterM3PerH float64 // that making market energy consumes

	SpotEURPerMWh float64 // day-ahead price
}

// fromMarket books what comes from the market, with a supplier's margin.
func (b *Bill) fromMarket(p *supply.Portion, marginEURPerMWh float64) {
	b.MarketMW, b.SpotEURPerMWh = p.DrawnMW, p.EURPerMWh
	b.MarketEURPerH = p.DrawnMW * (p.EURPerMWh + marginEURPerMWh)
	b.MarketKgPerH = p.DrawnMW * p.KgPerMWh
	b.MarketWaterM3PerH = p.DrawnMW * p.WaterLPerKWh // L/kWh is m3/MWh
}

// block books what comes by the market when a block of it is bought at a price: what is
// drawn beyond the block is bought there, what of it is not drawn is sold. Carbon and
// water are those of the market's mix.
func (b *Bill) block(p *supply.Portion, blockMW, priceEURPerMWh, marginEURPerMWh float64) {
	b.fromMarket(p, marginEURPerMWh)
	b.ContractMW = min(p.DrawnMW, blockMW)
	b.SoldMW = blockMW - b.ContractMW
	b.MarketMW = p.DrawnMW - b.ContractMW
	b.ContractEURPerH = blockMW * priceEURPerMWh
	b.MarketEURPerH = b.MarketMW * (p.EURPerMWh + marginEURPerMWh)
	b.SalesEURPerH = b.SoldMW * p.EURPerMWh
}
