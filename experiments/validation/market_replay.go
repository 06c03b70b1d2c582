package validation

import (
	"fmt"
	"math"
	"time"

	"caloduc/grid/market"
	"caloduc/grid/market/series"
	"caloduc/sim"
	"caloduc/sim/param"

	"gonum.org/v1/gonum/stat"
)

// Files that the replays read.
const (
	flowsFile  = "data/grid/timeseries/fr_generation_flows_hourly_2021.csv.gz"
	pricesFile = "data/grid/timeseries/price_da_FR_2020_2024.csv.gz"
	fuelsFile  = "data/grid/fuel_prices_monthly.csv"
	loadFile   = "data/grid/timeseries/fr_load_2021_2025.csv.gz"
	shapesFile = "data/grid/timeseries/cf_load_hourly_2016_fr_neighbours.csv.gz"
	mixFile    = "data/grid/timeseries/fr_eco2mix_15min_2021-12.csv.gz"
)

// hours are an observed and a simulated year side by side, by the hour.
type hours struct {
	at            []time.Time
	price, model  []float64 // EUR/MWh
	net, modelNet []float64 // net export, MW; empty where not observed
	fossil        []float64 // simulated output from coal, gas and oil, MW
	zones         []zoneYear
}

// zoneYear are a zone's sums over a year.
type zoneYear struct {
	name      string
	outputTWh [market.Technologies]float64
	demandTWh float64
	exportTWh float64 // to France; France's to all
	cutTWh    float64
	directMt  float64
	meanPrice float64
}

// book adds an hour to the sums.
func (y *hours) book(names []string, r *market.Result) {
	if y.zones == nil {
		y.zones = make([]zoneYear, len(names))
	}
	for i := range y.zones {
		z, out := &y.zones[i], &r.Zones[i]
		z.name = names[i]
		for t, mw := range out.OutputMW {
			z.outputTWh[t] += mw * 1e-6
		}
		z.demandTWh += out.DemandMW * 1e-6
		z.exportTWh += out.ExportMW * 1e-6
		z.cutTWh += out.CutMW * 1e-6
		z.directMt += out.Direct.KgPerH * 1e-9
		z.meanPrice += out.PriceEURPerMWh / 8760
	}
}

// marketSpec decodes a specification.
func marketSpec(text string) (*market.Spec, error) {
	s := new(market.Spec)
	_, err := param.Decode("dispatch", []byte(text), s, nil)
	return s, err
}

// replaySpec is France between the fitted curves of its neighbours.
func replaySpec() string {
	text := "[[zone]]\nname = \"FR\"\nzone = \"FR\"\n"
	for _, z := range []string{"DE", "BE", "ES", "IT", "CH", "GB"} {
		text += fmt.Sprintf("[[zone]]\nname = %[1]q\nzone = %[1]q\nkind = \"curve\"\n", z)
	}
	return text
}

// tableColumns reads columns of a file of the shared folder.
func tableColumns(e *Env, file string, names ...string) (*series.Series, [][]float64, error) {
	path, _ := e.File(file)
	s, err := series.Read(path, names...)
	if err != nil {
		return nil, nil, err
	}
	var out [][]float64
	for _, n := range names {
		c, err := s.Column(n)
		if err != nil {
			return nil, nil, err
		}
		out = append(out, c)
	}
	return s, out, nil
}

// byHour reads a column by its time.
func byHour(e *Env, file, name string) (map[time.Time]float64, error) {
	path, _ := e.File(file)
	s, err := series.Read(path, name)
	if err != nil {
		return nil, err
	}
	return s.ByHour(name)
}

func monthlyFuels(e *Env, s *market.Spec) (map[int]market.Fuels, error) {
	path, _ := e.File(fuelsFile)
	return market.ReadFuels(path, &s.Fuel)
}

// replay2021 clears every hour of 2021 with France's demand, wind, sun, rivers and
// nuclear output as they were.
func replay2021(e *Env) (*hours, error) {
	return once(e, "market.2021", func() (*hours, error) {
		spec, err := marketSpec(replaySpec())
		if err != nil {
			return nil, err
		}
		names := []string{"load", "wind_onshore", "solar", "hydro_ror", "nuclear",
			"net_export_be", "net_export_ch", "net_export_de", "net_export_es", "net_export_it", "net_export_uk"}
		s, cols, err := tableColumns(e, flowsFile, names...)
		if err != nil {
			return nil, err
		}
		prices, err := byHour(e, pricesFile, "eur_per_mwh")
		if err != nil {
			return nil, err
		}
		fuels, err := monthlyFuels(e, spec)
		if err != nil {
			return nil, err
		}
		m, err := market.New(spec, sim.Streams{Seed: 1})
		if err != nil {
			return nil, err
		}
		return clear2021(m, s.At, cols, prices, fuels)
	})
}

func clear2021(m *market.Market, at []time.Time, cols [][]float64, prices map[time.Time]float64, fuels map[int]market.Fuels) (*hours, error) {
	y := new(hours)
	paris, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		return nil, err
	}
	for i, t := range at {
		eur, ok := prices[t]
		if !ok || math.IsNaN(cols[0][i]) {
			continue
		}
		f := fuels[market.Month(t)]
		h := market.HourAt(float64(i), time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), 0, 0, 0, paris))
		h.OfDay = t.Hour()
		nuclear := cols[4][i]
		r := m.Clear(&h, &market.Inputs{Fuels: &f, NuclearMW: nuclear, NuclearLeastMW: nuclear,
			DemandMW: cols[0][i : i+1], WindMW: cols[1][i : i+1], SolarMW: cols[2][i : i+1], RunOfRiverMW: cols[3][i : i+1]})
		net := 0.0
		for _, c := range cols[5:] {
			if x := c[i]; !math.IsNaN(x) {
				net += x
			}
		}
		y.at, y.price, y.net = append(y.at, t), append(y.price, eur), append(y.net, net)
		y.model, y.modelNet = append(y.model, r.Zones[0].PriceEURPerMWh), append(y.modelNet, r.Zones[0].ExportMW)
		y.fossil = append(y.fossil, fossilOf(&r.Zones[0].OutputMW))
		y.book(m.Zones(), r)
	}
	if len(y.at) < 8000 {
		return nil, fmt.Errorf("only %d hours of 2021 have demand and price", len(y.at))
	}
	return y, nil
}

// fossilOf is the output from coal, gas and oil.
func fossilOf(output *[market.Technologies]float64) (sum float64) {
	for _, t := range []market.Technology{market.Coal, market.Gas, market.GasCHP, market.GasPeak, market.Oil, market.Scarcity} {
		sum += output[t]
	}
	return sum
}

// correlation is that of the hours that are chosen.
func correlation(x, y []float64, chosen func(i int) bool) float64 {
	var a, b []float64
	for i := range x {
		if chosen(i) {
			a, b = append(a, x[i]), append(b, y[i])
		}
	}
	return stat.Correlation(a, b, nil)
}

func always(int) bool { return true }

// evenWeek tells the hours of even weeks (ISO), to which no curve was fitted.
func (y *hours) evenWeek(i int) bool {
	_, w := y.at[i].ISOWeek()
	return w%2 == 0
}

// mean is that of the hours that are chosen.
func (y *hours) mean(x []float64, chosen func(i int) bool) float64 {
	sum, n := 0.0, 0.0
	for i := range x {
		if chosen(i) {
			sum += x[i]
			n++
		}
	}
	return sum / n
}

// meanRatio is the mean price over the observed one.
func (y *hours) meanRatio(chosen func(i int) bool) float64 {
	return y.mean(y.model, chosen) / y.mean(y.price, chosen)
}

// withoutMonths takes each month's mean off.
func withoutMonths(at []time.Time, x []float64) []float64 {
	var sum, n [13]float64
	for i, t := range at {
		sum[t.Month()] += x[i]
		n[t.Month()]++
	}
	out := make([]float64, len(x))
	for i, t := range at {
		out[i] = x[i] - sum[t.Month()]/n[t.Month()]
	}
	return out
}
