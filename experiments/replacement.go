package experiments

import (
	"fmt"
	"sort"
	"time"

	"caloduc/cooling"
	"caloduc/cooling/loop"
	"caloduc/models/compute"
	"caloduc/models/economics"
	"caloduc/sim"
)

// refit is other machines that a hall gets, within what its house is built for.
type refit struct {
	compute.Replacement
	servers loop.Hall // as the plant sees them
	dcMW    float64   // their design power at the DC bus
}

// refits works out the hall's replacements; its error says which cannot be, and why.
func (h *hall) refits(altitudeM float64) (told sim.Notices, err error) {
	for _, r := range h.spec.Replacements {
		most := int((h.dcMW + 1e-9) / r.Machines(&h.spec.HallSpec, 1).DesignDCMW())
		racks := r.Racks
		if racks == 0 { // as many as power, liquid and air of the house bear
			racks = sort.Search(most, func(i int) bool { return h.bears(h.fit(r, i+1, altitudeM)) != nil })
		}
		x := h.fit(r, max(racks, 1), altitudeM)
		if err := h.bears(x); err != nil {
			return nil, at("replacement["+r.Name+"]", fmt.Errorf("%d racks of %s cannot stand in hall %s: %w", max(racks, 1), r.Accelerator, h.spec.Name, err))
		}
		h.next = append(h.next, x)
		if r.Racks == 0 && racks < most {
			told.Add(r.Name, "", "%d racks of %s stand in hall %s, of %d that its power would feed: of one more %v", racks, r.Accelerator, h.spec.Name, most, h.bears(h.fit(r, racks+1, altitudeM)))
		}
	}
	return told, nil
}

// fit is so many racks of a replacement in the hall.
func (h *hall) fit(r *compute.ReplacementSpec, racks int, altitudeM float64) refit {
	m := r.Machines(&h.spec.HallSpec, racks)
	if fraction, immersed := cooling.Immersed(h.spec.Cooling); immersed {
		m.LiquidFraction = fraction
	}
	x := refit{Replacement: compute.Replacement{From: r.From, Swapped: r.Swapped(), Machines: m}, dcMW: m.DesignDCMW()}
	x.servers = h.servers(m, altitudeM)
	x.servers.Fill = h.chain.ServersMW(x.dcMW) / x.servers.DesignITMW
	return x
}

// bears tells why the house cannot bear other machines.
func (h *hall) bears(x refit) error {
	if x.dcMW > h.dcMW*(1+1e-9) {
		return fmt.Errorf("they are rated at %.4g MW, the hall's supplies at %.4g MW", x.dcMW, h.dcMW)
	}
	return h.plant.Bears(x.servers)
}

// replace registers that the hall gets its other machines.
func (c *campus) replace(e *sim.Engine, h *hall) {
	cal, name := e.Calendar(), "replacement in hall "+h.spec.Name+" of "+c.spec.Name
	for _, x := range h.next {
		e.At(cal.MinuteOf(x.From), name, func() error {
			c.account.Replace(e.Now(), h.machines)
			return nil
		})
		e.At(cal.MinuteOf(x.Swapped), name, func() error {
			c.designMW += x.dcMW - h.dcMW
			h.dcMW = x.dcMW
			h.plant.Refit(x.servers)
			h.machines = c.account.Open(e.Now(), acceleratorCapital(x.Machines))
			return nil
		})
	}
}

// acceleratorCapital is what a hall's machines cost and hold.
func acceleratorCapital(m *compute.HallSpec) economics.HallCapital {
	return economics.HallCapital{AcceleratorEUR: m.PaidEUR(), AcceleratorYear: m.RackPriceYear, EmbodiedKg: float64(m.GPUs()) * m.GPUEmbodiedKg}
}

// checkReplacements refuses those of before the run, which a hall begins with.
func (s *Spec) checkReplacements(report func(key, format string, args ...any)) {
	for _, c := range s.Campuses {
		for _, h := range c.Halls {
			for _, r := range h.Replacements {
				if !r.From.After(s.Start) {
					report("campus["+c.Name+"].hall["+h.Name+"].replacement["+r.Name+"].from", "%s is not after the start, %s: give the hall these machines", r.From.Format(time.DateOnly), s.Start.Format(time.DateOnly))
				}
			}
		}
	}
}
