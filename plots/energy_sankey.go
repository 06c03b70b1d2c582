package plots

import (
	"errors"
	"image/color"
	"math"
	"slices"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"caloduc/experiments/result"
	"caloduc/sim/channel"
)

var energySankeyFrench = map[string]string{
	"Energy from reactor to heat sink": "Énergie, du réacteur à la source froide",
	"Reactor heat":                     "Chaleur",
	"Sources":                          "Sources",
	"Network":                          "Réseau",
	"Campuses":                         "Sites",
	"Use":                              "Usage",
	"Heat to":                          "Chaleur vers",
	"cold source":                      "source froide",
	"auxiliaries":                      "auxiliaires",
	"network loss":                     "pertes réseau",
	"chips":                            "puces",
	"rest of servers":                  "reste des serveurs",
	"servers":                          "serveurs",
	"UPS, distribution":                "onduleurs, câbles",
	"transformers":                     "transformateurs",
	"lighting, services":               "éclairage, services",
	"cooling, liquid":                  "froid, liquide",
	"cooling, air":                     "froid, air",
	"cooling":                          "froid",
	"air: dry coolers":                 "air : aéroréfr.",
	"air: towers":                      "air : tours",
	"air: ventilation":                 "air : ventilation",
	"air: condensers":                  "air : condenseurs",
	"water vapour":                     "vapeur d’eau",
	"river or sea":                     "rivière, mer",
	"district heat":                    "réseau de chaleur",
	"rooms, yard":                      "locaux, abords",
	"Energy of the whole run, widths to scale. Allocated nuclear energy is shared among the reactors after their output of each hour.":                                                          "Énergie sur toute la durée, largeurs à l’échelle. L’énergie nucléaire allouée est répartie entre les réacteurs selon leur production de chaque heure.",
	"A reactor’s heat is that of the share of its output which the campuses take, what its auxiliaries and its cold source take included; the heat of a hall’s uses is shared among its sinks.": "La chaleur d’un réacteur est celle de la part de sa production que prennent les sites, auxiliaires et source froide compris ; celle des usages d’une salle est répartie entre ses puits.",
}

// energySankey follows the energy of a run.
func energySankey(r *result.Result, f asked, s Style, w words) (*drawing, error) {
	scopes := scopesOf(r, f.Scope, channel.DrawnEnergyMWh)
	if len(scopes) == 0 {
		return nil, lacks("indicator "+channel.DrawnEnergyMWh, f.Scope)
	}
	d := &flows{style: s, heads: []string{w.say("Sources"), w.say("Network"), w.say("Campuses"), w.say("Use"), w.say("Heat to")},
		places: []vg.Length{0, 0.25, 0.45, 0.68, 1}}
	network := d.node(1, "", grey)
	if err := d.addSources(r, scopes, network, w); err != nil {
		return nil, err
	}
	loss := 0.0
	campusNodes := make([]*node, len(scopes))
	for i, scope := range scopes {
		facility := r.Total(channel.FacilityEnergyMWh, scope)
		campusNodes[i] = d.node(2, called(scope), distinct(2+3*i))
		d.flow(network, campusNodes[i], facility, campusNodes[i].col)
		loss += max(r.Total(channel.DrawnEnergyMWh, scope)-facility, 0)
	}
	d.flow(network, d.node(2, w.say("network loss"), grey), loss, grey)
	if err := d.addUses(r, scopes, campusNodes, w); err != nil {
		return nil, err
	}
	d.name(w)
	height := min(2.8*s.Panel, s.Tallest)
	return &drawing{width: s.Width, height: height, title: f.titled(w.say("Energy from reactor to heat sink")),
		description: w.say("Energy of the whole run, widths to scale. Allocated nuclear energy is shared among the reactors after their output of each hour.") + " " +
			w.say("A reactor’s heat is that of the share of its output which the campuses take, what its auxiliaries and its cold source take included; the heat of a hall’s uses is shared among its sinks."),
		table: d.table(),
		draw: func(c draw.Canvas) {
			c.SetColor(color.White)
			c.Fill(c.Rectangle.Path())
			m := 0.5 * s.TextSize
			d.draw(draw.Crop(c, m, -m, m, -m))
		}}, nil
}

// addSources adds the reactors, with their shares of what the campuses draw from
// them, and the market. Where the result has the reactors' heat, that begins the
// chain, and what does not become electricity goes to their cold source.
func (d *flows) addSources(r *result.Result, scopes []string, network *node, w words) error {
	market, contract := 0.0, 0.0
	for _, scope := range scopes {
		market += zero(r.Total(channel.EnergyMarketMWh, scope))
		contract += zero(r.Total(channel.EnergyContractMWh, scope))
	}
	units, shares, err := reactorShares(r, scopes)
	if err != nil {
		return err
	}
	if len(units) == 0 && contract > 0 {
		d.flow(d.node(0, w.say("allocated nuclear"), colour(0)), network, contract, colour(0))
	}
	cold := &node{column: 1, name: w.say("cold source"), col: tint(grey, 0.7)}
	own := &node{column: 1, name: w.say("auxiliaries"), col: tint(grey, 0.7)}
	for i, unit := range units {
		n := d.node(0, called(unit), colour(0))
		d.flow(n, network, contract*shares[i], colour(0))
		taken := contract * shares[i] / r.Total(channel.NetEnergyMWh, unit)
		thermal, lost := taken*r.Total(channel.ThermalEnergyMWh, unit), taken*r.Total(channel.CondenserHeatMWh, unit)
		if thermal > 0 && lost > 0 {
			d.heads[0] = w.say("Reactor heat")
			d.flow(n, own, thermal-lost-contract*shares[i], grey)
			d.flow(n, cold, lost, grey)
		}
	}
	for _, n := range []*node{own, cold} {
		if n.in > 0 {
			d.nodes = append(d.nodes, n)
		}
	}
	if market > 0 {
		d.flow(d.node(0, w.say("market"), colour(3)), network, market, colour(3))
	}
	return nil
}

// reactorShares are the shares of the reactors in what the campuses draw beyond
// the market: after their output of each hour, or of the whole run where the result
// lacks the hours.
func reactorShares(r *result.Result, scopes []string) (units []string, shares []float64, err error) {
	p, err := periodOf(r, result.Figure{})
	if errors.Is(err, ErrLacks) {
		sum := 0.0
		for _, q := range r.Manifest().Quantities {
			if v := r.Total(channel.NetEnergyMWh, q.Scope); q.Name == channel.NetEnergyMWh && v > 0 {
				units, shares, sum = append(units, q.Scope), append(shares, v), sum+v
			}
		}
		for i := range shares {
			shares[i] /= sum
		}
		return units, shares, nil
	}
	if err != nil {
		return nil, nil, err
	}
	var drawn, all []float64
	for _, scope := range scopes {
		v, err := p.of(r, scope, channel.SentPowerMW, channel.MarketPowerMW)
		if err != nil {
			return nil, nil, err
		}
		sent, market := v[0], v[1]
		for i := range sent {
			sent[i] = max(sent[i]-market[i], 0)
		}
		drawn = add(drawn, sent)
	}
	var outputs [][]float64
	for _, scope := range recorders(r, "", reactors, channel.NetPowerMW) {
		v, err := p.means(r, scope+"."+channel.NetPowerMW)
		if err != nil {
			return nil, nil, err
		}
		units, outputs, all = append(units, scope), append(outputs, v), add(all, v)
	}
	shares = make([]float64, len(units))
	sum := 0.0
	for i := range drawn {
		if len(units) == 0 || !(all[i] > 0) {
			continue
		}
		for k, v := range outputs {
			shares[k] += drawn[i] * v[i] / all[i]
		}
		sum += drawn[i]
	}
	for k := range shares {
		shares[k] /= sum
	}
	return units, shares, nil
}

// addUses adds the uses of each campus, and where their heat goes.
func (d *flows) addUses(r *result.Result, scopes []string, campusNodes []*node, w words) error {
	nodes, sinks := map[string]*node{}, map[string]*node{}
	heat := map[[2]string]float64{}
	for i, scope := range scopes {
		uses, err := usesOf(r, scope, w)
		if err != nil {
			return err
		}
		for _, u := range uses {
			if !(u.energy > 0) {
				continue
			}
			if nodes[u.name] == nil {
				nodes[u.name] = &node{column: 3, name: u.name, col: u.col}
			}
			d.join(campusNodes[i], nodes[u.name], u.energy, u.col)
			for _, p := range u.sinks {
				heat[[2]string{u.name, p.name}] += u.energy * p.share
			}
		}
	}
	uses := useOrder(w)
	for _, name := range uses {
		if nodes[name] != nil {
			d.nodes = append(d.nodes, nodes[name])
		}
	}
	slices.SortStableFunc(d.flows, func(a, b flow) int { return rankOf(d.nodes, a.to) - rankOf(d.nodes, b.to) })
	for _, name := range sinkOrder(w) {
		sum := 0.0
		for _, use := range uses {
			sum += heat[[2]string{use, name}]
		}
		if sum > 0 {
			sinks[name] = d.node(4, name, sinkColour(name, w))
		}
	}
	for _, use := range uses {
		for _, name := range sinkOrder(w) {
			if v := heat[[2]string{use, name}]; v > 0 {
				d.flow(nodes[use], sinks[name], v, nodes[use].col)
			}
		}
	}
	return nil
}

func rankOf(nodes []*node, n *node) int { return slices.Index(nodes, n) }

// name writes what flows through each node, all in the unit that suits the
// largest.
func (d *flows) name(w words) {
	top := 0.0
	for _, n := range d.nodes {
		top = max(top, n.size())
	}
	unit, symbol, decimals := 1e3, " GWh", 1
	if top >= 1e6 {
		unit, symbol, decimals = 1e6, " TWh", 2
	}
	for _, n := range d.nodes {
		v := n.size() / unit
		if n.value = w.number(v, decimals) + symbol; v < 0.5*math.Pow10(-decimals) {
			n.value = w.digits(v, 1) + symbol
		}
	}
}

// table lists the bands.
func (d *flows) table() (t table) {
	t.head = []string{"from", "to", "energy_MWh"}
	called := func(n *node) string {
		if n.name == "" {
			return d.heads[n.column]
		}
		return n.name
	}
	for _, f := range d.flows {
		t.add(called(f.from), called(f.to), cell(f.value))
	}
	return t
}

// zero is a value, or nothing where it does not exist.
func zero(v float64) float64 {
	if math.IsNaN(v) {
		return 0
	}
	return v
}
