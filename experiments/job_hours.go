package experiments

import (
	"math"
	"path/filepath"

	"caloduc/experiments/result"
	"caloduc/models/compute"
	"caloduc/sim/channel"
	"caloduc/sim/record"
)

// keepJobs has every campus write what each of its runs uses into a table in dir, by the
// hours that the record sums; nothing where no campus has runs.
func (w *World) keepJobs(dir string, rec *record.Recorder) error {
	for _, c := range w.campuses {
		if !c.cluster.HasRuns() {
			continue
		}
		if w.jobs == nil {
			var err error
			if w.jobs, err = record.NewRowsWriter(filepath.Join(dir, result.JobsFile), compute.UseColumns()); err != nil {
				return err
			}
		}
		c.cluster.KeepUse(w.jobs)
		w.tellHours(c, rec)
	}
	return nil
}

// hallParts are the parts of a hall's power that its runs share.
const hallParts = 4

// tellHours tells a campus at the end of each hour what it made of it.
func (w *World) tellHours(c *campus, rec *record.Recorder) {
	g := c.group(w.record.Root())
	var ids []record.ID
	for _, h := range c.halls {
		it := w.id(g.Group("hall."+h.spec.Name, ""), channel.ITPowerMW)
		ids = append(ids, h.state.IDs.Chip, h.state.IDs.Host, h.state.IDs.Fan, it)
	}
	rest := len(ids)
	for _, name := range []string{"gpus_online", "gpus_busy", "small_jobs_gpus", channel.FacilityPowerMW, "total_cost_EUR_per_h", "capital_cost_EUR_per_h", "om_cost_EUR_per_h",
		"carbon_kg_per_h", "embodied_carbon_kg_per_h", "water_kg_per_s", "settled_power_MW"} {
		ids = append(ids, w.id(g, name))
	}
	caused := w.dispatch != nil && w.dispatch.without != nil
	if caused {
		market := w.record.Root().Group("dispatch", "market")
		ids = append(ids, w.id(market, "consequential_life_cycle_carbon_kg_per_h"), w.id(market, "cleared_power_MW"))
	}
	hour := compute.Hour{Halls: make([]compute.HallHour, len(c.halls))}
	rec.EachHour(ids, func(x []float64) {
		for i := range hour.Halls {
			p := x[hallParts*i:]
			hour.Halls[i] = compute.HallHour{ChipMWh: p[0], HostMWh: p[1], FanMWh: p[2], ITMWh: p[3]}
		}
		x = x[rest:]
		hour.OnlineGPUh, hour.BusyGPUh, hour.SmallGPUh, hour.FacilityMWh = x[0], x[1], x[2], x[3]
		hour.CapitalEUR = x[5] + x[6]
		hour.EnergyEUR = x[4] - hour.CapitalEUR
		hour.CarbonKg, hour.WaterM3 = x[7]-x[8], x[9]*m3PerKgPerSH
		hour.CausedKg = math.NaN()
		if caused {
			hour.CausedKg = 0
			if x[12] > 0 {
				hour.CausedKg = x[10] * x[11] / x[12]
			}
		}
		c.cluster.EndHour(&hour)
	})
}

// closeJobs finishes the table of runs.
func (w *World) closeJobs() error {
	if w.jobs == nil {
		return nil
	}
	for _, c := range w.campuses {
		if c.cluster.HasRuns() {
			c.cluster.EndUse()
		}
	}
	return w.jobs.Close()
}
