package sim

import (
	"testing"
	"time"
)

// The eleven holidays of 2026 in France: Easter is on 5 April.
func TestFrenchHolidays(t *testing.T) {
	want := "01-01 04-06 05-01 05-08 05-14 05-25 07-14 08-15 11-01 11-11 12-25 "
	got := ""
	for d := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC); d.Year() == 2026; d = d.AddDate(0, 0, 1) {
		if FrenchHoliday(d) {
			got += d.Format("01-02 ")
		}
	}
	if got != want {
		t.Errorf("holidays %s, want %s", got, want)
	}
}
