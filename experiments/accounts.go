package experiments

import (
	"cmp"
	"errors"

	"caloduc/models/economics"
	"caloduc/sim"
	"caloduc/sim/record"
)

// terms are what a campus buys and keeps its accounts by: its own tables, or the
// experiment's.
type terms struct {
	zone      string
	contract  economics.ContractSpec
	market    *economics.MarketSpec
	economics *economics.Spec
}

// terms of a campus.
func (s *Spec) terms(c *CampusSpec) terms {
	return terms{zone: cmp.Or(c.Zone, s.Zone), contract: cmp.Or(c.Contract, s.Contract),
		market: cmp.Or(c.Market, &s.Market), economics: cmp.Or(c.Economics, &s.Economics)}
}

// marketPath is where the prices of a campus' market are given.
func marketPath(c *CampusSpec) string {
	if c.Market == nil {
		return marketKey
	}
	return "campus[" + c.Name + "]." + marketKey
}

// contractPath is where a campus' contract is given.
func contractPath(c *CampusSpec) string {
	if c.Contract == nil {
		return contractKey
	}
	return "campus[" + c.Name + "]." + contractKey
}

// accountError says where the key stands that an account was refused for.
func accountError(c *CampusSpec, err error) error {
	var key *economics.KeyError
	switch {
	case !errors.As(err, &key):
		return at("campus["+c.Name+"]", err)
	case key.Contract:
		return at(contractPath(c)+"."+key.Key, key.Err)
	case c.Economics == nil:
		return at(economicsKey+"."+key.Key, key.Err)
	}
	return at("campus["+c.Name+"]."+economicsKey+"."+key.Key, key.Err)
}

// marketTerms tell the market of such terms from others.
func (t *terms) marketTerms() string { return t.zone + " " + t.market.Terms(t.economics) }

// marketPlace is a market and the words that tell it from others.
type marketPlace struct {
	*economics.Market
	terms string
}

// marketOf returns the market on which a campus of such terms buys: one for all that
// buy by the same prices and clock. Generated prices of one time zone come from the
// same draws, those of another from their own.
func (w *World) marketOf(t *terms, streams sim.Streams) (*marketPlace, error) {
	words := t.marketTerms()
	for _, k := range w.markets {
		if k.terms == words {
			return k, nil
		}
	}
	cal, err := w.clock(t.zone)
	if err != nil {
		return nil, err
	}
	name := "market"
	if t.zone != w.spec.Zone {
		name += "." + t.zone
	}
	m, err := economics.NewMarket(name, t.market, t.economics, cal, streams)
	if err != nil {
		return nil, err
	}
	k := &marketPlace{Market: m, terms: words}
	w.markets = append(w.markets, k)
	w.notices = append(w.notices, m.Notices()...)
	return k, nil
}

// clock is the calendar by the clock of a zone.
func (w *World) clock(zone string) (sim.Calendar, error) {
	if zone == w.spec.Zone {
		return w.cal, nil
	}
	return w.cal.In(zone)
}

// declareMarkets records each market once, that of campuses without tables of their own
// for the whole experiment, another in the group of the first campus that buys there,
// with its price in the others'. It returns what they give.
func (w *World) declareMarkets(root record.Group) (given []record.Term) {
	common := w.spec.terms(new(CampusSpec))
	declared := map[*marketPlace]bool{}
	for _, c := range w.campuses {
		g, k := root, c.market
		own := k.terms != common.marketTerms()
		if own {
			g = c.group(root)
		}
		switch {
		case !declared[k]:
			given = append(given, record.T(k.Declare(g), 1))
		case own:
			k.DeclarePrice(g)
		}
		declared[k] = true
	}
	return given
}
