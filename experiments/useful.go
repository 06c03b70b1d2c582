package experiments

import (
	"math"

	"caloduc/sim/channel"
	"caloduc/sim/list"
	"caloduc/sim/record"
)

// zettaPerPFLOPSh is the work of a PFLOP/s over an hour, in 1e21 FLOP.
const zettaPerPFLOPSh = 1e15 * 3600 / 1e21

// usefulIDs are the channels of a campus' work that lasted.
type usefulIDs struct{ productive, wasted, flops, lost record.ID }

// usefulOf finds them in a campus' group.
func (w *World) usefulOf(g record.Group) usefulIDs {
	return usefulIDs{productive: w.id(g, "productive_gpus"), wasted: w.id(g, "lost_gpus"), flops: w.id(g, "training_PFLOPS"), lost: w.id(g, "lost_PFLOPS")}
}

// declareUseful declares what the training work of campuses that lasted has cost: small
// jobs, checkpoints, restarts, waiting and lost progress are none of it, what they
// consume is.
func declareUseful(g record.Group, all []campusIDs) {
	gather := func(of func(campusIDs) record.ID) channels { return list.Map(all, of) }
	hours := func(s record.Sums) (x float64) {
		for _, c := range all {
			x += s.Of(c.useful.productive) - s.Of(c.useful.wasted)
		}
		return x
	}
	zetta := func(s record.Sums) (x float64) {
		for _, c := range all {
			x += zettaPerPFLOPSh * (s.Of(c.useful.flops) - s.Of(c.useful.lost))
		}
		return x
	}
	cost := gather(func(c campusIDs) record.ID { return c.total })
	energy := gather(func(c campusIDs) record.ID { return c.facility })
	carbon := gather(func(c campusIDs) record.ID { return c.carbon })
	water := gather(func(c campusIDs) record.ID { return c.water })
	g.Indicator(channel.CostUsefulEURPerGPUh, "all costs over useful GPU-hours, those that became lasting progress of training runs",
		func(s record.Sums) float64 { return perWork(cost.of(s), hours(s)) }).Main = true
	for _, i := range []struct {
		name, meaning string
		of            channels
		factor        float64
	}{
		{channel.CostEURPerZFLOP, "all costs over training work that lasted, in 1e21 model FLOP", cost, 1},
		{channel.EnergyKWhPerZFLOP, "energy at the meter over training work that lasted, in 1e21 model FLOP", energy, kWhPerMWh},
		{channel.CarbonKgPerZFLOP, "carbon of energy and equipment over training work that lasted, in 1e21 model FLOP", carbon, 1},
		{channel.WaterLPerZFLOP, "water drawn on site over training work that lasted, in 1e21 model FLOP", water, m3PerKgPerSH * literPerM3},
	} {
		g.Indicator(i.name, i.meaning, func(s record.Sums) float64 { return perWork(i.factor*i.of.of(s), zetta(s)) }).Main = true
	}
}

// perWork is what a unit of work has cost; none where none lasted.
func perWork(spent, work float64) float64 {
	if work <= 0 {
		return math.NaN()
	}
	return spent / work
}
