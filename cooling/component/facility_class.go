package component

import "math"

// FacilityClass is an ASHRAE class of facility water: equipment of the class runs
// on supply up to MaxDegC.
type FacilityClass struct {
	Name    string
	MaxDegC float64
}

// FacilityClasses are the classes of ASHRAE TC 9.9, Thermal Guidelines for Data
// Processing Environments, 5th edition (2021), each named after its highest supply
// temperature from 2 degC up; W+ is warmer than 45 degC, without a limit. The
// edition itself was not read: the names and limits are those commonly quoted
// (unverified).
var FacilityClasses = []FacilityClass{
	{"W17", 17}, {"W27", 27}, {"W32", 32}, {"W40", 40}, {"W45", 45}, {"W+", math.Inf(1)},
}

// FacilityClassWords are the classes' names.
func FacilityClassWords() []string {
	words := make([]string, len(FacilityClasses))
	for i, c := range FacilityClasses {
		words[i] = c.Name
	}
	return words
}

// FacilityMaxDegC is the highest supply of a class, without a limit for none.
func FacilityMaxDegC(name string) float64 {
	for _, c := range FacilityClasses {
		if c.Name == name {
			return c.MaxDegC
		}
	}
	return math.Inf(1)
}
