package sim

// oneShot is an event that At has scheduled.
type oneShot struct {
	at   Minute
	turn uint64 // among the events of one minute
	name string
	run  func() error
}

// before tells whether an event runs before another: by minute, then in the
// order in which they were scheduled.
func (a *oneShot) before(b *oneShot) bool {
	return a.at < b.at || a.at == b.at && a.turn < b.turn
}

// shots is a binary heap of one-shot events, the next one first. The same through
// simgo takes an event with its finalizer, a boxed queue entry and several times
// as long (BenchmarkEvent, BenchmarkEventSimgo).
type shots struct {
	heap   []oneShot
	turns  uint64
	vacant bool // the first has been taken, and its place is free
}

// due tells whether an event of minute m, or an earlier one, waits.
func (q *shots) due(m Minute) bool { return len(q.heap) > 0 && q.heap[0].at <= m }

// push adds an event: in the place of the one that schedules it where that is
// still free, from where it sinks, or else at the end, from where it rises.
func (q *shots) push(at Minute, name string, run func() error) {
	q.turns++
	s := oneShot{at: at, turn: q.turns, name: name, run: run}
	if q.vacant {
		q.vacant = false
		q.sink(&s)
		return
	}
	q.heap = append(q.heap, s)
	i := len(q.heap) - 1
	for i > 0 {
		parent := (i - 1) / 2
		if q.heap[parent].before(&s) {
			break
		}
		q.heap[i] = q.heap[parent]
		i = parent
	}
	q.heap[i] = s
}

// take takes the first event, which is run before settle is called. Until then
// its place is left to one that it schedules, as most do: a failure is followed
// by the next, which is soon due and has not far to sink.
func (q *shots) take() (name string, run func() error) {
	q.vacant = true
	return q.heap[0].name, q.heap[0].run
}

// settle gives the place of an event that has run to the last one, unless one
// that it scheduled has it.
func (q *shots) settle() {
	if q.vacant {
		q.fill()
	}
}

// fill moves the last event to the free first place.
func (q *shots) fill() {
	n := len(q.heap) - 1
	s := q.heap[n]
	q.heap[n] = oneShot{}
	q.heap, q.vacant = q.heap[:n], false
	if n > 0 {
		q.sink(&s)
	}
}

// sink puts an event into the free first place, or below those that run before it.
func (q *shots) sink(s *oneShot) {
	h := q.heap
	i := 0
	for child := 1; child < len(h); child = 2*i + 1 {
		if other := child + 1; other < len(h) && h[other].before(&h[child]) {
			child = other
		}
		if s.before(&h[child]) {
			break
		}
		h[i] = h[child]
		i = child
	}
	h[i] = *s
}
