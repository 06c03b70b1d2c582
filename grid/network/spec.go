package network

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"caloduc/sim/param"
)

// Words of the key policy.
const (
	// Curtail lets a campus draw no more than its bus can take.
	Curtail = "curtail"
	// Observe leaves the campuses alone: headroom and overloads are recorded.
	Observe = "observe"
)

// Bundled is the word of the key grid for the French 400 kV grid; None for no grid.
const (
	Bundled = "france"
	None    = "none"
)

// Spec is the table [network]: the transmission grid between stations and campuses.
type Spec struct {
	Grid, Folder, Weather       string
	Policy                      string
	NMinus1                     bool
	ThresholdMW                 float64
	IntervalMin                 int
	LeastEffect, EmergencyRatio float64
	RatingAirDegC               float64
	MaxConductorDegC            float64
	OutagesPer100Km             float64
	RepairH                     float64
	PlannedPerYear              float64
	PlannedDays                 float64
	RedispatchEURPerMWh         float64
	Works                       []*WorkSpec
	Events                      []*EventSpec
}

// Params declares the keys of [network].
func (s *Spec) Params(p *param.Set) {
	p.Choice(&s.Grid, "grid", None, []string{None, Bundled, "tables"}, "transmission grid: none, the bundled French 400 kV grid, or tables in a folder")
	p.String(&s.Folder, "folder", "", "folder with buses.csv and lines.csv, where grid is tables")
	p.String(&s.Weather, "weather", "", "weather site of the lines' ratings; empty: the first")
	p.Choice(&s.Policy, "policy", Curtail, []string{Curtail, Observe}, "what happens at a campus whose bus cannot take its demand: curtail it in the next minute, or observe")
	p.Bool(&s.NMinus1, "n_minus_1", true, "hold campuses to what remains when any one circuit is lost; else to the intact grid")
	p.Float(&s.ThresholdMW, "threshold_MW", 20, param.AtLeast(0), "change of a campus' draw within an hour after which the flows are solved again", param.Assumption)
	p.Int(&s.IntervalMin, "interval_min", 10, param.Between(1, 60), "minutes between two such solutions, at least", param.Assumption)
	p.Float(&s.LeastEffect, "least_effect", 0.2, param.Between(0.01, 1), "part of a campus' load that a circuit must carry for its rating to bind the campus, and effect that moving generation must have: below, neither is done. European capacity calculation takes 0.05 for trades between zones", param.Assumption)
	p.Float(&s.EmergencyRatio, "emergency_rating_ratio", 1.15, param.Between(1, 2), "flow over the rating that a circuit may carry after the loss of another, until generation has moved", param.Assumption)
	p.Float(&s.RatingAirDegC, "rating_air_degC", 30, param.Between(-20, 50), "air temperature at which the lines' ratings hold", param.Assumption)
	p.Float(&s.MaxConductorDegC, "max_conductor_degC", 80, param.Between(50, 250), "temperature of the conductors at their rating", param.Assumption)
	p.Float(&s.OutagesPer100Km, "line_outages_per_100km_per_year", 0.08, param.Between(0, 100), "lasting outages of a circuit",
		param.Unverified("European 380 to 420 kV lines: 0.05 to 0.1; RTS-GMLC, 230 kV: 0.76"))
	p.Float(&s.RepairH, "line_repair_h", 16, param.AboveTo(0, 87600), "mean length of a lasting outage", param.Unverified("8 to 24 h; RTS-GMLC: 11 h"))
	p.Float(&s.PlannedPerYear, "planned_outages_per_year", 0.3, param.Between(0, 12), "planned outages of a circuit, April to October", param.Assumption)
	p.Float(&s.PlannedDays, "planned_outage_days", 7, param.AboveTo(0, 200), "length of a planned outage", param.Assumption)
	p.Float(&s.RedispatchEURPerMWh, "redispatch_EUR_per_MWh", 100, param.AtLeast(0), "cost of moving one MWh of generation away from an overload", param.Assumption)
	param.List(p, &s.Works, "work", "", "circuits that come into service")
	param.List(p, &s.Events, "event", "", "circuits staged out of service")
}

// Check refuses what cannot be.
func (s *Spec) Check(report func(key, format string, args ...any)) {
	if s.MaxConductorDegC <= s.RatingAirDegC {
		report("max_conductor_degC", "%g degC is not above the air of the rating, %g degC", s.MaxConductorDegC, s.RatingAirDegC)
	}
	if (s.Grid == "tables") != (s.Folder != "") {
		report("folder", "grid = \"tables\" and a folder go together")
	}
	if s.Grid == None && len(s.Works)+len(s.Events) > 0 {
		report("grid", "works and events need a grid")
	}
}

// WorkSpec is one [[network.work]].
type WorkSpec struct {
	From, To, Class string
	Date            time.Time
	Circuits        int
	LengthKM        float64
}

// Params declares the keys of [[network.work]].
func (s *WorkSpec) Params(p *param.Set) {
	p.String(&s.From, "from", "", "bus").Require()
	p.String(&s.To, "to", "", "bus at the other end").Require()
	p.Date(&s.Date, "date", time.Time{}, "first day in service").Require()
	p.Int(&s.Circuits, "circuits", 1, param.Between(1, 20), "circuits that are added", param.Assumption)
	p.Choice(&s.Class, "class", "quad", []string{"quad", "twin"}, "class of the circuits")
	p.Float(&s.LengthKM, "length_km", param.Auto, param.Between(0.1, 1000), "length; auto: that of circuits in parallel, else 1.25 times the straight line", param.Assumption)
}

// EventSpec is one [[network.event]].
type EventSpec struct {
	From, To string
	Date     time.Time
	Days     float64
	Circuits int
}

// Params declares the keys of [[network.event]].
func (s *EventSpec) Params(p *param.Set) {
	p.String(&s.From, "from", "", "bus").Require()
	p.String(&s.To, "to", "", "bus at the other end").Require()
	p.Date(&s.Date, "date", time.Time{}, "first day out of service").Require()
	p.Float(&s.Days, "days", 1, param.AboveTo(0, 36500), "days out of service", param.Assumption)
	p.Int(&s.Circuits, "circuits", 1, param.Between(1, 20), "circuits that are out", param.Assumption)
}

// Load reads the grid that the table names; nil without one.
func (s *Spec) Load() (*Grid, error) {
	switch s.Grid {
	case None:
		return nil, nil
	case Bundled:
		return France()
	}
	g, err := OpenGrid(s.Folder)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", s.Folder, err)
	}
	return g, nil
}

// OpenGrid reads a grid from buses.csv and lines.csv in a folder, and links.csv where that
// is there.
func OpenGrid(folder string) (*Grid, error) {
	var tables [2][]byte
	for i, name := range []string{"buses.csv", "lines.csv"} {
		var err error
		if tables[i], err = os.ReadFile(filepath.Join(folder, name)); err != nil {
			return nil, err
		}
	}
	g, err := ReadGrid(filepath.Base(folder), tables[0], tables[1])
	if err != nil {
		return nil, err
	}
	links, err := os.ReadFile(filepath.Join(folder, "links.csv"))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return g, nil
	case err == nil:
		err = g.readLinks(links)
	}
	if err != nil {
		return nil, err
	}
	return g, nil
}
