package loop

import (
	"caloduc/cooling/component"
	"caloduc/cooling/failure"
	"caloduc/cooling/psychro"
	"caloduc/sim"
	"caloduc/sim/channel"
	"caloduc/sim/record"
)

// Modes of dry coolers, in the order of their control sequence.
const (
	liquidOff       = iota // no heat, fans stopped
	liquidStaged           // fans at least speed, cells staged off
	LiquidModulated        // fan speed holds the supply set point
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

// DryCoolers are a sink: a bank of dry coolers with fans of variable speed and wetted
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
type DryCoolers struct {
	dryCoolersSize
	Bank   component.DryCooler
	inUnit failure.Bank

	outdoor    *Outdoor
	ReturnDegC float64 // water onto the coils, mean of the last minute
	followedW  float64 // heat that the fans are set for
	padsWet    bool

	dryCoolersMinute
	// Minutes with heat; of them out of the films' bounds.
	ranMinutes, boundsMinutes int64
}

// dryCoolersSize is what dry coolers are built with.
type dryCoolersSize struct {
	Number              float64
	perDesign           float64 // inverse of design heat, 1/W
	stepW, followPerMin float64 // change of heat that the fans follow at once; fraction of a smaller one in a minute
	recirculationK      float64
	padEff, padPumpW    float64 // 0: no pads
	padsOnDegC          float64
	padsBandK           float64
	water               component.WaterLaw
}

// dryCoolersMinute is what they did.
type dryCoolersMinute struct {
	FanSpeed, Mode, fanW, padW, HeatW float64
	Use                               component.WaterUse
}

// begin implements sink.
func (c *DryCoolers) begin(_ sim.Minute, out *Outdoor, _ float64) { c.outdoor = out }

// take implements sink.
func (c *DryCoolers) take(o *offer) Take {
	c.dryCoolersMinute = dryCoolersMinute{}
	air, b := c.outdoor.Air, &c.Bank
	c.ranMinutes++
	ta := c.intakeDegC(air, o.heatW*c.perDesign)
	ask := c.follow(o.heatW) + o.restoreW
	if ask < 0 {
		ask = 0
	}
	want := unlimited
	if lift := (o.setDegC-ta)*o.cwWPerK + ask; lift > 0 { // times the capacity flow
		want = ask * o.cwWPerK / lift
	}
	if b.Number == 0 {
		c.boundsMinutes++
		c.Mode = c.modeOf(false, 0)
		return Take{}
	}
	if o.cwWPerK != b.Cw {
		b.Circulate(o.cwWPerK)
	}
	b.Begin(c.ReturnDegC, ta)
	if b.OffFlow || !component.DryCoolerAir.Contains(ta) || !component.DryCoolerWater.Contains(c.ReturnDegC) {
		c.boundsMinutes++
	}
	y, g, cells := b.Control(want)
	c.FanSpeed, c.fanW = y*cells, cells*b.FansW*component.FanLaw(y)
	c.Mode = c.modeOf(y >= 1 && g < want, cells)
	if c.padsWet && g > 0 {
		c.padW = c.padPumpW * c.inUnit.Share
		kgPerS := b.Ca * c.FanSpeed / (component.DryAirJPerKgK + component.VapourJPerKgK*air.HumidityRatio)
		c.Use = c.water.Use(kgPerS * component.PadsUptake(air, c.padEff))
	}
	return Take{gWPerK: g, SinkDegC: ta}
}

// follow returns the heat that the fans are set for.
func (c *DryCoolers) follow(q float64) float64 {
	if off := q - c.followedW; off <= c.stepW && off >= -c.stepW {
		q = c.followedW + c.followPerMin*off
	}
	c.followedW = q
	return q
}

// intakeDegC moves the pads' dead band and returns the air onto the coils, degC, when
// that fraction of design heat is rejected.
func (c *DryCoolers) intakeDegC(air *psychro.Air, fraction float64) float64 {
	t := air.DryBulbDegC
	if c.padEff > 0 {
		threshold := c.padsOnDegC
		if c.padsWet {
			threshold -= c.padsBandK
		}
		c.padsWet = t > threshold
		if c.padsWet {
			t = component.AirAfterPads(t, air.WetBulbDegC, c.padEff)
		}
	}
	return t + c.recirculationK*fraction
}

// modeOf names what the dry coolers do; saturated tells that their fans cannot give
// what is asked.
func (c *DryCoolers) modeOf(saturated bool, cells float64) float64 {
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
	return LiquidModulated
}

// settle implements sink.
func (c *DryCoolers) settle(returnDegC, throughW float64) {
	c.ReturnDegC, c.HeatW = returnDegC, throughW
}

// rest implements sink.
func (c *DryCoolers) rest() bool {
	c.dryCoolersMinute = dryCoolersMinute{}
	return true
}

// Stop implements part.
func (c *DryCoolers) Stop() { c.rest() }

// ready implements sink.
func (c *DryCoolers) ready(float64) bool { return c.Bank.Number > 0 }

// passed implements sink.
func (c *DryCoolers) passed() bool { return false }

// Units implements part.
func (c *DryCoolers) Units() []*failure.Bank { return []*failure.Bank{&c.inUnit} }

// Serve implements part.
func (c *DryCoolers) Serve() { c.Bank.Resize(c.Number * c.inUnit.Share) }

// Book implements part.
func (c *DryCoolers) Book(d *Duty, h *Ledger) {
	d.RejectionFanMW += 1e-6 * c.fanW
	d.RejectedMW += 1e-6 * c.HeatW
	h[DryCoolerHeat] = 1e-6 * c.HeatW
	if c.padsWet {
		d.SprayPumpMW += 1e-6 * c.padW
		d.draw(c.Use)
	}
}

// Declare implements part.
func (c *DryCoolers) Declare(g record.Group, has *FlowSet) {
	has.Has(DryCoolerHeat)
	g.Channel(&c.FanSpeed, "dry_cooler_fan_speed", "fan speed of dry coolers as a fraction of full speed, times the fraction of cells that run")
	g.Mode(&c.Mode, channel.CoolingMode, LiquidModes, "mode of the dry coolers")
	g.Bound(&c.boundsMinutes, &c.ranMinutes, "dry_cooler_out_of_bounds_minutes", "minutes in which dry coolers ran out of their films' bounds",
		component.DryCoolerAir.String()+"; "+component.DryCoolerWater.String()+"; "+component.DryCoolerWaterFlow.String())
	g.Counter(&c.Bank.Failures, "fan_control_failures", "minutes in which the search for the fan speed ran into its iteration limit", "")
}
