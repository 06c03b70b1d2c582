package compute

import (
	"fmt"
	"math"

	"caloduc/sim"
)

// What the runs of a training mix use is shared out by the hour, from what the record has
// summed: of chips and hosts each run has its part by its GPUs' idle power and by what it
// asked for beyond, so that the parts of runs, small jobs and idle GPUs are all that the
// hall drew. What the campus took beside the servers goes by their energy.

// account is what a run has come to in the counted time.
type account struct {
	number                       int // in the stream
	name                         string
	submitMin, startMin, endMin  float64
	stops                        int
	gpuMin, usefulGPUMin, pflopM float64 // held; of progress that lasted; that in PFLOP/s times minutes
	used                         uses

	// Since the hour, or the stay in the hall, began.
	heldFrom  float64 // minutes that the hall had run
	left      float64 // productive minutes that were to do
	drawn     float64 // minutes in which it asked for more than idle power, while loose
	drawnFrom float64 // what hall.drawn was when it became steady
}

// part is what a run held and asked for in an hour, or the part of it in a hall.
type part struct {
	of    *job
	held  float64 // GPU-minutes
	drawn float64 // of them, those in which GPUs asked for more than idle power
	use   float64 // those times their use of the span from idle to rated power
}

// hallUse is the use of a hall since the hour began.
type hallUse struct {
	keeps               bool
	slowed, cut         float64 // minutes at full speed, and of all that is asked for, that caps have cost
	parts               []part  // of runs that left
	from, drawnFrom     float64 // when the sums below were last brought up
	online, small, asks float64 // GPU-minutes; of small jobs; those under no cap
	began               float64 // minutes that the hall had run when the hour began
}

// ran is how many minutes the hall has run, drawn those less what caps took of them.
func (h *hall) ran() float64   { return h.clock + h.use.slowed }
func (h *hall) drawn() float64 { return h.clock + h.use.slowed - h.use.cut }

// pass brings the hall's sums up to now; it is called before its GPUs change.
func (h *hall) pass() {
	u := &h.use
	ran, drawn := h.ran(), h.drawn()
	u.online += (ran - u.from) * h.GPUsOnline
	u.small += (ran - u.from) * h.GPUsBackground
	u.asks += (drawn - u.drawnFrom) * h.GPUsBackground
	u.from, u.drawnFrom = ran, drawn
}

// unknown is the account of a run that has not been submitted.
func unknown(number int, name string) account {
	return account{number: number, name: name, submitMin: math.NaN(), startMin: math.NaN(), endMin: math.NaN()}
}

// begins notes that a run begins in its hall.
func (a *account) begins(j *job, now sim.Minute) {
	a.heldFrom, a.left, a.drawn = j.hall.ran(), j.remaining, 0
	if j.epoch == 1 {
		a.startMin = float64(now)
	}
}

// closes takes what the run held and asked for since it began, or since last asked.
func (j *job) closes() part {
	a, h := &j.account, j.hall
	if j.steady {
		a.drawn += h.drawn() - a.drawnFrom
		a.drawnFrom = h.drawn()
	}
	held, left := h.ran()-a.heldFrom, j.remaining-j.done()
	useful := a.left - left
	a.gpuMin += held * j.n
	a.usefulGPUMin += useful * j.n
	a.pflopM += useful * j.pflops
	p := part{of: j, held: held * j.n, drawn: a.drawn * j.n, use: a.drawn * j.n * j.mean}
	a.heldFrom, a.left, a.drawn = h.ran(), left, 0
	return p
}

// keep has the mix keep books.
func (x *mix) keep() {
	for _, h := range x.c.halls {
		h.use.keeps = true
	}
}

// forget has nothing of the spin-up count.
func (x *mix) forget() {
	x.gone, x.smallUse = x.gone[:0], useRow{}
	for _, h := range x.c.halls {
		h.collect()
		h.begin()
		for _, j := range h.jobs {
			j.account.clear()
		}
	}
	for _, j := range x.queue {
		j.account.clear()
	}
}

func (a *account) clear() {
	a.stops, a.gpuMin, a.usefulGPUMin, a.pflopM, a.used = 0, 0, 0, 0, uses{}
}

// collect gathers the parts of runs that hold GPUs of the hall with those that left.
func (h *hall) collect() {
	h.pass()
	for _, j := range h.jobs {
		h.use.parts = append(h.use.parts, j.closes())
	}
}

// begin begins an hour.
func (h *hall) begin() {
	u := &h.use
	clear(u.parts)
	u.parts = u.parts[:0]
	u.online, u.small, u.asks, u.began = 0, 0, 0, h.ran()
}

// hour shares out an hour among runs and small jobs.
func (x *mix) hour(hr *Hour, total *uses) {
	perGPUh, perMWh := 0.0, *total
	if gpuh := max(hr.OnlineGPUh, hr.BusyGPUh+hr.SmallGPUh); gpuh > 0 {
		perGPUh = total[capitalEUR] / gpuh
	}
	perMWh[capitalEUR] = 0
	for q := range perMWh {
		perMWh[q] /= total[itMWh]
	}
	for i, h := range x.c.halls {
		u := &h.use
		if !h.isOpen && len(u.parts) == 0 && u.online == 0 {
			continue
		}
		h.collect()
		s := h.shares(&hr.Halls[i])
		for k := range u.parts {
			p := &u.parts[k]
			it, eur := s.itMWh(p), perGPUh*p.held/60
			p.of.used.charge(&perMWh, it, eur)
			x.taken.charge(&perMWh, it, eur)
		}
		small := part{held: u.small, drawn: u.asks, use: u.asks * h.smallUse}
		it, eur := s.itMWh(&small), perGPUh*u.small/60
		x.smallUse.used.charge(&perMWh, it, eur)
		x.taken.charge(&perMWh, it, eur)
		x.smallUse.gpuh += u.small / 60
		h.begin()
	}
	for _, j := range x.gone {
		x.c.write(j.row())
	}
	clear(x.gone)
	x.gone = x.gone[:0]
}

// charge books energy at the servers' inlets, with what each MWh of it took, and capital.
func (u *uses) charge(perMWh *uses, it, capital float64) {
	if it > 0 {
		for q := range u {
			u[q] += it * perMWh[q]
		}
	}
	u[capitalEUR] += capital
}

// shares are what a GPU-minute of a hall took in an hour, MWh at the servers' inlets.
type shares struct{ held, drawn, use float64 }

func (s *shares) itMWh(p *part) float64 { return s.held*p.held + s.drawn*p.drawn + s.use*p.use }

// shares works out what the hall's energy of an hour was for: chips and hosts drew what
// the model has them draw at the reference coolant, all by one factor more or less.
func (h *hall) shares(e *HallHour) (s shares) {
	u := &h.use
	held, drawn, use := u.small, u.asks, u.asks*h.smallUse
	for _, p := range u.parts {
		held, drawn, use = held+p.held, drawn+p.drawn, use+p.use
	}
	online := max(held, u.online)
	hostIdleMW := h.hostIdleMW * (h.ran() - u.began)
	chip, host := online*h.idleMW+use*h.spanMW, hostIdleMW+drawn*h.hostSpanMW
	if chip <= 0 || e.ITMWh <= 0 {
		return s
	}
	perMWh := e.ITMWh / (e.ChipMWh + e.HostMWh) // fans go with both
	s.held, s.use = e.ChipMWh/chip*h.idleMW*perMWh, e.ChipMWh/chip*h.spanMW*perMWh
	if host > 0 {
		s.held += e.HostMWh / host * hostIdleMW / online * perMWh
		s.drawn = e.HostMWh / host * h.hostSpanMW * perMWh
	}
	return s
}

// row is what the table says of a run.
func (j *job) row() *useRow {
	a := &j.account
	r := &useRow{name: a.name, kind: "run", state: state(j.ended, j.running), submitMin: a.submitMin, startMin: a.startMin, endMin: a.endMin, heldBackMin: math.NaN(),
		gpus: float64(max(j.gpus, j.wantGPUs)), gpuh: a.gpuMin / 60, usefulGPUh: a.usefulGPUMin / 60, eflop: a.pflopM * 60e-3, stops: float64(a.stops), used: a.used}
	if !j.listed {
		r.kind, r.name = "stream", fmt.Sprintf("stream %d", a.number)
	}
	if j.ended {
		r.outcome = "completed"
	}
	return r
}

// took is what runs and small jobs have taken.
func (x *mix) took() *uses { return &x.taken }

// rest writes the runs that have not ended, and the small jobs.
func (x *mix) rest() {
	for _, h := range x.c.halls {
		for _, j := range h.jobs {
			x.c.write(j.row())
		}
	}
	for _, j := range x.queue {
		x.c.write(j.row())
	}
	s := &x.smallUse
	s.name, s.kind = "small jobs", "small"
	s.gpus, s.submitMin, s.startMin, s.endMin, s.heldBackMin = math.NaN(), math.NaN(), math.NaN(), math.NaN(), math.NaN()
	if s.gpuh > 0 {
		x.c.write(s)
	}
}
