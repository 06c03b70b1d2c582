package grid

import (
	"math"
	"time"

	"caloduc/sim/param"
)

// PhaseSpec is one [[…grid.phase]]: the contracted power from a date on.
type PhaseSpec struct {
	From         time.Time
	ContractedMW float64
}

// Params declares the keys of phase.
func (s *PhaseSpec) Params(p *param.Set) {
	p.Date(&s.From, "from", time.Time{}, "first day").Require()
	p.Float(&s.ContractedMW, "contracted_MW", 0, param.AtLeast(0), "power contracted from then on", param.Assumption).Require()
}

// ConnectionSpec is the table grid of a [[campus]]: a line and transformers
// between a bus of the transmission network and the campus.
type ConnectionSpec struct {
	Bus, LineType    string
	LatDeg, LonDeg   float64
	ContractedMW     float64
	ContractRatio    float64 // contract over the rating of the halls' servers, where it is left out
	Phases           []*PhaseSpec
	VoltageKV        float64
	FrequencyHz      float64
	PowerFactor      float64
	NMinus1          bool
	Meter            string
	LengthKm         float64
	Circuits         int
	ROhmPerKm        float64
	XOhmPerKm        float64
	CnFPerKm         float64
	RatingKA         float64
	MaxConductorDegC float64
	RatingAirDegC    float64
	PerK             float64
	TimeConstantMin  float64
	OutagesPer100Km  float64
	RepairH          float64
	CommonMode       float64
	Events           []*EventSpec
	Transformer      TransformerSpec
}

// Params declares the keys of grid.
func (s *ConnectionSpec) Params(p *param.Set) {
	p.String(&s.Bus, "bus", "", "substation of the transmission network that feeds the campus")
	p.Float(&s.LatDeg, "lat_deg", param.Auto, param.Between(-90, 90), "latitude of the substation, for maps; left out: not drawn", "")
	p.Float(&s.LonDeg, "lon_deg", param.Auto, param.Between(-180, 180), "longitude of the substation, for maps; left out: not drawn", "")
	p.Float(&s.ContractedMW, "contracted_MW", param.Auto, param.AtLeast(0), "power that the campus may take at its bus, at first; auto: contract_ratio times what its halls' servers are rated", param.Assumption)
	p.Float(&s.ContractRatio, "contract_ratio", 1.5, param.Between(1, 5), "contracted power over the rating, at the servers' DC bus, of the halls that are open together, where contracted_MW is left out", param.Assumption)
	param.List(p, &s.Phases, "phase", "", "a change of the contracted power")
	p.Float(&s.VoltageKV, "voltage_kV", param.Auto, param.Between(1, 1200), "voltage held at the sending end; auto: 20 kV up to a contract of 12 MW, without transformers of its own; 63 kV up to 50 MW, 225 kV up to 250 MW, else 400 kV", sourceLevels)
	p.Float(&s.FrequencyHz, "frequency_Hz", 50, param.Between(16, 60), "frequency of the network", "IEC 60038")
	p.Float(&s.PowerFactor, "power_factor", 0.98, param.AboveTo(0, 1), "power factor of the campus at its bus, lagging", param.Assumption)
	p.Bool(&s.NMinus1, "n_minus_1", true, "limit the demand to what remains when one circuit or transformer is lost")
	p.Choice(&s.Meter, "meter", MeterHigh, []string{MeterHigh, meterMedium},
		"side of the connection's transformers on which the campus is metered: at high voltage their losses are part of its facility energy and PUE, at medium voltage they are the network's")
	s.line(p)
	s.failures(p)
	param.List(p, &s.Events, "event", "name", "a staged outage of circuits or transformers")
	p.Table(&s.Transformer, "transformer", "the transformers between the line and the campus' bus")
}

// Sides of the transformers on which a campus may be metered.
const (
	MeterHigh   = "high-voltage"
	meterMedium = "medium-voltage"
)

func (s *ConnectionSpec) line(p *param.Set) {
	p.Preset(&s.LineType, "line", "", LineTypes, "type of the line; left out: Al/St 240/40 4-bundle 380 at 400 kV, 2-bundle 220 at 225 kV, 243-AL1/39-ST1A 110 at 63 and 90 kV, cables NA2XS2Y 1x240 at 20 kV")
	p.Float(&s.LengthKm, "length_km", param.Auto, param.Between(0, 400), "length of the line; auto: 15 km, at 20 kV 5 km",
		"RTE fast track, February 2025: sites within 15 km of a 400 kV line; at 20 kV an assumption")
	p.Int(&s.Circuits, "circuits", 2, param.Between(1, 20), "number of circuits", param.Assumption)
	p.Float(&s.ROhmPerKm, "resistance_ohm_per_km", param.Auto, param.AtLeast(0), "resistance of one circuit at 20 degC; auto: of the usual line", sourcePyPSA)
	p.Float(&s.XOhmPerKm, "reactance_ohm_per_km", param.Auto, param.AtLeast(0), "reactance of one circuit; auto: of the usual line", sourcePyPSA)
	p.Float(&s.CnFPerKm, "capacitance_nF_per_km", param.Auto, param.AtLeast(0), "capacitance of one circuit; auto: of the usual line", sourcePyPSA)
	p.Float(&s.RatingKA, "rating_kA", param.Auto, param.Above(0), "continuous current of one circuit; auto: of the usual line", sourcePyPSA)
	p.Float(&s.MaxConductorDegC, "max_conductor_degC", param.Auto, param.Between(30, 300), "conductor temperature at the continuous current; auto: of the usual line", sourceMaxTemp)
	p.Float(&s.RatingAirDegC, "rating_air_degC", 35, param.Between(-20, 60), "air temperature at which the continuous current holds", sourceMaxTemp)
	p.Float(&s.PerK, "resistance_per_K", 0.00403, param.Between(0, 0.02), "temperature coefficient of resistance at 20 degC", sourceAlpha)
	p.Float(&s.TimeConstantMin, "conductor_time_constant_min", 10, param.Above(0), "time in which a conductor goes 63 % of the way to its steady temperature",
		param.Unverified("5 to 20 minutes, IEEE Std 738"))
}

func (s *ConnectionSpec) failures(p *param.Set) {
	p.Float(&s.OutagesPer100Km, "line_outages_per_100km_per_year", 0.08, param.Between(0, 100), "lasting outages of one circuit",
		param.Unverified("European 380 to 420 kV lines: 0.05 to 0.1; RTS-GMLC, 230 kV: 0.76"))
	p.Float(&s.RepairH, "line_repair_h", 16, param.Above(0), "mean length of a lasting outage", param.Unverified("8 to 24 h; RTS-GMLC: 11 h"))
	p.Float(&s.CommonMode, "common_mode_fraction", 0.1, param.Fraction(), "part of a circuit's outages that take all circuits, on the same towers", param.Assumption)
}

// Check refuses what cannot be.
func (s *ConnectionSpec) Check(report func(key, format string, args ...any)) {
	if s.MaxConductorDegC <= s.RatingAirDegC {
		report("max_conductor_degC", "%g degC is not above the air of the rating, %g degC", s.MaxConductorDegC, s.RatingAirDegC)
	}
	for i, ph := range s.Phases {
		if i > 0 && !ph.From.After(s.Phases[i-1].From) {
			report("phase", "phases must follow one another: %s is not after %s",
				ph.From.Format(time.DateOnly), s.Phases[i-1].From.Format(time.DateOnly))
		}
	}
	if math.IsNaN(s.LatDeg) != math.IsNaN(s.LonDeg) {
		report("lat_deg", "latitude and longitude go together")
	}
}

// largestMW is the largest power ever contracted.
func (s *ConnectionSpec) largestMW() float64 {
	largest := s.ContractedMW
	for _, ph := range s.Phases {
		largest = max(largest, ph.ContractedMW)
	}
	return largest
}

// transformers is the number of transformers that the largest contract and its losses
// need.
func (s *ConnectionSpec) transformers() int {
	count := max(1, int(math.Ceil(s.largestMW()/s.PowerFactor/s.Transformer.RatingMVA)))
	if s.NMinus1 {
		count++
	}
	return count
}
