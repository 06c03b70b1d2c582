package market

import (
	"math"

	"caloduc/sim/param"
)

// Fuel is what plants burn.
type Fuel int

// The fuels.
const (
	NaturalGas Fuel = iota
	HardCoal
	BrownCoal
	HeatingOil
	fuels
)

// Fuels are the prices of an hour.
type Fuels struct {
	EURPerMWh        [fuels]float64 // at the plant, lower heating value
	AllowanceEURPerT float64        // of CO2
}

// Conversions of traded units: gas is traded on its upper heating value; a tonne of
// coal of 6,000 kcal/kg holds 6.978 MWh; a barrel of oil 1.628 MWh (5.86 GJ).
const (
	lowerPerUpper = 0.9015
	mwhPerTonne   = 6.978
	mwhPerBarrel  = 1.628
)

// Traded returns the fuels' prices at the plant from traded ones: gas in EUR/MWh (upper
// heating value), coal in EUR/t at 6,000 kcal/kg, crude in EUR/barrel, allowances in
// EUR/t. Lignite, mined beside its plant, has no market and keeps the price of the
// specification; heating oil costs 1.2 times crude (an assumption).
func (s *FuelSpec) Traded(gasUpper, coalPerTonne, crudePerBarrel, allowance float64) Fuels {
	f := Fuels{AllowanceEURPerT: allowance}
	f.EURPerMWh = [fuels]float64{gasUpper / lowerPerUpper, coalPerTonne / mwhPerTonne, s.LigniteEURPerMWh, 1.2 * crudePerBarrel / mwhPerBarrel}
	return f
}

// FuelSpec is the table fuel: prices of a run without a monthly record, in money of
// price_year.
type FuelSpec struct {
	GasEURPerMWh, CoalEURPerT, CrudeEURPerBarrel, AllowanceEURPerT float64
	LigniteEURPerMWh                                               float64
	AllowanceRise, GasRise                                         float64
	File                                                           string
}

// Params declares the fuels' prices.
func (s *FuelSpec) Params(p *param.Set) {
	const bank = "World Bank, Commodity Markets (Pink Sheet), mean of 2024"
	p.File(&s.File, "file", "monthly prices (CSV): month, gas_EUR_per_MWh_HHV, coal_EUR_per_t, brent_EUR_per_bbl, eua_EUR_per_t; months that it lacks have the prices below")
	p.Float(&s.GasRise, "gas_rise_per_year", 0, param.Between(-0.2, 0.5), "yearly rise of the gas price after the first year", param.Assumption)
	p.Float(&s.GasEURPerMWh, "gas_EUR_per_MWh", 34.6, param.AtLeast(0), "natural gas, upper heating value, front month", bank+", natural gas, Europe")
	p.Float(&s.CoalEURPerT, "coal_EUR_per_t", 103, param.AtLeast(0), "hard coal of 6,000 kcal/kg at the port", param.Unverified("API2 level of 2024, about 112 USD/t"))
	p.Float(&s.CrudeEURPerBarrel, "crude_EUR_per_barrel", 74.6, param.AtLeast(0), "crude oil, Brent; heating oil costs 1.2 times its energy", bank+", Brent")
	p.Float(&s.AllowanceEURPerT, "allowance_EUR_per_t", 64.7, param.AtLeast(0), "emission allowance", "EEX primary auctions, mean of 2024")
	p.Float(&s.AllowanceRise, "allowance_rise_per_year", 0, param.Between(-0.2, 0.5), "yearly rise of the allowance after the first year", param.Assumption)
	p.Float(&s.LigniteEURPerMWh, "lignite_EUR_per_MWh", 7.94, param.AtLeast(0), "lignite at the plant, lower heating value", "PyPSA technology-data v0.14, after TYNDP 2024")
}

// At returns the prices, years after the first.
func (s *FuelSpec) At(years float64) Fuels {
	f := s.Traded(s.GasEURPerMWh, s.CoalEURPerT, s.CrudeEURPerBarrel, s.AllowanceEURPerT)
	f.EURPerMWh[NaturalGas] *= math.Pow(1+s.GasRise, years)
	f.AllowanceEURPerT *= math.Pow(1+s.AllowanceRise, years)
	return f
}

// ZoneFuelSpec is the table fuel of a zone that does not buy where the others do: prices
// that stand in the place of the market's, in its units and money.
type ZoneFuelSpec struct {
	GasEURPerMWh, CoalEURPerT, AllowanceEURPerT float64
}

// Params declares the zone's fuel prices.
func (s *ZoneFuelSpec) Params(p *param.Set) {
	p.Float(&s.GasEURPerMWh, "gas_EUR_per_MWh", param.Auto, param.AtLeast(0), "natural gas there, upper heating value; auto: the market's", "")
	p.Float(&s.CoalEURPerT, "coal_EUR_per_t", param.Auto, param.AtLeast(0), "coal there, of 6,000 kcal/kg; auto: the market's", "")
	p.Float(&s.AllowanceEURPerT, "allowance_EUR_per_t", param.Auto, param.AtLeast(0), "what the last tonne of CO2 costs there; auto: the market's", "")
}

// given tells a zone with a price of its own.
func (s *ZoneFuelSpec) given() bool {
	return s.GasEURPerMWh == s.GasEURPerMWh || s.CoalEURPerT == s.CoalEURPerT || s.AllowanceEURPerT == s.AllowanceEURPerT
}

// at puts the zone's prices, which rise as the market's, in the place of the market's.
func (s *ZoneFuelSpec) at(of *Fuels, rise *FuelSpec, years float64) Fuels {
	f, there := *of, rise.Traded(s.GasEURPerMWh, s.CoalEURPerT, 0, s.AllowanceEURPerT)
	f.EURPerMWh[NaturalGas] = param.Or(there.EURPerMWh[NaturalGas]*math.Pow(1+rise.GasRise, years), f.EURPerMWh[NaturalGas])
	f.EURPerMWh[HardCoal] = param.Or(there.EURPerMWh[HardCoal], f.EURPerMWh[HardCoal])
	f.AllowanceEURPerT = param.Or(there.AllowanceEURPerT*math.Pow(1+rise.AllowanceRise, years), f.AllowanceEURPerT)
	return f
}
