package cooling

// gain exchanges heat between neighbours and with the surroundings, floor and roof
// sharing with the next layer by mass. It reads total, the temperatures' sum before.
func (t *tank) gain(ambientDegC float64) {
	x, last := t.degC, len(t.degC)-1
	full := t.layerJPerK * (1 / minuteS) // W/K
	lowest, highest := full*t.part, full*(1-t.part)
	below := min(t.exchange, 0.25*stable*lowest) * (x[0] - x[1])        // heat that crosses upwards
	top := min(t.exchange, 0.25*stable*highest) * (x[last-1] - x[last]) // into the highest
	floor := t.ends * (1 - t.part) * (ambientDegC - x[1])               // what they share
	roof := t.ends * t.part * (ambientDegC - x[last-1])
	in0 := (t.side + t.ends) * t.part * (ambientDegC - x[0])
	in1 := (t.side + t.ends) * (1 - t.part) * (ambientDegC - x[last])
	t.gainW = in0 + in1 + floor + roof + t.side*(float64(last-1)*ambientDegC-(t.total-t.part*x[0]-(1-t.part)*x[last]))
	if t.part > 0 {
		x[0] += (in0 - below) / lowest
	}
	k := 1 / full
	side, exchange := k*t.side, k*t.exchange // shares of a layer's heat capacity in the minute
	inner, above := x[1:last], x[2:]
	above = above[:len(inner)]
	in, v := k*below, inner[0] // in as a rise of the layer, K
	for i, next := range above {
		out := exchange * (v - next)
		inner[i] = v + side*(ambientDegC-v) + in - out
		in, v = out, next
	}
	inner[last-2] += in - k*top // the highest layer may be thin: less crosses into it
	x[1] += k * floor
	x[last-1] += k * roof
	if t.part < 1 {
		x[last] += (in1 + top) / highest
	}
}

// turnOver mixes layers that lie on colder ones, as many as it takes.
func (t *tank) turnOver() {
	x := t.degC
	for i := colder(x, 1); i < len(x); {
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
		i = colder(x, hi)
	}
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

// sum adds numbers up in four chains, which the processor runs side by side.
func sum(x []float64) float64 {
	var a, b, c, d float64
	for ; len(x) >= 4; x = x[4:] {
		a, b, c, d = a+x[0], b+x[1], c+x[2], d+x[3]
	}
	for _, v := range x {
		a += v
	}
	return (a + b) + (c + d)
}
