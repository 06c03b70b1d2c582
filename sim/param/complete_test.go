package param

import (
	"slices"
	"testing"
)

// TestCompleteGoesOnFromWhatIsTyped: one level of tables at a time, brackets and names
// as typed, a key of several plants once, and words only where the key has words.
func TestCompleteGoesOnFromWhatIsTyped(t *testing.T) {
	entries := Reference(new(farm))
	for begun, want := range map[string][]string{
		"s":                                 {"schema\tversion of the format", "start\tfirst day"},
		"cam":                               {"campus.\tthe campuses"},
		"campus[Fouju].":                    {"campus[Fouju].grid.\tconnection", "campus[Fouju].hall.\tits halls", "campus[Fouju].name\twhat it is called", "campus[Fouju].weather\twhich weather"},
		"campus[0].hall[H1].cooling.supply": {"campus[0].hall[H1].cooling.supply_temp_degC\tsupply temperature"},
		"campus.hall.cooling.plant=":        {"campus.hall.cooling.plant=air", "campus.hall.cooling.plant=liquid"},
		"weather.paris.fi":                  {"weather.paris.file\thourly record", "weather.paris.first_day\tfirst day used"},
		"reactor[Nogent 1].unit=Nogent":     {"reactor[Nogent 1].unit=Nogent 1", "reactor[Nogent 1].unit=Nogent 2"},
		"mode=e":                            {"mode=exact"},
		"years=":                            nil,
		"weather.":                          nil,
		"campus.hal.":                       nil,
	} {
		if got := Complete(entries, begun); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", begun, got, want)
		}
	}
}
