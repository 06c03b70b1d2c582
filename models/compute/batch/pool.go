package batch

import (
	"math"
	"slices"
)

// Pool is the GPUs of a hall. Its clock counts minutes of running at full speed.
type Pool struct {
	Name  string
	GPUs  int     // open to jobs
	Speed float64 // of its jobs, 0 to 1
	Rate  float64 // of jobs whose work is scaled; 0: 1
	Site  int     // where it stands
	Low   float64 // of those of low precision; 0: as Rate

	HeldMW, UseMW float64 // beyond idle, of one GPU that is held, and of one at full use

	ActiveMin, DynamicMin float64 // GPU-minutes that jobs held, and those times their use: the caller takes them
	HeldMin               float64 // GPUs that could be given to nobody else, minutes
	UsefulMin, WeightMin  float64 // GPU-minutes of work; weight of jobs times their speed

	clock           float64
	held            int // GPUs, those that fractions share among them
	active, dynamic float64
	useful, weight  float64 // at full speed
	ends            ends
	plan            plan
	ranks           ranks
	byFree          [1001][]*sharing
}

// Held is the number of GPUs that jobs hold, shared ones among them.
func (p *Pool) Held() int { return p.held }

// Free is the number of GPUs that no job holds.
func (p *Pool) Free() int { return max(0, p.GPUs-p.held) }

// Active is the number of GPUs that jobs hold, fractions as such.
func (p *Pool) Active() float64 { return p.active }

// Jobs is the number of jobs that run by the pool's clock.
func (p *Pool) Jobs() int { return len(p.ends) }

// hold is a number of GPUs that are given up at a time of the pool's clock, as planned.
type hold struct {
	until float64
	gpus  int
}

// sharing is a GPU that fractions share.
type sharing struct {
	free, users int
	hold        *hold
	at          int // its place among those of equal room
}

// part is the GPUs of one pool that a job spanning pools holds.
type part struct {
	pool *Pool
	gpus int
	hold *hold
}

// Place is where a job can start: on a shared GPU, in one pool, or in several.
type Place struct {
	pool  *Pool
	share *sharing
	parts []part
	far   float64 // of the work that is done over several sites; 0: all, they lie in one
}

func (at *Place) none() bool { return at.pool == nil && at.parts == nil }

// rate is the work that a job does at the place in a minute: of several pools the slowest.
func (at *Place) rate(j *Job) float64 {
	if at.far > 0 {
		near := *at
		near.far = 0
		return at.far * near.rate(j)
	}
	if !j.Scaled {
		return j.share()
	}
	if at.parts == nil {
		return j.share() * at.pool.rateOf(j)
	}
	rate := math.Inf(1)
	for _, a := range at.parts {
		rate = min(rate, a.pool.rateOf(j))
	}
	return j.share() * rate
}

func (p *Pool) rate() float64 {
	if p.Rate <= 0 {
		return 1
	}
	return p.Rate
}

// rateOf is the rate of a job whose work is scaled.
func (p *Pool) rateOf(j *Job) float64 {
	if j.Low && p.Low > 0 {
		return p.Low
	}
	return p.rate()
}

// wide is the clock of jobs that lie in several of some pools: they run at the pace of the
// slowest.
type wide struct {
	Pool
	of []*Pool
}

// clocks are those of the pools of each site, and of all where there are several.
func clocks(pools []*Pool) (all []*wide) {
	for _, p := range pools {
		i := slices.IndexFunc(all, func(w *wide) bool { return w.of[0].Site == p.Site })
		if i < 0 {
			i = len(all)
			all = append(all, &wide{Pool: Pool{Speed: 1}})
		}
		all[i].of = append(all[i].of, p)
	}
	if len(all) != 1 {
		all = append(all, &wide{Pool: Pool{Speed: 1}, of: pools})
	}
	return all
}

// clocks are those of jobs that span pools, then the pools.
func (s *System) clocks() (all []*Pool) {
	for _, w := range s.wides {
		all = append(all, &w.Pool)
	}
	return append(all, s.Pools...)
}

// follow takes the speed of the slowest pool.
func (w *wide) follow() {
	w.Speed = 1
	for _, p := range w.of {
		if p.GPUs > 0 {
			w.Speed = min(w.Speed, p.Speed)
		}
	}
}

// wideOf is the clock of a job that lies in such parts.
func (s *System) wideOf(parts []part) *Pool {
	for _, w := range s.wides[:len(s.wides)-1] {
		if !slices.ContainsFunc(parts, func(a part) bool { return a.pool.Site != w.of[0].Site }) {
			return &w.Pool
		}
	}
	return &s.wides[len(s.wides)-1].Pool
}

// pass lets time pass.
func (p *Pool) pass(dt float64) {
	p.clock += dt * p.Speed
	p.ActiveMin += dt * p.active
	p.DynamicMin += dt * p.dynamic
	p.HeldMin += dt * float64(p.held)
	p.UsefulMin += dt * p.Speed * p.useful
	p.WeightMin += dt * p.Speed * p.weight
}

// next is when the first job of the pool ends.
func (p *Pool) next(now float64) float64 {
	return p.when(now, p.ends.first())
}

// when is the time of a moment on the pool's clock.
func (p *Pool) when(now, clock float64) float64 {
	if p.Speed <= 0 {
		return math.Inf(1)
	}
	return now + max(0, clock-p.clock)/p.Speed
}

// roomFor is the shared GPU with the least room that is enough, nil for none.
func (p *Pool) roomFor(milli int) *sharing {
	for free := milli; free < len(p.byFree); free++ {
		if n := len(p.byFree[free]); n > 0 {
			return p.byFree[free][n-1]
		}
	}
	return nil
}

// file puts a shared GPU among those of its room; unfile takes it out.
func (p *Pool) file(g *sharing) {
	g.at = len(p.byFree[g.free])
	p.byFree[g.free] = append(p.byFree[g.free], g)
}

func (p *Pool) unfile(g *sharing) {
	all := p.byFree[g.free]
	last := all[len(all)-1]
	all[g.at], last.at = last, g.at
	p.byFree[g.free] = all[:len(all)-1]
}

// replan changes when a hold is given up.
func (p *Pool) replan(h *hold, until float64) {
	p.plan.remove(h)
	h.until = until
	p.plan.enter(h)
}

// put has a job hold its GPUs.
func (s *System) put(j *Job, at Place) {
	j.since = s.Now
	j.pool = at.pool
	if at.parts != nil {
		j.pool = s.wideOf(at.parts)
	}
	p := j.pool
	j.rate = at.rate(j)
	j.ends = p.clock + j.left/j.rate
	asked := j.asked() / j.rate
	switch {
	case at.parts != nil:
		j.parts = at.parts
		for i := range j.parts {
			a := &j.parts[i]
			a.hold = &hold{until: a.pool.clock + asked, gpus: a.gpus}
			a.pool.grip(j, a.gpus, a.hold)
		}
	case j.GPUs > 0:
		j.hold = &hold{until: p.clock + asked, gpus: j.GPUs}
		p.grip(j, j.GPUs, j.hold)
	default:
		p.join(j, at.share, asked)
	}
	p.ends.push(j)
	if s.ranked {
		p.ranks.enter(j)
	}
	j.mw = at.mw(j)
	s.drawMW += j.mw
	s.running++
	s.gain(j.user, j.Size())
}

// grip has a job hold whole GPUs of the pool.
func (p *Pool) grip(j *Job, gpus int, h *hold) {
	p.held += gpus
	p.load(j, float64(gpus), 1)
	p.plan.enter(h)
}

// load adds what a job on so many GPUs of the pool asks for and does, or takes it off.
func (p *Pool) load(j *Job, gpus, sign float64) {
	p.active += sign * gpus
	if j.standing {
		return
	}
	p.dynamic += sign * gpus * j.Use
	p.useful += sign * gpus * j.share()
	rate := j.rate
	if !j.Scaled {
		rate *= p.rate()
	}
	p.weight += sign * gpus * j.Weight * rate
}

// empty keeps no rounding in a pool that nobody uses.
func (p *Pool) empty() {
	if p.held == 0 {
		p.active, p.dynamic, p.useful, p.weight = 0, 0, 0, 0
	}
}

// eachPart hands out the pools in which a running job lies, with its GPUs there.
func (j *Job) eachPart(do func(p *Pool, gpus float64)) {
	if j.parts == nil {
		do(j.pool, j.Size())
	}
	for _, a := range j.parts {
		do(a.pool, float64(a.gpus))
	}
}

// join has a job hold a part of a GPU, a new one where none is shared yet.
func (p *Pool) join(j *Job, g *sharing, asked float64) {
	if g == nil {
		g = &sharing{free: 1000, hold: &hold{until: p.clock + asked, gpus: 1}}
		p.held++
		p.plan.enter(g.hold)
	} else {
		p.unfile(g)
		if until := p.clock + asked; until > g.hold.until {
			p.replan(g.hold, until)
		}
	}
	g.free -= j.Milli
	g.users++
	p.file(g)
	j.shared, j.hold = g, g.hold
	p.load(j, j.Size(), 1)
}

// take has a job give up what it holds.
func (s *System) take(j *Job) {
	p := j.pool
	p.ends.remove(j.heapI)
	if s.ranked {
		p.ranks.leave(j)
	}
	switch {
	case j.parts != nil:
		for _, a := range j.parts {
			a.pool.let(j, a.gpus, a.hold)
		}
		j.parts = nil
	case j.shared != nil:
		p.part(j)
	default:
		p.let(j, j.GPUs, j.hold)
	}
	j.HeldMin += s.Now - j.since
	j.standing = false
	j.pool, j.hold = nil, nil
	s.drawMW -= j.mw
	s.running--
	s.gain(j.user, -j.Size())
	if s.running == 0 {
		s.drawMW = 0 // no rounding is kept
	}
}

func (p *Pool) let(j *Job, gpus int, h *hold) {
	p.held -= gpus
	p.plan.remove(h)
	p.load(j, float64(gpus), -1)
	p.empty()
}

// part has a job leave the GPU that it shared.
func (p *Pool) part(j *Job) {
	g := j.shared
	p.unfile(g)
	g.free += j.Milli
	if g.users--; g.users > 0 {
		p.file(g)
	} else {
		p.held--
		p.plan.remove(g.hold)
	}
	j.shared = nil
	p.load(j, j.Size(), -1)
	p.empty()
}
