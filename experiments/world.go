package experiments

import (
	"errors"

	"caloduc/models/reactor"
	"caloduc/models/weather"
	"caloduc/sim"
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
	sources  []coldSite           // where that is read
	markets  []*marketPlace       // each once
	dispatch *dispatch            // the wholesale market, nil without zones
	network  *transmission        // nil without a transmission network
	campuses []*campus
	hasJobs  bool            // the load of one of them is single jobs
	drawnMW  []float64       // by campus
	balance  *supply.Balance // of that with fleet and market

	firm     firmness // of all campuses
	sharedMW float64  // of the fleet, mean of the hour so far
	shared   bool     // campuses share what the fleet gives, by what they draw
	ownedMW  float64  // net capacity of the reactors whose output belongs to campuses

	record  *record.Registry
	jobs    *record.RowsWriter // what each run uses; nil where nobody asks, or there are none
	notices sim.Notices        // of the input; at the end of the run, of what it did

	stage stage // at work: named when the run fails
	turn  int   // the campus whose turn it is in a campus' stage
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
	networkStage
	accountStage
	recordStage
)

var stageNames = [...]string{"weather", "reactors", "computing", "power and cooling", "grid connection", "supply", "network", "accounts", "record"}

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
	if err := w.buildDispatch(streams); err != nil {
		return nil, err
	}
	if err := w.buildCampuses(streams); err != nil {
		return nil, err
	}
	if err := w.joinSupply(); err != nil {
		return nil, err
	}
	if err := w.joinDispatch(); err != nil {
		return nil, err
	}
	if err := w.buildTransmission(streams); err != nil {
		return nil, err
	}
	if err := w.linkJobs(); err != nil {
		return nil, err
	}
	w.declare()
	if err := w.checkRequests(); err != nil {
		return nil, err
	}
	w.noticeInput()
	w.start()
	return w, nil
}

// start registers the processes of every model.
func (w *World) start() {
	w.fleet.Start(w.engine)
	if w.network != nil {
		w.network.grid.Start(w.engine)
	}
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
	w.readColdSources(m)
	w.fleet.Step(m, w.cold)

	if w.hasJobs {
		w.signalJobs()
	}
	drawn := w.drawnMW[:len(w.campuses)]
	for i, c := range w.campuses {
		w.turn, w.stage = i, computingStage
		if m%sim.Hour == 0 {
			c.awake = !c.waits()
		}
		c.compute(m)
		w.stage = coolingStage
		c.cool(m)
		w.stage = connectionStage
		drawn[i] = c.connect(m)
	}

	w.stage = supplyStage
	w.clearMarket(m)
	w.balance.Meet(m, drawn)
	w.dispatch.draw(drawn)

	w.stage = networkStage
	if err := w.transmit(m, drawn); err != nil {
		return err
	}

	w.stage = accountStage
	for i, c := range w.campuses {
		left := w.balance.LeftMW(i)
		c.account.OwnEURPerH, c.account.OwnKgPerH = c.feed.OwnCost, c.feed.OwnKg
		c.account.Step(m, drawn[i]-left, c.portions, c.sum.WaterKgPerS, c.sum.ReusedMW)
		c.serve(m, left)
		if c.hasJobs {
			w.bookJobs(c, m)
		}
	}
	w.serve(m)
	return nil
}
