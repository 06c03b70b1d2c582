// Package network solves the flows of power in transmission grids: cases as MATPOWER
// and plain tables describe them, DC and AC power flow, what an outage shifts, DC optimal
// power flow, and the French 400 kV grid.
package network

import (
	"fmt"
	"math"

	"caloduc/sim/table"
)

// Kind is what is held at a bus.
type Kind int

// The kinds of bus, numbered as in case files.
const (
	Load     Kind = 1 // active and reactive power
	Voltage  Kind = 2 // active power and voltage
	Slack    Kind = 3 // voltage and angle
	Isolated Kind = 4 // nothing: not part of the grid
)

// Case is a grid and its operating point, as a file describes it.
type Case struct {
	Name       string
	BaseMVA    float64
	Buses      []Bus
	Generators []Generator
	Branches   []Branch
}

// Bus is a node of the grid.
type Bus struct {
	Number int    // as in the file
	Name   string // where the file names it
	Kind   Kind

	LoadMW, LoadMvar   float64
	ShuntMW, ShuntMvar float64 // consumed and injected at a voltage of 1 pu
	VMPu, VADeg        float64 // voltage given, and its angle
	BaseKV             float64
	VMinPu, VMaxPu     float64
	Area, Zone         int

	row int // line of the file
}

// Generator feeds a bus.
type Generator struct {
	Bus        int // its number
	MW, Mvar   float64
	MinMW      float64
	MaxMW      float64
	MinMvar    float64
	MaxMvar    float64
	SetPu      float64 // voltage held
	BaseMVA    float64
	OutOfOrder bool
	Cost       Cost

	row int
}

// Branch is a line or a transformer between two buses: a pi circuit behind an ideal
// transformer at the from end.
type Branch struct {
	From, To    int     // numbers of buses
	RPu, XPu    float64 // series impedance
	BPu         float64 // charging, of the whole branch
	RateMVA     float64 // thermal limit; 0: none
	Ratio       float64 // off-nominal; 0: a line, of ratio 1
	ShiftDeg    float64
	OutOfOrder  bool
	MinAngleDeg float64 // from the to end to the from end, of optimal flow; 0: no limit
	MaxAngleDeg float64

	rateB, rateC float64
	row          int
}

// Cost is what a generator's power costs an hour: a polynomial, or straight lines
// between points.
type Cost struct {
	Coefficients []float64    // of powers of MW, the constant first
	Points       [][2]float64 // MW and EUR/h
	Startup      float64
	Shutdown     float64
}

// At is the cost of mw, EUR/h.
func (c *Cost) At(mw float64) float64 {
	if n := len(c.Points); n > 1 {
		i := 1
		for i < n-1 && mw > c.Points[i][0] {
			i++
		}
		a, b := c.Points[i-1], c.Points[i]
		return a[1] + (mw-a[0])*(b[1]-a[1])/(b[0]-a[0])
	}
	sum := 0.0
	for i := len(c.Coefficients) - 1; i >= 0; i-- {
		sum = sum*mw + c.Coefficients[i]
	}
	return sum
}

func rowError(line int, format string, args ...any) error {
	return &table.LineError{Line: line, Err: fmt.Errorf(format, args...)}
}

// mostErrors is how many errors of one file are told.
const mostErrors = 50

// Check returns what makes the case impossible, row by row: buses twice, branches and
// generators of no bus, impedances of zero, islands without a slack bus.
func (c *Case) Check() (errs []error) {
	if !(c.BaseMVA > 0) || math.IsInf(c.BaseMVA, 0) {
		errs = append(errs, fmt.Errorf("base power of %g MVA: must be above 0", c.BaseMVA))
	}
	if len(c.Buses) == 0 {
		return append(errs, fmt.Errorf("no bus"))
	}
	index := make(map[int]int, len(c.Buses))
	for i := range c.Buses {
		b := &c.Buses[i]
		if first, twice := index[b.Number]; twice {
			errs = append(errs, rowError(b.row, "bus %d stands twice: first in line %d", b.Number, c.Buses[first].row))
			continue
		}
		index[b.Number] = i
		errs = append(errs, b.check()...)
	}
	for i := range c.Generators {
		errs = append(errs, c.Generators[i].check(index)...)
	}
	for i := range c.Branches {
		errs = append(errs, c.Branches[i].check(index)...)
	}
	if len(errs) == 0 {
		_, errs = newTopology(c)
	}
	if len(errs) > mostErrors {
		errs = append(errs[:mostErrors], fmt.Errorf("and %d errors more", len(errs)-mostErrors))
	}
	return errs
}

func (b *Bus) check() (errs []error) {
	if b.Kind < Load || b.Kind > Isolated {
		errs = append(errs, rowError(b.row, "bus %d is of type %d: 1 (load), 2 (voltage), 3 (slack) or 4 (isolated)", b.Number, b.Kind))
	}
	if !finite(b.LoadMW, b.LoadMvar, b.ShuntMW, b.ShuntMvar, b.VMPu, b.VADeg) {
		errs = append(errs, rowError(b.row, "bus %d: load, shunt and voltage must be finite", b.Number))
	}
	if !(b.VMPu > 0) {
		errs = append(errs, rowError(b.row, "bus %d: a voltage of %g pu", b.Number, b.VMPu))
	}
	return errs
}

func (g *Generator) check(index map[int]int) (errs []error) {
	if _, ok := index[g.Bus]; !ok {
		errs = append(errs, rowError(g.row, "a generator at bus %d, which does not exist", g.Bus))
	}
	if !finite(g.MW, g.Mvar, g.SetPu) {
		errs = append(errs, rowError(g.row, "generator at bus %d: power and voltage must be finite", g.Bus))
	}
	if g.MinMW > g.MaxMW && !g.OutOfOrder {
		errs = append(errs, rowError(g.row, "generator at bus %d: its least power, %g MW, is above its highest, %g", g.Bus, g.MinMW, g.MaxMW))
	}
	if !g.OutOfOrder && !(g.SetPu > 0) {
		errs = append(errs, rowError(g.row, "generator at bus %d holds a voltage of %g pu", g.Bus, g.SetPu))
	}
	return errs
}

func (b *Branch) check(index map[int]int) (errs []error) {
	for _, end := range []int{b.From, b.To} {
		if _, ok := index[end]; !ok {
			errs = append(errs, rowError(b.row, "a branch to bus %d, which does not exist", end))
		}
	}
	if b.From == b.To {
		errs = append(errs, rowError(b.row, "a branch from bus %d to itself", b.From))
	}
	if !finite(b.RPu, b.XPu, b.BPu, b.RateMVA, b.Ratio, b.ShiftDeg) {
		errs = append(errs, rowError(b.row, "branch %d to %d: all values must be finite", b.From, b.To))
	} else if !b.OutOfOrder && b.XPu == 0 {
		errs = append(errs, rowError(b.row, "branch %d to %d has no reactance: merge its buses, or give it a small one", b.From, b.To))
	}
	if b.RateMVA < 0 {
		errs = append(errs, rowError(b.row, "branch %d to %d: a rating of %g MVA; 0 means no limit", b.From, b.To, b.RateMVA))
	}
	if b.MinAngleDeg > b.MaxAngleDeg && b.MinAngleDeg != 0 && b.MaxAngleDeg != 0 {
		errs = append(errs, rowError(b.row, "branch %d to %d: its least angle, %g degrees, is above its highest, %g", b.From, b.To, b.MinAngleDeg, b.MaxAngleDeg))
	}
	if b.Ratio < 0 {
		errs = append(errs, rowError(b.row, "branch %d to %d: a ratio of %g", b.From, b.To, b.Ratio))
	}
	return errs
}

func finite(values ...float64) bool {
	for _, v := range values {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return false
		}
	}
	return true
}
