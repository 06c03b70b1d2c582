package cooling

import (
	"caloduc/sim"
	"caloduc/sim/record"
)

// SharedWater TODO(helper river).
type SharedWater struct{}

type reachUser struct{}

func (u *reachUser) begin(m sim.Minute, out *Outdoor) {}
func (u *reachUser) finish()                          {}
func (u *reachUser) rest()                            {}
func (u *reachUser) book(d *Duty)                     {}
func (u *reachUser) declare(g record.Group)           {}
