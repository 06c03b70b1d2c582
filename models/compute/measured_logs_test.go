package compute

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// nodeLog is the log of a node of MLPerf: readings in W from a time on, every 2 s.
func nodeLog(from float64, w []float64) string {
	b := new(strings.Builder)
	line := func(at float64, key, value string) {
		fmt.Fprintf(b, ":::MLLOG {\"namespace\": \"\", \"time_ms\": %.0f, \"event_type\": \"POINT_IN_TIME\", \"key\": %q, \"value\": %s, \"metadata\": {\"lineno\": 1}}\n", at*1000, key, value)
	}
	line(from-10, "power_reading", `{"value": 9999}`)
	line(from-1, "power_measurement_start", "null")
	for i, x := range w {
		line(from+2*float64(i), "power_reading", fmt.Sprintf(`{"value": %.3f}`, x))
	}
	line(from+2*float64(len(w)), "power_measurement_stop", "null")
	return b.String()
}

// The meters of a log give back their energy, whatever their number and form.
func TestLogsConserveEnergy(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(2, 200).Draw(t, "readings")
		nodes := make([][]float64, rapid.IntRange(1, 4).Draw(t, "nodes"))
		want := 0.0 // J, trapezoids
		var all []*meter
		wide, long := "Time", "timestamp,gpu,value\n"
		for k := range nodes {
			wide += fmt.Sprintf(",\"DCGM_FI_DEV_POWER_USAGE{gpu=\"\"%d\"\"}\"", k)
			for range n {
				nodes[k] = append(nodes[k], float64(rapid.IntRange(0, 10000).Draw(t, "W")))
			}
			for i := 1; i < n; i++ {
				want += nodes[k][i-1] + nodes[k][i]
			}
			m, err := mlperf(nodeLog(1.7e9, nodes[k]))
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, m...)
		}
		wide += "\n"
		for i := range n {
			wide += fmt.Sprint(1700000000000 + 2000*i)
			for k := range nodes {
				wide += fmt.Sprintf(",%g W", nodes[k][i])
				long += fmt.Sprintf("%d,%d,%g\n", 1700000000+2*i, k, nodes[k][i])
			}
			wide += "\n"
		}
		columns, err := prometheus(wide)
		if err != nil {
			t.Fatal(err)
		}
		rows, err := prometheus(long)
		if err != nil {
			t.Fatal(err)
		}
		for form, meters := range map[string][]*meter{"mlperf": all, "a column a series": columns, "a row a reading": rows} {
			r, err := together(meters)
			if err != nil {
				t.Fatal(form, err)
			}
			got := 0.0
			for i := 1; i < len(r.mw); i++ {
				got += (r.mw[i-1] + r.mw[i]) / 2 * 1e6 * 60 * (r.minutes[i] - r.minutes[i-1])
			}
			if math.Abs(got-want) > 1e-3*want+1 || len(r.mw) != n || r.first.Unix() != 1700000000 {
				t.Fatalf("%s: %g J of %g, %d readings of %d from %v", form, got, want, len(r.mw), n, r.first)
			}
		}
	})
}

// What no log can be is refused by line and reason.
func TestWrongLogs(t *testing.T) {
	reading := func(ms, value string) string {
		return fmt.Sprintf(":::MLLOG {\"time_ms\": %s, \"key\": \"power_reading\", \"value\": %s}\n", ms, value)
	}
	for _, c := range []struct{ format, text, want string }{
		{formatMLPerf, reading("1700000000000", "5") + reading("1699999990000", "5"), "line 2: the reading is 10 s before that of line 1: the log runs backwards"},
		{formatMLPerf, reading("1700000000000", "-5"), "line 1: a reading of -5 W"},
		{formatMLPerf, reading("1700000000000", `"x"`), "is no reading in W"},
		{formatMLPerf, reading("5", "5"), "time_ms 5 is no date"},
		{formatMLPerf, ":::MLLOG nothing\n", "line 1: no JSON"},
		{formatMLPerf, "no log\n", "fewer than two readings"},
		{formatPrometheus, "when,value\n1700000000,5\n", "no column Time or timestamp"},
		{formatPrometheus, "Time,a\n1700000000,5\n1700000000,5\n", "line 3: a: the reading is 0 s before that of line 2"},
		{formatPrometheus, "Time,a\n1700000000,5 V\n", `"5 V" is no power`},
		{formatPrometheus, "Time,a\n17,5\n", `time "17" is no date`},
		{formatPrometheus, "Time,a\n1700000000,-5\n", "a reading of -5"},
	} {
		if _, err := (&MeasuredPower{Format: c.format}).meters([]byte(c.text)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: %v, not %q", c.text, err, c.want)
		}
	}
	early, late := &meter{minutes: []float64{1, 2}, mw: []float64{1, 1}}, &meter{minutes: []float64{5, 6}, mw: []float64{1, 1}}
	if _, err := together([]*meter{early, late}); err == nil {
		t.Error("meters of different times are added up")
	}
}

// FuzzLogs: whatever a log holds, it is refused or gives powers that can be.
func FuzzLogs(f *testing.F) {
	f.Add([]byte(nodeLog(1.7e9, []float64{1, 2, 3})), formatMLPerf)
	f.Add([]byte("Time,a\n1700000000,5 W\n1700000010,6 kW\n"), formatPrometheus)
	f.Add([]byte("timestamp,gpu,value\n2024-01-01T00:00:00Z,0,5\n2024-01-01T00:00:00Z,1,5\n2024-01-01T00:00:10Z,0,5\n2024-01-01T00:00:10Z,1,5\n"), formatPrometheus)
	f.Fuzz(func(t *testing.T, data []byte, format string) {
		all, err := (&MeasuredPower{Format: format}).meters(data)
		if err != nil {
			return
		}
		r, err := together(all)
		if err != nil || len(r.minutes) < 2 || r.minutes[len(r.minutes)-1] > 1e6 {
			return
		}
		for i, mw := range r.byMinute() {
			if !(mw >= 0) || math.IsInf(mw, 0) {
				t.Fatalf("minute %d: %g", i, mw)
			}
		}
	})
}
