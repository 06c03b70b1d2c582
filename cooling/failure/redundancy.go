package failure

import (
	"math"

	"caloduc/sim/param"
)

// UnitsSpec describes the equal units of one kind that share a duty: how many
// carry it, how many stand by, how often one fails and how long its repair
// takes. Its zero value is a kind that never fails.
type UnitsSpec struct {
	Number       float64
	Redundancy   string
	MTBFH        float64
	RepairH      float64
	RepairSpread float64
	Group        float64 // units that share standby units; 0: all

	kind *Kind
}

// redundancies are the words for the units installed beside those needed.
var redundancies = []string{"N", "N+1", "N+2", "2N"}

// Params declares the parameters.
func (s *UnitsSpec) Params(p *param.Set) {
	k := s.kind
	if k.numberMeaning != "" {
		p.Float(&s.Number, "number", k.Number, param.Above(0), k.numberMeaning, param.Assumption)
	}
	if !k.given {
		p.Choice(&s.Redundancy, "redundancy", "N+1", redundancies, "units installed where N carry the design load; those not needed stand by and take over within the minute")
	}
	if k.domain && !k.given {
		p.Float(&s.Group, "group", 0, param.AtLeast(0), "units that share standby units, redundancy being that of each group: a unit out that none of its group stands in for stops the racks that it serves; 0: all units of the hall are one group", param.Assumption)
	}
	p.Float(&s.MTBFH, "mtbf_h", k.mtbfH, param.AtLeast(1), "mean time from repair to failure of one unit, running or standing by; exponential", k.source)
	p.Float(&s.RepairH, "repair_h", k.repairH, param.AtLeast(0.02), "mean time to repair of one unit", k.source)
	p.Float(&s.RepairSpread, "repair_spread", 1, param.Between(0, 5), "standard deviation over mean of the time to repair; lognormal, after Myrefelt (2004)", param.Assumption)
}

// Installed returns how many units are installed where needed carry the design
// load: redundancy is "N", "N+1", "N+2" or "2N". needed may be no whole number,
// as for dry coolers: it is rounded up first.
func Installed(needed float64, redundancy string) int {
	n := int(math.Ceil(needed - 1e-9))
	switch redundancy {
	case "N+1":
		return n + 1
	case "N+2":
		return n + 2
	case "2N":
		return 2 * n
	}
	return n
}

// InService returns the share (0 to 1) of design capacity that units in working
// order give, of which needed carry it all.
func InService(working int, needed float64) float64 {
	return min(1, float64(max(working, 0))/needed)
}

// Bank is the state of the units of one kind.
type Bank struct {
	Kind      *Kind
	Spec      UnitsSpec
	Needed    float64 // units that carry the design load
	Installed int

	Broken int // failed and under repair
	Staged int // taken out by staged events
	Share  float64

	Failed int64 // failures at random
	Short  int64 // minutes with less than design capacity

	groups []group // empty: all units stand in for one another
}

// NewBank returns a bank in working order of which needed carry the design
// load, unless the spec gives their number itself.
func NewBank(k *Kind, s *UnitsSpec, needed float64) Bank {
	if s.Number > 0 {
		needed = s.Number
	}
	b := Bank{Kind: k, Spec: *s, Needed: needed, Installed: Installed(needed, s.Redundancy), Share: 1}
	if s.Group > 0 {
		size := int(math.Ceil(s.Group))
		b.divide(size, Installed(float64(size), s.Redundancy)-size)
	}
	return b
}

// shift adds units out of service, or takes them away.
func (b *Bank) shift(out *int, by int) {
	*out += by
	b.Share = InService(b.Installed-b.Broken-b.Staged, b.Needed)
}

// Serving is the number of units that carry load: at most those needed.
func (b *Bank) Serving() float64 { return b.Share * b.Needed }
