package compute

import (
	"cmp"
	"math"
	"time"

	"caloduc/sim"
	"caloduc/sim/record"
)

// What runs use, and are charged with.
const (
	itMWh = iota
	facilityMWh
	energyEUR
	carbonKg
	marginalKg
	waterM3
	capitalEUR
	kinds
)

// uses are what a run has used, in the counted time.
type uses [kinds]float64

// useRow is one row of the table of what runs have used.
type useRow struct {
	campus                           string // "": the table's
	name, user, kind, outcome, state string
	submitMin, startMin, endMin      float64 // NaN where it is not known
	heldBackMin                      float64
	gpus, gpuh, usefulGPUh           float64
	eflop                            float64
	stops                            float64
	used                             uses
}

// HouseholdMWhPerYear is the electricity of a French household in a year (RTE, as quoted
// by Primeo Energie).
const HouseholdMWhPerYear = 4.8

// useTexts and useNumbers are the columns of the table.
var useTexts = []struct{ name, meaning string }{
	{"campus", "campus, where it ran last; A+B where it lay in both"}, {"name", "name of the job"}, {"user", "user"},
	{"kind", "where it comes from: run (of the file), stream (of the training mix), trace, mix, service; small jobs together; idle: what no job holds"},
	{"outcome", "how the job ended, as its trace or its draw says"},
	{"state", "at the end of the run: ended, running, waiting"}, {"submitted", "UTC; blank where it ran before the first minute"}, {"started", "first start, UTC; blank as submitted"}, {"ended", "UTC"},
}

var useNumbers = []struct {
	name, unit, symbol, meaning string
	of                          func(r *useRow) float64
}{
	{"gpus", "", "", "GPUs that the job takes, where it ran last", func(r *useRow) float64 { return r.gpus }},
	{"wait_h", "h", "h", "time from submission to the first start", func(r *useRow) float64 { return (r.startMin - r.submitMin) / 60 }},
	{"held_back_h", "h", "h", "time for which it was held back though there was room", func(r *useRow) float64 { return r.heldBackMin / 60 }},
	{"gpu_h", "GPUh", "GPU·h", "GPU-hours held, in the counted time as all that follows", func(r *useRow) float64 { return r.gpuh }},
	{"useful_EFLOP", "EFLOP", "EFLOP", "model FLOP of work that lasted", func(r *useRow) float64 { return r.eflop }},
	{"goodput", "", "", "GPU-hours of work that lasted, at full speed, over those held", func(r *useRow) float64 { return record.Ratio(r.usefulGPUh, r.gpuh) }},
	{"interruptions", "", "", "failures, blackouts and times that it gave way", func(r *useRow) float64 { return r.stops }},
	{"it_energy_MWh", "MWh", "MWh", "energy at the servers' inlets", use(itMWh)},
	{"facility_energy_MWh", "MWh", "MWh", "energy at the campus' meter", use(facilityMWh)},
	{"energy_cost_EUR", "EUR", "€", "all costs but annuities and upkeep: electricity, grid, duty, water, less what heat and demand response earn", use(energyEUR)},
	{"cost_EUR", "EUR", "€", "that, and the GPUs' part of annuities and upkeep", func(r *useRow) float64 { return r.used[energyEUR] + r.used[capitalEUR] }},
	{"carbon_kg", "kg", "kg", "carbon of the energy, on average", use(carbonKg)},
	{"consequential_carbon_kg", "kg", "kg", "life-cycle carbon that the energy causes (dispatch.consequential); blank where nobody works that out", use(marginalKg)},
	{"water_m3", "m3", "m³", "water drawn by cooling", use(waterM3)},
	{"households", "", "", "facility energy over a year of a French household, 4.8 MWh (RTE, quoted)", func(r *useRow) float64 { return r.used[facilityMWh] / HouseholdMWhPerYear }},
}

func use(q int) func(*useRow) float64 { return func(r *useRow) float64 { return r.used[q] } }

// UseColumns are the columns of the table of what runs have used.
func UseColumns() (all []record.Column) {
	for _, t := range useTexts {
		all = append(all, record.Column{Name: t.name, Kind: record.Text, Meaning: t.meaning})
	}
	for _, k := range useNumbers {
		all = append(all, record.Column{Name: k.name, Kind: record.Numbers, Unit: k.unit, Symbol: k.symbol, Meaning: k.meaning})
	}
	return all
}

// UseTable takes the rows, one by one.
type UseTable interface {
	Row(texts []string, numbers []float64)
}

// accounting is a workload that knows what each of its runs has used.
type accounting interface {
	// keep has it keep books from now on.
	keep()
	// hour shares out what an hour of the counted time took, in all total.
	hour(h *Hour, total *uses)
	// rest writes the rows of runs that have not ended.
	rest()
	// took is what the runs have taken in the campus so far, those together that have no row.
	took() *uses
}

// Hour is what the campus made of an hour.
type Hour struct {
	Halls      []HallHour
	OnlineGPUh float64
	BusyGPUh   float64 // held by runs
	SmallGPUh  float64 // used by small jobs

	FacilityMWh, EnergyEUR, CarbonKg, CausedKg, WaterM3, CapitalEUR float64
}

// HallHour is an hour's energy of a hall, MWh: of its parts at the servers' DC bus, and
// of all at the servers' inlets.
type HallHour struct{ ChipMWh, HostMWh, FanMWh, ITMWh float64 }

// total is what the hour took of everything.
func (h *Hour) total() uses {
	it := 0.0
	for i := range h.Halls {
		it += h.Halls[i].ITMWh
	}
	return uses{it, h.FacilityMWh, h.EnergyEUR, h.CarbonKg, h.CausedKg, h.WaterM3, h.CapitalEUR}
}

// useBook is where a cluster's runs are written, and what is written so far.
type useBook struct {
	to       UseTable
	all      uses // of the campus
	idleGPUh float64
	numbers  []float64 // of the row that is written
}

// HasRuns tells whether the load is runs or jobs, whose use is known.
func (c *Cluster) HasRuns() bool {
	_, ok := c.work.(accounting)
	return ok
}

// KeepUse has a cluster with runs write what each of them uses, as it ends.
func (c *Cluster) KeepUse(to UseTable) {
	c.table = &useBook{to: to}
	c.work.(accounting).keep()
}

// EndHour shares out what an hour of the counted time took.
func (c *Cluster) EndHour(h *Hour) {
	t := c.table
	total := h.total()
	t.all.add(&total)
	t.idleGPUh += h.OnlineGPUh - h.BusyGPUh - h.SmallGPUh
	c.work.(accounting).hour(h, &total)
}

// EndUse writes the rows of runs that have not ended, and what no run holds: with it the
// rows add up to all that the campus took.
func (c *Cluster) EndUse() {
	t := c.table
	c.work.(accounting).rest()
	idle := useRow{name: "idle", kind: "idle", gpus: math.NaN(), submitMin: math.NaN(), startMin: math.NaN(), endMin: math.NaN(), heldBackMin: math.NaN(), gpuh: max(0, t.idleGPUh), used: t.all}
	for q, x := range c.work.(accounting).took() {
		idle.used[q] -= x
	}
	if idle.used[itMWh] != 0 || idle.used[energyEUR]+idle.used[capitalEUR] != 0 { // else no hall has opened
		c.write(&idle)
	}
}

// write adds a row to the table.
func (c *Cluster) write(r *useRow) {
	t := c.table
	texts := []string{cmp.Or(r.campus, c.name), r.name, r.user, r.kind, r.outcome, r.state, c.stamp(r.submitMin), c.stamp(r.startMin), c.stamp(r.endMin)}
	t.numbers = t.numbers[:0]
	for _, k := range useNumbers {
		t.numbers = append(t.numbers, k.of(r))
	}
	t.to.Row(texts, t.numbers)
}

func (u *uses) add(v *uses) {
	for q := range u {
		u[q] += v[q]
	}
}

// stamp is a time in minutes as text, to the second; "" for none.
func (c *Cluster) stamp(minutes float64) string {
	if math.IsNaN(minutes) {
		return ""
	}
	whole := math.Floor(minutes)
	return c.cal.Time(sim.Minute(whole)).Add(time.Duration(math.Round((minutes - whole) * 60 * 1e9))).UTC().Format("2006-01-02T15:04:05Z")
}

// state is how a run stands that has ended or not.
func state(ended, running bool) string {
	switch {
	case ended:
		return "ended"
	case running:
		return "running"
	}
	return "waiting"
}
