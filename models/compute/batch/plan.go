package batch

import (
	"math"
	"slices"
	"sort"
)

// plan is the holds of a pool by the time at which they are given up, in chunks that know
// how many GPUs they hold: to enter one among ten thousand moves few, to find when so many
// GPUs come free looks at few.
type plan struct{ chunks []chunk }

type chunk struct {
	last float64 // time of its last
	gpus int
	in   []planned
}

type planned struct {
	until float64
	gpus  int
	hold  *hold
}

// mostInChunk is the size at which a chunk is parted.
const mostInChunk = 128

// chunk is the first chunk that ends at a time or after it; the last where none does.
func (p *plan) chunk(until float64) int {
	i := sort.Search(len(p.chunks), func(i int) bool { return p.chunks[i].last >= until })
	return min(i, len(p.chunks)-1)
}

func (p *plan) enter(h *hold) {
	x := planned{until: h.until, gpus: h.gpus, hold: h}
	if len(p.chunks) == 0 {
		p.chunks = append(p.chunks, chunk{last: h.until, gpus: h.gpus, in: []planned{x}})
		return
	}
	i := p.chunk(h.until)
	c := &p.chunks[i]
	at := sort.Search(len(c.in), func(k int) bool { return c.in[k].until > h.until })
	c.in = slices.Insert(c.in, at, x)
	c.gpus += h.gpus
	c.last = c.in[len(c.in)-1].until
	if len(c.in) > mostInChunk {
		half := len(c.in) / 2
		rest := newChunk(slices.Clone(c.in[half:]))
		*c = newChunk(c.in[:half:half])
		p.chunks = slices.Insert(p.chunks, i+1, rest)
	}
}

func newChunk(in []planned) chunk {
	c := chunk{last: in[len(in)-1].until, in: in}
	for i := range in {
		c.gpus += in[i].gpus
	}
	return c
}

func (p *plan) remove(h *hold) {
	for i := p.chunk(h.until); ; i++ { // many end at the same time
		c := &p.chunks[i]
		at := sort.Search(len(c.in), func(k int) bool { return c.in[k].until >= h.until })
		for at < len(c.in) && c.in[at].hold != h && c.in[at].until == h.until {
			at++
		}
		if at == len(c.in) || c.in[at].hold != h {
			continue
		}
		c.in = slices.Delete(c.in, at, at+1)
		if c.gpus -= h.gpus; len(c.in) == 0 {
			p.chunks = slices.Delete(p.chunks, i, i+1)
		} else {
			c.last = c.in[len(c.in)-1].until
		}
		return
	}
}

// releases hands out what the plans of pools give up, the first first.
type releases struct {
	now float64
	of  []cursor
}

// cursor is where in a pool's plan it stands.
type cursor struct {
	pool     *Pool
	chunk, i int
}

func newReleases(now float64, pools ...*Pool) releases {
	r := releases{now: now, of: make([]cursor, len(pools))}
	for i, p := range pools {
		r.of[i].pool = p
	}
	return r
}

// rest is the chunk in which the cursor stands, nil at the end.
func (c *cursor) rest() *chunk {
	if c.chunk == len(c.pool.plan.chunks) {
		return nil
	}
	return &c.pool.plan.chunks[c.chunk]
}

// next is the next release; none: no more.
func (r *releases) next() (at float64, gpus int, ok bool) {
	best, at := (*cursor)(nil), math.Inf(1)
	for i := range r.of {
		c := &r.of[i]
		if in := c.rest(); in != nil {
			if t := max(r.now, c.pool.when(r.now, in.in[c.i].until)); best == nil || t < at {
				best, at = c, t
			}
		}
	}
	if best == nil {
		return at, 0, false
	}
	in := best.rest()
	gpus = in.in[best.i].gpus
	if best.i++; best.i == len(in.in) {
		best.chunk, best.i = best.chunk+1, 0
	}
	return at, gpus, true
}

// skip passes over whole chunks as long as all that is given up by their ends is less
// than need, and returns what they give up. It is called before next.
func (r *releases) skip(need int) (gpus int) {
	for {
		first, at, all := (*cursor)(nil), math.Inf(1), gpus
		for i := range r.of {
			c := &r.of[i]
			if in := c.rest(); in != nil {
				all += in.gpus
				if t := c.pool.when(r.now, in.last); first == nil || t < at {
					first, at = c, t
				}
			}
		}
		if first == nil || all >= need {
			return gpus
		}
		gpus += first.rest().gpus
		first.chunk++
	}
}

// until is when so many GPUs more than are free have been given up, and how many there
// then are; false where that never is.
func (r *releases) until(need int) (at float64, gpus int, ok bool) {
	at = r.now
	for gpus = r.skip(need); gpus < need; {
		var n int
		if at, n, ok = r.next(); !ok {
			return at, gpus, false
		}
		gpus += n
	}
	return at, gpus, true
}
