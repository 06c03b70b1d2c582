package cooling

import "caloduc/sim/param"

// withoutWater stands in the spec of a plant that carries the hall's heat by no
// loop of water: it takes neither storage nor heat recovery, and check says why.
type withoutWater struct {
	storage           bool
	tank, recovery    map[string]any
	carrier, tankless string // by what the heat leaves; why a tank is of no use
}

// trimsOnly is why a tank is of no use where chillers trim.
const trimsOnly = "its chilled water only trims what outdoor air leaves: a tank beside it would stand unused but for the hottest hours; storage goes with chilled-water, air-cooled-chiller, river and direct-liquid plants"

// declare declares the keys that are refused.
func (w *withoutWater) declare(p *param.Set, carrier, tankless string) {
	w.carrier, w.tankless = carrier, tankless
	p.Bool(&w.storage, "thermal_storage", false, "refused: "+tankless)
	p.Free(&w.tank, "storage", "refused: "+tankless)
	p.Free(&w.recovery, "heat_recovery", "refused: "+w.noRecovery())
}

func (w *withoutWater) noRecovery() string {
	return "the hall's heat leaves by " + w.carrier + "; a district network needs a loop of warm water, as of direct-liquid, chilled-water, air-cooled-chiller or river plants"
}

// check refuses what is given.
func (w *withoutWater) check(report func(key, format string, args ...any)) {
	if w.storage {
		report("thermal_storage", "%s", w.tankless)
	}
	if w.tank != nil {
		report("storage", "%s", w.tankless)
	}
	if w.recovery != nil {
		report("heat_recovery", "%s", w.noRecovery())
	}
}
