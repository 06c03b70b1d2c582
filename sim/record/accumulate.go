package record

import (
	"cmp"
	"math"
	"slices"
	"unsafe"
)

// What a minute adds to is kept for four channels together, so that a processor
// that works on four numbers at once can: reading every channel every minute is
// the largest single part of a run. addHours and addSums do it: in Go, which reads
// channel by channel, or in assembly where the processor has AVX, which reads those
// that lie side by side in a model's state at once. Both give the same bits. What is
// left of the last four is filled with idle ones.
var (
	addHours   = addHoursGo
	addSums    = addSumsGo
	sideBySide = false // channels that lie so are read at once
)

const four = 4

// idle is what fills the last four.
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

// sources are the places of channels that are read every minute, in the order of their
// fours: four side by side, by the first; two pairs side by side, by the first of each;
// four single ones.
type sources struct{ fours, pairs, ones []*float64 }

// slots is where channels are read. What stands still for the hour (see
// Group.While) is left out.
type slots struct {
	all           []slot
	moving, still []slot  // the moving ones in the order of src
	src           sources // of the moving ones
}

func (s *slots) add(id ID, c *Channel, series int) {
	s.all = append(s.all, slot{id: id, src: c.src, while: c.while, series: series})
}

// arrange tells what moves now from what stands still and returns the number of
// fours that move.
func (s *slots) arrange() int {
	var moving []slot
	s.still = s.still[:0]
	for _, c := range s.all {
		if c.while == nil || *c.while {
			moving = append(moving, c)
		} else {
			s.still = append(s.still, c)
		}
	}
	fours, pairs, ones := neighbours(moving)
	s.moving = slices.Concat(fours, pairs, ones)
	s.src = sources{fours: every(four, fours), pairs: every(2, pairs), ones: every(1, ones)}
	for len(s.src.ones)%four != 0 {
		s.src.ones = append(s.src.ones, &idle)
	}
	return len(s.src.fours) + len(s.src.pairs)/2 + len(s.src.ones)/four
}

// neighbours parts channels into those that lie by fours and by pairs side by side, two
// pairs to a four, and single ones.
func neighbours(channels []slot) (fours, pairs, ones []slot) {
	if !sideBySide {
		return nil, nil, channels
	}
	slices.SortStableFunc(channels, func(a, b slot) int { return cmp.Compare(a.address(), b.address()) })
	for len(channels) > 0 {
		run := 1
		for run < min(four, len(channels)) && channels[run].address() == channels[run-1].address()+unsafe.Sizeof(idle) {
			run++
		}
		switch run {
		case four:
			fours = append(fours, channels[:four]...)
		case 1:
			ones = append(ones, channels[0])
		default:
			run = 2
			pairs = append(pairs, channels[:2]...)
		}
		channels = channels[run:]
	}
	whole := len(pairs) / four * four
	return fours, pairs[:whole], append(ones, pairs[whole:]...)
}

func (s *slot) address() uintptr { return uintptr(unsafe.Pointer(s.src)) }

// every returns the places of every n-th channel.
func every(n int, channels []slot) (places []*float64) {
	for i := 0; i < len(channels); i += n {
		places = append(places, channels[i].src)
	}
	return places
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
func (a *hourAccumulator) minute() { addHours(a.quads, &a.src) }

// sumAccumulator keeps the sums of channels that are only integrated.
type sumAccumulator struct {
	slots
	sums []float64 // by place in src
}

// begin begins an hour in which other channels move.
func (a *sumAccumulator) begin() { a.sums = make([]float64, four*a.arrange()) }

// minute adds the present values.
func (a *sumAccumulator) minute() { addSums(a.sums, &a.src) }

// addHoursGo adds the values at single places, four for every quad.
func addHoursGo(quads []hourQuad, src *sources) {
	for i := range quads {
		q := &quads[i]
		for k, p := range src.ones[four*i : four*(i+1)] {
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

// addSumsGo adds the values at single places.
func addSumsGo(sums []float64, src *sources) {
	for i, p := range src.ones {
		sums[i] += *p
	}
}
