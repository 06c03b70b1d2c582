package reactor

// ColdSource is the state of the air and the water that carry a unit's waste
// heat away.
type ColdSource struct {
	WaterDegC   float64 // river or sea at the intake
	WetBulbDegC float64 // air at the cooling tower
}

// HeatBalance is the design heat balance of a unit: what becomes of the
// reactor's heat at rated thermal power and at the reference temperature of the
// cold source.
type HeatBalance struct {
	ThermalMW float64 // heat of the reactor coolant to the steam generators
	GrossMW   float64 // electric power at the generator's terminals
	RejectMW  float64 // heat given to the condenser's water, and losses
	// SlopeMWPerK is the electric power lost for each kelvin of a warmer cold
	// source, as the condenser's pressure rises; the condenser takes it instead.
	SlopeMWPerK float64
	// MaxGainMW bounds what a colder source brings: the last stage chokes.
	MaxGainMW float64
}

// Lost returns the electric power lost at rated thermal power to a cold source
// excessK above the reference; negative where a cold one brings a gain.
//
// Source of the linear form: Durmayaz and Sogut, Int. J. Energy Res. 30 (2006)
// 799, doi:10.1002/er.1186.
func (h *HeatBalance) Lost(excessK float64) float64 {
	lost := h.SlopeMWPerK * excessK
	if lost < -h.MaxGainMW {
		return -h.MaxGainMW
	}
	return lost
}

// Gross returns the electric power at the generator's terminals, MW, at the
// part level of rated thermal power, lost being that of Lost. The efficiency is
// that of full load at every level.
func (h *HeatBalance) Gross(level, lost float64) float64 { return level * (h.GrossMW - lost) }

// CondenserHeat returns the heat given to the condenser, MW, at the part level
// of rated thermal power: the design rejection and what the turbine loses to a
// warm cold source.
func (h *HeatBalance) CondenserHeat(level, lost float64) float64 { return level * (h.RejectMW + lost) }
