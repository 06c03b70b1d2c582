package compute

import (
	"math"

	"caloduc/sim/param"
)

const (
	ashraeSource = param.Source("ASHRAE TC 9.9, Thermal Guidelines for Data Processing Environments, allowable limit of class A2")
	// warmServers: see FanFactor.
	warmServers = param.Source("own fit: fans and leakage then raise server power by 0.46 % per kelvin from 23 to 30 degC; 0.35 to 0.5 % measured in two data centres (Coroama 2025, arXiv 2509.26163)")
	// throttleSource: see Throughput.
	throttleSource = param.Source("own reading: 0.29 for V100 at 175 to 250 W (https://github.com/bradrlaw/ai-server/pull/32), 0.55 for H100 pretraining at 600 W (https://factryze.ai/scale-atlas/power/power-capping)")
)

// FanSpeed is the speed of the server fans, and their flow, over that at a cool
// inlet: (hold - threshold)/(hold - inlet), 1 below the threshold. The rise of
// components over the inlet goes with heat over flow, so this flow holds them at
// one temperature, hold, at equal heat. Temperatures in degC; inlet is taken as at
// most 5 K below hold.
func FanSpeed(inletDegC, thresholdDegC, holdDegC float64) float64 {
	if inletDegC <= thresholdDegC {
		return 1
	}
	room := holdDegC - inletDegC
	if room < 5 {
		room = 5
	}
	return (holdDegC - thresholdDegC) / room
}

// HeatAtFullSpeed is the share (0 to 1) of their heat that servers may make where
// the inlet asks for fans at speed and they turn at most at full: by the same
// relation components stay at the temperature held if heat falls with the flow
// that lacks. Power, and with it clocks, falls that far (see Throughput).
func HeatAtFullSpeed(speed, full float64) float64 {
	if speed <= full {
		return 1
	}
	return full / speed
}

// FanFactor is the power of the server fans over that at a cool inlet: the cube
// of their speed over that (fan affinity law).
//
// With the defaults (25 and 85 degC, leakage of 0.0015/K) a server whose fans
// draw 8 % rises by 0.46 % per kelvin from 23 to 30 degC. Coroama 2025 (arXiv
// 2509.26163) measured 0.35 to 0.5 %.
func FanFactor(speed float64) float64 { return speed * speed * speed }

// LeakageFactor is chip power over that at the reference coolant temperature:
// 1 + perK (coolant - reference), linear, not below 0.9 (bounds: -20 to +40 K).
func LeakageFactor(coolantDegC, referenceDegC, perK float64) float64 {
	f := 1 + perK*(coolantDegC-referenceDegC)
	if f < 0.9 {
		return 0.9
	}
	return f
}

// Throughput is the relative speed of a run whose dynamic power (above idle) is
// held to the share x of what it would draw: x^exponent, 0 ≤ x ≤ 1.
//
// Exponents read from published caps: a V100 (40 W idle) takes 10.63, 10.09 and
// 9.37 s a picture at 175, 200 and 250 W, exponent 0.29; pretraining on an H100
// (70 W idle, 720 W uncapped) takes 1.12 times as long a step at 600 W, exponent
// 0.55. Training is the second kind: the default is 0.5.
func Throughput(x, exponent float64) float64 {
	switch {
	case x <= 0:
		return 0
	case x >= 1:
		return 1
	}
	return math.Pow(x, exponent)
}

// conditions are what cooling and grid make of a hall's power.
type conditions struct {
	leak    float64 // chip power over that at the reference coolant
	fans    float64 // fan power per power of chips and hosts
	limitMW float64 // cap on the hall's DC power
	freeMW  float64 // cap if there were all the power that it wants
}

// conditions reads the temperatures that the hall saw in the last minute, and
// what it was allowed. Where fans at full speed cannot hold the components, the
// cap does.
func (h *hall) conditions(in *Limit) conditions {
	s, inlet, coolant := h.spec, in.InletAirDegC, in.CoolantDegC
	if coolant == 0 {
		coolant = inlet
	}
	if inlet > h.maxInletDegC {
		h.overInlet++
	}
	limit := h.designMW
	if in.Heat < 1 {
		limit *= in.Heat
	}
	if h.darkGPUs > 0 {
		limit -= (limit - h.spec.networkMW()) * h.stoppedShare
	}
	speed := FanSpeed(inlet, s.FanThresholdDegC, s.FanHoldDegC)
	if full := s.MaxFanSpeed; speed > full {
		limit = min(limit, h.designMW*HeatAtFullSpeed(speed, full))
		speed = full
		h.fansFull++
	}
	free := limit
	if in.PowerMW < limit {
		limit = in.PowerMW
	}
	return conditions{
		leak:    LeakageFactor(coolant, s.LeakageReferenceDegC, s.LeakagePerK),
		fans:    h.fanPerIT * FanFactor(speed),
		limitMW: limit,
		freeMW:  free,
	}
}

// settle computes the hall's power for a demand under its conditions and returns
// the throughput that is left, 1 where nothing binds.
func (h *hall) settle(c conditions, d demand) float64 {
	chipIdle := h.chipIdleMW * c.leak
	chip := chipIdle + d.dynamic*h.spanMW*c.leak
	host := h.hostIdleMW + d.active*h.hostSpanMW
	if (chip+host)*(1+c.fans) > c.limitMW {
		return h.hold(c, chip, chipIdle, host)
	}
	h.draw(chip, host, c.fans)
	h.ThrottledFraction, h.ShortMW = 0, 0
	return 1
}

// draw books the power of chips and hosts, and of fans that take the part fans of
// both.
func (h *hall) draw(chip, host, fans float64) {
	fan := fans * (chip + host)
	h.ChipPowerMW, h.HostPowerMW, h.FanPowerMW = chip, host, fan
	h.DCPowerMW = chip + host + fan
}

// leastShort is the share of what a hall wants below which nothing lacks.
const leastShort = 1e-9

// hold keeps the hall within its limit and returns the throughput that is left:
// dynamic power is cut first, all parts by the same share; a limit below idle
// switches racks off.
func (h *hall) hold(c conditions, chip, chipIdle, host float64) (throughput float64) {
	limit := max(0, c.limitMW/(1+c.fans))
	floor := chipIdle + h.hostIdleMW
	wanted := min((chip+host)*(1+c.fans), c.freeMW)
	part := 0.0 // of what is asked for beyond idle
	if h.off = limit < floor; h.off {
		wanted = max(wanted, h.wantedMW) // its runs, stopped, ask for nothing until power is back
		h.belowIdle++
		on := limit / floor
		chip, host = chipIdle*on, h.hostIdleMW*on
	} else {
		part = (limit - floor) / (chip + host - floor)
		chip, host = chipIdle+part*(chip-chipIdle), h.hostIdleMW+part*(host-h.hostIdleMW)
		throughput = Throughput(part, h.spec.ThrottleExponent)
	}
	h.draw(chip, host, c.fans)
	h.ThrottledFraction, h.ShortMW = 1-throughput, wanted-h.DCPowerMW
	h.use.slowed, h.use.cut = h.use.slowed+1-throughput, h.use.cut+1-part
	if h.ShortMW < leastShort*wanted { // held by heat alone, but for rounding
		h.ShortMW = 0
	}
	h.wantedMW = wanted
	return throughput
}
