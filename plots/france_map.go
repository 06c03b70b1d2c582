package plots

import (
	"fmt"
	"math"
	"slices"
	"strconv"

	"caloduc/experiments/result"
	"caloduc/sim/channel"
)

var franceMapFrench = map[string]string{
	"Reactors, network and campuses": "Réacteurs, réseau et sites",
	"availability of reactors":       "disponibilité des réacteurs",
	"highest line loading":           "charge maximale des lignes",
	"reactor":                        "réacteur",
	"campus, area after mean power":  "site, aire selon la puissance moyenne",
	"bus":                            "poste",
	"line: mean %s, highest %s":      "ligne : moy. %s, max. %s",
	"Metropolitan France with reactors coloured by their availability over the run and campuses sized by their mean facility power.":         "France métropolitaine, réacteurs colorés par leur disponibilité sur la durée et sites de taille selon leur puissance moyenne.",
	"Reactors coloured by their availability over the run and campuses sized by their mean facility power, between parallels and meridians.": "Réacteurs colorés par leur disponibilité sur la durée et sites de taille selon leur puissance moyenne, entre parallèles et méridiens.",
	"The details show the lines of the campuses, coloured by the highest power drawn over what all circuits carry.":                          "Les détails montrent les lignes des sites, colorées par la puissance maximale soutirée rapportée à la capacité de tous les circuits.",
}

// spot is a place on the map.
type spot struct {
	result.Place
	value float64 // availability of a reactor, mean power of a campus in MW
}

// wire is a line between a bus and a campus.
type wire struct {
	bus, campus   string
	mean, highest float64 // loading, NaN where it is not known
}

// franceMap draws the places of a result.
func franceMap(r *result.Result, f asked, s Style, w words) (*drawing, error) {
	spots := readSpots(r, f.Scope)
	if len(spots) == 0 {
		return nil, lacks("places on the map", f.Scope)
	}
	wires, err := readWires(r, spots)
	if err != nil {
		return nil, err
	}
	m := newAtlas(s, w, spots, wires)
	d := &drawing{width: s.Width, height: m.height(), draw: m.draw, title: f.titled(w.say("Reactors, network and campuses")),
		description: w.say("Metropolitan France with reactors coloured by their availability over the run and campuses sized by their mean facility power."),
		table:       table{head: []string{"place", "kind", "lat_deg", "lon_deg", "value", "quantity"}}}
	if m.abroad() {
		d.description = w.say("Reactors coloured by their availability over the run and campuses sized by their mean facility power, between parallels and meridians.")
	}
	if len(m.details) > 0 {
		d.description += " " + w.say("The details show the lines of the campuses, coloured by the highest power drawn over what all circuits carry.")
	}
	for _, p := range spots {
		quantity := map[string]string{"reactor": channel.AvailabilityFactor, "campus": "mean_facility_power_MW"}[p.Kind]
		d.table.add(p.Name, p.Kind, cell(p.LatDeg), cell(p.LonDeg), cell(p.value), quantity)
	}
	for _, l := range wires {
		d.table.add(l.bus+" to "+l.campus, "line", "", "", cell(l.mean), "mean_loading")
		d.table.add(l.bus+" to "+l.campus, "line", "", "", cell(l.highest), "highest_loading")
	}
	return d, nil
}

// tenths spans tenths around values between 0 and 1, the whole range where there
// are none.
func tenths(values []float64) ramp {
	all := existing(values)
	if len(all) == 0 {
		return ramp{0, 1}
	}
	lo, hi := min(all[0], 1), max(all[len(all)-1], 0)
	return ramp{max(math.Floor(lo*10-1e-9)/10, 0), math.Ceil(hi*10+1e-9) / 10}
}

// readSpots are the places with their values.
func readSpots(r *result.Result, within string) (out []spot) {
	m := r.Manifest()
	hours := ending(m).Sub(m.Start).Hours()
	for _, p := range m.Places {
		s := spot{Place: p, value: math.NaN()}
		switch p.Kind {
		case "reactor":
			s.value = r.Total(channel.AvailabilityFactor, "reactor."+p.Name)
		case "campus":
			if within != "" && within != "campus."+p.Name {
				continue
			}
			s.value = r.Total(channel.FacilityEnergyMWh, "campus."+p.Name) / hours
		}
		if !math.IsNaN(p.LatDeg) && !math.IsNaN(p.LonDeg) {
			out = append(out, s)
		}
	}
	return out
}

// readWires are the lines between the campuses and those of their buses that
// stand on the map.
func readWires(r *result.Result, spots []spot) (out []wire, err error) {
	for _, p := range spots {
		if p.Kind != "campus" {
			continue
		}
		bus, err := r.Setting("campus[" + p.Name + "].grid.bus")
		if err != nil {
			return nil, err
		}
		if !slices.ContainsFunc(spots, func(b spot) bool { return b.Kind == "bus" && b.Name == bus }) {
			continue
		}
		l := wire{bus, p.Name, math.NaN(), math.NaN()}
		if err := l.readLoading(r); err != nil {
			return nil, err
		}
		out = append(out, l)
	}
	return out, nil
}

// readLoading works a line's loading out: the power sent over what all circuits
// carry at their rated current, the power factor counted.
func (l *wire) readLoading(r *result.Result) error {
	if len(recorders(r, "campus."+l.campus, campuses, channel.SentPowerMW)) == 0 {
		return nil
	}
	capacity := math.Sqrt(3)
	for _, key := range []string{"voltage_kV", "rating_kA", "circuits", "power_factor"} {
		path := "campus[" + l.campus + "].grid." + key
		text, err := r.Setting(path)
		if text == "" || err != nil {
			return err
		}
		v, err := strconv.ParseFloat(text, 64)
		if err != nil {
			return fmt.Errorf("%s = %q: %w", path, text, err)
		}
		capacity *= v
	}
	v, err := series(r, "campus."+l.campus+"."+channel.SentPowerMW)
	if err != nil {
		return err
	}
	sum := 0.0
	for _, x := range v.Mean {
		sum += float64(x)
	}
	l.mean, l.highest = sum/float64(len(v.Mean))/capacity, highest(wide(v.Max))/capacity
	return nil
}
