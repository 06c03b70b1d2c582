package cooling

import "math"

// Validity bounds of PlateUAWPerK: shares of design flows for which the films'
// exponent holds (turbulent flow between plates; unverified).
var (
	plateHallFlow      = Validity{"hall air flow share of the plates", "", 0.2, 1.3}
	plateScavengerFlow = Validity{"scavenger air flow share of the plates", "", 0.2, 1.3}
)

// PlateUAWPerK returns the conductance, W/K, of an air-to-air plate heat
// exchanger that has ua0 at design. ratio is hA of the first stream over hA of
// the second at design; first and second are the shares of design of the streams'
// mass flow times absolute inlet temperature. Each film varies with the power
// 0.78 of its share:
//
//	UA = UA0·(1 + r)/(first^-0.78 + r·second^-0.78)
//
// EnergyPlus, HeatRecovery.cc, CalcAirToAirPlateHeatExch.
func PlateUAWPerK(ua0, ratio, first, second float64) float64 {
	return ua0 * (1 + ratio) / (math.Pow(first, -0.78) + ratio*math.Pow(second, -0.78))
}

// PlateConductanceWPerK returns eps·Cmin, W/K, of plates in crossflow, both
// streams unmixed, with conductance ua and the streams' capacity flows, W/K.
func PlateConductanceWPerK(ua, firstWPerK, secondWPerK float64) float64 {
	lo, hi := min(firstWPerK, secondWPerK), max(firstWPerK, secondWPerK)
	if lo <= 0 {
		return 0
	}
	return CrossflowEffectiveness(ua/lo, lo/hi) * lo
}

// CrossflowNTU inverts CrossflowEffectiveness: the number of transfer units that
// gives the effectiveness eps at capacity ratio z; NaN where none up to 1e3 does.
func CrossflowNTU(eps, z float64) float64 {
	lo, hi := 0.0, 1.0
	for CrossflowEffectiveness(hi, z) < eps {
		lo, hi = hi, 2*hi
		if hi > 1e3 {
			return math.NaN()
		}
	}
	for range 60 {
		if n := 0.5 * (lo + hi); CrossflowEffectiveness(n, z) < eps {
			lo = n
		} else {
			hi = n
		}
	}
	return hi
}

// Absolute inlet temperatures at which plates are rated, K.
const (
	plateHallK      = 313.15
	plateScavengerK = 303.15
	zeroDegCInK     = 273.15
)

// plateFilmRatio is hA of hall air over hA of scavenger air at design.
const plateFilmRatio = 1

// film78 is x^-0.78.
var film78 = newCurve(func(x float64) float64 { return math.Pow(x, -0.78) }, 0.1, 1.5, 512)

// plates is the bank of plate heat exchangers between hall air and scavenger air,
// whose fans draw it past the plates.
type plates struct {
	plateSize               // of those in service
	whole         plateSize // of all
	perShare      float64   // all over those in service
	minSpeed      float64
	effectiveness *surface
	speed         search
	outMinutes    int64
}

// plateSize is what goes with the number of plates: conductance and capacity flows
// at design, W/K, and the scavenger fans' power, W.
type plateSize struct{ ua, hallWPerK, scavengerW, fansW float64 }

func newPlates(eps, hallWPerK, scavengerWPerK, minSpeed, fansW float64) plates {
	lo, hi := min(hallWPerK, scavengerWPerK), max(hallWPerK, scavengerWPerK)
	size := plateSize{ua: CrossflowNTU(eps, lo/hi) * lo, hallWPerK: hallWPerK, scavengerW: scavengerWPerK, fansW: fansW}
	return plates{plateSize: size, whole: size, perShare: 1, minSpeed: minSpeed, effectiveness: crossflow()}
}

// resize leaves the share in service of the plates, which takes all the hall's air.
func (p *plates) resize(share float64) {
	w := &p.whole
	p.plateSize = plateSize{ua: share * w.ua, hallWPerK: share * w.hallWPerK, scavengerW: share * w.scavengerW, fansW: share * w.fansW}
	p.perShare = 1 / share
}

// plateMinute is what does not depend on the scavenger fans' speed.
type plateMinute struct{ ca, hall, scavengerK float64 }

// minute sets hall air at the share y of design flow and t degC, and scavenger air
// at ts.
func (p *plates) minute(y, t, ts float64) plateMinute {
	y *= p.perShare
	return plateMinute{ca: p.hallWPerK * y, hall: film78.at(y * ((t + zeroDegCInK) * (1 / plateHallK))),
		scavengerK: (ts + zeroDegCInK) * (1 / plateScavengerK)}
}

// conductance is eps·Cmin at the share v of scavenger flow, W/K.
func (p *plates) conductance(m *plateMinute, v float64) float64 {
	ua := p.ua * (1 + plateFilmRatio) / (m.hall + plateFilmRatio*film78.at(v*m.scavengerK))
	lo, hi := m.ca, p.scavengerW*v
	if lo > hi {
		lo, hi = hi, lo
	}
	return p.effectiveness.at(ua/lo, lo/hi) * lo
}

// full is eps·Cmin, W/K, at design flows with hall air at t and scavenger air at ts,
// degC.
func (p *plates) full(t, ts float64) float64 {
	m := p.minute(1, t, ts)
	return p.conductance(&m, 1)
}

// control finds the scavenger fans' speed at which the plates have the
// conductance want, W/K. It returns the speed, the conductance, want itself where
// it is held, and the share of the scavenger fans that run: below the least
// speed's conductance some stop.
func (p *plates) control(m *plateMinute, want float64) (v, g, running float64) {
	v, g = p.speed.find(func(v float64) float64 { return p.conductance(m, v) }, p.minSpeed, 1, want)
	if !plateScavengerFlow.Contains(v) || !plateHallFlow.Contains(m.ca/p.hallWPerK) {
		p.outMinutes++
	}
	switch {
	case math.Abs(g-want) <= searchTolerance*want:
		return v, want, 1
	case g > want:
		return v, want, want / g
	}
	return v, g, 1
}
