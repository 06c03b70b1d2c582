package plots

import (
	"bytes"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"caloduc/experiments/result"
	"caloduc/sim"
	"caloduc/sim/record"
)

// hourOf is an hour of the made-up region, with what its quantities follow.
type hourOf struct {
	t            time.Time
	season, hour float64 // cosines of the year (1 in July) and the day (1 at 15 h)
	wave         float64 // weather of days
}

func at(t time.Time) hourOf {
	return hourOf{t, math.Cos(2 * math.Pi * float64(t.YearDay()-200) / 365.25), math.Cos(2 * math.Pi * float64(t.Hour()-15) / 24),
		math.Sin(float64(t.Unix())/3600*0.0271) * math.Sin(float64(t.Unix())/3600*0.0113)}
}

func (h hourOf) dry() float64 { return 12 + 8*h.season + 4*h.hour + 4*h.wave }
func (h hourOf) wet() float64 { return 9 + 6*h.season + 2*h.hour + 3*h.wave }

// lost tells whether a reactor stands still, and for how many hours.
func (h hourOf) lost(day0, days int) (bool, float64) {
	since := float64(h.t.YearDay()-day0)*24 + float64(h.t.Hour())
	return since >= 0 && since < float64(days*24), since
}

// A quantity of the region: its scope, how figures call that, its name.
type quantity struct {
	scope, label, name string
	value              func(h hourOf) float64
	store              float64
}

// region is a made-up year of two reactors and two campuses that records what
// every kind of figure shows.
func region() (all []*quantity) {
	add := func(scope, label, name string, f func(h hourOf) float64) {
		all = append(all, &quantity{scope: scope, label: label, name: name, value: f})
	}
	add("weather.paris", "paris", "dry_bulb_degC", hourOf.dry)
	add("weather.paris", "paris", "wet_bulb_degC", hourOf.wet)
	net := func(i int) func(h hourOf) float64 {
		return func(h hourOf) float64 {
			if still, _ := h.lost(40+90*i, 3); still {
				return 0
			}
			if still, _ := h.lost(200+40*i, 45); still {
				return 0
			}
			return 1290 - 60*max(0, h.season*h.hour)
		}
	}
	for i, name := range []string{"Nogent 1", "Nogent 2"} {
		add("reactor."+name, name, "net_power_MW", net(i))
		add("reactor."+name, name, "xenon", func(h hourOf) float64 {
			if still, since := h.lost(40+90*i, 6); still {
				return 1 + 0.6*math.Sin(since/12)*math.Exp(-since/30)
			}
			return 1
		})
	}
	for i, name := range []string{"A – B", "B – C"} {
		add("network.line."+name, name, "loading", func(h hourOf) float64 { return 0.5 + 0.3*float64(i) + 0.2*h.wave })
	}
	add("network", "network", "loss_power_MW", func(h hourOf) float64 { return 30 - 5*h.season })
	add("", "", "fleet_net_power_MW", func(h hourOf) float64 { return net(0)(h) + net(1)(h) })
	for i, name := range []string{"Fouju", "Escaudain"} {
		scope := "campus." + name
		it := func(h hourOf) float64 { return float64(300-120*i) * (0.9 + 0.1*h.wave) }
		cooling := func(h hourOf) float64 { return it(h) * (0.015 + 0.01*float64(i) + 0.002*max(0, h.wet()-12)) }
		facility := func(h hourOf) float64 { return it(h)*1.05 + cooling(h) }
		market := func(h hourOf) float64 { return max(0, 1.002*facility(h)-0.3*(net(0)(h)+net(1)(h))) }
		add(scope, name, "facility_power_MW", facility)
		add(scope, name, "it_power_MW", it)
		add(scope, name, "sent_power_MW", func(h hourOf) float64 { return 1.002 * facility(h) })
		add(scope, name, "market_power_MW", market)
		add(scope, name, "loading", func(h hourOf) float64 { return facility(h) / 900 })
		add(scope, name, "may_draw_power_MW", func(h hourOf) float64 { return 900 - 200*h.season - 100*h.wave })
		add(scope, name, "headroom_MW", func(h hourOf) float64 { return 900 - 200*h.season - 100*h.wave - facility(h) })
		add(scope, name, "binding_line", func(h hourOf) float64 { return math.Round(0.4 + 0.4*h.season) })
		add(scope, name, "binding_outage", func(h hourOf) float64 { return 0 })
		hall, label := scope+".hall.H1", name+", hall H1"
		add(hall, label, "it_power_MW", it)
		add(hall, label, "chip_power_MW", func(h hourOf) float64 { return 0.75 * it(h) })
		add(hall, label, "swing_MW", func(h hourOf) float64 { return 0.3*it(h) + 20*h.wave })
		add(hall, label, "cooling_power_MW", cooling)
		add(hall, label, "cooling_mode", func(h hourOf) float64 {
			return math.Floor(min(1+max(0, h.wet()-8)/6, 3))
		})
		add(hall, label, "capacity_in_service", func(h hourOf) float64 {
			if still, since := h.lost(150+20*i, 1); still && since < 3 {
				return 0.6 + 0.1*float64(i)
			}
			return 1
		})
		add(hall, label, "facility_supply_degC", func(h hourOf) float64 { return 40 + h.wave })
		add(hall, label, "tcs_supply_degC", func(h hourOf) float64 { return 43 + h.wave })
		add(hall, label, "server_inlet_air_degC", func(h hourOf) float64 { return 25 + h.hour })
	}
	return append(all, zonesOfRegion()...)
}

// zonesOfRegion are a hub with output by technology and two neighbours, with their prices.
func zonesOfRegion() (all []*quantity) {
	add := func(scope, name string, f func(h hourOf) float64) {
		all = append(all, &quantity{scope: "dispatch.zone." + scope, label: scope, name: name, value: f})
	}
	wind := func(h hourOf) float64 { return 8e3 + 4e3*h.wave }
	sun := func(h hourOf) float64 { return 9e3 * max(0, h.hour) * (1 + 0.3*h.season) }
	demand := func(h hourOf) float64 { return 52e3 - 9e3*h.season + 5e3*h.hour }
	gas := func(h hourOf) float64 { return max(0, 2500-3e3*h.season+3e3*h.wave) }
	out := func(h hourOf) float64 {
		return 44e3 - 4e3*h.season + 6e3 + wind(h) + sun(h) + gas(h) - 1500*h.hour - demand(h)
	}
	price := func(level float64) func(h hourOf) float64 {
		return func(h hourOf) float64 { return level - 35*h.season - 20*h.hour - 30*h.wave }
	}
	for i, zone := range []string{"FR", "DE", "ES"} {
		add(zone, "zone_price_EUR_per_MWh", price(float64(50+25*i)))
		add(zone, "net_export_power_MW", func(h hourOf) float64 { return []float64{1, -0.7, -0.3}[i] * out(h) })
	}
	given := map[string]func(h hourOf) float64{"nuclear": func(h hourOf) float64 { return 44e3 - 4e3*h.season }, "run_of_river": func(hourOf) float64 { return 4e3 },
		"reservoir": func(hourOf) float64 { return 2e3 }, "wind": wind, "solar": sun, "gas": gas, "pumped": func(h hourOf) float64 { return -1500 * h.hour }}
	for _, part := range []string{"nuclear", "run_of_river", "reservoir", "bioenergy", "wind", "solar", "lignite", "coal", "gas", "gas_chp", "gas_peak", "oil", "pumped", "battery", "elsewhere", "scarcity"} {
		f := given[part]
		if f == nil {
			f = func(hourOf) float64 { return 0 }
		}
		add("FR", part+"_output_power_MW", f)
	}
	add("FR", "zone_demand_power_MW", demand)
	add("FR", "zone_carbon_direct_kg_per_MWh", func(h hourOf) float64 { return 370 * gas(h) / demand(h) })
	add("FR", "zone_carbon_life_cycle_kg_per_MWh", func(h hourOf) float64 { return 15 + 490*gas(h)/demand(h) })
	return all
}

// regionSettings are the parameters that figures ask for.
const regionSettings = `[[campus]]
name = "Fouju"
weather = "paris"

[campus.grid]
bus = "Cirolliers"
voltage_kV = 225
rating_kA = 0.9
circuits = 2
power_factor = 0.95

[[campus.hall]]
name = "H1"
max_coolant_degC = 45

[campus.hall.cooling]
plant = "direct-liquid-dry"

[[campus]]
name = "Escaudain"
weather = "paris"

[[campus.hall]]
name = "H1"
max_inlet_air_degC = 30

[campus.hall.cooling]
plant = "free-air"
`

// storeRegion writes the region's result into dir. Costs grow with the seed, so
// that results differ; a seed above 2 is another experiment.
func storeRegion(dir string, seed int, figures []result.Figure) error {
	cal, err := sim.NewCalendar(day(2031, 1, 1), 1, "Europe/Paris")
	if err != nil {
		return err
	}
	if err := result.Begin(dir, false); err != nil {
		return err
	}
	reg := record.NewRegistry()
	all := region()
	ids := map[string]record.ID{}
	for _, q := range all {
		g := reg.Root()
		if q.scope != "" {
			g = g.Group(q.scope, q.label)
		}
		if q.name == "cooling_mode" {
			g.Mode(&q.store, q.name, record.Modes{{En: "off", Fr: "arrêt"}, {En: "cells staged", Fr: "cellules étagées"},
				{En: "fans modulating", Fr: "ventilateurs modulés"}, {En: "fans saturated", Fr: "ventilateurs à fond"}}, "")
		} else {
			ids[q.scope+"."+q.name] = g.Channel(&q.store, q.name, "")
		}
	}
	declareRegion(reg, ids, 1+0.002*float64(seed))
	trip := sim.Minute(day(2031, 5, 29).Sub(day(2030, 12, 31).Add(23*time.Hour)) / time.Minute) // the run begins at midnight in Paris
	rec, err := record.NewRecorder(reg, cal, record.Options{Path: filepath.Join(dir, result.HourlyFile), DailyPath: filepath.Join(dir, result.DailyFile),
		MinutePath: filepath.Join(dir, result.MinuteFile), MinuteChannels: []string{"campus.Fouju.hall.H1"}, MinuteFrom: trip, MinuteTo: trip + 3*sim.Day})
	if err != nil {
		return err
	}
	for m := range cal.End() {
		if m%sim.Hour == 0 {
			h := at(cal.Time(m))
			for _, q := range all {
				q.store = q.value(h)
			}
		}
		if err := rec.Minute(m); err != nil {
			return err
		}
	}
	if err := rec.Close(); err != nil {
		return err
	}
	var kpis bytes.Buffer
	if err := rec.WriteIndicators(&kpis); err != nil {
		return err
	}
	for name, text := range map[string][]byte{result.IndicatorsFile: kpis.Bytes(), result.ResolvedFile: []byte(regionSettings)} {
		if err := os.WriteFile(filepath.Join(dir, name), text, 0o644); err != nil {
			return err
		}
	}
	changed := []result.Setting{{Path: "seed", Value: strconv.Itoa(seed)}}
	if seed > 2 {
		changed = append(changed, result.Setting{Path: "campus[Fouju].hall[H1].racks", Value: "100"})
	}
	if err := result.WriteManifest(dir, &result.Manifest{SchemaVersion: result.SchemaVersion, Title: "A made-up region", Seed: seed, Changed: changed,
		Start: day(2031, 1, 1), Years: 1, Figures: figures, Places: []result.Place{
			{Name: "Nogent 1", Kind: "reactor", LatDeg: 48.517, LonDeg: 3.52}, {Name: "Nogent 2", Kind: "reactor", LatDeg: 48.517, LonDeg: 3.52},
			{Name: "Fouju", Kind: "campus", LatDeg: 48.586, LonDeg: 2.777}, {Name: "Escaudain", Kind: "campus", LatDeg: 50.334, LonDeg: 3.343},
			{Name: "Cirolliers", Kind: "bus", LatDeg: 48.1, LonDeg: 2.2},
			{Name: "A", Kind: "network-bus", LatDeg: 48.1, LonDeg: 2.2}, {Name: "B", Kind: "network-bus", LatDeg: 48.5, LonDeg: 3}, {Name: "C", Kind: "network-bus", LatDeg: 50.3, LonDeg: 3.3}},
		Lines: []result.Line{{Name: "A – B", From: "A", To: "B", Circuits: 2, RatingMVA: 1617}, {Name: "B – C", From: "B", To: "C", Circuits: 3, RatingMVA: 2487}}}); err != nil {
		return err
	}
	return result.Finish(dir)
}

// declareRegion declares the region's indicators, all as integrals of channels.
func declareRegion(reg *record.Registry, ids map[string]record.ID, cost float64) {
	of := func(g record.Group, name, channel string, factor float64) {
		id, ok := ids[channel]
		if !ok {
			panic(channel)
		}
		g.Indicator(name, "", func(s record.Sums) float64 { return factor * s.Of(id) })
	}
	root := reg.Root()
	network := root.Group("network", "network")
	of(network, "redispatch_energy_MWh", "network.loss_power_MW", 2)
	loss := ids["network.loss_power_MW"]
	network.Indicator("network_loss_fraction", "", func(s record.Sums) float64 { return s.Of(loss) / (2000 * s.Hours()) })
	of(root, "fleet_net_energy_MWh", ".fleet_net_power_MW", 1)
	fleet := ids[".fleet_net_power_MW"]
	root.Indicator("fleet_load_factor", "", func(s record.Sums) float64 { return s.Of(fleet) / (2620 * s.Hours()) })
	for _, name := range []string{"Nogent 1", "Nogent 2"} {
		id := ids["reactor."+name+".net_power_MW"]
		g := root.Group("reactor."+name, name)
		g.Indicator("availability_factor", "", func(s record.Sums) float64 { return s.Of(id) / (1310 * s.Hours()) })
		of(g, "net_energy_MWh", "reactor."+name+".net_power_MW", 1)
		of(g, "thermal_energy_MWh", "reactor."+name+".net_power_MW", 2.9)
		of(g, "condenser_heat_MWh", "reactor."+name+".net_power_MW", 1.85)
	}
	of(root.Group("dispatch", "market"), "consequential_carbon_g_per_kWh", "dispatch.zone.FR.zone_carbon_direct_kg_per_MWh", 0.03)
	of(root.Group("dispatch", "market"), "consequential_life_cycle_carbon_g_per_kWh", "dispatch.zone.FR.zone_carbon_life_cycle_kg_per_MWh", 0.02)
	for _, name := range []string{"Fouju", "Escaudain"} {
		scope := "campus." + name
		g, hall := root.Group(scope, name), root.Group(scope+".hall.H1", "H1")
		facility, it := ids[scope+".facility_power_MW"], ids[scope+".it_power_MW"]
		sent, market := ids[scope+".sent_power_MW"], ids[scope+".market_power_MW"]
		of(g, "drawn_energy_MWh", scope+".sent_power_MW", 1)
		of(g, "facility_energy_MWh", scope+".facility_power_MW", 1)
		of(g, "energy_market_MWh", scope+".market_power_MW", 1)
		of(g, "ups_loss_energy_MWh", scope+".it_power_MW", 0.04)
		of(g, "transformer_loss_energy_MWh", scope+".it_power_MW", 0.009)
		of(g, "house_energy_MWh", scope+".it_power_MW", 0.001)
		of(hall, "it_energy_MWh", scope+".it_power_MW", 1)
		of(hall, "cooling_energy_MWh", scope+".hall.H1.cooling_power_MW", 1)
		if name == "Fouju" { // Escaudain does not tell where its heat goes
			of(hall, "room_heat_energy_MWh", scope+".it_power_MW", 0.03)
			of(hall, "heat_dry_coolers_MWh", scope+".it_power_MW", 0.9)
			of(hall, "heat_air_exchange_MWh", scope+".it_power_MW", 0.1)
			of(hall, "heat_evaporated_MWh", scope+".hall.H1.cooling_power_MW", 0.5)
			of(hall, "heat_district_MWh", scope+".hall.H1.cooling_power_MW", 0.4)
		}
		of(g, "water_m3", scope+".hall.H1.cooling_power_MW", 2)
		of(g, "carbon_embodied_kg", scope+".it_power_MW", 3)
		of(g, "carbon_nuclear_kg", scope+".sent_power_MW", 4)
		of(g, "carbon_market_kg", scope+".market_power_MW", 50)
		of(g, "busy_GPUh", scope+".it_power_MW", 500)
		of(g, "online_GPUh", scope+".it_power_MW", 560)
		of(g, "interruptions", scope+".it_power_MW", 0.01)
		g.Indicator("energy_contract_MWh", "", func(s record.Sums) float64 { return s.Of(sent) - s.Of(market) })
		g.Indicator("pue", "", func(s record.Sums) float64 { return s.Of(facility) / s.Of(it) })
		g.Indicator("goodput", "", func(s record.Sums) float64 { return 0.8 - 0.2*(s.Of(facility)/s.Of(it)-1.05) })
		g.Indicator("cost_EUR_per_GPUh", "", func(s record.Sums) float64 { return cost * 2.5 * s.Of(facility) / s.Of(it) })
		g.Indicator("cost_useful_EUR_per_GPUh", "", func(s record.Sums) float64 { return cost * 3.4 * s.Of(facility) / s.Of(it) })
		for _, q := range []struct {
			name string
			each float64
		}{{"cost_EUR", 950 * cost}, {"energy_kWh", 700}, {"carbon_kg", 50}, {"water_L", 90}} {
			g.Indicator(q.name+"_per_ZFLOP", "", func(s record.Sums) float64 { return q.each * s.Of(facility) / s.Of(it) })
		}
		if name == "Fouju" {
			root.Indicator("pue", "", func(s record.Sums) float64 { return cost * s.Of(facility) / s.Of(it) })
			root.Indicator("cost_EUR_per_GPUh", "", func(s record.Sums) float64 { return cost * 2.5 * s.Of(facility) / s.Of(it) })
		}
	}
}

// oneRegion makes the region's result for a test.
func oneRegion(tb testing.TB, seed int, figures ...result.Figure) *result.Result {
	tb.Helper()
	dir := filepath.Join(tb.TempDir(), "region")
	if err := storeRegion(dir, seed, figures); err != nil {
		tb.Fatal(err)
	}
	return open(tb, dir)
}
