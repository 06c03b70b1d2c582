package network

import (
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"caloduc/sim/table"
)

// Fuel is what a power station burns, or what drives it.
type Fuel int

// The fuels of a grid's tables.
const (
	Nuclear Fuel = iota
	Gas
	Coal
	Oil
	RunOfRiver
	Reservoir
	Pumped
	Wind
	Solar
	fuels
)

// Fuels names the columns of a table of buses.
var Fuels = [fuels]string{"nuclear", "gas", "coal", "oil", "run_of_river", "reservoir", "pumped", "wind", "solar"}

// ByFuel is a power, MW, by fuel.
type ByFuel [fuels]float64

// Grid is a transmission grid as plain tables: what stands at its buses, the corridors
// between them, and the links to other zones.
type Grid struct {
	Name  string
	Sites []Site
	Lines []Corridor
	Links []Link
}

// Site is a bus with what stands there.
type Site struct {
	Name, Kind, Region string
	LatDeg, LonDeg     float64
	LoadFraction       float64 // of the grid's load
	CapacityMW         ByFuel
	Assumed            string // which of its values are assumptions
}

// Corridor is a line of parallel circuits of one class.
type Corridor struct {
	From, To string
	LengthKM float64
	Circuits int
	Class    string
	Assumed  string // which of its values are assumptions
}

// Link ties a bus to another zone.
type Link struct {
	Bus, Zone  string
	CapacityMW float64
	HVDC       bool
	FromYear   int // 0: stands already
	Assumed    string
}

// LineClass is a kind of circuit.
type LineClass struct {
	Name               string
	ROhmPerKM          float64
	XOhmPerKM          float64
	BMicroSiemensPerKM float64
	RatingMVA          float64
	VoltageKV          float64
}

// LineClasses are the two kinds of 400 kV circuit of the French grid. Reactances,
// resistances and ratings are medians of the circuits of MATPOWER's case1888rte (Josz,
// Fliscounakis, Maeght, Panciatici, arXiv:1603.01533), whose length follows from their
// reactance and charging: √(X·B) over that of a kilometre at 2.95e5 km/s.
var LineClasses = []LineClass{
	{Name: "quad", ROhmPerKM: 0.0199, XOhmPerKM: 0.262, BMicroSiemensPerKM: 4.33, RatingMVA: 2487, VoltageKV: 400},
	{Name: "twin", ROhmPerKM: 0.0298, XOhmPerKM: 0.31, BMicroSiemensPerKM: 3.6, RatingMVA: 1617, VoltageKV: 400},
}

func classOf(name string) *LineClass {
	for i := range LineClasses {
		if LineClasses[i].Name == name {
			return &LineClasses[i]
		}
	}
	return nil
}

// Index is the place of the site of that name, upper and lower case alike, or -1.
func (g *Grid) Index(name string) int {
	for i := range g.Sites {
		if strings.EqualFold(g.Sites[i].Name, name) {
			return i
		}
	}
	return -1
}

// CapacityMW is what all sites have of each fuel.
func (g *Grid) CapacityMW() (all ByFuel) {
	for i := range g.Sites {
		for f, mw := range g.Sites[i].CapacityMW {
			all[f] += mw
		}
	}
	return all
}

// ReadGrid reads a grid from its tables of buses and of lines: the columns of a written
// grid, of which buses need name, lat_deg, lon_deg and load_fraction, lines from, to,
// length_km, circuits and class. All errors come together, each with table and line.
func ReadGrid(name string, buses, lines []byte) (*Grid, error) {
	g := &Grid{Name: name}
	errs := readRows("buses", buses, "name lat_deg lon_deg load_fraction", func(r *gridRow) {
		s := Site{Name: r.text("name"), Kind: r.maybe("kind"), Region: r.maybe("region"), Assumed: r.maybe("assumed"),
			LatDeg: r.number("lat_deg", -90, 90), LonDeg: r.number("lon_deg", -180, 180), LoadFraction: r.number("load_fraction", 0, 1)}
		for f, fuel := range Fuels {
			if r.has(fuel + "_MW") {
				s.CapacityMW[f] = r.number(fuel+"_MW", 0, 1e6)
			}
		}
		if g.Index(s.Name) >= 0 {
			r.fault("bus %q stands twice", s.Name)
		}
		g.Sites = append(g.Sites, s)
	})
	sound := len(errs) == 0
	errs = append(errs, readRows("lines", lines, "from to length_km circuits class", func(r *gridRow) {
		l := Corridor{From: r.text("from"), To: r.text("to"), Class: r.text("class"), Assumed: r.maybe("assumed"),
			LengthKM: r.number("length_km", 0.001, 3000), Circuits: r.whole("circuits", 1, 20)}
		for _, end := range []string{l.From, l.To} {
			if sound && g.Index(end) < 0 {
				r.fault("a line to bus %q, which does not exist", end)
			}
		}
		if strings.EqualFold(l.From, l.To) {
			r.fault("a line from %q to itself", l.From)
		}
		if classOf(l.Class) == nil {
			r.fault("a line of class %q: quad or twin", l.Class)
		}
		g.Lines = append(g.Lines, l)
	})...)
	if len(errs) == 0 {
		errs = g.check()
	}
	return g, errors.Join(errs...)
}

// check finds what parts the grid, or makes its load other than one whole.
func (g *Grid) check() (errs []error) {
	sum := 0.0
	for i := range g.Sites {
		sum += g.Sites[i].LoadFraction
	}
	if len(g.Sites) == 0 {
		return []error{errors.New("buses: the table has no rows")}
	}
	if math.Abs(sum-1) > 0.01 {
		errs = append(errs, fmt.Errorf("buses: the load fractions sum to %.4g, not 1", sum))
	}
	c := g.Case(Operation{})
	t, wrong := newTopology(c)
	for i, k := range t.island {
		if k != t.island[0] {
			return append(errs, fmt.Errorf("lines: nothing ties %q to %q", g.Sites[i].Name, g.Sites[0].Name))
		}
	}
	return append(errs, wrong...)
}

// gridRow is a row of a table of buses or lines.
type gridRow struct {
	*table.Table
	name   string
	fields []string
	errs   []error
}

// readRows reads a table, which must have some columns, row by row.
func readRows(name string, data []byte, needed string, each func(*gridRow)) []error {
	text, err := table.Text(data)
	if err != nil {
		return []error{fmt.Errorf("%s: %w", name, err)}
	}
	t, err := table.Open(text, table.Auto)
	if err != nil {
		return []error{fmt.Errorf("%s: %w", name, err)}
	}
	r := &gridRow{Table: t, name: name}
	lacking := slices.DeleteFunc(strings.Fields(needed), r.has)
	if len(lacking) > 0 {
		return []error{fmt.Errorf("%s: %w", name, &table.LineError{Line: 1, Err: fmt.Errorf("no %s; there are %s", strings.Join(lacking, ", "), strings.Join(t.Header, ", "))})}
	}
	for len(r.errs) < mostErrors {
		r.fields, err = t.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return append(r.errs, fmt.Errorf("%s: %w", name, err))
		}
		each(r)
	}
	return r.errs
}

func (r *gridRow) fault(format string, args ...any) {
	r.errs = append(r.errs, fmt.Errorf("%s: %w", r.name, &table.LineError{Line: r.Line, Err: fmt.Errorf(format, args...)}))
}

func (r *gridRow) has(column string) bool {
	_, err := r.Column(column)
	return err == nil
}

func (r *gridRow) maybe(column string) string {
	if i, err := r.Column(column); err == nil {
		return r.fields[i]
	}
	return ""
}

func (r *gridRow) text(column string) string {
	word := r.maybe(column)
	if word == "" {
		r.fault("%s is empty", column)
	}
	return strings.Clone(word)
}

func (r *gridRow) number(column string, low, high float64) float64 {
	v, err := r.Number(r.maybe(column))
	switch {
	case err != nil:
		r.fault("%s: %w", column, err)
	case !(v >= low && v <= high):
		r.fault("%s is %g: must be between %g and %g", column, v, low, high)
	}
	return v
}

func (r *gridRow) whole(column string, low, high float64) int {
	v := r.number(column, low, high)
	if v != math.Trunc(v) {
		r.fault("%s is %g: must be a whole number", column, v)
	}
	return int(v)
}

// WriteTables writes the tables of buses and lines as ReadGrid reads them.
func (g *Grid) WriteTables(buses, lines io.Writer) error {
	head := append([]string{"name", "lat_deg", "lon_deg", "kind", "region", "load_fraction"}, strings.Split(strings.Join(Fuels[:], "_MW,")+"_MW", ",")...)
	rows := [][]string{append(head, "assumed")}
	for i := range g.Sites {
		s := &g.Sites[i]
		row := []string{s.Name, number(s.LatDeg), number(s.LonDeg), s.Kind, s.Region, number(s.LoadFraction)}
		for _, mw := range s.CapacityMW {
			row = append(row, number(mw))
		}
		rows = append(rows, append(row, s.Assumed))
	}
	if err := writeCSV(buses, rows); err != nil {
		return err
	}
	rows = [][]string{{"from", "to", "length_km", "circuits", "class", "assumed"}}
	for _, l := range g.Lines {
		rows = append(rows, []string{l.From, l.To, number(l.LengthKM), fmt.Sprint(l.Circuits), l.Class, l.Assumed})
	}
	return writeCSV(lines, rows)
}

// FuelOf is the fuel of that name.
func FuelOf(name string) (Fuel, error) {
	for f, fuel := range Fuels {
		if fuel == name {
			return Fuel(f), nil
		}
	}
	return 0, fmt.Errorf("no fuel %q: %s", name, strings.Join(Fuels[:], ", "))
}
