package experiments

import (
	"fmt"

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
	coldSite []int                // the weather site of each reactor
	atSea    []bool               // it takes its water from the sea
	accounts *economics.Accounts
	campuses []*campus

	record *record.Registry
	atWork *string // the component at work: named when the run fails
}

// Build makes the world that a spec describes, at its initial state.
func Build(s *Spec) (*World, error) {
	cal, err := sim.NewCalendar(s.Start, s.Years, s.Zone)
	if err != nil {
		return nil, err
	}
	streams := sim.Streams{Seed: uint64(s.Seed), Replicate: uint64(s.Replicate)}
	w := &World{spec: s, cal: cal, engine: sim.NewEngine(cal, -s.spinUp()), record: record.NewRegistry(), atWork: &atWeather}
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
		w.coldSite = append(w.coldSite, w.weather.Index(r.Weather))
		w.atSea = append(w.atSea, r.Cooling == reactor.Sea)
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
func (w *World) component() string { return *w.atWork }

// The components that are not a campus'. A minute only takes their addresses.
var atWeather, atReactors, atAccounts, atRecord = "weather", "reactors", "accounts", "record"

// minute advances the whole system by one minute, in one direction: weather
// sets what the reactors can give, the grid what each campus may draw, computing
// turns that into work and heat, the power chain feeds it, cooling carries the
// heat away, the demand goes through the line, and cost and carbon are booked.
// What must go back (a limit that throttles the load) acts in the next minute.
func (w *World) minute(m sim.Minute) error {
	w.atWork = &atWeather
	w.weather.Step(m)

	w.atWork = &atReactors
	for i, site := range w.coldSite {
		air, cold := w.weather.Air(site), &w.cold[i]
		cold.WetBulbDegC, cold.DryBulbDegC = air.WetBulbDegC, air.DryBulbDegC
		if w.atSea[i] {
			cold.WaterDegC = w.weather.SeaDegC(site)
		} else {
			cold.WaterDegC = w.weather.RiverDegC(site)
		}
	}
	w.fleet.Step(m, w.cold)

	for _, c := range w.campuses {
		w.atWork = &c.stages[0]
		c.compute(m)
	}
	for _, c := range w.campuses {
		w.atWork = &c.stages[1]
		c.cool(m, w)
	}
	for _, c := range w.campuses {
		w.atWork = &c.stages[2]
		c.connect(m)
	}

	w.atWork = &atAccounts
	w.settle(m)
	return nil
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
