package experiments

import (
	"fmt"
	"math"

	"caloduc/models/reactor"
	"caloduc/models/source"
	"caloduc/sim"
	"caloduc/sim/equipment"
	"caloduc/sim/record"
	"caloduc/sim/supply"
)

// feed is what gives a campus its power: the line to network or units, and sources of its
// own at its bus. What it cannot give limits the load in the next minute.
type feed struct {
	spec    *FeedSpec
	units   *reactor.Group // behind whose meter the campus stands; nil: none
	sources []source.Source
	offers  []supply.Offer
	given   []float64     // by each source, MW
	unasked []bool        // which of them give before the line this minute
	market  *supply.Offer // as last asked; nil: there is none

	OwnMW    float64 // that its sources give to its bus
	StoredMW float64 // that they take from it
	ShortMW  float64 // that the bus asks for and nobody gives while the line carries
	OwnCost  float64 // of what they give: fuel and wear, EUR/h
	OwnKg    float64 // of it, kg/h
	FirmMW   float64 // that contract, units and sources could give without the market

	lossFraction float64 // of what is sent, lost before the bus
}

// newFeed builds what feeds a campus.
func (w *World) newFeed(c *campus) (*feed, error) {
	s := c.spec
	f := &feed{spec: &s.Feed}
	if s.Feed.Kind != feedGrid {
		names := s.Feed.names()
		if len(names) == 0 {
			names = w.spec.reactorNames()
		}
		var err error
		if f.units, err = w.fleet.Group(names); err != nil {
			return nil, err
		}
		f.units.Follow(s.Feed.policy(c.terms.contract, f.units.RatedMW()))
	}
	site := w.weather.Index(s.Weather)
	place := source.Place{Air: w.weather.Air(site), ElevationM: w.weather.ElevationM(site)}
	place.LatDeg, place.LonDeg = w.place(c)
	for _, o := range s.Sources {
		if _, solar := o.Unit.(*source.SolarSpec); solar && math.IsNaN(place.LatDeg+place.LonDeg) {
			return nil, fmt.Errorf("source %q: the sun needs lat_deg and lon_deg of the campus", o.Name)
		}
		f.sources = append(f.sources, o.Unit.Build("campus."+s.Name+".source."+o.Name, place, w.cal, c.streams))
	}
	n := len(f.sources)
	f.offers, f.given, f.unasked = make([]supply.Offer, n), make([]float64, n), make([]bool, n)
	return f, nil
}

// installed lists what its sources are built of.
func (f *feed) installed() (l equipment.List) {
	for _, s := range f.sources {
		l = append(l, s.Installed()...)
	}
	return l
}

// lineMW is what the line can bring to the bus beside its own limits.
func (f *feed) lineMW() float64 {
	if f.units == nil {
		return math.Inf(1)
	}
	return (f.units.NetMW() + f.spec.ImportMW) * (1 - f.lossFraction)
}

// priceEURPerMWh is the market's price as last asked.
func (f *feed) priceEURPerMWh() float64 {
	if f.market == nil {
		return 0
	}
	return f.market.EURPerMWh
}

// shortTolerance is the part of its draw that a bus may lack before anything starts.
const shortTolerance = 1e-3

// serve gives the bus what it draws and returns what is drawn of the line: first comes
// what gives unasked, then the line up to what it brings, then what stands by, in the
// order of the file. wantedMW is what the load would draw beyond busMW. What the line
// has left over is stored.
func (f *feed) serve(m sim.Minute, busMW, wantedMW, lineMW, roomMW float64) (netMW float64) {
	if f.units == nil && f.sources == nil {
		return busMW
	}
	left, spill := f.first(m, busMW)
	short := max(0, left-lineMW)
	f.standby(short, wantedMW, busMW)
	own := 0.0
	for _, mw := range f.given {
		own += mw
	}
	f.OwnMW = own
	f.ShortMW = max(0, min(short, busMW-own-lineMW))
	net := max(0, busMW-own-f.ShortMW)
	room := spill + max(0, min(lineMW, roomMW)-net)
	if f.ShortMW > 0 {
		room = 0
	}
	f.store(room, spill)
	f.book()
	return net + max(0, f.StoredMW-spill)
}

// store tells the sources what they give and has them store up to roomMW, of which
// spillMW is sun and wind that nobody else takes.
func (f *feed) store(roomMW, spillMW float64) {
	f.StoredMW = 0
	for i, s := range f.sources {
		if _, storing := s.(*source.Battery); storing {
			s.Take(f.given[i])
			f.StoredMW += s.Store(roomMW - f.StoredMW)
		}
	}
	spilt := min(f.StoredMW, spillMW)
	for i, s := range f.sources {
		if _, storing := s.(*source.Battery); storing {
			continue
		}
		if f.unasked[i] && spilt > 0 {
			more := min(spilt, f.offers[i].MW-f.given[i])
			f.given[i] += more
			spilt -= more
		}
		s.Take(f.given[i])
	}
}

// first has the sources give that do so unasked and returns what they leave of the draw,
// and what they could give beyond it.
func (f *feed) first(m sim.Minute, busMW float64) (leftMW, spillMW float64) {
	left := busMW
	for i, s := range f.sources {
		o := &f.offers[i]
		s.See(f.priceEURPerMWh())
		f.unasked[i] = s.First()
		s.Offer(m, o)
		f.given[i] = 0
		if !f.unasked[i] {
			continue
		}
		f.given[i] = min(left, o.MW)
		left -= f.given[i]
		if _, battery := s.(*source.Battery); !battery {
			spillMW += o.MW - f.given[i]
		}
	}
	return left, spillMW
}

// standby has the sources that stand by give what is short, one after the other, and
// calls those that must start.
func (f *feed) standby(short, wantedMW, busMW float64) {
	called := short > shortTolerance*busMW || wantedMW > shortTolerance*busMW
	if !called {
		return
	}
	left, lastsMin := short, math.Inf(1)
	for i, s := range f.sources {
		can := f.offers[i].MW
		if f.unasked[i] {
			can = s.NextMW() - f.given[i] // of a battery, its reserve
		}
		if left > 0 || wantedMW > 0 {
			s.Call(0)
		} else {
			s.Call(lastsMin)
		}
		mw := max(0, min(left, can))
		f.given[i] += mw
		left -= mw
		lastsMin = min(lastsMin, s.LastsMin(mw))
	}
}

// book works out what the sources' energy costs.
func (f *feed) book() {
	f.OwnCost, f.OwnKg = 0, 0
	for i := range f.sources {
		o := &f.offers[i]
		f.OwnCost += f.given[i] * o.EURPerMWh
		f.OwnKg += f.given[i] * o.KgPerMWh
	}
}

// firmMW is what sources could give if they were called in time.
func (f *feed) firmMW() float64 {
	mw := 0.0
	for _, s := range f.sources {
		mw += s.FirmMW()
	}
	return mw
}

// nextMW is what sources can give in the next minute.
func (f *feed) nextMW() float64 {
	mw := 0.0
	for _, s := range f.sources {
		mw += s.NextMW()
	}
	return mw
}

// unitsDrawn is what a campus draws from units behind whose meter it stands.
const unitsDrawn = "units_drawn_power_MW"

// declareUnits declares what the units behind whose meter a campus stands could give and
// give, and who takes it.
func declareUnits(g record.Group, u *reactor.Group) {
	could := g.Meter(&u.CouldMW, "units_available_power_MW", "net power that the units behind whose meter the campus stands could give")
	given := g.Meter(&u.GivenMW, "units_net_power_MW", "net power of those units")
	drawn := g.Meter(&u.DrawnMW, unitsDrawn, "power drawn from the units behind whose meter the campus stands")
	exported := g.Meter(&u.ExportedMW, "units_exported_power_MW", "power of those units that the network takes")
	spilt := g.Meter(&u.SpiltMW, "units_spilt_power_MW", "power of those units that nobody takes: their reserve, and what they cannot follow down")
	g.Balance("units", record.Terms(given), record.Terms(drawn, exported, spilt))
	for _, i := range []struct {
		name, text string
		of         record.ID
	}{
		{"units_available_energy_MWh", "energy that the units behind whose meter the campus stands could give", could},
		{"units_net_energy_MWh", "net energy of those units", given},
		{"units_drawn_energy_MWh", "energy that the campus draws of it", drawn},
		{"units_exported_energy_MWh", "energy of it that the network takes", exported},
		{"units_spilt_energy_MWh", "energy of it that nobody takes: the units' reserve, and what they cannot follow down", spilt},
	} {
		g.Indicator(i.name, i.text, func(s record.Sums) float64 { return s.Of(i.of) })
	}
}

// declareFeed declares what the campus' own sources do, where it has any, and the
// balance of its bus.
func (c *campus) declareFeed(g record.Group) {
	f := c.feed
	if f.units == nil && f.sources == nil {
		return
	}
	if f.units != nil {
		declareUnits(g, f.units)
	}
	bus := g.Meter(&c.sum.BusMW, "bus_power_MW", "power that halls and their transformers take from the campus' bus")
	short := g.Meter(&f.ShortMW, "short_power_MW", "power that the bus asks for and nobody gives while the line carries")
	cost := g.Meter(&f.OwnCost, "own_cost_EUR_per_h", "fuel and wear of the campus' own sources")
	kg := g.Meter(&f.OwnKg, "own_carbon_kg_per_h", "carbon of the fuel of the campus' own sources")
	demand, _ := g.ByName("demand_power_MW")
	in, out := record.Terms(demand, short), record.Terms(bus)
	var given channels
	for i, s := range f.sources {
		name := c.spec.Sources[i].Name
		ids := s.Declare(g.Group("source."+name, name))
		given = append(given, ids.Given)
		in, out = append(in, record.T(ids.Given, 1)), append(out, record.T(ids.Stored, 1))
	}
	g.Balance("bus", in, out)
	g.Indicator("own_energy_MWh", "energy that the campus' own sources give", given.of)
	g.Indicator("cost_own_EUR", "fuel and wear of the campus' own sources, in the cost of electricity", func(s record.Sums) float64 { return s.Of(cost) })
	g.Indicator("carbon_own_kg", "carbon of the fuel of the campus' own sources", func(s record.Sums) float64 { return s.Of(kg) })
}
