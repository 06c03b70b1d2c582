package experiments

import (
	"math"
	"slices"

	"caloduc/models/compute"
	"caloduc/sim/record"
)

// relate tells the halls of a measured load what its meter shows over the servers' DC
// power: the losses, and at the campus' meter the cooling, of the minute that is over.
// They change little from one minute to the next; the indicator measured_energy_balance
// tells what that leaves.
func (c *campus) relate() {
	facility := c.sum.FacilityMW / c.sum.DCMW
	for _, h := range c.open {
		if dc := h.chain.DCMW; dc > 0 {
			h.state.MeasuredPerDC = h.measuredMW(c.measuredAt, facility*dc) / dc
		}
	}
}

// relateFull tells them that before the first minute, as it is at design power, at the
// campus' meter without cooling.
func (c *campus) relateFull() {
	for _, h := range c.halls {
		h.chain.Step(h.dcMW, 0)
		h.state.MeasuredPerDC = h.measuredMW(c.measuredAt, h.chain.InputMW+h.chain.HouseMW) / h.dcMW
		h.chain.Off()
	}
}

// measuredMW is the power of a hall at such a place; facilityMW is its part of what the
// campus' meter shows.
func (h *hall) measuredMW(at string, facilityMW float64) float64 {
	switch at {
	case compute.AtRack:
		return h.chain.ITMW
	case compute.AtPDU:
		return h.chain.ITMW + h.chain.DistributionLossMW
	case compute.AtFacility:
		return facilityMW
	}
	return h.chain.DCMW
}

// declareMeasured declares the energy of a measured load where it was measured over that
// of its file.
func (w *World) declareMeasured(c *campus, g record.Group, ids campusIDs, u *uses) {
	if c.measuredAt == "" {
		return
	}
	file := w.id(g, compute.FileMeter)
	at := map[string]func(record.Sums) float64{
		compute.AtGPUs: func(s record.Sums) (sum float64) {
			for _, h := range c.halls {
				sum += s.Of(h.state.IDs.Chip)
			}
			return sum
		},
		compute.AtServers:  func(s record.Sums) float64 { return u.computing.of(s) + u.serverFans.of(s) },
		compute.AtRack:     func(s record.Sums) float64 { return s.Of(ids.it) },
		compute.AtPDU:      func(s record.Sums) float64 { return s.Of(ids.it) + u.distribution.of(s) },
		compute.AtFacility: func(s record.Sums) float64 { return s.Of(ids.facility) },
	}[c.measuredAt]
	g.Indicator(measuredBalance, "energy that the model has where the load was measured over that of the file",
		func(s record.Sums) float64 { return record.Ratio(at(s), s.Of(file)) })
}

// measuredBalance is the indicator of a measured load's energy over that of its file.
const measuredBalance = "measured_energy_balance"

// noticedBalance is how far it may be from 1 without being told.
const noticedBalance = 0.01

// noticeMeasured tells of a measured load whose energy is not the file's.
func (w *World) noticeMeasured(rec *record.Recorder) {
	if !slices.ContainsFunc(w.campuses, func(c *campus) bool { return c.measuredAt != "" }) {
		return
	}
	for _, s := range rec.Summaries() {
		if s.Name == measuredBalance && s.Period == "total" && math.Abs(s.Value-1) > noticedBalance {
			w.notices.Add(s.Scope, "see measured_energy_followed, the halls' power and the contract", "its halls have %.4g of the energy that the file of its load says (indicator %s)", s.Value, measuredBalance)
		}
	}
}
