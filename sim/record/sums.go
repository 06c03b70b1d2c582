package record

import (
	"math"

	"caloduc/sim"
)

// neumaier is a sum that carries its own rounding error along.
type neumaier struct{ sum, lost float64 }

func (n *neumaier) add(x float64) {
	t := n.sum + x
	if math.Abs(n.sum) >= math.Abs(x) {
		n.lost += (n.sum - t) + x
	} else {
		n.lost += (x - t) + n.sum
	}
	n.sum = t
}

func (n neumaier) value() float64 { return n.sum + n.lost }

// period holds the integrals over a month, a year or the whole run.
type period struct {
	name     string // "2026-03", "2026", "total"
	from     sim.Minute
	hours    float64
	integral []float64 // by channel
}

// Of returns the integral of a channel over the period.
func (p *period) Of(id ID) float64 { return p.integral[id] }

// Hours is the period's length.
func (p *period) Hours() float64 { return p.hours }

// Span is the period's first minute, and the first after it.
func (p *period) Span() (from, to sim.Minute) {
	return p.from, p.from + sim.Minute(math.Round(p.hours))*sim.Hour
}

// months sums hours into calendar months (UTC).
type months struct {
	open  []neumaier // the month under way, by channel: sums over minutes
	hours int        // of the month under way
	name  string     // of the month under way
	from  sim.Minute // its first
	end   sim.Minute // the first minute after it
	done  []period
}

func (s *months) init(cal sim.Calendar, channels int) {
	s.open = make([]neumaier, channels)
	s.begin(cal, 0)
}

func (s *months) begin(cal sim.Calendar, m sim.Minute) {
	t := cal.Time(m)
	s.name, s.from = t.Format("2006-01"), m
	s.end = min(cal.MinuteOf(t.AddDate(0, 1, 1-t.Day())), cal.End())
}

// add adds the sums over the minutes of some hours.
func (s *months) add(sums []float64, hours int) {
	open := s.open[:len(sums)]
	for i, x := range sums {
		open[i].add(x)
	}
	s.hours += hours
}

// roll closes the month under way and begins the one of minute m.
func (s *months) roll(cal sim.Calendar, m sim.Minute) {
	s.done = append(s.done, s.present())
	clear(s.open)
	s.hours = 0
	s.begin(cal, m)
}

// present is the month under way, as far as it has come.
func (s *months) present() period {
	p := period{name: s.name, from: s.from, hours: float64(s.hours), integral: make([]float64, len(s.open))}
	for i, n := range s.open {
		p.integral[i] = n.value() / 60
	}
	return p
}

// all returns the months so far, the one under way included.
func (s *months) all() []period {
	all := s.done[:len(s.done):len(s.done)]
	if s.hours > 0 {
		all = append(all, s.present())
	}
	return all
}

// merge adds periods up under a new name.
func merge(name string, parts []period, channels int) period {
	p := period{name: name, integral: make([]float64, channels)}
	if len(parts) > 0 {
		p.from = parts[0].from
	}
	for _, part := range parts {
		p.hours += part.hours
	}
	for i := range p.integral {
		var n neumaier
		for _, part := range parts {
			n.add(part.integral[i])
		}
		p.integral[i] = n.value()
	}
	return p
}

// periods returns every month, then every calendar year, then the total of what
// was recorded.
func (r *Recorder) periods() []period {
	r.settle()
	months := r.months.all()
	all := append([]period(nil), months...)
	for i := 0; i < len(months); {
		j := i
		for j < len(months) && months[j].name[:4] == months[i].name[:4] {
			j++
		}
		all = append(all, merge(months[i].name[:4], months[i:j], len(r.channels)))
		i = j
	}
	return append(all, merge("total", months, len(r.channels)))
}

// Totals returns the integrals over everything recorded so far.
func (r *Recorder) Totals() Sums {
	r.settle()
	p := merge("total", r.months.all(), len(r.channels))
	return &p
}
