package market

// settle reads output and carbon off the clearing and moves the stores on.
func (m *Market) settle() {
	r := &m.result
	r.CutMW = 0
	exports := 0.0
	for i := range m.zones {
		z, out := &m.zones[i], &r.Zones[i]
		if i > 0 {
			exports -= z.exportMW
			out.ExportMW = z.exportMW
		}
		out.PriceEURPerMWh = z.cleared.price()
		if z.curve != nil {
			continue
		}
		z.read(out)
		r.CutMW += out.CutMW
	}
	r.Zones[0].ExportMW = exports
	for i := range m.zones {
		if z := &m.zones[i]; z.curve == nil {
			z.store(&r.Zones[i], &m.spec.Storage, z.gasCost, m.stepH)
		}
	}
	m.carbon()
}

// read takes a zone's output between the two prices that its clearing ended on, so that
// supply meets demand exactly.
func (z *zone) read(out *ZoneResult) {
	c, s := &z.cleared, &z.stack
	out.OutputMW = [Technologies]float64{}
	for i := range s.seg[:s.n] {
		g := &s.seg[i]
		low, high := g.run(c.below), g.run(c.above)
		out.OutputMW[g.tech] += g.mw * (low + c.part*(high-low))
	}
	for t, mw := range s.intakeMW {
		out.OutputMW[t] -= mw
	}
	out.CutMW, out.SpilledMW = max(0, -c.leftMW), max(0, c.leftMW)
	out.SpilledMW += z.possible - out.OutputMW[Wind] - out.OutputMW[Solar] - out.OutputMW[RunOfRiver]
	out.Marginal = s.marginal(c.price())
}

// store moves a zone's stores on by what they gave.
func (z *zone) store(out *ZoneResult, s *StorageSpec, gasCost, stepH float64) {
	ratio := out.PriceEURPerMWh / max(gasCost, 1)
	ratio = max(-1, min(ratio, 5))                           // a scarce hour is not the usual price
	z.reservoir.see(max(ratio, 0), s.WaterMemoryDays, stepH) // below zero water is kept, so that it is not worth less
	z.pumped.see(ratio, s.MemoryDays, stepH)
	z.battery.see(ratio, s.MemoryDays, stepH)
	z.reservoir.moved(stepH*out.OutputMW[Reservoir], 1)
	z.pumped.moved(stepH*out.OutputMW[Pumped], s.RoundTrip)
	z.battery.moved(stepH*out.OutputMW[Battery], s.BatteryRoundTrip)
}
