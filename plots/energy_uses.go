package plots

import (
	"fmt"
	"image/color"
	"math"
	"slices"

	"caloduc/experiments/result"
	"caloduc/sim/channel"
)

// plants are what a kind of cooling plant is called by its use of electricity and,
// where a result does not tell where its heat went, by where that goes for the most
// part; one that is not listed is called by its own name.
var plants = map[string]struct{ use, sink string }{
	"free-air":                     {phrase("cooling, air"), phrase("air: ventilation")},
	"indirect-free-air":            {phrase("cooling, air"), phrase("air: ventilation")},
	"air-cooled-chiller":           {phrase("cooling, air"), phrase("air: condensers")},
	"direct-expansion":             {phrase("cooling, air"), phrase("air: condensers")},
	"chilled-water":                {phrase("cooling, air"), phrase("air: towers")},
	"chilled-water-economiser":     {phrase("cooling, air"), phrase("air: towers")},
	"chilled-water-air-economiser": {phrase("cooling, air"), phrase("air: towers")},
	"direct-liquid-dry":            {phrase("cooling, liquid"), phrase("air: dry coolers")},
	"direct-liquid-tower":          {phrase("cooling, liquid"), phrase("air: towers")},
	"direct-liquid-trim":           {phrase("cooling, liquid"), phrase("air: towers")},
	"river":                        {phrase("cooling"), phrase("river or sea")},
}

// heatSinks are the indicators of a hall's heat by where it went.
var heatSinks = []struct {
	indicator, name string
	colour          int
}{
	{channel.HeatDryCoolersMWh, phrase("air: dry coolers"), 1},
	{channel.HeatAirExchangeMWh, phrase("air: ventilation"), 1},
	{channel.HeatCondensersMWh, phrase("air: condensers"), 1},
	{channel.HeatTowersMWh, phrase("air: towers"), 1},
	{channel.HeatEvaporatedMWh, phrase("water vapour"), 5},
	{channel.HeatRiverMWh, phrase("river or sea"), 0},
	{channel.HeatDistrictMWh, phrase("district heat"), 2},
}

// part is a share of a use's heat, and where it goes.
type part struct {
	name  string
	share float64
}

// use is a use of electricity on a campus.
type use struct {
	name   string
	col    color.NRGBA
	energy float64 // MWh
	sinks  []part
}

// useOrder lists the uses from the top of their column down.
func useOrder(w words) []string {
	return []string{w.say("chips"), w.say("rest of servers"), w.say("servers"), w.say("cooling, liquid"), w.say("cooling, air"), w.say("cooling"),
		w.say("UPS, distribution"), w.say("transformers"), w.say("lighting, services"), w.say("other")}
}

// sinkOrder lists the sinks likewise.
func sinkOrder(w words) (out []string) {
	for _, k := range heatSinks {
		out = append(out, w.say(k.name))
	}
	return append(out, w.say("rooms, yard"))
}

func sinkColour(name string, w words) color.NRGBA {
	for _, k := range heatSinks {
		if w.say(k.name) == name {
			return colour(k.colour)
		}
	}
	return grey
}

// usesOf are the uses of a campus: of its halls by their plants, and the rest,
// whose heat leaves through the halls' plants as far as it is given off there.
func usesOf(r *result.Result, scope string, w words) (out []use, err error) {
	rest := r.Total(channel.FacilityEnergyMWh, scope)
	rooms := 0.0         // heat of UPS, distribution and lighting in the halls
	var roomSinks []part // weighted by it
	for _, hall := range recorders(r, scope, halls, channel.ITPowerMW) {
		uses, sinks, err := hallUses(r, scope, hall, w)
		if err != nil {
			return nil, err
		}
		out = append(out, uses...)
		for _, u := range uses {
			rest -= u.energy
		}
		if heat := zero(r.Total(channel.RoomHeatEnergyMWh, hall)); heat > 0 {
			rooms += heat
			for _, p := range sinks {
				roomSinks = append(roomSinks, part{p.name, p.share * heat})
			}
		}
	}
	outside := []part{{w.say("rooms, yard"), 1}}
	indoors := outside
	chain := zero(r.Total(channel.UPSLossEnergyMWh, scope)) + zero(r.Total(channel.DistributionLossEnergyMWh, scope))
	lighting := zero(r.Total(channel.HouseEnergyMWh, scope))
	inRooms := chain + lighting
	if rooms > 0 && inRooms > 0 {
		indoors = nil
		for _, p := range roomSinks {
			indoors = append(indoors, part{p.name, p.share / max(rooms, inRooms)})
		}
		indoors = append(indoors, part{w.say("rooms, yard"), max(1-rooms/inRooms, 0)})
	}
	for _, u := range []use{
		{w.say("UPS, distribution"), colour(4), chain, indoors},
		{w.say("lighting, services"), colour(4), lighting, indoors},
		{w.say("transformers"), colour(4), zero(r.Total(channel.TransformerLossEnergyMWh, scope)), outside},
	} {
		rest -= u.energy
		out = append(out, u)
	}
	if rest > 1e-4*r.Total(channel.FacilityEnergyMWh, scope) {
		out = append(out, use{w.say("other"), grey, rest, outside})
	}
	return out, nil
}

// hallUses are the uses of a hall, and the shares in which its heat goes to its
// sinks.
func hallUses(r *result.Result, scope, hall string, w words) ([]use, []part, error) {
	it, cooling := zero(r.Total(channel.ITEnergyMWh, hall)), zero(r.Total(channel.CoolingEnergyMWh, hall))
	chips, err := chipEnergy(r, hall)
	if err != nil {
		return nil, nil, err
	}
	plant, err := r.Setting(fmt.Sprintf("campus[%s].hall[%s].cooling.plant", called(scope), called(hall)[len(called(scope))+2:]))
	if err != nil {
		return nil, nil, err
	}
	p, known := plants[plant]
	if !known {
		p.use, p.sink = "cooling", "air: ventilation"
	}
	sinks := sinksOf(r, hall, w)
	if sinks == nil {
		sinks = []part{{w.say(p.sink), 1}}
	}
	servers := "rest of servers"
	if chips == 0 {
		servers = "servers"
	}
	return []use{{w.say("chips"), colour(1), chips, sinks}, {w.say(servers), colour(3), it - chips, sinks}, {w.say(p.use), colour(5), cooling, sinks}}, sinks, nil
}

// sinksOf are the shares in which a hall's heat goes to its sinks, nil where the
// result does not tell.
func sinksOf(r *result.Result, hall string, w words) (out []part) {
	sum := 0.0
	for _, k := range heatSinks {
		if v := zero(r.Total(k.indicator, hall)); v > 0 {
			out, sum = append(out, part{w.say(k.name), v}), sum+v
		}
	}
	in := zero(r.Total(channel.ITEnergyMWh, hall)) + zero(r.Total(channel.CoolingEnergyMWh, hall)) + zero(r.Total(channel.RoomHeatEnergyMWh, hall))
	if beyond := in - sum; beyond > 0 && sum > 0 {
		out, sum = append(out, part{w.say("rooms, yard"), beyond}), in
	}
	for i := range out {
		out[i].share /= sum
	}
	return slices.DeleteFunc(out, func(p part) bool { return p.share < 1e-4 })
}

// chipEnergy is the energy of a hall's accelerators in MWh, 0 where it is not
// recorded.
func chipEnergy(r *result.Result, hall string) (sum float64, err error) {
	if len(recorders(r, hall, halls, channel.ChipPowerMW)) == 0 {
		return 0, nil
	}
	v, err := means(r, hall+"."+channel.ChipPowerMW)
	if err != nil || len(v) == 0 {
		return 0, err
	}
	for _, x := range v {
		if !math.IsNaN(float64(x)) {
			sum += float64(x)
		}
	}
	m := r.Manifest()
	return sum / float64(len(v)) * ending(m).Sub(m.Start).Hours(), nil
}
