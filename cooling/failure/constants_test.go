package failure

import (
	"fmt"
	"strings"
	"testing"

	"caloduc/sim/param"
)

// rate is how often something breaks, per year, and how long its repair takes, h.
type rate struct{ perYear, repairH float64 }

// Rates of OREDA-2009 as quoted: failures, trips and leaks of a kind together give its
// time between failures and its mean repair.
func TestRatesAreOREDAs(t *testing.T) {
	chiller := []rate{{0.588, 12}, {0.249, 13}, {0.078, 4.2}}
	pump := []rate{{0.347, 18}, {0.079, 13}}
	tower := []rate{{0.220, 13}, {0.121, 9.9}}
	exchanger := []rate{{0.078, 4.2}}
	for _, c := range []struct {
		rates []rate
		kinds []*Kind
	}{
		{chiller, []*Kind{&ChillerUnits, &AirChillerUnits, &LiquidChillerUnits, &CompressorUnits}},
		{pump, []*Kind{&PumpUnits, &ChilledUnits, &CDUUnits, &IntakeUnits}},
		{tower, []*Kind{&TowerUnits, &DryCoolerUnits, &FanUnits, &HandlerUnits}},
		{exchanger, []*Kind{&ExchangerUnits}},
	} {
		perYear, hours := 0.0, 0.0
		for _, r := range c.rates {
			perYear, hours = perYear+r.perYear, hours+r.perYear*r.repairH
		}
		for _, k := range c.kinds {
			near(t, k.Word+": time between failures, h", k.mtbfH, 8760/perYear, 0.005)
			near(t, k.Word+": mean repair, h", k.repairH, hours/perYear, 0.005)
		}
	}
}

// By default three pumps carry facility water and two of each other kind the rest, with
// one more standing by; where the number follows from the heat, its meaning says how.
func TestNumbersOfUnits(t *testing.T) {
	for k, want := range map[*Kind]int{&PumpUnits: 4, &ChilledUnits: 3, &IntakeUnits: 3, &ExchangerUnits: 3} {
		s := UnitsSpec{kind: k}
		s.Params(&param.Set{})
		if n := Installed(s.Number, s.Redundancy); n != want {
			t.Errorf("%s: %d installed, want %d", k.Word, n, want)
		}
	}
	for k, mw := range map[*Kind]float64{&CDUUnits: CDUMW, &FanUnits: FanMW, &HandlerUnits: FanMW} {
		if words := fmt.Sprintf("one for each %g MW of", mw); !strings.Contains(k.numberMeaning, words) {
			t.Errorf("%s: %q does not say %q", k.Word, k.numberMeaning, words)
		}
	}
}
