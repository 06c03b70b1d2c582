package experiments

import (
	"fmt"
	"strings"
	"testing"

	"caloduc/models/reactor"
	"caloduc/sim"
	"caloduc/sim/param"
)

// dispatchText is a campus that buys all on the wholesale market; keys go into
// [dispatch], racks are those of its hall.
func dispatchText(dispatch, market string, racks int, out ...string) string {
	var events strings.Builder
	for _, unit := range out {
		fmt.Fprintf(&events, "[[fleet.event]]\nunit = %q\nfrom = 2026-01-01\nlength_d = 60\n", unit)
	}
	return fmt.Sprintf(`start = 2026-01-20
spin_up_d = 0
[weather.w]
site = "Paris"
[fleet]
country = "France"
%s[contract]
kind = "market"
[market]
%s
[[campus]]
name = "C"
weather = "w"
[[campus.hall]]
name = "H"
online = 2026-01-01
accelerator = "GB300 NVL72"
racks = %d
cooling = { plant = "direct-liquid-dry" }
[dispatch]
kind = "zones"
%s`, events.String(), market, racks, dispatch)
}

// Half of the fleet out makes energy dear, and campuses that draw gigawatts make it dearer.
func TestDispatchSeesFleetAndCampuses(t *testing.T) {
	var out []string
	for i, e := range reactor.FrenchUnits.Entries {
		if i%2 == 0 {
			out = append(out, e.Name)
		}
	}
	price := func(text string) float64 { return fed(t, text, 10)("campus.C", "average_price_EUR_per_MWh") }
	small := price(dispatchText("", "", 100))
	half, large := price(dispatchText("", "", 100, out...)), price(dispatchText("", "", 20000))
	t.Logf("%.1f EUR/MWh, half of the fleet out %.1f, 20,000 racks %.1f", small, half, large)
	if half < 1.2*small {
		t.Errorf("half of the fleet out: %.2f to %.2f EUR/MWh", small, half)
	}
	if large < small+0.5 {
		t.Errorf("20,000 racks: %.2f to %.2f EUR/MWh", small, large)
	}
}

// What the campuses cause emits more than what they consume on the average, and its
// life cycle more than its stacks.
func TestDispatchConsequentialCarbon(t *testing.T) {
	of := fed(t, dispatchText("consequential = true", "", 2000), 10)
	average, direct, life := of("campus.C", "carbon_intensity_g_per_kWh"), of("dispatch", "consequential_carbon_g_per_kWh"), of("dispatch", "consequential_life_cycle_carbon_g_per_kWh")
	t.Logf("average %.1f, consequential %.1f direct, %.1f g/kWh over the life cycle", average, direct, life)
	if !(life > direct && direct > 0 && life > average) {
		t.Errorf("average %g, consequential %g direct, %g g/kWh over the life cycle", average, direct, life)
	}
}

// A zone with a price of its own, and a zone that is short: its campus is cut with all
// others.
func TestDispatchZones(t *testing.T) {
	fr, de := fed(t, dispatchText("", "", 100), 10), fed(t, dispatchText("", `zone = "DE"`, 100), 10)
	if a, b := fr("campus.C", "average_price_EUR_per_MWh"), de("campus.C", "average_price_EUR_per_MWh"); a == b {
		t.Errorf("both zones cost %g EUR/MWh", a)
	}
	short := fed(t, dispatchText("[[dispatch.zone]]\nname = \"BE\"\nzone = \"BE\"\nin_2026 = { demand_TWh = 200 }\nin_2021 = { demand_TWh = 200 }", "", 100), 10)
	if cut, share := short("dispatch", "zone_energy_cut_MWh"), short("campus.C", "served_energy_share"); cut <= 0 || share >= 0.9 {
		t.Errorf("%g MWh cut, the campus is served %g of its energy", cut, share)
	}
}

// The average beside the consequential carbon is that of the zones in which campuses draw.
func TestAverageCarbonOfTheCampusesZones(t *testing.T) {
	average := func(market string) float64 {
		spec := new(Spec)
		if _, err := param.Decode("walk", []byte(dispatchText("", market, 100)), spec, nil); err != nil {
			t.Fatal(err)
		}
		w, err := Build(spec)
		if err != nil {
			t.Fatal(err)
		}
		defer w.engine.Close()
		for m := range 2 * sim.Hour {
			if err := w.minute(m); err != nil {
				t.Fatal(err)
			}
		}
		w.clearMarket(2 * sim.Hour)
		return w.dispatch.average[0]
	}
	if fr, de := average(""), average(`zone = "DE"`); de < 100 || fr > 50 {
		t.Errorf("a campus in France: %.0f kg/MWh on the average, in Germany %.0f", fr, de)
	}
}

func TestDispatchRefuses(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{dispatchText("", `zone = "DR"`, 100), `no zone is called "DR"`},
		{strings.Replace(dispatchText("", `zone = "DE"`, 100), `kind = "zones"`, `kind = "none"`, 1), "there are no zones"},
		{dispatchText("[[dispatch.zone]]\nname = \"FR\"\nzone = \"FR\"\n[[dispatch.zone]]\nname = \"DE\"\nzone = \"DE\"\nkind = \"curve\"", `zone = "DE"`, 100), "follows a curve"},
		{dispatchText("price_floor_EUR_per_MWh = 10", "", 100), "price_floor_EUR_per_MWh"},
		{dispatchText("[[dispatch.limit]]\nfrom = \"FR\"\nto = \"D\"\nlimit_MW = 1", "", 100), `no zone is called "D"`},
	} {
		if err := refusal(c.text); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v, want %q", err, c.want)
		}
	}
}

// refusal is what a specification is refused with.
func refusal(text string) error {
	s := new(Spec)
	if _, err := param.Decode("e.toml", []byte(text), s, nil); err != nil {
		return err
	}
	_, err := Build(s)
	return err
}

// Units behind the meter of a campus that draws little are lost to the market, unless they
// export.
func TestDispatchLacksUnitsBehindAMeter(t *testing.T) {
	var units []string
	for i, e := range reactor.FrenchUnits.Entries {
		if i%3 == 0 {
			units = append(units, e.Name)
		}
	}
	text := strings.Replace(dispatchText("", "", 100), "contract]\nkind = \"market\"", "contract]\nkind = \"nuclear-allocation\"", 1)
	behind := func(more string) string {
		return strings.Replace(text, "name = \"C\"\n", fmt.Sprintf("name = \"C\"\nfeed = { kind = \"dedicated\", units = %q%s }\n", strings.Join(units, ", "), more), 1)
	}
	price := func(text string) float64 { return fed(t, text, 10)("campus.C", "wholesale_price_EUR_per_MWh") }
	free, kept, exported := price(text), price(behind("")), price(behind(", export_MW = 30000"))
	t.Logf("%.1f EUR/MWh, %d units behind a meter %.1f, exporting %.1f", free, len(units), kept, exported)
	if kept < 1.1*free || exported > free+0.2*(kept-free) {
		t.Errorf("%.2f EUR/MWh, with units behind a meter %.2f, with export %.2f", free, kept, exported)
	}
}
