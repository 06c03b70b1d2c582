package economics

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"caloduc/sim"
	"caloduc/sim/money"
	"caloduc/sim/param"
	"caloduc/sim/supply"
)

// aYear are the sums of a campus' year, EUR and MWh.
type aYear struct {
	drawn, contract, market, sold                                       float64
	total, electricity, grid, excise, capacity, vnu, response, marketKg float64
}

// campusYear books a campus from a day on for a year: what it draws, what reactors allot to
// it and the day-ahead price are given by local hour of the day.
func campusYear(t *testing.T, from string, kV float64, sets []string, kind string, draw, allotted, spot func(h int) float64) aYear {
	t.Helper()
	s := new(Spec)
	var own, theirs []string
	for _, set := range sets {
		if rest, ok := strings.CutPrefix(set, "contract."); ok {
			theirs = append(theirs, rest)
		} else {
			own = append(own, set)
		}
	}
	if _, err := param.Decode("accounts", nil, s, own); err != nil {
		t.Fatal(err)
	}
	var chosen struct{ oneContract }
	if _, err := param.Decode("contract", nil, &chosen.oneContract, append([]string{"contract.kind=" + param.Quote(kind)}, prefixed("contract.", theirs)...)); err != nil {
		t.Fatal(err)
	}
	start, err := time.Parse(time.DateOnly, from)
	if err != nil {
		t.Fatal(err)
	}
	cal, err := sim.NewCalendar(start, 1, "Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	c, err := NewAccount(s, chosen.contract, cal, kV)
	if err != nil {
		t.Fatal(err)
	}
	c.Subscribe(100)
	var y aYear
	o := [2]supply.Offer{}
	from2 := []supply.Portion{{Offer: &o[0]}, {Offer: &o[1], AllottedMW: supply.Unlimited}}
	hour := 0
	for m := sim.Minute(0); m < cal.End(); m++ {
		if m%60 == 0 {
			hour = cal.Local(m).Hour()
		}
		d, a := draw(hour), allotted(hour)
		o[1].EURPerMWh, o[1].KgPerMWh = spot(hour), 50
		from := from2[1:]
		from2[1].DrawnMW = d
		if kind == "nuclear-allocation" {
			from = from2
			from2[0].AllottedMW, from2[0].DrawnMW = a, min(a, d)
			from2[1].DrawnMW = d - min(a, d)
		}
		c.Step(m, d, from, 0, 0)
		for _, p := range []struct {
			sum  *float64
			rate float64
		}{{&y.drawn, d}, {&y.contract, c.ContractMW}, {&y.market, c.MarketMW}, {&y.sold, c.SoldMW}, {&y.total, c.TotalEURPerH}, {&y.electricity, c.ElectricityEURPerH}, {&y.grid, c.GridEURPerH},
			{&y.excise, c.ExciseEURPerH}, {&y.capacity, c.CapacityEURPerH}, {&y.vnu, c.VNUEURPerH}, {&y.response, c.ResponseEURPerH}, {&y.marketKg, c.MarketKgPerH}} {
			*p.sum += p.rate / 60
		}
	}
	near(t, "sum of the parts", y.electricity+y.grid+y.excise+y.capacity-y.vnu-y.response, y.total, 1e-6*math.Abs(y.total))
	return y
}

// oneContract is a table with a contract alone.
type oneContract struct{ contract ContractSpec }

func (o *oneContract) Params(p *param.Set) {
	param.Select(p, &o.contract, "contract", "market", Contracts, "a contract")
}

func prefixed(prefix string, all []string) (out []string) {
	for _, s := range all {
		out = append(out, prefix+s)
	}
	return out
}

func flatly(x float64) func(int) float64 { return func(int) float64 { return x } }

// daily is a value by day, from 8 to 20 h, and another by night.
func daily(day, night float64) func(int) float64 {
	return func(h int) float64 {
		if h >= 8 && h < 20 {
			return day
		}
		return night
	}
}

// In 2026, of 8,760 hours 4,380 are from 8 to 20 h, 3,024 of them on the 252 working days
// (261 days from Monday to Friday, nine public holidays on them). The campus draws 80 MW by
// day and 40 by night, at 50 and 30 EUR/MWh.
func TestContractsByHand(t *testing.T) {
	const half = 4380
	money := []string{"price_year=2026", "contract.price_year=2026"}
	for _, c := range []struct {
		kind                          string
		sets                          []string
		contract, market, sold, costs float64
	}{
		{"market", []string{"price_year=2026", "contract.margin_EUR_per_MWh=2"}, 0, 120 * half, 0, half * (80*52 + 40*32)},
		{"fixed", money, 120 * half, 0, 0, 120 * half * 62},
		{"fixed", append(money, "contract.volume_MW=60", "contract.market_margin_EUR_per_MWh=1"), 100 * half, 20 * half, 20 * half, half * (120*62 + 20*51 - 20*30)},
		{"nuclear-allocation", money, 100 * half, 20 * half, 0, half * (100*70 + 20*50)},
		{"nuclear-allocation", append(money, `contract.excess="sold"`), 100 * half, 20 * half, 20 * half, half * (120*70 + 20*50 - 20*30)},
		{"ppa", append(money, "contract.volume_MW=60", "contract.price_EUR_per_MWh=65"), 100 * half, 20 * half, 20 * half, half * (120*65 + 20*50 - 20*30)},
		{"ppa", append(money, "contract.volume_MW=60", "contract.price_EUR_per_MWh=65", `contract.excess="left"`), 100 * half, 20 * half, 0, half * (100*65 + 20*50)},
		{"ppa", append(money, `contract.shape="peak"`, "contract.volume_MW=90", "contract.price_EUR_per_MWh=75"), 80 * 3024, 120*half - 80*3024, 10 * 3024, 90*3024*75 + 80*(half-3024)*50 + 40*half*30 - 10*3024*50},
	} {
		y := campusYear(t, "2026-01-01", 400, c.sets, c.kind, daily(80, 40), flatly(60), daily(50, 30))
		name := fmt.Sprint(c.kind, c.sets)
		near(t, name+" energy of the contract", y.contract, c.contract, 1e-3)
		near(t, name+" energy of the market", y.market, c.market, 1e-3)
		near(t, name+" energy sold", y.sold, c.sold, 1e-3)
		near(t, name+" cost of energy", y.electricity, c.costs, 1e-3)
	}
}

// sunFile is a plant that gives half of its capacity from 8 to 16 h.
func sunFile(t *testing.T) string {
	var b strings.Builder
	b.WriteString("datetime_utc,capacity_factor\n")
	for h := time.Date(2024, 12, 31, 0, 0, 0, 0, time.UTC); h.Year() < 2026 || h.YearDay() < 2; h = h.Add(time.Hour) {
		l := h.In(calendarOf(2026).Zone())
		f := 0.0
		if l.Hour() >= 8 && l.Hour() < 16 {
			f = 0.5
		}
		if l.Year() == 2025 {
			fmt.Fprintf(&b, "%s,%g\n", h.Format("2006-01-02 15:04"), f)
		}
	}
	path := filepath.Join(t.TempDir(), "sun.csv")
	if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// A solar field gives half of its 100 MW for eight hours of each day, a factor of 1/6. It
// costs 594.9 EUR of 2020 a kW and 15 % of design, 2.2 % a year of the first in upkeep, over 30
// years at 8.5 %. What is drawn of it carries its own carbon, the rest the market's.
func TestSolarPPAAtItsLevelisedCost(t *testing.T) {
	y := campusYear(t, "2026-01-01", 400, []string{"price_year=2020", `contract.shape="solar"`, "contract.volume_MW=100", "contract.shape_file=" + param.Quote(sunFile(t))}, "ppa", flatly(40), flatly(0), flatly(50))
	crf := 0.085 / (1 - math.Pow(1.085, -30))
	price := 594.9e3 * (1.15*crf + 0.022) / (8766. / 6)
	given := 50. * 8 * 365
	near(t, "sold", y.sold, given/5, 1e-3)
	near(t, "market", y.market, 40*8760-given*0.8, 1e-3)
	near(t, "cost", y.electricity, given*price+50*y.market-50*y.sold, 1e-3*given)
	near(t, "carbon of the market", y.marketKg, 50*y.market, 1)
}

// LCOE against its closed formula: a plant of 10 MEUR of 5.1 EUR/W, paid off in 20 years, that
// gives 1 MW at all hours; and the present worth of its payments over that of its energy.
func TestLevelisedCost(t *testing.T) {
	s := defaults(&Spec{})
	s.FacilityEURPerW, s.BuildingUpkeep = 10, 0.02
	c := accountOf(s, defaults(&MarketContract{}))
	c.Open(0, HallCapital{DesignITMW: 1})
	costs, mwh := 0.0, 0.0
	const hours = 8766
	for range hours {
		costs += c.FacilityEURPerH + c.OMEURPerH
		mwh++
	}
	closed := LevelisedCost(10e6, 0.2e6, 0, hours, s.WACC, s.FacilityYears)
	near(t, "booked", costs/mwh, closed, 1e-9*closed)
	f := s.WACC * math.Pow(1+s.WACC, 20) / (math.Pow(1+s.WACC, 20) - 1)
	near(t, "by hand", closed, (10e6*f+0.2e6)/8766, 1e-9*closed)
	paid, got := 10e6, 0.0
	for y := 1; y <= 20; y++ {
		d := math.Pow(1+s.WACC, -float64(y))
		paid, got = paid+d*0.2e6, got+d*8766
	}
	near(t, "discounted", closed+7, paid/got+7, 1e-9*closed)
	near(t, "with a variable cost", LevelisedCost(10e6, 0.2e6, 7, hours, s.WACC, 20), closed+7, 1e-9)
}

// The clock of TURPE in 2026 without holidays, as derived from it: peak 344 hours, high
// season 1,384 and 1,896, low season 2,448 and 2,688. Nine holidays on working days move
// hours from peak and day to night.
func TestTurpeClock(t *testing.T) {
	var n, with [classes]int
	for d := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC); d.Year() == 2026; d = d.Add(time.Hour) {
		h := Hour{Month: d.Month(), OfDay: d.Hour(), Working: d.Weekday() != time.Saturday && d.Weekday() != time.Sunday}
		n[turpeClass(&h)]++
		h.Working = working(d)
		with[turpeClass(&h)]++
	}
	if n != [classes]int{344, 1384, 1896, 2448, 2688} {
		t.Errorf("without holidays %v", n)
	}
	// 1 January, 11 November, 25 December; six of April to July.
	if with != [classes]int{344 - 12, 1384 - 36, 1896 + 48, 2448 - 6*16, 2688 + 6*16} {
		t.Errorf("with holidays %v", with)
	}
}

// What a flat load pays for network and subscription by voltage, EUR/MWh, without
// management and metering (CRE 2026-104, from August 2026). The published figures, to a tenth, leave holidays out, which
// make a flat load up to 0.1 cheaper.
func TestTurpeOfAFlatLoad(t *testing.T) {
	for _, c := range []struct {
		from    string
		kV      float64
		version string
		want    float64
		tol     float64
	}{
		{"2026-08-01", 400, "short-use", 4.2, 1e-9}, {"2026-08-01", 400, "long-use", 4.2, 1e-9},
		{"2026-08-01", 225, "short-use", 8.1, 0.12}, {"2026-08-01", 225, "medium-use", 7.6, 0.12}, {"2026-08-01", 225, "long-use", 7.0, 0.05},
		{"2026-08-01", 90, "short-use", 14.8, 0.12}, {"2026-08-01", 63, "medium-use", 13.3, 0.12}, {"2026-08-01", 90, "long-use", 11.1, 0.12},
	} {
		y := campusYear(t, c.from, c.kV, []string{"price_year=2026", "turpe.version=" + param.Quote(c.version)}, "market", flatly(100), flatly(0), flatly(0))
		near(t, fmt.Sprintf("%g kV, %s", c.kV, c.version), (y.grid-(11930.88+3927)*8760/8766)/y.drawn, c.want, c.tol)
	}
	// August 2025: to the last digit, energy alone.
	s := defaults(&Spec{})
	s.Turpe.Version = "long-use"
	c, err := NewAccount(s, defaults(&MarketContract{}), calendarOf(2025), 400)
	if err != nil {
		t.Fatal(err)
	}
	c.Subscribe(500)
	c.Step(sim.Minute(220)*sim.Day, 100, fed(100, 0, 0)[1:], 0, 0)
	near(t, "400 kV in August 2025", c.GridEURPerH, 410+(11545.32+3800.04)/8766, 1e-9)
}

// Powers of 50, 50, 80, 80 and 100 MW at 225 kV, long use, August 2026.
func TestTurpeSubscription(t *testing.T) {
	b := turpe7[1].htb2[2].perKW
	near(t, "subscription", SubscriptionEURPerYear(b[:], []float64{50e3, 50e3, 80e3, 80e3, 100e3}), 11.64*50e3+8.16*30e3+4.20*20e3, 1e-6)
	s := defaults(&Spec{})
	s.Turpe.Version = "medium-use"
	if _, err := NewAccount(s, defaults(&MarketContract{}), calendarOf(2026), 20); err == nil || !strings.Contains(err.Error(), "above 50 kV") {
		t.Errorf("at 20 kV: %v", err)
	}
}

// Duties by their days, in money of 2026: data centres 0.50 to the end of 2025, then 10, 12 before
// 2022; business 25.79 in January 2026, 26.58 from February on.
func TestDatedExcise(t *testing.T) {
	for _, c := range []struct {
		class     string
		year      int
		month     time.Month
		want, tol float64
	}{{"data-centre", 2026, 1, 10, 0}, {"data-centre", 2031, 6, 10, 0}, {"data-centre", 2025, 6, 0.5 * 1.02, 1e-9}, {"data-centre", 2026, 12, 10, 0}, {"data-centre", 2021, 6, 12 * money.Convert(1, 2021, 2026, 0.02), 1e-9},
		{"business", 2026, 2, 26.58, 0}, {"business", 2025, 9, 25.79 * 1.02, 1e-9}, {"business", 2026, 1, 25.79, 0}, {"given", 2026, 2, 10 * 1.02, 1e-9}} {
		s := defaults(&Spec{})
		s.PriceYear, s.Excise.Class = 2026, c.class
		duty, _ := s.excise(&Hour{Year: c.year, Month: c.month})
		near(t, fmt.Sprint(c.class, c.year, c.month), duty, c.want, c.tol)
	}
	// 1 MW draws 8,760 MWh in 2026: the first thousand, to 11 February at 16 h, at the duty of business, 25.79 in January.
	y := campusYear(t, "2026-01-01", 400, []string{"price_year=2026", `excise_class="data-centre"`}, "market", flatly(1), flatly(0), flatly(0))
	near(t, "a year's duty", y.excise, 744*25.79+256*26.58+7760*10, 27)
}

// The universal nuclear payment of a year: of the producer's average revenue half is taken
// from 78 to 110 EUR/MWh and 90 % above.
func TestUniversalNuclearPayment(t *testing.T) {
	for spot, perMWh := range map[float64]float64{60: 0, 78: 0, 79: 0, 100: 0.5 * 22 * 0.8, 110: 16 * 0.8, 180: (16 + 63) * 0.8} {
		sets := []string{"price_year=2026", "vnu.paid=true", "vnu.forward_fraction=0", "vnu.output_per_consumption=0.8"}
		y := campusYear(t, "2026-01-01", 400, sets, "market", flatly(100), flatly(0), flatly(spot))
		near(t, fmt.Sprintf("at %g", spot), y.vnu, perMWh*y.drawn, 1e-6*y.drawn)
	}
	// Sold ahead by 80 % at 66, the producer has 88.8 in the mean where the day's price is 180 on
	// average, 120 by night and 240 by day (the run ends an hour before midnight in UTC): what counts is the year's mean, whenever drawn.
	y := campusYear(t, "2026-01-01", 400, []string{"price_year=2026", "vnu.paid=true"}, "market", daily(100, 0), flatly(0), daily(240, 120))
	near(t, "sold ahead", y.vnu, 0.805*0.5*(0.8*66+0.2*(240.*4380+120*4379)/8759-78)*100*4380, 1)
}

// A flat megawatt pays the whole price of capacity, one that gives way in the hours that
// count none; by all hours it pays by its mean.
func TestCapacity(t *testing.T) {
	sets := []string{"price_year=2026", "capacity.price_EUR_per_MW_per_year=2522"}
	near(t, "flat", campusYear(t, "2026-01-01", 400, sets, "market", flatly(10), flatly(0), flatly(0)).capacity, 25220, 1e-6)
	near(t, "at night", campusYear(t, "2026-01-01", 400, sets, "market", func(h int) float64 {
		if h >= 7 && h < 20 {
			return 0
		}
		return 10
	}, flatly(0), flatly(0)).capacity, 0, 0)
	near(t, "by all hours", campusYear(t, "2026-01-01", 400, append(sets, `capacity.hours="all"`), "market", daily(10, 0), flatly(0), flatly(0)).capacity, 12610, 1e-6)
}

// 30 of 50 MW give way in the hour after 18 h, in which power costs 500: 20 are offered.
func TestDemandResponse(t *testing.T) {
	at18 := func(then, else_ float64) func(int) float64 {
		return func(h int) float64 {
			if h == 18 {
				return then
			}
			return else_
		}
	}
	sets := []string{"price_year=2025", "response.offered_MW=20", "response.energy_EUR_per_MWh=100"}
	y := campusYear(t, "2025-01-01", 400, sets, "market", at18(20, 50), flatly(0), at18(500, 60))
	near(t, "response", y.response, 20*30e3*8760/8766+365*20*100, 1e-3)
	y = campusYear(t, "2025-01-01", 400, sets, "market", at18(45, 50), flatly(0), at18(500, 60))
	near(t, "a smaller one", y.response, 20*30e3*8760/8766+365*5*100, 1e-3)
}
