package economics

import "caloduc/sim/param"

// ContractSpec is the table [contract]: how the energy that a campus draws is
// bought. A contract is one file that registers itself.
type ContractSpec interface {
	param.Spec
	// Settle says who supplies a minute in which a campus draws drawnMW ≥ 0, is
	// allocated nuclearMW ≥ 0 and the market asks spot EUR/MWh. It sets all of b
	// and is called every minute of every campus.
	Settle(drawnMW, nuclearMW, spot float64, b *Bill)
}

// Contracts are the kinds of contract an experiment can name.
var Contracts = param.NewRegistry[ContractSpec]("kind")

// Bill is a settled minute. Contract and market together are what was drawn.
type Bill struct {
	MarketMW   float64 // drawn from the market
	ContractMW float64 // drawn under the contract
	SoldMW     float64 // taken under the contract and sold on the market

	ContractEURPerH float64 // for contract energy, sold energy included
	MarketEURPerH   float64 // for market energy
	SalesEURPerH    float64 // earned by sales; negative when the price is
}
