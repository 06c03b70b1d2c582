package compute

import (
	"math"

	"caloduc/sim"
	"caloduc/sim/record"
)

// HallState is what the rest of the campus reads of a hall each minute. Power
// is at the output of the server power supplies.
type HallState struct {
	DCPowerMW   float64 // chips, hosts and server fans
	HostPowerMW float64 // CPUs, network cards, switches, drives
	FanPowerMW  float64 // server fans
	ChipPowerMW float64 // accelerators with their memory

	GPUsBusy          float64 // held by training runs, running or restarting
	ThrottledFraction float64 // share of throughput lost to caps
	ShortMW           float64 // what the hall would draw beyond DCPowerMW if it had all the power that it wants
	SwingMW           float64 // peak-to-trough swing of chip power inside the minute if all runs swing together

	GPUsOnline     float64 // installed and not under repair
	GPUsBackground float64 // used by small jobs
	ProductiveGPUs float64 // busy GPUs' time that went into progress this minute
	LostGPUs       float64 // earlier progress thrown away by failures this minute
	JobsRunning    float64

	// MeasuredPerDC is what a measured load's meter shows over DC power, as the campus
	// last told; 1 where it measures DC power.
	MeasuredPerDC float64

	TrainingPFLOPS float64 // model FLOP/s of training runs, before losses
	LostPFLOPS     float64 // earlier model FLOP lost this minute, as a rate

	IDs HallIDs
}

// HallIDs are the recorded parts of a hall's DC power, for balances.
type HallIDs struct{ Chip, Host, Fan record.ID }

// hall is a HallState with what is needed to compute it.
type hall struct {
	HallState
	spec   *HallSpec
	next   []Replacement
	index  int
	isOpen bool
	stale  *bool // the campus' totals lag behind

	// From the spec, in MW per GPU and MW.
	idleMW, spanMW         float64 // idle, and idle to rated, of one GPU
	hostIdleMW, hostSpanMW float64 // whole hall idle; idle to busy of one GPU's share
	fanPerIT               float64
	designMW               float64
	maxInletDegC           float64
	altitudeM              float64
	gpus, schedulable      int     // installed; open to runs and small jobs
	installed              float64 // part of the racks that stand

	jobs       []*job
	loose      []*job     // those of jobs that are stepped one by one
	together   steady     // the others
	calm       sim.Minute // before it progress stands as in the last minute: see advance
	ending     bool       // a run has done its last in this minute
	clock      float64    // minutes of running at full speed
	noise      float64    // deviation of a run's utilisation
	allocated  int
	chipIdleMW float64    // of the GPUs online, at the reference coolant
	off        bool       // the last cap that bound switched racks off
	wantedMW   float64    // what the hall would have drawn in the last minute that a cap bound, racks off or on
	dark       sim.Minute // in which racks last lost power
	// Racks whose own unit of cooling or power is out.
	stoppedShare float64
	darkGPUs     int
	starving     bool         // runs wait for GPUs in their place
	repairs      []sim.Minute // when failed nodes come back, ascending
	mended       sim.Minute   // when the first of them does
	occupied     float64      // share of the GPUs online that no run holds that small jobs use
	smallUse     float64      // mean utilisation of those
	small        demand       // what they ask for: see countSmall
	failsUpTo    hazards      // see split
	booked       book         // progress and losses that events booked for this minute
	use          hallUse

	overInlet int64 // minutes with inlet air above the allowable
	fansFull  int64 // minutes with server fans at full speed and components held by clocks
	belowIdle int64 // minutes in which a cap switched racks off
}

// book is progress and loss in GPU-minutes and in PFLOP/s over one minute.
type book struct{ usefulGPUs, usefulPFLOPS, lostGPUs, lostPFLOPS float64 }

func newHall(i int, s *HallSpec) *hall {
	h := &hall{index: i, stale: new(bool), dark: math.MinInt64}
	h.fit(s)
	h.MeasuredPerDC = 1
	h.tally()
	return h
}

// fit has machines stand in the hall.
func (h *hall) fit(s *HallSpec) {
	h.spec = s
	h.install(1)
	h.idleMW = s.IdlePowerW * 1e-6
	h.spanMW = (s.ChipPowerW - s.IdlePowerW) * 1e-6
	host := float64(s.Racks) * s.HostPowerkW / 1000
	h.hostSpanMW = host * (1 - s.HostIdleFraction) / float64(s.GPUs())
	h.fanPerIT = s.fanPerIT()
	h.designMW = s.DesignDCMW()
	h.maxInletDegC = s.AllowableInletDegC(h.altitudeM)
}

func (h *hall) open() {
	h.isOpen = true
	h.install(h.spec.filledAfter(0))
	h.count()
}

// count takes stock of the GPUs; it is called whenever runs or repairs have
// changed.
func (h *hall) count() {
	h.pass()
	h.GPUsOnline = float64(max(0, h.gpus-h.darkGPUs-len(h.repairs)*h.spec.GPUsPerNode))
	h.mended = math.MaxInt64
	if len(h.repairs) > 0 {
		h.mended = h.repairs[0]
	}
	h.chipIdleMW = h.GPUsOnline * h.idleMW
	h.GPUsBusy, h.JobsRunning = float64(h.allocated), float64(len(h.jobs))
	h.countSmall()
}

// countSmall takes stock of the small jobs; it is called whenever they or the GPUs
// left to them have changed.
func (h *hall) countSmall() {
	h.pass()
	h.GPUsBackground = h.occupied * float64(h.free())
	h.small = demand{dynamic: h.GPUsBackground * h.smallUse, active: h.GPUsBackground}
	*h.stale = true
}

// mendUntil takes back the nodes whose repair is over.
func (h *hall) mendUntil(m sim.Minute) {
	n := 0
	for n < len(h.repairs) && h.repairs[n] <= m {
		n++
	}
	if n > 0 {
		h.repairs = append(h.repairs[:0], h.repairs[n:]...)
		h.count()
	}
}

// free is the number of GPUs a run could take now.
func (h *hall) free() int {
	if !h.isOpen {
		return 0
	}
	return max(0, min(h.schedulable, h.gpus-h.darkGPUs-len(h.repairs)*h.spec.GPUsPerNode)-h.allocated)
}

// demand is what a workload asks of a hall for one minute, in GPUs.
type demand struct {
	dynamic float64 // GPUs times their utilisation of the span from idle to rated power
	active  float64 // GPUs whose hosts are busy
}
