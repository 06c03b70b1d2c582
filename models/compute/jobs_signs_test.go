package compute

import (
	"fmt"
	"math"
	"testing"

	"caloduc/sim"
)

// jobOutcome is what a small campus of all sources comes to, with keys set beside it.
func jobOutcome(t *testing.T, path, sets string) map[string]float64 {
	t.Helper()
	text := jobHalls + fmt.Sprintf(`[workload]
kind = "jobs"
trace = { file = %q, run_column = "run", user_column = "user" }
run = [{ name = "r", training_FLOP = 3e21, gpus = 64, mfu = 0.4 }]
mix = { like = "acme-kalos", offered_load = 0.6 }
service = { gpus = 16 }
user = [{ name = "a", priority = 3 }]
%s`, path, sets)
	f := decode(t, text)
	c, err := NewCluster("test", f.halls, f.work, testCalendar(t, 1), sim.Streams{Seed: 1})
	if err != nil {
		t.Fatal(sets, err)
	}
	price := func(m sim.Minute) *Signal {
		hour := float64((m/60)%24) + 24
		return &Signal{PriceEURPerMWh: 50 + 20*math.Cos(hour/24*2*math.Pi), CarbonGPerKWh: 50 - 20*math.Sin(hour/24*2*math.Pi), CapMW: math.Inf(1),
			FacilityMW: 1.2 * (c.Hall(0).DCPowerMW + c.Hall(1).DCPowerMW)}
	}
	b, total := runJobs(t, c, 0, 4*1440, nil, price)
	x := c.work.(*jobs)
	out := map[string]float64{"busy": b.busy, "useful": b.useful, "FLOP": b.flop, "MWh": b.dcMWmin / 60, "jobs' MWh": total, "stops": b.interruptions, "ended": b.finished}
	for _, r := range x.recs {
		if !math.IsNaN(r.StartMin) && r.kind != "service" {
			out["wait"] += r.StartMin - r.SubmitMin
			out["wait of a"] += (r.StartMin - r.SubmitMin) * map[bool]float64{true: 1}[r.User == "a"]
		}
	}
	return out
}

// Every key of jobs moves what it should, in its direction.
func TestEveryKeyOfJobsMoves(t *testing.T) {
	text := "submit,run,gpus,user\n"
	for i := range 60 {
		text += fmt.Sprintf("%d,%d,%d,%s\n", 1800*i, 9000+100*i, 8*(1+i%4), []string{"a", "b"}[i%2])
	}
	path := write(t, "jobs.csv", text)
	for _, c := range []struct {
		base, set, what string
		up              bool
	}{
		{"", "gpu_utilisation = 0.9", "MWh", true},
		{"", "power_fraction = 0.5", "MWh", false},
		{"", "mfu = 0.6", "FLOP", true},
		{"", "mtbf_GPUh = 500", "stops", true},
		{"mtbf_GPUh = 500", "mtbf_GPUh = 500\nrestart_min = 60", "useful", false},
		{"mtbf_GPUh = 500", "mtbf_GPUh = 500\ncheckpoint_s = 300", "busy", true},
		{"", `scheduler = { policy = "fifo" }`, "wait", true},
		{"", `scheduler = { span_halls = true }`, "busy", true},
		{"", `scheduler = { shift_by = "price" }`, "wait", true},
		{`scheduler = { shift_by = "price" }`, `scheduler = { shift_by = "price", slack_h = 2 }`, "wait", false},
		{`scheduler = { shift_by = "price" }`, `scheduler = { shift_by = "price", shift_quantile = 0.9 }`, "wait", false},
		{`scheduler = { policy = "priority", preempt_after_h = 100 }`, `scheduler = { policy = "priority", preempt_after_h = 0.5 }`, "stops", true},
		{`scheduler = { policy = "priority" }`, `scheduler = { policy = "fair-share" }`, "wait of a", true},
		{`scheduler = { policy = "priority", preempt_after_h = 0.5 }`, `scheduler = { policy = "priority", preempt_after_h = 0.5, job_checkpoint_interval_min = 0 }`, "busy", false},
		{"", `limit = [{ name = "l", from = 2026-01-02, to = 2026-01-04, max_MW = 0.1 }]`, "MWh", false},
	} {
		was, is := jobOutcome(t, path, c.base), jobOutcome(t, path, c.set)
		if d := is[c.what] - was[c.what]; d == 0 || d > 0 != c.up {
			t.Errorf("%q after %q: %s goes from %g to %g", c.set, c.base, c.what, was[c.what], is[c.what])
		}
	}
}
