package reactor

import (
	"fmt"
	"slices"
	"strings"

	"caloduc/sim/list"
	"caloduc/sim/param"
)

// FleetSpec is the table [fleet]: the units of a country as one block.
type FleetSpec struct {
	Country string
	Without string
	Share   float64
	Practice
	Request RequestSpec
	Rivers  RiversSpec
	Common  CommonSpec
	Strikes StrikesSpec
	Events  []*FleetEventSpec
}

// Params declares the keys of [fleet].
func (s *FleetSpec) Params(p *param.Set) {
	p.Choice(&s.Country, "country", "", []string{"", "France"}, "the country whose reactors feed the experiment, all 57 of France as one block; empty: none but those of [[reactor]]")
	p.String(&s.Without, "without", "", "units of the country that are left out, separated by commas: those listed as [[reactor]], or not yet built")
	p.Float(&s.Share, "share", 1, param.Fraction(), "part of the block's output that goes to the experiment", param.Assumption)
	s.Practice.Params(p)
	p.Table(&s.Request, "request", "the power asked of the reactors")
	p.Table(&s.Rivers, "rivers", "limits of the rivers' temperature and heating")
	p.Table(&s.Common, "common_cause", "defects common to a series")
	p.Table(&s.Strikes, "strikes", "losses of power to strikes")
	param.List(p, &s.Events, "event", "name", "a staged outage or limit of a unit of the block")
}

// Check refuses units that there are not.
func (s *FleetSpec) Check(report func(key, format string, args ...any)) {
	names := list.Map(FrenchUnits.Entries, func(e param.CatalogueEntry) string { return e.Name })
	for _, name := range s.without() {
		if !slices.Contains(names, name) {
			report("without", "no unit %q in the catalogue%s", name, param.DidYouMean(name, names))
		}
	}
	for i, e := range s.Events {
		if !slices.Contains(names, e.Unit) {
			report(fmt.Sprintf("event[%d].unit", i), "no unit %q in the catalogue%s", e.Unit, param.DidYouMean(e.Unit, names))
		}
	}
	if s.Country == "" && (s.Without != "" || len(s.Events) > 0) {
		report("country", "a block of units without a country: country = \"France\"")
	}
	if s.Forced.PartialLoss+max(s.MinStableFraction, s.MinStableEndFraction) >= 1 {
		report("min_stable_fraction", "the partial loss leaves less than the minimum stable power")
	}
}

// without are the units left out.
func (s *FleetSpec) without() (out []string) {
	for _, name := range strings.Split(s.Without, ",") {
		if name = strings.TrimSpace(name); name != "" {
			out = append(out, name)
		}
	}
	return out
}

// Units are the names of the block's units.
func (s *FleetSpec) Units() (out []string) {
	if s.Country == "" {
		return nil
	}
	without := s.without()
	for _, e := range FrenchUnits.Entries {
		if !slices.Contains(without, e.Name) {
			out = append(out, e.Name)
		}
	}
	return out
}

// units returns the specs of the block's units: the catalogue's facts, and the block's
// practice, share and events.
func (s *FleetSpec) units() (out []*Spec, err error) {
	for _, name := range s.Units() {
		u := new(Spec)
		if _, err := param.Decode("fleet", []byte(fmt.Sprintf("unit = %q", name)), u, nil); err != nil {
			return nil, err
		}
		u.Practice, u.Share = s.Practice, s.Share
		for _, event := range s.Events {
			if event.Unit == name {
				u.Events = append(u.Events, &event.EventSpec)
			}
		}
		out = append(out, u)
	}
	return out, nil
}

// siteOf is the site of a unit of the catalogue: its name without its number.
func siteOf(unit string) string {
	if i := strings.LastIndexByte(unit, ' '); i > 0 {
		return unit[:i]
	}
	return unit
}
