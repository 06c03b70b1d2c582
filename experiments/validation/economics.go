package validation

import (
	"fmt"
	"slices"
	"time"

	"caloduc/models/economics"
	"caloduc/models/economics/price"
	"caloduc/sim"
	"caloduc/sim/money"
	"caloduc/sim/param"
	"caloduc/sim/supply"
)

const (
	engrEcon    = "R package EngrEcon 1.0.0, example of present_to_annual, after Newnan, Eschenbach and Lavelle, Engineering Economic Analysis"
	gpuHourCost = "an estimate of an H100-hour, 2.3 USD: 50,000 USD a chip with its network paid back in 3 years, a fifth for operation, every hour sold; offers from 1.8 USD (greaterwrong.com, no77e-s-shortform), at 1.1 USD/EUR"
	dayAhead    = "French day-ahead price (ENTSO-E Transparency Platform), its statistics; the generator was fitted to this record"
)

// costs are those of a yearly payment and of a GPU-hour.
func costs() []Comparison {
	return []Comparison{
		{Name: "annuity", Quantity: "yearly payment for 200,000 at 8 % over 30 years", Unit: "EUR", Source: engrEcon, Published: value(17765.49), Tolerance: within(0.005),
			Run: number(func() float64 { return economics.Annuity(200000, 0.08, 30) })},
		{Name: "h100-hour", Quantity: "cost of an H100-hour, 100,000 GPUs in 150 MW at 50,000 USD each", Unit: "EUR", Source: gpuHourCost, Published: value(2.09), Tolerance: none, Class: Shown,
			Misfit: &Misfit{Diagnosis: "the estimate pays a chip back in three years without interest, and has no building; here five years at the cost of capital, with shell, energy and upkeep"},
			Run:    h100Hour},
	}
}

// h100Hour is the cost of 100,000 H100 that draw 150 MW with servers and network for
// 5 bn USD, per GPU-hour, with the default prices.
func h100Hour(*Env) (float64, error) {
	spec, contract := new(economics.Spec), new(economics.NuclearContract)
	for _, s := range []param.Spec{spec, contract} {
		if _, err := param.Decode("economics", nil, s, nil); err != nil {
			return 0, err
		}
	}
	spec.FacilityEURPerW = 11 // Paris 10.5 to 11 USD/W and 7 to 10 % more for AI halls: unverified
	spec.NetworkRatio = 0     // in the price of a chip here
	cal, err := sim.NewCalendar(time.Date(2026, time.January, 1, 0, 0, 0, 0, time.UTC), 1, "Europe/Paris")
	if err != nil {
		return 0, err
	}
	c, err := economics.NewAccount(spec, contract, cal, 400)
	if err != nil {
		return 0, err
	}
	c.Open(0, economics.HallCapital{DesignITMW: 130, AcceleratorEUR: money.FromUSD(5e9, 2025), AcceleratorYear: 2025})
	c.Step(0, 150, []supply.Portion{{Offer: new(supply.Offer), AllottedMW: 150, DrawnMW: 150}, {Offer: new(supply.Offer)}}, 0, 0)
	return c.TotalEURPerH / 100000, nil
}

// priceStatistics are those of a record of hourly prices.
type priceStatistics struct {
	mean, p5, p95  float64 // EUR/MWh
	negative, lag1 float64 // share of negative hours, autocorrelation from hour to hour
	spread         float64 // mean of a day's highest less its lowest price, EUR/MWh
}

func prices() []Comparison {
	var list []Comparison
	for _, r := range []struct {
		regime string
		priceStatistics
	}{
		{"fr-2023-2024", priceStatistics{77.28, 0.09, 154.12, 0.0285, 0.957, 79.8}},
		{"fr-2020", priceStatistics{32.21, 8.38, 56.95, 0.0117, 0.952, 26.6}},
		{"fr-2021", priceStatistics{109.17, 28.13, 289.26, 0.0073, 0.986, 74.3}},
		{"fr-2022", priceStatistics{275.51, 95.74, 553.29, 0.0005, 0.944, 174.5}},
		{"fr-2023", priceStatistics{96.66, 7.01, 169.73, 0.0168, 0.951, 83.3}},
		{"fr-2024", priceStatistics{58.01, 0.00, 122.83, 0.0401, 0.944, 76.4}},
	} {
		add := func(quantity, unit string, published float64, tolerance Tolerance, misfit *Misfit, of func(s *priceStatistics) float64) {
			list = append(list, Comparison{Name: "price." + r.regime + "." + slug(quantity), Quantity: r.regime + ", " + quantity, Unit: unit, Source: dayAhead,
				Published: value(published), Tolerance: tolerance, Misfit: misfit,
				Run: func(e *Env) (float64, error) {
					s, err := generatedPrices(e, r.regime)
					return of(&s), err
				}})
		}
		var spread *Misfit
		if r.regime == "fr-2021" {
			spread = &Misfit{"the price rose fourfold within 2021 and its spread with it; a stationary noise moves as much from day to day in spring as in winter", High}
		}
		add("mean", "EUR/MWh", r.mean, share(0.02), nil, func(s *priceStatistics) float64 { return s.mean })
		add("5th percentile", "EUR/MWh", r.p5, within(round(0.03*r.mean, 2)), nil, func(s *priceStatistics) float64 { return s.p5 })
		add("95th percentile", "EUR/MWh", r.p95, share(0.03), nil, func(s *priceStatistics) float64 { return s.p95 })
		add("negative hours", "", r.negative, within(0.005), nil, func(s *priceStatistics) float64 { return s.negative })
		add("lag-1 autocorrelation", "", r.lag1, within(0.015), nil, func(s *priceStatistics) float64 { return s.lag1 })
		add("daily spread", "EUR/MWh", r.spread, share(0.15), spread, func(s *priceStatistics) float64 { return s.spread })
	}
	return list
}

func generatedPrices(e *Env, regime string) (priceStatistics, error) {
	return once(e, "economics.price."+regime, func() (priceStatistics, error) {
		cal, err := calendarOf(e.years(100, 300))
		if err != nil {
			return priceStatistics{}, err
		}
		g, err := price.NewGenerator(regime, cal, sim.Streams{Seed: 1}.Stream("market.price"))
		if err != nil {
			return priceStatistics{}, fmt.Errorf("regime %s: %w", regime, err)
		}
		var v []float64
		for m := sim.Minute(0); m < cal.End(); m += sim.Hour {
			v = append(v, g.Price(m))
		}
		return describePrices(v), nil
	})
}

// describePrices takes whole days of hourly prices and sorts them.
func describePrices(v []float64) priceStatistics {
	var s priceStatistics
	n := float64(len(v))
	for _, x := range v {
		s.mean += x / n
		if x < 0 {
			s.negative += 1 / n
		}
	}
	var covariance, variance float64
	for i, x := range v {
		variance += (x - s.mean) * (x - s.mean)
		if i > 0 {
			covariance += (x - s.mean) * (v[i-1] - s.mean)
		}
	}
	s.lag1 = covariance / variance
	for day := range slices.Chunk(v, 24) {
		s.spread += (slices.Max(day) - slices.Min(day)) * 24 / n
	}
	slices.Sort(v)
	s.p5, s.p95 = v[len(v)/20], v[len(v)-len(v)/20]
	return s
}
