// Package experiments reads an experiment file, builds the world it describes,
// runs it minute by minute and stores the result. It is the one place where
// weather, reactors, grid, computing, power and cooling meet.
package experiments

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"caloduc/cooling"
	"caloduc/experiments/design"
	"caloduc/experiments/result"
	"caloduc/grid"
	"caloduc/grid/network"
	"caloduc/models/compute"
	"caloduc/models/economics"
	"caloduc/models/power"
	"caloduc/models/reactor"
	"caloduc/models/source"
	"caloduc/models/weather"
	"caloduc/sim"
	"caloduc/sim/list"
	"caloduc/sim/param"
)

// FileSchema is the version of the experiment file's format.
const FileSchema = 1

// Spec is an experiment: what the file says, checked, with every default in
// its place.
type Spec struct {
	Schema    int
	Title     string
	Question  string
	Start     time.Time
	Years     int
	Days      float64
	End       time.Time
	Seed      int
	Replicate int
	Zone      string
	SpinUpD   float64

	Weather   []param.Entry[*weather.Spec]
	Reactors  []*reactor.Spec
	Fleet     reactor.FleetSpec
	Campuses  []*CampusSpec
	Contract  economics.ContractSpec
	Market    economics.MarketSpec
	Dispatch  param.Spec
	Network   network.Spec
	Economics economics.Spec
	Record    RecordSpec
	Style     string
	Figures   []*FigureSpec
	Sweeps    []*design.Block

	style result.Figure // what its file says
}

// Params implements param.Spec.
func (s *Spec) Params(p *param.Set) {
	p.Int(&s.Schema, "schema", FileSchema, param.Between(1, FileSchema), "version of the file format", param.Setting)
	p.String(&s.Title, "title", "", "title of the experiment, printed above its figures")
	p.String(&s.Question, "question", "", "the question that the experiment answers")
	p.Date(&s.Start, "start", time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), "first day, 00:00 UTC")
	p.Int(&s.Years, "years", 1, param.Between(1, 100), "calendar years simulated, leap days included", param.Setting)
	p.Float(&s.Days, "days", param.Auto, param.Between(1, 36525), "whole days simulated, in place of years", param.Setting)
	p.Date(&s.End, "end", time.Time{}, "first day not simulated, in place of years or days")
	p.Int(&s.Seed, "seed", 1, param.AtLeast(0), "seed of all random streams", param.Setting)
	p.Int(&s.Replicate, "replicate", 0, param.AtLeast(0), "replicate number: same seed, other draws", param.Setting)
	p.String(&s.Zone, "zone", "Europe/Paris", "time zone of tariffs and schedules (IANA name), but for campuses that have their own")
	p.Float(&s.SpinUpD, "spin_up_d", 3, param.Between(0, 365), "days simulated before the start and not counted", param.Setting)
	param.Map(p, &s.Weather, "weather", "a climate, by name")
	param.List(p, &s.Reactors, "reactor", "unit", "a reactor that feeds the campuses")
	p.Table(&s.Fleet, "fleet", "the reactors of a country, as one block")
	param.Select(p, &s.Contract, contractKey, "nuclear-allocation", economics.Contracts, "how the campuses pay for energy")
	p.Table(&s.Market, marketKey, "the price of energy bought on the market")
	param.Select(p, &s.Dispatch, "dispatch", "none", dispatches, "the wholesale market that prices come from")
	p.Table(&s.Network, networkKey, "the transmission network between stations and campuses")
	p.Table(&s.Economics, economicsKey, "prices, capital and carbon factors")
	param.List(p, &s.Campuses, "campus", "name", "a campus of halls behind one grid connection")
	p.Table(&s.Record, "record", "what is written beside the hourly records")
	p.File(&s.Style, "style", "a file of style: keys of [[figure]] for all figures that take them")
	param.List(p, &s.Figures, "figure", "name", "a figure drawn from the result")
	param.List(p, &s.Sweeps, "sweep", "name", "a set of points at which the experiment is run").Transient()
}

// Check refuses combinations that cannot be.
func (s *Spec) Check(report func(key, format string, args ...any)) {
	if len(s.Campuses) == 0 {
		report("campus", "an experiment needs at least one [[campus]]")
	}
	if _, err := time.LoadLocation(s.Zone); err != nil {
		report("zone", "unknown time zone %q", s.Zone)
	}
	known := map[string]bool{}
	for _, w := range s.Weather {
		known[w.Name] = true
	}
	for _, c := range s.Campuses {
		if _, err := time.LoadLocation(c.Zone); err != nil {
			report("campus["+c.Name+"].zone", "unknown time zone %q", c.Zone)
		}
		if !known[c.Weather] {
			report("campus["+c.Name+"].weather", "no [weather.%s] in this experiment", c.Weather)
		}
		for _, h := range c.Halls {
			if name := h.Design.SizedFor; name != "" && !known[name] {
				report("campus["+c.Name+"].hall["+h.Name+"].design.sized_for", "no [weather.%s] in this experiment", name)
			}
		}
	}
	for _, r := range s.Reactors {
		if !known[r.Weather] {
			report("reactor["+r.Unit+"].weather", "no [weather.%s] in this experiment", r.Weather)
		}
	}
	s.checkFleet(report)
	s.checkKinds(report)
	s.checkMoney(report)
	s.checkNames(report)
	s.checkSpan(report)
	s.checkReplacements(report)
	s.checkWorkloads(report)
	s.checkFeeds(report)
	s.checkFigures(report)
}

// The years in which an experiment may lie.
const (
	firstYear = 1950
	lastYear  = 2200
)

// ends is the first instant after the run.
func (s *Spec) ends() time.Time {
	switch {
	case !s.End.IsZero():
		return s.End
	case !math.IsNaN(s.Days):
		return s.Start.AddDate(0, 0, int(s.Days))
	}
	return s.Start.AddDate(s.Years, 0, 0)
}

// calendar is the experiment's calendar.
func (s *Spec) calendar() (sim.Calendar, error) {
	cal, err := sim.NewCalendar(s.Start, s.Years, s.Zone)
	if err != nil {
		return cal, err
	}
	return cal.Until(s.ends())
}

// checkSpan refuses times that nothing describes, and a run in which nothing happens.
func (s *Spec) checkSpan(report func(key, format string, args ...any)) {
	end := s.ends()
	switch {
	case !math.IsNaN(s.Days) && !s.End.IsZero():
		report("days", "give days or end, not both")
		return
	case !end.After(s.Start):
		report("end", "%s is not after the start, %s", end.Format(time.DateOnly), s.Start.Format(time.DateOnly))
		return
	case !math.IsNaN(s.Days) && s.Days != math.Floor(s.Days):
		report("days", "%g: whole days alone", s.Days)
	}
	if s.Start.Year() < firstYear || end.Year() > lastYear {
		report("start", "the run from %d to %d leaves the years %d to %d", s.Start.Year(), end.Year()-1, firstYear, lastYear)
	}
	halls := 0
	for _, c := range s.Campuses {
		for _, h := range c.Halls {
			if halls++; h.Online.Before(end) {
				return
			}
		}
	}
	if halls > 0 {
		report("campus", "no hall opens before the end of the run, %s", end.Format(time.DateOnly))
	}
}

// checkKinds refuses tables that say of nothing which kind they are.
func (s *Spec) checkKinds(report func(key, format string, args ...any)) {
	if s.Contract == nil {
		report("contract.kind", "a contract needs a kind")
	}
	for i, c := range s.Campuses {
		if c.Workload == nil {
			report(fmt.Sprintf("campus[%d].workload.kind", i), "a workload needs a kind")
		}
		for j, h := range c.Halls {
			if h.Cooling == nil {
				report(fmt.Sprintf("campus[%d].hall[%d].cooling.plant", i, j), "a hall needs a plant")
			}
		}
	}
}

// printable tells whether a name holds no control character.
func printable(name string) bool {
	_, control := param.Control(name)
	return !control
}

// checkMoney refuses accounts of a campus in money of another year than all others':
// their sums would be of neither.
func (s *Spec) checkMoney(report func(key, format string, args ...any)) {
	for _, c := range s.Campuses {
		if e := c.Economics; e != nil && e.PriceYear != s.Economics.PriceYear {
			report("campus["+c.Name+"]."+economicsKey+".price_year", "%d, but the accounts of all campuses are in money of one year, economics.price_year = %d", e.PriceYear, s.Economics.PriceYear)
		}
	}
}

// checkNames refuses names that are empty or cannot stand in a path of keys.
func (s *Spec) checkNames(report func(key, format string, args ...any)) {
	check := func(key, what, name string) {
		switch {
		case strings.TrimSpace(name) == "":
			report(key, "%s needs a name", what)
		case !printable(name):
			report(key, "%q: the name of %s holds a control character", name, what)
		case strings.ContainsAny(name, ".[]\"\\/*=,\n\r\t"):
			report(key, "%q: the name of %s stands in paths of keys and names of channels: without . [ ] \" \\ / * = , and line ends", name, what)
		}
	}
	for _, w := range s.Weather {
		check("weather", "a climate", w.Name)
	}
	for i, c := range s.Campuses {
		at := fmt.Sprintf("campus[%d].", i)
		check(at+"name", "a campus", c.Name)
		for j, h := range c.Halls {
			check(fmt.Sprintf("%shall[%d].name", at, j), "a hall", h.Name)
		}
		for j, o := range c.Sources {
			check(fmt.Sprintf("%ssource[%d].name", at, j), "a source", o.Name)
		}
	}
}

// checkWorkloads refuses a workload that is said to be that of a campus which has none
// to share.
func (s *Spec) checkWorkloads(report func(key, format string, args ...any)) {
	s.checkQueues(report)
	for i, c := range s.Campuses {
		mix, ok := c.Workload.(*compute.TrainingMix)
		if !ok || mix.SameAs == "" {
			continue
		}
		key := fmt.Sprintf("campus[%d].workload.same_as", i)
		j := slices.IndexFunc(s.Campuses, func(o *CampusSpec) bool { return o.Name == mix.SameAs })
		if j < 0 {
			names := list.Map(s.Campuses, func(o *CampusSpec) string { return o.Name })
			report(key, "there is no campus %q%s", mix.SameAs, param.DidYouMean(mix.SameAs, names))
			continue
		}
		switch other, ok := s.Campuses[j].Workload.(*compute.TrainingMix); {
		case s.Campuses[j] == c:
			report(key, "a campus has its own draws without saying so: name another one")
		case !ok:
			report(key, "campus %q has no training mix to share", mix.SameAs)
		case other.SameAs != "":
			report(key, "campus %q shares that of %q: name that one", mix.SameAs, other.SameAs)
		}
	}
}

// workload is what a campus computes: its own, or that of the campus it shares it with.
func (s *Spec) workload(c *CampusSpec) compute.WorkloadSpec {
	mix, ok := c.Workload.(*compute.TrainingMix)
	if !ok || mix.SameAs == "" {
		return c.Workload
	}
	i := slices.IndexFunc(s.Campuses, func(o *CampusSpec) bool { return o.Name == mix.SameAs })
	shared := *s.Campuses[i].Workload.(*compute.TrainingMix)
	shared.SameAs = mix.SameAs
	return &shared
}

// The tables that stand at the top and, where a campus differs, in its own.
const (
	contractKey  = "contract"
	marketKey    = "market"
	economicsKey = "economics"
)

// CampusSpec is one [[campus]].
type CampusSpec struct {
	Name        string
	Weather     string
	LatDeg      float64
	LonDeg      float64
	Feed        FeedSpec
	Sources     []*source.Spec
	Zone        string
	Contract    economics.ContractSpec // nil: the experiment's, as the two below
	Market      *economics.MarketSpec
	Economics   *economics.Spec
	Grid        grid.ConnectionSpec
	Transformer power.HallBankSpec
	Halls       []*HallSpec
	Workload    compute.WorkloadSpec
}

// Params implements param.Spec.
func (s *CampusSpec) Params(p *param.Set) {
	p.String(&s.Name, "name", "", "name of the campus").Require()
	p.String(&s.Weather, "weather", "", "climate of the campus: a name under [weather]").Require()
	p.Float(&s.LatDeg, "lat_deg", param.Auto, param.Between(-90, 90), "latitude, for maps; the weather site's unless given", "")
	p.Float(&s.LonDeg, "lon_deg", param.Auto, param.Between(-180, 180), "longitude, for maps; the weather site's unless given", "")
	p.Table(&s.Feed, "feed", "what gives the campus its power")
	param.List(p, &s.Sources, "source", "name", "a source of the campus' own at its bus; those that stand by serve in this order")
	p.String(&s.Zone, "zone", "", "time zone of its prices, tariffs and staged events (IANA name); the experiment's unless given")
	param.Select(p, &s.Contract, contractKey, "nuclear-allocation", economics.Contracts, "how this campus pays for energy").Inherits(contractKey)
	param.Own(p, &s.Market, marketKey, marketKey, "the price at which this campus buys on the market")
	param.Own(p, &s.Economics, economicsKey, economicsKey, "prices, capital and carbon factors of this campus")
	p.Table(&s.Grid, "grid", "the connection to the transmission network")
	p.Table(&s.Transformer, "transformer", "the transformers between the campus' bus and its halls")
	param.List(p, &s.Halls, "hall", "name", "a hall of one generation of accelerators")
	param.Select(p, &s.Workload, "workload", "training-mix", compute.Workloads, "what the halls compute")
}

// HallSpec is one [[campus.hall]]: machines, power chain and cooling.
type HallSpec struct {
	compute.HallSpec
	House    string
	Fill     float64
	Service  string
	Power    power.Spec
	Services power.ServicesSpec
	Domains  DomainsSpec
	Design   SizingSpec
	Cooling  cooling.PlantSpec
}

// Params implements param.Spec.
func (s *HallSpec) Params(p *param.Set) {
	s.HallSpec.Params(p)
	s.houseParams(p)
	p.Choice(&s.Service, "service", serviceOrdinary, []string{serviceInterruptible, serviceOrdinary, serviceEssential},
		"which halls give way when power is short: interruptible ones first, and whenever the market's price is above feed.interrupt_above_EUR_per_MWh; essential ones (inference) last")
	p.Table(&s.Power, "power", "the chain from the campus' bus to the servers")
	p.Table(&s.Services, "services", "what the house draws besides servers, power chain and cooling")
	p.Table(&s.Domains, "domains", "units of the power chain that fail and stop the racks that they feed, as coolant distribution units do (cooling.units.cdu)")
	p.Table(&s.Design, "design", "the weather that the plant is sized for")
	param.Select(p, &s.Cooling, "cooling", "", cooling.Plants, "the plant that carries the heat away")
}

// How channels are kept over time.
const (
	Hourly = "hourly"
	Daily  = "daily"
	None   = "none"
)

// RecordSpec says what is written over time.
type RecordSpec struct {
	Series         string
	Channels       string
	Indicators     string
	MinuteChannels string
	MinuteFrom     time.Time
	MinuteDays     float64
}

// Params implements param.Spec.
func (s *RecordSpec) Params(p *param.Set) {
	p.Choice(&s.Series, "series", "", []string{Hourly, Daily, None}, "how channels are kept over time, none: no table of runs either; hourly for a run, daily for the runs of a sweep unless given")
	p.String(&s.Channels, "channels", "", "channels kept over time: names, scopes, or names without a scope, separated by commas; all unless given")
	p.String(&s.Indicators, "indicators", "", "sweep: indicators in runs.parquet, separated by commas, * for anything: pue, campus.*.cost_EUR; all unless given")
	p.String(&s.MinuteChannels, "minute_channels", "", "channels also written minute by minute: names or scopes, separated by commas")
	p.Date(&s.MinuteFrom, "minute_from", time.Time{}, "first day written minute by minute; the start unless given")
	p.Float(&s.MinuteDays, "minute_d", 7, param.Between(0, 40*366), "days written minute by minute", param.Setting)
}

// FigureSpec is one [[figure]].
type FigureSpec struct {
	LookSpec
	Name, Kind, Scope, Channel string
	X, Y, Metric, Sweep        string // of a sweep
}

// Params implements param.Spec.
func (s *FigureSpec) Params(p *param.Set) {
	kinds := list.Map(slices.Concat(result.FigureKinds, result.SweepFigureKinds), func(k result.FigureKind) string { return k.Name })
	p.String(&s.Name, "name", "", "file name of the figure, without extension; its kind unless given")
	p.Choice(&s.Kind, "kind", "", kinds, "what is drawn").Require()
	p.String(&s.Scope, "scope", "", "restricts the figure to one campus or hall: a scope of kpis.csv")
	p.String(&s.Channel, "channel", "", "the channel that a carpet shows, or the indicators that bars compare, separated by commas")
	p.String(&s.X, "x", "", "sweep: the parameter across, by its path or the end of it; the kind's own choice unless given")
	p.String(&s.Y, "y", "", "sweep: the parameter with a line for each value, or upwards; the kind's own choice unless given")
	p.String(&s.Metric, "metric", "", "sweep: the indicators shown, separated by commas; the kind's own choice unless given")
	p.String(&s.Sweep, "sweep", "", "sweep: the block that the figure shows, by name or number; all unless given")
	s.LookSpec.Params(p)
}

// spinUp is the length of the spin-up in minutes.
func (s *Spec) spinUp() sim.Minute { return sim.Minute(s.SpinUpD*24*60 + 0.5) }
