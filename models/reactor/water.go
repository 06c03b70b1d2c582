package reactor

import "caloduc/sim/param"

// Fresh water that a unit's cooling consumes, L per kWh of net energy: a tower evaporates
// it, a river once through gives it off downstream as it is warmer, the sea has none.
// The numbers are sourceWater's. A tower's is what 672 gallons carry away of the 2 kWh of
// heat that come with each kWh: 0.87 of it at 2.45 MJ/kg.
const (
	towerWaterLPerKWh = 672 * literPerGallon / 1000
	riverWaterLPerKWh = 269 * literPerGallon / 1000

	literPerGallon = 3.785411784
)

// waterLPerKWh is what the unit's cooling consumes, L/kWh of net energy: as given, or by
// its kind.
func (s *Spec) waterLPerKWh() float64 {
	own := 0.0
	switch s.Cooling {
	case Tower:
		own = towerWaterLPerKWh
	case River:
		own = riverWaterLPerKWh
	}
	return param.Or(s.WaterLPerKWh, own)
}
