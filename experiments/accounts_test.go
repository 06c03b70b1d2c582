package experiments

import (
	"context"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"caloduc/sim"
	"caloduc/sim/param"
)

// hereAndThere are three campuses: one by the accounts of the experiment, two in Dallas
// by those of their own, on one market whose price is the hour of their day.
const hereAndThere = `start = 2026-07-01
days = 3
spin_up_d = 0
[economics]
wacc = 0.07
excise_EUR_per_MWh = 12
[weather.paris]
site = "Paris"
[weather.dallas]
site = "Dallas"
[[reactor]]
unit = "Nogent 1"
weather = "paris"
share = 0.005
[[campus]]
name = "here"
weather = "paris"
[[campus.hall]]
name = "hall"
accelerator = "H200"
racks = 50
cooling = { plant = "air-cooled-chiller" }
[[campus]]
name = "there"
weather = "dallas"
zone = "America/Chicago"
contract = { kind = "market", margin_EUR_per_MWh = 2 }
market = { file = "prices.csv" }
economics = { excise_EUR_per_MWh = 0, grid_EUR_per_MWh = 20, grid_carbon_g_per_kWh = 380 }
[[campus.hall]]
name = "hall"
accelerator = "H200"
racks = 50
cooling = { plant = "air-cooled-chiller" }
[[campus]]
name = "beside"
weather = "dallas"
zone = "America/Chicago"
market = { file = "prices.csv" }
economics = { grid_carbon_g_per_kWh = 380, nuclear_carbon_g_per_kWh = 12 }
[[campus.hall]]
name = "hall"
accelerator = "H200"
racks = 50
cooling = { plant = "air-cooled-chiller" }
`

// hourPrices writes a year of prices, each the hour of the local day.
func hourPrices(t *testing.T) (dir string) {
	t.Helper()
	dir = t.TempDir()
	var b strings.Builder
	b.WriteString("datetime_local,eur_per_mwh\n")
	for at := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC); at.Year() == 2026; at = at.Add(time.Hour) {
		fmt.Fprintf(&b, "%s,%d\n", at.Format("2006-01-02 15:04"), at.Hour())
	}
	for name, text := range map[string]string{"prices.csv": b.String(), "e.toml": hereAndThere} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// Each campus pays, taxes and counts carbon by its own tables and clock, takes from them
// what it does not give, and shares the reactor with those alone whose contract has it.
func TestAccountsByCampus(t *testing.T) {
	w := worldOf(t, filepath.Join(hourPrices(t), "e.toml"))
	here, there, beside := w.campuses[0], w.campuses[1], w.campuses[2]
	if there.market != beside.market || here.market == there.market || len(w.markets) != 2 {
		t.Fatalf("%d markets: two campuses share one, the third has its own", len(w.markets))
	}
	if e := there.terms.economics; e.WACC != 0.07 || e.Excise.EURPerMWh != 0 || beside.terms.economics.Excise.EURPerMWh != 12 {
		t.Error("what a campus does not give is not the experiment's")
	}
	zone, _ := time.LoadLocation("America/Chicago")
	err := w.engine.Run(context.Background(), w.cal.End(), w.component, func(m sim.Minute) error {
		if err := w.minute(m); err != nil || m%97 != 0 {
			return err
		}
		price := float64(w.cal.Time(m).In(zone).Hour())
		if got := there.market.PriceEURPerMWh; got != price {
			return fmt.Errorf("the price there is %g at hour %g", got, price)
		}
		a, b, c := here.account, there.account, beside.account
		near(t, "energy there", b.ElectricityEURPerH, b.DrawnMW*(price+2), 1e-9)
		near(t, "excise there", b.ExciseEURPerH, 0, 0)
		near(t, "excise here", a.ExciseEURPerH, 12*a.DrawnMW, 1e-9)
		near(t, "carbon there", b.MarketKgPerH, 380*b.DrawnMW, 1e-9)
		near(t, "carbon beside", c.NuclearKgPerH, 12*c.ContractMW, 1e-9)
		near(t, "carbon here", a.NuclearKgPerH, 5.13*a.ContractMW, 1e-9)
		near(t, "reactor", a.ContractMW+c.ContractMW, min(w.fleet.NetMW, a.DrawnMW+c.DrawnMW), 1e-9)
		if b.ContractMW != 0 || w.fleet.NetMW > 0 && a.ContractMW == 0 {
			t.Errorf("%g MW of the reactor here, %g there", a.ContractMW, b.ContractMW)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"price_EUR_per_MWh", "campus.there.price_EUR_per_MWh", "campus.there.market_drawn_power_MW", "campus.beside.price_EUR_per_MWh"} {
		if _, ok := w.record.ByName(name); !ok {
			t.Errorf("no channel %s", name)
		}
	}
}

// A run in which nothing is drawn but by tables of the campuses records and balances, and
// says which of the French defaults is left abroad.
func TestAbroadByCampus(t *testing.T) {
	dir := hourPrices(t)
	for _, c := range []struct{ set, want string }{
		{"days=3", ""},
		{`campus[there].zone="Europe/Paris"`, "these are the French ones: hours;"},
		{"campus[there].economics.grid_EUR_per_MWh=4.1", "these are the French ones: tariff;"},
	} {
		s, _, err := Load(filepath.Join(dir, "e.toml"), []string{c.set})
		if err != nil {
			t.Fatal(err)
		}
		notices, err := Try(s)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, n := range notices {
			if n.About == "campus.there" && strings.Contains(n.Text, "French") {
				got = n.Text + "; " + n.Remedy
			}
		}
		if !strings.Contains(got, c.want) || c.want == "" && got != "" || got != "" && !strings.Contains(got, "[campus.market]") {
			t.Errorf("%s: %q, want %q", c.set, got, c.want)
		}
	}
	s, _, err := Load(filepath.Join(dir, "e.toml"), nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Totals(context.Background(), s); err != nil {
		t.Error(err)
	}
}

// Generated prices of one time zone come from one draw, whatever factor a campus has on
// them; those of another zone from their own.
func TestPricesOfOneZoneShareDraws(t *testing.T) {
	file := filepath.Join(hourPrices(t), "e.toml")
	w := worldOf(t, file, `campus[there].market={price_factor=2.0}`, `campus[there].zone="Europe/Paris"`, `campus[beside].market={price_factor=2.0}`)
	here, there, beside := w.campuses[0].market, w.campuses[1].market, w.campuses[2].market
	same := 0
	err := w.engine.Run(context.Background(), sim.Day, w.component, func(m sim.Minute) error {
		if beside.PriceEURPerMWh == there.PriceEURPerMWh {
			same++
		}
		err := w.minute(m)
		near(t, "twice the price", there.PriceEURPerMWh, 2*here.PriceEURPerMWh, 1e-9)
		return err
	})
	if err != nil || same > 120 {
		t.Errorf("%v; in %d minutes two zones have one price", err, same)
	}
}

// A price of a regime that is given beside a file does nothing, and prices of a campus are
// told of in its own accounts.
func TestPriceNoticesByCampus(t *testing.T) {
	file := filepath.Join(hourPrices(t), "e.toml")
	for set, want := range map[string]string{
		`campus[there].market.regime="fr-2023"`:      "campus[there].market.regime",
		"campus[there].economics.heat_EUR_per_MWh=9": "campus[there].economics.heat_EUR_per_MWh",
	} {
		s := new(Spec)
		r, err := param.Load(file, s, []string{set})
		if err != nil {
			t.Fatal(err)
		}
		if n := priceNotices(r, s); len(n) != 1 || n[0].About != want {
			t.Errorf("%s: %v", set, n)
		}
	}
}

// near tells whether a number is what it should be, up to a fraction of it.
func near(t *testing.T, what string, got, want, by float64) {
	t.Helper()
	if math.Abs(got-want) > by*math.Abs(want) {
		t.Errorf("%s: %g, want %g", what, got, want)
	}
}

// A staged event takes place by the clock of its campus: at eight in the evening of the
// last day in Paris, in Dallas only after the run's end.
func TestEventsByTheClockOfTheCampus(t *testing.T) {
	file := filepath.Join(hourPrices(t), "e.toml")
	for zone, want := range map[string]int64{"Europe/Paris": 1, "America/Chicago": 0} {
		s, _, err := Load(file, []string{
			`campus[there].hall.cooling.event=[{name="e",what="chiller",at="2026-07-03T20:00"}]`, fmt.Sprintf("campus[there].zone=%q", zone)})
		if err != nil {
			t.Fatal(err)
		}
		rec, err := Totals(context.Background(), s)
		if err != nil {
			t.Fatal(err)
		}
		got := int64(-1)
		for _, c := range rec.Counters() {
			if c.Scope == "campus.there.hall.hall" && c.Name == "staged_events" {
				got = c.Count
			}
		}
		if got != want {
			t.Errorf("by the clock of %s %d events, want %d", zone, got, want)
		}
	}
}
