package experiments

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"caloduc/sim"
	"caloduc/sim/param"
	"caloduc/sim/record"
)

var memoryYears = flag.Int("memory-years", 3, "how long the runs last whose memory is measured")

// workloads are a campus' work of every kind: a backlog, runs that arrive at random,
// more of them than fit, and a record of power.
var workloads = map[string]string{
	"backlog":  `{ kind = "training-mix" }`,
	"arrivals": `{ kind = "training-mix", offered_load = 0.8 }`,
	"fifo":     `{ kind = "training-mix", runs_per_year = 300, scheduler = "fifo", size_growth_factor = 1 }`,
	"too many": `{ kind = "training-mix", offered_load = 5, size_growth_factor = 1 }`,
	"frail":    `{ kind = "training-mix", mtbf_GPUh = 2000 }`,
	"measured": `{ kind = "measured-power", file = %q, power_unit = "MW" }`,
}

// What a run holds in memory does not grow with its years, but for its indicators.
func TestMemoryIsFlat(t *testing.T) {
	power := filepath.Join(t.TempDir(), "power.csv")
	var b strings.Builder
	b.WriteString("time,power\n")
	for i := range 500 {
		fmt.Fprintf(&b, "%d,%g\n", 300*i, 1+0.3*float64(i%7))
	}
	if err := os.WriteFile(power, []byte(b.String()), 0o666); err != nil {
		t.Fatal(err)
	}
	for name, workload := range workloads {
		t.Run(name, func(t *testing.T) {
			if strings.Contains(workload, "%q") {
				workload = fmt.Sprintf(workload, power)
			}
			text := fmt.Sprintf(`
[contract]
kind = "market"
[weather.w]
site = "Paris"
[[campus]]
name = "A"
weather = "w"
workload = %s
[[campus.hall]]
name = "H"
accelerator = "GB300 NVL72"
racks = 10
cooling = { plant = "direct-liquid-dry" }
`, workload)
			held, indicators := heldByYear(t, text)
			first, last := held[0], held[len(held)-1]
			grown := float64(last) - float64(first)
			t.Logf("%.1f MB after a year, %.1f MB after %d; %d indicators", float64(first)/1e6, float64(last)/1e6, len(held), indicators)
			// A monthly, yearly or whole indicator is kept in 300 bytes at most.
			if most := 300*float64(indicators) + 3e5; grown > most {
				t.Errorf("%.0f bytes more after %d years than after the first, of which indicators explain %.0f", grown, len(held), most)
			}
		})
	}
}

// heldByYear runs an experiment, and returns the live memory at the end of each year and
// the number of its indicators.
func heldByYear(t *testing.T, text string) (held []uint64, indicators int) {
	spec := new(Spec)
	if _, err := param.Decode("memory", []byte(text), spec, []string{fmt.Sprint("years=", *memoryYears)}); err != nil {
		t.Fatal(err)
	}
	spec.Record = RecordSpec{Series: None}
	w, err := Build(spec)
	if err != nil {
		t.Fatal(err)
	}
	defer w.engine.Close()
	rec, err := record.NewRecorder(w.record, w.cal, w.recordOptions("", None))
	if err != nil {
		t.Fatal(err)
	}
	err = w.engine.Run(context.Background(), w.cal.End(), w.component, func(m sim.Minute) error {
		if err := w.minute(m); err != nil || m < 0 {
			return err
		}
		if (m+1)%(365*sim.Day) == 0 {
			runtime.GC()
			var s runtime.MemStats
			runtime.ReadMemStats(&s)
			held = append(held, s.HeapAlloc)
		}
		return rec.Minute(m)
	})
	if err == nil {
		err = rec.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return held, len(rec.Summaries())
}
