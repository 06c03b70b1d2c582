package loop

import (
	"errors"
	"fmt"
	"math"

	"caloduc/cooling/component"
	"caloduc/sim"
	"caloduc/sim/channel"
	"caloduc/sim/record"
)

// SharedWater is the water that the plants of one campus draw on: those on the
// same river, or the same sea, share what may be drawn and discharged. A plant
// built for a Site without it has the water to itself.
type SharedWater struct{ Reaches []*RiverReach }

var errOtherWater = errors.New("its table water differs from that of another hall of the campus on the same river or sea: they share its flow and limits, so that all must say the same")

// Join makes a plant a user of the water that its spec describes.
func (w *SharedWater) Join(s *RiverSpec) (*ReachUser, error) {
	limits := s.build()
	reach := &RiverReach{reachLimits: limits, DegC: s.WaterDegC}
	if w != nil {
		for _, r := range w.Reaches {
			if r.sea != limits.sea {
				continue
			}
			if r.reachLimits != limits {
				return nil, errOtherWater
			}
			reach = r
		}
		if len(reach.users) == 0 {
			w.Reaches = append(w.Reaches, reach)
		}
	}
	u := &ReachUser{RiverReach: reach, number: len(reach.users)}
	reach.users = append(reach.users, u)
	return u, nil
}

// reachLimits are what may be drawn from a reach and discharged to it.
type reachLimits struct {
	sea            bool
	limits         RiverLimits
	perK           float64 // heat that warms the river by a kelvin, W/K
	upstreamW      float64
	MostKgPerS     float64 // to be drawn
	dischargeRiseK float64
	dischargeDegC  float64
}

// AllowedW is the heat that plants may discharge into water of t, degC.
func (l *reachLimits) AllowedW(t float64) float64 {
	return max(l.perK*l.limits.AllowedRiseK(t)-l.upstreamW, 0)
}

// outfallRiseK is the rise that the outfall may have in water of t, degC.
func (l *reachLimits) outfallRiseK(t float64) float64 {
	return max(min(l.dischargeRiseK, l.dischargeDegC-t), 0)
}

// RiverReach is the reach of water at a campus. Its plants step one after the
// other in every minute. Each may take what the limits leave after those before
// it, less what those after it asked for in the last minute, up to their share of
// the limits by design heat: whoever asks for no more than its share gets it, what
// one leaves is for the others, and no minute passes a limit.
type RiverReach struct {
	reachLimits
	users                   []*ReachUser
	designW                 float64 // of all users
	plannedW, plannedKgPerS float64 // what users are sized to discharge and draw in their warmest water
	DegC                    float64 // as it arrives
	minute                  sim.Minute
	round                   int // of steps of all users

	// Of the minute: what is left of both limits, and discharged by all.
	remainingW, remainingKgPerS float64
	DischargedW                 float64
	MixedRiseK, DownDegC        float64
	outside                     int64
}

// ReachUser is one plant's part in a reach.
type ReachUser struct {
	*RiverReach
	number  int
	round   int // its last
	designW float64
	ShareOf float64 // share of the limits that is kept for it

	// Asked for in the last minute, and in this.
	lastW, lastKgPerS   float64
	askedW, askedKgPerS float64
	leftW, leftKgPerS   float64 // what it may still take in the minute
	OutfallK            float64 // rise allowed at the outfall
	DrawnKgPerS, HeatW  float64
	OutfallDegC         float64
	limited             bool // a limit holds heat back in the minute
	LimitedMinutes      int64
}

// riverWater is where liquid water flows; the plant is not meant for ice.
var riverWater = component.Validity{Quantity: "river or sea water", Unit: "degC", Min: -1.9, Max: 40}

// Size sets the plant's design heat, W, by which the users share the limits.
func (u *ReachUser) Size(designW float64) {
	u.RiverReach.designW += designW - u.designW
	u.designW = designW
	for _, o := range u.users {
		o.ShareOf = o.designW / u.RiverReach.designW
	}
}

// bears notes that the plant discharges heat, W, and draws water, kg/s, in its warmest
// water, degC. The error tells that the reach does not bear that with what plants
// before it do.
func (u *ReachUser) bears(heat, kgPerS, warmestDegC float64) error {
	r, others := u.RiverReach, ""
	if r.plannedKgPerS > 0 {
		others = ", with the campus' other halls on it,"
	}
	r.plannedW, r.plannedKgPerS = r.plannedW+heat, r.plannedKgPerS+kgPerS
	if drawn := r.plannedKgPerS; drawn > r.MostKgPerS*(1+1e-9) {
		return fmt.Errorf("the plant%s draws %.3g m3/s in the warmest water and may draw %.3g m3/s (max_withdrawal_share, reserved_flow_m3_per_s)", others, drawn/riverKgPerM3, r.MostKgPerS/riverKgPerM3)
	}
	if most := min(r.AllowedW(warmestDegC), r.outfallRiseK(warmestDegC)*r.MostKgPerS*component.WaterJPerKgK); r.plannedW > most {
		return fmt.Errorf("the plant%s discharges %.4g MW into water of %.1f degC and may discharge %.4g MW", others, r.plannedW/1e6, warmestDegC, most/1e6)
	}
	return nil
}

// Begin starts the plant's minute.
func (u *ReachUser) Begin(m sim.Minute, out *Outdoor) {
	r, t := u.RiverReach, out.RiverDegC
	if r.sea {
		t = out.SeaDegC
	}
	if t == t { // else the experiment gives none
		r.DegC = t
	}
	if m != r.minute || u.round == r.round {
		r.minute = m
		r.round++
		r.remainingW, r.remainingKgPerS, r.DischargedW = r.AllowedW(r.DegC), r.MostKgPerS, 0
		if !riverWater.Contains(r.DegC) {
			r.outside++
		}
	}
	u.round = r.round
	u.OutfallK = r.outfallRiseK(r.DegC)
	u.leftW, u.leftKgPerS = r.remainingW, r.remainingKgPerS
	if u.number < len(r.users)-1 {
		w := r.AllowedW(r.DegC)
		for _, later := range r.users[u.number+1:] {
			u.leftW -= min(later.lastW, later.ShareOf*w)
			u.leftKgPerS -= min(later.lastKgPerS, later.ShareOf*r.MostKgPerS)
		}
		u.leftW, u.leftKgPerS = max(u.leftW, 0), max(u.leftKgPerS, 0)
	}
	u.idle()
}

// idle is a minute in which nothing has been drawn.
func (u *ReachUser) idle() {
	u.DrawnKgPerS, u.HeatW, u.askedW, u.askedKgPerS, u.limited = 0, 0, 0, 0, false
}

// ask notes what a circuit wants, whether it gets it or not.
func (u *ReachUser) ask(heat, kgPerS float64) {
	u.askedW += heat
	u.askedKgPerS += kgPerS
}

// use draws water and discharges heat, W.
func (u *ReachUser) use(kgPerS, heat float64) {
	u.DrawnKgPerS += kgPerS
	u.HeatW += heat
	u.leftKgPerS -= kgPerS
	u.leftW = max(u.leftW-heat, 0)
	r := u.RiverReach
	r.DischargedW += heat
	r.remainingKgPerS = max(r.remainingKgPerS-kgPerS, 0)
	r.remainingW = max(r.remainingW-heat, 0)
}

// Finish works out temperatures at the outfall and downstream.
func (u *ReachUser) Finish() {
	r := u.RiverReach
	u.OutfallDegC = r.DegC
	if u.DrawnKgPerS > 0 {
		u.OutfallDegC += u.HeatW / (component.WaterJPerKgK * u.DrawnKgPerS)
	}
	r.MixedRiseK = (r.DischargedW + r.upstreamW) / r.perK
	r.DownDegC = r.DegC + r.MixedRiseK
	if u.limited {
		u.LimitedMinutes++
	}
	u.lastW, u.lastKgPerS = u.askedW, u.askedKgPerS
}

// Rest is a plant's minute without a draw; it asks for nothing in the next.
func (u *ReachUser) Rest() {
	u.idle()
	u.Finish()
}

// Book adds the water that passed through: it is not consumed.
func (u *ReachUser) Book(d *Duty) { d.WithdrawnKgPerS, d.ReturnedKgPerS = u.DrawnKgPerS, u.DrawnKgPerS }

// Declare declares what the plant reports of its reach.
func (u *ReachUser) Declare(g record.Group) {
	g.Channel(&u.OutfallDegC, channel.OutfallDegC, "river or sea water at the outfall")
	g.Channel(&u.DownDegC, channel.DownstreamDegC, "river or sea after mixing with the discharge of all halls of the campus and the power plant's")
	g.Meter(&u.DegC, "river_degC", "river or sea water as it arrives")
	g.Meter(&u.MixedRiseK, "river_rise_K", "rise of the river or sea after mixing")
	g.Counter(&u.LimitedMinutes, "river_limited_minutes", "minutes in which a limit of withdrawal or discharge held heat back from the river", "")
	g.Counter(&u.outside, "river_out_of_bounds_minutes", "minutes in which the river or sea was colder or warmer than modelled", riverWater.String())
}

// none is +Inf where a limit is not given.
func none(x float64) float64 { return component.Given(x, math.Inf(1)) }
