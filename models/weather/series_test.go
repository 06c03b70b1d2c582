package weather

import (
	"fmt"
	"strings"
	"testing"
)

// EPW allows relative humidities up to 110 %, which are taken as 100 %; beyond that a
// value is a mistake.
func TestHumidityBeyondEPWsBound(t *testing.T) {
	for rh, taken := range map[float64]bool{1.09: true, 1.1: true, 1.11: false} {
		s := &series{file: new(file)}
		if err := s.add(row{hour: 1, line: 1, dryBulbDegC: 10, relHumidity: rh, pressurePa: 101325}); (err == nil) != taken {
			t.Errorf("relative humidity %g: %v", rh, err)
		}
	}
}

// A record tells of hours of 1 % relative humidity or less and of jumps of more than
// 15 K within an hour.
func TestSuspects(t *testing.T) {
	told := func(dryBulbDegC ...float64) string {
		r := new(Record)
		suspects(r, dryBulbDegC, []float64{0.5, 0.0099, 0.0101, 0.0105}[:len(dryBulbDegC)])
		return fmt.Sprint(r.notices)
	}
	if note := told(0, 14.9, 0, 15.1); !strings.Contains(note, "1 hours of at most") || !strings.Contains(note, "1 jumps of more than") {
		t.Error(note)
	}
	r := new(Record)
	suspects(r, []float64{0, 15, 0}, []float64{0.5, 0.5, 0.5})
	if len(r.notices) != 0 {
		t.Error(r.notices)
	}
}
