package economics

import (
	"math"

	"caloduc/sim"
)

// CampusInput is what a campus used in a minute.
type CampusInput struct {
	DrawnMW     float64 // at the connection point
	NuclearMW   float64 // supply allocated to this campus
	WaterKgPerS float64
}

// HallCapital is what a hall costs and holds on the day it opens.
type HallCapital struct {
	DesignITMW float64
	// FacilityEURPerW is the cost of shell and plant per watt of design IT
	// power; NaN takes the experiment's.
	FacilityEURPerW float64
	// AcceleratorEUR is the price of all accelerator racks, in euros of the
	// price year; NaN takes the experiment's price per watt of RackMW. Network
	// and storage are added.
	AcceleratorEUR float64
	RackMW         float64 // rating of all racks
	GPUs           float64
}

// CampusAccount is the account of one campus: rates of the last minute.
type CampusAccount struct {
	name     string
	accounts *Accounts
	halls    []holding
	change   sim.Minute // when the annuities change next

	ElectricityEURPerH float64 // contract and market less sales
	CapitalEURPerH     float64 // both annuities
	TotalEURPerH       float64
	CarbonKgPerH       float64 // of energy and equipment

	Bill    // who supplied what was drawn at what cost
	DrawnMW float64

	GridEURPerH        float64 // grid tariff
	ExciseEURPerH      float64
	WaterEURPerH       float64
	FacilityEURPerH    float64 // annuity of shell and plant
	AcceleratorEURPerH float64 // annuity of accelerators, network and storage
	OMEURPerH          float64 // operation and maintenance

	NuclearKgPerH  float64 // carbon of contract energy
	MarketKgPerH   float64 // carbon of market energy
	EmbodiedKgPerH float64 // embodied carbon spread over lifetimes

	subscribedKW        float64
	gridFixedEURPerH    float64
	fixedEURPerH        float64 // what does not depend on the minute: annuities, upkeep, fixed tariff
	gridPrice, excise   float64 // EUR/MWh
	waterPrice          float64 // EUR/h at 1 kg/s
	nuclearKg, marketKg float64 // kg/MWh
}

// Campus opens the account of a campus.
func (a *Accounts) Campus(name string) *CampusAccount {
	s := a.spec
	c := &CampusAccount{name: name, accounts: a, change: math.MaxInt64,
		gridPrice: s.GridEURPerMWh, excise: s.ExciseEURPerMWh, waterPrice: 3.6 * s.WaterEURPerM3,
		nuclearKg: s.NuclearGPerKWh, marketKg: s.GridGPerKWh, // g/kWh is kg/MWh
	}
	c.Subscribe(0)
	return c
}

// Subscribe sets the power in MW for which the campus pays the grid operator,
// from now on.
func (c *CampusAccount) Subscribe(mw float64) {
	s := c.accounts.spec
	c.subscribedKW = mw * 1e3
	c.gridFixedEURPerH = (s.GridFixedEURPerYear + s.GridEURPerKWPerYear*c.subscribedKW) / sim.HoursPerYear
	c.total()
}

// Step books a minute.
func (c *CampusAccount) Step(m sim.Minute, in CampusInput) {
	a := c.accounts
	a.reach(m)
	if m >= c.change {
		c.annuities(m)
	}
	b := &c.Bill
	a.contract.Settle(in.DrawnMW, in.NuclearMW, a.PriceEURPerMWh, b)
	electricity := b.ContractEURPerH + b.MarketEURPerH - b.SalesEURPerH
	grid := in.DrawnMW * c.gridPrice
	excise := in.DrawnMW * c.excise
	water := in.WaterKgPerS * c.waterPrice
	c.DrawnMW, c.ElectricityEURPerH = in.DrawnMW, electricity
	c.GridEURPerH, c.ExciseEURPerH, c.WaterEURPerH = c.gridFixedEURPerH+grid, excise, water
	c.TotalEURPerH = (c.fixedEURPerH + electricity) + (grid + excise + water)
	nuclear, market := b.ContractMW*c.nuclearKg, b.MarketMW*c.marketKg
	c.NuclearKgPerH, c.MarketKgPerH = nuclear, market
	c.CarbonKgPerH = nuclear + market + c.EmbodiedKgPerH
}
