package result

import (
	"fmt"
	"math"
	"strings"
)

// Within what sizes of plants are the same: extremes, K; capacity per power of IT, as a
// fraction.
const (
	sameSizedK    = 0.05
	sameSizedPart = 0.01
)

// UnevenPlants tells of halls that have other plants in some of the compared runs than in
// others: sized for other weather, or with another capacity per power of IT of a kind
// of component that all of them have. about names what is compared.
func UnevenPlants(about string, runs [][]Installation) []Notice {
	var scopes []string
	of := map[string][]Installation{}
	for _, run := range runs {
		for _, x := range run {
			if of[x.Scope] == nil {
				scopes = append(scopes, x.Scope)
			}
			of[x.Scope] = append(of[x.Scope], x)
		}
	}
	var parts []string
	for _, s := range scopes {
		if what := differences(of[s]); len(what) > 0 {
			parts = append(parts, s+" ("+strings.Join(what, ", ")+")")
		}
	}
	const most = 3
	if n := len(parts) - most; n > 0 {
		parts = append(parts[:most], fmt.Sprintf("and %d more", n))
	}
	if len(parts) == 0 {
		return nil
	}
	return []Notice{{About: about, Text: "the compared runs do not have the same plants, so that they differ by size as well as by what is varied: " + strings.Join(parts, "; "),
		Remedy: "[campus.hall.design] sizes all of them for one climate; units and capacities can be given"}}
}

// differences says in what the plants of one hall differ: extremes, and the component
// whose capacity differs most.
func differences(all []Installation) (what []string) {
	var bulbs []string
	for _, bulb := range []struct {
		name string
		of   func(Installation) float64
	}{
		{"dry bulb", func(x Installation) float64 { return x.DesignDryBulbDegC }},
		{"wet bulb", func(x Installation) float64 { return x.DesignWetBulbDegC }},
	} {
		if lo, hi := ends(all, bulb.of); hi-lo > sameSizedK {
			bulbs = append(bulbs, fmt.Sprintf("%.1f to %.1f °C %s", lo, hi, bulb.name))
		}
	}
	if len(bulbs) > 0 {
		what = append(what, "sized for "+strings.Join(bulbs, " and "))
	}
	widest, text := 1+sameSizedPart, ""
	for _, c := range all[0].Components {
		perIT := func(x Installation) float64 { return x.capacity(c.Kind, c.For) / x.DesignITMW }
		lo, hi := ends(all, perIT)
		if ratio := hi / lo; lo > 0 && ratio > widest {
			widest, text = ratio, fmt.Sprintf("%s for %s: %.4g to %.4g %s per MW of IT", c.Kind, c.For, lo, hi, c.Unit)
		}
	}
	if text != "" {
		what = append(what, text)
	}
	return what
}

// ends are the least and the greatest of what runs have.
func ends(all []Installation, of func(Installation) float64) (lo, hi float64) {
	lo, hi = math.Inf(1), math.Inf(-1)
	for _, x := range all {
		v := of(x)
		lo, hi = min(lo, v), max(hi, v)
	}
	return lo, hi
}

// capacity is that of all units of a kind, 0 where there are none.
func (x Installation) capacity(kind, of string) (sum float64) {
	for _, c := range x.Components {
		if c.Kind == kind && c.For == of {
			sum += float64(c.Installed) * c.Capacity
		}
	}
	return sum
}

// PlantNotices tells of each block of the sweep whose runs do not have the same plants.
func (s *Sweep) PlantNotices() ([]Notice, error) {
	if s.plantsRead {
		return s.plants, nil
	}
	for b := range s.Blocks {
		var runs [][]Installation
		seen := map[string]bool{}
		for _, i := range s.RunsOf(b) {
			r := s.Runs[i]
			if seen[r.ID] {
				continue
			}
			seen[r.ID] = true
			m, err := s.Manifest(r)
			if err != nil {
				return nil, err
			}
			if m != nil {
				runs = append(runs, m.Installed)
			}
		}
		s.plants = append(s.plants, UnevenPlants("sweep "+s.BlockName(b), runs)...)
	}
	s.plantsRead = true
	return s.plants, nil
}
