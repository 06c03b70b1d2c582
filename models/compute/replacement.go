package compute

import (
	"cmp"
	"math"
	"slices"
	"time"

	"caloduc/sim"
	"caloduc/sim/param"
)

// ReplacementSpec is machines that take the place of a hall's after some years: racks of
// another generation in the same house.
type ReplacementSpec struct {
	HallSpec // of the machines; its name is the replacement's
	From     time.Time
	SwapD    float64
}

// Params declares the keys of a replacement; those of its machines are the hall's.
func (s *ReplacementSpec) Params(p *param.Set) {
	p.String(&s.Name, "name", "", "name of the replacement").Require()
	p.Date(&s.From, "from", time.Time{}, "day on which the racks that stand are switched off; their runs wait or go elsewhere").Require()
	p.Float(&s.SwapD, "swap_d", 30, param.Between(0, 365), "days until the new racks run; the house draws its own power meanwhile", param.Assumption)
	p.Int(&s.Racks, "racks", 0, param.Between(0, 1_000_000), "number of racks; 0: as many as the power and the plant of the hall bear", param.Setting)
	s.machineParams(p)
}

// Swapped is when the new racks run, at a whole hour.
func (s *ReplacementSpec) Swapped() time.Time {
	return s.From.Add(time.Duration(math.Round(24*s.SwapD)) * time.Hour)
}

// Machines are so many racks of the replacement in a hall.
func (s *ReplacementSpec) Machines(hall *HallSpec, racks int) *HallSpec {
	m := s.HallSpec
	m.Name, m.Racks, m.Online, m.Retire = hall.Name, racks, s.Swapped(), hall.Retire
	return &m
}

// checkReplacements reports replacements that do not follow one another within the
// hall's life.
func (s *HallSpec) checkReplacements(report func(key, format string, args ...any)) {
	day := time.DateOnly
	before, what := s.Online, "the hall opens"
	for i, r := range s.Replacements {
		switch {
		case !r.From.After(before) && (i > 0 || !before.IsZero()):
			report("replacement", "%s begins on %s, before %s, %s", r.Name, r.From.Format(day), what, before.Format(day))
		case !s.Retire.IsZero() && !r.Swapped().Before(s.Retire):
			report("replacement", "%s runs from %s, the hall closes on %s", r.Name, r.Swapped().Format(day), s.Retire.Format(day))
		}
		before, what = r.Swapped(), r.Name+" runs"
	}
}

// Replacement is machines that a hall gets, and when.
type Replacement struct {
	From, Swapped time.Time // the old ones stop; the new ones run
	Machines      *HallSpec
}

// Replace has hall i get other machines. It is called before Start.
func (c *Cluster) Replace(i int, r Replacement) { c.halls[i].next = append(c.halls[i].next, r) }

// replace registers the replacements of a hall.
func (c *Cluster) replace(e *sim.Engine, h *hall) {
	name := "campus." + c.name + ".hall." + h.spec.Name + ".replacement"
	for _, r := range h.next {
		e.At(c.cal.MinuteOf(r.From), name, func() error {
			c.close(h, e.Now())
			return nil
		})
		e.At(c.cal.MinuteOf(r.Swapped), name, func() error {
			h.fit(r.Machines)
			h.repairs = h.repairs[:0]
			h.open()
			c.work.opened(h, e.Now())
			return nil
		})
	}
}

// close sends the hall's runs away and switches its racks off.
func (c *Cluster) close(h *hall, now sim.Minute) {
	h.isOpen = false
	c.work.closing(h, now)
	h.pass()
	h.HallState = HallState{IDs: h.IDs, MeasuredPerDC: h.MeasuredPerDC}
	c.sum.stale = true
}

// fastestFirst sorts halls by the speed of their accelerators.
func fastestFirst(halls []*hall) {
	slices.SortStableFunc(halls, func(a, b *hall) int { return cmp.Compare(b.spec.PeakTFLOPS, a.spec.PeakTFLOPS) })
}
