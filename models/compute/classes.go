package compute

import "caloduc/sim/param"

// AirClass is an ASHRAE class of air-cooled equipment: what inlet air it bears.
// Temperatures are degC, relative humidity is a fraction.
type AirClass struct {
	Name                                   string
	MinDegC, MaxDegC                       float64 // allowable
	RecommendedMinDegC, RecommendedMaxDegC float64
	MaxDewPointDegC, MaxRelHumidity        float64 // allowable
	// DerateMPerK is the climb, m, above DerateFromM that lowers MaxDegC by 1 K.
	DerateMPerK float64
}

// DerateFromM is the altitude, m, up to which the classes' limits hold.
const DerateFromM = 900

const (
	ashraeCard   = param.Source("ASHRAE TC 9.9 reference card, Thermal Guidelines for Data Processing Environments, 5th ed. (2021), table 2.1")
	ashraeH1     = param.Source("ASHRAE TC 9.9, Thermal Guidelines, 5th ed. (2021), as reported by https://attom.tech/ashraes-new-thermal-guideline-update-a-new-high-density-trend/")
	ashraeLiquid = param.Source("unverified: ASHRAE TC 9.9, Thermal Guidelines, 5th ed. (2021), classes of coolant supply (TCS), as commonly quoted: S30 is at most 30 degC")
)

// AirClasses are the classes of the 5th edition (2021). Temperatures, dew points
// and humidities of A1 to A4 are those of its reference card (table 2.1), the
// temperatures of H1 as reported in public. H1's lower limit and humidity and the
// derating with altitude are as commonly quoted (unverified).
var AirClasses = []AirClass{
	{"A1", 15, 32, 18, 27, 17, 0.80, 300},
	{"A2", 10, 35, 18, 27, 21, 0.80, 300},
	{"A3", 5, 40, 18, 27, 24, 0.85, 175},
	{"A4", 5, 45, 18, 27, 24, 0.90, 125},
	{"H1", 15, 25, 18, 22, 17, 0.80, 500},
}

// CoolantClasses are ASHRAE's classes of coolant at the cold plates (technology
// cooling system, TCS), each named after its highest supply, degC.
var CoolantClasses = []struct {
	Name    string
	MaxDegC float64
}{{"S20", 20}, {"S25", 25}, {"S30", 30}, {"S35", 35}, {"S40", 40}, {"S45", 45}, {"S50", 50}}

// AllowableDegC is the highest allowable inlet air, degC, at an altitude, m above
// sea level: maxDegC up to DerateFromM, above it 1 K lower for every metresPerK.
func AllowableDegC(maxDegC, altitudeM, metresPerK float64) float64 {
	return maxDegC - max(0, altitudeM-DerateFromM)/metresPerK
}

// AllowableInletDegC is the hall's limit of inlet air at an altitude, m above sea
// level: derated where the hall names its class, as given where it does not.
func (s *HallSpec) AllowableInletDegC(altitudeM float64) float64 {
	for _, c := range AirClasses {
		if c.Name == s.AirClass {
			return AllowableDegC(s.MaxInletAirDegC, altitudeM, c.DerateMPerK)
		}
	}
	return s.MaxInletAirDegC
}

// Class is the hall's class of inlet air: A2, whose limit is the default one, where it
// names none.
func (s *HallSpec) Class() *AirClass {
	name := s.AirClass
	if name == "" {
		name = "A2"
	}
	for i := range AirClasses {
		if AirClasses[i].Name == name {
			return &AirClasses[i]
		}
	}
	return nil
}

// SetAltitude tells the halls how high they stand, m above sea level: their
// classes' limits of inlet air are derated. It is called before the first minute.
func (c *Cluster) SetAltitude(m float64) {
	for _, h := range c.halls {
		h.altitudeM, h.maxInletDegC = m, h.spec.AllowableInletDegC(m)
	}
}

// airClasses gives max_inlet_air_degC by class, coolantClasses max_coolant_degC.
var airClasses, coolantClasses = classCatalogues()

func classCatalogues() (air, coolant *param.Catalogue) {
	air, coolant = new(param.Catalogue), new(param.Catalogue)
	for _, c := range AirClasses {
		source := ashraeCard
		if c.Name == "H1" {
			source = ashraeH1
		}
		air.Entries = append(air.Entries, param.CatalogueEntry{Name: c.Name, Source: source,
			Values: map[string]any{"max_inlet_air_degC": c.MaxDegC}})
	}
	for _, c := range CoolantClasses {
		coolant.Entries = append(coolant.Entries, param.CatalogueEntry{Name: c.Name, Source: ashraeLiquid,
			Values: map[string]any{"max_coolant_degC": c.MaxDegC}})
	}
	return air, coolant
}
