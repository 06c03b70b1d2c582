package reactor

import (
	"math/bits"
	"math/rand/v2"

	"caloduc/sim"
)

// block is the units of a [fleet]. A unit is stepped at the first minute of an hour, when
// air and water change, and in minutes in which it moves or something happens to it; in
// between it costs nothing.
type block struct {
	spec    *FleetSpec
	units   []Unit
	awake   []uint64     // a bit for each unit that is stepped in the coming minute
	cold    []ColdSource // of this hour
	sums    sums
	sites   []site
	streams sim.Streams
	cal     sim.Calendar
	engine  *sim.Engine
	begun   bool
	defects int64      // generic defects found
	drying  *rand.Rand // draws the rivers' years
	dryYear int
	dryness float64 // flow over the mean year's, this year
}

// sums are powers of the units times their shares.
type sums struct{ net, available, draw, water float64 }

// add adds a unit's powers, times a factor.
func (s *sums) add(u *Unit, factor float64) {
	factor *= u.share
	s.net += factor * u.NetMW
	s.available += factor * u.AvailableMW
	s.draw += factor * u.GridDrawMW
	s.water += factor * u.NetMW * u.waterLPerKWh
}

// blockUnit is what a unit of a block has beside its state: when it was last stepped, and
// what it did since the hour began.
type blockUnit struct {
	of      *block
	awake   *uint64
	bit     uint64
	seen    sim.Minute // the last minute that its state holds
	minutes float64    // of the hour, in sum
	sum     means
	mean    means // over the hour that ended last
}

// means are the recorded quantities of a unit.
type means struct {
	netMW, grossMW, houseLoadMW, gridDrawMW  float64
	thermalMW, condenserHeatMW, availability float64
	availableMW                              float64
}

// add adds n minutes of the unit's present state.
func (s *means) add(u *Unit, n float64) {
	s.netMW += n * u.NetMW
	s.grossMW += n * u.GrossMW
	s.houseLoadMW += n * u.HouseLoadMW
	s.gridDrawMW += n * u.GridDrawMW
	s.thermalMW += n * u.ThermalMW
	s.condenserHeatMW += n * u.CondenserHeatMW
	s.availability += n * u.Availability
	s.availableMW += n * u.AvailableMW
}

// over returns the sums over n.
func (s *means) over(n float64) means {
	by := 1 / n
	return means{by * s.netMW, by * s.grossMW, by * s.houseLoadMW, by * s.gridDrawMW,
		by * s.thermalMW, by * s.condenserHeatMW, by * s.availability, by * s.availableMW}
}

// wake lets the unit be stepped in the coming minute.
func (u *Unit) wake() {
	if b := u.block; b != nil {
		*b.awake |= b.bit
	}
}

// burnupAt returns the full-power days since refuelling up to minute m, exclusively.
func (u *Unit) burnupAt(m sim.Minute) float64 {
	if u.block == nil {
		return u.burnupD
	}
	return u.burnupD + u.level*float64(m-1-u.block.seen)*daysPerMinute
}

func newBlock(s *FleetSpec, units []Unit, cal sim.Calendar, streams sim.Streams) *block {
	b := &block{spec: s, units: units, cal: cal, streams: streams,
		awake: make([]uint64, (len(units)+63)/64), cold: make([]ColdSource, len(units))}
	for i := range units {
		units[i].block = &blockUnit{of: b, awake: &b.awake[i/64], bit: 1 << (i % 64)}
	}
	b.sites = newSites(units)
	b.drying = streams.Stream("fleet.rivers")
	return b
}

// step advances the block by one minute.
func (b *block) step(m sim.Minute, cold []ColdSource) {
	minute := (m%sim.Hour + sim.Hour) % sim.Hour
	if minute == 0 || !b.begun {
		b.beginHour(m, cold)
	}
	for w := range b.awake {
		for set := b.awake[w]; set != 0; set &= set - 1 {
			b.stepUnit(64*w+bits.TrailingZeros64(set), m)
		}
	}
	if minute == sim.Hour-1 {
		b.endHour(m)
	}
}

// stepUnit advances a unit to minute m, and lets it sleep where it will not move by
// itself.
func (b *block) stepUnit(i int, m sim.Minute) {
	u := &b.units[i]
	b.sums.add(u, -1)
	u.rest(m - 1)
	u.pending = false
	u.Step(&b.cold[i])
	k := u.block
	k.seen = m
	k.sum.add(u, 1)
	k.minutes++
	if !u.pending {
		*k.awake &^= k.bit
	}
	b.sums.add(u, 1)
}

// catchUp lets the minutes before the engine's present one pass, for an event that changes
// level or poison.
func (u *Unit) catchUp() {
	if k := u.block; k != nil && k.of.begun && k.of.engine != nil {
		u.rest(k.of.engine.Now() - 1)
	}
}

// rest lets the minutes up to and with m pass, in which nothing changed but poison and
// burn-up.
func (u *Unit) rest(m sim.Minute) {
	k := u.block
	n := m - k.seen
	if n <= 0 {
		return
	}
	passed := float64(n)
	k.seen = m
	k.sum.add(u, passed)
	k.minutes += passed
	u.still += int64(n)
	u.burnupD += u.level * passed * daysPerMinute
	if !u.settled {
		u.iodine, u.Xenon = u.poison.Advance(u.iodine, u.Xenon, u.level, 60*passed)
	}
}

// beginHour takes the hour's air and water over; all units feel it. The sums are formed
// anew, so that what was added to them one by one leaves no rounding behind.
func (b *block) beginHour(m sim.Minute, cold []ColdSource) {
	copy(b.cold, cold)
	if !b.begun {
		b.begun = true
		for i := range b.units {
			b.units[i].block.seen = m - 1
		}
	}
	if m%sim.Day == 0 {
		b.readRivers(m)
	}
	b.sums = sums{}
	for i := range b.units {
		u := &b.units[i]
		u.wake()
		b.sums.add(u, 1)
	}
}

// endHour closes the hour that ends with minute m.
func (b *block) endHour(m sim.Minute) {
	for i := range b.units {
		u := &b.units[i]
		u.rest(m)
		k := u.block
		k.mean = k.sum.over(k.minutes)
		k.sum, k.minutes = means{}, 0
	}
}
