// Package money brings prices of other years and of dollars to euros of one year.
//
// A price has the year of its money. It is converted with the euro area's consumer
// prices (HICP, Eurostat prc_hicp_aind, yearly average rates of change), a price in
// dollars first with its own year's mean rate of exchange (European Central Bank).
// That keeps what a price bought in general; it does not follow the goods themselves,
// whose price may fall while others rise.
package money

// FirstYear is the first year whose money can be converted.
const FirstYear = 2000

// inflation is the yearly average rate of change of the euro area's HICP from
// FirstYear+1 on. 2019 to 2025 were read (focus-economics.com, euro area, HICP, period
// average); earlier years are commonly quoted and unverified.
var inflation = []float64{
	0.023, 0.023, 0.021, 0.022, 0.022, 0.022, 0.022, 0.033, 0.003, 0.016, // 2001 to 2010
	0.027, 0.025, 0.013, 0.004, 0.002, 0.002, 0.015, 0.018, 0.012, 0.003, // 2011 to 2020
	0.026, 0.084, 0.054, 0.024, 0.021, // 2021 to 2025
}

// LastYear is the last year whose inflation is known.
var LastYear = FirstYear + len(inflation)

// Convert returns what an amount of one year's money is in another's; years after
// LastYear inflate at the rate beyond, per year. Valid from FirstYear on: earlier years
// count as that.
func Convert(amount float64, from, to int, beyond float64) float64 {
	for y := max(from, FirstYear); y < to; y++ {
		amount *= 1 + rate(y+1, beyond)
	}
	for y := max(to, FirstYear); y < from; y++ {
		amount /= 1 + rate(y+1, beyond)
	}
	return amount
}

// rate is the inflation of a year over the one before.
func rate(year int, beyond float64) float64 {
	if i := year - FirstYear - 1; i < len(inflation) {
		return inflation[i]
	}
	return beyond
}

// usdPerEUR are the mean rates of exchange from 2015 on: European Central Bank,
// euro reference rates, yearly averages. 2020 to 2024 agree with a table that was read
// (euro2.net, EUR for a dollar 0.877, 0.846, 0.951, 0.924, 0.924); the others are
// commonly quoted and unverified.
var usdPerEUR = []float64{1.1095, 1.1069, 1.1297, 1.1810, 1.1195, 1.1422, 1.1827, 1.0530, 1.0813, 1.0824, 1.1300}

// FromUSD returns an amount of dollars of a year, from 2015 to 2025, in euros of the
// same year.
func FromUSD(usd float64, year int) float64 { return usd / usdPerEUR[year-2015] }
