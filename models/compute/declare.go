package compute

import (
	"math"

	"caloduc/sim/channel"
	"caloduc/sim/record"
)

// Declare declares the campus's channels and indicators in g and those of hall i
// in halls[i]. The parts of a hall's DC power are in HallState.IDs afterwards.
func (c *Cluster) Declare(g record.Group, halls []record.Group) {
	t := &c.sum
	online := g.Channel(&t.gpusOnline, "gpus_online", "GPUs installed and not under repair")
	busy := g.Channel(&t.gpusBusy, "gpus_busy", "GPUs held by training runs, running or restarting")
	g.Channel(&t.jobsRunning, "runs_running", "training runs that hold GPUs")
	g.Channel(&t.jobsQueued, "runs_queued", "training runs that wait for GPUs")
	flops := g.Channel(&t.trainingPFLOPS, "training_PFLOPS", "model FLOP of training runs per second, before losses at interruptions")
	stops := g.Channel(&t.interruptionsPerH, "interruptions_per_h", "interruptions of training runs")
	lost := g.Meter(&t.lostPFLOPS, "lost_PFLOPS", "model FLOP thrown away by interruptions")
	useful := g.Meter(&t.usefulGPUs, "productive_gpus", "GPU time that went into progress, before losses")
	wasted := g.Meter(&t.lostGPUs, "lost_gpus", "GPU time of progress thrown away by interruptions")
	small := g.Meter(&t.background, "small_jobs_gpus", "GPUs occupied by small jobs")
	ended := g.Meter(&t.finishedPerH, "runs_finished_per_h", "training runs that end")

	hours := func(name, meaning string, id record.ID) {
		g.Indicator(name, meaning, func(s record.Sums) float64 { return s.Of(id) })
	}
	hours(channel.OnlineGPUh, "GPU-hours installed and not under repair", online)
	hours(channel.BusyGPUh, "GPU-hours held by training runs", busy)
	hours("small_jobs_GPUh", "GPU-hours occupied by small jobs", small)
	hours(channel.Interruptions, "interruptions of training runs", stops)
	hours("runs_finished", "training runs that ended", ended)
	g.Indicator("useful_GPUh", "GPU-hours that became lasting progress of training runs",
		func(s record.Sums) float64 { return s.Of(useful) - s.Of(wasted) }).Within(0, math.Inf(1))
	g.Indicator(channel.Goodput, "useful over busy GPU-hours: checkpoints, losses, restarts, waiting and throttling taken off",
		func(s record.Sums) float64 { return record.Ratio(s.Of(useful)-s.Of(wasted), s.Of(busy)) }).Within(0, 1).Main = true
	g.Indicator(channel.TrainingEFLOP, "model FLOP of training that lasted",
		func(s record.Sums) float64 { return 3.6 * (s.Of(flops) - s.Of(lost)) }).Within(0, math.Inf(1)).Main = true
	g.Indicator(channel.GPUOccupancy, "GPU-hours of runs and small jobs over GPU-hours online",
		func(s record.Sums) float64 { return record.Ratio(s.Of(busy)+s.Of(small), s.Of(online)) }).Within(0, math.Inf(1)) // a run holds broken GPUs, too
	g.Counter(&t.turnedAway, "runs_turned_away", "training runs refused because the queue was full", "")
	g.Counter(&t.planned, "planned_stops", "planned stops of training runs for maintenance", "")
	if _, ok := c.work.(*measured); !ok {
		t.declareComponents(g, stops)
	}
	c.work.declare(g)
	for i, h := range c.halls {
		swing := h.declare(halls[i])
		if x, ok := c.work.(*mix); ok {
			ramp := x.spec.RampS
			halls[i].Indicator("swing_ramp_MW_per_s", "mean over time of the rate at which chip power changes between phases if all runs swing together",
				func(s record.Sums) float64 { return s.Of(swing) / s.Hours() / ramp })
		}
	}
}

func (h *hall) declare(g record.Group) (swing record.ID) {
	h.IDs.Chip = g.Channel(&h.ChipPowerMW, channel.ChipPowerMW, "power of the accelerators at the output of the server power supplies")
	g.Channel(&h.GPUsBusy, "gpus_busy", "GPUs held by training runs, running or restarting")
	g.Channel(&h.ThrottledFraction, "throttled_fraction", "share of throughput lost to power or thermal caps")
	swing = g.Channel(&h.SwingMW, channel.SwingMW, "peak-to-trough swing of chip power within the minute if all runs swing together")
	h.IDs.Host = g.Meter(&h.HostPowerMW, "host_power_MW", "power of CPUs, network cards, switches and drives")
	h.IDs.Fan = g.Meter(&h.FanPowerMW, "server_fan_power_MW", "power of the server fans")
	g.Counter(&h.overInlet, "inlet_too_warm", "minutes with inlet air above the equipment's allowable limit", "max_inlet_air_degC, derated with altitude where air_class is given")
	g.Counter(&h.fansFull, "server_fans_full", "minutes in which server fans at full speed could not hold the components: clocks fell", "max_fan_speed")
	g.Counter(&h.belowIdle, "racks_switched_off", "minutes in which a cap below idle power switched racks off", "")
	return swing
}
