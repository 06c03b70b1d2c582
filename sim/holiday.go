package sim

import "time"

// Easter returns the Gregorian Easter Sunday of a year (the anonymous algorithm of
// 1876, Meeus, Astronomical Algorithms, 1991, ch. 8).
func Easter(year int) (time.Month, int) {
	a, b, c := year%19, year/100, year%100
	d := (19*a + b - b/4 - (b-(b+8)/25+1)/3 + 15) % 30
	e := (32 + 2*(b%4) + 2*(c/4) - d - c%4) % 7
	f := d + e - 7*((a+11*d+22*e)/451) + 114
	return time.Month(f / 31), f%31 + 1
}

// AfterEaster is the number of days from Easter Sunday of the same year to a day.
func AfterEaster(t time.Time) int {
	month, day := Easter(t.Year())
	return t.YearDay() - time.Date(t.Year(), month, day, 0, 0, 0, 0, time.UTC).YearDay()
}

// FrenchHoliday tells the public holidays of France (Code du travail, L. 3133-1).
func FrenchHoliday(t time.Time) bool {
	switch [2]int{int(t.Month()), t.Day()} {
	case [2]int{1, 1}, [2]int{5, 1}, [2]int{5, 8}, [2]int{7, 14}, [2]int{8, 15}, [2]int{11, 1}, [2]int{11, 11}, [2]int{12, 25}:
		return true
	}
	switch AfterEaster(t) {
	case 1, 39, 50: // Easter Monday, Ascension, Whit Monday
		return true
	}
	return false
}
