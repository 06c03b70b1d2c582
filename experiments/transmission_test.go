package experiments

import (
	"fmt"
	"strings"
	"testing"

	"caloduc/experiments/result"
	"caloduc/grid/network"
	"caloduc/sim"
)

// networkText is a campus at a bus of the French grid; keys go into [network].
func networkText(bus, network string, racks int) string {
	return fmt.Sprintf(`start = 2026-01-20
spin_up_d = 0
[weather.w]
site = "Paris"
[fleet]
country = "France"
[contract]
kind = "market"
[dispatch]
kind = "zones"
[network]
grid = "france"
line_outages_per_100km_per_year = 0
planned_outages_per_year = 0
%s
[[campus]]
name = "C"
weather = "w"
grid = { bus = %q, contracted_MW = 5000, circuits = 6, line_outages_per_100km_per_year = 0, transformer = { failures_per_year = 0 } }
[[campus.hall]]
name = "H"
accelerator = "GB300 NVL72"
racks = %d
cooling = { plant = "direct-liquid-dry" }
`, network, bus, racks)
}

// A campus at the end of a spur gets nothing while both its circuits are out, less than it
// wants where one is, and all of it where the network is only observed or has a line more.
func TestNetworkLimitsACampus(t *testing.T) {
	event := func(circuits int) string {
		return fmt.Sprintf("[[network.event]]\nfrom = \"Dunkerque-Port\"\nto = \"Warande-Bourbourg\"\ndate = 2026-01-21\ndays = 2\ncircuits = %d\n", circuits)
	}
	served := func(network string, racks int) float64 {
		return fed(t, networkText("Dunkerque-Port", network, racks), 4)("campus.C", "served_energy_share")
	}
	if s := served(event(2), 2000); s < 0.45 || s > 0.55 {
		t.Errorf("dark for two of four days, served %.3f of its energy", s)
	}
	if s := served("", 2000); s < 0.999 {
		t.Errorf("an intact network serves %.3f", s)
	}
	whole, one := served("", 26000), served(event(1), 26000)
	if !(one < whole-0.02) {
		t.Errorf("one circuit out: served %.3f, with both %.3f", one, whole)
	}
	if s := served("policy = \"observe\"\n"+event(1), 26000); s < 0.999 {
		t.Errorf("observed alone, the network serves %.3f", s)
	}
	work := "[[network.work]]\nfrom = \"Dunkerque-Port\"\nto = \"Warande-Bourbourg\"\ndate = 2026-01-01\ncircuits = 3\n"
	if s := served(work+event(1), 26000); s <= one {
		t.Errorf("three circuits more serve %.3f, without %.3f", s, one)
	}
}

// What a bus can take falls with what campuses draw elsewhere on its lines, and the
// network's losses rise.
func TestNetworkSeesCampuses(t *testing.T) {
	of := func(racks int) (loss, may float64) {
		got := fed(t, networkText("Fouju", "", racks), 3)
		return got("network", "network_loss_fraction"), got("campus.C", "may_draw_p50_MW")
	}
	loss, may := of(100)
	more, less := of(26000)
	t.Logf("losses %.4f and %.4f, Fouju may draw %.0f and %.0f MW", loss, more, may, less)
	if more <= loss {
		t.Errorf("losses of %.5f without the campus' load, %.5f with it", loss, more)
	}
	if may < 1000 || less < 1000 {
		t.Errorf("Fouju may draw %.0f and %.0f MW", may, less)
	}
}

func TestNetworkRefuses(t *testing.T) {
	text := networkText("Fouju", "", 100)
	for _, c := range []struct{ text, want string }{
		{strings.Replace(text, `bus = "Fouju"`, `bus = "Fouj"`, 1), `"Fouj" is no bus of the network France`},
		{strings.Replace(text, `bus = "Fouju"`, `bus = ""`, 1), `nearest to 48.9 N, 2.35 E are "Villejust"`},
		{strings.Replace(text, `kind = "zones"`, `kind = "none"`, 1), "the network carries what a market schedules"},
		{strings.Replace(text, "[network]\n", "[network]\nweather = \"x\"\n", 1), "no [weather.x]"},
		{strings.Replace(text, `grid = "france"`, `grid = "tables"`, 1), "grid = \"tables\" and a folder go together"},
		{strings.Replace(text, `grid = "france"`, "grid = \"tables\"\nfolder = \"nowhere\"", 1), "nowhere"},
		{networkText("Fouju", "[[network.event]]\nfrom = \"Fouju\"\nto = \"Tavel\"\ndate = 2026-01-01\n", 100), "there are 0 circuits between Fouju and Tavel, not 1"},
	} {
		if err := refusal(c.text); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v\nwant %q", err, c.want)
		}
	}
}

// A campus that its bus cannot feed for weeks is told at the head of the report, and so are
// zones of the market without a link.
func TestNetworkNotices(t *testing.T) {
	about := func(r *result.Result, name string) (texts string) {
		for _, n := range r.Manifest().Notices {
			if n.About == name {
				texts += n.Text + "\n"
			}
		}
		return texts
	}
	r := headroomOf(t, headroomSites[2], 3)
	if got := about(r, "campus.Dunkerque"); !strings.Contains(got, "the bus Dunkerque-Port can take no more than the campus draws") {
		t.Errorf("%q", got)
	}
	line, err := r.Means("campus.Dunkerque.binding_line")
	if err != nil {
		t.Fatal(err)
	}
	spur := 0
	for _, l := range line {
		if l >= 0 && r.Manifest().Lines[int(l)].Name == "Dunkerque-Port – Warande-Bourbourg" {
			spur++
		}
	}
	if spur < len(line)/2 {
		t.Errorf("the spur of the port binds in %d of %d hours", spur, len(line))
	}
	w := &World{network: &transmission{}, dispatch: &dispatch{names: []string{"FR", "BE", "PT"}}}
	g, err := network.France()
	if err != nil {
		t.Fatal(err)
	}
	if w.network.grid, err = network.NewTransmission(g, new(network.Spec), nil, nil, sim.Calendar{}, sim.Streams{}); err != nil {
		t.Fatal(err)
	}
	w.noticeZones()
	if len(w.notices) != 1 || !strings.Contains(w.notices[0].Text, "exchanges with PT,") {
		t.Errorf("%+v", w.notices)
	}
}
