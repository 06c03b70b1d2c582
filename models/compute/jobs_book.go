package compute

import (
	"caloduc/models/compute/batch"
	"caloduc/sim"
	"caloduc/sim/record"
)

// jobRecord is a job and what it has used.
type jobRecord struct {
	*batch.Job
	kind    string // trace, run, mix or service
	line    int    // in the trace
	outcome string
	campus  string  // where it lay last
	flop    float64 // of a planned run

	running    bool
	stay       int
	parts      []jobPart // where it lies
	flopPerMin float64   // of work, where it lay last
	failPerMin float64   // how often it fails where it lies
	lostBefore float64
	standsTo   float64

	heldBefore             float64 // minutes, in the spin-up
	stopsBefore            int
	doneBefore             float64 // minutes of work, taken in by gain
	usefulMin, lastingFLOP float64 // so far

	booked    []jobPart // where it lies by the books, and at which use
	bookedUse float64
	since     uses
	used      uses
}

// jobPart is the GPUs of one hall that a job holds.
type jobPart struct {
	hall int
	gpus float64
}

// Tariff is what the rest of the campus made of the servers' DC power in a minute.
type Tariff struct {
	ITPerDC           []float64 // by hall
	FacilityPerIT     float64
	EURPerMWh         float64 // of facility energy: all costs but annuities and upkeep
	KgPerMWh          float64 // carbon of facility energy, on average
	MarginalKgPerMWh  float64 // carbon of one MWh more; NaN where it is not known
	WaterM3PerMWh     float64 // of facility energy
	CapitalEURPerGPUh float64 // annuities and upkeep over GPUs online
	PriceEURPerMWh    float64 // of the market
}

// jobBooks keep what a GPU that a job holds, and one that works at full use, has taken so
// far, by hall: a job's part is the difference between two moments. Of a minute in which
// something happens the rates are known at its end only, so its moments wait as marks
// until then.
type jobBooks struct {
	halls []hallBook
	marks []mark

	hours                     []priceHour
	firstHour                 sim.Minute
	ends                      []*jobRecord // of jobs held back, in this minute
	gone                      []*jobRecord // jobs that ended in this minute
	waitedGPUs                float64      // free GPUs that jobs held back would take
	savedEURPerH, waitEURPerH float64
	booked                    int // campuses that have booked the minute
}

// hallBook is what a GPU has taken so far, and DC power in this minute.
type hallBook struct {
	active, use         uses
	activeRate, useRate uses    // in the minute
	activeMW, useMW     float64 // of one GPU held, of one GPU at full use
	asked               demand  // by jobs
}

// priceHour is an hour's price and the integral of the price before it, EUR/MWh times h.
type priceHour struct{ price, before float64 }

// mark is a moment at which what a job takes changes.
type mark struct {
	rec   *jobRecord
	at    float64 // minutes
	parts []jobPart
	use   float64
}

// mark notes what a job takes from now on.
func (x *jobs) mark(r *jobRecord) {
	use := r.Use
	if r.Standing() {
		use = 0
	}
	x.books.marks = append(x.books.marks, mark{rec: r, at: x.sys.Now, parts: r.parts, use: use})
}

// measure takes what a GPU draws out of a hall's power in a minute, and returns what
// jobs draw of it, MW.
func (b *jobBooks) measure(i int, h *hall, c *conditions, d demand) float64 {
	k := &b.halls[i]
	k.activeMW, k.useMW, k.asked = 0, 0, d
	if h.GPUsOnline <= 0 {
		return 0
	}
	chipIdle, hostIdle := min(h.ChipPowerMW, h.chipIdleMW*c.leak), min(h.HostPowerMW, h.hostIdleMW)
	k.activeMW = (chipIdle + hostIdle) / h.GPUsOnline
	if d.active > 1e-9 {
		k.activeMW += (h.HostPowerMW - hostIdle) / d.active
	}
	if d.dynamic > 1e-9 {
		k.useMW = (h.ChipPowerMW - chipIdle) / d.dynamic
	}
	k.activeMW *= 1 + c.fans
	k.useMW *= 1 + c.fans
	return d.active*k.activeMW + d.dynamic*k.useMW
}

// Book charges jobs with what they took in minute m, once all campuses of their queue
// have booked.
func (c *Cluster) Book(m sim.Minute, t *Tariff) {
	d := c.desk()
	if d == nil {
		return
	}
	x, b := d.jobs, &d.books
	if m == 0 { // what was used in the spin-up does not count
		d.taken = uses{}
	}
	for i, h := range x.halls {
		if x.home(i) != d {
			continue
		}
		k := &b.halls[i]
		if !h.isOpen {
			k.activeMW, k.useMW, k.asked = 0, 0, demand{}
		}
		it := t.ITPerDC[h.index] / 60
		facility := it * t.FacilityPerIT
		per := uses{it, facility, facility * t.EURPerMWh, facility * t.KgPerMWh, facility * t.MarginalKgPerMWh, facility * t.WaterM3PerMWh, 0}
		for q, v := range per {
			k.activeRate[q], k.useRate[q] = v*k.activeMW, v*k.useMW
		}
		k.activeRate[capitalEUR] = t.CapitalEURPerGPUh / 60
		for q := range d.taken {
			d.taken[q] += k.asked.active*k.activeRate[q] + k.asked.dynamic*k.useRate[q]
		}
	}
	if d == x.desks[0] {
		b.price(m, t.PriceEURPerMWh)
	}
	if b.booked++; b.booked == len(x.desks) {
		b.booked = 0
		x.bookJobs(m)
	}
}

// bookJobs charges jobs by the rates of the minute.
func (x *jobs) bookJobs(m sim.Minute) {
	b := &x.books
	if m == 0 {
		for _, r := range x.recs {
			if r == nil {
				continue
			}
			r.used = uses{}
			for q := range kinds {
				r.since[q] = b.of(r.booked, r.bookedUse, 0, q)
			}
		}
	}
	for _, k := range b.marks {
		b.settle(&k, k.at-float64(m))
	}
	b.marks = b.marks[:0]
	for i := range b.halls {
		k := &b.halls[i]
		for q := range k.active {
			k.active[q] += k.activeRate[q]
			k.use[q] += k.useRate[q]
		}
	}
	b.compare(x.spec.Scheduler.EURPerGPUh)
	x.writeEnded()
}

// settle charges a job up to a moment of the minute, and begins anew.
func (b *jobBooks) settle(k *mark, fraction float64) {
	r := k.rec
	for q := range kinds {
		r.used[q] += b.of(r.booked, r.bookedUse, fraction, q) - r.since[q]
		r.since[q] = b.of(k.parts, k.use, fraction, q)
	}
	r.booked, r.bookedUse = k.parts, k.use
}

// of is what such GPUs would have taken from the beginning to a moment of the minute.
func (b *jobBooks) of(parts []jobPart, use, fraction float64, q int) (sum float64) {
	for _, a := range parts {
		k := &b.halls[a.hall]
		sum += a.gpus * (k.active[q] + fraction*k.activeRate[q] + use*(k.use[q]+fraction*k.useRate[q]))
	}
	return sum
}

// price takes note of the hour's price.
func (b *jobBooks) price(m sim.Minute, price float64) {
	if len(b.hours) == 0 {
		b.firstHour = m - ((m%60)+60)%60
	}
	for sim.Minute(len(b.hours))*60 <= m-b.firstHour {
		next := priceHour{price: price}
		if n := len(b.hours); n > 0 {
			next.before = b.hours[n-1].before + b.hours[n-1].price
		}
		b.hours = append(b.hours, next)
	}
}

// priced is the integral of the price up to a time in the past, EUR/MWh times h.
func (b *jobBooks) priced(at float64) float64 {
	t := (at - float64(b.firstHour)) / 60
	i := min(max(0, int(t)), len(b.hours)-1)
	return b.hours[i].before + b.hours[i].price*(t-float64(i))
}

// compare works out what holding jobs back saved by the market's price, had their energy
// been drawn at once, and what the GPUs' waiting cost.
func (b *jobBooks) compare(eurPerGPUh float64) {
	saved := 0.0
	for _, r := range b.ends {
		took := r.EndMin - r.StartMin
		mw := r.used[facilityMWh] / (took / 60)
		saved += mw * (b.priced(r.ReadyMin+took) - b.priced(r.ReadyMin) - b.priced(r.EndMin) + b.priced(r.StartMin))
	}
	b.ends = b.ends[:0]
	b.savedEURPerH, b.waitEURPerH = 60*saved, b.waitedGPUs*eurPerGPUh
}

// declareJobs declares what a load of jobs alone reports.
func (x *jobs) declareJobs(g record.Group) {
	b := &x.books
	x.desks[0].declare(g)
	if x.service != nil {
		x.declareService(g)
	}
	if !x.shift {
		return
	}
	saved := g.Meter(&b.savedEURPerH, "shift_saving_EUR_per_h", "market cost of energy that jobs held back would have taken, less what they took, when they end")
	waited := g.Meter(&b.waitedGPUs, "held_back_gpus", "free GPUs that jobs held back would take")
	cost := g.Meter(&b.waitEURPerH, "waiting_cost_EUR_per_h", "worth of these GPUs' hours")
	of := func(id record.ID) func(record.Sums) float64 { return func(s record.Sums) float64 { return s.Of(id) } }
	g.Indicator("shift_saving_EUR", "what holding jobs back for better hours saved of the market's price of their energy", of(saved))
	g.Indicator("held_back_GPUh", "GPU-hours that waited for jobs held back", of(waited))
	g.Indicator("waiting_cost_EUR", "worth of the GPU-hours that waited for jobs held back", of(cost))
}
