package power

import (
	"math"

	"caloduc/sim/param"
	"caloduc/sim/record"
)

// ServicesSpec is the table `services` of a hall: what its house draws besides the
// servers, their power chain, their cooling and the hall's lighting. Sizes go by the
// design IT power for which the house was built. The defaults are none: what a house of
// an age and kind has, the presets of the hall's key `house` say.
type ServicesSpec struct {
	OfficeM2PerMW     float64
	OfficeWPerM2      float64
	SecurityKWPerMW   float64
	MakeUpM3PerSPerMW float64
	MakeUpPa          float64
	MakeUpEfficiency  float64
	HeaterKWPerMW     float64
	EngineMW          float64
	JockeyKWPerMW     float64
	TraceKWPerMW      float64
	TraceBelowDegC    float64
	RoomShare         float64
	RoomCOP           float64
}

// Params declares the parameters of the services.
func (s *ServicesSpec) Params(p *param.Set) {
	p.Float(&s.OfficeM2PerMW, "offices_m2_per_MW", 0, param.Between(0, 5000), "floor of offices, workshops and stores", param.Assumption)
	p.Float(&s.OfficeWPerM2, "offices_W_per_m2", 15, param.Between(0, 200), "mean power of offices with their own heating and cooling", param.Unverified("US EIA, CBECS 2018: offices use 12 to 13 kWh of electricity per square foot and year"))
	p.Float(&s.SecurityKWPerMW, "security_kW_per_MW", 0, param.Between(0, 50), "access control, cameras, fire detection, building management", param.Assumption)
	p.Float(&s.MakeUpM3PerSPerMW, "makeup_air_m3_per_s_per_MW", 0, param.Between(0, 10), "outdoor air that keeps the house under pressure and its staff breathing", param.Unverified("ASHRAE 62.1: 0.3 L/s per m2 of computer room, at 2 kW/m2"))
	p.Float(&s.MakeUpPa, "makeup_air_pressure_Pa", 800, param.Between(0, 3000), "pressure drop of make-up air in filters, coils and ducts", param.Assumption)
	p.Float(&s.MakeUpEfficiency, "makeup_fan_efficiency", 0.6, param.AboveTo(0.1, 1), "wire-to-air efficiency of make-up fans", param.Assumption)
	p.Float(&s.HeaterKWPerMW, "engine_heater_kW_per_MW", 0, param.Between(0, 50), "mean power of heaters that keep standby engines of engine_MW ready to start, and of their chargers; smaller engines take more per MW", param.Assumption)
	p.Float(&s.EngineMW, "engine_MW", 2.5, param.Above(0), "largest standby engine; a house that needs less has one of its own size", param.Assumption)
	p.Float(&s.JockeyKWPerMW, "jockey_pump_kW_per_MW", 0, param.Between(0, 20), "mean power of pumps that hold the pressure of fire mains and closed loops", param.Assumption)
	p.Float(&s.TraceKWPerMW, "trace_heating_kW_per_MW", 0, param.Between(0, 50), "heating of outdoor pipes and basins in frost", param.Unverified("self-regulating cable of 10 W/m on pipes up to DN 100; length assumed"))
	p.Float(&s.TraceBelowDegC, "trace_heating_below_degC", 0, param.Between(-20, 10), "outdoor dry bulb below which pipes and basins are heated", param.Assumption)
	p.Float(&s.RoomShare, "electrical_room_share", 0, param.Fraction(), "share of the UPS's loss that is released in electrical rooms with coolers of their own; the rest warms the hall's air", param.Assumption)
	p.Float(&s.RoomCOP, "electrical_room_COP", 3, param.Between(0.5, 30), "heat removed over electricity of the electrical rooms' coolers, fans included", param.Unverified("ASHRAE 90.1-2019, table 6.8.1-10: floor-mounted air-cooled units have a net sensible COP of 2.4 to 2.7 at rating; a year's mean is higher"))
}

// Services are the services of one hall's house, with what they drew in the last minute.
type Services struct {
	standingMW            float64 // drawn all the time
	traceMW               float64 // drawn in frost
	traceBelowDegC        float64
	roomShare, perUPSLoss float64 // of the UPS's loss: released in rooms of its own; electricity to cool that

	// StandingMW is drawn by offices, security, make-up air, engine heaters and jockey pumps.
	StandingMW float64
	// TraceMW is drawn by trace heating.
	TraceMW float64
	// RoomCoolingMW is drawn by the coolers of electrical rooms.
	RoomCoolingMW float64
	// PowerMW is all of these.
	PowerMW float64
}

// Build sizes the services of a house built for a design IT power of designITMW.
func (s *ServicesSpec) Build(designITMW float64) *Services {
	kW := 1e-3*s.OfficeM2PerMW*s.OfficeWPerM2 + s.SecurityKWPerMW + s.HeaterKWPerMW*EngineScale(min(designITMW, s.EngineMW)/s.EngineMW) + s.JockeyKWPerMW +
		1e-3*MakeUpFanW(s.MakeUpM3PerSPerMW, s.MakeUpPa, s.MakeUpEfficiency)
	return &Services{standingMW: 1e-3 * kW * designITMW, traceMW: 1e-3 * s.TraceKWPerMW * designITMW, traceBelowDegC: s.TraceBelowDegC,
		roomShare: s.RoomShare, perUPSLoss: s.RoomShare / s.RoomCOP}
}

// EngineScale returns the heat loss per rated power of a standby engine whose rating is
// the fraction f of another's, over that of the other: f^-0.56. The exponent leads from
// 5 kW for an engine of 2.5 MW to the 0.98 kW measured on one of 60 kW (e3tnw.org, item
// 381: 8,560 kWh a year), and is near the surface over the volume of like bodies to the
// same end. Valid for 0.02 ≤ f ≤ 1.
func EngineScale(f float64) float64 { return math.Pow(f, -0.56) }

// MakeUpFanW returns the power, W, of fans that move m3PerS of air against pa with the
// wire-to-air efficiency (0 to 1): P = V·Δp/η.
func MakeUpFanW(m3PerS, pa, efficiency float64) float64 { return m3PerS * pa / efficiency }

// Step computes a minute in which the outdoor air has dryBulbDegC and the UPS loses
// upsLossMW.
func (s *Services) Step(dryBulbDegC, upsLossMW float64) {
	s.StandingMW, s.TraceMW, s.RoomCoolingMW = s.standingMW, 0, s.perUPSLoss*upsLossMW
	if dryBulbDegC < s.traceBelowDegC {
		s.TraceMW = s.traceMW
	}
	s.PowerMW = s.StandingMW + s.TraceMW + s.RoomCoolingMW
}

// HallShare is the share of the UPS's loss that warms the hall's air.
func (s *Services) HallShare() float64 { return 1 - s.roomShare }

// Off sets every flow to zero: the house is without supply, or not yet open.
func (s *Services) Off() { s.StandingMW, s.TraceMW, s.RoomCoolingMW, s.PowerMW = 0, 0, 0, 0 }

// ServiceChannels are the identifiers of what a house's services record.
type ServiceChannels struct{ Standing, Trace, RoomCooling record.ID }

// Declare records the services in the hall's group.
func (s *Services) Declare(g record.Group) ServiceChannels {
	return ServiceChannels{
		Standing:    g.Meter(&s.StandingMW, "services_power_MW", "offices, security, make-up air, engine heaters, jockey pumps"),
		Trace:       g.Meter(&s.TraceMW, "trace_heating_MW", "heating of outdoor pipes and basins"),
		RoomCooling: g.Meter(&s.RoomCoolingMW, "electrical_room_cooling_MW", "coolers of electrical rooms"),
	}
}
