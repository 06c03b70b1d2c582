package cooling

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"caloduc/sim/equipment"
	"caloduc/sim/param"
)

// hallFor is a hall that the plant of that word can serve, and keys it cannot do
// without.
func hallFor(word string) (keys string, liquid bool) {
	switch {
	case word == "hybrid":
		return "liquid = { plant = \"direct-liquid-tower\" }\nair = { plant = \"chilled-water-economiser\" }", true
	case word == "river", word == "immersion-dry", strings.HasPrefix(word, "direct-liquid"):
		return "", true
	}
	return "", false
}

// words are those of all plants.
func words() (all []string) {
	for _, k := range param.Reference(new(chosen)) {
		if k.Path == "cooling.plant" {
			all = append(all, k.Options...)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// inventory is that of the plant of that word in Paris, with further keys.
func inventory(t *testing.T, word, more string) Inventory {
	t.Helper()
	keys, liquid := hallFor(word)
	s, err := decode(word, keys+"\n"+more)
	if err != nil {
		t.Fatal(word, err)
	}
	h := airHall
	if liquid {
		h = liquidHall
	}
	if word == "immersion-dry" {
		h = tankHall
	}
	p, err := s.Build(paris, h)
	if err != nil {
		t.Fatal(word, err)
	}
	return p.Inventory()
}

// total is the capacity of all components of a kind, and how many units there are.
func total(l equipment.List, k *equipment.Kind) (capacity float64, units int) {
	for _, c := range l {
		if c.Kind == k {
			capacity += c.Total()
			units += c.Installed
		}
	}
	return capacity, units
}

// Every plant says what it is built with: each component has a capacity, what is
// needed of it carries design, and the units that reject or move the hall's heat add
// up to that heat.
func TestEveryPlantListsWhatItIsBuiltWith(t *testing.T) {
	for _, word := range words() {
		i := inventory(t, word, "")
		if i.DesignITMW <= 0 || i.LiquidHeatMW+i.AirHeatMW < i.DesignITMW*0.95 || len(i.Components) < 2 {
			t.Errorf("%s: %+v", word, i)
		}
		air := 0.0
		for _, c := range i.Components {
			if c.Installed < 1 || c.Redundant < 0 || c.Redundant >= c.Installed || !(c.Capacity > 0) || c.For == "" {
				t.Errorf("%s: %+v", word, c)
			}
			switch c.Kind {
			case &equipment.CRAH, &equipment.CRAC, &equipment.FanWall, &equipment.PlateHandler:
				air += float64(c.Installed-c.Redundant) * c.Capacity
			}
		}
		if air < 1e3*i.AirHeatMW*(1-1e-9) || air > 1e3*i.AirHeatMW*1.5+1000 {
			t.Errorf("%s: units for %g kW of %g MW of the air's heat", word, air, i.AirHeatMW)
		}
	}
}

// A chiller stands where the plant has one, and nowhere else.
func TestChillersStandWhereTheyAreChosen(t *testing.T) {
	for word, want := range map[string]*equipment.Kind{"chilled-water": &equipment.Chiller, "direct-liquid-trim": &equipment.Chiller,
		"air-cooled-chiller": &equipment.AirChiller, "free-air": &equipment.AirChiller, "direct-expansion": &equipment.CondensingUnit} {
		if _, n := total(inventory(t, word, "").Components, want); n == 0 {
			t.Errorf("%s has no %s", word, want.Word)
		}
	}
	bare := inventory(t, "free-air", "mechanical_share = 0\nforce = true").Components
	for _, k := range []*equipment.Kind{&equipment.Chiller, &equipment.AirChiller, &equipment.CRAH} {
		if _, n := total(bare, k); n > 0 {
			t.Errorf("free air without chillers has %d of %s", n, k.Word)
		}
	}
	tank, _ := total(inventory(t, "chilled-water", "thermal_storage = true\nstorage = { cold_degC = 23, warm_degC = 27 }").Components, &equipment.StorageTank)
	if tank < 999 || tank > 1001 {
		t.Errorf("a tank of 1000 m3 is listed as %g", tank)
	}
}

// unitKinds are the kinds of failing units of the plant of that word.
func unitKinds(word string) (kinds []string) {
	for _, k := range param.Reference(new(chosen)) {
		if key, ours := strings.CutPrefix(k.Path, "cooling.units."); ours && k.IsTable && k.Variant == "plant = "+word {
			kinds = append(kinds, key)
		}
	}
	return kinds
}

// Each kind of unit of each plant: N+1 has one more than N, 2N twice as many, with the
// capacity of each as it was.
func TestRedundancyAddsUnits(t *testing.T) {
	walked := 0
	for _, word := range words() {
		for _, kind := range unitKinds(word) {
			count := func(redundancy string) (units, redundant int, needed float64) {
				for _, c := range inventory(t, word, fmt.Sprintf("units = { %s = { redundancy = %q } }", kind, redundancy)).Components {
					units, redundant = units+c.Installed, redundant+c.Redundant
					needed += float64(c.Installed-c.Redundant) * c.Capacity
				}
				return units, redundant, needed
			}
			n, spare, size := count("N")
			one, sparePlus, sizePlus := count("N+1")
			double, _, _ := count("2N")
			if kind == "liquid_chiller" { // none by default
				continue
			}
			if one <= n || double < one || sparePlus-spare != one-n {
				t.Errorf("%s, %s: %d units at N, %d at N+1, %d at 2N", word, kind, n, one, double)
			}
			if size != sizePlus {
				t.Errorf("%s, %s: redundancy changes what is needed from %g to %g", word, kind, size, sizePlus)
			}
			walked++
		}
	}
	if walked < 40 {
		t.Errorf("only %d kinds of units walked", walked)
	}
}
