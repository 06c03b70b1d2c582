package grid

import (
	"fmt"
	"math"
	"testing"
)

// What a campus is connected with follows from its contract: up to 12 MW cables at
// 20 kV and no transformers of its own, then 63, 225 and 400 kV with the least usual
// transformers of which three carry it, and one more.
func TestConnectionFollowsTheContract(t *testing.T) {
	for _, c := range []struct {
		text         string
		kv, km, mva  float64
		units        int
		ohmPerKm, kA float64
	}{
		{"contracted_MW = 0.3", 20, 5, 0.3 / 0.98, 0, 0.122, 0.421},
		{"contracted_MW = 12", 20, 5, 12 / 0.98, 0, 0.122, 0.421},
		{"contracted_MW = 20", 63, 15, 20, 3, 0.1188, 0.645},
		{"contracted_MW = 60", 225, 15, 40, 3, 0.060, 1.29},
		{"contracted_MW = 240", 225, 15, 100, 4, 0.060, 1.29},
		{"contracted_MW = 700", 400, 15, 300, 4, 0.030, 2.58},
		{"contracted_MW = 1600", 400, 15, 600, 4, 0.030, 2.58},
		{"contracted_MW = 1600\nn_minus_1 = false", 400, 15, 600, 3, 0.030, 2.58},
		{"contracted_MW = 10\nvoltage_kV = 90", 90, 15, 20, 2, 0.1188, 0.645},
		{"contracted_MW = 10\n[[phase]]\nfrom = 2027-01-01\ncontracted_MW = 700", 400, 15, 300, 4, 0.030, 2.58},
		{"contracted_MW = 10\ntransformer = { count = 1 }", 20, 5, 10 / 0.98, 1, 0.122, 0.421},
		{"contracted_MW = 700\nlength_km = 8\nline = \"HTLS 4-bundle 380\"\ntransformer = { rating_MVA = 170 }", 400, 8, 170, 6, 0.020, 4},
		{"", 400, 15, 300, 3, 0.030, 2.58}, // of halls rated 500/1.5 MW
	} {
		x := connect(t, c.text)
		s := x.spec
		if s.VoltageKV != c.kv || s.LengthKm != c.km || s.Transformer.RatingMVA != c.mva || len(x.unitDown) != c.units || s.ROhmPerKm != c.ohmPerKm || s.RatingKA != c.kA {
			t.Errorf("%s: %g kV, %g km, %d of %g MVA, %g ohm/km, %g kA, want %+v", c.text, s.VoltageKV, s.LengthKm, len(x.unitDown), s.Transformer.RatingMVA, s.ROhmPerKm, s.RatingKA, c)
		}
		if most := s.largestMW(); x.contractedMW == most && x.LimitMW() < most {
			t.Errorf("%s: carries %g MW only", c.text, x.LimitMW())
		}
	}
	if c := connect(t, "contract_ratio = 2"); c.contractedMW != 1000/1.5 {
		t.Errorf("contract of %g MW", c.contractedMW)
	}
}

// A feed at medium voltage loses in its cables alone, and is out where all of them are.
func TestMediumVoltageFeed(t *testing.T) {
	c := connect(t, "contracted_MW = 5\npower_factor = 1")
	for range 60 {
		c.Step(0, 5, 20)
	}
	if c.TransformerLossMW != 0 || c.UnservedMW != 0 || c.SentMW <= 5 {
		t.Errorf("%+v", c)
	}
	// By hand: 144 A on 0.305 ohm.
	near(t, "cable loss", c.LineLossMW, 3*0.305*0.1443*0.1443, 0.002)
	near(t, "loading", c.Loading, 0.144/0.842, 0.005)
	c.shift([]*int{&c.circuitDown[0], &c.circuitDown[1]}, 1)
	c.Step(0, 5, 20)
	if c.SentMW != 0 || c.UnservedMW != 5 || c.LimitMW() != 0 {
		t.Errorf("without circuits: %+v", c)
	}
	big := connect(t, "contracted_MW = 100\nvoltage_kV = 20\ncircuits = 3\nlength_km = 0")
	near(t, "limit of two cables", big.LimitMW(), 2*math.Sqrt(3)*20*0.421*0.98, 0.01)
}

// Transformers of every rating lose what public ones do: their peak efficiency is that
// which Regulation (EU) 548/2014, annex I, table I.7 asked of 25 MVA and above from
// 2015 on (tier 1, from secondary copies), and it rises with the rating.
func TestTransformersOfEveryRating(t *testing.T) {
	least := map[float64]float64{20: 0.99639, 36: 0.99671, 40: 0.99684, 70: 0.99709, 100: 0.99737, 170: 0.99737, 300: 0.99737, 600: 0.99737}
	for i := range levels {
		l := &levels[i]
		for _, mva := range l.unitsMVA {
			s := decoded(t, fmt.Sprintf("transformer = { rating_MVA = %g }", mva)).Transformer.complete(l, 1)
			if pei := peakEfficiency(&s); pei < least[mva] || pei > 0.9985 {
				t.Errorf("%g MVA: peak efficiency %.5f, want at least %.5f", mva, pei, least[mva])
			}
		}
	}
}
