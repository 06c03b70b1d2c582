package cooling

import "caloduc/sim/record"

// declare declares what a central plant reports, and returns its terms of the
// heat balance. prefix begins the names of what its chillers do.
func (c *central) declare(g record.Group, r *towerRecord, prefix string) (in, out []record.Term) {
	g.Channel(&r.coldDegC, "tower_water_degC", "water leaving the cooling towers")
	g.Channel(&r.fanSpeed, "tower_fan_speed", "fan speed of cooling towers as a share of full speed, times the share of time they run")
	g.Mode(&r.mode, "cooling_mode", CentralModes, "mode of the chillers and the water-side economiser")
	in = terms(g.Meter(&r.towerPumpHeatMW, "tower_pump_heat_MW", "heat of tower pumps in their water"))
	out = terms(g.Meter(&r.towerMW, "tower_heat_MW", "heat rejected by cooling towers"))
	if c.hasPlate {
		g.Meter(&r.economisedMW, "economiser_heat_MW", "heat through the plate heat exchanger into tower water")
	}
	if c.hasChill {
		g.Meter(&r.chillersOn, prefix+"chillers_running", "chillers that run")
		g.Meter(&r.chillerMW, prefix+"chiller_heat_MW", "heat taken out of chilled water by water-cooled chillers")
		in = append(in, terms(
			g.Meter(&r.compressorHeatMW, prefix+"compressor_heat_MW", "heat of water-cooled chillers' compressors in tower water"),
			g.Meter(&r.chilledPumpHeatMW, prefix+"pump_heat_MW", "heat of the chillers' own chilled-water pumps in their water"))...)
		c.chillers.declare(g)
	}
	c.towers.bank.declare(g)
	return in, out
}
