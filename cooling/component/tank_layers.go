package component

// gain exchanges heat between neighbours and with the surroundings, floor and roof
// sharing with the next layer by mass. It takes total, the temperatures' sum, before
// and leaves it as it is afterwards.
func (t *Tank) gain(ambientDegC float64) {
	x, last := t.DegC, len(t.DegC)-1
	full := t.layerJPerK * (1 / MinuteS) // W/K
	lowest, highest := full*t.part, full*(1-t.part)
	below := min(t.exchange, 0.25*stable*lowest) * (x[0] - x[1])        // heat that crosses upwards
	top := min(t.exchange, 0.25*stable*highest) * (x[last-1] - x[last]) // into the highest, which may be thin
	floor := t.ends * (1 - t.part) * (ambientDegC - x[1])               // what they share
	roof := t.ends * t.part * (ambientDegC - x[last-1])
	in0 := (t.side + t.ends) * t.part * (ambientDegC - x[0])
	in1 := (t.side + t.ends) * (1 - t.part) * (ambientDegC - x[last])
	inner := t.total - t.part*x[0] - (1-t.part)*x[last]
	t.GainW = in0 + in1 + floor + roof + t.side*(float64(last-1)*ambientDegC-inner)
	if t.part > 0 {
		x[0] += (in0 - below) / lowest
	}
	k := 1 / full
	exchange, kept := k*t.exchange, 1-k*t.side // fractions of a layer's heat capacity in the minute
	given := k * t.side * ambientDegC          // rises of a layer, K
	in, v := k*(below+floor), x[1]
	above, now := x[2:last], x[1:last]
	now = now[:len(above)]
	inner = 0
	for i, next := range above {
		out := exchange * (v - next)
		v = v*kept + (given + in - out)
		inner += v
		now[i] = v
		in, v = out, next
	}
	v = v*kept + (given + in + k*(roof-top))
	x[last-1] = v
	if t.part < 1 {
		x[last] += (in1 + top) / highest
	}
	t.total = t.part*x[0] + (inner + v) + (1-t.part)*x[last]
}

// turnOverEnds is turnOver after a minute without flow. Exchange between layers in
// order leaves them in order (stable): only floor, roof and thin layers, at both
// ends, do not.
func (t *Tank) turnOverEnds() {
	last := len(t.DegC) - 1
	for _, i := range [4]int{1, 2, last - 1, last} {
		if t.DegC[i] < t.DegC[i-1] {
			t.mix(i)
		}
	}
}

// turnOver mixes layers that lie on colder ones, as many as it takes.
func (t *Tank) turnOver() {
	for i := colder(t.DegC, 1); i < len(t.DegC); {
		i = colder(t.DegC, t.mix(i))
	}
}

// mix mixes layer i, 1 or more, with the one below, and both with as many below and
// above as it takes. It returns the next layer.
func (t *Tank) mix(i int) int {
	x := t.DegC
	// Layers lo to hi-1 are one mass, of temperature total/mass.
	lo, hi := i-1, i+1
	mass := t.share(lo) + t.share(i)
	total := t.share(lo)*x[lo] + t.share(i)*x[i]
	for {
		if lo > 0 && x[lo-1]*mass > total {
			lo--
			mass, total = mass+t.share(lo), total+t.share(lo)*x[lo]
		} else if hi < len(x) && x[hi]*mass < total {
			mass, total = mass+t.share(hi), total+t.share(hi)*x[hi]
			hi++
		} else {
			break
		}
	}
	mean := total / mass
	for j := lo; j < hi; j++ {
		x[j] = mean
	}
	return hi
}

// colder is the lowest layer from i on, 1 or more, that lies on a warmer one.
func colder(x []float64, i int) int {
	below := x[i-1]
	for j, v := range x[i:] {
		if v < below {
			return i + j
		}
		below = v
	}
	return len(x)
}
