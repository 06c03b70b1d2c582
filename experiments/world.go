package experiments

import (
	"fmt"

	"caloduc/cooling/psychro"
	"caloduc/models/economics"
	"caloduc/models/reactor"
	"caloduc/models/weather"
	"caloduc/sim"
	"caloduc/sim/record"
)

// World is the state of an experiment: every model built from the spec, wired,
// and advanced by minute.
type World struct {
	spec   *Spec
	cal    sim.Calendar
	engine *sim.Engine

	weather  *weather.System
	fleet    *reactor.Fleet
	cold     []reactor.ColdSource // what cools each reactor, filled every minute
	sources  []source             // where that is read
	accounts *economics.Accounts
	campuses []*campus

	record *record.Registry
	stage  stage // at work: named when the run fails
	turn   int   // the campus whose turn it is in a campus' stage
}

// source is what cools a reactor: air and water of a weather site.
type source struct {
	air   *psychro.Air
	site  int
	atSea bool // the water is the sea's, not the river's
}

// stage is a part of the minute.
type stage int

// The stages of a minute, those of a campus once for each.
const (
	weatherStage stage = iota
	reactorStage
	computingStage
	coolingStage
	connectionStage
	accountStage
	recordStage
)

var stageNames = [...]string{"weather", "reactors", "computing", "power and cooling", "grid connection", "accounts", "record"}

// Build makes the world that a spec describes, at its initial state.
func Build(s *Spec) (*World, error) {
	cal, err := sim.NewCalendar(s.Start, s.Years, s.Zone)
	if err != nil {
		return nil, err
	}
	streams := sim.Streams{Seed: uint64(s.Seed), Replicate: uint64(s.Replicate)}
	w := &World{spec: s, cal: cal, engine: sim.NewEngine(cal, -s.spinUp()), record: record.NewRegistry()}
	if w.weather, err = weather.New(s.Weather, cal, streams, s.spinUp()); err != nil {
		return nil, err
	}
	if err := w.buildFleet(streams); err != nil {
		return nil, err
	}
	if w.accounts, err = economics.New(&s.Economics, s.Contract, &s.Market, cal, streams); err != nil {
		return nil, err
	}
	for _, cs := range s.Campuses {
		c, err := w.newCampus(cs, streams)
		if err != nil {
			return nil, fmt.Errorf("campus %s: %w", cs.Name, err)
		}
		w.campuses = append(w.campuses, c)
	}
	w.declare()
	w.start()
	return w, nil
}

func (w *World) buildFleet(streams sim.Streams) (err error) {
	if w.fleet, err = reactor.NewFleet(w.spec.Reactors, w.cal, streams); err != nil {
		return err
	}
	w.cold = make([]reactor.ColdSource, len(w.spec.Reactors))
	for _, r := range w.spec.Reactors {
		site := w.weather.Index(r.Weather)
		w.sources = append(w.sources, source{air: w.weather.Air(site), site: site, atSea: r.Cooling == reactor.Sea})
	}
	return nil
}

// start registers the processes of every model.
func (w *World) start() {
	w.fleet.Start(w.engine)
	for _, c := range w.campuses {
		c.connection.Start(w.engine)
		c.cluster.Start(w.engine)
		c.openHalls(w.engine)
	}
}

// component names what was at work when the run failed.
func (w *World) component() string {
	name := stageNames[w.stage]
	if w.stage < computingStage || w.stage > connectionStage {
		return name
	}
	return w.campuses[w.turn].spec.Name + ", " + name
}

// minute advances the whole system by one minute, in one direction: weather
// sets what the reactors can give, the grid what each campus may draw, computing
// turns that into work and heat, the power chain feeds it, cooling carries the
// heat away, the demand goes through the line, and cost and carbon are booked.
// What must go back (a limit that throttles the load) acts in the next minute.
func (w *World) minute(m sim.Minute) error {
	w.stage = weatherStage
	w.weather.Step(m)

	w.stage = reactorStage
	w.readColdSources()
	w.fleet.Step(m, w.cold)

	w.stage = computingStage
	for i, c := range w.campuses {
		w.turn = i
		c.compute(m)
	}
	w.stage = coolingStage
	for i, c := range w.campuses {
		w.turn = i
		c.cool(m)
	}
	w.stage = connectionStage
	for i, c := range w.campuses {
		w.turn = i
		c.connect(m)
	}

	w.stage = accountStage
	w.settle(m)
	return nil
}

// readColdSources tells what cools each reactor now.
func (w *World) readColdSources() {
	all := w.cold[:len(w.sources)]
	for i := range w.sources {
		from, cold := &w.sources[i], &all[i]
		cold.WetBulbDegC, cold.DryBulbDegC = from.air.WetBulbDegC, from.air.DryBulbDegC
		if from.atSea {
			cold.WaterDegC = w.weather.SeaDegC(from.site)
		} else {
			cold.WaterDegC = w.weather.RiverDegC(from.site)
		}
	}
}

// settle gives each campus its part of the reactors' output, in proportion to
// what it draws, and books the minute.
func (w *World) settle(m sim.Minute) {
	drawn := 0.0
	for _, c := range w.campuses {
		drawn += c.connection.SentMW
	}
	for _, c := range w.campuses {
		share := 0.0
		if drawn > 0 {
			share = c.connection.SentMW / drawn
		}
		c.account.Step(m, economics.CampusInput{DrawnMW: c.connection.SentMW, NuclearMW: share * w.fleet.NetMW, WaterKgPerS: c.sum.WaterKgPerS})
	}
}
