package plots

import (
	"cmp"
	"image/color"
	"slices"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// node is a box of a flow diagram, as high as what flows through it and as wide as
// its words, which stand in it, or below where it is too low: no band runs there.
type node struct {
	column  int
	name    string
	value   string // what is written below the name
	col     color.NRGBA
	in, out float64

	lines []string // its words
	y     vg.Length
}

// size is what flows through a node.
func (n *node) size() float64 { return max(n.in, n.out) }

// flow is a band from a node to another.
type flow struct {
	from, to *node
	value    float64
	col      color.NRGBA
}

// flows is a diagram of columns of nodes, all bands to one scale.
type flows struct {
	style Style
	title string
	heads []string // of the columns
	nodes []*node
	flows []flow

	x, widths []vg.Length // of the columns
}

// node adds a node.
func (d *flows) node(column int, name string, col color.NRGBA) *node {
	n := &node{column: column, name: name, col: col}
	d.nodes = append(d.nodes, n)
	return n
}

// flow adds a band, or widens the one that is there.
func (d *flows) flow(from, to *node, value float64, col color.NRGBA) {
	if !(value > 0) {
		return
	}
	from.out += value
	to.in += value
	for i, f := range d.flows {
		if f.from == from && f.to == to {
			d.flows[i].value += value
			return
		}
	}
	d.flows = append(d.flows, flow{from, to, value, tint(col, 0.3)})
}

// used leaves nodes out through which nothing flows.
func (d *flows) used() {
	d.nodes = slices.DeleteFunc(d.nodes, func(n *node) bool { return n.size() == 0 })
}

// column are the nodes of a column from the top down.
func (d *flows) column(i int) (out []*node) {
	for _, n := range d.nodes {
		if n.column == i {
			out = append(out, n)
		}
	}
	return out
}

func (d *flows) lineHeight() vg.Length { return 1.15 * noteShare * d.style.TextSize }

// nodeGap is kept free between nodes of a column at the least.
func (d *flows) nodeGap() vg.Length { return 0.6 * d.style.TextSize }

// headHeight is what title and heads take above the columns.
func (d *flows) headHeight() vg.Length { return 3.2 * d.style.TextSize }

// layColumns gives each column the width of its words, which are broken into lines
// where the bands between would have no room else.
func (d *flows) layColumns(left, width vg.Length) {
	small := d.style
	small.TextSize *= noteShare
	st, sty := &stack{style: small}, d.style.letters(noteShare, ink)
	least := 2.4 * d.style.TextSize * vg.Length(len(d.heads)-1) // for the bands
	d.widths, d.x = make([]vg.Length, len(d.heads)), make([]vg.Length, len(d.heads))
	for limit := width / 2; limit > d.style.TextSize; limit *= 0.95 {
		sum := vg.Length(0)
		for i := range d.heads {
			d.widths[i] = sty.Width(d.heads[i]) + 0.2*d.style.TextSize
			for _, n := range d.column(i) {
				n.lines = st.wrapped(d.style.labels.of(n.name), limit)
				for k := range n.lines {
					n.lines[k] = st.shortened(n.lines[k], limit)
				}
				n.lines = append(n.lines, n.value)
				for _, text := range n.lines {
					d.widths[i] = max(d.widths[i], sty.Width(text)+0.7*d.style.TextSize)
				}
			}
			sum += d.widths[i]
		}
		if sum+least <= width {
			least = width - sum
			break
		}
	}
	for i := range d.x {
		d.x[i] = left
		left += d.widths[i] + least/vg.Length(max(len(d.heads)-1, 1))
	}
}

// words is the height of a node's words.
func (d *flows) words(n *node) vg.Length {
	return vg.Length(len(n.lines))*d.lineHeight() + 0.3*d.style.TextSize
}

// inside tells whether the words of a node have room within it.
func (d *flows) inside(n *node, scale vg.Length) bool {
	return vg.Length(n.size())*scale >= d.words(n)
}

// slot is the height that a node takes up at a scale: its box, and its words where
// they stand below.
func (d *flows) slot(n *node, scale vg.Length) vg.Length {
	h := vg.Length(n.size()) * scale
	if !d.inside(n, scale) {
		h += d.words(n)
	}
	return h
}

// columnHeight is the height of a column at a scale.
func (d *flows) columnHeight(column int, scale vg.Length) (h vg.Length) {
	for _, n := range d.column(column) {
		h += d.slot(n, scale) + d.nodeGap()
	}
	return h - d.nodeGap()
}

// tallest is the height of the highest column at a scale.
func (d *flows) tallest(scale vg.Length) (h vg.Length) {
	for c := range d.heads {
		h = max(h, d.columnHeight(c, scale))
	}
	return h
}

// scale is the largest at which every column fits into a height: words that move
// from below a box into it make a column lower, so that all scales are tried.
func (d *flows) scale(height vg.Length) vg.Length {
	most := 0.0
	for c := range d.heads {
		sum := 0.0
		for _, n := range d.column(c) {
			sum += n.size()
		}
		most = max(most, sum)
	}
	if most == 0 {
		return 0
	}
	scale := height / vg.Length(most)
	for n := 0; n < 600 && d.tallest(scale) > height; n++ {
		scale *= 0.99
	}
	return scale
}

// draw draws the diagram on a canvas.
func (d *flows) draw(c draw.Canvas) {
	d.layColumns(c.Min.X, c.Max.X-c.Min.X)
	c.FillText(d.style.heading(draw.XLeft, draw.YBottom), vg.Point{X: c.Min.X, Y: c.Max.Y - d.style.TextSize}, d.title)
	for i, text := range d.heads {
		c.FillText(d.style.letters(noteShare, grey), vg.Point{X: d.x[i], Y: c.Max.Y - 2.5*d.style.TextSize}, text)
	}
	c = draw.Crop(c, 0, 0, 0, -d.headHeight())
	height := c.Max.Y - c.Min.Y
	scale := d.scale(height)
	for i := range d.heads {
		nodes := d.column(i)
		free := height - d.columnHeight(i, scale)
		gap := d.nodeGap()
		if len(nodes) > 1 {
			gap += min(free/vg.Length(len(nodes)-1), 2*d.style.TextSize)
		}
		y := c.Max.Y
		for _, n := range nodes {
			n.y = y - vg.Length(n.size())*scale
			y -= d.slot(n, scale) + gap
		}
	}
	d.drawFlows(c, scale)
	for _, n := range d.nodes {
		d.drawNode(c, n, scale)
	}
}

// drawNode draws a node's box, as a line at the least, and its words.
func (d *flows) drawNode(c draw.Canvas, n *node, scale vg.Length) {
	left, top := d.x[n.column], n.y+vg.Length(n.size())*scale
	col, foot := tint(n.col, 0.6), n.y
	if thin := 0.8 * d.style.Hair; top-foot < thin {
		foot = top - thin
	}
	y := (foot+top)/2 + d.words(n)/2
	if !d.inside(n, scale) {
		y = foot
	}
	if top-foot < 3*d.style.Hair {
		col = n.col
	}
	c.SetColor(col)
	c.Fill(appendRect(nil, left, foot, left+d.widths[n.column], top))
	sty := d.style.letters(noteShare, ink)
	for i, text := range n.lines {
		c.FillText(sty, vg.Point{X: left + 0.35*d.style.TextSize, Y: y - 0.15*d.style.TextSize - vg.Length(i+1)*d.lineHeight() + 0.2*d.lineHeight()}, text)
	}
}

// drawFlows draws the bands; at each node they lie in the order of their other ends,
// so that none crosses another without need.
func (d *flows) drawFlows(c draw.Canvas, scale vg.Length) {
	left, right := map[flow]vg.Length{}, map[flow]vg.Length{}
	used := map[*node]vg.Length{}
	ordered := func(other func(f flow) *node) []flow {
		out := slices.Clone(d.flows)
		slices.SortStableFunc(out, func(a, b flow) int { return cmp.Compare(other(b).y, other(a).y) })
		return out
	}
	for _, f := range ordered(func(f flow) *node { return f.to }) {
		right[f] = used[f.from]
		used[f.from] += vg.Length(f.value) * scale
	}
	clear(used)
	for _, f := range ordered(func(f flow) *node { return f.from }) {
		left[f] = used[f.to]
		used[f.to] += vg.Length(f.value) * scale
	}
	for _, f := range d.flows {
		h := max(vg.Length(f.value)*scale, 0.6*d.style.Hair)
		y0 := f.from.y + vg.Length(f.from.size())*scale - right[f]
		y1 := f.to.y + vg.Length(f.to.size())*scale - left[f]
		x0, x1 := d.x[f.from.column]+d.widths[f.from.column], d.x[f.to.column]
		mid := (x0 + x1) / 2
		var p vg.Path
		p.Move(vg.Point{X: x0, Y: y0})
		p.CubeTo(vg.Point{X: mid, Y: y0}, vg.Point{X: mid, Y: y1}, vg.Point{X: x1, Y: y1})
		p.Line(vg.Point{X: x1, Y: y1 - h})
		p.CubeTo(vg.Point{X: mid, Y: y1 - h}, vg.Point{X: mid, Y: y0 - h}, vg.Point{X: x0, Y: y0 - h})
		p.Close()
		c.SetColor(f.col)
		c.Fill(p)
	}
}
