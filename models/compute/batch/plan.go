package batch

import (
	"iter"
	"slices"
	"sort"
)

// plan is the holds of a pool by the time at which they are given up, in chunks, so that
// to enter one among ten thousand moves few.
type plan struct{ chunks [][]*hold }

// mostInChunk is the size at which a chunk is parted.
const mostInChunk = 128

// chunk is the first chunk that ends at a time or after it; the last where none does.
func (p *plan) chunk(until float64) int {
	i := sort.Search(len(p.chunks), func(i int) bool { c := p.chunks[i]; return c[len(c)-1].until >= until })
	return min(i, len(p.chunks)-1)
}

func (p *plan) enter(h *hold) {
	if len(p.chunks) == 0 {
		p.chunks = append(p.chunks, []*hold{h})
		return
	}
	c := p.chunk(h.until)
	in := p.chunks[c]
	i := sort.Search(len(in), func(i int) bool { return in[i].until > h.until })
	in = slices.Insert(in, i, h)
	p.chunks[c] = in
	if len(in) > mostInChunk {
		half := len(in) / 2
		p.chunks = slices.Insert(p.chunks, c+1, slices.Clone(in[half:]))
		p.chunks[c] = in[:half:half]
	}
}

func (p *plan) remove(h *hold) {
	c := p.chunk(h.until)
	for {
		if i := slices.Index(p.chunks[c], h); i >= 0 {
			p.chunks[c] = slices.Delete(p.chunks[c], i, i+1)
			break
		}
		c++ // many end at the same time
	}
	if len(p.chunks[c]) == 0 {
		p.chunks = slices.Delete(p.chunks, c, c+1)
	}
}

// all lists the holds, the first given up first.
func (p *plan) all() iter.Seq[*hold] {
	return func(yield func(*hold) bool) {
		for _, c := range p.chunks {
			for _, h := range c {
				if !yield(h) {
					return
				}
			}
		}
	}
}
