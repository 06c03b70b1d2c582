package record

import "math"

// What a minute adds to is kept for two channels side by side, so that a
// processor that works on two numbers at once can: reading every channel every
// minute is the largest single part of a run. addHours and addSums do it: in
// Go, and in assembly where the processor is known to have it (SSE2 is part of
// every amd64). Both give the same bits. Channels come in blocks: what is left
// of the last is filled with idle ones.
const block = 8

// hourPair is two channels within one hour.
type hourPair struct{ sum, low, high [2]float64 }

var emptyHours = hourPair{
	low:  [2]float64{math.Inf(1), math.Inf(1)},
	high: [2]float64{math.Inf(-1), math.Inf(-1)},
}

// idle is what fills the last block.
var idle float64

// hourAccumulator keeps sum, minimum and maximum of the hourly channels. A value
// that is not a number shows in the sum alone.
type hourAccumulator struct {
	ids   []ID
	src   []*float64
	pairs []hourPair
}

func (a *hourAccumulator) add(id ID, src *float64) {
	if len(a.ids) == len(a.src) {
		for range block / 2 {
			a.src = append(a.src, &idle, &idle)
			a.pairs = append(a.pairs, emptyHours)
		}
	}
	a.src[len(a.ids)] = src
	a.ids = append(a.ids, id)
}

// minute adds the present values.
func (a *hourAccumulator) minute() { addHours(a.pairs, a.src) }

// take returns the i-th channel's hour and empties it.
func (a *hourAccumulator) take(i int) (sum, low, high float64) {
	p, k := &a.pairs[i/2], i%2
	sum, low, high = p.sum[k], p.low[k], p.high[k]
	p.sum[k], p.low[k], p.high[k] = 0, math.Inf(1), math.Inf(-1)
	return sum, low, high
}

// sumPair is two channels that are only integrated.
type sumPair [2]float64

// sumAccumulator keeps the sums of channels that are only integrated.
type sumAccumulator struct {
	ids   []ID
	src   []*float64
	pairs []sumPair
}

func (a *sumAccumulator) add(id ID, src *float64) {
	if len(a.ids) == len(a.src) {
		for range block / 2 {
			a.src = append(a.src, &idle, &idle)
			a.pairs = append(a.pairs, sumPair{})
		}
	}
	a.src[len(a.ids)] = src
	a.ids = append(a.ids, id)
}

func (a *sumAccumulator) minute() { addSums(a.pairs, a.src) }

func (a *sumAccumulator) take(i int) float64 {
	s := a.pairs[i/2][i%2]
	a.pairs[i/2][i%2] = 0
	return s
}

// addHoursGo adds the values at src, two for every pair.
func addHoursGo(pairs []hourPair, src []*float64) {
	for i := range pairs {
		p := &pairs[i]
		for k := range 2 {
			v := *src[2*i+k]
			p.sum[k] += v
			if v < p.low[k] {
				p.low[k] = v
			}
			if v > p.high[k] {
				p.high[k] = v
			}
		}
	}
}

// addSumsGo adds the values at src, two for every pair.
func addSumsGo(pairs []sumPair, src []*float64) {
	for i := range pairs {
		pairs[i][0] += *src[2*i]
		pairs[i][1] += *src[2*i+1]
	}
}
