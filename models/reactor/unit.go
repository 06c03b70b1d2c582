package reactor

import (
	"fmt"
	"math"
	"math/rand/v2"

	"caloduc/sim"
	"caloduc/sim/param"
)

// phase is what a unit is doing.
type phase uint8

const (
	operating    phase = iota
	shuttingDown       // on its way to a planned outage
	shutDown           // at zero power: outage, repair or too much xenon
	startingUp         // between zero and the power asked for
)

// Bounds of the cold source within which the derating is linear, degC.
const (
	minWaterDegC, maxWaterDegC     = -2.0, 32.0
	minWetBulbDegC, maxWetBulbDegC = -25.0, 30.0
)

const daysPerMinute = 1 / float64(sim.Day)

// Unit is one pressurised-water unit. The exported fields but TargetMW are its
// state at the end of the last minute; the whole unit, before its share.
type Unit struct {
	// TargetMW is the net power asked for, by default all that the unit can
	// give. A target below the minimum stable power is served at that power.
	TargetMW float64

	NetMW           float64 // power delivered to the grid
	GrossMW         float64 // power at the generator's terminals
	HouseLoadMW     float64 // power of its own auxiliaries
	GridDrawMW      float64 // part of the house load that the grid supplies
	ThermalMW       float64 // heat from the reactor
	CondenserHeatMW float64 // heat to the cold source
	AvailableMW     float64 // net power it could deliver once at full power
	Availability    float64 // technical availability, 0 to 1 (Kd): stretch-out and cold source do not count
	Xenon           float64 // over its equilibrium at rated power

	// What Step reads, fixed.
	heat               HeatBalance
	poison             Poison
	tower              bool
	coldRefDegC        float64
	coldMin, coldMax   float64
	houseMW, standbyMW float64
	share              float64 // of its power that goes to the fleet
	dedicated          bool    // it feeds a campus alone
	waterLPerKWh       float64
	minNetMW, rampMW   float64 // lowest steady net power; change of net power per minute
	restartRamp        float64 // rise of level per minute after refuelling
	topLevel, minLevel float64 // level after the partial loss; level at the lowest steady net power after refuelling
	deepLevel          float64 // level below which a cycle is deep
	hold               int64   // minutes after a move before one in the other direction

	// What Step changes.
	phase            phase
	level            float64 // thermal power over rated
	fullMW           float64 // gross power at rated thermal power now
	limit            float64 // highest level now: partial loss, stretch-out and what bounds the unit from outside
	floor            float64 // lowest level to which it follows a target today
	caps             caps
	follows          bool  // it follows a target today
	rising           bool  // its last move was up
	pending          bool  // it will move without anything happening
	still            int64 // minutes since its last move
	deepToday        int   // deep cycles
	deepYear         int
	burnupD          float64 // full-power days since refuelling
	iodine           float64
	step             poisonStep
	settled          bool // poison in equilibrium with level
	conditioned      bool // full power was reached since refuelling
	planned, forced  bool // in a planned outage, under repair
	halted           bool // kept down by its river
	stops            [reasons]int
	limited          []*EventSpec // staged limits that hold
	coldOutOfBounds  int64
	trips, outages   int64
	spec             *Spec
	name             string
	planner          planner
	tripping, repair *rand.Rand
	position         position

	block *blockUnit // nil for a unit that is stepped every minute
}

// position is where a unit stands in its calendar when the simulation begins.
type position struct {
	restart       sim.Minute // after the last outage
	start, length sim.Minute // of the next one, or of that under way
	repair        sim.Minute // left of a repair under way
}

// newUnit builds a unit from its spec, not yet placed.
func newUnit(s *Spec, cal sim.Calendar, streams sim.Streams) Unit {
	name := s.Name()
	u := Unit{spec: s, name: name, TargetMW: math.Inf(1), poison: NewPoison(s.Xenon.FluxRatio), caps: noCaps, still: longStill}
	u.tower = s.Cooling == Tower
	u.coldMin, u.coldMax, u.coldRefDegC = minWaterDegC, maxWaterDegC, 15
	derating := 0.0045
	if u.tower {
		u.coldMin, u.coldMax, u.coldRefDegC = minWetBulbDegC, maxWetBulbDegC, 10
		derating = 0.0030
	}
	u.coldRefDegC = param.Or(s.ColdSource.ReferenceDegC, u.coldRefDegC)
	derating = param.Or(s.ColdSource.DeratingPerK, derating)
	gross := s.NetCapacityMW + s.HouseLoadMW
	u.heat = HeatBalance{
		ThermalMW: s.ThermalPowerMW, GrossMW: gross, RejectMW: s.ThermalPowerMW - gross,
		SlopeMWPerK: derating * s.NetCapacityMW, MaxGainMW: s.ColdSource.MaxGain * s.NetCapacityMW,
	}
	u.share, u.waterLPerKWh = s.Share, s.waterLPerKWh()
	u.houseMW, u.standbyMW = s.HouseLoadMW, s.StandbyFraction*s.HouseLoadMW
	u.minNetMW = s.MinStableFraction * s.NetCapacityMW
	u.rampMW = s.RampLimitPerMin * s.NetCapacityMW
	u.restartRamp = s.RestartRampPerH / 60
	u.topLevel, u.minLevel = 1-s.Forced.PartialLoss, (u.minNetMW+u.houseMW)/gross
	u.deepLevel = (s.Following.DeepBelow*s.NetCapacityMW + u.houseMW) / gross
	u.hold = int64(math.Round(60 * s.Following.HoldH))
	stream := func(part string) *rand.Rand { return streams.Stream(fmt.Sprintf("reactor.%s.%s", name, part)) }
	u.planner = planner{spec: s, cal: cal, draw: stream("outages"), streams: streams}
	u.tripping, u.repair = stream("trips"), stream("repairs")
	return u
}

// place places a unit of its own at the first minute.
func (u *Unit) place(streams sim.Streams) {
	draw := streams.Stream(fmt.Sprintf("reactor.%s.position", u.name))
	u.settle(u.planner.begin(draw), draw)
}

// settle sets the unit's state at the first minute: where the calendar of its outages,
// run through the years before, has brought it.
func (u *Unit) settle(at position, draw *rand.Rand) {
	s := u.spec
	u.conditioned = true
	u.position = at
	if u.position.start <= 0 {
		u.planned, u.phase = true, shutDown
		u.newDay(0)
		u.setLevel(0)
		u.settled = true
		return
	}
	u.burnupD = float64(-u.position.restart) * daysPerMinute * (1 - s.forcedFraction())
	u.newDay(0)
	if math.IsNaN(s.SinceRefuellingD) && math.IsNaN(s.InitialPower) {
		u.forced, u.position.repair = s.Forced.underRepair(draw)
	}
	u.setLevel(param.Or(s.InitialPower, u.limit))
	if u.forced {
		u.setLevel(0)
	}
	if u.level == 0 {
		u.phase = shutDown
	}
	u.iodine, u.Xenon = u.poison.Equilibrium(u.level)
	u.Xenon = param.Or(s.InitialXenon, u.Xenon)
}

// forcedFraction is the part of full-power days lost in operation to forced
// outages and partial losses.
func (s *Spec) forcedFraction() float64 {
	f := &s.Forced
	return f.PartialLoss + (f.ScramsPerYear*f.ScramRepairH+f.FailuresPerYear*f.FailureRepairH)/sim.HoursPerYear
}

// PlannedOutages is how many planned outages have begun.
func (u *Unit) PlannedOutages() int64 { return u.outages }

// Tripped tells whether the unit is down for a repair of its own, and for nothing planned.
func (u *Unit) Tripped() bool { return u.forced && !u.planned }

// Name is the name under which the unit is recorded.
func (u *Unit) Name() string { return u.name }

// Site is the place at which it stands, with others perhaps: its catalogue's name without
// the number.
func (u *Unit) Site() string { return siteOf(u.spec.Unit) }

// Spec is what the unit was built from.
func (u *Unit) Spec() *Spec { return u.spec }
