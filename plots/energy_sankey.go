package plots

import (
	"image/color"
	"math"
	"slices"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"caloduc/experiments/result"
)

func init() {
	register("energy-sankey", "electricity of the whole run from reactors and market over network and campuses to its uses, and on as heat, to scale", energySankey)
	inFrench(map[string]string{
		"Energy from reactor to heat sink": "Énergie, du réacteur à la source froide",
		"Sources":                          "Sources",
		"Network":                          "Réseau",
		"Campuses":                         "Sites",
		"Use":                              "Usage",
		"Heat to":                          "Chaleur vers",
		"network loss":                     "pertes réseau",
		"chips":                            "puces",
		"rest of servers":                  "reste des serveurs",
		"servers":                          "serveurs",
		"UPS, distribution":                "onduleurs, câbles",
		"transformers":                     "transformateurs",
		"lighting":                         "éclairage",
		"cooling, liquid":                  "froid, liquide",
		"cooling, air":                     "froid, air",
		"cooling":                          "froid",
		"dry coolers":                      "aéroréfrigérants",
		"cooling towers":                   "tours",
		"outdoor air":                      "air extérieur",
		"condensers":                       "condenseurs",
		"rooms, yard":                      "locaux, abords",
		"river":                            "rivière",
		"Energy of the whole run, widths to scale. Allocated nuclear energy is shared among the reactors after their output of each hour.": "Énergie sur toute la durée, largeurs à l’échelle. L’énergie nucléaire allouée est répartie entre les réacteurs selon leur production de chaque heure.",
	})
}

// energySankey follows the energy of a run.
func energySankey(r *result.Result, f asked, s Style, w words) (*drawing, error) {
	scopes := scopesOf(r, f.Scope, "drawn_energy_MWh")
	if len(scopes) == 0 {
		return nil, lacks("indicator drawn_energy_MWh", f.Scope)
	}
	d := &flows{style: s, heads: []string{w.say("Sources"), w.say("Network"), w.say("Campuses"), w.say("Use"), w.say("Heat to")},
		places: []vg.Length{0, 0.27, 0.46, 0.68, 1}}
	network := d.node(1, "", grey)
	if err := d.addSources(r, scopes, network, w); err != nil {
		return nil, err
	}
	loss := 0.0
	campusNodes := make([]*node, len(scopes))
	for i, scope := range scopes {
		facility := r.Total("facility_energy_MWh", scope)
		campusNodes[i] = d.node(2, called(scope), distinct(2+3*i))
		d.flow(network, campusNodes[i], facility, campusNodes[i].col)
		loss += max(r.Total("drawn_energy_MWh", scope)-facility, 0)
	}
	d.flow(network, d.node(2, w.say("network loss"), grey), loss, grey)
	if err := d.addUses(r, scopes, campusNodes, w); err != nil {
		return nil, err
	}
	d.name(w)
	height := 2.3 * s.Panel
	return &drawing{width: s.Width, height: height, title: f.titled(w.say("Energy from reactor to heat sink")),
		description: w.say("Energy of the whole run, widths to scale. Allocated nuclear energy is shared among the reactors after their output of each hour."),
		table:       d.table(),
		draw: func(c draw.Canvas) {
			c.SetColor(color.White)
			c.Fill(c.Rectangle.Path())
			m := 0.5 * s.TextSize
			d.draw(draw.Crop(c, m, -m, m, -m))
		}}, nil
}

// addSources adds the reactors, with their shares of what the campuses draw from
// them, and the market.
func (d *flows) addSources(r *result.Result, scopes []string, network *node, w words) error {
	market, contract := 0.0, 0.0
	for _, scope := range scopes {
		market += zero(r.Total("energy_market_MWh", scope))
		contract += zero(r.Total("energy_contract_MWh", scope))
	}
	names, shares, err := reactorShares(r, scopes)
	if err != nil {
		return err
	}
	if len(names) == 0 && contract > 0 {
		names, shares = []string{w.say("allocated nuclear")}, []float64{1}
	}
	for i, name := range names {
		d.flow(d.node(0, name, colour(0)), network, contract*shares[i], colour(0))
	}
	if market > 0 {
		d.flow(d.node(0, w.say("market"), colour(3)), network, market, colour(3))
	}
	return nil
}

// reactorShares are the shares of the reactors in what the campuses draw beyond
// the market: hour by hour after their output.
func reactorShares(r *result.Result, scopes []string) (names []string, shares []float64, err error) {
	p, err := periodOf(r, result.Figure{})
	if err != nil {
		return nil, nil, err
	}
	var drawn, all []float64
	for _, scope := range scopes {
		sent, err := p.means(r, scope+".sent_power_MW")
		if err != nil {
			return nil, nil, err
		}
		market, err := p.means(r, scope+".market_power_MW")
		if err != nil {
			return nil, nil, err
		}
		for i := range sent {
			sent[i] = max(sent[i]-market[i], 0)
		}
		drawn = add(drawn, sent)
	}
	var outputs [][]float64
	for _, scope := range recorders(r, "", reactors, "net_power_MW") {
		v, err := p.means(r, scope+".net_power_MW")
		if err != nil {
			return nil, nil, err
		}
		names, outputs, all = append(names, called(scope)), append(outputs, v), add(all, v)
	}
	shares = make([]float64, len(names))
	sum := 0.0
	for i := range drawn {
		if len(names) == 0 || !(all[i] > 0) {
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
	return names, shares, nil
}

// addUses adds the uses of each campus, and where their heat goes.
func (d *flows) addUses(r *result.Result, scopes []string, campusNodes []*node, w words) error {
	nodes, sinks := map[string]*node{}, map[string]*node{}
	heat := map[[2]string]float64{}
	var order [][2]string
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
			at := [2]string{u.name, u.sink}
			if !slices.Contains(order, at) {
				order = append(order, at)
			}
			heat[at] += u.energy
		}
	}
	rank := func(name string) int { return slices.Index(useOrder(w), name) }
	slices.SortStableFunc(order, func(a, b [2]string) int { return rank(a[0]) - rank(b[0]) })
	for _, at := range order {
		if !slices.Contains(d.nodes, nodes[at[0]]) {
			d.nodes = append(d.nodes, nodes[at[0]])
		}
	}
	slices.SortStableFunc(d.flows, func(a, b flow) int { return rankOf(d.nodes, a.to) - rankOf(d.nodes, b.to) })
	last := w.say("rooms, yard")
	for _, at := range order {
		if sinks[at[1]] == nil && at[1] != last {
			sinks[at[1]] = d.node(4, at[1], colour(1))
		}
	}
	sinks[last] = d.node(4, last, grey)
	for _, at := range order {
		d.flow(nodes[at[0]], sinks[at[1]], heat[at], nodes[at[0]].col)
	}
	return nil
}

func rankOf(nodes []*node, n *node) int { return slices.Index(nodes, n) }

// useOrder lists the uses from the top of their column down.
func useOrder(w words) []string {
	return []string{w.say("chips"), w.say("rest of servers"), w.say("servers"), w.say("cooling, liquid"), w.say("cooling, air"), w.say("cooling"),
		w.say("UPS, distribution"), w.say("transformers"), w.say("lighting"), w.say("other")}
}

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
