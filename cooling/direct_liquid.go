package cooling

import (
	"fmt"

	"caloduc/sim/param"
)

// directLiquidSpec is what the tables of plants that cool servers by liquid have in
// common: coolant and facility water, and an air side on outdoor air for what stays
// in the hall's air.
type directLiquidSpec struct {
	commonSpec
	FacilitySpec
	LiquidSpec
	Air      airTable
	Recovery HeatRecoverySpec
	Storage  StorageSpec
}

// airTable is the table of a plant's air side, with units of its own.
type airTable struct {
	AirSpec
	Units unitsTable
}

// Params declares the parameters.
func (s *airTable) Params(p *param.Set) {
	s.AirSpec.Params(p)
	p.Table(s.Units.of(&fanUnits, &airChillerUnits, &chilledUnits), "units", "the air side's units, their redundancy and failures")
}

// declare declares all but cold plates and sink; drive is what a tank goes by, kinds
// are the sink's units.
func (s *directLiquidSpec) declare(p *param.Set, drive string, kinds ...*unitKind) {
	s.commonSpec.declare(p, append([]*unitKind{&cduUnits, &pumpUnits}, kinds...)...)
	s.FacilitySpec.declare(p)
	p.Table(&s.Air, "air", "air side for the heat that stays in the hall's air")
	p.Table(&s.Recovery, "heat_recovery", "heat from the facility water for a district network")
	s.Storage.declare(p, drive)
}

// Check reports impossible combinations.
func (s *directLiquidSpec) Check(report func(key, format string, args ...any)) {
	s.Storage.check(report)
}

// build sizes the plant for hall h with the sink that is made for its liquid side; a
// tank goes by what is extremeDegC at the site's extreme.
func (s *directLiquidSpec) build(site Site, h Hall, extremeDegC float64, sinkOf func(Site, *liquidSide) (sink, error)) (Plant, error) {
	p, err := s.size(site.complete(), h, extremeDegC, sinkOf)
	if err != nil {
		return nil, fmt.Errorf("hall %s: %w", h.Name, err)
	}
	return s.join(p, h)
}

// size is build but for the failures.
func (s *directLiquidSpec) size(site Site, h Hall, extremeDegC float64, sinkOf func(Site, *liquidSide) (sink, error)) (*joined, error) {
	l, err := s.LiquidSpec.size(h, &s.FacilitySpec, &s.Units, s.Force)
	if err != nil {
		return nil, err
	}
	w := &l.water
	if w.sink, err = sinkOf(site, l); err != nil {
		return nil, err
	}
	w.district = s.Recovery.build()
	set := w.setAtDesignDegC
	if w.store, err = s.Storage.build(extremeDegC, set, set+l.heatW/l.c2, s.Force); err != nil {
		return nil, err
	}
	air, err := s.Air.build(site, l.air(h), &s.Air.Units, s.Force)
	if err != nil {
		return nil, fmt.Errorf("air side: %w", err)
	}
	air.names = coilNames{}
	return &joined{liquid: l, air: air, extras: Extras{Reuse: w.district.peakW > 0}}, nil
}

// onDryCoolers makes dry coolers the sink of the liquid side.
func (s *directLiquidSpec) onDryCoolers(c *DryCoolersSpec) func(Site, *liquidSide) (sink, error) {
	return func(site Site, l *liquidSide) (sink, error) {
		return c.build(site, &l.water, l.fullHeatW(), &s.Units, s.Force)
	}
}
