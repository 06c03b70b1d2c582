package plots

import (
	"cmp"
	"errors"
	"image/color"
	"math"
	"slices"
	"strconv"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"caloduc/experiments/result"
	"caloduc/sim/channel"
)

var energySankeyFrench = map[string]string{
	"Energy from reactor to heat sink": "Énergie, du réacteur à la source froide",
	"Reactors: %s of heat":             "Réacteurs : %s de chaleur",
	"Reactors: %s":                     "Réacteurs : %s",
	"Campuses: %s":                     "Sites : %s",
	"Campuses: %s, scale × %s":         "Sites : %s, échelle × %s",
	"reactor":                          "réacteur",
	"goes to":                          "va vers",
	"drawn from":                       "soutiré de",
	"campus":                           "site",
	"use":                              "usage",
	"heat to":                          "chaleur vers",
	"campuses":                         "sites",
	"%s others":                        "%s autres",
	"other users":                      "autres usagers",
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
	"Energy of the whole run: above, where the heat of the reactors goes; below, what the campuses draw, its uses and where their heat goes. Each part is to its own scale.": "Énergie sur toute la durée : en haut, où va la chaleur des réacteurs ; en bas, ce que soutirent les sites, ses usages et où va leur chaleur. Chaque partie a sa propre échelle.",
	"Allocated nuclear energy is shared among the reactors after their output of each hour; the heat of a hall’s uses is shared among its sinks.":                            "L’énergie nucléaire allouée est répartie entre les réacteurs selon leur production de chaque heure ; la chaleur des usages d’une salle est répartie entre ses puits.",
}

// energySankey follows the energy of a run. Its reader wants to know what part of the
// reactors' heat the campuses take, and what becomes of what they draw: as the second
// is a small part of the first, each is a diagram of its own, to its own scale, which
// the second's title tells; words stand in boxes between which the bands run.
func energySankey(r *result.Result, f asked, s Style, w words) (*drawing, error) {
	scopes := scopesOf(r, f.Scope, channel.DrawnEnergyMWh)
	if len(scopes) == 0 {
		return nil, lacks("indicator "+channel.DrawnEnergyMWh, f.Scope)
	}
	units, err := reactorsOf(r, scopes, w)
	if err != nil {
		return nil, err
	}
	above := reactorFlows(units, s, w)
	below, err := campusFlows(r, scopes, s, w)
	if err != nil {
		return nil, err
	}
	d := &sankey{style: s, words: w, below: below}
	if above != nil {
		d.above = above
	}
	d.name()
	return &drawing{width: s.Width, panels: d, title: f.titled(w.say("Energy from reactor to heat sink")),
		description: w.say("Energy of the whole run: above, where the heat of the reactors goes; below, what the campuses draw, its uses and where their heat goes. Each part is to its own scale.") + " " +
			w.say("Allocated nuclear energy is shared among the reactors after their output of each hour; the heat of a hall’s uses is shared among its sinks."),
		table: d.table()}, nil
}

// unitEnergy is the energy of a reactor over a run in MWh; heat is NaN where it is not
// recorded.
type unitEnergy struct {
	name                              string
	heat, condenser, net, forCampuses float64
}

// mostUnits is the number of reactors that have a box of their own.
const mostUnits = 6

// reactorsOf are the reactors, the smaller of many taken together.
func reactorsOf(r *result.Result, scopes []string, w words) (out []unitEnergy, err error) {
	contract := 0.0
	for _, scope := range scopes {
		contract += zero(r.Total(channel.EnergyContractMWh, scope))
	}
	units, shares, err := reactorShares(r, scopes)
	if err != nil {
		return nil, err
	}
	for i, unit := range units {
		u := unitEnergy{called(unit), r.Total(channel.ThermalEnergyMWh, unit), r.Total(channel.CondenserHeatMWh, unit),
			r.Total(channel.NetEnergyMWh, unit), contract * zero(shares[i])}
		u.net = max(u.net, u.forCampuses)
		out = append(out, u)
	}
	if len(out) <= mostUnits {
		return out, nil
	}
	slices.SortStableFunc(out, func(a, b unitEnergy) int { return cmp.Compare(b.net, a.net) })
	rest := unitEnergy{}
	for _, u := range out[mostUnits-1:] {
		rest.heat, rest.condenser = rest.heat+u.heat, rest.condenser+u.condenser
		rest.net, rest.forCampuses = rest.net+u.net, rest.forCampuses+u.forCampuses
	}
	rest.name = fill(w.say("%s others"), strconv.Itoa(len(out)-mostUnits+1))
	return append(out[:mostUnits-1], rest), nil
}

// reactorFlows is the diagram of the reactors' heat, or of their output where the
// heat is not recorded; nil where there are no reactors.
func reactorFlows(units []unitEnergy, s Style, w words) *flows {
	if len(units) == 0 {
		return nil
	}
	d := &flows{style: s, heads: []string{w.say("reactor"), w.say("goes to")}}
	ours, others := d.node(1, w.say("campuses"), colour(0)), d.node(1, w.say("other users"), colour(5))
	own, cold := d.node(1, w.say("auxiliaries"), grey), d.node(1, w.say("cold source"), grey)
	for _, u := range units {
		n := d.node(0, u.name, colour(4))
		d.flow(n, ours, u.forCampuses, colour(0))
		d.flow(n, others, u.net-u.forCampuses, colour(5))
		if u.heat > 0 && u.condenser > 0 {
			d.flow(n, own, u.heat-u.condenser-u.net, grey)
			d.flow(n, cold, u.condenser, grey)
		}
	}
	d.used()
	return d
}

// campusFlows is the diagram of what the campuses draw.
func campusFlows(r *result.Result, scopes []string, s Style, w words) (*flows, error) {
	d := &flows{style: s, heads: []string{w.say("drawn from"), w.say("campus"), w.say("use"), w.say("heat to")}}
	nuclear, market := d.node(0, w.say("allocated nuclear"), colour(0)), d.node(0, w.say("market"), colour(3))
	campusNodes := make([]*node, len(scopes))
	for i, scope := range scopes {
		campusNodes[i] = d.node(1, called(scope), colour(2))
	}
	lost := d.node(1, w.say("network loss"), grey)
	for i, scope := range scopes {
		facility, drawn := r.Total(channel.FacilityEnergyMWh, scope), r.Total(channel.DrawnEnergyMWh, scope)
		bought := zero(r.Total(channel.EnergyMarketMWh, scope))
		share := 0.0
		if sum := bought + zero(r.Total(channel.EnergyContractMWh, scope)); sum > 0 {
			share = bought / sum
		}
		for _, from := range []struct {
			*node
			share float64
		}{{nuclear, 1 - share}, {market, share}} {
			d.flow(from.node, campusNodes[i], facility*from.share, from.col)
			d.flow(from.node, lost, (drawn-facility)*from.share, from.col)
		}
	}
	if err := d.addUses(r, scopes, campusNodes, w); err != nil {
		return nil, err
	}
	d.used()
	return d, nil
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
				nodes[u.name] = &node{column: 2, name: u.name, col: u.col}
			}
			d.flow(campusNodes[i], nodes[u.name], u.energy, u.col)
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
	for _, name := range sinkOrder(w) {
		sum := 0.0
		for _, use := range uses {
			sum += heat[[2]string{use, name}]
		}
		if sum > 0 {
			sinks[name] = d.node(3, name, sinkColour(name, w))
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

// sankey is the two diagrams, one below the other, or side by side where the page is
// wide.
type sankey struct {
	style        Style
	words        words
	above, below *flows // above may be nil
	drawn        string // by the campuses
}

// parts are the diagrams that there are.
func (d *sankey) parts() []*flows {
	if d.above == nil {
		return []*flows{d.below}
	}
	return []*flows{d.above, d.below}
}

// total is what flows through a column.
func (d *flows) total(column int) (sum float64) {
	for _, n := range d.column(column) {
		sum += n.size()
	}
	return sum
}

// name writes energies in the unit that suits the largest, and shares of them.
func (d *sankey) name() {
	top := 0.0
	for _, p := range d.parts() {
		top = max(top, p.total(0))
	}
	unit, symbol := 1e3, "GWh"
	if top >= 1e6 {
		unit, symbol = 1e6, "TWh"
	}
	energy := func(v float64) string { return d.words.digits(v/unit, 3) + nonBreaking + symbol }
	for _, p := range d.parts() {
		whole := p.total(0)
		for _, n := range p.nodes {
			share := 100 * n.size() / whole
			text := d.words.number(share, 1)
			if share < 0.95 {
				text = d.words.digits(share, 1)
			}
			if n.value = text + nonBreaking + "%"; n.column == 0 || n.column < len(p.heads)-2 {
				n.value = energy(n.size())
			}
		}
	}
	d.drawn = energy(d.below.total(0))
	d.below.title = fill(d.words.say("Campuses: %s"), d.drawn)
	if d.above == nil {
		return
	}
	d.above.title = fill(d.words.say("Reactors: %s of heat"), energy(d.above.total(0)))
	if !slices.ContainsFunc(d.above.nodes, func(n *node) bool { return n.name == d.words.say("cold source") }) {
		d.above.title = fill(d.words.say("Reactors: %s"), energy(d.above.total(0)))
	}
}

// enlarge tells in the title of what the campuses draw how much larger its scale is,
// on the canvases of both parts.
func (d *sankey) enlarge(places []draw.Canvas) {
	var scales []vg.Length
	for i, p := range d.parts() {
		size := places[i].Size()
		p.layColumns(0, size.X)
		scales = append(scales, p.scale(size.Y-p.headHeight()))
	}
	if len(scales) == 2 && scales[0] > 0 {
		d.below.title = fill(d.words.say("Campuses: %s, scale × %s"), d.drawn, d.words.digits(float64(scales[1]/scales[0]), 2))
	}
}

func (d *sankey) margin() vg.Length { return 0.5 * d.style.TextSize }

// beside tells whether the page is wide enough for both side by side.
func (d *sankey) beside() bool { return d.above != nil && d.style.Width > 45*d.style.TextSize }

// widths are those of the parts.
func (d *sankey) widths() []vg.Length {
	width := d.style.Width - 2*d.margin()
	if d.beside() {
		title := d.style.heading(draw.XLeft, draw.YBottom)
		first := max(0.29*width, title.Width(d.above.title)+0.5*d.style.TextSize)
		return []vg.Length{first, width - first - 1.5*d.style.TextSize}
	}
	return []vg.Length{width, width}[:len(d.parts())]
}

// heights are those of the parts: of their words, and enough for bands to be seen.
func (d *sankey) heights() (out []vg.Length) {
	widths := d.widths()
	for i, p := range d.parts() {
		p.layColumns(0, widths[i])
		out = append(out, p.headHeight()+p.tallest(0)+[]vg.Length{8, 14}[i+2-len(d.parts())]*d.style.TextSize)
	}
	return out
}

// height implements laidOut.
func (d *sankey) height() vg.Length {
	sum, most := vg.Length(0), vg.Length(0)
	for _, h := range d.heights() {
		sum, most = sum+h+1.2*d.style.TextSize, max(most, h)
	}
	if d.beside() {
		return max(most, min(d.style.Tallest, 1.2*most)) + 2*d.margin()
	}
	return sum - 1.2*d.style.TextSize + 2*d.margin()
}

// place gives each part its canvas: a share of a height that is not its own.
func (d *sankey) place(c draw.Canvas) (out []draw.Canvas) {
	m := d.margin()
	c = draw.Crop(c, m, -m, m, -m)
	widths, heights := d.widths(), d.heights()
	if d.beside() {
		return []draw.Canvas{draw.Crop(c, 0, widths[0]-c.Size().X, 0, 0), draw.Crop(c, c.Size().X-widths[1], 0, 0, 0)}
	}
	gaps := vg.Length(len(heights)-1) * 1.2 * d.style.TextSize
	share := (c.Size().Y - gaps) / (d.height() - 2*m - gaps)
	for _, h := range heights {
		out = append(out, draw.Crop(c, 0, 0, c.Size().Y-h*share, 0))
		c.Max.Y -= h*share + 1.2*d.style.TextSize
	}
	return out
}

// draw implements laidOut.
func (d *sankey) draw(c draw.Canvas) {
	c.SetColor(color.White)
	c.Fill(c.Rectangle.Path())
	places := d.place(c)
	d.enlarge(places)
	for i, at := range places {
		d.parts()[i].draw(at)
	}
}

// table lists the bands.
func (d *sankey) table() (t table) {
	t.head = []string{"from", "to", "energy_MWh"}
	for _, p := range d.parts() {
		for _, f := range p.flows {
			t.add(f.from.name, f.to.name, cell(f.value))
		}
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
