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

// hourAccumulator keeps sum, minimum and maximum of the hourly channels. A value
// that is not a number shows in the sum alone.
type hourAccumulator struct {
	ids   []ID
	src   []*float64
	quads []hourQuad
}

func (a *hourAccumulator) add(id ID, src *float64) {
	i := len(a.ids)
	for a.ids = append(a.ids, id); len(a.src) <= i; {
		for range block {
			a.src = append(a.src, &idle)
		}
		a.quads = append(a.quads, hourQuad{}, hourQuad{})
	}
	a.src[i] = src
	a.quads[i/four].empty(i % four)
}

// minute adds the present values.
func (a *hourAccumulator) minute() { addHours(a.quads, a.src) }

// take returns the i-th channel's hour and empties it.
func (a *hourAccumulator) take(i int) (sum, low, high float64) {
	q, k := &a.quads[i/four], i%four
	sum, low, high = q.sum[k], q.low[k], q.high[k]
	q.empty(k)
	return sum, low, high
}

// sumQuad is four channels that are only integrated.
type sumQuad [four]float64

// sumAccumulator keeps the sums of channels that are only integrated.
type sumAccumulator struct {
	ids   []ID
	src   []*float64
	quads []sumQuad
}

func (a *sumAccumulator) add(id ID, src *float64) {
	i := len(a.ids)
	for a.ids = append(a.ids, id); len(a.src) <= i; {
		for range block {
			a.src = append(a.src, &idle)
		}
		a.quads = append(a.quads, sumQuad{}, sumQuad{})
	}
	a.src[i] = src
}

// minute adds the present values.
func (a *sumAccumulator) minute() { addSums(a.quads, a.src) }

// take returns the i-th channel's sum and empties it.
func (a *sumAccumulator) take(i int) float64 {
	s := &a.quads[i/four][i%four]
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
