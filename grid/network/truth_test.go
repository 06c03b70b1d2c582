package network

import (
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"testing"
)

// shared is the folder of real cases and of MATPOWER's results for them; a test that
// needs it skips without.
func shared(t testing.TB, path ...string) string {
	root := os.Getenv("CALODUC_SHARED")
	if root == "" {
		t.Skip("CALODUC_SHARED names no folder with cases")
	}
	return filepath.Join(append([]string{root}, path...)...)
}

func readCase(t testing.TB, name string) *Case {
	f, err := os.Open(shared(t, "data", "grid", name+".m"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	c, err := ReadMATPOWER(name, f)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// truth reads a table of MATPOWER's results by column.
func truth(t testing.TB, name string) map[string][]float64 {
	f, err := os.Open(shared(t, "truth", "matpower", name+".csv.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(z).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	table := map[string][]float64{}
	for _, row := range rows[1:] {
		for i, field := range row {
			v, err := strconv.ParseFloat(field, 64)
			if err != nil {
				v = math.NaN()
			}
			table[rows[0][i]] = append(table[rows[0][i]], v)
		}
	}
	return table
}

// near compares a column with the truth and returns the largest difference.
func near(t *testing.T, what string, got, want []float64, tolerance float64) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%s: %d values, want %d", what, len(got), len(want))
	}
	worst := 0.0
	for i := range got {
		worst = worse(worst, got[i]-want[i])
	}
	if !(worst <= tolerance) {
		t.Errorf("%s: off by %.3g, allowed %.3g", what, worst, tolerance)
	}
	t.Logf("%s: off by at most %.2g", what, worst)
}

var solved = []string{"case9", "case14", "case30", "case118", "case1888rte"}

// Angles and flows of MATPOWER's DC power flow.
func TestLinearFlowIsMATPOWERs(t *testing.T) {
	for _, name := range solved {
		t.Run(name, func(t *testing.T) {
			d, err := NewDC(readCase(t, name))
			if err != nil {
				t.Fatal(err)
			}
			f, err := d.Flow(false)
			if err != nil {
				t.Fatal(err)
			}
			near(t, "angles, degrees", f.VADeg, truth(t, name+"_bus")["dc_va_deg"], 1e-8)
			near(t, "flows, MW", f.FromMW, truth(t, name+"_branch")["dc_pf_mw"], 1e-6)
		})
	}
}

// Voltages, flows and losses of MATPOWER's AC power flow, by both methods.
func TestACFlowIsMATPOWERs(t *testing.T) {
	for method, solve := range map[string]func(*Case) (*Flow, error){"newton": Newton, "fdlf": FastDecoupled} {
		for _, name := range solved {
			t.Run(method+"/"+name, func(t *testing.T) {
				f, err := solve(readCase(t, name))
				if err != nil {
					t.Fatal(err)
				}
				bus, branch := truth(t, name+"_bus"), truth(t, name+"_branch")
				near(t, "voltages, pu", f.VMPu, bus["ac_vm_pu"], 1e-6)
				near(t, "angles, degrees", f.VADeg, bus["ac_va_deg"], 1e-5)
				near(t, "flows, MW", f.FromMW, branch["ac_pf_mw"], 1e-4)
				near(t, "losses, MW", f.LossMW, branch["ac_loss_mw"], 1e-4)
				sum, want := 0.0, 0.0
				for i, l := range f.LossMW {
					sum, want = sum+l, want+branch["ac_loss_mw"][i]
				}
				near(t, "all losses, MW", []float64{sum}, []float64{want}, 1e-4)
			})
		}
	}
}

// RTE's grid of 6,468 buses is solved from its own voltages.
func TestLargestCase(t *testing.T) {
	f, err := Newton(readCase(t, "case6468rte"))
	if err != nil {
		t.Fatal(err)
	}
	if f.MismatchPu > 1e-8 {
		t.Errorf("a mismatch of %g pu", f.MismatchPu)
	}
	t.Logf("%d iterations, %.2g pu", f.Iterations, f.MismatchPu)
}

// Costs, prices and flows of MATPOWER's DC optimal power flow.
func TestOptimalFlowIsMATPOWERs(t *testing.T) {
	for name, want := range optima(t) {
		t.Run(name, func(t *testing.T) {
			f, err := OptimalDC(readCase(t, name))
			if err != nil {
				t.Fatal(err)
			}
			if math.Abs(f.CostEURPerH/want-1) > 1e-5 {
				t.Errorf("costs %.6f an hour, want %.6f", f.CostEURPerH, want)
			}
			t.Logf("%d iterations, cost off by %.2g", f.Iterations, f.CostEURPerH/want-1)
			if name == "case5" {
				near(t, "prices", f.PriceEURPerMWh, truth(t, "case5_dcopf_bus")["lmp"], 1e-5)
				near(t, "powers, MW", f.GeneratorMW, truth(t, "case5_dcopf_gen")["pg_mw"], 1e-4)
				return
			}
			near(t, "prices", f.PriceEURPerMWh, truth(t, name+"_bus")["dcopf_lmp"], 1e-5)
			if name != "case1888rte" { // all its power costs the same: no dispatch is the only one
				near(t, "flows, MW", f.FromMW, truth(t, name+"_branch")["dcopf_pf_mw"], 1e-2)
			}
		})
	}
}

// optima reads the costs of MATPOWER's optimal flows.
func optima(t *testing.T) map[string]float64 {
	costs := map[string]float64{}
	for file, column := range map[string]int{"summary.csv": 17, "dcopf_congested.csv": 5} {
		data, err := os.ReadFile(shared(t, "truth", "matpower", file))
		if err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows[1:] {
			cost, err := strconv.ParseFloat(row[column], 64)
			if err != nil {
				t.Fatal(err)
			}
			costs[row[0]] = cost
		}
	}
	if len(costs) != 6 {
		t.Fatalf("%d optima", len(costs))
	}
	return costs
}
