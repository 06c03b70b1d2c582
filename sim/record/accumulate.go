package record

import "math"

// What a minute adds to is kept for four channels side by side, so that a
// processor that works on four numbers at once can: reading every channel every
// minute is the largest single part of a run. addHours and addSums do it: in Go,
// or in assembly where the processor has AVX. Both give the same bits. Channels
// come in blocks of two fours: what is left of the last is filled with idle ones.
var (
	addHours = addHoursGo
	addSums  = addSumsGo
)

const (
	four  = 4
	block = 2 * four
)

// idle is what fills the last block.
var idle float64

// hourQuad is four channels within one hour.
type hourQuad struct{ sum, low, high [four]float64 }

// empty forgets the hour of the k-th channel.
func (q *hourQuad) empty(k int) { q.sum[k], q.low[k], q.high[k] = 0, math.Inf(1), math.Inf(-1) }

// slots is where channels are read. What stands still for the hour (see
// Group.While) is left out.
type slots struct {
	ids   []ID
	all   []*float64 // the source of each channel
	while []*bool    // nil: always
	at    []int      // the place of each channel in src, -1 while it stands still
	src   []*float64 // read every minute, in whole blocks
}

func (s *slots) add(id ID, c *Channel) {
	s.ids = append(s.ids, id)
	s.all = append(s.all, c.src)
	s.while = append(s.while, c.while)
	s.at = append(s.at, -1)
}

// arrange fills src with what moves now and returns the number of fours.
func (s *slots) arrange() int {
	s.src = s.src[:0]
	for i, p := range s.all {
		s.at[i] = -1
		if w := s.while[i]; w == nil || *w {
			s.at[i] = len(s.src)
			s.src = append(s.src, p)
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
	for i := range a.src {
		a.quads[i/four].empty(i % four)
	}
}

// minute adds the present values.
func (a *hourAccumulator) minute() { addHours(a.quads, a.src) }

// take returns the i-th channel's hour and empties it.
func (a *hourAccumulator) take(i int) (sum, low, high float64) {
	at := a.at[i]
	if at < 0 {
		v := *a.all[i]
		return 60 * v, v, v
	}
	q, k := &a.quads[at/four], at%four
	sum, low, high = q.sum[k], q.low[k], q.high[k]
	q.empty(k)
	return sum, low, high
}

// sumQuad is four channels that are only integrated.
type sumQuad [four]float64

// sumAccumulator keeps the sums of channels that are only integrated.
type sumAccumulator struct {
	slots
	quads []sumQuad
}

// begin begins an hour in which other channels move.
func (a *sumAccumulator) begin() { a.quads = make([]sumQuad, a.arrange()) }

// minute adds the present values.
func (a *sumAccumulator) minute() { addSums(a.quads, a.src) }

// take returns the i-th channel's hour and empties it.
func (a *sumAccumulator) take(i int) float64 {
	at := a.at[i]
	if at < 0 {
		return 60 * *a.all[i]
	}
	s := &a.quads[at/four][at%four]
	sum := *s
	*s = 0
	return sum
}

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

// addSumsGo adds the values at src, four for every quad.
func addSumsGo(quads []sumQuad, src []*float64) {
	for i := range quads {
		q, p := &quads[i], src[four*i:four*(i+1)]
		q[0] += *p[0]
		q[1] += *p[1]
		q[2] += *p[2]
		q[3] += *p[3]
	}
}
