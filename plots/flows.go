package plots

import (
	"image/color"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// node is a bar of a flow diagram, as high as what flows through it.
type node struct {
	column      int
	name, value string
	col         color.NRGBA
	in, out     float64
	x, y        vg.Length // of its lower left corner
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
	style  Style
	heads  []string    // of the columns
	places []vg.Length // of the columns, as shares of the width
	nodes  []*node
	flows  []flow
}

// node adds a node.
func (d *flows) node(column int, name string, col color.NRGBA) *node {
	n := &node{column: column, name: name, col: col}
	d.nodes = append(d.nodes, n)
	return n
}

// flow adds a band, coloured after one of its nodes.
func (d *flows) flow(from, to *node, value float64, col color.NRGBA) {
	if !(value > 0) {
		return
	}
	from.out += value
	to.in += value
	d.flows = append(d.flows, flow{from, to, value, tint(col, 0.4)})
}

// join adds to a band that may be there already.
func (d *flows) join(from, to *node, value float64, col color.NRGBA) {
	for i, f := range d.flows {
		if f.from == from && f.to == to && value > 0 {
			d.flows[i].value += value
			from.out += value
			to.in += value
			return
		}
	}
	d.flow(from, to, value, col)
}

// nodeWidth is the width of a node's bar.
func (d *flows) nodeWidth() vg.Length { return 0.8 * d.style.TextSize }

// slot is the height that a node takes up at a scale: its bar, or its label.
func (d *flows) slot(n *node, scale vg.Length) vg.Length {
	return max(vg.Length(n.size())*scale, 2.5*noteShare*d.style.TextSize)
}

// nodeGap is kept free between nodes of a column.
func (d *flows) nodeGap() vg.Length { return 0.9 * d.style.TextSize }

// columnHeight is the height of a column at a scale.
func (d *flows) columnHeight(column int, scale vg.Length) (h vg.Length) {
	for _, n := range d.nodes {
		if n.column == column {
			h += d.slot(n, scale) + d.nodeGap()
		}
	}
	return h - d.nodeGap()
}

// scale is the largest scale at which every column fits into a height.
func (d *flows) scale(height vg.Length) vg.Length {
	lo, hi := vg.Length(0), vg.Length(0)
	for _, n := range d.nodes {
		if n.size() > 0 {
			hi = max(hi, height/vg.Length(n.size()))
		}
	}
	for range 60 {
		mid := (lo + hi) / 2
		fits := true
		for c := range d.places {
			fits = fits && d.columnHeight(c, mid) <= height
		}
		if fits {
			lo = mid
		} else {
			hi = mid
		}
	}
	return lo
}

// draw lays the diagram out on a canvas and draws it.
func (d *flows) draw(c draw.Canvas) {
	head := d.style.heading(draw.XLeft, draw.YBottom)
	labels := d.labelWidth()
	width := c.Max.X - c.Min.X - labels - d.nodeWidth()
	for i, text := range d.heads {
		c.FillText(head, vg.Point{X: c.Min.X + d.places[i]*width, Y: c.Max.Y - d.style.TextSize}, text)
	}
	c = draw.Crop(c, 0, 0, 0, -2*d.style.TextSize)
	height := c.Max.Y - c.Min.Y
	scale := d.scale(height)
	for column, share := range d.places {
		y := c.Max.Y
		for _, n := range d.nodes {
			if n.column != column {
				continue
			}
			h := d.slot(n, scale)
			n.x, n.y = c.Min.X+share*width, y-h/2-vg.Length(n.size())*scale/2
			y -= h + d.nodeGap()
		}
	}
	d.drawFlows(c, scale)
	for _, n := range d.nodes {
		top := n.y + vg.Length(n.size())*scale
		c.FillPolygon(n.col, []vg.Point{{X: n.x, Y: n.y}, {X: n.x + d.nodeWidth(), Y: n.y}, {X: n.x + d.nodeWidth(), Y: top}, {X: n.x, Y: top}})
		sty := d.style.aligned(noteShare, ink, draw.XLeft, draw.YCenter)
		at := vg.Point{X: n.x + d.nodeWidth() + 0.35*d.style.TextSize, Y: (n.y + top) / 2}
		step := 0.55 * noteShare * d.style.TextSize
		if n.name == "" {
			step = 0
		}
		c.FillText(sty, vg.Point{X: at.X, Y: at.Y - step}, n.value)
		c.FillText(sty, vg.Point{X: at.X, Y: at.Y + step}, n.name)
	}
}

// labelWidth is what the labels of the last column need.
func (d *flows) labelWidth() (w vg.Length) {
	sty := d.style.letters(noteShare, ink)
	for _, n := range d.nodes {
		if n.column == len(d.places)-1 {
			w = max(w, sty.Width(n.name), sty.Width(n.value))
		}
	}
	head := d.style.heading(draw.XLeft, draw.YBottom)
	return max(w, head.Width(d.heads[len(d.heads)-1])) + 0.5*d.style.TextSize
}

// drawFlows draws the bands in the order given, each below the last at its nodes.
func (d *flows) drawFlows(c draw.Canvas, scale vg.Length) {
	left, right := map[*node]vg.Length{}, map[*node]vg.Length{}
	for _, f := range d.flows {
		h := vg.Length(f.value) * scale
		y0 := f.from.y + vg.Length(f.from.size())*scale - right[f.from]
		y1 := f.to.y + vg.Length(f.to.size())*scale - left[f.to]
		right[f.from] += h
		left[f.to] += h
		x0, x1 := f.from.x+d.nodeWidth(), f.to.x
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
