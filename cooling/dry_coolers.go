package cooling

import (
	"caloduc/cooling/psychro"
	"caloduc/sim"
	"caloduc/sim/channel"
	"caloduc/sim/record"
)

// Modes of dry coolers, in the order of their control sequence.
const (
	liquidOff       = iota // no heat, fans stopped
	liquidStaged           // fans at least speed, cells staged off
	liquidModulated        // fan speed holds the supply set point
	liquidSaturated        // fans at full speed, supply above the set point
	liquidWet              // as 1 and 2 with wet pads
	liquidWetFull          // as 3 with wet pads
)

// LiquidModes describes the modes of dry coolers in order.
var LiquidModes = record.Modes{
	modeOff,
	{En: "cells staged", Fr: "cellules étagées"},
	{En: "fans modulating", Fr: "ventilateurs modulés"},
	{En: "fans saturated", Fr: "ventilateurs à fond"},
	{En: "pads wet", Fr: "médias humides"},
	{En: "pads wet and fans saturated", Fr: "médias humides, ventilateurs à fond"},
}

// dryCoolers are a sink: a bank of dry coolers with fans of variable speed and wetted
// pads, through which all the loop's water flows.
//
// Control sequence:
//
//  1. Fan speed holds the water at its set point: the conductance asked for is what
//     carries the minute's heat at the set point, g = Q/(Tset + Q/cw - Tair), within a
//     dead band. A step of load is followed at once, its ripple with a lag that the
//     loop's thermal mass bridges.
//  2. Below the least fan speed cells are staged off, as a fraction of cells.
//  3. Above a dry-bulb threshold pads are wetted, until it is the dead band below.
//  4. Fans at full speed: the loop warms.
//
// Air onto the coils is warmer than outdoor air by recirculation_K times the fraction
// of design heat. Flow, fan power and films scale with the density at the site's
// pressure. Coolers in service share the water.
type dryCoolers struct {
	dryCoolersSize
	bank   dryCooler
	inUnit unitBank

	outdoor    *Outdoor
	returnDegC float64 // water onto the coils, mean of the last minute
	followedW  float64 // heat that the fans are set for
	padsWet    bool

	dryCoolersMinute
	boundsMinutes int64
}

// dryCoolersSize is what dry coolers are built with.
type dryCoolersSize struct {
	number              float64
	perDesign           float64 // inverse of design heat, 1/W
	stepW, followPerMin float64 // change of heat that the fans follow at once; fraction of a smaller one in a minute
	recirculationK      float64
	padEff, padPumpW    float64 // 0: no pads
	padsOnDegC          float64
	padsBandK           float64
	water               waterLaw
}

// dryCoolersMinute is what they did.
type dryCoolersMinute struct {
	fanSpeed, mode, fanW, padW, heatW float64
	use                               waterUse
}

// begin implements sink.
func (c *dryCoolers) begin(_ sim.Minute, out *Outdoor, _ float64) { c.outdoor = out }

// take implements sink.
func (c *dryCoolers) take(o *offer) take {
	c.dryCoolersMinute = dryCoolersMinute{}
	air, b := c.outdoor.Air, &c.bank
	ta := c.intakeDegC(air, o.heatW*c.perDesign)
	ask := c.follow(o.heatW) + o.restoreW
	if ask < 0 {
		ask = 0
	}
	want := unlimited
	if lift := (o.setDegC-ta)*o.cwWPerK + ask; lift > 0 { // times the capacity flow
		want = ask * o.cwWPerK / lift
	}
	if b.number == 0 {
		c.boundsMinutes++
		c.mode = c.modeOf(false, 0)
		return take{}
	}
	if o.cwWPerK != b.cw {
		b.circulate(o.cwWPerK)
	}
	b.begin(c.returnDegC, ta)
	if b.offFlow || !dryCoolerAir.Contains(ta) || !dryCoolerWater.Contains(c.returnDegC) {
		c.boundsMinutes++
	}
	y, g, cells := b.control(want)
	c.fanSpeed, c.fanW = y*cells, cells*b.fansW*fanLaw(y)
	c.mode = c.modeOf(y >= 1 && g < want, cells)
	if c.padsWet && g > 0 {
		c.padW = c.padPumpW * c.inUnit.share
		kgPerS := b.ca * c.fanSpeed / (dryAirJPerKgK + vapourJPerKgK*air.HumidityRatio)
		c.use = c.water.use(kgPerS * PadsUptake(air, c.padEff))
	}
	return take{gWPerK: g, sinkDegC: ta}
}

// follow returns the heat that the fans are set for.
func (c *dryCoolers) follow(q float64) float64 {
	if off := q - c.followedW; off <= c.stepW && off >= -c.stepW {
		q = c.followedW + c.followPerMin*off
	}
	c.followedW = q
	return q
}

// intakeDegC moves the pads' dead band and returns the air onto the coils, degC, when
// that fraction of design heat is rejected.
func (c *dryCoolers) intakeDegC(air *psychro.Air, fraction float64) float64 {
	t := air.DryBulbDegC
	if c.padEff > 0 {
		threshold := c.padsOnDegC
		if c.padsWet {
			threshold -= c.padsBandK
		}
		c.padsWet = t > threshold
		if c.padsWet {
			t = AirAfterPads(t, air.WetBulbDegC, c.padEff)
		}
	}
	return t + c.recirculationK*fraction
}

// modeOf names what the dry coolers do; saturated tells that their fans cannot give
// what is asked.
func (c *dryCoolers) modeOf(saturated bool, cells float64) float64 {
	switch {
	case c.padsWet && saturated:
		return liquidWetFull
	case c.padsWet:
		return liquidWet
	case saturated:
		return liquidSaturated
	case cells < 1:
		return liquidStaged
	}
	return liquidModulated
}

// settle implements sink.
func (c *dryCoolers) settle(returnDegC, throughW float64) {
	c.returnDegC, c.heatW = returnDegC, throughW
}

// rest implements sink.
func (c *dryCoolers) rest() bool {
	c.dryCoolersMinute = dryCoolersMinute{}
	return true
}

// stop implements part.
func (c *dryCoolers) stop() { c.rest() }

// ready implements sink.
func (c *dryCoolers) ready(float64) bool { return c.bank.number > 0 }

// passed implements sink.
func (c *dryCoolers) passed() bool { return false }

// units implements part.
func (c *dryCoolers) units() []*unitBank { return []*unitBank{&c.inUnit} }

// serve implements part.
func (c *dryCoolers) serve() { c.bank.resize(c.number * c.inUnit.share) }

// book implements part.
func (c *dryCoolers) book(d *Duty, h *ledger) {
	d.RejectionFanMW += 1e-6 * c.fanW
	d.RejectedMW += 1e-6 * c.heatW
	h[dryCoolerHeat] = 1e-6 * c.heatW
	if c.padsWet {
		d.SprayPumpMW += 1e-6 * c.padW
		d.draw(c.use)
	}
}

// declare implements part.
func (c *dryCoolers) declare(g record.Group, has *flowSet) {
	has.has(dryCoolerHeat)
	g.Channel(&c.fanSpeed, "dry_cooler_fan_speed", "fan speed of dry coolers as a fraction of full speed, times the fraction of cells that run")
	g.Mode(&c.mode, channel.CoolingMode, LiquidModes, "mode of the dry coolers")
	g.Counter(&c.boundsMinutes, "dry_cooler_out_of_bounds_minutes", "minutes in which dry coolers ran out of their films' bounds",
		dryCoolerAir.String()+"; "+dryCoolerWater.String()+"; "+dryCoolerWaterFlow.String())
	g.Counter(&c.bank.failures, "fan_control_failures", "minutes in which the search for the fan speed ran into its iteration limit", "")
}
