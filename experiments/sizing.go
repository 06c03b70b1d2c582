package experiments

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"caloduc/models/weather"
	"caloduc/sim"
	"caloduc/sim/param"
)

// SizingSpec is the table [campus.hall.design]: the weather that the hall's plant is
// sized for. A plant stays what it was built as: by default it is sized for the climate
// of the day on which the hall opens, and the warming that follows finds it as it is.
type SizingSpec struct {
	SizedFor                 string
	ClimateOf                time.Time
	DryBulbDegC, WetBulbDegC float64
}

// Params implements param.Spec.
func (s *SizingSpec) Params(p *param.Set) {
	p.String(&s.SizedFor, "sized_for", "", "climate whose extremes the plant is sized for: a name under [weather], which nothing need stand in; the campus' own unless given")
	p.Date(&s.ClimateOf, "climate_of", time.Time{}, "day up to which the experiment's warming counts in those extremes: later to look ahead; the day on which the hall opens unless given")
	p.Float(&s.DryBulbDegC, "dry_bulb_degC", param.Auto, param.Between(-60, 60), "dry bulb that the plant is sized for; default: that climate's", "")
	p.Float(&s.WetBulbDegC, "wet_bulb_degC", param.Auto, param.Between(-60, 40), "wet bulb that the plant is sized for; default: that climate's", "")
}

// Check refuses air that cannot be.
func (s *SizingSpec) Check(report func(key, format string, args ...any)) {
	if s.WetBulbDegC > s.DryBulbDegC {
		report("wet_bulb_degC", "%g degC lies above the dry bulb of %g degC", s.WetBulbDegC, s.DryBulbDegC)
	}
}

// climate is the entry of a climate, by name.
func (s *Spec) climate(name string) param.Entry[*weather.Spec] {
	i := slices.IndexFunc(s.Weather, func(e param.Entry[*weather.Spec]) bool { return e.Name == name })
	return s.Weather[i]
}

// simulated are the climates whose hours are worked out: all but those that plants are
// only sized for.
func (s *Spec) simulated() []param.Entry[*weather.Spec] {
	lived, sized := map[string]bool{}, map[string]bool{}
	for _, c := range s.Campuses {
		lived[c.Weather] = true
		for _, h := range c.Halls {
			sized[h.Design.SizedFor] = true
		}
	}
	for _, r := range s.Reactors {
		lived[r.Weather] = true
	}
	if s.Fleet.Country != "" { // each unit of the block has the weather site that is nearest
		return s.Weather
	}
	return slices.DeleteFunc(slices.Clone(s.Weather), func(e param.Entry[*weather.Spec]) bool { return sized[e.Name] && !lived[e.Name] })
}

// sizing is the weather that a hall's plant is sized for, and how it came about.
type sizing struct {
	dryBulbDegC, wetBulbDegC float64
	source                   string
}

// design is the weather that the plant of a campus' hall is sized for.
func (s *Spec) design(c *CampusSpec, h *HallSpec, cal sim.Calendar) (sizing, error) {
	built := sim.Minute(0)
	if !h.Online.IsZero() {
		built = max(built, cal.MinuteOf(h.Online))
	}
	if !h.Design.ClimateOf.IsZero() {
		built = cal.MinuteOf(h.Design.ClimateOf)
	}
	w, err := weather.DesignOf(s.climate(cmp.Or(h.Design.SizedFor, c.Weather)), cal, built)
	if err != nil {
		return sizing{}, err
	}
	d := sizing{param.Or(h.Design.DryBulbDegC, w.DryBulbDegC), param.Or(h.Design.WetBulbDegC, w.WetBulbDegC), w.Source}
	if h.Design.SizedFor != "" {
		d.source = "weather." + h.Design.SizedFor + ": " + d.source
	}
	if d.dryBulbDegC != w.DryBulbDegC {
		d.source += "; dry bulb as the hall's design gives it"
	}
	if d.wetBulbDegC != w.WetBulbDegC {
		d.source += "; wet bulb as the hall's design gives it"
	}
	if d.wetBulbDegC > d.dryBulbDegC {
		return d, fmt.Errorf("hall %s: a design wet bulb of %.1f degC lies above the design dry bulb of %.1f degC (%s)", h.Name, d.wetBulbDegC, d.dryBulbDegC, d.source)
	}
	return d, nil
}
