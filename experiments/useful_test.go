package experiments

import "testing"

// Headline indicators are per useful work: what raises goodput lowers them, though it
// raises the power drawn and with it the cost of an hour online.
func TestFasterRestartsMakeUsefulWorkCheaper(t *testing.T) {
	const hall = `accelerator = "GB300 NVL72"; racks = 300; cooling = { plant = "direct-liquid-tower" }`
	slow := racksTotals(t, hall, "days=20", "campus.workload.restart_min=60", "campus.workload.checkpoint_s=300")
	fast := racksTotals(t, hall, "days=20", "campus.workload.restart_min=1", "campus.workload.checkpoint_s=5")
	if !(fast["goodput"] > slow["goodput"]) || !(fast["cost_EUR_per_GPUh"] > slow["cost_EUR_per_GPUh"]) {
		t.Errorf("goodput %g and %g, cost of an hour online %g and %g: both must rise", slow["goodput"], fast["goodput"], slow["cost_EUR_per_GPUh"], fast["cost_EUR_per_GPUh"])
	}
	for _, name := range []string{"cost_useful_EUR_per_GPUh", "cost_EUR_per_ZFLOP", "energy_kWh_per_ZFLOP", "carbon_kg_per_ZFLOP", "water_L_per_ZFLOP"} {
		if !(fast[name] < slow[name]) {
			t.Errorf("%s: %g with slow restarts, %g with fast ones: must fall", name, slow[name], fast[name])
		}
	}
	near := func(what string, got, want float64) {
		if got < want*(1-1e-9) || got > want*(1+1e-9) {
			t.Errorf("%s = %g, want %g", what, got, want)
		}
	}
	near("cost of useful hours", fast["cost_useful_EUR_per_GPUh"]*fast["useful_GPUh"], fast["cost_total_EUR"])
	near("energy of training", fast["energy_kWh_per_ZFLOP"]*fast["training_EFLOP"], fast["facility_energy_MWh"]*1e6)
	near("water of training", fast["water_L_per_ZFLOP"]*fast["training_EFLOP"], fast["water_m3"]*1e6)
}

// Redundancy of units that serve racks of their own shows in goodput and in the cost of
// useful work: of CDUs, of UPS modules, of rows' feeds.
func TestRedundancyShowsInGoodput(t *testing.T) {
	const hall = `accelerator = "GB300 NVL72"; racks = 300; cooling = { plant = "direct-liquid-dry" }`
	for _, c := range []struct {
		what       string
		frail      []string
		less, more string
		failures   string
	}{
		{"CDUs", []string{"campus.hall.cooling.units.cdu.mtbf_h=50", "campus.hall.cooling.units.cdu.repair_h=1"},
			"campus.hall.cooling.units.cdu.redundancy=N", "campus.hall.cooling.units.cdu.redundancy=2N", "cdu_failures"},
		{"UPS modules", []string{"campus.hall.domains.ups_module.mtbf_h=100", "campus.hall.domains.ups_module.repair_h=1"},
			"campus.hall.power.ups.redundancy=N", "campus.hall.power.ups.redundancy=2N", "ups_module_failures"},
		{"rows", []string{"campus.hall.domains.row.mtbf_h=100", "campus.hall.domains.row.repair_h=1"},
			"campus.hall.power.distribution.redundancy=N", "campus.hall.power.distribution.redundancy=2N", "row_failures"},
	} {
		sets := append([]string{"days=10"}, c.frail...)
		less, more := racksTotals(t, hall, append(sets, c.less)...), racksTotals(t, hall, append(sets, c.more)...)
		t.Logf("%s: goodput %.3f and %.3f, %g and %g failures", c.what, less["goodput"], more["goodput"], less[c.failures], more[c.failures])
		if less[c.failures] == 0 || more[c.failures] == 0 {
			t.Errorf("%s: %g and %g failures", c.what, less[c.failures], more[c.failures])
		}
		if !(less["goodput"] < more["goodput"]-0.02) || !(less["interruptions"] > more["interruptions"]) {
			t.Errorf("%s: goodput %g and %g, interruptions %g and %g", c.what, less["goodput"], more["goodput"], less["interruptions"], more["interruptions"])
		}
	}
}
