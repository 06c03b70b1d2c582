package weather

import (
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"caloduc/cooling/psychro"
)

// spinUpDays is how many days the daily state runs before the first hour, long
// against its memory of some weeks.
const spinUpDays = 90

// Generator makes hourly weather of several sites at once, without end and
// stationary but for the season. The sites that were fitted together draw
// together, whichever of them are asked for, so that a site's weather depends
// on the generator's seed alone. A Generator is not safe for concurrent use.
//
// What it leaves out: the pressure is the standard atmosphere's at the site's
// elevation, constant; weather does not travel (sites are correlated on the same
// day); sites not fitted jointly are independent of all others; the tails beyond
// what the record's few years show are an assumption (see mapCut).
type Generator struct {
	hour  int64 // hours since 1970-01-01T00Z of the next call
	day   int64 // the latest day made, in days of local time since 1970-01-01
	sites []*siteState
	out   []*siteState // what Next gives, in the order asked for
}

// NewGenerator returns a generator of the named embedded sites (see SiteNames)
// from start, a whole hour UTC, on. It takes two draws from rng and keeps no
// reference to it.
func NewGenerator(sites []string, start time.Time, rng *rand.Rand) (*Generator, error) {
	return NewGeneratorOf(climates, sites, start, rng)
}

// NewGeneratorOf is NewGenerator for climates other than the embedded ones.
func NewGeneratorOf(climates []Climate, sites []string, start time.Time, rng *rand.Rand) (*Generator, error) {
	if !start.Equal(start.Truncate(time.Hour)) {
		return nil, fmt.Errorf("weather: the generator starts at a whole hour, not at %s", start.UTC().Format(time.RFC3339Nano))
	}
	needed := make([]bool, len(climates))
	for _, name := range sites {
		k := slices.IndexFunc(climates, func(c Climate) bool { return c.Name == name })
		if k < 0 {
			return nil, fmt.Errorf("weather: no generator for site %q; there are %s", name, strings.Join(names(climates), ", "))
		}
		needed[k] = true
		for j := range climates[k].companions() {
			needed[j] = true
		}
	}
	g := &Generator{hour: start.Unix() / 3600}
	a, b := rng.Uint64(), rng.Uint64()
	for k := range climates {
		if needed[k] {
			g.sites = append(g.sites, newSiteState(&climates[k], a, b))
		}
	}
	for _, name := range sites {
		k := slices.IndexFunc(g.sites, func(s *siteState) bool { return s.Name == name })
		g.out = append(g.out, g.sites[k])
	}
	// The first day made is before that of any place on Earth, whatever the
	// sites, and the hourly noise runs in for a day more.
	g.day = floorDiv(g.hour-12, 24) - 2
	for d := g.day - spinUpDays; d <= g.day; d++ {
		g.drawDay(d)
	}
	return g, nil
}

// Next writes the weather of the next hour, a site a place of out in the order
// the sites were named, and moves one hour on. It does not allocate.
func (g *Generator) Next(out []Hour) {
	for i, s := range g.out {
		local := g.hour + int64(s.OffsetHours)
		day := floorDiv(local, 24)
		for g.day < day {
			g.day++
			g.drawDay(g.day)
			g.makeDay(g.day)
		}
		out[i] = s.hours[day&1][local-24*day]
	}
	g.hour++
}

// drawDay draws the daily state of the day after next of every site.
func (g *Generator) drawDay(day int64) {
	season := seasonOfDay(day + 2)
	for k, s := range g.sites {
		s.drawDay(g.sites[:k], &season)
	}
}

// makeDay makes the 24 hours of a day of every site.
func (g *Generator) makeDay(day int64) {
	season := seasonOfDay(day)
	for k, s := range g.sites {
		s.makeDay(g.sites[:k], &season, &s.hours[day&1])
	}
}

// newSiteState seeds a site's own streams from the generator's seed and the
// site's name, so that no site shifts another's draws.
func newSiteState(c *Climate, a, b uint64) *siteState {
	stream := func(kind string) *rand.Rand {
		h := fnv.New64a()
		h.Write([]byte(c.Name + "." + kind))
		return rand.New(rand.NewPCG(a^h.Sum64(), b))
	}
	s := &siteState{
		Climate:    c,
		daily:      stream("daily"),
		hourly:     stream("hourly"),
		humid:      stream("humidity"),
		pressurePa: psychro.PressureAtAltitudePa(c.ElevationM),
		tempSwing:  AnnualCourse(c.TempShape),
		drySwing:   AnnualCourse(c.DryShape),
		tempNoise:  newNoise(c.TempNoiseAR),
		dryNoise:   newNoise(c.DryNoiseAR),
	}
	for h := range s.drySwing {
		s.drySwing[h] *= c.DryOnSwing
	}
	return s
}

// floorDiv returns the greatest integer not above a/b, for b > 0.
func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}
