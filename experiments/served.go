package experiments

import (
	"math"
	"slices"

	"caloduc/sim"
	"caloduc/sim/channel"
	"caloduc/sim/list"
	"caloduc/sim/record"
)

// served is how a campus is served: what its load lacks this minute, and what is kept of
// the run so far. What is recorded are means of the hour, for which a minute without
// shortage costs nothing.
type served struct {
	lacking            // this minute
	hour, mean lacking // sums of the hour so far, of Missed the minutes; means of the last one

	spans []span // of shortages, in their order
	firm  firmness
}

// lacking is what a load lacks.
type lacking struct {
	NotServedMW   float64 // that the load wants or asks for and is not given
	CurtailedMW   float64 // of it, that halls would draw beyond what they may, at the campus' bus
	Missed        float64 // 1 in a minute in which that counts, else 0
	CurtailedGPUs float64 // whose work power has cost
	CurtailedEURH float64 // capital and upkeep of those, EUR/h
}

// span is some minutes: the first, and the first after them.
type span struct{ from, to sim.Minute }

// missedTolerance is the part of what a campus wants that may lack in a minute that counts
// as served.
const missedTolerance = 1e-3

// curtailed takes stock of what the halls would do beyond what they may: shortMW at the
// servers' DC bus.
func (c *campus) curtailed(shortMW float64) {
	if c.sum.DCMW > 0 {
		c.ranDCMW, c.ranBusMW = c.sum.DCMW, c.sum.BusMW
	}
	c.served.CurtailedMW, c.served.CurtailedGPUs = 0, 0
	if shortMW == 0 {
		return
	}
	c.served.CurtailedMW = shortMW * min(c.ranBusMW/c.ranDCMW, 1/leastDCPerBus)
	for _, h := range c.open {
		if s := h.state; s.ShortMW > 0 {
			c.served.CurtailedGPUs += s.ThrottledFraction * (s.GPUsBusy + s.GPUsBackground)
		}
	}
}

// serve takes stock of a minute: leftMW is what no supplier gave of what was drawn, of
// which the load would have had what arrives at its meter.
func (c *campus) serve(m sim.Minute, leftMW float64) {
	s := &c.served
	if leftMW > 0 {
		lossMW := c.connection.LossMW
		if c.metered {
			lossMW = c.connection.LineLossMW
		}
		leftMW *= 1 - lossMW/c.connection.SentMW
	}
	s.NotServedMW = s.CurtailedMW + c.feed.ShortMW + c.connection.UnservedMW + leftMW
	if s.NotServedMW > 0 {
		c.lack(m)
	}
	firm := 0.0
	if c.feed.sources != nil {
		firm = c.feed.firmMW()
	}
	if c.feed.units != nil {
		firm += c.feed.units.CouldMW
	} else {
		for i := range c.portions {
			if p := &c.portions[i]; p.Offer != c.feed.market {
				firm += p.AllottedMW
			}
		}
	}
	c.feed.FirmMW = firm
	s.firm.minute(m, firm, len(c.open) > 0)
	if (m+1)%sim.Hour == 0 {
		s.mean, s.hour = s.hour, lacking{}
		s.mean.Missed /= 60
	}
}

// lack books a minute that lacks power.
func (c *campus) lack(m sim.Minute) {
	s := &c.served
	s.Missed, s.CurtailedEURH = 0, 0
	if s.NotServedMW > missedTolerance*(c.sum.BusMW+s.CurtailedMW) {
		s.Missed = 1
		if n := len(s.spans); n > 0 && s.spans[n-1].to == m {
			s.spans[n-1].to = m + 1
		} else if m >= 0 {
			s.spans = append(s.spans, span{m, m + 1})
		}
	}
	if s.CurtailedGPUs > 0 {
		s.CurtailedEURH = s.CurtailedGPUs / c.gpus() * (c.account.CapitalEURPerH + c.account.OMEURPerH)
	}
	h := &s.hour
	h.NotServedMW += s.NotServedMW / 60
	h.CurtailedMW += s.CurtailedMW / 60
	h.Missed += s.Missed
	h.CurtailedGPUs += s.CurtailedGPUs / 60
	h.CurtailedEURH += s.CurtailedEURH / 60
}

// gpus is the number of GPUs installed and not under repair.
func (c *campus) gpus() float64 {
	n := 0.0
	for _, h := range c.open {
		n += h.state.GPUsOnline
	}
	return n
}

// longestH is the longest shortage within a period, hours.
func (s *served) longestH(from, to sim.Minute) float64 {
	longest := sim.Minute(0)
	for _, p := range s.spans {
		longest = max(longest, min(p.to, to)-max(p.from, from))
	}
	return longest.Hours()
}

// firmness keeps the hourly means of a power.
type firmness struct {
	hours []float32 // NaN: nobody asks
	sum   float64
	mean  float64 // of the last hour

	sorted map[[2]sim.Minute][]float32 // of periods asked for
}

// minute takes a minute in, in which somebody asks for the power or nobody.
func (f *firmness) minute(m sim.Minute, mw float64, asked bool) {
	f.sum += mw
	if (m+1)%sim.Hour != 0 {
		return
	}
	f.hour(m, f.sum/60, asked)
	f.sum = 0
}

// hour takes an hour's mean in, at its last minute.
func (f *firmness) hour(m sim.Minute, mw float64, asked bool) {
	f.mean = mw
	hour := float32(math.NaN())
	if asked {
		hour = float32(f.mean)
	}
	if m >= 0 {
		f.hours = append(f.hours, hour)
	}
}

// exceeded is the power that a share of the hours of a period reaches or exceeds, MW; NaN
// where the period has none.
func (f *firmness) exceeded(share float64, from, to sim.Minute) float64 {
	period := [2]sim.Minute{from, to}
	sorted, known := f.sorted[period]
	if !known {
		last := min(int(to/sim.Hour), len(f.hours))
		first := min(int(from/sim.Hour), last)
		sorted = slices.DeleteFunc(slices.Clone(f.hours[first:last]), func(mw float32) bool { return mw != mw })
		slices.Sort(sorted)
		if f.sorted == nil {
			f.sorted = map[[2]sim.Minute][]float32{}
		}
		f.sorted[period] = sorted
	}
	n := len(sorted)
	if n == 0 {
		return math.NaN()
	}
	return float64(sorted[min(int(math.Floor((1-share)*float64(n))), n-1)])
}

// declareServed declares how a campus is served.
func (c *campus) declareServed(g record.Group, facility record.ID) servedIDs {
	s := &c.served
	var ids servedIDs
	hourly, mean := g.ByHour(), &s.mean
	ids.notServed = hourly.Channel(&mean.NotServedMW, "not_served_power_MW", "power that the load wants and is not given")
	hourly.Channel(&s.firm.mean, channel.FirmPowerMW, "power that contract, units and the campus' own sources could give without the market")
	ids.curtailed = hourly.Meter(&mean.CurtailedMW, "curtailed_power_MW", "power that halls would draw beyond what they may")
	ids.missed = hourly.Meter(&mean.Missed, "missed", "part of the time in which more than a thousandth of what the load wants is not served")
	ids.gpus = hourly.Meter(&mean.CurtailedGPUs, "curtailed_gpus", "GPUs whose work the lack of power has cost")
	ids.cost = hourly.Meter(&mean.CurtailedEURH, "curtailed_cost_EUR_per_h", "capital and upkeep of curtailed GPUs")
	ids.facility = facility
	one := func(ids servedIDs) []servedIDs { return []servedIDs{ids} }
	declareServedOf(g, one(ids), func(from, to sim.Minute) float64 { return s.longestH(from, to) })
	s.firm.declare(g, "contract, units and the campus' own sources could give without the market")
	return ids
}

// servedIDs are the channels of how a campus is served.
type servedIDs struct{ notServed, curtailed, missed, gpus, cost, facility record.ID }

// declareServedOf declares how campuses are served together.
func declareServedOf(g record.Group, all []servedIDs, longestH func(from, to sim.Minute) float64) {
	sum := func(s record.Sums, of func(servedIDs) record.ID) (x float64) {
		for _, ids := range all {
			x += s.Of(of(ids))
		}
		return x
	}
	notServed := func(s record.Sums) float64 {
		return sum(s, func(i servedIDs) record.ID { return i.notServed })
	}
	g.Indicator("not_served_energy_MWh", "energy that the load wants and is not given", notServed)
	g.Indicator(channel.ServedEnergy, "energy given over energy wanted", func(s record.Sums) float64 {
		wanted := sum(s, func(i servedIDs) record.ID { return i.facility }) + sum(s, func(i servedIDs) record.ID { return i.curtailed })
		return record.Ratio(wanted-notServed(s), wanted)
	}).Within(0, 1)
	g.Indicator("served_hours_share", "share of the hours in which at most a thousandth of what the load wants lacks", func(s record.Sums) float64 {
		return 1 - sum(s, func(i servedIDs) record.ID { return i.missed })/(s.Hours()*float64(len(all)))
	}).Within(0, 1)
	g.Indicator("longest_shortage_h", "longest time without a minute served in full", func(s record.Sums) float64 { return longestH(s.Span()) })
	g.Indicator(channel.CurtailedGPUh, "GPU-hours of work that the lack of power has cost", func(s record.Sums) float64 {
		return sum(s, func(i servedIDs) record.ID { return i.gpus })
	})
	g.Indicator("curtailed_cost_EUR", "capital and upkeep of the GPU-hours curtailed: paid, and contained in all costs", func(s record.Sums) float64 {
		return sum(s, func(i servedIDs) record.ID { return i.cost })
	})
}

// declare declares the firm power: what is reached in a share of the hours.
func (f *firmness) declare(g record.Group, of string) {
	for _, q := range []struct {
		name  string
		share float64
		text  string
	}{{channel.FirmP50MW, 0.5, "half"}, {channel.FirmP95MW, 0.95, "95 %"}, {channel.FirmP99MW, 0.99, "99 %"}} {
		g.Indicator(q.name, "power that "+of+" in at least "+q.text+" of the hours, hourly means", func(s record.Sums) float64 {
			from, to := s.Span()
			return f.exceeded(q.share, from, to)
		})
	}
}

// declareServed declares how all campuses are served together, and what is firm of it.
func (w *World) declareServed(root record.Group, all []campusIDs) {
	ids := list.Map(all, func(c campusIDs) servedIDs { return c.served })
	declareServedOf(root, ids, func(from, to sim.Minute) float64 {
		longest := 0.0
		for _, c := range w.campuses {
			longest = max(longest, c.served.longestH(from, to))
		}
		return longest
	})
	root.ByHour().Channel(&w.firm.mean, channel.FirmPowerMW, "power that contracts, units and the campuses' own sources could give without the market")
	w.firm.declare(root, "contracts, units and the campuses' own sources could give without the market")
	w.declareFirmShare(root)
}

// declareFirmShare declares what part of the reactors' capacity is firm, where campuses
// have none but reactors.
func (w *World) declareFirmShare(root record.Group) {
	capacity := w.ownedMW
	for _, c := range w.campuses {
		if c.feed.sources != nil {
			return
		}
	}
	if capacity == 0 {
		return
	}
	root.Indicator(channel.OwnedMW, "net capacity of the reactors whose output belongs to the campuses, after their shares", func(record.Sums) float64 { return capacity })
	for _, q := range []struct {
		name  string
		share float64
		text  string
	}{{"firm_share_P50", 0.5, "half"}, {channel.FirmShareP95, 0.95, "95 %"}, {"firm_share_P99", 0.99, "99 %"}} {
		root.Indicator(q.name, "part of the reactors' net capacity that is given in at least "+q.text+" of the hours, hourly means", func(s record.Sums) float64 {
			from, to := s.Span()
			return w.firm.exceeded(q.share, from, to) / capacity
		}).Main = q.share == 0.95
	}
}

// serve takes stock of an hour's firm power at its last minute: of all campuses, or of all
// that the fleet gives where what each is allotted depends on what it draws.
func (w *World) serve(m sim.Minute) {
	if w.shared {
		w.sharedMW += w.fleet.NetMW / 60
	}
	if (m+1)%sim.Hour != 0 {
		return
	}
	mw := w.sharedMW
	w.sharedMW = 0
	for _, c := range w.campuses {
		if !w.shared || c.feed.units != nil {
			mw += c.served.firm.mean
		} else {
			mw += c.feed.firmMW()
		}
	}
	w.firm.hour(m, mw, true)
}

// noticedLack is the part of what a campus wants that may lack over a run without being
// told.
const noticedLack = 0.01

// noticeServed tells of campuses whose load lacks more than noticedLack of what it wants.
func (w *World) noticeServed(rec *record.Recorder) {
	for _, s := range rec.Summaries() {
		if s.Name == channel.ServedEnergy && s.Scope != "" && s.Period == "total" && s.Value < 1-noticedLack {
			w.notices.Add(s.Scope, "see not_served_energy_MWh, curtailed_GPUh and the figure firm-power; units, sources or an import feed it",
				"%.3g %% of the energy that its load wants is not given", 100*(1-s.Value))
		}
	}
}
