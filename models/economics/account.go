package economics

import (
	"math"

	"caloduc/sim"
	"caloduc/sim/equipment"
	"caloduc/sim/supply"
)

// HallCapital is what a hall costs and holds on the day it opens, or what a campus has
// of its own.
type HallCapital struct {
	DesignITMW float64
	// Built is all that is installed for it, whose price is that of its plant.
	Built equipment.List
	// AcceleratorEUR is the price of all accelerator racks (chips, servers and
	// switches inside them), in euros of AcceleratorYear. Network and storage are
	// added.
	AcceleratorEUR  float64
	AcceleratorYear int
	EmbodiedKg      float64 // carbon of making all racks
}

// CampusAccount is the account of one campus: rates of the last minute.
type CampusAccount struct {
	spec     *Spec // prices in money of the price year
	contract ContractSpec
	halls    []holding
	change   sim.Minute // when the annuities change next

	OwnEURPerH float64 // fuel and wear of the campus' own sources, set before a minute
	OwnKgPerH  float64 // carbon of their fuel, set before a minute

	ElectricityEURPerH float64 // contract, market and own sources less sales
	CapitalEURPerH     float64 // both annuities
	TotalEURPerH       float64
	CarbonKgPerH       float64 // of energy and equipment

	Bill    // who supplied what was drawn at what cost
	DrawnMW float64

	GridEURPerH        float64 // grid tariff
	CapacityEURPerH    float64 // capacity mechanism
	VNUEURPerH         float64 // universal nuclear payment, had back
	ResponseEURPerH    float64 // earned by demand response
	SpotEURPerH        float64 // what was drawn at the day-ahead price
	ExciseEURPerH      float64
	WaterEURPerH       float64
	HeatMW             float64 // heat delivered to others
	HeatEURPerH        float64 // earned by it
	DisplacedKgPerH    float64 // carbon of the heat that it displaces
	FacilityEURPerH    float64 // annuity of building and plant
	AcceleratorEURPerH float64 // annuity of accelerators, network and storage
	OMEURPerH          float64 // operation and maintenance

	EmbodiedKgPerH float64 // embodied carbon spread over lifetimes

	gridFixedEURPerH float64
	fixedEURPerH     float64 // what does not depend on the minute: annuities, upkeep, fixed tariff
	waterPrice       float64 // EUR/h at 1 kg/s

	behindMeter, offGrid bool // see Feed

	cal          sim.Calendar
	hour         Hour
	turpe        bool
	voltageKV    float64
	contractedMW float64
	capacity     capacityCost
	vnu          vnu
	response     response
	schemes      bool // capacity, nuclear payment or demand response: there is any

	gridEURPerMWh, exciseEURPerMWh, capacityEURPerMWh float64 // in the hour that runs

	firstExciseEURPerMWh float64 // in it, on what is drawn before the year's first MWh are full
	yearMWh              float64 // drawn in the calendar year that runs
}

// KeyError is a key of [economics] or [contract] that an account was refused for.
type KeyError struct {
	Contract bool
	Key      string
	Err      error
}

// Error names the key and what was wrong.
func (e *KeyError) Error() string { return e.Key + ": " + e.Err.Error() }

// Unwrap returns what was wrong.
func (e *KeyError) Unwrap() error { return e.Err }

// NewAccount opens the account of a campus by its clock, connected at a voltage. An error
// is a KeyError.
func NewAccount(s *Spec, contract ContractSpec, cal sim.Calendar, voltageKV float64) (*CampusAccount, error) {
	if err := s.Turpe.check(voltageKV); err != nil {
		return nil, err
	}
	now := *s
	for _, price := range []*float64{&now.GridEURPerMWh, &now.GridEURPerKWPerYear, &now.GridFixedEURPerYear, &now.WaterEURPerM3} {
		*price = s.now(*price, s.TariffYear)
	}
	now.HeatEURPerMWh = s.now(s.HeatEURPerMWh, s.HeatYear)
	settled, err := contract.In(s, cal)
	if err != nil {
		return nil, err
	}
	r := &s.Response
	c := &CampusAccount{spec: &now, contract: settled, change: math.MaxInt64, waterPrice: 3.6 * now.WaterEURPerM3,
		cal: cal, turpe: s.Turpe.version() >= 0, voltageKV: voltageKV, vnu: newVNU(s),
		capacity: capacityCost{spec: &s.Capacity, perYear: s.now(s.Capacity.EURPerMWPerYear, s.Capacity.PriceYear)},
		response: response{spec: r, standingEURPerH: s.now(r.OfferedMW*r.EURPerMWPerYear, r.PriceYear) / sim.HoursPerYear, perMWh: s.now(r.EnergyEURPerMWh, r.PriceYear)}}
	c.schemes = c.capacity.perYear > 0 || c.vnu.paid || r.OfferedMW > 0
	c.hour = hourAt(cal, 0)
	c.Subscribe(0)
	c.hour.ends = math.MinInt64 // the first minute begins an hour
	return c, nil
}

// Feed says that the campus stands behind the meter of its contract's units, where the
// network carries and charges market energy alone; offGrid: where there is no network.
func (c *CampusAccount) Feed(behindMeter, offGrid bool) {
	c.behindMeter, c.offGrid = behindMeter, offGrid
	c.tariffs()
}

// Subscribe sets the power in MW for which the campus pays the grid operator,
// from now on.
func (c *CampusAccount) Subscribe(mw float64) {
	c.contractedMW = mw
	c.tariffs()
}

// turn begins the hour in which m lies: its tariffs and duties.
func (c *CampusAccount) turn(m sim.Minute) {
	last := c.hour.Year
	c.hour = hourAt(c.cal, m)
	if c.hour.Year != last || c.hour.ends <= 0 { // the run's start counts from its first minute
		c.yearMWh = 0
	}
	c.response.turn()
	c.tariffs()
}

// tariffs sets what the hour that runs charges.
func (c *CampusAccount) tariffs() {
	s := c.spec
	c.gridEURPerMWh = s.GridEURPerMWh
	c.gridFixedEURPerH = (s.GridFixedEURPerYear + s.GridEURPerKWPerYear*(c.contractedMW*1e3)) / sim.HoursPerYear
	if c.turpe {
		c.gridEURPerMWh, c.gridFixedEURPerH = s.turpeRates(&c.hour, c.voltageKV, c.contractedMW)
	}
	if c.offGrid {
		c.gridFixedEURPerH = 0
	}
	c.exciseEURPerMWh, c.firstExciseEURPerMWh = s.excise(&c.hour)
	c.capacityEURPerMWh = c.capacity.perMWh(&c.hour)
	c.total()
}

// Step books a minute in which the campus draws drawnMW at its connection point,
// from the suppliers of its contract, and waterKgPerS, and delivers heatMW to others.
func (c *CampusAccount) Step(m sim.Minute, drawnMW float64, from []supply.Portion, waterKgPerS, heatMW float64) {
	if m >= c.change {
		c.annuities(m)
	}
	if m >= c.hour.ends {
		c.turn(m)
	}
	b := &c.Bill
	c.contract.Settle(&c.hour, from, b)
	electricity := b.ContractEURPerH + b.MarketEURPerH - b.SalesEURPerH + c.OwnEURPerH
	carried := drawnMW
	if c.behindMeter {
		carried = b.MarketMW
	}
	grid := carried * c.gridEURPerMWh
	excise := drawnMW * c.exciseEURPerMWh
	if c.yearMWh < c.spec.Excise.ReducedFromMWhYear {
		excise = drawnMW * c.firstExciseEURPerMWh
	}
	c.yearMWh += drawnMW / 60
	c.SpotEURPerH = drawnMW * b.SpotEURPerMWh
	water := waterKgPerS * c.waterPrice
	c.DrawnMW, c.ElectricityEURPerH = drawnMW, electricity
	c.GridEURPerH, c.ExciseEURPerH, c.WaterEURPerH = c.gridFixedEURPerH+grid, excise, water
	heat := heatMW * c.spec.HeatEURPerMWh
	c.HeatMW, c.HeatEURPerH, c.DisplacedKgPerH = heatMW, heat, heatMW*c.spec.HeatDisplacedKgPerMWh
	c.TotalEURPerH = (c.fixedEURPerH + electricity) + (grid + excise + water) - heat
	if c.schemes {
		c.CapacityEURPerH = carried * c.capacityEURPerMWh
		c.VNUEURPerH = c.vnu.step(&c.hour, carried, b.SpotEURPerMWh)
		c.ResponseEURPerH = c.response.step(carried, b.SpotEURPerMWh)
		c.TotalEURPerH += c.CapacityEURPerH - c.VNUEURPerH - c.ResponseEURPerH
	}
	c.CarbonKgPerH = b.NuclearKgPerH + b.MarketKgPerH + c.OwnKgPerH + c.EmbodiedKgPerH
}
