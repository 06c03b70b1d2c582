package reactor

import (
	"math"
	"slices"

	"caloduc/sim"
	"caloduc/sim/supply"
)

// Group is some units as a supplier of its own: those behind a campus' meter, taken out of
// what the fleet offers and is asked for. They follow what the campus draws of them, within
// their own limits.
type Group struct {
	CouldMW    float64 // what the units could give at full power
	GivenMW    float64 // their net power
	DrawnMW    float64 // what the campus draws of it
	ExportedMW float64 // what the network takes of the rest
	SpiltMW    float64 // what nobody takes

	units  []*Unit
	policy GroupPolicy
	peaks  []float64 // highest draw of each of the last hours
	hour   int       // the hour that runs, in peaks
	peakMW float64   // of all of them
	drawMW float64   // this minute's
	due    bool
}

// GroupPolicy is how units follow a campus, MW after their shares: a unit that has moved
// must hold before it moves back, and comes back slowly late in its cycle, so that it
// follows the highest draw of the last hours, not each minute's.
type GroupPolicy struct {
	MemoryH   int     // hours whose highest draw counts
	ReserveMW float64 // kept above it, which the campus may take at once
	ExportMW  float64 // given to the network beside the campus
}

// Group dedicates the units of these names to a campus, which they feed at full power
// until Follow says otherwise.
func (f *Fleet) Group(names []string) (*Group, error) {
	g := new(Group)
	g.Follow(GroupPolicy{ExportMW: math.Inf(1)})
	for _, name := range names {
		u, err := f.Dedicate(name)
		if err != nil {
			return nil, err
		}
		g.units = append(g.units, u)
	}
	return g, nil
}

// Follow sets how the units follow. They run at full power for the first MemoryH hours.
func (g *Group) Follow(p GroupPolicy) {
	g.policy, g.peakMW = p, math.Inf(1)
	g.peaks = slices.Repeat([]float64{math.Inf(1)}, max(p.MemoryH, 1))
}

// Len is the number of its units.
func (g *Group) Len() int { return len(g.units) }

// NetMW is what the group's units can give the campus now: their net power times their
// share.
func (g *Group) NetMW() float64 {
	mw := 0.0
	for _, u := range g.units {
		mw += u.spec.Share * u.NetMW
	}
	return mw
}

// Want says, once a minute, what the campus draws of the units, MW, and what it would draw
// beyond that. They go there from the next minute on.
func (g *Group) Want(m sim.Minute, drawnMW, moreMW float64) {
	if m%sim.Hour == 0 {
		g.hour = (g.hour + 1) % len(g.peaks)
		g.peaks[g.hour], g.due = 0, true
	}
	g.drawMW = drawnMW
	if want := drawnMW + moreMW; want > g.peaks[g.hour] {
		g.peaks[g.hour] = want
		g.due = g.due || want > g.peakMW
	}
	if !g.due {
		return
	}
	g.due, g.peakMW = false, slices.Max(g.peaks)
	sortByCycle(g.units)
	split(g.units, g.peakMW+g.policy.ReserveMW+g.policy.ExportMW, func(u *Unit) float64 { return u.spec.Share })
}

// Offer implements supply.Supplier: what the campus draws and the network would take.
func (g *Group) Offer(_ sim.Minute, o *supply.Offer) {
	mw, could, water := 0.0, 0.0, 0.0
	for _, u := range g.units {
		net := u.spec.Share * u.NetMW
		mw += net
		could += u.spec.Share * u.AvailableMW
		water += net * u.waterLPerKWh
	}
	g.GivenMW, g.CouldMW = mw, could
	o.MW, o.EURPerMWh, o.KgPerMWh, o.WaterLPerKWh = min(mw, g.drawMW+g.policy.ExportMW), 0, 0, 0
	if mw > 0 {
		o.WaterLPerKWh = water / mw
	}
}

// Take implements supply.Supplier.
func (g *Group) Take(mw float64) {
	g.DrawnMW = mw
	g.ExportedMW = min(max(g.GivenMW-mw, 0), g.policy.ExportMW)
	g.SpiltMW = g.GivenMW - mw - g.ExportedMW
}

// RatedMW is the net capacity of the group's units, after their shares.
func (g *Group) RatedMW() float64 {
	mw := 0.0
	for _, u := range g.units {
		mw += u.spec.Share * u.spec.NetCapacityMW
	}
	return mw
}

// RatedMW is the net capacity of the units that feed all, after their shares.
func (f *Fleet) RatedMW() float64 {
	mw := 0.0
	for i := range f.units {
		mw += f.units[i].share * f.units[i].spec.NetCapacityMW
	}
	return mw
}

// Available is what all units could give now and their net capacity, MW of whole units,
// whomever they feed.
func (f *Fleet) Available() (availableMW, capacityMW float64) {
	for i := range f.units {
		u := &f.units[i]
		availableMW += u.AvailableMW
		capacityMW += u.spec.NetCapacityMW
	}
	return availableMW, capacityMW
}
