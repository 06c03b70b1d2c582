package experiments

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"caloduc/grid/market"
	"caloduc/grid/network"
	"caloduc/sim"
	"caloduc/sim/channel"
	"caloduc/sim/geo"
	"caloduc/sim/list"
	"caloduc/sim/param"
	"caloduc/sim/record"
)

// networkKey is the table of the transmission network.
const networkKey = "network"

// transmission is the network of the world: it takes the market's schedule of its zone,
// the reactors' output and the campuses' draws, and says what each campus may draw.
type transmission struct {
	grid     *network.Transmission
	schedule network.Schedule
	airDegC  *float64
	campuses []*campus // those of the zone
	places   []int     // of these in the world
	drawnMW  []float64
	zones    []int      // of the market, by zone of the network; -1: none
	sites    []int      // bus of each reactor
	mayDraw  []firmness // by campus: what its bus can take in all

	mayDrawMW []float64 // by campus, this minute
}

// fuels says what the market's technologies are to the network. What is in none stands
// near the load: it lowers it.
var fuels = map[market.Technology]network.Fuel{market.Nuclear: network.Nuclear, market.RunOfRiver: network.RunOfRiver, market.Wind: network.Wind,
	market.Solar: network.Solar, market.Lignite: network.Coal, market.Coal: network.Coal, market.Gas: network.Gas, market.GasCHP: network.Gas,
	market.GasPeak: network.Gas, market.Oil: network.Oil, market.Reservoir: network.Reservoir, market.Pumped: network.Pumped}

// meant names the bus whose name is nearest to that given, or the buses nearest to the campus.
func (w *World) meant(g *network.Grid, c *campus) string {
	if like := g.Meant(c.spec.Grid.Bus); like != "" {
		return like
	}
	lat, lon := w.place(c)
	if math.IsNaN(lat + lon) {
		return ""
	}
	km := func(s network.Site) float64 { return geo.DistanceKm(lat, lon, s.LatDeg, s.LonDeg) }
	near := slices.SortedFunc(slices.Values(g.Sites), func(a, b network.Site) int { return cmp.Compare(km(a), km(b)) })
	names := list.Map(near[:min(4, len(near))], func(s network.Site) string { return param.Quote(s.Name) })
	return fmt.Sprintf(": nearest to %.3g N, %.3g E are %s", lat, lon, strings.Join(names, ", "))
}

// fuelOf is fuels by number of technology; -1 near the load.
var fuelOf = func() (of [market.Technologies]int) {
	for t := range of {
		of[t] = -1
		if f, ok := fuels[market.Technology(t)]; ok {
			of[t] = int(f)
		}
	}
	return of
}()

// buildTransmission makes the network where the experiment has one.
func (w *World) buildTransmission(streams sim.Streams) error {
	s := &w.spec.Network
	g, err := s.Load()
	if err != nil {
		return at(networkKey+".folder", err)
	}
	if g == nil {
		return nil
	}
	if w.dispatch == nil {
		return at(networkKey+".grid", errors.New("the network carries what a market schedules: give [dispatch] kind = \"zones\""))
	}
	t := &transmission{}
	for i, c := range w.campuses {
		if w.dispatch.zoneOf[i] == 0 {
			t.campuses, t.places = append(t.campuses, c), append(t.places, i)
			bus := g.Index(c.spec.Grid.Bus)
			if bus < 0 {
				return at("campus["+c.spec.Name+"].grid.bus", fmt.Errorf("%q is no bus of the network %s%s", c.spec.Grid.Bus, g.Name, w.meant(g, c)))
			}
			w.noticeBus(c, &g.Sites[bus])
		}
	}
	names := list.Map(t.campuses, func(c *campus) string { return c.spec.Name })
	buses := list.Map(t.campuses, func(c *campus) string { return c.spec.Grid.Bus })
	if t.grid, err = network.NewTransmission(g, s, names, buses, w.cal, streams); err != nil {
		return at(networkKey, err)
	}
	site := 0
	if s.Weather != "" {
		if site = w.weather.Index(s.Weather); site < 0 {
			return at(networkKey+".weather", fmt.Errorf("no [weather.%s] in this experiment", s.Weather))
		}
	}
	t.airDegC = &w.weather.Air(site).DryBulbDegC
	n := len(t.campuses)
	t.drawnMW, t.mayDrawMW, t.mayDraw = make([]float64, n), make([]float64, n), make([]firmness, n)
	for _, zone := range t.grid.Zones() {
		t.zones = append(t.zones, slices.Index(w.dispatch.names, zone))
	}
	t.schedule.ExportMW = make([]float64, len(t.zones))
	if w.dispatch.nuclear != nil {
		t.schedule.Nuclear = make([]float64, t.grid.Buses())
	}
	for i := range w.fleet.Len() {
		u := w.fleet.Unit(i).Spec()
		t.sites = append(t.sites, t.grid.NearestReactors(u.LatDeg, u.LonDeg))
	}
	w.network = t
	return nil
}

// transmit solves the network's flows where an hour begins or something has moved, and
// limits the campuses in the next minute.
func (w *World) transmit(m sim.Minute, drawnMW []float64) error {
	t := w.network
	if t == nil {
		return nil
	}
	for i, at := range t.places {
		t.drawnMW[i] = drawnMW[at]
	}
	if t.grid.Due(m, t.drawnMW) {
		t.read(w.dispatch)
		if t.schedule.Nuclear != nil {
			t.readReactors(w)
		}
		for i, c := range t.campuses {
			t.grid.Campuses[i].ContractedMW = c.connection.ContractedMW()
		}
		if err := t.grid.Step(m, &t.schedule, t.drawnMW, *t.airDegC); err != nil {
			return err
		}
		for i, c := range t.campuses {
			c.connection.LimitNetwork(t.grid.Campuses[i].LimitMW)
		}
	}
	for i := range t.mayDraw {
		t.mayDrawMW[i] = t.grid.Campuses[i].MayDrawMW
		t.mayDraw[i].minute(m, t.mayDrawMW[i], true)
	}
	return nil
}

// read takes the market's schedule of the hour.
func (t *transmission) read(d *dispatch) {
	hub := &d.result.Zones[0]
	s := &t.schedule
	s.OutputMW = network.ByFuel{}
	near := hub.CutMW
	for tech, mw := range hub.OutputMW {
		if f := fuelOf[tech]; f >= 0 {
			s.OutputMW[f] += mw
		} else {
			near += mw
		}
	}
	s.LoadMW = hub.DemandMW - d.in.ExtraMW[0] - near
	left := hub.ExportMW
	for i, z := range t.zones {
		s.ExportMW[i] = 0
		if z >= 0 {
			s.ExportMW[i] = -d.result.Zones[z].ExportMW
			left -= s.ExportMW[i]
		}
	}
	s.LoadMW += left // to zones that the network has no link to
}

// readReactors takes each site's part of the reactors' output.
func (t *transmission) readReactors(w *World) {
	parts, sum := t.schedule.Nuclear, 0.0
	clear(parts)
	for i, bus := range t.sites {
		if mw := w.fleet.Unit(i).NetMW; bus >= 0 {
			parts[bus] += mw
			sum += mw
		}
	}
	for i := range parts {
		parts[i] /= max(sum, 1)
	}
}

// declareTransmission records the network, and what each campus may draw at its bus.
func (w *World) declareTransmission(root record.Group) {
	t := w.network
	if t == nil {
		return
	}
	t.grid.Declare(root.Group(networkKey, "network"))
	for i, c := range t.campuses {
		g := c.group(root)
		t.grid.DeclareCampus(i, g)
		t.declareMayDraw(i, g)
	}
}

// declareMayDraw declares what a campus' bus can take in all, in parts of the hours.
func (t *transmission) declareMayDraw(i int, g record.Group) {
	g.Channel(&t.mayDrawMW[i], channel.MayDrawMW, "power that the campus' bus can take in all")
	for _, q := range []struct {
		name  string
		share float64
		text  string
	}{{"may_draw_p50_MW", 0.5, "half"}, {"may_draw_p95_MW", 0.95, "95 %"}, {"may_draw_p99_MW", 0.99, "99 %"}} {
		g.Indicator(q.name, "power that the campus could draw at its bus of the network in at least "+q.text+" of the hours", func(s record.Sums) float64 {
			from, to := s.Span()
			return t.mayDraw[i].exceeded(q.share, from, to)
		})
	}
}
