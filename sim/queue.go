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
	heap  []oneShot
	turns uint64
}

// due tells whether an event of minute m, or an earlier one, waits.
func (q *shots) due(m Minute) bool { return len(q.heap) > 0 && q.heap[0].at <= m }

func (q *shots) push(at Minute, name string, run func() error) {
	q.turns++
	s := oneShot{at: at, turn: q.turns, name: name, run: run}
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

func (q *shots) pop() oneShot {
	first, n := q.heap[0], len(q.heap)-1
	s := q.heap[n]
	q.heap[n] = oneShot{}
	q.heap = q.heap[:n]
	i := 0
	for child := 1; child < n; child = 2*i + 1 {
		if other := child + 1; other < n && q.heap[other].before(&q.heap[child]) {
			child = other
		}
		if s.before(&q.heap[child]) {
			break
		}
		q.heap[i] = q.heap[child]
		i = child
	}
	if n > 0 {
		q.heap[i] = s
	}
	return first
}
