package economics

import (
	"cmp"
	"fmt"

	"caloduc/models/economics/price"
	"caloduc/sim"
	"caloduc/sim/param"
	"caloduc/sim/supply"
)

// MarketSpec is the table [market]: the hourly day-ahead price, from a file or
// from the generator.
type MarketSpec struct {
	Files       []string
	PriceColumn string
	FileUnitEUR float64
	Regime      string
	Zone        string
	PriceFactor float64
	PriceYear   int
	PerGW       float64
	Usual       float64
}

// Params declares the market's parameters.
func (s *MarketSpec) Params(p *param.Set) {
	p.Files(&s.Files, "file", "hourly prices (CSV, gzip accepted): a column datetime_local_… or datetime_utc and one …_per_mwh; whole years, cycled by calendar day. A list of files is read as one")
	p.String(&s.PriceColumn, "price_column", "", "column of the price in the file; default: the only one whose name ends in _per_mwh")
	p.Float(&s.FileUnitEUR, "file_unit_EUR", param.Auto, param.Above(0), "euros per unit of the file's currency; needed unless the column is eur_per_mwh", "")
	p.Choice(&s.Regime, "regime", price.Regimes[0].Name, price.RegimeNames(), "years whose statistics the generated prices follow, without a file")
	p.String(&s.Zone, "zone", "", "with [dispatch] kind = \"zones\": the zone whose price holds, without a file; default: the hub")
	p.Float(&s.PriceFactor, "price_factor", 1, param.AtLeast(0), "factor on every price", param.Assumption)
	p.Int(&s.PriceYear, "price_year", 0, param.Between(0, 2100), "year of the money of the prices, which are converted to economics.price_year; 0: the last year of a regime, economics.price_year for a file", param.Setting)
	p.Float(&s.PerGW, "scarcity_per_GW", 0.041, param.Between(0, 1), "relative rise of generated prices for each GW of the experiment's reactors (whole units) that is out beyond what is usual in the month; prices of a file hold what was out already",
		"derived: slope of the logarithm of France's day-ahead price over load less nuclear, wind and sun, within the months of 2021, 8,751 hours, R2 0.41 (RTE eCO2mix, ENTSO-E)")
	p.Float(&s.Usual, "usual_availability", 0.74, param.Fraction(), "part of the reactors' capacity that is available in the mean of the years; its course over the months is that of 2021",
		"Cour des comptes: mean Kd of the French fleet 2014 to 2024, 74 %")
}

// Available is what reactors could give now and their net capacity, whole units, MW.
type Available func() (availableMW, capacityMW float64)

// Cleared is what a wholesale market says of an hour, in money of clearedYear.
type Cleared struct {
	EURPerMWh    float64
	KgPerMWh     float64 // life-cycle carbon of what is consumed
	WaterLPerKWh float64 // fresh water that making it consumes
	MostMW       float64 // that the campuses may draw: supply.Unlimited but where the zone is short
}

// clearedYear is the year of the fuels' prices that a wholesale market clears with,
// where none is given.
const clearedYear = 2024

// Market sells power at the day-ahead price of the hour: any, but for what a short zone
// leaves.
type Market struct {
	PriceEURPerMWh float64 // of the hour
	DrawnMW        float64 // by the campuses

	// Fleet tells what reactors could give, asked at each hour; nil: the price knows of
	// none.
	Fleet Available
	// Zone tells what the wholesale market cleared; nil: prices come from a file or the
	// generator.
	Zone func() Cleared
	// Quarters tells that it clears by quarters of an hour.
	Quarters bool

	prices            prices
	spec              *MarketSpec
	cal               sim.Calendar
	factor            float64
	zoneFactor        float64 // of cleared prices
	mostMW            float64 // on offer
	waterLPerKWh      float64
	kgPerMWh          float64
	until             sim.Minute // first minute after the hour whose price is known
	started           bool
	interpolatedHours int64
	notices           sim.Notices
}

// Notices tells what a reader must know of the prices' file.
func (k *Market) Notices() sim.Notices { return k.notices }

// prices gives the price of an hour. Minutes are asked in rising order.
type prices interface {
	Price(m sim.Minute) float64
}

// Terms tells a market from others: two with the same terms, in one time zone, are one.
func (s *MarketSpec) Terms(e *Spec) string {
	return fmt.Sprintf("%+v %+v", *s, []any{e.PriceYear, e.InflationBeyond, e.GridGPerKWh, e.GridWaterLPerKWh})
}

// NewMarket returns a market that asks its prices in money of such accounts, by the
// clock of the calendar's zone. It reads the price file, if there is one; a generator
// draws from the stream "NAME.price".
func NewMarket(name string, s *MarketSpec, e *Spec, cal sim.Calendar, streams sim.Streams) (*Market, error) {
	k := &Market{mostMW: supply.Unlimited, waterLPerKWh: e.GridWaterLPerKWh, spec: s, cal: cal, factor: e.now(s.PriceFactor, s.year(e.PriceYear)), zoneFactor: e.now(s.PriceFactor, cmp.Or(s.PriceYear, clearedYear)), kgPerMWh: e.GridGPerKWh} // g/kWh is kg/MWh
	if len(s.Files) > 0 {
		r, err := price.Files{Paths: s.Files, Column: s.PriceColumn, UnitEUR: s.FileUnitEUR}.Read(cal)
		if err != nil {
			return nil, err
		}
		k.prices, k.interpolatedHours, k.notices = r, r.Interpolated, r.Notices(sim.FileNames(s.Files))
		return k, nil
	}
	g, err := price.NewGenerator(s.Regime, cal, streams.Stream(name+".price"))
	if err != nil {
		return nil, err
	}
	k.prices = g
	return k, nil
}

// year is the year of the prices' money, for accounts in that of priceYear.
func (s *MarketSpec) year(priceYear int) int {
	switch {
	case s.PriceYear > 0:
		return s.PriceYear
	case len(s.Files) > 0:
		return priceYear
	}
	return price.LastYear(s.Regime)
}

// Offer implements supply.Supplier. Minutes come in rising order.
func (k *Market) Offer(m sim.Minute, o *supply.Offer) {
	if m >= k.until || !k.started {
		k.update(m)
	}
	o.MW, o.EURPerMWh, o.KgPerMWh = k.mostMW, k.PriceEURPerMWh, k.kgPerMWh
	o.WaterLPerKWh = k.waterLPerKWh
}

// Take implements supply.Supplier.
func (k *Market) Take(mw float64) { k.DrawnMW = mw }

// update sets the price of the hour in which m lies.
func (k *Market) update(m sim.Minute) {
	hour := m - m%sim.Hour
	if m < 0 && m%sim.Hour != 0 {
		hour -= sim.Hour
	}
	k.until, k.started = hour+sim.Hour, true
	if k.Zone != nil {
		z := k.Zone()
		if k.Quarters {
			k.until = m - (m%15+15)%15 + 15
		}
		k.PriceEURPerMWh, k.kgPerMWh, k.mostMW = k.zoneFactor*z.EURPerMWh, z.KgPerMWh, z.MostMW
		k.waterLPerKWh = z.WaterLPerKWh
		return
	}
	usual := k.prices.Price(hour)
	if k.Fleet != nil && len(k.spec.Files) == 0 {
		available, capacity := k.Fleet()
		missing := price.Usual(k.spec.Usual, k.cal.Time(hour).Month())*capacity - available
		usual = price.Scarce(usual, missing/1e3, k.spec.PerGW)
	}
	k.PriceEURPerMWh = k.factor * usual
}
