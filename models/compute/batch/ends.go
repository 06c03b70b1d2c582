package batch

// ends is a heap of jobs by their end on a pool's clock; of equal ones the first by tag.
type ends []*Job

func (e ends) less(a, b int) bool {
	if e[a].ends != e[b].ends {
		return e[a].ends < e[b].ends
	}
	return e[a].Tag < e[b].Tag
}

func (e ends) swap(a, b int) {
	e[a], e[b] = e[b], e[a]
	e[a].heapI, e[b].heapI = a, b
}

func (e *ends) push(j *Job) {
	j.heapI = len(*e)
	*e = append(*e, j)
	e.up(j.heapI)
}

func (e *ends) remove(i int) {
	last := len(*e) - 1
	if i != last {
		e.swap(i, last)
	}
	(*e)[last] = nil
	*e = (*e)[:last]
	if i != last {
		e.fix(i)
	}
}

// fix puts a job in its place whose end has changed.
func (e *ends) fix(i int) {
	e.down(i)
	e.up(i)
}

func (e *ends) up(i int) {
	for i > 0 && e.less(i, (i-1)/2) {
		e.swap(i, (i-1)/2)
		i = (i - 1) / 2
	}
}

func (e *ends) down(i int) {
	for {
		c := 2*i + 1
		if c >= len(*e) {
			return
		}
		if c+1 < len(*e) && e.less(c+1, c) {
			c++
		}
		if !e.less(c, i) {
			return
		}
		e.swap(i, c)
		i = c
	}
}
