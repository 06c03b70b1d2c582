package cooling

import (
	"caloduc/sim/channel"
	"errors"
	"fmt"
	"math"

	"caloduc/sim"
	"caloduc/sim/record"
)

// SharedWater is the water that the plants of one campus draw on: those on the
// same river, or the same sea, share what may be drawn and discharged. A plant
// built for a Site without it has the water to itself.
type SharedWater struct{ reaches []*riverReach }

var errOtherWater = errors.New("its table water differs from that of another hall of the campus on the same river or sea: they share its flow and limits, so that all must say the same")

// join makes a plant a user of the water that its spec describes.
func (w *SharedWater) join(s *RiverSpec) (*reachUser, error) {
	limits := s.build()
	reach := &riverReach{reachLimits: limits, degC: s.WaterDegC}
	if w != nil {
		for _, r := range w.reaches {
			if r.sea != limits.sea {
				continue
			}
			if r.reachLimits != limits {
				return nil, errOtherWater
			}
			reach = r
		}
		if len(reach.users) == 0 {
			w.reaches = append(w.reaches, reach)
		}
	}
	u := &reachUser{riverReach: reach, number: len(reach.users)}
	reach.users = append(reach.users, u)
	return u, nil
}

// reachLimits are what may be drawn from a reach and discharged to it.
type reachLimits struct {
	sea            bool
	limits         RiverLimits
	perK           float64 // heat that warms the river by a kelvin, W/K
	upstreamW      float64
	mostKgPerS     float64 // to be drawn
	dischargeRiseK float64
	dischargeDegC  float64
}

// allowedW is the heat that plants may discharge into water of t, degC.
func (l *reachLimits) allowedW(t float64) float64 {
	return max(l.perK*l.limits.AllowedRiseK(t)-l.upstreamW, 0)
}

// outfallRiseK is the rise that the outfall may have in water of t, degC.
func (l *reachLimits) outfallRiseK(t float64) float64 {
	return max(min(l.dischargeRiseK, l.dischargeDegC-t), 0)
}

// riverReach is the reach of water at a campus. Its plants step one after the
// other in every minute. Each may take what the limits leave after those before
// it, less what those after it asked for in the last minute, up to their share of
// the limits by design heat: whoever asks for no more than its share gets it, what
// one leaves is for the others, and no minute passes a limit.
type riverReach struct {
	reachLimits
	users                   []*reachUser
	designW                 float64 // of all users
	plannedW, plannedKgPerS float64 // what users are sized to discharge and draw in their warmest water
	degC                    float64 // as it arrives
	minute                  sim.Minute
	round                   int // of steps of all users

	// Of the minute: what is left of both limits, and discharged by all.
	remainingW, remainingKgPerS float64
	dischargedW                 float64
	mixedRiseK, downDegC        float64
	outside                     int64
}

// reachUser is one plant's part in a reach.
type reachUser struct {
	*riverReach
	number  int
	round   int // its last
	designW float64
	shareOf float64 // share of the limits that is kept for it

	// Asked for in the last minute, and in this.
	lastW, lastKgPerS   float64
	askedW, askedKgPerS float64
	leftW, leftKgPerS   float64 // what it may still take in the minute
	outfallK            float64 // rise allowed at the outfall
	drawnKgPerS, heatW  float64
	outfallDegC         float64
	limited             bool // a limit holds heat back in the minute
	limitedMinutes      int64
}

// riverWater is where liquid water flows; the plant is not meant for ice.
var riverWater = Validity{"river or sea water", "degC", -1.9, 40}

// size sets the plant's design heat, W, by which the users share the limits.
func (u *reachUser) size(designW float64) {
	u.riverReach.designW += designW - u.designW
	u.designW = designW
	for _, o := range u.users {
		o.shareOf = o.designW / u.riverReach.designW
	}
}

// bears notes that the plant discharges heat, W, and draws water, kg/s, in its warmest
// water, degC. The error tells that the reach does not bear that with what plants
// before it do.
func (u *reachUser) bears(heat, kgPerS, warmestDegC float64) error {
	r, others := u.riverReach, ""
	if r.plannedKgPerS > 0 {
		others = ", with the campus' other halls on it,"
	}
	r.plannedW, r.plannedKgPerS = r.plannedW+heat, r.plannedKgPerS+kgPerS
	if drawn := r.plannedKgPerS; drawn > r.mostKgPerS*(1+1e-9) {
		return fmt.Errorf("the plant%s draws %.3g m3/s in the warmest water and may draw %.3g m3/s (max_withdrawal_share, reserved_flow_m3_per_s)", others, drawn/riverKgPerM3, r.mostKgPerS/riverKgPerM3)
	}
	if most := min(r.allowedW(warmestDegC), r.outfallRiseK(warmestDegC)*r.mostKgPerS*waterJPerKgK); r.plannedW > most {
		return fmt.Errorf("the plant%s discharges %.4g MW into water of %.1f degC and may discharge %.4g MW", others, r.plannedW/1e6, warmestDegC, most/1e6)
	}
	return nil
}

// begin starts the plant's minute.
func (u *reachUser) begin(m sim.Minute, out *Outdoor) {
	r, t := u.riverReach, out.RiverDegC
	if r.sea {
		t = out.SeaDegC
	}
	if t == t { // else the experiment gives none
		r.degC = t
	}
	if m != r.minute || u.round == r.round {
		r.minute = m
		r.round++
		r.remainingW, r.remainingKgPerS, r.dischargedW = r.allowedW(r.degC), r.mostKgPerS, 0
		if !riverWater.Contains(r.degC) {
			r.outside++
		}
	}
	u.round = r.round
	u.outfallK = r.outfallRiseK(r.degC)
	u.leftW, u.leftKgPerS = r.remainingW, r.remainingKgPerS
	if u.number < len(r.users)-1 {
		w := r.allowedW(r.degC)
		for _, later := range r.users[u.number+1:] {
			u.leftW -= min(later.lastW, later.shareOf*w)
			u.leftKgPerS -= min(later.lastKgPerS, later.shareOf*r.mostKgPerS)
		}
		u.leftW, u.leftKgPerS = max(u.leftW, 0), max(u.leftKgPerS, 0)
	}
	u.idle()
}

// idle is a minute in which nothing has been drawn.
func (u *reachUser) idle() {
	u.drawnKgPerS, u.heatW, u.askedW, u.askedKgPerS, u.limited = 0, 0, 0, 0, false
}

// ask notes what a circuit wants, whether it gets it or not.
func (u *reachUser) ask(heat, kgPerS float64) {
	u.askedW += heat
	u.askedKgPerS += kgPerS
}

// use draws water and discharges heat, W.
func (u *reachUser) use(kgPerS, heat float64) {
	u.drawnKgPerS += kgPerS
	u.heatW += heat
	u.leftKgPerS -= kgPerS
	u.leftW = max(u.leftW-heat, 0)
	r := u.riverReach
	r.dischargedW += heat
	r.remainingKgPerS = max(r.remainingKgPerS-kgPerS, 0)
	r.remainingW = max(r.remainingW-heat, 0)
}

// finish works out temperatures at the outfall and downstream.
func (u *reachUser) finish() {
	r := u.riverReach
	u.outfallDegC = r.degC
	if u.drawnKgPerS > 0 {
		u.outfallDegC += u.heatW / (waterJPerKgK * u.drawnKgPerS)
	}
	r.mixedRiseK = (r.dischargedW + r.upstreamW) / r.perK
	r.downDegC = r.degC + r.mixedRiseK
	if u.limited {
		u.limitedMinutes++
	}
	u.lastW, u.lastKgPerS = u.askedW, u.askedKgPerS
}

// rest is a plant's minute without a draw; it asks for nothing in the next.
func (u *reachUser) rest() {
	u.idle()
	u.finish()
}

// book adds the water that passed through: it is not consumed.
func (u *reachUser) book(d *Duty) { d.WithdrawnKgPerS, d.ReturnedKgPerS = u.drawnKgPerS, u.drawnKgPerS }

// declare declares what the plant reports of its reach.
func (u *reachUser) declare(g record.Group) {
	g.Channel(&u.outfallDegC, channel.OutfallDegC, "river or sea water at the outfall")
	g.Channel(&u.downDegC, channel.DownstreamDegC, "river or sea after mixing with the discharge of all halls of the campus and the power plant's")
	g.Meter(&u.degC, "river_degC", "river or sea water as it arrives")
	g.Meter(&u.mixedRiseK, "river_rise_K", "rise of the river or sea after mixing")
	g.Counter(&u.limitedMinutes, "river_limited_minutes", "minutes in which a limit of withdrawal or discharge held heat back from the river", "")
	g.Counter(&u.outside, "river_out_of_bounds_minutes", "minutes in which the river or sea was colder or warmer than modelled", riverWater.String())
}

// none is +Inf where a limit is not given.
func none(x float64) float64 { return given(x, math.Inf(1)) }
