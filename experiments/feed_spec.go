package experiments

import (
	"math"
	"slices"

	"caloduc/models/economics"
	"caloduc/models/reactor"
	"caloduc/sim/list"
	"caloduc/sim/param"
)

// How a campus is fed.
const (
	feedGrid      = "grid"
	feedDedicated = "dedicated"
	feedIsland    = "island"
)

// FeedSpec is the table [campus.feed]: what gives a campus its power.
type FeedSpec struct {
	Kind           string
	Units          string
	ImportMW       float64
	ExportMW       float64
	FollowH        int
	Reserve        float64
	AboveEURPerMWh float64
}

// Params implements param.Spec.
func (s *FeedSpec) Params(p *param.Set) {
	p.Choice(&s.Kind, "kind", feedGrid, []string{feedGrid, feedDedicated, feedIsland},
		"grid: what its contract gives and the market without end; dedicated: behind the meter of units, with what they give now and an import up to import_MW; island: behind their meter without a network")
	p.String(&s.Units, "units", "", "dedicated, island: names of the reactors behind whose meter the campus stands, separated by commas; all of the experiment unless given")
	p.Float(&s.ImportMW, "import_MW", 0, param.AtLeast(0), "dedicated: power that it may take from the network beside its units, at most", param.Assumption)
	p.Float(&s.ExportMW, "export_MW", param.Auto, param.AtLeast(0),
		"dedicated: power that the units give to the network beside the campus, as far as they can; left out: all that they can where the contract sells what the campus leaves, else none", param.Assumption)
	p.Int(&s.FollowH, "follow_h", 24, param.Between(1, 8760),
		"dedicated, island: the units follow the highest draw of these last hours, as one that has moved must hold before it moves back", param.Assumption)
	p.Float(&s.Reserve, "spinning_reserve_fraction", 0.05, param.Fraction(), "dedicated, island: power that the units keep above that draw, over their net capacity, for the campus to take at once",
		param.Unverified("EDF's units vary by 5 % of net power in secondary control"))
	p.Float(&s.AboveEURPerMWh, "interrupt_above_EUR_per_MWh", 300, param.AtLeast(0), "market's price above which interruptible halls stand still, in money of economics.price_year", param.Assumption)
}

// Check refuses what the kind has no use for.
func (s *FeedSpec) Check(report func(key, format string, args ...any)) {
	if s.ImportMW > 0 && s.Kind != feedDedicated {
		report("import_MW", "a campus fed by %s has no use for it: it says what a dedicated campus may import", s.Kind)
	}
	if s.ExportMW > 0 && s.Kind != feedDedicated {
		report("export_MW", "a campus fed by %s has no use for it: it says what the units of a dedicated campus may export", s.Kind)
	}
	if s.Units != "" && s.Kind == feedGrid {
		report("units", "a campus fed by the grid stands behind no unit's meter: say kind = \"dedicated\" or \"island\"")
	}
}

// policy is how units of a net capacity follow the campus under its contract.
func (s *FeedSpec) policy(contract economics.ContractSpec, ratedMW float64) reactor.GroupPolicy {
	p := reactor.GroupPolicy{MemoryH: s.FollowH, ReserveMW: s.Reserve * ratedMW}
	if s.Kind == feedDedicated {
		sold := 0.0
		if c, nuclear := contract.(*economics.NuclearContract); nuclear && c.SellsExcess() {
			sold = math.Inf(1)
		}
		p.ExportMW = param.Or(s.ExportMW, sold)
	}
	return p
}

// names lists the reactors behind whose meter the campus stands.
func (s *FeedSpec) names() []string { return listed(s.Units) }

// reactorNames lists all reactors: those of their own, and the fleet's.
func (s *Spec) reactorNames() []string {
	return append(list.Map(s.Reactors, (*reactor.Spec).Name), s.Fleet.Units()...)
}

// checkFeeds refuses units that are not there or stand behind two meters.
func (s *Spec) checkFeeds(report func(key, format string, args ...any)) {
	known := s.reactorNames()
	behind := map[string]string{}
	for _, c := range s.Campuses {
		key := "campus[" + c.Name + "].feed.units"
		names := c.Feed.names()
		for _, name := range names {
			if !slices.Contains(known, name) {
				report(key, "no [[reactor]] %q in this experiment%s", name, param.DidYouMean(name, known))
			}
		}
		if c.Feed.Kind == feedGrid {
			continue
		}
		if len(names) == 0 {
			names = known
		}
		if len(names) == 0 && len(c.Sources) == 0 && c.Feed.ImportMW == 0 {
			report("campus["+c.Name+"].feed.kind", "nothing feeds this campus: the experiment has no [[reactor]] and no [fleet], and the campus no [[campus.source]]")
		}
		for _, name := range names {
			if other, twice := behind[name]; twice {
				report(key, "%q stands behind the meter of campus %q already", name, other)
			}
			behind[name] = c.Name
		}
		if _, allocated := s.terms(c).contract.(*economics.NuclearContract); !allocated && len(names) > 0 {
			report("campus["+c.Name+"].feed.kind", "under a contract of another kind than nuclear-allocation a campus takes nothing of the units behind whose meter it stands: say kind = \"nuclear-allocation\"")
		}
	}
}

// Which halls give way first when power is short.
const (
	serviceInterruptible = "interruptible"
	serviceOrdinary      = "ordinary"
	serviceEssential     = "essential"
)

// services are the classes of halls, from the last to give way to the first.
var services = []string{serviceEssential, serviceOrdinary, serviceInterruptible}
