package price

import (
	"math"
	"time"
)

// Ceiling is the highest price that the day-ahead auction of Europe takes, EUR/MWh.
// Source: harmonised maximum clearing price of single day-ahead coupling, 4,000 EUR/MWh
// since May 2022 (ACER decision 01/2023 keeps it as the start).
const Ceiling = 4000

// Scarce returns the price of an hour in which missingGW of nuclear power is out beyond
// what is usual in the month, from the price of a usual hour, EUR/MWh: it grows with
// exp(perGW × missing), a negative price shrinks by it, and Ceiling is the most. Outside
// of ±30 GW the exponential is a continuation of what was observed.
func Scarce(usual, missingGW, perGW float64) float64 {
	f := math.Exp(perGW * missingGW)
	if usual < 0 {
		return usual / f
	}
	return math.Max(usual, math.Min(usual*f, Ceiling))
}

// monthly is the mean of the days' highest output of the French reactors by month of 2021
// over its mean, 0.684 of 61,370 MW.
// Source: derived from RTE's hourly output of 2021 (eCO2mix).
var monthly = [12]float64{1.205, 1.090, 1.034, 0.917, 0.912, 0.935, 0.935, 0.952, 0.976, 1.003, 1.018, 1.025}

// Usual returns the part of the fleet's capacity that is usually available in a month, from
// its mean over the years.
func Usual(mean float64, month time.Month) float64 { return math.Min(1, mean*monthly[month-1]) }
