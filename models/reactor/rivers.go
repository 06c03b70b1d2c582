package reactor

import (
	"math"

	"caloduc/sim"
	"caloduc/sim/param"
)

// RiversSpec is the table rivers of a [fleet].
type RiversSpec struct {
	Limits        bool
	Exceptional   bool
	LimitShiftK   float64
	FlowFactor    float64
	DrynessSpread float64
	TowerHeat     float64
}

// Params declares the keys of rivers.
func (s *RiversSpec) Params(p *param.Set) {
	p.Bool(&s.Limits, "limits", true, "limits of temperature and heating downstream bound the units of a site")
	p.Bool(&s.Exceptional, "exceptional", true, "beyond the limits of normal operation units stay at their least power up to the exceptional ones, as the network needs them; otherwise they stop")
	p.Float(&s.LimitShiftK, "limit_shift_K", 0, param.Between(-10, 10), "all limits of temperature are moved by this", param.Setting)
	p.Float(&s.FlowFactor, "flow_factor", 1, param.Between(0.05, 10), "flow of all rivers over that of their mean year", param.Setting)
	p.Float(&s.DrynessSpread, "dryness_spread", 0.3, param.Between(0, 2), "standard deviation of a year's flow over the mean year's (lognormal, one draw a year for all rivers)", param.Assumption)
	p.Float(&s.TowerHeat, "tower_heat_fraction", 0.02, param.Fraction(), "part of a unit's heat that its tower gives to the river, with the purge",
		param.Unverified("1 to 2 % of the heat: at Golfech 0.2 to 0.3 K at low water"))
}

// regime are limits downstream, after mixing.
type regime struct{ maxDegC, maxHeatingK float64 }

// river is what a site's river has: its mean flow over the year and at low water in late
// summer, and the limits in normal and in exceptional climate.
type river struct {
	site                string
	meanM3PerS, lowM3S  float64
	normal, exceptional regime
}

// Limits of rivers without their own in the table, as those of the Grand Canal d'Alsace
// at Fessenheim: 28 degC and 3 K, in exceptional climate 29 degC and 2 K (ASN, 2018, legal
// text JORFARTI000037446457; 28 degC and 3 K are the general ones for cyprinid waters,
// decree of 2 February 1998, article 31, unverified).
var (
	usual   = regime{28, 3}
	unusual = regime{29, 2}
)

// rivers lists the sites on rivers. Limits of Bugey and Golfech: decrees of 11 June 2004,
// article 5 (exceptional), and 26 and 28 degC up to which they need not be invoked. Flows
// are rounded means of the gauges (unverified). The Loire's sites have no limit of
// temperature but of heating, 1.5 K (unverified). Sites on the sea and on the estuary of
// the Gironde have none here.
var rivers = []river{
	{"Belleville", 300, 80, regime{math.Inf(1), 1.5}, regime{math.Inf(1), 1.5}},
	{"Bugey", 460, 330, regime{26, 3}, regime{27, 1}},
	{"Cattenom", 130, 40, regime{28, 1.5}, unusual},
	{"Chinon", 500, 110, regime{math.Inf(1), 1.5}, regime{math.Inf(1), 1.5}},
	{"Chooz", 145, 40, usual, unusual},
	{"Civaux", 80, 20, regime{25, 3}, regime{26, 2}},
	{"Cruas", 1450, 800, usual, unusual},
	{"Dampierre", 320, 90, regime{math.Inf(1), 1.5}, regime{math.Inf(1), 1.5}},
	{"Golfech", 390, 100, regime{28, 1.25}, regime{30, 1.25}},
	{"Nogent", 150, 50, usual, unusual},
	{"Saint-Alban", 1000, 550, usual, unusual},
	{"Saint-Laurent", 350, 95, regime{math.Inf(1), 1.5}, regime{math.Inf(1), 1.5}},
	{"Tricastin", 1450, 800, regime{28, 4}, regime{29, 3}},
}

// lowDay is the day of the year of low water.
const lowDay = 240

// FlowM3PerS returns a river's flow on a day of the year, m3/s: a yearly wave about the
// mean, at its lowest at low water in late August.
func FlowM3PerS(meanM3PerS, lowM3PerS float64, day float64) float64 {
	return meanM3PerS - (meanM3PerS-lowM3PerS)*math.Cos(2*math.Pi*(day-lowDay)/365.25)
}

// HeatingK returns how much a river of a flow in m3/s is warmed, K, by heat in MW: water
// of 4.18 MJ/(m3 K), wholly mixed.
func HeatingK(heatMW, flowM3PerS float64) float64 { return heatMW / (4.18 * flowM3PerS) }

// AllowedPart returns the part of the heating of all units at rated power that limits
// leave, of water that comes at upstreamDegC; it may exceed 1, and is 0 where the river is
// too warm by itself.
func (r regime) AllowedPart(upstreamDegC, heatingK float64) float64 {
	room := min(r.maxHeatingK, r.maxDegC-upstreamDegC)
	if room <= 0 {
		return 0
	}
	if heatingK <= 0 {
		return math.Inf(1)
	}
	return room / heatingK
}

// site is the units of a place.
type site struct {
	name  string
	units []*Unit
	first int // number of its first unit in the block
	river *river
}

// newSites returns the sites of a block in the order of its units.
func newSites(units []Unit) (out []site) {
	for i := range units {
		name := siteOf(units[i].name)
		if n := len(out); n == 0 || out[n-1].name != name {
			out = append(out, site{name: name, first: i})
			for k := range rivers {
				if rivers[k].site == name {
					out[n].river = &rivers[k]
				}
			}
		}
		s := &out[len(out)-1]
		s.units = append(s.units, &units[i])
	}
	return out
}

// readRivers bounds the units of every site for a day, as its river allows at midnight:
// the water's temperature hardly moves within a day, and the limits are daily means.
func (b *block) readRivers(m sim.Minute) {
	s := &b.spec.Rivers
	if !s.Limits {
		return
	}
	day := b.cal.Time(m)
	if day.Year() != b.dryYear {
		b.dryYear, b.dryness = day.Year(), sim.Lognormal(b.drying, 1, s.DrynessSpread)
	}
	for i := range b.sites {
		if w := &b.sites[i]; w.river != nil {
			flow := FlowM3PerS(w.river.meanM3PerS, w.river.lowM3S, float64(day.YearDay()))
			w.bound(s, b.cold[w.first].WaterDegC, flow*s.FlowFactor*b.dryness)
		}
	}
}

// bound sets what the river lets a site's units do.
func (w *site) bound(s *RiversSpec, upstreamDegC, flowM3PerS float64) {
	heat := 0.0
	for _, u := range w.units {
		if !u.unfit() {
			heat += u.riverHeatMW(s)
		}
	}
	heating := HeatingK(heat, flowM3PerS)
	upstreamDegC -= s.LimitShiftK
	normal := w.river.normal.AllowedPart(upstreamDegC, heating)
	exceptional := 0.0
	if s.Exceptional {
		exceptional = w.river.exceptional.AllowedPart(upstreamDegC, heating)
	}
	for _, u := range w.units {
		part, halted := min(normal, 1), false
		if part < u.minLevel {
			part, halted = u.minLevel, exceptional < u.minLevel
		}
		if halted {
			part = 1
		}
		if part != u.caps.river {
			u.caps.river = part
			u.bound()
		}
		u.halt(halted)
	}
}

// riverHeatMW is the heat that the unit gives its river at rated power.
func (u *Unit) riverHeatMW(s *RiversSpec) float64 {
	if u.tower {
		return s.TowerHeat * u.heat.RejectMW
	}
	return u.heat.RejectMW
}
