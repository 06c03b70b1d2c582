package market

import (
	"fmt"
	"math"
	"testing"
	"time"

	"caloduc/sim"
	"caloduc/sim/param"

	"gonum.org/v1/gonum/stat"
)

func TestDeclaredInFull(t *testing.T) {
	for _, fault := range param.Lint(new(Spec)) {
		t.Error(fault)
	}
	if err := param.CheckCatalogue(new(ZoneSpec), Zones); err != nil {
		t.Error(err)
	}
	for _, e := range Zones.Entries {
		if shapeOf(e.Name) == nil {
			t.Errorf("%s has no fitted shape", e.Name)
		}
	}
}

// Capacities are linear between the years of the catalogue and stay after the last.
func TestCapacityPaths(t *testing.T) {
	z := specZone(t, "FR", "")
	for _, c := range []struct{ year, nuclear, solar float64 }{
		{2021, 61370, 10900}, {2030, 62990, 48000}, {2032.5, 62990, 57750}, {2040, 67940, 78750}, {2045, 72890, 90000}, {2060, 72890, 90000},
	} {
		if got := z.At(c.year); math.Abs(got.Nuclear-c.nuclear) > 1e-6 || math.Abs(got.Solar-c.solar) > 1e-6 {
			t.Errorf("%g: nuclear %g, sun %g MW, want %g and %g", c.year, got.Nuclear, got.Solar, c.nuclear, c.solar)
		}
	}
	own := specZone(t, "FR", "in_2026 = { solar_MW = 40000 }")
	if got := own.At(2028).Solar; math.Abs(got-44000) > 1e-6 {
		t.Errorf("given 40 GW in 2026: %g MW in 2028, want 44,000", got)
	}
}

func specZone(t *testing.T, zone, more string) *ZoneSpec {
	t.Helper()
	return specOf(t, fmt.Sprintf("[[zone]]\nname = %[1]q\nzone = %[1]q\n%s", zone, more)).Zones[0]
}

// Stores stay within their volumes, and pumped storage gives what it took times the
// round trip, but for what lies in it at the ends.
func TestStoresKeepTheirEnergy(t *testing.T) {
	m, hours := europeanYear(t)
	z := &m.zones[0]
	var took, gave, begun float64
	for i := range hours {
		out := m.Clear(&hours[i], free()).Zones[0].OutputMW[Pumped]
		if i == 0 {
			begun = z.pumped.level*z.pumped.volumeMWh + max(out, 0) + min(out, 0)*0.75
		}
		took -= min(out, 0)
		gave += max(out, 0)
		for name, s := range map[string]*store{"reservoir": &z.reservoir, "pumped": &z.pumped, "battery": &z.battery} {
			if s.level < 0 || s.level > 1 {
				t.Fatalf("hour %d: %s at %g", i, name, s.level)
			}
		}
	}
	left := z.pumped.level * z.pumped.volumeMWh
	if off := begun + 0.75*took - gave - left; math.Abs(off) > 1e-3*gave {
		t.Errorf("pumped storage took %.0f, gave %.0f, holds %.0f of %.0f MWh: off by %.0f", took, gave, left, begun, off)
	}
	if gave < 1e6 {
		t.Errorf("pumped storage gave only %.2f TWh", gave*1e-6)
	}
}

// yearPrices are the hub's prices of 2026.
func yearPrices(t *testing.T, text string) []float64 {
	t.Helper()
	m, err := New(specOf(t, text), sim.Streams{Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	hours := yearOf(2026)
	prices := make([]float64, len(hours))
	for i := range hours {
		prices[i] = m.Clear(&hours[i], free()).Zones[0].PriceEURPerMWh
	}
	return prices
}

// Each parameter moves the price as physics and money demand.
func TestSigns(t *testing.T) {
	usual := yearPrices(t, "")
	mean, spread := stat.Mean(usual, nil), stat.StdDev(usual, nil)
	for _, c := range []struct {
		text string
		up   bool
	}{
		{"[fuel]\ngas_EUR_per_MWh = 60", true},
		{"[fuel]\nallowance_EUR_per_t = 20", false},
		{"[fuel]\ncoal_EUR_per_t = 200", true},
		{"[technology.gas]\nworst_efficiency = 0.4", true},
		{"[nuclear]\nfuel_EUR_per_MWh = 14", true},
		{"[nuclear]\nminimum_fraction = 1", false},
		{"[reserve]\nfraction = 0.3", true},
		{"[[limit]]\nfrom = \"FR\"\nto = \"DE\"\nlimit_MW = 0", false},
		{"capacity_year = 2021", true},
	} {
		if got := stat.Mean(yearPrices(t, c.text), nil); got > mean != c.up || math.Abs(got-mean) < 1e-3*mean {
			t.Errorf("%q: %.2f, without it %.2f EUR/MWh", c.text, got, mean)
		}
	}
	rigid := yearPrices(t, "[storage]\npumped_round_trip = 0.3\npump_none_ratio = 0.31")
	if s := stat.StdDev(rigid, nil); s <= spread {
		t.Errorf("with poor pumped storage prices vary by %.2f, with good by %.2f EUR/MWh", s, spread)
	}
}

// As reserve runs out the price rises to the cap, and then demand is cut.
func TestScarcityPrice(t *testing.T) {
	spec := specOf(t, "[[zone]]\nname = \"FR\"\nzone = \"FR\"")
	h := HourAt(0, time.Date(2026, 1, 20, 18, 0, 0, 0, time.UTC))
	last, reserve := -1.0, false
	for demand := 60000.0; demand < 110000; demand += 500 {
		m, err := New(spec, sim.Streams{Seed: 1})
		if err != nil {
			t.Fatal(err)
		}
		z := m.Clear(&h, &Inputs{NuclearMW: 45000, NuclearLeastMW: 30000, DemandMW: []float64{demand}, WindMW: []float64{5000}, SolarMW: []float64{0}}).Zones[0]
		if z.PriceEURPerMWh < last-1e-6 {
			t.Fatalf("%g MW: %.2f EUR/MWh after %.2f", demand, z.PriceEURPerMWh, last)
		}
		if last = z.PriceEURPerMWh; last > 500 && last < 3900 {
			reserve = true
		}
		if z.CutMW > 0 && last != spec.CapEURPerMWh {
			t.Fatalf("%g MW: demand is cut at %.2f EUR/MWh", demand, last)
		}
	}
	if last != spec.CapEURPerMWh || !reserve {
		t.Errorf("price ended at %.2f, reserve priced: %v", last, reserve)
	}
}

// By quarters the mean price is about that by hours.
func TestQuarters(t *testing.T) {
	byHour := stat.Mean(yearPrices(t, ""), nil)
	m, err := New(specOf(t, "step_min = 15"), sim.Streams{Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	at, sum, n := yearStart(2026), 0.0, 0.0
	for ; at.Year() == 2026; at = at.Add(15 * time.Minute) {
		h := HourAt(n/4, at)
		sum += m.Clear(&h, free()).Zones[0].PriceEURPerMWh
		n++
	}
	if mean := sum / n; math.Abs(mean/byHour-1) > 0.02 {
		t.Errorf("%.2f EUR/MWh by quarters, %.2f by hours", mean, byHour)
	}
}

// Single zones clear for a year without cuts worth the name.
func TestSingleZones(t *testing.T) {
	for _, zone := range []string{"PJM", "ERCOT", "CN-Inner-Mongolia"} {
		m, err := New(specOf(t, fmt.Sprintf("[[zone]]\nname = %[1]q\nzone = %[1]q", zone)), sim.Streams{Seed: 1})
		if err != nil {
			t.Fatal(err)
		}
		hours := yearOf(2026)
		price, demand, cut, direct := 0.0, 0.0, 0.0, 0.0
		for i := range hours {
			z := &m.Clear(&hours[i], free()).Zones[0]
			price += z.PriceEURPerMWh / float64(len(hours))
			demand, cut, direct = demand+z.DemandMW, cut+z.CutMW, direct+z.Direct.KgPerH
		}
		t.Logf("%s: %.1f EUR/MWh, %.0f TWh, cut %.2g, %.0f kg/MWh", zone, price, demand*1e-6, cut/demand, direct/demand)
		if cut > 1e-4*demand {
			t.Errorf("%s: %.2g of demand is cut", zone, cut/demand)
		}
	}
}

// Cold days ask for more: 2.2 GW per kelvin in France in winter, 0.54 above 20 degC in
// summer.
func TestDemandFollowsTemperature(t *testing.T) {
	for _, c := range []struct {
		day    int
		degC   float64
		mwPerK float64
	}{{15, 0, -2200}, {200, 26, 540}, {280, 17, 0}} {
		h := HourAt(0, yearStart(2026).AddDate(0, 0, c.day))
		demand := func(degC float64) float64 {
			m, err := New(specOf(t, "[[zone]]\nname = \"FR\"\nzone = \"FR\""), sim.Streams{Seed: 1})
			if err != nil {
				t.Fatal(err)
			}
			in := free()
			in.TempDegC = []float64{degC}
			return m.Clear(&h, in).Zones[0].DemandMW
		}
		if got := demand(c.degC+1) - demand(c.degC); math.Abs(got-c.mwPerK) > 1e-6 {
			t.Errorf("day %d at %g degC: %g MW/K, want %g", c.day, c.degC, got, c.mwPerK)
		}
	}
}

// What is kept as reserve is taken off what makes power, whether a store is pumping or
// not: the offers hold no more than before.
func TestReserveIsNoSupply(t *testing.T) {
	var s stack
	s.clear(10000)
	s.offer(Nuclear, 5000, -5, 9)
	s.offer(Gas, 4000, 80, 100)
	s.buy(Pumped, 2000, 10, 30)
	s.offer(Pumped, 2000, 40, 80)
	before, _ := s.surplusMW(4000)
	s.reserve(1500, 400, 4000)
	if after, _ := s.surplusMW(4000); math.Abs(after-before) > 1e-9 {
		t.Errorf("the stack gives %.0f MW, with a reserve %.0f", before+10000, after+10000)
	}
	if below, _ := s.surplusMW(399); math.Abs(before-below-1500) > 1e-9 {
		t.Errorf("%.0f MW are kept back", before-below)
	}
}

// A store fills to its brim in the hour that is left, and no further.
func TestStoreFills(t *testing.T) {
	s := specOf(t, "").Storage
	v := store{level: 0.9, usual: 1, known: true}
	v.size(1000, 0)
	var to stack
	to.clear(0)
	v.offer(&to, Pumped, 500, 0.8, s.RoundTrip, &s, 90, 1)
	v.moved(-to.intakeMW[Pumped], s.RoundTrip)
	if math.Abs(v.level-1) > 1e-12 {
		t.Errorf("filled to %g", v.level)
	}
}

// Zones live by their own clocks: the same hour is afternoon in Paris and morning in
// Texas, and demand follows.
func TestClocks(t *testing.T) {
	paris, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	m, err := New(specOf(t, "[[zone]]\nname = \"FR\"\nzone = \"FR\"\n[[zone]]\nname = \"ERCOT\"\nzone = \"ERCOT\""), sim.Streams{Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	most, at := 0.0, 0
	for i := range 24 {
		h := HourAt(float64(i), time.Date(2026, 7, 15, 0, 0, 0, 0, time.UTC).Add(time.Duration(i)*time.Hour).In(paris))
		if mw := m.Clear(&h, free()).Zones[1].DemandMW; mw > most {
			most, at = mw, i
		}
	}
	// Demand peaks in the hour after 18 h in Texas, 23 h in UTC.
	if at < 22 || at > 23 {
		t.Errorf("demand of ERCOT peaks at %d h UTC", at)
	}
}
