package experiments

import (
	"slices"
	"strings"

	"caloduc/grid/network"
	"caloduc/sim/channel"
	"caloduc/sim/geo"
	"caloduc/sim/param"
	"caloduc/sim/record"
)

// Shares from which on the network is told at the head of the report: of the hours in
// which it binds a campus, and of the grid's load that redispatch moves.
const (
	boundShare      = 0.01
	redispatchShare = 0.01
)

// noticeZones tells of exchange of the market's that no link of the network carries.
func (w *World) noticeZones() {
	if w.network == nil {
		return
	}
	linked := w.network.grid.Zones()
	var without []string
	for _, zone := range w.dispatch.names[1:] {
		if !slices.Contains(linked, zone) {
			without = append(without, zone)
		}
	}
	if len(without) > 0 {
		w.notices.Add(networkKey, "give the network links to them", "the market exchanges with %s, to which the network has no link: that lies on all buses as load does", strings.Join(without, ", "))
	}
}

// noticedKm is how far, beyond the length of its line, a campus with a place of its own may
// lie from its bus without being told.
const noticedKm = 25

// noticeBus tells of a campus far away from the bus at which it draws.
func (w *World) noticeBus(c *campus, bus *network.Site) {
	s := c.spec
	lineKm := param.Or(s.Grid.LengthKm, 0)
	if km := geo.DistanceKm(s.LatDeg, s.LonDeg, bus.LatDeg, bus.LonDeg); km > lineKm+noticedKm {
		w.notices.Add("campus."+s.Name+".grid.bus", "name a bus nearby, or give grid.length_km", "the campus lies %.0f km from its bus %s, to which its line is no longer than %.4g km", km, bus.Name, lineKm+noticedKm)
	}
}

// noticeNetwork tells where the network bound campuses in more than boundShare of the
// hours, and where redispatch moved more than redispatchShare of the load.
func (w *World) noticeNetwork(rec *record.Recorder) {
	if w.network == nil {
		return
	}
	value := map[string]float64{}
	for _, s := range rec.Summaries() {
		value[s.Scope+"."+s.Name] = s.Value
	}
	hours := w.cal.End().Hours()
	for _, c := range w.network.campuses {
		scope := "campus." + c.spec.Name
		if short := value[scope+".network_short_h"]; short > boundShare*hours {
			w.notices.Add(scope, "see the figure network-headroom for what binds; [[network.work]] adds circuits",
				"in %.0f of %.0f hours the bus %s can take no more than the campus draws; %.2g %% of its energy is not served", short, hours, c.spec.Grid.Bus,
				100*(1-value[scope+"."+channel.ServedEnergy]))
		}
	}
	load := value["network.network_load_energy_MWh"]
	if moved := value["network.redispatch_energy_MWh"]; moved > redispatchShare*load {
		w.notices.Add(networkKey, "the market knows no lines: its prices do not tell where power is short",
			"%.2g TWh of generation, %.1f %% of the load, is moved away from overloads", moved/1e6, 100*moved/load)
	}
}
