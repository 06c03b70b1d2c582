package market

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"caloduc/sim"
	"caloduc/sim/param"
)

// specOf decodes a specification.
func specOf(t testing.TB, text string) *Spec {
	t.Helper()
	s := new(Spec)
	if _, err := param.Decode("dispatch", []byte(text), s, nil); err != nil {
		t.Fatal(err)
	}
	return s
}

// free leaves every input to the zones.
func free() *Inputs { return &Inputs{NuclearMW: math.NaN(), NuclearLeastMW: math.NaN()} }

// Every zone's output, trade, cut and spill meet its demand in every hour, and exports
// are imports elsewhere.
func TestBalance(t *testing.T) {
	m, hours := europeanYear(t)
	for i := range hours {
		r := m.Clear(&hours[i], free())
		exports := 0.0
		for k := range r.Zones {
			z := &r.Zones[k]
			supply := 0.0
			for _, mw := range z.OutputMW {
				supply += mw
			}
			if k > 0 {
				exports += z.ExportMW
			}
			if off := supply + z.CutMW - z.DemandMW - z.ExportMW; math.Abs(off) > 1 {
				t.Fatalf("hour %d, %s: balance is off by %g MW: %+v", i, m.Zones()[k], off, *z)
			}
		}
		if off := exports + r.Zones[0].ExportMW; math.Abs(off) > 1e-6 {
			t.Fatalf("hour %d: exports sum to %g MW", i, off)
		}
	}
}

// Nothing is allocated in an hour.
func TestClearAllocatesNothing(t *testing.T) {
	m, hours := europeanYear(t)
	in, i := free(), 0
	m.Clear(&hours[0], in)
	if n := testing.AllocsPerRun(500, func() { i++; m.Clear(&hours[i], in) }); n > 0 {
		t.Errorf("%g allocations an hour", n)
	}
}

// The same seed gives the same year.
func TestDeterministic(t *testing.T) {
	a, hours := europeanYear(t)
	b, _ := europeanYear(t)
	for i := range hours[:500] {
		if x, y := a.Clear(&hours[i], free()).Zones[0].PriceEURPerMWh, b.Clear(&hours[i], free()).Zones[0].PriceEURPerMWh; x != y {
			t.Fatalf("hour %d: %g and %g", i, x, y)
		}
	}
}

// meanPrice is the hub's over hours.
func meanPrice(t *testing.T, spec *Spec, hours []Hour, in func(i int) *Inputs) float64 {
	t.Helper()
	m, err := New(spec, sim.Streams{Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	sum := 0.0
	for i := range hours {
		sum += m.Clear(&hours[i], in(i)).Zones[0].PriceEURPerMWh
	}
	return sum / float64(len(hours))
}

// A gigawatt more load in a scarce hour raises the price and starts a dearer plant.
func TestScarceHour(t *testing.T) {
	spec := specOf(t, "[[zone]]\nname = \"FR\"\nzone = \"FR\"\nin_2021 = { coal_MW = 3000 }")
	h := HourAt(0, yearStart(2024).AddDate(0, 0, 20).Add(18*60*60*1e9))
	clear := func(extra float64) (price float64, runs [Technologies]float64, marginal Technology) {
		m, err := New(spec, sim.Streams{Seed: 1})
		if err != nil {
			t.Fatal(err)
		}
		in := &Inputs{NuclearMW: 45000, NuclearLeastMW: 30000, DemandMW: []float64{84000}, WindMW: []float64{6000}, SolarMW: []float64{0}, ExtraMW: []float64{extra}}
		z := &m.Clear(&h, in).Zones[0]
		return z.PriceEURPerMWh, z.OutputMW, z.Marginal
	}
	price, runs, marginal := clear(0)
	dear, more, next := clear(1000)
	t.Logf("%.1f EUR/MWh at %s, %.1f at %s: oil %.0f to %.0f MW, peaking gas %.0f to %.0f MW", price, marginal, dear, next, runs[Oil], more[Oil], runs[GasPeak], more[GasPeak])
	if dear < price+5 {
		t.Errorf("a gigawatt more: %.2f to %.2f EUR/MWh", price, dear)
	}
	if more[Oil]+more[GasPeak]+more[Scarcity] < runs[Oil]+runs[GasPeak]+runs[Scarcity]+300 {
		t.Error("no dearer plant started")
	}
}

// Half the fleet out raises the year's price by the factor of docs/models/market.md, 1.98.
func TestHalfTheFleet(t *testing.T) {
	hours := yearOf(2026)
	fleet := func(part float64) func(int) *Inputs {
		return func(i int) *Inputs {
			mw := part * 62990 * 0.72 * (1 + 0.15*math.Cos(hours[i].angle()-6))
			return &Inputs{NuclearMW: mw, NuclearLeastMW: 0.6 * mw}
		}
	}
	whole, half := meanPrice(t, specOf(t, ""), hours, fleet(1)), meanPrice(t, specOf(t, ""), hours, fleet(0.5))
	t.Logf("%.1f EUR/MWh with the fleet, %.1f with half: factor %.2f", whole, half, half/whole)
	if f := half / whole; math.Abs(f-1.98) > 0.1 {
		t.Errorf("half the fleet out: factor %.2f", f)
	}
}

// consequence clears a year with and without a flat gigawatt in France, on top of what
// its campuses draw already, in a weather of mild and cold spells, 4 K off the climate
// either way.
func consequence(t *testing.T, text string, year int, campusesMW float64) (c Consequence, average float64) {
	t.Helper()
	hours := yearOf(year)
	with, err := New(specOf(t, text), sim.Streams{Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	without, err := New(specOf(t, text), sim.Streams{Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	loaded, base := free(), free()
	loaded.ExtraMW, base.ExtraMW = []float64{campusesMW + 1000}, []float64{campusesMW}
	air := []float64{0}
	loaded.TempDegC, base.TempDegC = air, air
	for i := range hours {
		air[0] = shapeOf("FR").ExpectedDegC(&hours[i]) - 4*math.Sin(2*math.Pi*hours[i].YearDay/11)
		a, b := with.Clear(&hours[i], loaded), without.Clear(&hours[i], base)
		c.Add(a, b, 1000)
		average += b.Zones[0].Direct.ProductionKgPerMWh / float64(len(hours))
	}
	return c, average
}

// The consequential carbon of a flat gigawatt in France lies between the average and that
// of gas, and its life cycle emits more than its stacks.
func TestConsequentialCarbon(t *testing.T) {
	open, average := consequence(t, "", 2026, 0)
	gas := specOf(t, "").Technology.Thermal[Gas].DirectKgPerMWh()
	t.Logf("average %.1f, consequential %.1f, gas %.1f kg/MWh; life cycle %.1f", average, open.DirectKgPerMWh(), gas, open.LifeCycleKgPerMWh())
	if x := open.DirectKgPerMWh(); x <= average || x >= gas {
		t.Errorf("consequential %.1f kg/MWh is not between the average %.1f and gas %.1f", x, average, gas)
	}
	if open.LifeCycleKgPerMWh() <= open.DirectKgPerMWh() {
		t.Error("the life cycle emits no more than the stack")
	}
}

// What is cut off decides whether the factor rises. Without what the neighbours export to
// France its scarce hours burn gas and oil at home: it rises in every setting. Without an
// outlet for what France exports, nuclear power that gives way follows the load: it
// falls. With neither, what the gigawatt emits in France falls in the surplus of 2026 and
// rises in a year as short as 2022 and in 2035 beside 3 GW of campuses; over all zones it
// falls even then, for what it would burn abroad is coal and lignite.
func TestConsequentialCarbonWithClosedBorders(t *testing.T) {
	const up, down = 1, -1
	for _, c := range []struct {
		name                   string
		availability           float64
		year                   int
		campusesMW             float64
		noImport, noExport     int
		closed, closedInFrance int
	}{
		{"2026", 0.72, 2026, 0, up, down, down, down},
		{"as short as 2022", 0.519, 2022, 0, up, down, down, up},
		{"2035 with campuses", 0.72, 2035, 3000, up, down, down, up},
	} {
		of := func(links string) Consequence {
			text := fmt.Sprintf("[[zone]]\nname = \"FR\"\nzone = \"FR\"\nnuclear_availability = %g", c.availability)
			for _, z := range europe[1:] {
				text += fmt.Sprintf("\n[[zone]]\nname = %[1]q\nzone = %[1]q\n%[2]s", z, links)
			}
			f, _ := consequence(t, text, c.year, c.campusesMW)
			return f
		}
		open, noImport, noExport, closed := of(""), of("export_MW = 0"), of("import_MW = 0"), of("import_MW = 0\nexport_MW = 0")
		inFrance := func(f Consequence) float64 { return f.HubDirectKg / f.LoadMWh }
		t.Logf("%s: open %.0f kg/MWh (in France %.0f), without imports %.0f (%.0f), without exports %.0f (%.0f), with neither %.0f (%.0f)", c.name,
			open.DirectKgPerMWh(), inFrance(open), noImport.DirectKgPerMWh(), inFrance(noImport), noExport.DirectKgPerMWh(), inFrance(noExport), closed.DirectKgPerMWh(), inFrance(closed))
		for _, x := range []struct {
			what     string
			from, to float64
			sign     int
		}{
			{"without imports", open.DirectKgPerMWh(), noImport.DirectKgPerMWh(), c.noImport},
			{"without exports", open.DirectKgPerMWh(), noExport.DirectKgPerMWh(), c.noExport},
			{"with neither", open.DirectKgPerMWh(), closed.DirectKgPerMWh(), c.closed},
			{"with neither, in France", inFrance(open), inFrance(closed), c.closedInFrance},
		} {
			if float64(x.sign)*(x.to-x.from) < 0 {
				t.Errorf("%s, %s: from %.1f to %.1f kg/MWh", c.name, x.what, x.from, x.to)
			}
		}
	}
}

// A reservoir without dear hours keeps its water along the guide curve: prices at and
// below zero make it worth no less than the fuel that it saves.
func TestWaterIsKeptInSurplus(t *testing.T) {
	m, err := New(specOf(t, "[[zone]]\nname = \"FR\"\nzone = \"FR\""), sim.Streams{Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range yearOf(2035) {
		m.Clear(&h, free())
		if r := &m.zones[0].reservoir; h.YearDay > 30 && r.level < guide(&h)-0.25 {
			t.Fatalf("day %.0f: %.2f full, the guide has %.2f", h.YearDay, r.level, guide(&h))
		}
	}
}

// Bad input is refused, each with its reason.
func TestRefused(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"[[zone]]\nname = \"X\"\nzone = \"FR\"\nin_2021 = { gas_MW = -1 }", "gas_MW"},
		{"[[zone]]\nname = \"FR\"\nzone = \"FR\"\n[[limit]]\nfrom = \"FR\"\nto = \"GR\"\nlimit_MW = 10", "no zone is called \"GR\""},
		{"[[limit]]\nfrom = \"DE\"\nto = \"BE\"\nlimit_MW = 10", "is no link"},
		{"[[limit]]\nfrom = \"FR\"\nto = \"DE\"\nlimit_MW = -10", "limit_MW"},
		{"[[zone]]\nname = \"FR\"\nzone = \"FR\"\nkind = \"curve\"", "is the hub"},
		{"[[zone]]\nname = \"FR\"\nzone = \"FR\"\n[[zone]]\nname = \"FR\"\nzone = \"DE\"", "two zones"},
		{"[storage]\npumped_round_trip = 0", "pumped_round_trip"},
		{"[technology.gas]\nbest_efficiency = -0.5", "best_efficiency"},
		{"[technology.coal]\nbest_efficiency = 0.3", "below worst_efficiency"},
		{"[reserve]\nfrom_EUR_per_MWh = 5000", "not below the cap"},
		{barren, "has no supply"},
		{"[[zone]]\nname = \"CN\"\nzone = \"CN-Inner-Mongolia\"\nin_2045 = { coal_MW = 0, wind_MW = 0, solar_MW = 0, run_of_river_MW = 0 }", "has no supply in 2045"},
		{"[[zone]]\nname = \"FR\"\nzone = \"FR\"\nfuel = { gas_EUR_per_MWh = -5 }", "gas_EUR_per_MWh"},
	} {
		_, err := param.Decode("dispatch", []byte(c.text), new(Spec), nil)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: %v, want %q", c.text, err, c.want)
		}
	}
}

// barren is a zone whose plants are all taken away.
const barren = "[[zone]]\nname = \"BE\"\nzone = \"BE\"\nin_2021 = { nuclear_MW = 0, wind_MW = 0, solar_MW = 0, run_of_river_MW = 0, bioenergy_MW = 0, gas_MW = 0, oil_MW = 0 }"

func yearStart(year int) time.Time { return time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC) }
