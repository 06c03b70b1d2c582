package plots

import (
	"fmt"
	"image/color"
	"math"

	"caloduc/experiments/result"
)

// plants are what a kind of cooling plant is called by its use of electricity and
// by where its heat goes; one that is not listed is called by its own name.
var plants = map[string]struct{ use, sink string }{
	"free-air":                 {phrase("cooling, air"), phrase("outdoor air")},
	"indirect-free-air":        {phrase("cooling, air"), phrase("outdoor air")},
	"air-cooled-chiller":       {phrase("cooling, air"), phrase("condensers")},
	"direct-expansion":         {phrase("cooling, air"), phrase("condensers")},
	"chilled-water":            {phrase("cooling, air"), phrase("cooling towers")},
	"chilled-water-economiser": {phrase("cooling, air"), phrase("cooling towers")},
	"direct-liquid-dry":        {phrase("cooling, liquid"), phrase("dry coolers")},
	"direct-liquid-tower":      {phrase("cooling, liquid"), phrase("cooling towers")},
	"direct-liquid-trim":       {phrase("cooling, liquid"), phrase("cooling towers")},
	"river":                    {phrase("cooling"), phrase("river")},
}

// use is a use of electricity on a campus.
type use struct {
	name, sink string
	col        color.NRGBA
	energy     float64 // MWh
}

// usesOf are the uses of a campus: of its halls by their plants, and the rest.
func usesOf(r *result.Result, scope string, w words) (out []use, err error) {
	facility := r.Total("facility_energy_MWh", scope)
	for _, hall := range recorders(r, scope, halls, "it_power_MW") {
		it, cooling := zero(r.Total("it_energy_MWh", hall)), zero(r.Total("cooling_energy_MWh", hall))
		chips, err := chipEnergy(r, hall)
		if err != nil {
			return nil, err
		}
		campus, name := called(scope), called(hall)[len(called(scope))+2:]
		plant, err := r.Setting(fmt.Sprintf("campus[%s].hall[%s].cooling.plant", campus, name))
		if err != nil {
			return nil, err
		}
		p, known := plants[plant]
		if !known {
			p.use, p.sink = "cooling", plant
		}
		sink := w.say(p.sink)
		servers := "rest of servers"
		if chips == 0 {
			servers = "servers"
		}
		out = append(out, use{w.say("chips"), sink, colour(1), chips}, use{w.say(servers), sink, colour(3), it - chips},
			use{w.say(p.use), sink, colour(5), cooling})
		facility -= it + cooling
	}
	rooms := w.say("rooms, yard")
	for _, k := range []struct {
		name       string
		indicators []string
	}{
		{w.say("UPS, distribution"), []string{"ups_loss_energy_MWh", "distribution_loss_energy_MWh"}},
		{w.say("lighting"), []string{"house_energy_MWh"}},
		{w.say("transformers"), []string{"transformer_loss_energy_MWh"}},
	} {
		u := use{k.name, rooms, colour(4), 0}
		for _, name := range k.indicators {
			u.energy += zero(r.Total(name, scope))
		}
		facility -= u.energy
		out = append(out, u)
	}
	if facility > 1e-4*r.Total("facility_energy_MWh", scope) {
		out = append(out, use{w.say("other"), rooms, grey, facility})
	}
	return out, nil
}

// chipEnergy is the energy of a hall's accelerators in MWh, 0 where it is not
// recorded.
func chipEnergy(r *result.Result, hall string) (sum float64, err error) {
	if len(recorders(r, hall, halls, "chip_power_MW")) == 0 {
		return 0, nil
	}
	v, err := series(r, hall+".chip_power_MW")
	if err != nil {
		return 0, err
	}
	for _, x := range v.Mean {
		if !math.IsNaN(float64(x)) {
			sum += float64(x)
		}
	}
	return sum, nil
}
