package economics

import (
	"errors"
	"fmt"
	"math"

	"caloduc/models/economics/price"
	"caloduc/sim"
	"caloduc/sim/equipment"
	"caloduc/sim/money"
	"caloduc/sim/param"
	"caloduc/sim/supply"
)

// The shapes of a power purchase agreement.
const (
	shapeBase  = "base"
	shapePeak  = "peak"
	shapeSolar = "solar"
	shapeWind  = "wind"
)

// PPAContract buys what a plant gives, hour by hour, at a price: a flat block, one of
// working days' peak hours, or what sun or wind give.
type PPAContract struct {
	Shape           string
	Files           []string
	Column          string
	VolumeMW        float64
	PriceEURPerMWh  float64
	PriceYear       int
	LifetimeYears   float64
	Excess          string
	MarginEURPerMWh float64
	CarbonGPerKWh   float64

	output *price.Record // capacity factors, nil for a block
}

// Params declares the contract's parameters.
func (c *PPAContract) Params(p *param.Set) {
	p.Choice(&c.Shape, "shape", shapeBase, []string{shapeBase, shapePeak, shapeSolar, shapeWind}, "when the plant gives: always, from 8 to 20 h on working days, or as sun or wind do in shape_file")
	p.Files(&c.Files, "shape_file", "hourly output of sun or wind over capacity (CSV, gzip accepted), with a time as price files have")
	p.String(&c.Column, "shape_column", "capacity_factor", "column of the output in the file")
	p.Float(&c.VolumeMW, "volume_MW", 10, param.AtLeast(0), "power of the block, or capacity of the plant", param.Setting)
	p.Float(&c.PriceEURPerMWh, "price_EUR_per_MWh", param.Auto, param.AtLeast(0), "price of what the plant gives; auto, for sun and wind: its levelised cost, from economics.components and economics.wacc", "")
	p.Int(&c.PriceYear, "price_year", 2025, param.Between(money.FirstYear, 2100), "year of the money of price_EUR_per_MWh", param.Setting)
	p.Float(&c.LifetimeYears, "lifetime_years", 30, param.Above(0), "years over which the plant is paid off, for the levelised cost", "Danish Energy Agency, as in PyPSA technology-data v0.14: onshore wind 30 years; solar, 35 to 40, taken as the same")
	p.Choice(&c.Excess, "excess", excessSold, []string{excessLeft, excessSold}, "what is given and not drawn: left to the producer, or taken, paid and sold at the day-ahead price")
	p.Float(&c.MarginEURPerMWh, "market_margin_EUR_per_MWh", 0, param.Any(), "supplier's margin on energy from the market, in money of economics.price_year", param.Assumption)
	p.Float(&c.CarbonGPerKWh, "carbon_g_per_kWh", 12.62, param.AtLeast(0), "life-cycle carbon of what the plant gives (sun: 30.1)", "UNECE 2022, life-cycle assessment of electricity sources, as in electricitymaps-contrib: onshore wind, France")
}

// Check refuses shapes without what they need.
func (c *PPAContract) Check(report func(key, format string, args ...any)) {
	weathered := c.Shape == shapeSolar || c.Shape == shapeWind
	switch {
	case weathered && len(c.Files) == 0:
		report("shape_file", "a PPA of %s gives what its plant does: name a file of hourly capacity factors, or say shape = %q", c.Shape, shapeBase)
	case !weathered && len(c.Files) > 0:
		report("shape_file", "a PPA of shape %q takes no file: say shape = %q or %q", c.Shape, shapeSolar, shapeWind)
	case !weathered && math.IsNaN(c.PriceEURPerMWh):
		report("price_EUR_per_MWh", "a PPA of shape %q has no plant whose cost could be its price: give price_EUR_per_MWh", c.Shape)
	}
}

// Suppliers implements ContractSpec: the market alone, which balances and delivers.
func (c *PPAContract) Suppliers(_, market supply.Supplier) []supply.Supplier {
	return []supply.Supplier{market}
}

// Share implements ContractSpec: none.
func (c *PPAContract) Share(float64) float64 { return 0 }

// In implements ContractSpec.
func (c *PPAContract) In(s *Spec, cal sim.Calendar) (ContractSpec, error) {
	now := *c
	now.PriceEURPerMWh = s.now(c.PriceEURPerMWh, c.PriceYear)
	if len(c.Files) == 0 {
		return &now, nil
	}
	var err error
	if now.output, err = (price.Files{Paths: c.Files, Column: c.Column, UnitEUR: 1}).Read(cal); err != nil {
		return nil, shapeError(err)
	}
	lowest, highest, mean := now.output.Range()
	if lowest < 0 || highest > 1.05 {
		return nil, shapeError(fmt.Errorf("capacity factors from %g to %g: they lie within 0 and 1: divide output by capacity", lowest, highest))
	}
	if mean <= 0 {
		return nil, shapeError(errors.New("the plant never gives anything"))
	}
	if math.IsNaN(c.PriceEURPerMWh) {
		now.PriceEURPerMWh = c.levelised(s, mean)
	}
	return &now, nil
}

// levelised is what the plant's energy costs over its life, in money of the price year.
func (c *PPAContract) levelised(s *Spec, capacityFactor float64) float64 {
	kind := &equipment.SolarField
	if c.Shape == shapeWind {
		kind = &equipment.WindTurbines
	}
	capital, upkeep := s.Cost(&equipment.Component{Kind: kind, Installed: 1, Capacity: 1e3}) // of a MW
	return LevelisedCost(capital*(1+s.DesignFraction), upkeep, 0, sim.HoursPerYear*capacityFactor, s.WACC, c.LifetimeYears)
}

// Settle implements ContractSpec.
func (c *PPAContract) Settle(h *Hour, from []supply.Portion, b *Bill) {
	*b = Bill{}
	market := &from[0]
	given := c.VolumeMW * c.factor(h)
	if c.Excess == excessLeft {
		given = min(given, market.DrawnMW)
	}
	b.block(market, given, c.PriceEURPerMWh, c.MarginEURPerMWh)
	b.MarketKgPerH = b.MarketMW * market.KgPerMWh
	b.MarketWaterM3PerH = b.MarketMW * market.WaterLPerKWh
	b.NuclearKgPerH = b.ContractMW * c.CarbonGPerKWh // g/kWh is kg/MWh
}

// factor is what the plant gives in an hour over its volume.
func (c *PPAContract) factor(h *Hour) float64 {
	switch {
	case c.output != nil:
		return c.output.Price(h.First)
	case c.Shape == shapePeak && !(h.Working && h.between(8, 20)):
		return 0
	}
	return 1
}

func shapeError(err error) error { return &KeyError{Contract: true, Key: "shape_file", Err: err} }
