package compute

import (
	"math"
	"time"

	"caloduc/sim"
	"caloduc/sim/record"
)

// HouseholdMWhPerYear is the electricity of a French household in a year (RTE, as quoted
// by Primeo Energie).
const HouseholdMWhPerYear = 4.8

// jobColumns are the columns of the table of jobs after its texts.
var jobColumns = []struct {
	name, unit, symbol, meaning string
	of                          func(x *jobs, r *jobRecord, used *[kinds]float64) float64
}{
	{"gpus", "", "", "GPUs that the job takes", func(_ *jobs, r *jobRecord, _ *[kinds]float64) float64 { return r.Size() }},
	{"wait_h", "h", "h", "time from submission to the first start", func(_ *jobs, r *jobRecord, _ *[kinds]float64) float64 { return (r.StartMin - r.SubmitMin) / 60 }},
	{"held_back_h", "h", "h", "time for which it was held back though there was room", func(_ *jobs, r *jobRecord, _ *[kinds]float64) float64 {
		return (r.StartMin - r.ReadyMin) / 60
	}},
	{"gpu_h", "GPUh", "GPU·h", "GPU-hours held", func(x *jobs, r *jobRecord, _ *[kinds]float64) float64 { return r.Size() * x.countedMin(r) / 60 }},
	{"useful_EFLOP", "EFLOP", "EFLOP", "model FLOP of work that lasted, over the job's whole life", func(_ *jobs, r *jobRecord, _ *[kinds]float64) float64 { return r.lasting() * 1e-18 }},
	{"goodput", "", "", "time of work that lasted, at full speed, over time held, over the job's whole life", func(x *jobs, r *jobRecord, _ *[kinds]float64) float64 {
		return record.Ratio(max(0, r.Done())/r.Pace(), x.heldMin(r))
	}},
	{"interruptions", "", "", "failures, blackouts and times that it gave way", func(_ *jobs, r *jobRecord, _ *[kinds]float64) float64 { return float64(r.Stops) }},
	{"it_energy_MWh", "MWh", "MWh", "energy at the servers' inlets", use(itMWh)},
	{"facility_energy_MWh", "MWh", "MWh", "energy at the campus' meter", use(facilityMWh)},
	{"energy_cost_EUR", "EUR", "€", "electricity, grid, duty and water", use(energyEUR)},
	{"cost_EUR", "EUR", "€", "that, and the GPUs' part of annuities and upkeep", func(_ *jobs, _ *jobRecord, u *[kinds]float64) float64 { return u[energyEUR] + u[capitalEUR] }},
	{"carbon_kg", "kg", "kg", "carbon of the energy, on average", use(carbonKg)},
	{"consequential_carbon_kg", "kg", "kg", "life-cycle carbon that the energy causes (dispatch.consequential); blank where nobody works that out", use(marginalKg)},
	{"water_m3", "m3", "m³", "water drawn by cooling", use(waterM3)},
	{"households", "", "", "facility energy over a year of a French household, 4.8 MWh (RTE, quoted)", func(_ *jobs, _ *jobRecord, u *[kinds]float64) float64 { return u[facilityMWh] / HouseholdMWhPerYear }},
}

func use(q int) func(*jobs, *jobRecord, *[kinds]float64) float64 {
	return func(_ *jobs, _ *jobRecord, used *[kinds]float64) float64 { return used[q] }
}

// heldMin is how long a job has held its GPUs, one that still runs too.
func (x *jobs) heldMin(r *jobRecord) float64 { return r.HeldUntil(x.sys.Now) }

// countedMin is how much of that lies in the counted time.
func (x *jobs) countedMin(r *jobRecord) float64 { return x.heldMin(r) - r.heldBefore }

var jobTexts = []struct{ name, meaning string }{
	{"campus", "campus"}, {"name", "name of the job"}, {"user", "user"}, {"kind", "where it comes from: trace, run, mix, service"}, {"outcome", "how the job ended, as its trace or its draw says"},
	{"state", "at the end of the run: ended, running, waiting"}, {"submitted", "UTC"}, {"started", "first start, UTC"}, {"ended", "UTC"},
}

// Jobs adds the campus' jobs to a table of them, nil for an empty one; nil for none.
func (c *Cluster) Jobs(all *record.Rows) *record.Rows {
	x, ok := c.work.(*jobs)
	if !ok {
		return all
	}
	if all == nil {
		all = &record.Rows{Numbers: map[int][]float64{}, Texts: map[int][]string{}}
		for _, t := range jobTexts {
			all.Columns = append(all.Columns, record.Column{Name: t.name, Kind: record.Text, Meaning: t.meaning})
		}
		for _, k := range jobColumns {
			all.Columns = append(all.Columns, record.Column{Name: k.name, Kind: record.Numbers, Unit: k.unit, Symbol: k.symbol, Meaning: k.meaning})
		}
	}
	for _, r := range x.recs {
		if !(r.SubmitMin <= x.sys.Now) || r.EndMin <= 0 { // to come, or of the spin-up
			continue
		}
		all.Len++
		for i, text := range []string{c.name, r.Name, r.User, r.kind, r.outcome, r.state(), c.stamp(r.SubmitMin), c.stamp(r.StartMin), c.stamp(r.EndMin)} {
			all.Texts[i] = append(all.Texts[i], text)
		}
		used := x.books.usedUpTo(r)
		for i, k := range jobColumns {
			at := len(jobTexts) + i
			all.Numbers[at] = append(all.Numbers[at], k.of(x, r, &used))
		}
	}
	return all
}

func (r *jobRecord) state() string {
	switch {
	case !math.IsNaN(r.EndMin):
		return "ended"
	case r.running:
		return "running"
	}
	return "waiting"
}

// stamp is a time in minutes as text, to the second; "" for none.
func (c *Cluster) stamp(minutes float64) string {
	if math.IsNaN(minutes) {
		return ""
	}
	whole := math.Floor(minutes)
	return c.cal.Time(sim.Minute(whole)).Add(time.Duration(math.Round((minutes - whole) * 60 * 1e9))).UTC().Format("2006-01-02T15:04:05Z")
}
