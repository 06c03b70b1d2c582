package power

import (
	"testing"

	"caloduc/sim/equipment"
	"caloduc/sim/param"
)

// built is what a hall of 20 MW lists with keys of its chain.
func built(t *testing.T, sets ...string) (units, redundant map[*equipment.Kind]int) {
	t.Helper()
	s := new(Spec)
	if _, err := param.Decode("power", nil, s, sets); err != nil {
		t.Fatal(err)
	}
	units, redundant = map[*equipment.Kind]int{}, map[*equipment.Kind]int{}
	for _, c := range s.Build(20).Installed() {
		units[c.Kind], redundant[c.Kind] = units[c.Kind]+c.Installed, redundant[c.Kind]+c.Redundant
	}
	return units, redundant
}

// The chain lists its UPS, distribution and generators with those not needed; without a
// UPS or generators there are none.
func TestChainListsWhatIsInstalled(t *testing.T) {
	n, spare := built(t)
	twice, half := built(t, "ups.redundancy=2N", "generators.redundancy=2N")
	for _, k := range []*equipment.Kind{&equipment.UPS, &equipment.Generator} {
		needed := n[k] - spare[k]
		if needed <= 0 || spare[k] != (needed+3)/4 { // a spare for each four
			t.Errorf("%s: %d of which %d redundant", k.Word, n[k], spare[k])
		}
		if twice[k] != 2*needed || half[k] != needed {
			t.Errorf("%s, 2N: %d of which %d redundant, %d needed", k.Word, twice[k], half[k], needed)
		}
	}
	if bare, _ := built(t, "ups.mode=none", "generators.backed_fraction=0"); bare[&equipment.UPS]+bare[&equipment.Generator] != 0 || bare[&equipment.Distribution] != n[&equipment.Distribution] {
		t.Errorf("without UPS and generators: %v", bare)
	}
}
