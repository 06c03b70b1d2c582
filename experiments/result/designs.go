package result

import (
	"fmt"
	"slices"
	"strings"
)

// Design is the weather that a hall's plant is sized for.
type Design struct {
	Scope       string  `json:"scope"`
	DryBulbDegC float64 `json:"dry_bulb_degC"`
	WetBulbDegC float64 `json:"wet_bulb_degC"`
	Source      string  `json:"source"`
}

// sameDegC is how near two extremes are of which plants of one size are built.
const sameDegC = 0.05

// UnevenPlants tells in words of which halls the compared runs have plants sized for
// different weather; "" where each hall has one plant in all of them.
func UnevenPlants(runs [][]Design) string {
	var scopes []string
	ends := map[string][2]Design{} // the least and the greatest of each bulb
	for _, run := range runs {
		for _, d := range run {
			e, seen := ends[d.Scope]
			if !seen {
				scopes, e = append(scopes, d.Scope), [2]Design{d, d}
			}
			e[0].DryBulbDegC, e[1].DryBulbDegC = min(e[0].DryBulbDegC, d.DryBulbDegC), max(e[1].DryBulbDegC, d.DryBulbDegC)
			e[0].WetBulbDegC, e[1].WetBulbDegC = min(e[0].WetBulbDegC, d.WetBulbDegC), max(e[1].WetBulbDegC, d.WetBulbDegC)
			ends[d.Scope] = e
		}
	}
	scopes = slices.DeleteFunc(scopes, func(s string) bool {
		e := ends[s]
		return e[1].DryBulbDegC-e[0].DryBulbDegC < sameDegC && e[1].WetBulbDegC-e[0].WetBulbDegC < sameDegC
	})
	if len(scopes) == 0 {
		return ""
	}
	const most = 3
	var parts []string
	for _, s := range scopes[:min(most, len(scopes))] {
		e := ends[s]
		parts = append(parts, fmt.Sprintf("%s for %s dry bulb and %s wet bulb", s, span(e[0].DryBulbDegC, e[1].DryBulbDegC), span(e[0].WetBulbDegC, e[1].WetBulbDegC)))
	}
	if n := len(scopes) - most; n > 0 {
		parts = append(parts, fmt.Sprintf("and %d more halls", n))
	}
	return "these runs do not have the same plants: sized are " + strings.Join(parts, "; ") +
		". What differs between them is of climate and of size together; [campus.hall.design] keeps one plant"
}

// span is a range of temperatures, or the one that all have.
func span(lo, hi float64) string {
	if hi-lo < sameDegC {
		return fmt.Sprintf("%.1f °C", lo)
	}
	return fmt.Sprintf("%.1f to %.1f °C", lo, hi)
}

// PlantNotices tells of each block of the sweep whose runs do not have the same plants.
func (s *Sweep) PlantNotices() ([]string, error) {
	if s.plantsRead {
		return s.plants, nil
	}
	for b := range s.Blocks {
		var runs [][]Design
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
				runs = append(runs, m.Designs)
			}
		}
		if text := UnevenPlants(runs); text != "" {
			s.plants = append(s.plants, "Sweep "+s.BlockName(b)+": "+text+".")
		}
	}
	s.plantsRead = true
	return s.plants, nil
}
