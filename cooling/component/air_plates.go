package component

import "math"

// Validity bounds of PlateUAWPerK: fractions of design flows for which the films'
// exponent holds (turbulent flow between plates; unverified).
var (
	PlateHallFlow      = Validity{"hall air flow share of the plates", "", 0.2, 1.3}
	PlateScavengerFlow = Validity{"scavenger air flow share of the plates", "", 0.2, 1.3}
)

// PlateUAWPerK returns the conductance, W/K, of an air-to-air plate heat
// exchanger that has ua0 at design. ratio is hA of the first stream over hA of
// the second at design; first and second are the streams' mass flow times absolute
// inlet temperature as fractions of design (bounds: PlateHallFlow,
// PlateScavengerFlow). Each film varies with the power 0.78 of its fraction:
//
//	UA = UA0·(1 + r)/(first^-0.78 + r·second^-0.78)
//
// film is PlateFilm or its table. EnergyPlus, HeatRecovery.cc,
// CalcAirToAirPlateHeatExch.
func PlateUAWPerK(film func(float64) float64, ua0, ratio, first, second float64) float64 {
	return ua0 * (1 + ratio) / (film(first) + ratio*film(second))
}

// PlateFilm returns the resistance of a film between plates as a multiple of that at
// design, by its flow as a fraction of design (source as PlateUAWPerK).
func PlateFilm(x float64) float64 { return math.Pow(x, -0.78) }

// airPlateFilm is PlateFilm as a table.
var airPlateFilm = NewCurve(PlateFilm, 0.1, 1.5, 512)

// CrossflowNTU inverts CrossflowEffectiveness: the number of transfer units that
// gives the effectiveness eps at capacity ratio z; NaN where none up to 1e3 does.
func CrossflowNTU(eps, z float64) float64 {
	if !(CrossflowEffectiveness(1e3, z) >= eps) {
		return math.NaN()
	}
	return LastWith(0, 1e3, func(ntu float64) bool { return CrossflowEffectiveness(ntu, z) < eps })
}

// Absolute inlet temperatures at which plates are rated, K.
const (
	plateHallK      = 313.15
	PlateScavengerK = 303.15
	ZeroDegCInK     = 273.15
)

// plateFilmRatio is hA of hall air over hA of scavenger air at design.
const plateFilmRatio = 1

// Plates is the bank of plate heat exchangers between hall air and scavenger air,
// whose fans draw it past the plates.
type Plates struct {
	plateSize               // of those in service
	whole         plateSize // of all
	perFraction   float64   // all over those in service
	minSpeed      float64
	effectiveness func(ntu, z float64) float64 // crossflow, from its table
	Speed         Search
	// Minutes in which scavenger air was moved; of them out of the films' bounds.
	RanMinutes, OutMinutes int64
}

// plateSize is what goes with the number of plates: conductance and capacity flows
// at design, W/K, and the scavenger fans' power, W.
type plateSize struct{ ua, hallWPerK, scavengerW, FansW float64 }

// NewPlates returns plates of effectiveness eps at design capacity flows, W/K, with the
// least speed of their scavenger fans and the power, W, of those.
func NewPlates(eps, hallWPerK, scavengerWPerK, minSpeed, fansW float64) Plates {
	lo, hi := min(hallWPerK, scavengerWPerK), max(hallWPerK, scavengerWPerK)
	size := plateSize{ua: CrossflowNTU(eps, lo/hi) * lo, hallWPerK: hallWPerK, scavengerW: scavengerWPerK, FansW: fansW}
	return Plates{plateSize: size, whole: size, perFraction: 1, minSpeed: minSpeed, effectiveness: crossflow().at}
}

// Resize leaves a fraction of the plates in service, which takes all the hall's air.
func (p *Plates) Resize(fraction float64) {
	w := &p.whole
	p.plateSize = plateSize{ua: fraction * w.ua, hallWPerK: fraction * w.hallWPerK, scavengerW: fraction * w.scavengerW, FansW: fraction * w.FansW}
	p.perFraction = 1 / fraction
}

// PlateMinute is what does not depend on the scavenger fans' speed: capacity flow of
// hall air, W/K, its film's argument, and that of scavenger air at full speed.
type PlateMinute struct{ ca, hall, scavenger float64 }

// Minute sets hall air at the fraction y of design flow and t degC, and scavenger air
// at ts.
func (p *Plates) Minute(y, t, ts float64) PlateMinute {
	y *= p.perFraction
	return PlateMinute{ca: p.hallWPerK * y, hall: y * (t + ZeroDegCInK) * (1 / plateHallK), scavenger: (ts + ZeroDegCInK) * (1 / PlateScavengerK)}
}

// Conductance is eps·Cmin at the fraction v of scavenger flow, W/K.
func (p *Plates) Conductance(m *PlateMinute, v float64) float64 {
	return EffectiveWPerK(p.effectiveness, PlateUAWPerK(airPlateFilm.At, p.ua, plateFilmRatio, m.hall, v*m.scavenger), m.ca, p.scavengerW*v)
}

// Full is eps·Cmin, W/K, at design flows with hall air at t and scavenger air at ts,
// degC.
func (p *Plates) Full(t, ts float64) float64 {
	m := p.Minute(1, t, ts)
	return p.Conductance(&m, 1)
}

// Control finds the scavenger fans' speed at which the plates have the
// conductance want, W/K. It returns the speed, the conductance, want itself where
// it is held, and the fraction of the scavenger fans that run: below the least
// speed's conductance some stop.
func (p *Plates) Control(m *PlateMinute, want float64) (v, g, running float64) {
	v, g, running = p.control(m, want)
	p.RanMinutes++
	if !PlateScavengerFlow.Contains(v) || !PlateHallFlow.Contains(m.ca/p.hallWPerK) {
		p.OutMinutes++
	}
	return v, g, running
}

func (p *Plates) control(m *PlateMinute, want float64) (v, g, running float64) {
	v, g = p.Speed.Find(func(v float64) float64 { return p.Conductance(m, v) }, p.minSpeed, 1, want)
	switch {
	case math.Abs(g-want) <= SearchTolerance*want:
		return v, want, 1
	case g > want:
		return v, want, want / g
	}
	return v, g, 1
}

// FansFor is the power, W, of the scavenger fans at which the plates have the
// conductance want, W/K, infinite where even full speed has less.
func (p *Plates) FansFor(m *PlateMinute, want float64) float64 {
	v, g, running := p.control(m, want)
	if g < want {
		return math.Inf(1)
	}
	return running * p.FansW * FanLaw(v)
}
