package experiments

import (
	"math"
	"strings"
	"testing"

	"caloduc/sim/param"
)

// queueText is one queue over two campuses, of which the first in the file pays half the
// market's price.
const queueText = `start = 2026-07-01
days = 20
spin_up_d = 1
[weather.w]
site = "Paris"
[contract]
kind = "market"
[[campus]]
name = "B"
weather = "w"
grid = { contracted_MW = 10 }
market = { price_factor = 0.5 }
workload = { kind = "jobs", queue_of = "A" }
[[campus.hall]]
name = "H"
accelerator = "H200"
racks = 20
spare_fraction = 0
cooling = { plant = "chilled-water-economiser" }
[[campus]]
name = "A"
weather = "w"
grid = { contracted_MW = 10 }
[campus.workload]
kind = "jobs"
mtbf_GPUh = 20000
mix = { jobs_per_year = 20000 }
[[campus.hall]]
name = "H"
accelerator = "H200"
racks = 20
spare_fraction = 0
cooling = { plant = "chilled-water-economiser" }
[[campus.hall]]
name = "G"
accelerator = "H200"
racks = 10
spare_fraction = 0
cooling = { plant = "chilled-water-economiser" }
`

// Jobs of one queue go to the campus that the placement says, both keep their own
// accounts, and the rows add up to both.
func TestOneQueueOverCampuses(t *testing.T) {
	held := map[string]float64{}
	for placement, sets := range map[string][]string{
		"fastest": nil, "price": nil, "most-free": nil,
		"carbon": {"campus[A].economics={grid_carbon_g_per_kWh=20}"},
	} {
		r, rows := runText(t, queueText, append(sets, `campus[A].workload.scheduler.placement="`+placement+`"`)...)
		a, b := indicatorsTotal(t, r, "campus.A"), indicatorsTotal(t, r, "campus.B")
		held[placement] = b["busy_GPUh"] / (a["busy_GPUh"] + b["busy_GPUh"])
		for column, indicator := range map[string]string{"it_energy_MWh": "it_energy_MWh", "facility_energy_MWh": "facility_energy_MWh", "cost_EUR": "cost_total_EUR", "useful_EFLOP": "training_EFLOP", "interruptions": "interruptions", "gpu_h": "online_GPUh"} {
			got, want := sumWhere(rows, column, "A")+sumWhere(rows, column, "B"), a[indicator]+b[indicator]
			if !(math.Abs(got-want) <= 1e-6*math.Abs(want)) {
				t.Errorf("%s: %s of rows %g, of the campuses %g", placement, column, got, want)
			}
			if own := sumWhere(rows, column, "B"); !(math.Abs(own-b[indicator]) <= 1e-6*math.Abs(b[indicator])) { // none moved
				t.Errorf("%s: %s of rows of B %g, of B %g", placement, column, own, b[indicator])
			}
		}
	}
	t.Logf("part of the second campus: %v", held)
	if !(held["price"] > held["fastest"]+0.1 && held["carbon"] < held["price"]-0.1 && held["most-free"] > 0.25 && held["most-free"] < 0.75) {
		t.Errorf("part of the second campus: %v", held)
	}
}

// A run lies in several campuses only where it may, and is slower then.
func TestRunOverCampuses(t *testing.T) {
	base := []string{`campus[A].workload.run=[{name="r",training_FLOP=1e23,gpus=1280,mfu=0.4}]`, "campus[A].workload.mtbf_GPUh=1e9", "campus[A].workload.mix.jobs_per_year=1"}
	if _, err := runDays(queueText, append(base, "campus[A].workload.scheduler.span_halls=true"), 1); err == nil || !strings.Contains(err.Error(), "the largest campus schedules 960") {
		t.Errorf("a run larger than the largest campus: %v", err)
	}
	hours := func(sets ...string) float64 {
		_, rows := runText(t, queueText, append(append(base, "campus[A].workload.scheduler.span_halls=true", "campus[A].workload.scheduler.span_campuses=true"), sets...)...)
		for i := range rows.Len {
			if rows.Texts[columnOf(rows, "name")][i] != "r" {
				continue
			}
			if lies, state := rows.Texts[columnOf(rows, "campus")][i], rows.Texts[columnOf(rows, "state")][i]; lies != "A+B" || state != "ended" {
				t.Errorf("the run lies in %s and has %s", lies, state)
			}
			return rows.Numbers[columnOf(rows, "gpu_h")][i]
		}
		t.Fatal("no run")
		return 0
	}
	if r := hours("campus[A].workload.scheduler.span_campuses_mfu_factor=0.8") / hours(); math.Abs(r-0.96/0.8) > 1e-6 {
		t.Errorf("GPU-hours of the penalties' ratio %g, want %g", r, 0.96/0.8)
	}
}

// What a queue over campuses cannot be is refused with the reason.
func TestQueuesThatCannotBe(t *testing.T) {
	for set, why := range map[string]string{
		`campus[B].workload.queue_of="X"`:                                              `there is no campus "X"`,
		`campus[B].workload.queue_of="B"`:                                              "without saying so",
		`campus[A].workload.queue_of="B"`:                                              "name that one",
		`campus[A].workload={kind="training-mix"}`:                                     "it has no queue",
		`campus[B].workload.mix.offered_load=0.5`:                                      "give it there",
		"campus[A].workload.scheduler.power_aware=true":                                "no power_aware",
		`campus[A].workload.scheduler.overflow_to="B"`:                                 "no overflow_to",
		"campus[A].workload.scheduler.span_campuses=true":                              "span_halls = true",
		`campus[A].workload.limit=[{name="l",from=2026-07-02,to=2026-07-03,max_MW=1}]`: "no limit",
		`campus[A].workload.run=[{name="r",training_FLOP=1e22,gpus=10000}]`:            "the largest hall schedules 640",
		"campus[A].workload.scheduler.span_campuses_mfu_factor=0":                      "span_campuses_mfu_factor",
	} {
		_, err := runDays(queueText, []string{set}, 1)
		if err == nil || !strings.Contains(err.Error(), why) {
			var p param.Problems
			t.Errorf("%s: %v, want %q %v", set, err, why, p)
		}
	}
}
