package experiments

import (
	"context"
	"math"
	"os"
	"path/filepath"
	"testing"

	"caloduc/sim"
	"caloduc/sim/record"
)

// The water of both halls, which bears less than they discharge: 0.2 K of 20 m3/s.
const sharedWater = `force = true, trim_share = 0.0, water = { flow_m3_per_s = 20, max_mixed_rise_K = 0.2, max_withdrawal_share = 0.2 }`

// riverHalls is a campus of two halls on one river, one of twice the racks.
const riverHalls = `start = 2026-07-01
spin_up_d = 0.5
[weather.paris]
site = "Paris"
[[campus]]
name = "C"
weather = "paris"
grid = { contracted_MW = 80 }
[[campus.hall]]
name = "A"
accelerator = "GB300 NVL72"
racks = 150
cooling = { plant = "river", ` + sharedWater + ` }
[[campus.hall]]
name = "B"
accelerator = "GB300 NVL72"
racks = 75
cooling = { plant = "river", ` + sharedWater + ` }
`

// TestHallsShareARiver runs two halls that together ask for more than their river
// bears: no minute passes a limit, what it allows is used, each has its share by design
// heat, and the balances close.
func TestHallsShareARiver(t *testing.T) {
	file := filepath.Join(t.TempDir(), "e.toml")
	if err := os.WriteFile(file, []byte(riverHalls), 0o644); err != nil {
		t.Fatal(err)
	}
	w := worldOf(t, file)
	rec, err := record.NewRecorder(w.record, w.cal, record.Options{})
	if err != nil {
		t.Fatal(err)
	}
	of := func(name string) *float64 {
		for _, f := range w.record.BalanceFlows() {
			if w.record.Channels[f.Channel].Name == name {
				return f.Src
			}
		}
		t.Fatalf("no flow %s", name)
		return nil
	}
	const a, b = "campus.C.hall.A.", "campus.C.hall.B."
	heatA, heatB := of(a+"river_heat_MW"), of(b+"river_heat_MW")
	drawnA, drawnB := of(a+"withdrawn_water_kg_per_s"), of(b+"withdrawn_water_kg_per_s")
	const allowedMW, allowedKgPerS = 0.2 * 20 * 998 * 4180e-6, 0.2 * 20 * 998 // river water of 998 kg/m3
	var sumA, sumB float64
	n := 0
	err = w.engine.Run(context.Background(), 3*sim.Day, w.component, func(m sim.Minute) error {
		if err := w.minute(m); err != nil || m < 0 {
			return err
		}
		if x := *heatA + *heatB; x > allowedMW*(1+1e-9) || *drawnA+*drawnB > allowedKgPerS {
			t.Fatalf("minute %d: %g MW and %g kg/s", m, x, *drawnA+*drawnB)
		}
		if m >= sim.Day {
			sumA, sumB, n = sumA+*heatA, sumB+*heatB, n+1
		}
		return rec.Minute(m)
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := rec.CheckBalances(); err != nil {
		t.Error(err)
	}
	used, share := (sumA+sumB)/float64(n)/allowedMW, sumA/(sumA+sumB)
	t.Logf("%.4f of the heat allowed, %.4f of it by the hall of two thirds", used, share)
	if used < 0.97 || math.Abs(share-2./3) > 0.02 {
		t.Errorf("%.4f of the heat allowed, %.4f of it by the hall of two thirds", used, share)
	}
}
