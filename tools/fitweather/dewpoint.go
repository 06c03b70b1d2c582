package main

import (
	"slices"

	"caloduc/models/weather"
	"caloduc/models/weather/normals"
)

// dewHarmonics are the lengths of the seasons of the dew points' shifts, node by
// node: the dry and the moistest air have a season of their own.
var dewHarmonics = []int{1, 1, 3, 3, 3, 1}

// unbounded is room above the last node that bounds no dew point.
const unbounded = 1000

// newDewMap returns a map that changes no dew point.
func newDewMap() weather.DewMap {
	m := weather.DewMap{RoomK: unbounded}
	for _, n := range dewHarmonics {
		m.ShiftK = append(m.ShiftK, make(weather.Season, n))
	}
	return m
}

// thresholds are the dew points up to which free air is commonly let in, degC: the
// year's hours above each are the record's.
var thresholds = []float64{10, 15, 20}

// calibrateDew adds to the map's shifts what the dew points generated lack, by
// least squares: the quantiles of every calendar month and, with the weight of
// many, the year's hours above each threshold.
func calibrateDew(c *weather.Climate, record, made *normals.Collector) error {
	const pull = 0.3 // of no shift, in equations a month
	d := newDesign(dewHarmonics...)
	for month := range 12 {
		b := midMonth(month)
		for q := 0.025; q < 1; q += 0.05 {
			have := made.MonthDewPointDegC(month, q)
			d.add(&b, 1, record.MonthDewPointDegC(month, q)-have, hats(before(&c.DewMap, &b, have))...)
		}
		for i, s := range c.DewMap.ShiftK {
			only := make([]float64, len(dewHarmonics))
			only[i] = 1
			d.add(&b, pull, -s.At(&b), only...)
		}
	}
	for _, degC := range thresholds {
		d.keepHours(&c.DewMap, degC, record, made)
	}
	more, err := d.solve()
	if err != nil {
		return err
	}
	c.DewMap.ShiftK = slices.Clone(c.DewMap.ShiftK)
	for i, s := range c.DewMap.ShiftK {
		for k, v := range s {
			more[i][k] += v
		}
		c.DewMap.ShiftK[i] = more[i]
	}
	for !steep(&c.DewMap) {
		for _, s := range c.DewMap.ShiftK {
			for k := range s {
				s[k] *= 0.97
			}
		}
	}
	return nil
}

// midMonth returns the season in the middle of a calendar month, from 0.
func midMonth(month int) weather.Basis {
	return weather.SeasonOf((float64(month) + 0.5) * 365.2425 / 12)
}

// keepHours adds the equation that the year's hours above a dew point are the
// record's: the shifts there, each month's by the hours within a kelvin.
func (d *design) keepHours(m *weather.DewMap, degC float64, record, made *normals.Collector) {
	var row []float64
	right, near := 0.0, 0.0
	for month := range 12 {
		b := midMonth(month)
		hours := (made.MonthDewPointsBelow(month, degC+1) - made.MonthDewPointsBelow(month, degC-1)) / 2
		right += made.MonthDewPointsBelow(month, degC) - record.MonthDewPointsBelow(month, degC)
		near += hours
		var one design
		one.harmonics = d.harmonics
		one.add(&b, 1, 0, hats(before(m, &b, degC))...)
		if row == nil {
			row = make([]float64, len(one.rows[0]))
		}
		for i, v := range one.rows[0] {
			row[i] += hours * v
		}
	}
	if near < 0.05 {
		return // hardly ever so moist
	}
	for i := range row {
		row[i] /= near
	}
	d.rows, d.right, d.weight = append(d.rows, row), append(d.right, right/near), append(d.weight, monthWeight)
}

// hats returns the weights of the nodes' shifts at a dew point.
func hats(degC float64) []float64 {
	nodes := weather.DewNodesDegC[:]
	w := make([]float64, len(nodes))
	last := len(nodes) - 1
	switch {
	case degC <= nodes[0]:
		w[0] = 1
	case degC >= nodes[last]:
		w[last] = 1
	default:
		i := 0
		for nodes[i+1] < degC {
			i++
		}
		w[i+1] = (degC - nodes[i]) / (nodes[i+1] - nodes[i])
		w[i] = 1 - w[i+1]
	}
	return w
}

// before returns the dew point that becomes the given one, degC.
func before(m *weather.DewMap, b *weather.Basis, degC float64) float64 {
	lo, hi := degC-40, degC+40
	for range 50 {
		if mid := (lo + hi) / 2; m.At(b, mid) < degC {
			lo = mid
		} else {
			hi = mid
		}
	}
	return (lo + hi) / 2
}

// steep tells whether, at all seasons, a dew point becomes one that rises with it
// by at least a quarter.
func steep(m *weather.DewMap) bool {
	nodes := weather.DewNodesDegC[:]
	for day := 0.0; day < 365; day += 5 {
		b := weather.SeasonOf(day)
		for i := 1; i < len(nodes); i++ {
			x := nodes[i] - nodes[i-1]
			if x+m.ShiftK[i].At(&b)-m.ShiftK[i-1].At(&b) < 0.25*x {
				return false
			}
		}
	}
	return true
}

// calibrateRoom sets the room above the last node so that the dew points generated
// would have had the record's excess over the node, in the mean of the logarithm
// over two quantiles.
func calibrateRoom(c *weather.Climate, want, have normals.Normals) {
	inverse, node := 0.0, weather.DewNodesDegC[len(weather.DewNodesDegC)-1]
	for _, q := range [][2]float64{
		{want.DewPoint99DegC, have.DewPoint99DegC},
		{want.DewPoint999DegC, have.DewPoint999DegC},
	} {
		x, y := q[0]-node, q[1]-node
		if x <= 0 || y <= 0 {
			continue
		}
		free := y / (1 - y/c.DewMap.RoomK) // before it was drawn in
		inverse += (1/x - 1/free) / 2
	}
	c.DewMap.RoomK = 1 / max(inverse, 1/float64(unbounded))
}
