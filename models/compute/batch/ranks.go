package batch

// ranks are the running jobs of a pool by their priority, each in the order of their
// start, so that who gives way first is found without a look at the others.
type ranks [priorities]rank

// priorities are those that a job may have, 0 to 9.
const priorities = 10

// rank is the jobs of one priority. Those that have run long enough to be stopped for
// others, the aged, are the first of them.
type rank struct {
	first, last, aged *Job
	agedGPUs          int
}

func (r *ranks) of(j *Job) *rank { return &r[min(max(0, j.Priority), priorities-1)] }

func (r *ranks) enter(j *Job) {
	k := r.of(j)
	j.earlier, j.later, j.aged = k.last, nil, false
	if k.last != nil {
		k.last.later = j
	} else {
		k.first = j
	}
	k.last = j
}

func (r *ranks) leave(j *Job) {
	k := r.of(j)
	if j.aged {
		k.agedGPUs -= j.GPUs
	}
	if k.aged == j {
		k.aged = j.earlier
	}
	if j.earlier != nil {
		j.earlier.later = j.later
	} else {
		k.first = j.later
	}
	if j.later != nil {
		j.later.earlier = j.earlier
	} else {
		k.last = j.earlier
	}
	j.earlier, j.later = nil, nil
}

// age counts those among the aged that started at a time or before it.
func (k *rank) age(since float64) {
	next := k.first
	if k.aged != nil {
		next = k.aged.later
	}
	for ; next != nil && next.since <= since; next = next.later {
		next.aged = true
		k.aged, k.agedGPUs = next, k.agedGPUs+next.GPUs
	}
}

// leastUrgent is the running job that gives way first: of the lowest priority the last
// that started; nil for none.
func (s *System) leastUrgent() (least *Job) {
	for i := range priorities {
		for _, p := range s.Pools {
			least = later(least, p.ranks[i].last)
		}
		for _, w := range s.wides {
			least = later(least, w.ranks[i].last)
		}
		if least != nil {
			return least
		}
	}
	return nil
}

// later is the one of two running jobs that started later, the first of equal ones; nil
// stands for none.
func later(a, b *Job) *Job {
	if b != nil && (a == nil || b.since > a.since) {
		return b
	}
	return a
}
