// Package record keeps what a run writes: channels (hourly mean, minimum and
// maximum in Parquet), their integrals by month and year, the indicators drawn
// from those integrals, energy balances, and counts of minutes out of bounds.
//
// A model declares a channel once, bound to a field of its state; the recorder
// reads the field at the end of every minute:
//
//	h := root.Group("campus.Fouju", "Fouju").Group("hall.H1", "hall H1")
//	it := h.Channel(&hall.itMW, "it_power_MW", "electric power at the servers' inlets")
//	h.Indicator("pue", "power usage effectiveness (ISO/IEC 30134-2)", func(s Sums) float64 { … })
package record

import (
	"fmt"
	"math"

	"caloduc/sim"
	"caloduc/sim/unit"
)

// ID names a channel within its registry.
type ID int

// Channel is one recorded quantity.
type Channel struct {
	Name        string    // full name, scope first: "campus.Fouju.hall.H1.it_power_MW"
	Scope       string    // "campus.Fouju.hall.H1"; "" for the whole system
	Label       string    // for axes and legends: "hall H1: it power"
	Unit        unit.Unit // from the name's suffix
	Description string
	Modes       Modes // see Group.Mode; nil: a quantity
	hourly      bool  // written to hourly.parquet; false: only integrated
	src         *float64
	while       *bool // see Group.While; nil: always
}

// Sums gives the integrals of channels over one period: a channel in MW gives
// MWh, one in kg/s or EUR/h is integrated over hours likewise (value times
// hours, whatever the unit).
type Sums interface {
	// Of returns ∫ channel dt over the period, dt in hours.
	Of(ID) float64
	// Hours is the length of the period in hours.
	Hours() float64
	// Span is the period's first minute, and the first after it.
	Span() (from, to sim.Minute)
}

// Indicator is one figure reported for each month, each year and the whole run.
type Indicator struct {
	Name    string // with the unit as suffix: "wue_L_per_kWh", "pue"
	Scope   string
	Unit    unit.Unit
	Meaning string
	Value   func(Sums) float64 // NaN: does not exist in that period, written empty
	// Main marks the few that the closing table of a run shows.
	Main bool

	lo, hi float64 // within which the whole run's value is possible
}

// Within says which values of a whole run are possible: a run with another fails. A
// month may lie outside, where what it books belongs to the month before.
func (i *Indicator) Within(lo, hi float64) *Indicator {
	i.lo, i.hi = lo, hi
	return i
}

// Term is one flow of a balance: a channel times a factor, so that all terms of
// a balance share one unit.
type Term struct {
	Channel ID
	Factor  float64
}

// Terms lists channels that enter a balance as they are.
func Terms(ids ...ID) []Term {
	t := make([]Term, len(ids))
	for i, id := range ids {
		t[i] = T(id, 1)
	}
	return t
}

// Balance is a conservation law that must hold over every period: the sum of In
// equals the sum of Out. Each term comes from its own equation; none is defined
// as the difference of others.
type Balance struct {
	Name    string // "electricity", "heat", "water"
	Scope   string
	In, Out []Term
}

// Counter counts minutes in which something was out of bounds, or other rare
// happenings; it is written to the manifest.
type Counter struct {
	Name, Scope, Description string
	Bounds                   string // validity bounds in words: "wet bulb -34.4 to 26.7 degC"
	src, of                  *int64 // of: minutes in which the part worked; nil: all
}

// Place is a point on the map that figures may draw.
type Place struct {
	Name, Kind string // Kind: "reactor", "campus", "bus"
	LatDeg     float64
	LonDeg     float64
}

// Registry collects everything a world declares while it is built.
type Registry struct {
	Channels   []Channel
	Indicators []*Indicator
	Balances   []Balance
	Counters   []Counter
	Places     []Place
	names      map[string]ID
}

// NewRegistry returns an empty registry.
func NewRegistry() *Registry { return &Registry{names: map[string]ID{}} }

// Root is the group of the whole system.
func (r *Registry) Root() Group { return Group{r: r} }

// ByName returns the channel of a full name.
func (r *Registry) ByName(name string) (ID, bool) {
	id, ok := r.names[name]
	return id, ok
}

// Group is a scope within which channels, indicators, balances and counters are
// declared.
type Group struct {
	r            *Registry
	scope, label string
	while        *bool
}

// Group returns a scope below this one. name becomes part of full names
// ("campus.Fouju"), label is what figures print ("Fouju").
func (g Group) Group(name, label string) Group {
	if g.label != "" {
		label = g.label + ", " + label
	}
	return Group{r: g.r, scope: g.full(name), label: label, while: g.while}
}

// While returns the same scope for what moves only while active is true and
// stands still otherwise: the recorder then reads it once an hour. active may
// change at the first minute of an hour.
func (g Group) While(active *bool) Group {
	g.while = active
	return g
}

// never is the condition of what stands still within every hour.
var never bool

// ByHour returns the same scope for what changes only at the first minute of an
// hour, as prices and annuities do.
func (g Group) ByHour() Group { return g.While(&never) }

// ByName returns the channel of a name within the group.
func (g Group) ByName(name string) (ID, bool) {
	return g.r.ByName(g.full(name))
}

// full is a name with the group's scope before it.
func (g Group) full(name string) string {
	if g.scope == "" {
		return name
	}
	return g.scope + "." + name
}

// Scope is the group's full name.
func (g Group) Scope() string { return g.scope }

// Label is what figures print for the group.
func (g Group) Label() string { return g.label }

// Channel declares a quantity written every hour. src is read at the end of
// each minute and must stay valid for the whole run.
func (g Group) Channel(src *float64, name, description string) ID {
	return g.add(src, name, description, true)
}

// Meter declares a quantity that is only integrated: it serves indicators and
// balances but is not written hour by hour.
func (g Group) Meter(src *float64, name, description string) ID {
	return g.add(src, name, description, false)
}

func (g Group) add(src *float64, name, description string, hourly bool) ID {
	full := g.full(name)
	if _, twice := g.r.names[full]; twice {
		panic(fmt.Sprintf("record: channel %q declared twice", full))
	}
	label := unit.Stem(name)
	if g.label != "" {
		label = g.label + ": " + label
	}
	id := ID(len(g.r.Channels))
	g.r.Channels = append(g.r.Channels, Channel{Name: full, Scope: g.scope, Label: label,
		Unit: unit.Of(name), Description: description, hourly: hourly, src: src, while: g.while})
	g.r.names[full] = id
	return id
}

// Indicator declares a figure drawn from the integrals of channels.
func (g Group) Indicator(name, meaning string, value func(Sums) float64) *Indicator {
	i := &Indicator{Name: name, Scope: g.scope, Unit: unit.Of(name), Meaning: meaning, Value: value, lo: math.Inf(-1), hi: math.Inf(1)}
	g.r.Indicators = append(g.r.Indicators, i)
	return i
}

// Balance declares a conservation law.
func (g Group) Balance(name string, in, out []Term) {
	g.r.Balances = append(g.r.Balances, Balance{Name: name, Scope: g.scope, In: in, Out: out})
}

// Counter declares a count; src is read when the run ends.
func (g Group) Counter(src *int64, name, description, bounds string) {
	g.r.Counters = append(g.r.Counters, Counter{Name: name, Scope: g.scope, Description: description, Bounds: bounds, src: src})
}

// Bound declares a count of minutes out of a part's bounds among the minutes in which
// it worked.
func (g Group) Bound(src, of *int64, name, description, bounds string) {
	g.r.Counters = append(g.r.Counters, Counter{Name: name, Scope: g.scope, Description: description, Bounds: bounds, src: src, of: of})
}

// Place declares a point on the map.
func (g Group) Place(name, kind string, latDeg, lonDeg float64) {
	g.r.Places = append(g.r.Places, Place{Name: name, Kind: kind, LatDeg: latDeg, LonDeg: lonDeg})
}
