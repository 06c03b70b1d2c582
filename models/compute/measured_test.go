package compute

import (
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"caloduc/sim"

	"pgregory.net/rapid"
)

// shared finds a file of the shared folder, or skips.
func shared(t *testing.T, path string) string {
	t.Helper()
	roots := []string{os.Getenv("CALODUC_SHARED")}
	if dir, err := os.Getwd(); err == nil {
		for ; filepath.Dir(dir) != dir; dir = filepath.Dir(dir) {
			roots = append(roots, filepath.Join(dir, "shared"))
		}
	}
	for _, r := range roots {
		if file := filepath.Join(r, path); r != "" {
			if _, err := os.Stat(file); err == nil {
				return file
			}
		}
	}
	t.Skipf("no %s: set CALODUC_SHARED or put shared beside the repository", path)
	return ""
}

// TestCDUDay runs a day of the heat of ORNL Frontier's 25 cooling units, 5.20 to
// 26.61 MW, mean 16.13 MW, 387 MWh, as the load of a hall, twice over.
func TestCDUDay(t *testing.T) {
	file := shared(t, "data/cooling/cdu_power_15s_24h.csv.gz")
	c := newCluster(t, `
[[hall]]
name = "Frontier-like"
accelerator = "GB300 NVL72"
racks = 250
[workload]
kind = "measured-power"
file = "`+file+`"
power_unit = "W"
scale = "absolute"
`, 1)
	lo, hi := math.Inf(1), 0.0
	b := run(t, c, 0, 2*sim.Day, nil, func(sim.Minute) {
		p := c.Hall(0).DCPowerMW
		lo, hi = min(lo, p), max(hi, p)
	})
	near(t, "energy of a day, MWh", b.dcMWmin/60/2, 387, 0.5)
	near(t, "mean, MW", b.dcMWmin/2880, 16.13, 0.02)
	near(t, "lowest minute, MW", lo, 5.20, 0.3) // the reading lasts 15 s, the minute is a mean
	near(t, "highest minute, MW", hi, 26.61, 0.5)
}

// TestFollow: each hall follows the shape of the series in proportion to its
// rating, also below idle power, and the parts add up.
func TestFollow(t *testing.T) {
	file := filepath.Join(t.TempDir(), "p.csv")
	if err := os.WriteFile(file, []byte("time,power\n0,10\n10,100\n20,50\n30,1\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	c := newCluster(t, strings.ReplaceAll(flagshipLike, `kind = "training-mix"`, `kind = "measured-power"
file = "`+file+`"
time_unit = "min"
peak_fraction = 0.8`), 1)
	run(t, c, -3, 100, nil, func(m sim.Minute) {
		h := c.Hall(0)
		want := c.work.(*measured).at(m) / c.work.(*measured).peak * 0.8 * c.halls[0].designMW
		near(t, "power", h.DCPowerMW, want, 1e-9)
		near(t, "sum of parts", h.ChipPowerMW+h.HostPowerMW+h.FanPowerMW, h.DCPowerMW, 1e-12)
		if h.GPUsBusy < 0 || h.GPUsBusy > h.GPUsOnline {
			t.Fatalf("minute %d: %+v", m, *h)
		}
	})
}

// TestByMinute: averaging keeps the integral of the cycled, piecewise linear
// curve, and a minute's mean lies between the readings around it.
func TestByMinute(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		step := rapid.SampledFrom([]float64{0.25, 0.5, 1, 2.5, 5, 15, 60}).Draw(t, "step")
		n := 2 * rapid.IntRange(2, 60).Draw(t, "readings")
		at, v := make([]float64, n), make([]float64, n)
		want, lo, hi := 0.0, math.Inf(1), 0.0
		for i := range v {
			at[i] = float64(i) * step
			v[i] = rapid.Float64Range(0, 100).Draw(t, "MW")
			want += v[i] * step
			lo, hi = min(lo, v[i]), max(hi, v[i])
		}
		got := (&readings{minutes: at, mw: v}).byMinute()
		period := float64(n) * step
		if len(got) != int(period) {
			t.Fatalf("%d minutes of %g", len(got), period)
		}
		sum := 0.0
		for _, x := range got {
			sum += x
			if x < lo-1e-9 || x > hi+1e-9 {
				t.Fatalf("%g outside %g to %g", x, lo, hi)
			}
		}
		if period == math.Floor(period) {
			near(t, "integral", sum, want, 1e-9*(1+want))
		}
	})
}

func TestSeriesErrors(t *testing.T) {
	for _, c := range []struct{ name, unit, text, want string }{
		{"empty", "s", "", "empty"},
		{"no time", "s", "t,power\n0,1\n1,2\n", `line 1: no column "time"`},
		{"no power", "s", "time,load\n0,1\n1,2\n", `line 1: no column "power*"`},
		{"not a number", "s", "time,power\n0,1\n1,x\n", `line 3: power "x"`},
		{"negative", "s", "time,power\n0,1\n1,-2\n", `line 3: power "-2"`},
		{"order", "s", "time,power\n0,1\n0,2\n", `line 3: time "0" is not after that of line 2`},
		{"one row", "s", "time,power\n0,1\n1,NA\n", "fewer than two rows"},
		{"ragged", "s", "time,power\n0,1\n1\n", "line 3"},
		{"milliseconds", "s", "time,power\n1709251200000,9\n1709254800000,2\n", "line 2: 1709251200000 s after 1970 lies outside the years 1900 to 2200: are these milliseconds?"},
		{"microseconds", "s", "time,power\n1709251200000000,9\n", "are these microseconds?"},
		{"overflow", "s", "time,power\n0,1\n60,5\n1e300,2\n", "line 4"},
		{"huge", "h", "time,power\n0,1\n1e7,2\n", "line 3: time \"1e7\" is 1.14e+03 years after the first"},
		{"no record", "h", "time,power\n1e9,1\n", "more than any record covers"},
		{"clock", "datetime", "time,power\n1970-01-01T00:00:07,0\n2024-03-01T00:00:00,9\n", "line 3: time \"2024-03-01T00:00:00\" is 54.2 years after the first"},
		{"hole", "h", "time,power\n0,1\n1,2\n2,2\n170,1\n", "line 5: no reading for 168 h before it: set allow_gaps"},
	} {
		s := &MeasuredPower{TimeColumn: "time", TimeUnit: c.unit, PowerColumns: "power*", PowerUnit: "MW"}
		if _, err := s.parse([]byte(c.text)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
	}
	s := &MeasuredPower{TimeColumn: "when", TimeUnit: "datetime", PowerColumns: "a, b", PowerUnit: "kW", AllowGaps: true}
	r, err := s.parse([]byte("\ufeffwhen;a;b;c\n2024-04-07 00:00+02:00;1000;500;9\n2024-04-07T00:30+02:00;;0;9\n2024-04-07T01:00+02:00;2000,5;0;9\n2024-04-09T00:00+02:00;1;0;9\n"))
	if err != nil || r.minutes[1] != 60 || r.mw[0] != 1.5 || r.mw[1] != 2.0005 || r.missing != 1 || r.gaps != 1 || r.filledH != 47 ||
		r.first.Format(time.RFC3339) != "2024-04-06T22:00:00Z" {
		t.Errorf("dates, columns, decimal commas, gaps: %+v %v", r, err)
	}
}

// A file with dates plays at its own hours: from 1 July at 08:20, the peak of 09:00 is
// at 09:00 of every day, in the years before, too. What is beyond the halls is told.
func TestDatesKeepTheirHours(t *testing.T) {
	file := filepath.Join(t.TempDir(), "p.csv")
	text := "time,power\n"
	for m := range 24 * 60 {
		at := time.Date(2030, 7, 1, 8, 20+m, 0, 0, time.UTC)
		text += at.Format("2006-01-02T15:04:05Z") + "," + map[bool]string{true: "9000", false: "10"}[at.Hour() == 9] + "\n"
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	c := newCluster(t, strings.ReplaceAll(flagshipLike, `kind = "training-mix"`, `kind = "measured-power"
file = "`+file+`"
time_unit = "datetime"
scale = "absolute"`), 1)
	x := c.work.(*measured)
	for m := -sim.Day; m < 2*sim.Day; m += 30 {
		if at := (m%sim.Day + sim.Day) % sim.Day; (x.at(m+1) > 5000) != (at/60 == 9) {
			t.Fatalf("%g MW at %d:%02d", x.at(m+1), at/60, at%60)
		}
	}
	told := ""
	for _, n := range c.Notices() {
		told += n.String() + "\n"
	}
	for _, want := range []string{"the file covers 1 days and is repeated", "peak of 9000 MW is more than", "check power_unit"} {
		if !strings.Contains(told, want) {
			t.Errorf("%q is not told in %q", want, told)
		}
	}
	run(t, c, 0, sim.Day, nil, func(sim.Minute) {})
	if x.followedMW > x.askedMW {
		t.Errorf("%g MW drawn of %g", x.followedMW, x.askedMW)
	}
}

// Power of GPUs alone is followed by the GPUs; hosts and fans come on top. Below what idle
// GPUs draw racks are off in proportion, with their hosts.
func TestFollowGPUs(t *testing.T) {
	file := filepath.Join(t.TempDir(), "p.csv")
	if err := os.WriteFile(file, []byte("time,power\n0,0.2\n10,2\n20,0.02\n30,0.2\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	c := newCluster(t, "[[hall]]\nname = \"H\"\naccelerator = \"H100 SXM\"\nracks = 100\n[workload]\nkind = \"measured-power\"\nfile = \""+file+"\"\ntime_unit = \"min\"\nscale = \"absolute\"\nmeasured_at = \"gpu\"\n", 1)
	x, off := c.work.(*measured), 0
	idle := 0.0
	run(t, c, 0, 60, nil, func(m sim.Minute) {
		h, s := c.Hall(0), c.halls[0]
		near(t, "power of the GPUs", h.ChipPowerMW, x.at(m), 1e-9)
		if idle = h.GPUsOnline * s.idleMW; x.at(m) < idle {
			off++
			near(t, "hosts that are on", h.HostPowerMW/s.hostIdleMW, x.at(m)/idle, 1e-9)
		} else if h.HostPowerMW < s.hostIdleMW {
			t.Errorf("minute %d: hosts draw %g of %g MW idle", m, h.HostPowerMW, s.hostIdleMW)
		}
		near(t, "sum of parts", h.ChipPowerMW+h.HostPowerMW+h.FanPowerMW, h.DCPowerMW, 1e-12)
	})
	if off == 0 || off == 60 {
		t.Errorf("racks are off in %d of 60 minutes", off)
	}
}
