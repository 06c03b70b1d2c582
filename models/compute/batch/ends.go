package batch

import "math"

// ends is a heap of jobs by their end on a pool's clock; of equal ones the first by tag.
// What it goes by lies in it, four to a branch: among ten thousand jobs a place is found
// without a look at any of them.
type ends []end

type end struct {
	at  float64
	tag int
	j   *Job
}

const branches = 4

func (a *end) before(b *end) bool { return a.at < b.at || a.at == b.at && a.tag < b.tag }

// first is the time of the first end; +Inf for none.
func (e ends) first() float64 {
	if len(e) == 0 {
		return math.Inf(1)
	}
	return e[0].at
}

func (e *ends) push(j *Job) {
	*e = append(*e, end{at: j.ends, tag: j.Tag, j: j})
	e.up(len(*e) - 1)
}

func (e *ends) remove(i int) {
	last := len(*e) - 1
	moved := (*e)[last]
	(*e)[last] = end{}
	*e = (*e)[:last]
	if i != last {
		(*e)[i] = moved
		e.settle(i)
	}
}

// move has a job end at its new time.
func (e ends) move(j *Job) {
	e[j.heapI].at = j.ends
	e.settle(j.heapI)
}

// settle puts the end at a place where it belongs.
func (e ends) settle(i int) {
	if i > 0 && e[i].before(&e[(i-1)/branches]) {
		e.up(i)
	} else {
		e.down(i)
	}
}

func (e ends) up(i int) {
	x := e[i]
	for i > 0 {
		p := (i - 1) / branches
		if !x.before(&e[p]) {
			break
		}
		e[i] = e[p]
		e[i].j.heapI = i
		i = p
	}
	e[i] = x
	x.j.heapI = i
}

func (e ends) down(i int) {
	x := e[i]
	for {
		from := branches*i + 1
		if from >= len(e) {
			break
		}
		c := from
		for k := from + 1; k < min(from+branches, len(e)); k++ {
			if e[k].before(&e[c]) {
				c = k
			}
		}
		if !e[c].before(&x) {
			break
		}
		e[i] = e[c]
		e[i].j.heapI = i
		i = c
	}
	e[i] = x
	x.j.heapI = i
}
