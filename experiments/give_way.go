package experiments

// How a campus gives way: what its halls may do in the next minute.

// feedBack sets what each hall may do in the next minute: what its plant can
// cool, at the temperatures it reached, and its part of the power that there is.
func (c *campus) feedBack() {
	perDrawn, perDesign := c.powerShares(c.limitMW())
	for _, h := range c.open {
		limit, duty := h.limit, h.duty
		limit.PowerMW = h.chain.DCMW*perDrawn + h.dcMW*perDesign
		limit.Heat = duty.HeatLimit
		limit.InletAirDegC = duty.ServerInletAirDegC
		limit.Stopped = h.domains.stopped(duty.StoppedRacks)
		if h.liquid {
			limit.CoolantDegC = duty.LiquidSupplyDegC
		}
	}
	if c.ranked {
		c.giveWay(c.limitMW(), perDrawn)
	}
}

// capPower holds the open halls below a limit at the campus' bus.
func (c *campus) capPower(limitMW float64) {
	perDrawn, perDesign := c.powerShares(limitMW)
	for _, h := range c.open {
		h.limit.PowerMW = h.chain.DCMW*perDrawn + h.dcMW*perDesign
	}
	if c.ranked {
		c.giveWay(limitMW, perDrawn)
	}
}

// giveWay has the halls give way by their service where power is short or dear.
func (c *campus) giveWay(limitMW, perDrawn float64) {
	c.interrupted = c.feed.priceEURPerMWh() > c.spec.Feed.AboveEURPerMWh
	if c.interrupted || perDrawn < 1 || c.served.CurtailedMW > 0 {
		c.rank(limitMW)
	}
}

// rank holds the open halls below a limit at the campus' bus, class by class: what a
// class wants comes before anything of the next; within a class all give way in
// proportion. What is left over goes by design power.
func (c *campus) rank(limitMW float64) {
	left := c.allowedMW(limitMW)
	design := 0.0
	for _, class := range services {
		standing := class == serviceInterruptible && c.interrupted
		wants := 0.0
		for _, h := range c.open {
			if h.spec.Service == class && !standing {
				wants += h.chain.DCMW + h.state.ShortMW
				design += h.dcMW
			}
		}
		part := 0.0
		if wants > 0 {
			part = min(1, left/wants)
		}
		for _, h := range c.open {
			if h.spec.Service == class {
				h.limit.PowerMW = part * (h.chain.DCMW + h.state.ShortMW)
			}
		}
		left -= part * wants
	}
	if left <= 0 || design == 0 {
		return
	}
	for _, h := range c.open {
		if h.spec.Service != serviceInterruptible || !c.interrupted {
			h.limit.PowerMW += left * h.dcMW / design
		}
	}
}

// leastDCPerBus is the DC power over that at the bus below which what stands beside the
// machines, and draws whether they do or not, makes most of the ratio.
const leastDCPerBus = 0.5

// allowedMW is the DC power at which the campus' bus comes to a limit, by the ratio of
// the last minute. Where machines hardly draw, at least half of what the bus may take
// more is taken to reach them, so that they come back when the limit does.
func (c *campus) allowedMW(limitMW float64) float64 {
	if c.sum.BusMW == 0 {
		return limitMW // after a blackout, until the facility's own draw is known again
	}
	if ratio := c.sum.DCMW / c.sum.BusMW; ratio >= leastDCPerBus {
		return limitMW * ratio
	}
	return max(0, c.sum.DCMW+leastDCPerBus*(limitMW-c.sum.BusMW))
}

// powerShares shares out a limit at the campus' bus: each hall may draw perDrawn
// of what it drew in the last minute, and perDesign for each MW of its design.
// What the limit left over at that minute's ratio of bus to DC power goes by
// design power; beyond the limit all give way in proportion.
func (c *campus) powerShares(limitMW float64) (perDrawn, perDesign float64) {
	allowed := c.allowedMW(limitMW)
	if left := allowed - c.sum.DCMW; left >= 0 {
		return 1, left / c.designMW
	}
	return allowed / c.sum.DCMW, 0
}
