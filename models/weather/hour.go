package weather

// Hour is the weather of one place at one whole hour (UTC), as generators and
// record files give it: a value at an instant, not a mean.
type Hour struct {
	DryBulbDegC float64 // dry-bulb temperature, degC
	RelHumidity float64 // relative humidity, fraction 0 to 1, as package psychro defines it (over ice below 0 degC)
	PressurePa  float64 // station pressure, Pa
}
