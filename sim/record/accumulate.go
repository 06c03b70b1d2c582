package record

import "math"

// What a minute adds to is kept for four channels together, so that a processor
// that works on four numbers at once can: reading every channel every minute is
// the largest single part of a run. addHours and addSums do it: in Go, or in
// assembly where the processor has AVX. Both give the same bits. Channels come in
// blocks of four fours: what is left of the last is filled with idle ones.
var (
	addHours = addHoursGo
	addSums  = addSumsGo
)

const (
	four  = 4
	block = 4 * four
)

// idle is what fills the last block.
var idle float64

// hourQuad is four channels within one hour.
type hourQuad struct{ sum, low, high [four]float64 }

// emptyHour is before the first minute.
var emptyHour = hourQuad{low: all(math.Inf(1)), high: all(math.Inf(-1))}

func all(x float64) [four]float64 { return [four]float64{x, x, x, x} }

// slot is a channel as an accumulator holds it.
type slot struct {
	id     ID
	src    *float64
	while  *bool // nil: always
	series int   // place in hourly and daily files, -1 for none
}

// slots is where channels are read. What stands still for the hour (see
// Group.While) is left out.
type slots struct {
	all           []slot
	moving, still []slot
	src           []*float64 // of the moving ones, read every minute, in whole blocks
}

func (s *slots) add(id ID, c *Channel, series int) {
	s.all = append(s.all, slot{id: id, src: c.src, while: c.while, series: series})
}

// arrange tells what moves now from what stands still and returns the number of
// fours that move.
func (s *slots) arrange() int {
	s.moving, s.still, s.src = s.moving[:0], s.still[:0], s.src[:0]
	for _, c := range s.all {
		if c.while == nil || *c.while {
			s.moving, s.src = append(s.moving, c), append(s.src, c.src)
		} else {
			s.still = append(s.still, c)
		}
	}
	for len(s.src)%block != 0 {
		s.src = append(s.src, &idle)
	}
	return len(s.src) / four
}

// hourAccumulator keeps sum, minimum and maximum of the hourly channels. A value
// that is not a number shows in the sum alone.
type hourAccumulator struct {
	slots
	quads []hourQuad
}

// begin begins an hour in which other channels move.
func (a *hourAccumulator) begin() {
	a.quads = make([]hourQuad, a.arrange())
	a.empty()
}

// empty forgets the hour.
func (a *hourAccumulator) empty() {
	for i := range a.quads {
		a.quads[i] = emptyHour
	}
}

// minute adds the present values.
func (a *hourAccumulator) minute() { addHours(a.quads, a.src) }

// sumAccumulator keeps the sums of channels that are only integrated.
type sumAccumulator struct {
	slots
	sums []float64 // by place in src
}

// begin begins an hour in which other channels move.
func (a *sumAccumulator) begin() { a.sums = make([]float64, four*a.arrange()) }

// minute adds the present values.
func (a *sumAccumulator) minute() { addSums(a.sums, a.src) }

// addHoursGo adds the values at src, four for every quad.
func addHoursGo(quads []hourQuad, src []*float64) {
	for i := range quads {
		q := &quads[i]
		for k, p := range src[four*i : four*(i+1)] {
			v := *p
			q.sum[k] += v
			if v < q.low[k] {
				q.low[k] = v
			}
			if v > q.high[k] {
				q.high[k] = v
			}
		}
	}
}

// addSumsGo adds the values at src.
func addSumsGo(sums []float64, src []*float64) {
	for i, p := range src {
		sums[i] += *p
	}
}
