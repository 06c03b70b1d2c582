package experiments

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"caloduc/cooling/psychro"
	"caloduc/models/reactor"
	"caloduc/sim"
	"caloduc/sim/geo"
)

// coldSite is what cools a reactor: air and water of a weather site.
type coldSite struct {
	air       *psychro.Air
	waterDegC *float64 // of the river or the sea
}

// checkFleet refuses a block without weather, and units that stand in it and beside it.
func (s *Spec) checkFleet(report func(key, format string, args ...any)) {
	if s.Fleet.Country != "" && len(s.Weather) == 0 {
		report("fleet.country", "the cold sources of a fleet need a [weather] site")
	}
	units := s.Fleet.Units()
	for i, r := range s.Reactors {
		if slices.Contains(units, r.Name()) {
			report(fmt.Sprintf("reactor[%d].unit", i), "%q stands in the [fleet] too: leave it out there by fleet.without", r.Name())
		}
	}
}

func (w *World) buildFleet(streams sim.Streams) (err error) {
	if w.fleet, err = reactor.NewFleetOf(&w.spec.Fleet, w.spec.Reactors, w.cal, streams); err != nil {
		var file *reactor.RequestError
		if errors.As(err, &file) {
			err = at("fleet.request.file", err)
		}
		return err
	}
	w.cold = make([]reactor.ColdSource, w.fleet.Len())
	sites := make([]string, w.fleet.Len())
	for i := range sites {
		u := w.fleet.Unit(i).Spec()
		site := w.weather.Index(u.Weather)
		if i >= w.fleet.Single() {
			site = w.nearestWeather(u.LatDeg, u.LonDeg)
		}
		sites[i] = w.spec.Weather[site].Name
		from := coldSite{air: w.weather.Air(site), waterDegC: w.weather.RiverDegC(site)}
		if u.Cooling == reactor.Sea {
			from.waterDegC = w.weather.SeaDegC(site)
		}
		w.sources = append(w.sources, from)
	}
	w.noticeFleet(sites[w.fleet.Single():])
	return nil
}

// nearestWeather returns the number of the weather site that is nearest to a place.
func (w *World) nearestWeather(latDeg, lonDeg float64) int {
	best, least := 0, math.Inf(1)
	for i := range w.spec.Weather {
		lat, lon := w.weather.Place(i)
		if d := geo.DistanceKm(latDeg, lonDeg, lat, lon); d < least {
			best, least = i, d
		}
	}
	return best
}

// noticeFleet tells which weather the units of a block stand in, and of staged events
// that do not come.
func (w *World) noticeFleet(weather []string) {
	w.notices = append(w.notices, w.fleet.Notices(w.cal)...)
	if len(weather) == 0 {
		return
	}
	farthest, far, name := 0.0, 0, ""
	places := map[string][]string{}
	for i, at := range weather {
		u := w.fleet.Unit(w.fleet.Single() + i)
		lat, lon := w.weather.Place(w.weather.Index(at))
		d := geo.DistanceKm(u.Spec().LatDeg, u.Spec().LonDeg, lat, lon)
		if d > 100 {
			far++
		}
		if d > farthest {
			farthest, name = d, u.Name()
		}
		if site := u.Site(); len(places[at]) == 0 || places[at][len(places[at])-1] != site {
			places[at] = append(places[at], site)
		}
	}
	if far == 0 {
		return
	}
	var list []string
	for _, s := range w.spec.Weather {
		if of := places[s.Name]; len(of) > 0 {
			list = append(list, fmt.Sprintf("%s cools %s", s.Name, strings.Join(of, ", ")))
		}
	}
	w.notices.Add("fleet", "declare [weather] sites nearer to them",
		"each unit's air and water are those of the nearest weather site, for %d of %d units over 100 km away, for %s %.0f km: %s", far, len(weather), name, farthest, strings.Join(list, "; "))
}

// readColdSources tells what cools each reactor now; those of a block are read once an
// hour.
func (w *World) readColdSources(m sim.Minute) {
	n := w.fleet.Single()
	if m%sim.Hour == 0 || m == -w.spec.spinUp() {
		n = len(w.sources)
	}
	all := w.cold[:n]
	for i := range all {
		from, cold := &w.sources[i], &all[i]
		cold.WetBulbDegC, cold.WaterDegC = from.air.WetBulbDegC, *from.waterDegC
	}
}
