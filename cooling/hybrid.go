package cooling

import (
	"fmt"
	"strings"

	"caloduc/cooling/loop"
	"caloduc/sim"
	"caloduc/sim/param"
	"caloduc/sim/record"
)

// HybridSpec describes a hall whose cold plates and whose air are served by two
// plants.
type HybridSpec struct {
	Liquid, Air PlantSpec
}

// hybridLiquid tells whether a plant carries the heat of cold plates.
func hybridLiquid(word string) bool {
	return strings.HasPrefix(word, "direct-liquid") || word == "river"
}

// hybridAir tells whether a plant cools a hall's air.
func hybridAir(word string) bool {
	return !strings.HasPrefix(word, "direct-liquid") && word != "hybrid" && word != "immersion-dry"
}

// Params declares the parameters.
func (s *HybridSpec) Params(p *param.Set) {
	param.Select(p, &s.Liquid, "liquid", "", Plants.Only(hybridLiquid), "the plant of the heat that cold plates capture")
	param.Select(p, &s.Air, "air", "", Plants.Only(hybridAir), "the plant of the heat that stays in the hall's air")
}

// Build sizes both plants, each for its share.
func (s *HybridSpec) Build(site loop.Site, h loop.Hall) (Plant, error) {
	x := h.LiquidFraction
	switch {
	case s.Liquid == nil || s.Air == nil:
		return nil, fmt.Errorf("hall %s: a hybrid needs a plant for its liquid and one for its air", h.Name)
	case h.DesignITMW <= 0:
		return nil, fmt.Errorf("hall %s: %w", h.Name, loop.ErrNoLoad)
	case x <= 0:
		return nil, fmt.Errorf("hall %s: its servers have no cold plates (liquid fraction 0): the liquid part of a hybrid carries nothing", h.Name)
	case x >= 1:
		return nil, fmt.Errorf("hall %s: cold plates capture all (liquid fraction %g): the air share of a hybrid carries no servers", h.Name, x)
	}
	liquid, air := h, h
	liquid.DesignITMW, liquid.RackPowerkW, liquid.LiquidFraction, liquid.DesignRoomHeatMW = x*h.DesignITMW, x*h.RackPowerkW, 1, 0
	air.DesignITMW, air.RackPowerkW, air.LiquidFraction = (1-x)*h.DesignITMW, (1-x)*h.RackPowerkW, 0
	p := &hybrid{fraction: x}
	var err error
	if p.liquid, err = s.Liquid.Build(site, liquid); err != nil {
		return nil, fmt.Errorf("liquid share: %w", err)
	}
	if p.air, err = s.Air.Build(site, air); err != nil {
		return nil, fmt.Errorf("air share: %w", err)
	}
	p.sum()
	return p, nil
}

// hybrid is the plant built from HybridSpec: two plants side by side. The hall's
// liquid fraction of the servers' heat goes to the liquid plant, as of a hall
// whose cold plates capture all, the rest with the room's heat to the air plant,
// as of a hall without cold plates. What the liquid plant's pumps leave in the
// air, and what cold plates at their limit spill, is carried by that plant's own
// air side: the ventilation of its distribution units' rooms. Each plant keeps its
// control sequence and its failures; the servers give way to the one that asks
// for more.
type hybrid struct {
	fraction    float64
	liquid, air Plant
	duty        loop.Duty
}

// Duty implements Plant.
func (p *hybrid) Duty() *loop.Duty { return &p.duty }

// Stop implements Plant.
func (p *hybrid) Stop() {
	p.liquid.Stop()
	p.air.Stop()
	p.sum()
}

// Step implements Plant.
func (p *hybrid) Step(m sim.Minute, out *loop.Outdoor, load loop.Load) {
	p.liquid.Step(m, out, loop.Load{ITMW: p.fraction * load.ITMW})
	p.air.Step(m, out, loop.Load{ITMW: (1 - p.fraction) * load.ITMW, RoomHeatMW: load.RoomHeatMW})
	p.sum()
}

// Start implements Plant: the units of either share fail for themselves.
func (p *hybrid) Start(e *sim.Engine, name string, streams sim.Streams) {
	p.liquid.Start(e, name+".liquid", streams)
	p.air.Start(e, name+".air", streams)
}

// Extras implements Plant.
func (p *hybrid) Extras() Extras {
	l, a := p.liquid.Extras(), p.air.Extras()
	return Extras{Reuse: l.Reuse || a.Reuse, River: l.River || a.River}
}

// Inventory implements Plant.
func (p *hybrid) Inventory() Inventory {
	l, a := p.liquid.Inventory(), p.air.Inventory()
	return Inventory{DesignITMW: l.DesignITMW + a.DesignITMW, LiquidHeatMW: l.LiquidHeatMW + a.LiquidHeatMW, AirHeatMW: l.AirHeatMW + a.AirHeatMW,
		Components: append(l.Components, a.Components...)}
}

// sum adds the shares up.
func (p *hybrid) sum() {
	l, a := p.liquid.Duty(), p.air.Duty()
	p.duty = loop.Duty{
		FacilityPumpMW: l.FacilityPumpMW + a.FacilityPumpMW, CDUPumpMW: l.CDUPumpMW + a.CDUPumpMW,
		RejectionFanMW: l.RejectionFanMW + a.RejectionFanMW, AirFanMW: l.AirFanMW + a.AirFanMW,
		CompressorMW: l.CompressorMW + a.CompressorMW, SprayPumpMW: l.SprayPumpMW + a.SprayPumpMW,
		HeatPumpMW: l.HeatPumpMW + a.HeatPumpMW, ElectricMW: l.ElectricMW + a.ElectricMW,
		EvaporatedKgPerS: l.EvaporatedKgPerS + a.EvaporatedKgPerS, DriftKgPerS: l.DriftKgPerS + a.DriftKgPerS,
		BlowdownKgPerS: l.BlowdownKgPerS + a.BlowdownKgPerS, WaterKgPerS: l.WaterKgPerS + a.WaterKgPerS,
		WithdrawnKgPerS: l.WithdrawnKgPerS + a.WithdrawnKgPerS, ReturnedKgPerS: l.ReturnedKgPerS + a.ReturnedKgPerS,
		ServerInletAirDegC: a.ServerInletAirDegC, LiquidSupplyDegC: l.LiquidSupplyDegC,
		StoppedRacks: l.StoppedRacks,
		HeatLimit:    min(l.HeatLimit, a.HeatLimit), RejectedMW: l.RejectedMW + a.RejectedMW, ReusedMW: l.ReusedMW + a.ReusedMW,
	}
}

// Declare implements Plant.
func (p *hybrid) Declare(g record.Group) {
	declareDuty(g, &p.duty, p.Extras())
	p.liquid.Declare(g.Group("liquid", "liquid share"))
	p.air.Declare(g.Group("air", "air share"))
}
