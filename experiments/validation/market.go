package validation

import (
	"fmt"
	"math"
	"strings"
	"time"

	"caloduc/grid/market"
	"caloduc/sim"

	"gonum.org/v1/gonum/stat"
)

const (
	frenchPrices = "ENTSO-E Transparency Platform, day-ahead, France"
	frenchFlows  = "ENTSO-E Transparency Platform, physical flows, France, 2021"
	rte2024      = "RTE, electricity balance of 2024, as the press has it"
	carbonMaps   = "Electricity Maps, hourly carbon intensity, direct, mean of the year"
	oddWeeks     = "the neighbours' curves are fitted to flows, and the prices beside them, of the odd weeks of the year"
	yearBasis    = "purpose: what the market is asked for"
)

// marketReplay compares 2021 with France's hours as input.
func marketReplay() []Comparison {
	row := func(name, quantity, unit, source string, p Published, t Tolerance, class Class, f func(y *hours) float64) Comparison {
		c := Comparison{Name: "2021." + name, Quantity: quantity, Unit: unit, Source: source, Published: p, Tolerance: t,
			Class: class, Basis: yearBasis, Needs: flowsFile, NeedsToo: pricesFile,
			Run: func(e *Env) (float64, error) {
				y, err := replay2021(e)
				if err != nil {
					return 0, err
				}
				return f(y), nil
			}}
		if class == Fitted {
			c.Why = oddWeeks
		}
		return c
	}
	detrended := func(y *hours, chosen func(int) bool) float64 {
		return correlation(withoutMonths(y.at, y.price), withoutMonths(y.at, y.model), chosen)
	}
	return []Comparison{
		row("price.even-weeks", "hourly price, even weeks: correlation", "", frenchPrices, atLeast(0.88), within(0), Measured,
			func(y *hours) float64 { return correlation(y.price, y.model, y.evenWeek) }),
		row("price.even-weeks.months-off", "hourly price, even weeks, without monthly means: correlation", "", frenchPrices, atLeast(0.60), within(0), Measured,
			func(y *hours) float64 { return detrended(y, y.evenWeek) }),
		row("price.even-weeks.mean", "price, even weeks: mean over the observed one", "", frenchPrices, value(1), within(0.15), Measured,
			func(y *hours) float64 { return y.meanRatio(y.evenWeek) }),
		row("net-export.even-weeks", "hourly net export, even weeks: correlation", "", frenchFlows, atLeast(0.7), within(0), Measured,
			func(y *hours) float64 { return correlation(y.net, y.modelNet, y.evenWeek) }),
		row("export-over-fossil.even-weeks", "share of hours, even weeks, in which France exports more than its coal, gas and oil plants give", "", frenchFlows, value(0.605), within(0.1), Measured,
			func(y *hours) float64 { return y.exportOverFossil() }),
		row("price.year", "hourly price of the year: correlation", "", frenchPrices, atLeast(0.88), within(0), Fitted,
			func(y *hours) float64 { return correlation(y.price, y.model, always) }),
		row("price.year.months-off", "hourly price of the year without monthly means: correlation", "", frenchPrices, atLeast(0.60), within(0), Fitted,
			func(y *hours) float64 { return detrended(y, always) }),
		row("price.year.mean", "mean price", "EUR/MWh", frenchPrices, value(109.17), share(0.15), Fitted,
			func(y *hours) float64 { return stat.Mean(y.model, nil) }),
		row("net-export.odd-weeks", "hourly net export, odd weeks: correlation", "", frenchFlows, atLeast(0.7), within(0), Fitted,
			func(y *hours) float64 {
				return correlation(y.net, y.modelNet, func(i int) bool { return !y.evenWeek(i) })
			}),
	}
}

// replayed is a year in the seven zones, and what of it is an input: output of French
// nuclear units over their capacity, hydropower over the mean year's.
type replayed struct {
	year           int
	nuclear, water float64
	gas            map[time.Month]float64 // EUR/MWh, upper heating value, in the place of the monthly record's
}

var replayedYears = [...]replayed{
	{2023, 0.596, 1, nil},    // EDF: 320.4 TWh; hydropower not read
	{2022, 0.519, 0.8, nil},  // EDF: 279.0 TWh; RTE: the driest year since 1976
	{2024, 0.671, 1.18, nil}, // EDF: 361.7 TWh; RTE: 74.7 TWh of hydropower
}

// dayAheadGas is 2022 with October's and November's gas at the French day-ahead price:
// up by 26.11 EUR/MWh, 56 %, from the one to the other (Vattenfall, wholesale prices in
// November 2022).
var dayAheadGas = replayed{2022, 0.519, 0.8, map[time.Month]float64{time.October: 46.6, time.November: 72.7}}

// marketYear is a replayed year; several comparisons share it.
func marketYear(e *Env, r *replayed) (*hours, error) {
	return once(e, fmt.Sprint("market.", *r), func() (*hours, error) { return coupledYear(e, r, e.years(5, 20)) })
}

func ofYear(year int, f func(y *hours) float64) func(*Env) (float64, error) {
	for i := range replayedYears {
		if r := &replayedYears[i]; r.year == year {
			return ofReplay(r, f)
		}
	}
	panic("no such year")
}

func ofReplay(r *replayed, f func(y *hours) float64) func(*Env) (float64, error) {
	return func(e *Env) (float64, error) {
		y, err := marketYear(e, r)
		if err != nil {
			return 0, err
		}
		return f(y), nil
	}
}

// marketYears compares 2022 and 2024 in the seven zones: France's hourly demand, its
// nuclear output and hydropower of the year and monthly fuel prices are inputs, all
// else comes from capacities and generated weather.
func marketYears() []Comparison {
	mean := func(y *hours) float64 { return stat.Mean(y.model, nil) }
	return []Comparison{{
		Name: "2024.price.mean", Quantity: "mean price of 2024", Unit: "EUR/MWh", Source: frenchPrices, Needs: loadFile, NeedsToo: pricesFile,
		Published: value(58.01), Tolerance: share(0.2), Class: Measured, Basis: yearBasis, Run: ofYear(2024, mean),
	}, {
		Name: "2024.price.negative", Quantity: "share of hours below zero in 2024", Source: frenchPrices, Needs: loadFile, NeedsToo: pricesFile,
		Published: value(0.0401), Tolerance: within(0.015), Class: Measured, Basis: yearBasis,
		Run: ofYear(2024, func(y *hours) float64 { return shareOf(y.model, below0) }),
	}, {
		Name: "2023.price.mean", Quantity: "mean price of 2023", Unit: "EUR/MWh", Source: frenchPrices, Needs: loadFile, NeedsToo: pricesFile,
		Published: value(96.66), Tolerance: share(0.2), Class: Measured, Basis: yearBasis, Run: ofYear(2023, mean),
	}, {
		Name: "2023.price.negative", Quantity: "share of hours below zero in 2023", Source: frenchPrices, Needs: loadFile, NeedsToo: pricesFile,
		Published: value(0.0168), Tolerance: within(0.015), Class: Measured, Basis: yearBasis,
		Run: ofYear(2023, func(y *hours) float64 { return shareOf(y.model, below0) }),
	}, {
		Name: "2022.price.mean", Quantity: "mean price of 2022", Unit: "EUR/MWh", Source: frenchPrices, Needs: loadFile, NeedsToo: pricesFile,
		Published: value(275.51), Tolerance: share(0.3), Class: Measured, Basis: yearBasis, Run: ofYear(2022, mean),
	}, {
		Name: "2022.price.autumn", Quantity: "mean price from October to November 2022 over that of June to August", Source: frenchPrices, Needs: loadFile, NeedsToo: pricesFile,
		Published: value(0.486), Tolerance: share(0.15), Class: Measured, Basis: "half of the tolerance of the year's mean",
		Misfit: &Misfit{Side: High, Diagnosis: "the monthly gas price is that of the month ahead: in October and November 2022 French gas for the next day cost 47 and 73 EUR/MWh, where the record has 135 and 120; with these two the ratio is that of the next row. What is left the other way: before summer ended, expected shortage stood in prices of the day that no cost of plants shows, and German gas of the day was dearer than French"},
		Run:    ofYear(2022, autumn),
	}, {
		Name: "2022.price.autumn.day-ahead-gas", Quantity: "mean price from October to November 2022 over that of June to August, with the day-ahead price of gas in these two months", Source: frenchPrices, Needs: loadFile, NeedsToo: pricesFile,
		Published: value(0.486), Tolerance: none, Class: Shown, Run: ofReplay(&dayAheadGas, autumn),
	}, {
		Name: "2024.price.low", Quantity: "share of hours up to 10 EUR/MWh in 2024, which nuclear power or less sets", Source: frenchPrices, Needs: loadFile, NeedsToo: pricesFile,
		Published: value(0.154), Tolerance: within(0.05), Class: Measured, Basis: lowBasis, Run: ofYear(2024, lowShare),
	}, {
		Name: "2023.price.low", Quantity: "share of hours up to 10 EUR/MWh in 2023", Source: frenchPrices, Needs: loadFile, NeedsToo: pricesFile,
		Published: value(0.058), Tolerance: within(0.05), Class: Measured, Basis: lowBasis, Run: ofYear(2023, lowShare),
	}, {
		Name: "2024.fossil", Quantity: "French output from coal, gas and oil in 2024", Unit: "TWh", Source: rte2024, Needs: loadFile, NeedsToo: pricesFile,
		Published: value(19.9), Tolerance: share(0.2), Class: Measured, Basis: yearBasis, Run: ofYear(2024, fossilTWh),
	}, {
		Name: "2024.net-export", Quantity: "French net export in 2024", Unit: "TWh", Source: rte2024, Needs: loadFile, NeedsToo: pricesFile,
		Published: value(89), Tolerance: share(0.2), Class: Measured, Basis: yearBasis, Run: ofYear(2024, func(y *hours) float64 { return y.zones[0].exportTWh }),
	}, {
		Name: "2024.carbon.DE", Quantity: "direct carbon of German output in 2024", Unit: "g/kWh", Source: carbonMaps, Needs: loadFile, NeedsToo: pricesFile,
		Published: value(273.9), Tolerance: share(0.2), Class: Measured, Basis: yearBasis, Run: ofYear(2024, func(y *hours) float64 { return y.zones[1].gPerKWh() }),
	}}
}

// autumn is the mean price from October to November over that of June to August.
func autumn(y *hours) float64 {
	late := func(i int) bool { return y.at[i].Month() == 10 || y.at[i].Month() == 11 }
	summer := func(i int) bool { return y.at[i].Month() >= 6 && y.at[i].Month() <= 8 }
	return y.mean(y.model, late) / y.mean(y.model, summer)
}

// lowBasis is the tolerance of the share of hours that nuclear power sets.
const lowBasis = "purpose: a third of the share of 2024"

// lowShare is the share of hours up to 10 EUR/MWh.
func lowShare(y *hours) float64 { return shareOf(y.model, func(eur float64) bool { return eur <= 10 }) }

// exportOverFossil is the share of hours of even weeks in which all of what burns fuel
// could stop if nothing crossed the border.
func (y *hours) exportOverFossil() float64 {
	n, all := 0.0, 0.0
	for i := range y.at {
		if y.evenWeek(i) {
			all++
			if y.modelNet[i] > y.fossil[i] {
				n++
			}
		}
	}
	return n / all
}

// fossilTWh is the hub's output of a year from coal, gas and oil.
func fossilTWh(y *hours) float64 { return fossilOf(&y.zones[0].outputTWh) }

// gPerKWh is the direct carbon of a zone's output.
func (z *zoneYear) gPerKWh() float64 {
	twh := 0.0
	for t, x := range z.outputTWh {
		if x > 0 && t != int(market.Elsewhere) {
			twh += x
		}
	}
	return z.directMt / twh * 1e3
}

// balances2016 shows the seven zones of 2024 on the hours of 2016 beside published
// balances of 2024.
func balances2016() []Comparison {
	row := func(name, quantity string, twh float64, f func(y *hours) float64) Comparison {
		return Comparison{Name: "2016-shapes." + name, Quantity: quantity + ", zones of 2024 on the hours of 2016", Unit: "TWh", Source: rte2024,
			Published: value(twh), Tolerance: none, Class: Shown, Needs: shapesFile, NeedsToo: fuelsFile,
			Run: func(e *Env) (float64, error) {
				y, err := shapes2016(e)
				if err != nil {
					return 0, err
				}
				return f(y), nil
			}}
	}
	output := func(t ...market.Technology) func(*hours) float64 {
		return func(y *hours) float64 {
			sum := 0.0
			for _, k := range t {
				sum += y.zones[0].outputTWh[k]
			}
			return sum
		}
	}
	to := func(zones ...int) func(*hours) float64 {
		return func(y *hours) float64 {
			sum := 0.0
			for _, z := range zones {
				sum -= y.zones[z].exportTWh
			}
			return sum
		}
	}
	return []Comparison{
		row("FR.demand", "French demand", 449.2, func(y *hours) float64 { return y.zones[0].demandTWh }),
		row("FR.nuclear", "French nuclear output", 361.7, output(market.Nuclear)),
		row("FR.hydro", "French hydropower", 74.7, output(market.RunOfRiver, market.Reservoir)),
		row("FR.wind", "French wind power", 46.6, output(market.Wind)),
		row("FR.solar", "French solar power", 23.3, output(market.Solar)),
		row("FR.fossil", "French coal, gas and oil", 19.9, fossilTWh),
		row("FR.net-export", "French net export", 89, func(y *hours) float64 { return y.zones[0].exportTWh }),
		row("DE-BE.net-export", "French export to Germany and Belgium", 27.2, to(1, 2)),
		row("IT.net-export", "French export to Italy", 22.3, to(4)),
		row("CH.net-export", "French export to Switzerland", 16.7, to(5)),
		row("GB.net-export", "French export to Great Britain", 21, to(6)),
	}
}

// rteRate compares the carbon rate that RTE published for December 2021 with its own
// mix and factors.
func rteRate() []Comparison {
	return []Comparison{{
		Name: "rte.rate", Quantity: "RTE's direct carbon rate of December 2021, by the quarter of an hour: root mean square difference", Unit: "g/kWh",
		Source: "RTE, éCO2mix, real-time data; factors of the same page as quoted: coal 0.986, oil 0.777, gas 0.429, bioenergy 0.494 t/MWh",
		Needs:  mixFile, Published: value(0), Tolerance: within(2), Class: Equation, Basis: "purpose: 3 % of the month's mean, 64 g/kWh", Run: rateDifference,
	}}
}

func rateDifference(e *Env) (float64, error) {
	_, c, err := tableColumns(e, mixFile, "coal_mw", "gas_mw", "oil_mw", "bio_mw", "nuclear_mw", "wind_mw", "solar_mw", "hydro_mw", "co2_g_per_kwh")
	if err != nil {
		return 0, err
	}
	sum, n := 0.0, 0.0
	for i := range c[0] {
		others := c[4][i] + c[5][i] + c[6][i] + c[7][i]
		d := market.RTERate(c[0][i], c[1][i], c[2][i], c[3][i], others) - c[8][i]
		if !math.IsNaN(d) {
			sum += d * d
			n++
		}
	}
	return math.Sqrt(sum / n), nil
}

// american are the single zones of 2022 at that year's fuel prices: Henry Hub 6.4
// USD/mmbtu, coal 2.3 USD/mmbtu at the plant, crude 100 USD/barrel, no allowances; a
// dollar stands for a euro.
const american = `
capacity_year = 2022
[fuel]
crude_EUR_per_barrel = 100
[[zone]]
name = "ZONE"
zone = "ZONE"
fuel = { gas_EUR_per_MWh = 21.9, coal_EUR_per_t = 55, allowance_EUR_per_t = 0 }
`

// singleZones compares the carbon of single-zone markets.
func singleZones() []Comparison {
	var list []Comparison
	for _, z := range []struct {
		zone string
		g    float64
	}{{"PJM", 362.6}, {"ERCOT", 347.2}} {
		list = append(list, Comparison{
			Name: "2022.carbon." + z.zone, Quantity: "direct carbon of the output of " + z.zone + " in 2022", Unit: "g/kWh", Source: "hourly output by fuel (EIA-930) with the factors of Electricity Maps, mean of 2022",
			Published: value(z.g), Tolerance: share(0.15), Class: Fitted, Basis: yearBasis, Why: "demand, wind, sun and rivers are fitted to the same record; which plants run is not",
			Run: func(*Env) (float64, error) { return singleZone(z.zone) },
		})
	}
	return append(list, Comparison{
		Name: "2022.carbon.CN-Inner-Mongolia", Quantity: "direct carbon of the output of Inner Mongolia in 2022", Unit: "g/kWh", Source: "Ministry of Ecology and Environment, provincial factors of 2022",
		Published: value(684.9), Tolerance: none, Class: Shown, Run: func(*Env) (float64, error) { return singleZone("CN-Inner-Mongolia") },
	})
}

func singleZone(zone string) (float64, error) {
	spec, err := marketSpec(strings.ReplaceAll(american, "ZONE", zone))
	if err != nil {
		return 0, err
	}
	m, err := market.New(spec, sim.Streams{Seed: 1})
	if err != nil {
		return 0, err
	}
	cal, err := sim.NewCalendar(yearBegin(2022), 1, "America/New_York")
	if err != nil {
		return 0, err
	}
	y := new(hours)
	in := &market.Inputs{NuclearMW: math.NaN(), NuclearLeastMW: math.NaN()}
	for i := range int64(8760) {
		h := market.HourAt(float64(i), cal.Local(sim.Minute(i)*sim.Hour))
		y.book(m.Zones(), m.Clear(&h, in))
	}
	return y.zones[0].gPerKWh(), nil
}
