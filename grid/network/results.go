package network

import (
	"fmt"
	"io"
	"math"
)

// Islands is how many parts the grid has, isolated buses not counted.
func (c *Case) Islands() int {
	t, _ := newTopology(c)
	used := map[int32]bool{}
	for _, k := range t.island {
		if k >= 0 {
			used[k] = true
		}
	}
	return len(used)
}

// TotalLossMW is what all branches lose.
func (f *Flow) TotalLossMW() (sum float64) {
	for _, mw := range f.LossMW {
		sum += mw
	}
	return sum
}

// Loading is the larger apparent power at a branch's ends over its rating, NaN without one.
func (f *Flow) Loading(c *Case, k int) float64 {
	rate := c.Branches[k].RateMVA
	if rate == 0 {
		return math.NaN()
	}
	return max(apparent(f.FromMW[k], f.FromMvar[k]), apparent(f.ToMW[k], f.ToMvar[k])) / rate
}

func apparent(mw, mvar float64) float64 {
	if math.IsNaN(mvar) {
		return math.Abs(mw)
	}
	return math.Hypot(mw, mvar)
}

// WriteBuses writes the state of the buses as a table; what was not computed is empty.
func (f *Flow) WriteBuses(w io.Writer, c *Case) error {
	rows := [][]string{{"bus", "vm_pu", "va_deg", "price_per_MWh"}}
	for i := range c.Buses {
		price := math.NaN()
		if f.PriceEURPerMWh != nil {
			price = f.PriceEURPerMWh[i]
		}
		rows = append(rows, []string{fmt.Sprint(c.Buses[i].Number), cell(f.VMPu[i]), cell(f.VADeg[i]), cell(price)})
	}
	return writeCSV(w, rows)
}

// WriteBranches writes the flows over the branches as a table, in the order of the case.
func (f *Flow) WriteBranches(w io.Writer, c *Case) error {
	rows := [][]string{{"branch", "from", "to", "p_from_MW", "q_from_Mvar", "p_to_MW", "q_to_Mvar", "loss_MW", "loading"}}
	for k := range c.Branches {
		b := &c.Branches[k]
		rows = append(rows, []string{fmt.Sprint(k + 1), fmt.Sprint(b.From), fmt.Sprint(b.To), cell(f.FromMW[k]), cell(f.FromMvar[k]),
			cell(f.ToMW[k]), cell(f.ToMvar[k]), cell(f.LossMW[k]), cell(f.Loading(c, k))})
	}
	return writeCSV(w, rows)
}

// cell prints a number in full, nothing where there is none.
func cell(v float64) string {
	if math.IsNaN(v) {
		return ""
	}
	return number(v)
}
