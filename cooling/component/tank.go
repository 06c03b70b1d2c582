package component

import (
	"errors"
	"math"

	"caloduc/sim/param"
	"caloduc/sim/record"
)

// TankSpec describes a stratified tank of chilled (or cold) water.
type TankSpec struct {
	VolumeM3        float64
	HeightM         float64
	Layers          int
	WallWPerM2K     float64
	MixingMultiple  float64
	ChargeKgPerS    float64
	DischargeKgPerS float64
	StartCharge     float64
	ColdDegC        float64
	WarmDegC        float64
}

// Params declares the parameters.
func (s *TankSpec) Params(p *param.Set) {
	p.Float(&s.VolumeM3, "volume_m3", 1000, param.Between(1, 1e6), "water in the tank", param.Assumption)
	p.Float(&s.HeightM, "height_m", 12, param.Between(0.5, 60), "height of the water", param.Assumption)
	p.Int(&s.Layers, "layers", 20, param.Between(2, 200), "layers of equal mass, which move as a plug", param.Assumption)
	p.Float(&s.WallWPerM2K, "wall_W_per_m2_K", 0.3, param.Between(0, 10), "heat transfer coefficient of wall, floor and roof", param.Assumption)
	p.Float(&s.MixingMultiple, "mixing_multiple", 50, param.Between(1, 1000), "conduction between layers as a multiple of still water's, for wall, diffusers and mixing; 50 gives back some 0.93 of a charge after ten hours", param.Unverified("figures of merit of 0.85 to 0.95 are quoted for stratified tanks"))
	p.Float(&s.ChargeKgPerS, "max_charge_kg_per_s", 50, param.AtLeast(0), "largest flow of cold water into the tank", param.Assumption)
	p.Float(&s.DischargeKgPerS, "max_discharge_kg_per_s", 50, param.AtLeast(0), "largest flow of cold water out of the tank", param.Assumption)
	p.Float(&s.StartCharge, "start_charge", 1, param.Fraction(), "share of the tank that is cold at the start", param.Setting)
	p.Float(&s.ColdDegC, "cold_degC", 7, param.Between(4, 60), "water of a charged tank", param.Assumption)
	p.Float(&s.WarmDegC, "warm_degC", 15, param.Between(4, 95), "water of an empty tank", param.Assumption)
}

// Check reports impossible combinations.
func (s *TankSpec) Check(report func(key, format string, args ...any)) {
	if s.WarmDegC <= s.ColdDegC {
		report("warm_degC", "must be above cold_degC (%g)", s.ColdDegC)
	}
}

// tankWater is where water's density falls with temperature, so that layers lie
// as they are drawn.
var tankWater = Validity{"water in the tank", "degC", 4, 95}

// stillWater is the conductivity of water, W/(m·K), at 15 degC.
const stillWater = 0.589

// Tank is a stratified tank, coldest below, as layers of equal mass that move as
// a plug: those at both ends grow and shrink as water enters and leaves. Between
// moves each layer follows
//
//	m·c·dTi/dt = k·A/Δz·(Ti-1 - 2·Ti + Ti+1) + U·Ai·(Tamb - Ti)
//
// and layers that lie on colder ones mix with them at once: the plug flow model
// of Kleinbach, Beckman and Klein (1993), Performance study of one-dimensional
// models for stratified thermal storage tanks, Solar Energy 50(2),
// doi:10.1016/0038-092X(93)90087-5, with conduction. It has no diffusion but k.
type Tank struct {
	tankSize
	DegC  []float64 // layers from the floor up, one more than make the mass
	part  float64   // the lowest layer's fraction of a full one; the highest has the rest
	total float64   // temperatures' sum by mass, in full layers
	tankMinute
	outOfBounds int64 // minutes with water out of tankWater
}

// tankSize is what a tank is built with.
type tankSize struct {
	layers     float64 // full layers
	layerJPerK float64 // heat capacity of a full layer
	layerKg    float64
	exchange   float64 // between neighbours, W/K
	side, ends float64 // to the surroundings: a full layer's wall; floor or roof, W/K
	charge     float64 // greatest flows, kg/s
	discharge  float64
	cold, warm float64 // of a charged and an empty tank, degC
}

// tankMinute is what the last step gave.
type tankMinute struct {
	outDegC float64 // water that left, mean
	TakenW  float64 // heat brought in by the flow: negative while charging with cold water
	GainW   float64 // heat from the surroundings
	StoredW float64 // heat stored
}

var errTank = errors.New("a tank needs volume, height, two layers and exchange that one minute does not overshoot: fewer layers or less mixing")

// VolumeM3 is the water in the tank, m3.
func (t *Tank) VolumeM3() float64 { return t.layers * t.layerKg / WaterKgPerM3 }

// NewTank makes a tank.
func NewTank(s *TankSpec) (Tank, error) {
	n := float64(s.Layers)
	area, dz := s.VolumeM3/s.HeightM, s.HeightM/n
	t := Tank{DegC: make([]float64, s.Layers+1), tankSize: tankSize{layers: n, layerKg: s.VolumeM3 / n * WaterKgPerM3, charge: s.ChargeKgPerS, discharge: s.DischargeKgPerS,
		exchange: s.MixingMultiple * stillWater * area / dz, side: s.WallWPerM2K * 2 * math.Sqrt(math.Pi*area) * dz, ends: s.WallWPerM2K * area,
		cold: s.ColdDegC, warm: s.WarmDegC}}
	t.layerJPerK = t.layerKg * WaterJPerKgK
	if !(t.layerKg > 0) || s.Layers < 2 || (2*t.exchange+t.side+t.ends)*MinuteS > stable*t.layerJPerK {
		return t, errTank
	}
	for i := range t.DegC {
		// The layer that the thermocline crosses is mixed. The highest has no mass yet.
		part := min(max(s.StartCharge*n-float64(i), 0), 1)
		t.DegC[i] = part*s.ColdDegC + (1-part)*s.WarmDegC
	}
	t.part, t.outDegC = 1, t.DegC[0]
	t.total = t.sum()
	return t, nil
}

// stable is the fraction of a layer's heat capacity that its exchange may have in a
// minute. A growing or shrinking layer at an end that is thinner exchanges less.
const stable = 0.5

// share is the mass of a layer as a fraction of a full one.
func (t *Tank) share(i int) float64 {
	switch i {
	case 0:
		return t.part
	case len(t.DegC) - 1:
		return 1 - t.part
	}
	return 1
}

// below is the mass of the lowest i layers, in full ones.
func (t *Tank) below(i int) float64 {
	switch i {
	case 0:
		return 0
	case len(t.DegC):
		return t.layers
	}
	return t.part + float64(i-1)
}

// ColdKgPerS is the flow that the tank can give for a minute from layers no
// warmer than maxDegC, within its limit.
func (t *Tank) ColdKgPerS(maxDegC float64) float64 {
	i, perLayer := 0, t.layerKg*(1/MinuteS)
	for i < len(t.DegC) && t.DegC[i] <= maxDegC && t.below(i)*perLayer < t.discharge {
		i++
	}
	return min(t.discharge, t.below(i)*perLayer)
}

// WarmKgPerS is the flow of cold water that the tank can take for a minute while
// what leaves above is no colder than minDegC, within its limit.
func (t *Tank) WarmKgPerS(minDegC float64) float64 {
	i, perLayer := len(t.DegC), t.layerKg*(1/MinuteS)
	for i > 0 && t.DegC[i-1] >= minDegC && (t.layers-t.below(i))*perLayer < t.charge {
		i--
	}
	return min(t.charge, (t.layers-t.below(i))*perLayer)
}

// ChargeShare is the cold that the tank holds as a fraction of a charged one's.
func (t *Tank) ChargeShare() float64 {
	return (t.layers*t.warm - t.total) / (t.layers * (t.warm - t.cold))
}

// sum is the temperatures' sum by mass, in full layers.
func (t *Tank) sum() float64 {
	total := 0.0
	for i, v := range t.DegC {
		total += t.share(i) * v
	}
	return total
}

// Step advances the tank by a minute in surroundings at ambientDegC. A positive
// flow, kg/s, charges: water at inDegC enters below and warm water leaves above.
// A negative one discharges: water enters above and cold water leaves below.
func (t *Tank) Step(flowKgPerS, inDegC, ambientDegC float64) {
	before := t.total
	layers := math.Abs(flowKgPerS) * MinuteS / t.layerKg
	t.TakenW = 0
	if flowKgPerS != 0 {
		out := 0.0
		if flowKgPerS > 0 {
			out = t.up(layers, inDegC)
		} else {
			out = t.down(layers, inDegC)
		}
		t.total += layers*inDegC - out
		t.outDegC = out / layers
		t.TakenW = math.Abs(flowKgPerS) * WaterJPerKgK * (inDegC - t.outDegC)
	}
	t.gain(ambientDegC)
	if flowKgPerS != 0 {
		t.turnOver()
	} else {
		t.turnOverEnds()
	}
	t.StoredW = (t.total - before) * t.layerJPerK * (1 / MinuteS)
	if !tankWater.Contains(t.DegC[0]) || !tankWater.Contains(t.DegC[len(t.DegC)-1]) {
		t.outOfBounds++
	}
}

// up moves all water up by so many layers, with water at in entering below. It
// returns the temperatures of what left, summed by mass.
func (t *Tank) up(layers, in float64) (out float64) {
	last := len(t.DegC) - 1
	for {
		d := min(layers, 1-t.part)
		out += d * t.DegC[last]
		if d > 0 {
			t.DegC[0] += d / (t.part + d) * (in - t.DegC[0])
		}
		if layers -= d; layers <= 0 {
			t.part += d
			return out
		}
		copy(t.DegC[1:], t.DegC[:last]) // the lowest is full, the highest gone
		t.DegC[0], t.part = in, 0
	}
}

// down moves all water down by so many layers, as up.
func (t *Tank) down(layers, in float64) (out float64) {
	last := len(t.DegC) - 1
	for {
		d := min(layers, t.part)
		out += d * t.DegC[0]
		if d > 0 {
			t.DegC[last] += d / (1 - t.part + d) * (in - t.DegC[last])
		}
		if layers -= d; layers <= 0 {
			t.part -= d
			return out
		}
		copy(t.DegC[:last], t.DegC[1:]) // the highest is full, the lowest gone
		t.DegC[last], t.part = in, 1
	}
}

// Declare declares the tank's counters.
func (t *Tank) Declare(g record.Group) {
	g.Counter(&t.outOfBounds, "tank_out_of_bounds_minutes", "minutes with water in the tank out of the range in which its layers lie as modelled", tankWater.String())
}
