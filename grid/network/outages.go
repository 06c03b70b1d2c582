package network

import (
	"fmt"
	"math"
	"time"

	"caloduc/sim"
	"caloduc/sim/geo"
	"caloduc/sim/param"
)

// build makes the branches of the grid: a circuit each of all corridors, works among them,
// which are out of service until their day.
func (t *Transmission) build() error {
	for _, w := range t.spec.Works {
		l, err := t.grid.work(w)
		if err != nil {
			return err
		}
		t.grid.Lines = append(t.grid.Lines, l)
	}
	c := t.grid.Case(Operation{LoadMW: 1})
	t.c = c
	t.down, t.built = make([]int, len(c.Branches)), make([]bool, len(c.Branches))
	at, stands := 0, len(t.grid.Lines)-len(t.spec.Works)
	for i, l := range t.grid.Lines {
		var branches []int
		for range l.Circuits {
			branches = append(branches, at)
			t.built[at] = i < stands
			t.corridorOf = append(t.corridorOf, int32(i))
			at++
		}
		t.circuits = append(t.circuits, branches)
	}
	for _, e := range t.spec.Events {
		if len(t.between(e.From, e.To)) < e.Circuits {
			return fmt.Errorf("network event of %s: there are %d circuits between %s and %s, not %d", e.Date.Format(time.DateOnly),
				len(t.between(e.From, e.To)), e.From, e.To, e.Circuits)
		}
	}
	t.corridors = make([]corridor, len(t.circuits))
	return t.factorise()
}

// work is the corridor of circuits to come.
func (g *Grid) work(w *WorkSpec) (Corridor, error) {
	from, to := g.Index(w.From), g.Index(w.To)
	for i, end := range []string{w.From, w.To} {
		if []int{from, to}[i] < 0 {
			return Corridor{}, fmt.Errorf("network work of %s: no bus %q%s", w.Date.Format(time.DateOnly), end, g.Meant(end))
		}
	}
	if from == to {
		return Corridor{}, fmt.Errorf("network work of %s: from %s to itself", w.Date.Format(time.DateOnly), w.From)
	}
	length := w.LengthKM
	if math.IsNaN(length) {
		length = detour * distanceKM(&g.Sites[from], &g.Sites[to])
		for _, l := range g.Lines {
			if l.joins(g, from, to) {
				length = l.LengthKM
			}
		}
	}
	return Corridor{From: g.Sites[from].Name, To: g.Sites[to].Name, LengthKM: length, Circuits: w.Circuits, Class: w.Class, Assumed: "work"}, nil
}

// detour is the length of a line over the distance of its ends: PyPSA-Eur takes 1.25.
const detour = 1.25

// distanceKM is the great-circle distance of two sites.
func distanceKM(a, b *Site) float64 {
	return geo.DistanceKm(a.LatDeg, a.LonDeg, b.LatDeg, b.LonDeg)
}

func (l *Corridor) joins(g *Grid, from, to int) bool {
	a, b := g.Index(l.From), g.Index(l.To)
	return a == from && b == to || a == to && b == from
}

// Meant is what to add to the message of an unknown bus.
func (g *Grid) Meant(name string) string {
	var names []string
	for i := range g.Sites {
		names = append(names, g.Sites[i].Name)
	}
	return param.DidYouMean(name, names)
}

// between lists the circuits between two buses.
func (t *Transmission) between(from, to string) (branches []int) {
	a, b := t.grid.Index(from), t.grid.Index(to)
	for i := range t.grid.Lines {
		if a >= 0 && b >= 0 && t.grid.Lines[i].joins(t.grid, a, b) {
			branches = append(branches, t.circuits[i]...)
		}
	}
	return branches
}

// factorise works the linear flow and the effects of outages out for what is in service.
// Parts that lines no longer tie to the largest part go dark.
func (t *Transmission) factorise() error {
	c := t.c
	t.LinesOut = 0
	for k := range c.Branches {
		c.Branches[k].OutOfOrder = !t.built[k] || t.down[k] > 0
		if t.built[k] && t.down[k] > 0 {
			t.LinesOut++
		}
	}
	darken(c)
	d, err := NewDC(c)
	if err != nil {
		return err
	}
	t.dc, t.security, t.changed = d, NewSecurity(d), false
	t.inService()
	for i := range t.Campuses {
		if bus := t.Campuses[i].bus; d.island[bus] >= 0 {
			t.Campuses[i].of.Update(t.security, bus, t.weights)
		}
	}
	n := len(t.security.branch)
	t.flow, t.scheduled, t.trial = make([]float64, n), make([]float64, n), make([]float64, n)
	return nil
}

// inService finds what stands for each corridor: its circuits are of one set.
func (t *Transmission) inService() {
	for i, branches := range t.circuits {
		t.corridors[i] = corridor{set: -1}
		for _, k := range branches {
			if set := t.security.set[k]; set >= 0 {
				t.corridors[i].set = set
				t.corridors[i].circuits++
			}
		}
	}
}

// darken takes buses out of the case that nothing ties to the largest part, and holds the
// angle of that at its bus with the most load.
func darken(c *Case) {
	for i := range c.Buses {
		c.Buses[i].Kind = Load
	}
	t, _ := newTopology(c)
	size := make([]int, t.islands)
	for _, k := range t.island {
		if k >= 0 {
			size[k]++
		}
	}
	lit, slack := t.island[0], -1
	for k, n := range size {
		if lit < 0 || n > size[lit] {
			lit = int32(k)
		}
	}
	for i := range c.Buses {
		switch b := &c.Buses[i]; {
		case t.island[i] != lit:
			b.Kind = Isolated
		case slack < 0 || b.LoadMW > c.Buses[slack].LoadMW:
			slack = i
		}
	}
	c.Buses[slack].Kind = Slack
	c.Generators[0].Bus = c.Buses[slack].Number
}

// Start begins works, staged events, and outages at random.
func (t *Transmission) Start(e *sim.Engine) {
	first := len(t.grid.Lines) - len(t.spec.Works)
	for i, w := range t.spec.Works {
		branches := t.circuits[first+i]
		t.at(e, w.Date, "network work", func() {
			for _, k := range branches {
				t.built[k] = true
			}
		})
	}
	for _, ev := range t.spec.Events {
		branches := t.between(ev.From, ev.To)[:ev.Circuits]
		if end := t.cal.MinuteOf(ev.Date) + sim.Span(ev.Days*24*60); end > e.Now() {
			t.at(e, ev.Date, "network event", func() { t.shift(branches, 1) })
			e.At(end, "network event", func() error { t.shift(branches, -1); return nil })
		}
	}
	for i := range t.grid.Lines {
		l := &t.grid.Lines[i]
		name := fmt.Sprintf("network.%s.%s", l.From, l.To)
		t.fail(e, name+".faults", float64(l.Circuits)*t.spec.OutagesPer100Km*l.LengthKM/100, i)
		t.plan(e, name+".planned", float64(l.Circuits)*t.spec.PlannedPerYear, i)
	}
}

// at does something on a day, at once if it is past.
func (t *Transmission) at(e *sim.Engine, day time.Time, name string, do func()) {
	change := func() error { do(); t.changed = true; return nil }
	if m := t.cal.MinuteOf(day); m > e.Now() {
		e.At(m, name, change)
	} else {
		_ = change()
	}
}

// shift adds faults to circuits, or takes them away.
func (t *Transmission) shift(branches []int, by int) {
	for _, k := range branches {
		t.down[k] += by
	}
	t.changed = true
}

// fail takes circuits of a corridor out at random and repairs them; times to failure and
// to repair are exponential.
func (t *Transmission) fail(e *sim.Engine, name string, perYear float64, corridor int) {
	if perYear == 0 {
		return
	}
	draw := t.streams.Stream(name)
	e.Process(name, func(p *sim.Process) error {
		for {
			p.Wait(sim.Span(draw.ExpFloat64() * sim.MinutesPerYear / perYear))
			hit := t.circuits[corridor][draw.IntN(len(t.circuits[corridor])):][:1]
			t.shift(hit, 1)
			p.Wait(sim.Span(draw.ExpFloat64() * t.spec.RepairH * 60))
			t.shift(hit, -1)
		}
	})
}

// season is when lines are taken out for maintenance: load is low from April to October.
func season(year int) (begin, end time.Time) {
	return time.Date(year, time.April, 1, 0, 0, 0, 0, time.UTC), time.Date(year, time.November, 1, 0, 0, 0, 0, time.UTC)
}

// seasonMinutes is how long it lasts.
const seasonMinutes = 214 * 24 * 60

// waitInSeason waits for minutes of which only those in season count.
func (t *Transmission) waitInSeason(p *sim.Process, minutes float64) {
	for {
		now := t.cal.Time(p.Now())
		begin, end := season(now.Year())
		if !now.Before(end) {
			begin, end = season(now.Year() + 1)
		}
		if now.Before(begin) {
			p.WaitUntil(t.cal.MinuteOf(begin))
		}
		left := float64(t.cal.MinuteOf(end) - p.Now())
		if minutes < left {
			p.Wait(sim.Span(minutes))
			return
		}
		minutes -= left
		p.WaitUntil(t.cal.MinuteOf(end))
	}
}

// plan takes a corridor's circuits out one after the other for maintenance, at random times
// of the season. A circuit whose outage would part the grid is left alone.
func (t *Transmission) plan(e *sim.Engine, name string, perYear float64, corridor int) {
	if perYear == 0 {
		return
	}
	draw := t.streams.Stream(name)
	e.Process(name, func(p *sim.Process) error {
		next := 0
		for {
			t.waitInSeason(p, draw.ExpFloat64()*seasonMinutes/perYear)
			branches := t.circuits[corridor]
			hit := branches[next%len(branches):][:1]
			next++
			if set := t.security.set[hit[0]]; t.down[hit[0]] > 0 || set < 0 || t.security.parts[set] {
				continue // it is out already, or would part the grid
			}
			t.shift(hit, 1)
			p.Wait(sim.Span(t.spec.PlannedDays * 24 * 60))
			t.shift(hit, -1)
		}
	})
}
