package experiments

import (
	"errors"
	"fmt"

	"caloduc/cooling/psychro"
	"caloduc/models/reactor"
	"caloduc/models/weather"
	"caloduc/sim"
	"caloduc/sim/list"
	"caloduc/sim/record"
	"caloduc/sim/supply"
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
	markets  []*marketPlace       // each once
	campuses []*campus
	drawnMW  []float64       // by campus
	balance  *supply.Balance // of that with fleet and market

	record  *record.Registry
	notices sim.Notices // of the input; at the end of the run, of what it did

	stage stage // at work: named when the run fails
	turn  int   // the campus whose turn it is in a campus' stage
}

// source is what cools a reactor: air and water of a weather site.
type source struct {
	air       *psychro.Air
	waterDegC *float64 // of the river or the sea
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
	supplyStage
	accountStage
	recordStage
)

var stageNames = [...]string{"weather", "reactors", "computing", "power and cooling", "grid connection", "supply", "accounts", "record"}

// Build makes the world that a spec describes, at its initial state.
func Build(s *Spec) (*World, error) {
	cal, err := s.calendar()
	if err != nil {
		return nil, err
	}
	streams := sim.Streams{Seed: uint64(s.Seed), Replicate: uint64(s.Replicate)}
	w := &World{spec: s, cal: cal, engine: sim.NewEngine(cal, -s.spinUp()), record: record.NewRegistry()}
	if w.weather, err = weather.New(s.simulated(), cal, streams, s.spinUp()); err != nil {
		var p *weather.PlaceError
		if errors.As(err, &p) {
			err = at("weather."+p.Name, p.Err)
		}
		return nil, err
	}
	if err := w.buildFleet(streams); err != nil {
		return nil, err
	}
	for _, cs := range s.Campuses {
		c, err := w.newCampus(cs, streams)
		if err != nil {
			return nil, err
		}
		w.campuses = append(w.campuses, c)
	}
	w.drawnMW = make([]float64, len(w.campuses))
	w.balance = supply.NewBalance(list.Map(w.campuses, w.suppliers))
	for i, c := range w.campuses {
		c.portions = w.balance.Portions(i)
	}
	w.declare()
	if err := w.checkRequests(); err != nil {
		return nil, err
	}
	w.noticeInput()
	w.start()
	return w, nil
}

// suppliers lists who serves a campus under its contract, in their order.
func (w *World) suppliers(c *campus) []supply.Supplier {
	return c.terms.contract.Suppliers(w.fleet, c.market)
}

func (w *World) buildFleet(streams sim.Streams) (err error) {
	if w.fleet, err = reactor.NewFleet(w.spec.Reactors, w.cal, streams); err != nil {
		return err
	}
	w.cold = make([]reactor.ColdSource, len(w.spec.Reactors))
	for _, r := range w.spec.Reactors {
		site := w.weather.Index(r.Weather)
		from := source{air: w.weather.Air(site), waterDegC: w.weather.RiverDegC(site)}
		if r.Cooling == reactor.Sea {
			from.waterDegC = w.weather.SeaDegC(site)
		}
		w.sources = append(w.sources, from)
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
// heat away, the demand goes through the line and meets supply, and cost and
// carbon are booked.
// What must go back (a limit that throttles the load) acts in the next minute.
func (w *World) minute(m sim.Minute) error {
	w.stage = weatherStage
	w.weather.Step(m)

	w.stage = reactorStage
	w.readColdSources()
	w.fleet.Step(m, w.cold)

	drawn := w.drawnMW[:len(w.campuses)]
	for i, c := range w.campuses {
		w.turn, w.stage = i, computingStage
		if c.hasJobs {
			c.signalJobs()
		}
		c.compute(m)
		w.stage = coolingStage
		c.cool(m)
		w.stage = connectionStage
		drawn[i] = c.connect(m)
	}

	w.stage = supplyStage
	if mw := w.balance.Meet(m, drawn); mw > 0 {
		return fmt.Errorf("no supplier gives %.4g MW of what the campuses draw", mw)
	}

	w.stage = accountStage
	for i, c := range w.campuses {
		c.account.Step(m, drawn[i], c.portions, c.sum.WaterKgPerS, c.sum.ReusedMW)
		if c.hasJobs {
			c.bookJobs(m)
		}
	}
	return nil
}

// readColdSources tells what cools each reactor now.
func (w *World) readColdSources() {
	all := w.cold[:len(w.sources)]
	for i := range w.sources {
		from, cold := &w.sources[i], &all[i]
		cold.WetBulbDegC, cold.WaterDegC = from.air.WetBulbDegC, *from.waterDegC
	}
}
