package compute

import (
	"math"

	"caloduc/sim"
	"caloduc/sim/param"
)

// rampParams declares how a hall fills with racks after it has opened.
func (s *HallSpec) rampParams(p *param.Set) {
	p.Float(&s.RampYears, "ramp_years", 0, param.Between(0, 20), "time from the hall's opening until its last rack stands; racks come in equal lots, one a month", param.Assumption)
	p.Float(&s.RampStart, "ramp_start_fraction", 0.25, param.AboveTo(0, 1), "part of the racks that stand when the hall opens, where ramp_years is above 0", param.Assumption)
}

// lots is the number of lots in which racks come after the opening.
func (s *HallSpec) lots() int { return int(math.Ceil(12*s.RampYears - 1e-9)) }

// filledAfter is the part of the racks that stand after the k-th lot.
func (s *HallSpec) filledAfter(k int) float64 {
	n := s.lots()
	if k >= n {
		return 1
	}
	return s.RampStart + (1-s.RampStart)*float64(k)/float64(n)
}

// install has the part f of the hall's racks stand, in whole nodes.
func (h *hall) install(f float64) {
	s := h.spec
	nodes := s.GPUs() / s.GPUsPerNode
	standing := max(1, int(math.Round(f*float64(nodes))))
	if f == 1 {
		standing = nodes
	}
	spare := int(math.Ceil(s.SpareFraction * float64(standing)))
	h.installed = float64(standing) / float64(nodes)
	h.gpus, h.schedulable = standing*s.GPUsPerNode, (standing-spare)*s.GPUsPerNode
	if standing == nodes {
		h.gpus = s.GPUs()
	}
	h.darken()
}

// fillUp registers the lots of racks that come to a hall which has opened; those of
// before now stand.
func (c *Cluster) fillUp(e *sim.Engine, h *hall) {
	name := "campus." + c.name + ".hall." + h.spec.Name + ".racks"
	opened := e.Now()
	if !h.spec.Online.IsZero() {
		opened = c.cal.MinuteOf(h.spec.Online)
	}
	for k := 1; k <= h.spec.lots(); k++ {
		at := opened + sim.Minute(math.Round(float64(k)*h.spec.RampYears*sim.MinutesPerYear/float64(h.spec.lots())))
		if at <= e.Now() {
			h.install(h.spec.filledAfter(k))
			h.count()
			continue
		}
		e.At(at, name, func() error {
			if h.isOpen {
				h.install(h.spec.filledAfter(k))
				h.count()
				c.work.opened(h, e.Now())
			}
			return nil
		})
	}
}
