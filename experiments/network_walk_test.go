package experiments

import (
	"slices"
	"strings"
	"testing"

	"caloduc/sim/param"
)

// networkWith lets single keys of the network act.
var networkWith = map[string][]string{
	"line_outages_per_100km_per_year": {},
	"line_repair_h":                   {"network.line_outages_per_100km_per_year=50"},
	"planned_outages_per_year":        {"start=2026-06-01"},
	"planned_outage_days":             {"start=2026-06-01", "network.planned_outages_per_year=12", "network.planned_outage_days=1"},
	"redispatch_EUR_per_MWh":          {"network.emergency_rating_ratio=1", "network.rating_air_degC=-20", "network.max_conductor_degC=50"},
	"least_effect":                    {"network.emergency_rating_ratio=1", "network.rating_air_degC=-20", "network.max_conductor_degC=50"},
}

// networkReasons are keys that no run of the walk can show, with why.
var networkReasons = map[string]string{
	"network.folder":     "a folder of the user's: the tests of grid/network read one",
	"network.grid":       "none has no indicators of the network, and tables need a folder",
	"network.weather":    "a name: which weather the lines feel; TestNetworkRefuses has one that is not there",
	"network.work.date":  "a date: TestNetworkLimitsACampus has works",
	"network.work.from":  "a bus",
	"network.work.to":    "a bus",
	"network.event.date": "a date: TestNetworkLimitsACampus has events",
	"network.event.from": "a bus",
	"network.event.to":   "a bus",
}

// Every parameter of the network moves an indicator, or has its reason.
func TestEveryParameterOfTheNetworkActs(t *testing.T) {
	text := networkText("Dunkerque-Port", `[[network.event]]
from = "Dunkerque-Port"
to = "Warande-Bourbourg"
date = 2026-01-20
days = 1
[[network.work]]
from = "Dunkerque-Port"
to = "Mandarins"
date = 2026-01-21
length_km = 30
`, 26000)
	text = strings.Replace(text, "line_outages_per_100km_per_year = 0\nplanned_outages_per_year = 0\n", "", 1) // of the network
	quiet := []string{"network.line_outages_per_100km_per_year=0", "network.planned_outages_per_year=0"}
	walked := 0
	for _, k := range param.Reference(new(Spec)) {
		s := step{doc: k}
		if k.IsTable || !strings.HasPrefix(k.Path, "network.") || networkReasons[s.path()] != "" {
			continue
		}
		walked++
		key := s.path()[strings.LastIndexByte(s.path(), '.')+1:]
		with := slices.Clone(networkWith[key])
		for _, set := range quiet {
			path, _, _ := strings.Cut(set, "=")
			if !slices.ContainsFunc(with, func(w string) bool { return strings.HasPrefix(w, path) }) && path != s.path() {
				with = append(with, set)
			}
		}
		if !actsIn(t, text, s, with) {
			t.Errorf("%s moves nothing", s.path())
		}
	}
	if walked < 15 {
		t.Errorf("only %d parameters", walked)
	}
}
