package power

import "caloduc/sim/equipment"

// Installed lists what the chain has been built with. Server power supplies are part
// of the racks.
func (c *Chain) Installed() equipment.List {
	var l equipment.List
	c.ups.installed(&l, &equipment.UPS, c.upsMode)
	c.distribution.installed(&l, &equipment.Distribution, "racks")
	c.generators.installed(&l, c.designMW)
	return l
}

// installed lists the stage's modules.
func (s *Stage) installed(l *equipment.List, k *equipment.Kind, serves string) {
	l.Add(k, serves, s.Modules+s.Standby, float64(s.needed), 1e3*s.RatedMW/float64(max(s.Modules, 1))*float64(s.needed))
}

// For is the same bank for another design load, MW.
func (t *Bank) For(designMW float64) *Bank { return t.spec.Build(designMW) }

// Installed lists the bank's transformers.
func (t *Bank) Installed() equipment.List {
	var l equipment.List
	s := &t.spec
	needed := float64(Modules(t.designMW, s.RatedMVA*s.PowerFactor, s.MaxLoad, redundancyN, s.Group))
	l.Add(&equipment.HallTransformer, "halls", t.units, needed, 1e3*s.RatedMVA*needed)
	return l
}
