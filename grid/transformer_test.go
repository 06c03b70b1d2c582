package grid

import (
	"math"
	"testing"

	"caloduc/sim/param"
)

func defaultTransformer(t *testing.T) *TransformerSpec {
	t.Helper()
	s := &TransformerSpec{}
	if _, err := param.Decode("test.toml", nil, s, nil); err != nil {
		t.Fatal(err)
	}
	full := s.complete(&levels[3], 500)
	return &full
}

// pandapower's standard type 160 MVA 380/110 kV: 60 kW of core loss and 0.25 %
// at full load: 0.29 % in all.
func TestTransformerLoss(t *testing.T) {
	s := defaultTransformer(t)
	s.RatingMVA = 160
	b := s.Bank(1)
	idle, _ := b.Loss(0)
	full, mvar := b.Loss(160 * 160)
	near(t, "no load", idle, 0.060, 1e-12)
	near(t, "full load", full/160, 0.0029, 5e-5)
	near(t, "reactive at full load", mvar/160, 0.122, 0.001)
	two := s.Bank(2)
	half, _ := two.Loss(160 * 160)
	near(t, "two at half load", half, 2*(0.060+0.0025*160/4), 1e-12)
}

// Regulation (EU) 548/2014, annex I, table I.7: large power transformers from
// 100 MVA must reach a peak efficiency index of 99.770 % since July 2021.
func TestTransformerMeetsEcodesign(t *testing.T) {
	if pei := peakEfficiency(defaultTransformer(t)); pei < 0.99770 {
		t.Errorf("peak efficiency index %.5f", pei)
	}
}

// peakEfficiency is the efficiency at the load at which core and windings lose the same.
func peakEfficiency(s *TransformerSpec) float64 {
	mva := s.RatingMVA * math.Sqrt(s.NoLoadLoss/s.LoadLoss)
	bank := s.Bank(1)
	loss, _ := bank.Loss(mva * mva)
	return 1 - loss/mva
}
