package cooling

import (
	"fmt"

	"caloduc/cooling/failure"
	"caloduc/cooling/loop"
	"caloduc/sim/param"
)

// directLiquidSpec is what the tables of plants that cool servers by liquid have in
// common: coolant and facility water, and an air side on outdoor air for what stays
// in the hall's air.
type directLiquidSpec struct {
	commonSpec
	loop.FacilitySpec
	loop.LiquidSpec
	Air      airTable
	Recovery loop.HeatRecoverySpec
	Storage  loop.StorageSpec
}

// airTable is the table of a plant's air side, with units of its own.
type airTable struct {
	loop.AirSpec
	Units failure.UnitsTable
}

// Params declares the parameters.
func (s *airTable) Params(p *param.Set) {
	s.AirSpec.Params(p)
	p.Table(s.Units.Of(&failure.FanUnits, &failure.AirChillerUnits, &failure.ChilledUnits), "units", "the air side's units, their redundancy and failures")
}

// declare declares all but cold plates and sink; drive is what a tank goes by, kinds
// are the sink's units.
func (s *directLiquidSpec) declare(p *param.Set, drive string, kinds ...*failure.Kind) {
	s.commonSpec.declare(p, append([]*failure.Kind{&failure.CDUUnits, &failure.PumpUnits}, kinds...)...)
	s.FacilitySpec.Declare(p)
	s.DeclareReset(p)
	p.Table(&s.Air, "air", "air side for the heat that stays in the hall's air")
	p.Table(&s.Recovery, "heat_recovery", "heat from the facility water for a district network")
	s.Storage.Declare(p, drive)
}

// Check reports impossible combinations.
func (s *directLiquidSpec) Check(report func(key, format string, args ...any)) {
	s.LiquidSpec.CheckKeys("", report)
	s.Storage.CheckKeys(report)
}

// build sizes the plant for hall h with the sink that is made for its liquid side; a
// tank goes by what is extremeDegC at the site's extreme.
func (s *directLiquidSpec) build(site loop.Site, h loop.Hall, extremeDegC float64, sinkOf func(loop.Site, *loop.LiquidSide) (loop.Sink, error)) (Plant, error) {
	p, err := s.size(site.Complete(), h, extremeDegC, sinkOf)
	if err != nil {
		return nil, fmt.Errorf("hall %s: %w", h.Name, err)
	}
	return s.join(p, h)
}

// size is build but for the failures.
func (s *directLiquidSpec) size(site loop.Site, h loop.Hall, extremeDegC float64, sinkOf func(loop.Site, *loop.LiquidSide) (loop.Sink, error)) (*joined, error) {
	s.Held = s.Recovery.PeakMW > 0 || s.Storage.On
	l, err := s.LiquidSpec.Size(h, &s.FacilitySpec, &s.Units, s.Force)
	if err != nil {
		return nil, err
	}
	w := &l.Water
	if w.Sink, err = sinkOf(site, l); err != nil {
		return nil, fmt.Errorf("%w%s", err, l.Why)
	}
	w.District = s.Recovery.Build()
	set := w.SetAtDesignDegC
	if w.Store, err = s.Storage.Build(extremeDegC, set, set+l.HeatW/l.C2, s.Force); err != nil {
		return nil, err
	}
	air, err := s.Air.Build(site, l.Air(h), &s.Air.Units, s.Force)
	if err != nil {
		return nil, fmt.Errorf("air side: %w", err)
	}
	air.Names = loop.CoilNames{}
	return &joined{liquid: l, air: air, extras: Extras{Reuse: w.District.PeakW > 0}}, nil
}

// onDryCoolers makes dry coolers the sink of the liquid side.
func (s *directLiquidSpec) onDryCoolers(c *loop.DryCoolersSpec) func(loop.Site, *loop.LiquidSide) (loop.Sink, error) {
	return func(site loop.Site, l *loop.LiquidSide) (loop.Sink, error) {
		return c.Build(site, &l.Water, l.FullHeatW(), &s.Units, s.Force)
	}
}
