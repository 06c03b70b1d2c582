package source

import (
	"math"

	"caloduc/sim"
	"caloduc/sim/equipment"
	"caloduc/sim/param"
	"caloduc/sim/record"
	"caloduc/sim/supply"
)

// Policies of a battery.
const (
	policyBackup = "backup"
	policyPrice  = "price"
)

// BatterySpec is a battery.
type BatterySpec struct {
	PowerMW, EnergyMWh float64
	RoundTrip          float64
	StandingPerD       float64
	Initial            float64
	Policy             string
	BelowEURPerMWh     float64
	AboveEURPerMWh     float64
	Reserve            float64
}

// Sources of what batteries do.
const sourceBattery = param.Source("Danish Energy Agency, energy storage, as in PyPSA technology-data v0.14, costs_2025: battery inverter 0.955, taken for the whole cycle as PyPSA-Eur does")

// Params declares the battery's keys.
func (s *BatterySpec) Params(p *param.Set) {
	p.Float(&s.PowerMW, "power_MW", 10, param.Above(0), "power to and from the campus' bus", param.Assumption)
	p.Float(&s.EnergyMWh, "energy_MWh", 40, param.Above(0), "energy stored when full", param.Assumption)
	p.Float(&s.RoundTrip, "round_trip_efficiency", 0.955, param.AboveTo(0, 1), "energy given over energy taken", sourceBattery)
	p.Float(&s.StandingPerD, "standing_loss_per_day", 0.001, param.Between(0, 0.5), "energy lost a day over energy stored", param.Unverified("lithium-ion, about 0.1 % a day with its auxiliaries left out"))
	p.Float(&s.Initial, "initial_fraction", 1, param.Fraction(), "energy stored at the first minute over that when full", param.Assumption)
	p.Choice(&s.Policy, "policy", policyBackup, []string{policyBackup, policyPrice},
		"backup: kept full for what the line lacks; price: filled in cheap hours and used in dear ones down to its reserve, which is kept for what the line lacks")
	p.Float(&s.BelowEURPerMWh, "charge_below_EUR_per_MWh", 40, param.Any(), "policy price: the market's price below which it is filled beyond its reserve, in money of economics.price_year", param.Assumption)
	p.Float(&s.AboveEURPerMWh, "discharge_above_EUR_per_MWh", 120, param.Any(), "policy price: the market's price above which it is used, in money of economics.price_year", param.Assumption)
	p.Float(&s.Reserve, "reserve_fraction", 0.5, param.Fraction(), "policy price: energy kept for what the line lacks, over that when full", param.Assumption)
}

// Check refuses a battery that buys dearer than it sells.
func (s *BatterySpec) Check(report func(key, format string, args ...any)) {
	if s.BelowEURPerMWh > s.AboveEURPerMWh {
		report("charge_below_EUR_per_MWh", "%g EUR/MWh lies above discharge_above_EUR_per_MWh, %g", s.BelowEURPerMWh, s.AboveEURPerMWh)
	}
}

// Build implements UnitSpec.
func (s *BatterySpec) Build(string, Place, sim.Calendar, sim.Streams) Source {
	return &Battery{spec: s, StoredMWh: s.Initial * s.EnergyMWh, oneWay: math.Sqrt(s.RoundTrip), kept: 1 - s.StandingPerD/float64(sim.Day)}
}

// Battery is the state of a battery.
type Battery struct {
	StoredMWh float64
	GivenMW   float64 // to the campus' bus
	TakenMW   float64 // from it
	LossMW    float64 // of both ways and of standing

	spec        *BatterySpec
	oneWay      float64 // efficiency of each way
	kept        float64 // of the energy stored, in a minute
	cheap, dear bool    // by the price of the hour
}

const perHour = 1.0 / 60 // a minute in hours

// Offer implements supply.Supplier: what power and energy allow, in a dear hour what lies
// above the reserve. It begins the battery's minute.
func (b *Battery) Offer(_ sim.Minute, o *supply.Offer) {
	b.LossMW = b.StoredMWh * (1 - b.kept) / perHour
	b.StoredMWh *= b.kept
	b.TakenMW = 0
	o.MW = b.canMW(0)
	if b.First() {
		o.MW = b.canMW(b.spec.Reserve * b.spec.EnergyMWh)
	}
}

// canMW is the power that it can give for a minute down to an energy.
func (b *Battery) canMW(downToMWh float64) float64 {
	return max(0, min(b.spec.PowerMW, (b.StoredMWh-downToMWh)*b.oneWay/perHour))
}

// Take implements supply.Supplier.
func (b *Battery) Take(mw float64) {
	b.GivenMW = mw
	b.StoredMWh = max(0, b.StoredMWh-mw*perHour/b.oneWay)
	b.LossMW += mw * (1/b.oneWay - 1)
}

// Store implements Source.
func (b *Battery) Store(mw float64) float64 {
	full := b.spec.EnergyMWh
	if b.spec.Policy == policyPrice && !b.cheap {
		full *= b.spec.Reserve
	}
	if b.GivenMW > 0 || b.StoredMWh >= full {
		return 0
	}
	mw = min(mw, b.spec.PowerMW, (full-b.StoredMWh)/(perHour*b.oneWay))
	b.TakenMW = mw
	b.StoredMWh += mw * perHour * b.oneWay
	b.LossMW += mw * (1 - b.oneWay)
	return mw
}

// See implements Source.
func (b *Battery) See(price float64) {
	b.cheap, b.dear = price < b.spec.BelowEURPerMWh, price > b.spec.AboveEURPerMWh
}

// First implements Source: in dear hours, where that is its policy and it holds more than
// its reserve.
func (b *Battery) First() bool {
	return b.dear && b.spec.Policy == policyPrice && b.StoredMWh > b.spec.Reserve*b.spec.EnergyMWh
}

// LastsMin implements Source.
func (b *Battery) LastsMin(mw float64) float64 {
	if mw <= 0 {
		return math.Inf(1)
	}
	return b.StoredMWh * b.oneWay / mw * 60
}

// Call implements Source: a battery is always ready.
func (b *Battery) Call(float64) {}

// NextMW implements Source.
func (b *Battery) NextMW() float64 { return b.canMW(0) }

// FirmMW implements Source.
func (b *Battery) FirmMW() float64 { return b.canMW(0) }

// Installed implements Source.
func (b *Battery) Installed() equipment.List {
	var l equipment.List
	l.One(&equipment.BatteryInverter, "campus", b.spec.PowerMW*1e3)
	l.One(&equipment.BatteryStore, "campus", b.spec.EnergyMWh)
	return l
}

// Declare implements Source.
func (b *Battery) Declare(g record.Group) Channels {
	c := Channels{Given: g.Channel(&b.GivenMW, "given_power_MW", "power that it gives to the campus' bus"),
		Stored: g.Channel(&b.TakenMW, "stored_power_MW", "power that it takes from the campus' bus")}
	g.Channel(&b.StoredMWh, "stored_MWh", "energy stored")
	loss := g.Meter(&b.LossMW, "loss_power_MW", "losses of both ways and of standing")
	g.Indicator("given_energy_MWh", "energy that it gives to the campus' bus", func(s record.Sums) float64 { return s.Of(c.Given) })
	g.Indicator("loss_energy_MWh", "energy lost on both ways and standing", func(s record.Sums) float64 { return s.Of(loss) })
	g.Indicator("cycles", "energy given over energy stored when full", func(s record.Sums) float64 { return s.Of(c.Given) / b.spec.EnergyMWh })
	return c
}
