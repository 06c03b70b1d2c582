package cooling

import (
	"errors"
	"fmt"

	"caloduc/cooling/loop"
)

// Other servers can stand in a hall after some years. The plant stays as it was built:
// it must bear them, and from then on follows what they leave to liquid and to air and what
// they bear.

// more tells whether heat passes what there is of it by more than rounding.
func more(heat, built float64) bool { return heat > built*(1+1e-9) }

// Bears implements Plant: it tells why the plant cannot carry the heat of other servers, Fill times the power
// for which it was built.
func (p *joined) Bears(h loop.Hall) error {
	b, it := &p.demand, p.demand.DesignITMW*h.Filled()
	if p.liquid != nil && p.liquid.Immersed() {
		h.LiquidFraction, h.MaxLiquidSupplyDegC = b.LiquidFraction, b.MaxLiquidSupplyDegC
	}
	f := h.LiquidFraction
	switch {
	case p.liquid == nil && f > 0:
		return fmt.Errorf("%.0f kW racks with cold plates (liquid fraction %g) need a liquid plant; the hall has none", h.RackPowerkW, f)
	case p.liquid != nil && f <= 0:
		return errors.New("its servers have no cold plates: the hall's liquid plant carries nothing")
	case more(h.Filled(), 1):
		return fmt.Errorf("they take %.4g MW, the plant is built for %.4g MW", it, b.DesignITMW)
	case more(it*f, b.DesignITMW*b.LiquidFraction):
		return fmt.Errorf("cold plates would capture %.4g MW, the plant's coolant units are built for %.4g MW", it*f, b.DesignITMW*b.LiquidFraction)
	case more(it*(1-f), b.DesignITMW*(1-b.LiquidFraction)):
		return fmt.Errorf("they leave %.4g MW to the air, which is built for %.4g MW", it*(1-f), b.DesignITMW*(1-b.LiquidFraction))
	case p.force:
		return nil
	}
	if err := p.air.Hall().Bears(h.RackPowerkW*(1-f)/(b.RackPowerkW*(1-b.LiquidFraction)), h.MaxInletAirDegC); err != nil || p.liquid == nil {
		return err
	}
	return p.liquid.Bears(&h)
}

// Refit implements Plant.
func (p *joined) Refit(h loop.Hall) {
	if l := p.liquid; l != nil {
		if !l.Immersed() {
			p.bearsDegC = h.MaxLiquidSupplyDegC
		}
		l.Refit(&h)
	}
	p.perDesign = 1 / (p.demand.DesignITMW * h.Filled())
	p.air.Hall().MaxInletDegC = h.MaxInletAirDegC
}

// shares are what each plant of the hybrid has of other servers.
func (p *hybrid) shares(h loop.Hall) (liquid, air loop.Hall) {
	x, it := h.LiquidFraction, h.DesignITMW*h.Filled()
	liquid, air = h, h
	liquid.DesignITMW, air.DesignITMW = p.liquid.Inventory().DesignITMW, p.air.Inventory().DesignITMW
	liquid.RackPowerkW, liquid.LiquidFraction, liquid.Fill = x*h.RackPowerkW, 1, x*it/liquid.DesignITMW
	air.RackPowerkW, air.LiquidFraction, air.Fill = (1-x)*h.RackPowerkW, 0, (1-x)*it/air.DesignITMW
	return liquid, air
}

// Bears implements Plant.
func (p *hybrid) Bears(h loop.Hall) error {
	if x := h.LiquidFraction; x <= 0 || x >= 1 {
		return fmt.Errorf("cold plates capture %g of their heat: one of the hybrid's plants carries no servers", x)
	}
	liquid, air := p.shares(h)
	if err := p.liquid.Bears(liquid); err != nil {
		return fmt.Errorf("liquid share: %w", err)
	}
	if err := p.air.Bears(air); err != nil {
		return fmt.Errorf("air share: %w", err)
	}
	return nil
}

// Refit implements Plant.
func (p *hybrid) Refit(h loop.Hall) {
	liquid, air := p.shares(h)
	p.fraction = h.LiquidFraction
	p.liquid.Refit(liquid)
	p.air.Refit(air)
}
