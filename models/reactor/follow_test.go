package reactor

import (
	"math"
	"os"
	"path/filepath"
	"testing"
	"time"

	"caloduc/sim"
	"pgregory.net/rapid"
)

// The closed form of the peak is the highest of the chain, minute by minute.
func TestPeakAfterStep(t *testing.T) {
	for _, want := range []struct{ r, ratio, hour float64 }{{2, 1.4051, 6.85}, {3, 1.6829, 7.87}, {4, 1.9693, 8.50}, {5, 2.2599, 8.92}} {
		c := NewPoison(want.r)
		c.LambdaI, c.LambdaX = 2.93e-5, 2.11e-5
		ratio, hour := c.PeakAfterStep(1, 0)
		near(t, "peak", ratio, want.ratio, 0.005*want.ratio)
		near(t, "hour", hour, want.hour, 0.05)
	}
	rapid.Check(t, func(t *rapid.T) {
		c := NewPoison(rapid.Float64Range(0.1, 10).Draw(t, "r"))
		from := rapid.Float64Range(0.05, 1).Draw(t, "from")
		to := from * rapid.Float64Range(0, 0.999).Draw(t, "to")
		i, x := c.Equilibrium(from)
		highest := x
		for range 6 * 60 {
			i, x = c.Advance(i, x, to, 600)
			highest = max(highest, x)
		}
		peak, hours := c.PeakAfterStep(from, to)
		near(t, "peak", peak, highest, 2e-4)
		if hours < 0 || hours > 40 {
			t.Errorf("the peak comes after %g h", hours)
		}
	})
}

// The least power rises through the cycle and reaches nearly full power at its end; with
// no xenon, or with boron left, it is that of the unit's turbine alone.
func TestLeastPowerRises(t *testing.T) {
	u := single(t, "Nogent 1", "")
	last := 0.0
	for day := 0.0; day <= 415; day += 5 {
		u.burnupD = day
		u.refresh()
		if u.floor < last {
			t.Fatalf("the least level falls to %.3f after %g days", u.floor, day)
		}
		last = u.floor
	}
	if last < 0.8 {
		t.Errorf("least level %.3f at the end of the cycle", last)
	}
	u.burnupD = 0.5 * 415
	u.refresh()
	near(t, "in the middle of the cycle", u.floor, (0.25*1310+53)/1363, 0.005)
	for _, keys := range []string{"xenon = { worth_pcm = 0 }", "xenon = { boron_end_ppm = 1000 }"} {
		u := single(t, "Nogent 1", keys)
		u.burnupD = 415
		u.refresh()
		near(t, keys, u.floor, (0.3*1310+53)/1363, 1e-9)
	}
}

// A unit that has moved holds before it turns back, and goes on the same way at once.
func TestHold(t *testing.T) {
	u := single(t, "Golfech 2", "since_refuelling_d = 100\nforced = { scrams_per_year = 0, failures_per_year = 0, partial_loss_fraction = 0 }")
	u.Step(&design)
	to := func(mw float64, within int) (minutes int) {
		u.Ask(mw)
		for math.Abs(u.NetMW-mw) > 1 {
			if minutes++; minutes > within {
				t.Fatalf("not at %g MW within %d minutes", mw, within)
			}
			u.Step(&design)
		}
		return minutes
	}
	to(1000, 30)
	if n := to(700, 30); n > 12 {
		t.Errorf("%d minutes to go on downwards", n)
	}
	if n := to(1100, 200); n < 120 || n > 140 {
		t.Errorf("%d minutes to turn upwards, want two hours and the ramp", n)
	}
}

// No more deep cycles than the unit may have: the third of a day stops at 60 %.
func TestDeepCycles(t *testing.T) {
	u := single(t, "Golfech 2", "since_refuelling_d = 100\nfollowing = { hold_h = 0 }\nforced = { scrams_per_year = 0, failures_per_year = 0, partial_loss_fraction = 0 }")
	u.newDay(1)
	for cycle := range 4 {
		u.Ask(300)
		for range 120 {
			u.Step(&design)
		}
		low := u.NetMW / 1310
		if deep := low < 0.59; deep != (cycle < 2) {
			t.Errorf("cycle %d goes down to %.2f", cycle, low)
		}
		u.Ask(math.Inf(1))
		for range 120 {
			u.Step(&design)
		}
	}
}

// Fresh from refuelling and in stretch-out a unit does not follow.
func TestFollowsInItsCycleAlone(t *testing.T) {
	for day, follows := range map[float64]bool{5: false, 13: true, 400: true, 420: false} {
		u := single(t, "Golfech 2", "since_refuelling_d = 100\nforced = { scrams_per_year = 0, failures_per_year = 0 }")
		u.burnupD = day
		u.newDay(1)
		u.Step(&design)
		before := u.NetMW
		u.Ask(0)
		for range 120 {
			u.Step(&design)
		}
		if moved := before-u.NetMW > 10; moved != follows {
			t.Errorf("on day %g of the cycle it moves by %.0f MW", day, before-u.NetMW)
		}
	}
}

// A unit that follows anything whatever stays within its ramp, its least power and its
// margin: it never rises where its xenon outweighs the boron, and never turns back before
// it has held.
func TestFollowingProperties(t *testing.T) {
	cal := calendar(t, 1)
	s := decoded(t, "Nogent 1", "since_refuelling_d = 380\nforced = { scrams_per_year = 0, failures_per_year = 0 }")
	rapid.Check(t, func(t *rapid.T) {
		u := newUnit(s, cal, sim.Streams{Seed: 1})
		u.place(sim.Streams{Seed: 1})
		u.burnupD = rapid.Float64Range(0, 414).Draw(t, "burn-up")
		u.newDay(1)
		for range rapid.IntRange(1, 8).Draw(t, "requests") {
			u.Ask(rapid.Float64Range(0, 1400).Draw(t, "asked"))
			for range rapid.IntRange(10, 200).Draw(t, "minutes") {
				before := u
				u.Step(&design)
				change := u.level - before.level
				switch {
				case math.Abs(change)*1363 > 0.028*1310:
					t.Fatalf("moves by %g in a minute", change)
				case u.level < u.floor-1e-9:
					t.Fatalf("level %g below the least of %g", u.level, u.floor)
				case change > trim && !before.mayRestart():
					t.Fatalf("rises by %g with xenon at %g", change, before.Xenon)
				case change > trim && !before.rising && before.still < before.hold-1:
					t.Fatalf("turns upwards after %d minutes", before.still)
				}
			}
		}
	})
}

// A file's hours are asked for on their days, and on the same days of other years.
func TestRequestFile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "asked.csv")
	text := "time,GW\n"
	at := time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)
	for h := range 8760 {
		text += at.Add(time.Duration(h)*time.Hour).Format("2006-01-02T15:04Z") + "," + []string{"40", "41"}[h/24%2] + "\n"
	}
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	s := RequestSpec{File: file, Column: "GW", TimeColumn: "time", UnitMW: 1000}
	cal := calendar(t, 4)
	h, err := s.read(cal)
	if err != nil {
		t.Fatal(err)
	}
	for date, want := range map[string]float64{"2026-01-01": 40000, "2026-01-02": 41000, "2028-02-29": 40000, "2029-12-31": 40000} {
		day, _ := time.Parse(time.DateOnly, date)
		near(t, date, h.at(cal.MinuteOf(day)+5*sim.Hour), want, 0)
	}
	for _, bad := range []string{"time,GW\n2025-01-01T00:00Z,40\n", "time,GW\n2025-01-01T00:00Z,x\n", "time,MW\n2025-01-01T00:00Z,40\n", "time,GW\n2025-01-01T00:00Z,40\n2025-03-01T00:00Z,40\n"} {
		if err := os.WriteFile(file, []byte(bad), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := s.read(cal); err == nil {
			t.Errorf("read: %q", bad)
		}
	}
}

// The minutes of a fleet allocate nothing.
func TestBlockStepAllocatesNothing(t *testing.T) {
	f := blockOf(t, 1, 1, "request = { kind = \"seasonal\" }")
	cold := mild(f.Len())
	for m := range 2 * sim.Day {
		f.Step(m, cold)
	}
	m := 2 * sim.Day
	if n := testing.AllocsPerRun(3000, func() { f.Step(m, cold); m++ }); n > 0 {
		t.Errorf("%g allocations a minute", n)
	}
}
