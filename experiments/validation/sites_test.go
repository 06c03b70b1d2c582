package validation

import (
	"math"
	"testing"

	"caloduc/experiments/validation/leimasanet"
)

// A site's comparisons carry what they need. What a misfit's diagnosis names
// suffices for it: with it the site reaches the published figure, or passes it.
func TestMisfitsOfSites(t *testing.T) {
	for i := range publishedSites {
		s := &publishedSites[i]
		list := siteComparisons(publishedSites[i : i+1])
		if list[0].Needs != s.file || list[0].Published != s.pue || (list[len(list)-1].Name == s.name+".wue") != (s.wue != Published{}) {
			t.Fatalf("%+v", list)
		}
		if (s.pueOff != nil) != (s.pueCause != nil) || (s.wueOff != nil) != (s.wueCause != nil) {
			t.Errorf("%s: a misfit without a cause, or a cause without a misfit", s.name)
		}
		e := &Env{root: dataRoot("")}
		if _, ok := e.File(s.file); !ok {
			t.Skipf("needs %s", s.file)
		}
		y, err := s.run(e)
		if err != nil {
			t.Fatal(err)
		}
		if n, counted := y["throttled_minutes"]; n != 0 || !counted {
			t.Errorf("%s: throttled in %v minutes: its load is not the one stated", s.name, n)
		}
		suffices := func(what string, cause []string, published Published, of func(indicators) float64) {
			if cause == nil {
				return
			}
			z, err := s.with(e, cause)
			if err != nil {
				t.Fatal(err)
			}
			t.Logf("%s: %s %.4f, with %v %.4f", s.name, what, of(y), cause, of(z))
			if published.Difference(of(y))*published.Difference(of(z)) > 0 {
				t.Errorf("%s: %s %.4f, with %v %.4f, published %v", s.name, what, of(y), cause, of(z), published)
			}
		}
		suffices("PUE", s.pueCause, s.pue, s.usage)
		suffices("WUE", s.wueCause, s.wue, func(y indicators) float64 { return y["wue_L_per_kWh"] })
	}
}

// A site runs by the production code: its servers draw what they are told to, and
// losses outside of the operator's boundary are left out of its PUE.
func TestSitesRun(t *testing.T) {
	e := &Env{root: dataRoot("")}
	s := esif
	if _, ok := e.File(s.file); !ok {
		t.Skipf("needs %s", s.file)
	}
	y, err := s.with(e, nil)
	if err != nil {
		t.Fatal(err)
	}
	design := 23 * 0.06 * 0.7 // MW at the DC bus
	if supplies := y["psu_loss_energy_MWh"] / 8760; y["it_load_MW"]-supplies < design*0.999 || y["it_load_MW"]-supplies > design*1.001 {
		t.Errorf("IT load %.4f MW with %.4f lost in supplies, want %.4f at the servers", y["it_load_MW"], supplies, design)
	}
	lost := (y["transformer_loss_energy_MWh"] + y["distribution_loss_energy_MWh"] + y["ups_loss_energy_MWh"]) / y["it_energy_MWh"]
	if more := y["pue"] - s.usage(y); !(lost > 0.003) || more < lost-1e-6 || more > lost+1e-6 {
		t.Errorf("PUE %.5f, within the boundary %.5f, losses %.5f", y["pue"], s.usage(y), lost)
	}
	s.file = "no-such-file"
	if _, err := s.with(e, nil); err == nil {
		t.Error("a missing record is read")
	}
}

// A gate of the first run holds what it found and little more.
func TestFirstRunGate(t *testing.T) {
	for c, zones := range leiPlantFound {
		for z, found := range zones {
			published, _ := leimasanet.Find(leimasanet.Zones[z], c)
			for i, p := range percentiles {
				x, step := p.of(&published), 0.005
				if p.unit != "" {
					step = 0.05
				}
				if more := firstRunGate(x, found[i], p.unit).Of(value(x)) - math.Abs(found[i]-x); more < 0 || more > step {
					t.Errorf("case %d, zone %s, %s: gate is %g wider than the difference found", c, leimasanet.Zones[z], p.name, more)
				}
			}
		}
		if len(zones) != len(leimasanet.Zones) {
			t.Errorf("case %d: %d zones", c, len(zones))
		}
	}
}
