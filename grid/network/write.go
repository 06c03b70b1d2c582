package network

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// WriteMATPOWER writes the case as a case file of version 2, in full precision. Names,
// places and lengths have no place there.
func (c *Case) WriteMATPOWER(w io.Writer) error {
	out := bufio.NewWriter(w)
	fmt.Fprintf(out, "function mpc = %s\nmpc.version = '2';\nmpc.baseMVA = %s;\n", identifier(c.Name), number(c.BaseMVA))
	rows(out, "bus", "bus_i type Pd Qd Gs Bs area Vm Va baseKV zone Vmax Vmin", len(c.Buses), func(i int) []float64 {
		b := &c.Buses[i]
		return []float64{float64(b.Number), float64(b.Kind), b.LoadMW, b.LoadMvar, b.ShuntMW, b.ShuntMvar, float64(b.Area),
			b.VMPu, b.VADeg, b.BaseKV, float64(b.Zone), b.VMaxPu, b.VMinPu}
	})
	rows(out, "gen", "bus Pg Qg Qmax Qmin Vg mBase status Pmax Pmin", len(c.Generators), func(i int) []float64 {
		g := &c.Generators[i]
		return []float64{float64(g.Bus), g.MW, g.Mvar, g.MaxMvar, g.MinMvar, g.SetPu, g.BaseMVA, on(!g.OutOfOrder), g.MaxMW, g.MinMW}
	})
	rows(out, "branch", "fbus tbus r x b rateA rateB rateC ratio angle status angmin angmax", len(c.Branches), func(i int) []float64 {
		b := &c.Branches[i]
		return []float64{float64(b.From), float64(b.To), b.RPu, b.XPu, b.BPu, b.RateMVA, b.rateB, b.rateC, b.Ratio, b.ShiftDeg,
			on(!b.OutOfOrder), b.MinAngleDeg, b.MaxAngleDeg}
	})
	if c.priced() {
		rows(out, "gencost", "model startup shutdown n ...", len(c.Generators), func(i int) []float64 { return c.Generators[i].Cost.row() })
	}
	return out.Flush()
}

func (c *Case) priced() bool {
	for i := range c.Generators {
		if g := &c.Generators[i].Cost; len(g.Coefficients) > 0 || len(g.Points) > 0 {
			return true
		}
	}
	return false
}

// row is the cost as gencost has it.
func (c *Cost) row() []float64 {
	if n := len(c.Points); n > 0 {
		r := []float64{1, c.Startup, c.Shutdown, float64(n)}
		for _, p := range c.Points {
			r = append(r, p[0], p[1])
		}
		return r
	}
	n := len(c.Coefficients)
	r := []float64{2, c.Startup, c.Shutdown, float64(n)}
	for k := n - 1; k >= 0; k-- {
		r = append(r, c.Coefficients[k])
	}
	if n == 0 {
		r[3], r = 1, append(r, 0)
	}
	return r
}

func on(is bool) float64 {
	if is {
		return 1
	}
	return 0
}

func rows(out *bufio.Writer, table, head string, n int, row func(int) []float64) {
	fmt.Fprintf(out, "\n%%\t%s\nmpc.%s = [\n", strings.ReplaceAll(head, " ", "\t"), table)
	for i := range n {
		for _, v := range row(i) {
			out.WriteString("\t" + number(v))
		}
		out.WriteString(";\n")
	}
	out.WriteString("];\n")
}

// number prints the shortest text that reads back as the same number.
func number(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }

// identifier makes a name that a function of a case file can have.
func identifier(name string) string {
	word := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '_' {
			return r
		}
		return '_'
	}, name)
	if word == "" || word[0] >= '0' && word[0] <= '9' || word[0] == '_' {
		return "case_" + word
	}
	return word
}
