package economics

import (
	"caloduc/sim/channel"
	"caloduc/sim/record"
)

// Declare records the market, once: for the whole experiment, or in the group of the
// first campus of its own. It returns the channel of what the campuses draw from it.
func (k *Market) Declare(g record.Group) record.ID {
	g.Counter(&k.interpolatedHours, "price_hours_interpolated", "hours of the price file that were missing and interpolated", "gaps up to seven days")
	k.DeclarePrice(g)
	return g.Meter(&k.DrawnMW, "market_drawn_power_MW", "power that the campuses draw from the market")
}

// DeclarePrice records the price alone, where a campus buys on a market that is declared
// with another one.
func (k *Market) DeclarePrice(g record.Group) {
	if !k.Quarters {
		g = g.ByHour()
	}
	g.Channel(&k.PriceEURPerMWh, channel.PriceEURPerMWh, "day-ahead price of electricity")
}

// NoGPUs stands for a missing channel of GPUs in Declare.
const NoGPUs record.ID = -1

// Channels are the identifiers of what a campus's account records.
type Channels struct {
	Electricity, Capital, Total, Carbon, Market record.ID // hourly

	Drawn, ContractEnergy, Sold           record.ID
	ContractCost, MarketCost, Sales       record.ID
	Grid, Excise, Water                   record.ID
	Spot                                  record.ID
	Capacity, VNU, Response               record.ID // where there are any
	Heat, HeatIncome, Displaced           record.ID // where heat is delivered
	Facility, Accelerators, OM            record.ID
	NuclearCarbon, MarketCarbon, Embodied record.ID
	ContractWater, MarketWater            record.ID
}

// Declare records the account in the campus's group. gpus is a channel whose
// integral is GPU-hours (a number of GPUs), NoGPUs where there is none.
// heat tells whether the campus may deliver heat to others.
func (c *CampusAccount) Declare(g record.Group, gpus record.ID, heat bool) Channels {
	fixed := g.ByHour() // halls open and close, and are paid off, at whole hours
	ids := Channels{
		Electricity:    g.Channel(&c.ElectricityEURPerH, "electricity_cost_EUR_per_h", "cost of energy: contract and market less sales, without tariff and duty"),
		Capital:        fixed.Channel(&c.CapitalEURPerH, "capital_cost_EUR_per_h", "annuities of building, plant, accelerators and network"),
		Total:          g.Channel(&c.TotalEURPerH, "total_cost_EUR_per_h", "all costs, less what heat earns"),
		Carbon:         g.Channel(&c.CarbonKgPerH, "carbon_kg_per_h", "carbon of energy used, and of equipment spread over its lifetime"),
		Market:         g.Channel(&c.MarketMW, channel.MarketPowerMW, "power bought on the market"),
		Drawn:          g.Meter(&c.DrawnMW, "settled_power_MW", "power drawn at the connection point, as settled"),
		ContractEnergy: g.Meter(&c.ContractMW, "contract_power_MW", "power drawn under the contract"),
		Sold:           g.Meter(&c.SoldMW, "sold_power_MW", "contract power sold on the market"),
		ContractCost:   g.Meter(&c.ContractEURPerH, "contract_cost_EUR_per_h", "contract energy"),
		MarketCost:     g.Meter(&c.MarketEURPerH, "market_cost_EUR_per_h", "market energy"),
		Sales:          g.Meter(&c.SalesEURPerH, "sales_EUR_per_h", "earned by contract energy sold"),
		Grid:           g.Meter(&c.GridEURPerH, "grid_tariff_EUR_per_h", "grid tariff"),
		Excise:         g.Meter(&c.ExciseEURPerH, "excise_EUR_per_h", "excise duty on electricity"),
		Spot:           g.Meter(&c.SpotEURPerH, "drawn_at_spot_EUR_per_h", "what is drawn at the day-ahead price"),
		Water:          g.Meter(&c.WaterEURPerH, "water_cost_EUR_per_h", "water"),
		Facility:       fixed.Meter(&c.FacilityEURPerH, "facility_capital_EUR_per_h", "annuity of building and plant"),
		Accelerators:   fixed.Meter(&c.AcceleratorEURPerH, "accelerator_capital_EUR_per_h", "annuity of accelerators, network and storage"),
		OM:             fixed.Meter(&c.OMEURPerH, "om_cost_EUR_per_h", "operation and maintenance"),
		NuclearCarbon:  g.Meter(&c.NuclearKgPerH, "nuclear_carbon_kg_per_h", "carbon of contract energy"),
		ContractWater:  g.Meter(&c.WaterM3PerH, "contract_water_m3_per_h", "fresh water that making contract energy consumes"),
		MarketWater:    g.Meter(&c.MarketWaterM3PerH, "market_water_m3_per_h", "fresh water that making market energy consumes"),
		MarketCarbon:   g.Meter(&c.MarketKgPerH, "market_carbon_kg_per_h", "carbon of market energy"),
		Embodied:       fixed.Meter(&c.EmbodiedKgPerH, "embodied_carbon_kg_per_h", "embodied carbon spread over lifetimes"),
	}
	g.Balance("settlement", []record.Term{{Channel: ids.Drawn, Factor: 1}},
		[]record.Term{{Channel: ids.ContractEnergy, Factor: 1}, {Channel: ids.Market, Factor: 1}})
	c.indicators(g, ids, gpus)
	c.declareDelivered(g, &ids)
	if heat {
		c.declareHeat(g, &ids)
	}
	return ids
}

func (c *CampusAccount) indicators(g record.Group, ids Channels, gpus record.ID) {
	for _, i := range []struct {
		name, meaning string
		id            record.ID
	}{
		{channel.CostElectricityEUR, "energy: contract and market less sales", ids.Electricity},
		{"cost_contract_EUR", "contract energy", ids.ContractCost},
		{"cost_market_EUR", "market energy", ids.MarketCost},
		{"income_sales_EUR", "contract energy sold on the market", ids.Sales},
		{channel.CostGridEUR, "grid tariff", ids.Grid},
		{channel.CostExciseEUR, "excise duty on electricity", ids.Excise},
		{channel.CostWaterEUR, "water", ids.Water},
		{channel.CostFacilityEUR, "annuity of building and plant", ids.Facility},
		{channel.CostAcceleratorsEUR, "annuity of accelerators, network and storage", ids.Accelerators},
		{channel.CostOMEUR, "operation and maintenance", ids.OM},
		{channel.CostTotalEUR, "all costs less what heat earns, in money of the price year", ids.Total},
		{channel.CarbonNuclearKg, "carbon of contract energy", ids.NuclearCarbon},
		{channel.CarbonMarketKg, "carbon of market energy", ids.MarketCarbon},
		{channel.CarbonEmbodiedKg, "embodied carbon spread over lifetimes", ids.Embodied},
		{channel.CarbonTotalKg, "carbon of energy and equipment", ids.Carbon},
		{channel.EnergyContractMWh, "energy drawn under the contract", ids.ContractEnergy},
		{channel.EnergyMarketMWh, "energy bought on the market", ids.Market},
	} {
		g.Indicator(i.name, i.meaning, func(s record.Sums) float64 { return s.Of(i.id) })
	}
	g.Indicator("average_price_EUR_per_MWh", "cost of energy per energy drawn, without tariff and duty", ratio(ids.Electricity, ids.Drawn))
	g.Indicator(channel.CarbonIntensityGPerKWh, "carbon of energy used per energy drawn, without embodied", func(s record.Sums) float64 {
		return record.Ratio(s.Of(ids.NuclearCarbon)+s.Of(ids.MarketCarbon), s.Of(ids.Drawn))
	})
	if gpus != NoGPUs {
		g.Indicator(channel.CostEURPerGPUh, "all costs per GPU-hour", ratio(ids.Total, gpus)).Main = true
		g.Indicator("cost_electricity_EUR_per_GPUh", "energy, tariff and duty per GPU-hour", func(s record.Sums) float64 {
			return record.Ratio(s.Of(ids.Electricity)+s.Of(ids.Grid)+s.Of(ids.Excise), s.Of(gpus))
		})
	}
}

// declareHeat declares what delivered heat earns and displaces. What it displaces is
// another's carbon and taken off none of the campus' own.
func (c *CampusAccount) declareHeat(g record.Group, ids *Channels) {
	ids.Heat = g.Meter(&c.HeatMW, "sold_heat_MW", "heat delivered to district networks, as settled")
	ids.HeatIncome = g.Meter(&c.HeatEURPerH, "heat_income_EUR_per_h", "earned by heat delivered")
	ids.Displaced = g.Meter(&c.DisplacedKgPerH, "displaced_carbon_kg_per_h", "carbon of the heat that delivered heat displaces")
	income, displaced := ids.HeatIncome, ids.Displaced
	g.Indicator(channel.IncomeHeatEUR, "heat delivered to district networks, already taken off all costs", func(s record.Sums) float64 { return s.Of(income) })
	g.Indicator("carbon_displaced_kg", "carbon of the heat that delivered heat displaces; taken off no carbon of the campus", func(s record.Sums) float64 { return s.Of(displaced) })
}

// ratio is the indicator of one integral over another.
func ratio(a, b record.ID) func(record.Sums) float64 {
	return func(s record.Sums) float64 { return record.Ratio(s.Of(a), s.Of(b)) }
}

// declareDelivered declares the wholesale and the delivered price, which are kept apart,
// and what a capacity mechanism, the universal nuclear payment and demand response do where
// the campus has them.
func (c *CampusAccount) declareDelivered(g record.Group, ids *Channels) {
	delivered := []record.Term{record.T(ids.Electricity, 1), record.T(ids.Grid, 1), record.T(ids.Excise, 1)}
	add := func(rate *float64, channel, indicator, meaning string, sign float64) (id record.ID) {
		id = g.Meter(rate, channel, meaning)
		g.Indicator(indicator, meaning, func(s record.Sums) float64 { return s.Of(id) })
		delivered = append(delivered, record.T(id, sign))
		return id
	}
	if c.capacity.perYear > 0 {
		ids.Capacity = add(&c.CapacityEURPerH, "capacity_cost_EUR_per_h", channel.CostCapacityEUR, "capacity mechanism", 1)
	}
	if c.vnu.paid {
		ids.VNU = add(&c.VNUEURPerH, "vnu_income_EUR_per_h", channel.IncomeVNUEUR, "universal nuclear payment had back, already taken off all costs", -1)
	}
	if c.response.spec.OfferedMW > 0 {
		ids.Response = add(&c.ResponseEURPerH, "response_income_EUR_per_h", channel.IncomeResponseEUR, "earned by demand response, already taken off all costs", -1)
	}
	g.Indicator("wholesale_price_EUR_per_MWh", "mean day-ahead price, weighted by what is drawn", ratio(ids.Spot, ids.Drawn))
	drawn := ids.Drawn
	g.Indicator("delivered_price_EUR_per_MWh", "energy, grid, duty and capacity, less nuclear payment and demand response, per energy drawn", func(s record.Sums) float64 {
		sum := 0.0
		for _, t := range delivered {
			sum += t.Factor * s.Of(t.Channel)
		}
		return record.Ratio(sum, s.Of(drawn))
	})
}
