package network

import "math"

// Shift sets, by branch, what one MW more at a bus, taken out at the slack of its island,
// adds to each flow: a column of the PTDF matrix, MW/MW (Wood, Wollenberg, Sheblé, Power
// Generation, Operation, and Control, 3rd ed., 2014, app. 7A).
func (d *DC) Shift(bus int, ptdf []float64) {
	d.solveUnit(bus)
	d.response(ptdf)
}

// solveUnit solves the angles, as a change, for one MW more at a bus.
func (d *DC) solveUnit(bus int) {
	clear(d.rhs)
	if k := d.place[bus]; k >= 0 {
		d.rhs[k] = 1
		d.factor.Solve(d.rhs)
	}
}

// solved is the solved angle of a bus, as a change.
func (d *DC) solved(bus int32) float64 {
	if k := d.place[bus]; k >= 0 {
		return d.rhs[k]
	}
	return 0
}

// response is what the solved angles, as a change, change in the flows.
func (d *DC) response(mw []float64) {
	for k, b := range d.over {
		mw[k] = 0
		if b != 0 {
			mw[k] = b * (d.solved(d.from[k]) - d.solved(d.to[k]))
		}
	}
}

// bridging is how near to 1 the fraction of a branch's own flow that returns over it must
// be for the branch to be the only one between two parts.
const bridging = 1e-9

// Outage sets, by branch, the part of the flow over branch out that it takes over when
// that trips: a column of the LODF matrix, −1 at the branch itself (the same, eq. 7A.13).
// It is false where the branch is out already or its loss parts the grid: nothing takes
// its flow over.
func (d *DC) Outage(out int, lodf []float64) bool {
	if d.over[out] == 0 {
		return false
	}
	clear(d.rhs)
	if k := d.place[d.from[out]]; k >= 0 {
		d.rhs[k]++
	}
	if k := d.place[d.to[out]]; k >= 0 {
		d.rhs[k]--
	}
	d.factor.Solve(d.rhs)
	d.response(lodf)
	left := 1 - lodf[out]
	if math.Abs(left) < bridging {
		return false
	}
	for k := range lodf {
		lodf[k] /= left
	}
	lodf[out] = -1
	return true
}
