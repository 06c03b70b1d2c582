package plots

import (
	"cmp"
	"image/color"
	"slices"
)

// A palette holds so many colours. Of a picture with more, those closer than an eye
// tells, in each of red, green and blue, become one: that of a part which is filled
// with it, or else the one with more pixels. Most are those of edges between parts.
const (
	paletteSize = 256
	unseen      = 16
)

// palette is a palette for the picture, and the entry for each of its colours; nil
// where none would do.
func (p *painting) palette() (color.Palette, []uint8) {
	if len(p.colours) > 8*paletteSize {
		return nil, nil
	}
	counts := make([]int, len(p.colours))
	for _, n := range p.pixels {
		counts[n]++
	}
	order := make([]int, 0, len(p.colours))
	for i, n := range counts {
		if n > 0 {
			order = append(order, i)
		}
	}
	slices.SortFunc(order, func(a, b int) int {
		if p.pure[a] != p.pure[b] {
			if p.pure[a] {
				return -1
			}
			return 1
		}
		return cmp.Or(cmp.Compare(counts[b], counts[a]), a-b)
	})
	for reach := 0; reach <= unseen; reach += colourStep / 2 {
		if palette, entry := p.within(order, reach); palette != nil {
			return palette, entry
		}
	}
	return nil, nil
}

// within is a palette that has a colour within reach of each of those given, nil
// where it would be too large.
func (p *painting) within(order []int, reach int) (palette color.Palette, entry []uint8) {
	entry = make([]uint8, len(p.colours))
	var kept []color.NRGBA
	for _, n := range order {
		c, nearest, far := p.colours[n], 0, reach+1
		for i, k := range kept {
			if d := unlike(c, k); d < far {
				nearest, far = i, d
			}
		}
		if far > reach || p.pure[n] {
			if nearest = len(kept); nearest == paletteSize {
				return nil, nil
			}
			kept = append(kept, c)
			palette = append(palette, c)
		}
		entry[n] = uint8(nearest)
	}
	return palette, entry
}

// unlike is by how much two colours differ, in that of red, green and blue in which
// they differ most.
func unlike(a, b color.NRGBA) int {
	d := func(x, y uint8) int { return max(int(x)-int(y), int(y)-int(x)) }
	return max(d(a.R, b.R), d(a.G, b.G), d(a.B, b.B))
}
