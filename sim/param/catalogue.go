package param

import "caloduc/sim/list"

// Catalogue is a set of named presets: facts with their sources, keyed as the
// table's parameters are.
type Catalogue struct {
	Entries []CatalogueEntry
}

// CatalogueEntry is one preset: values by parameter key (float64, int, bool,
// string, or time.Time) and where they come from. A key with dots is a path into the
// tables below, where ** stands for any number of them: "power.ups.redundancy",
// "cooling.**.min_air_flow". It holds in each of them that declares the key, unless a
// preset of that table itself says otherwise.
type CatalogueEntry struct {
	Name   string
	Values map[string]any
	Source Source
	// Sources overrides Source for single keys.
	Sources map[string]Source
}

// Find returns the entry of that name.
func (c *Catalogue) Find(name string) (CatalogueEntry, bool) {
	for _, e := range c.Entries {
		if e.Name == name {
			return e, true
		}
	}
	return CatalogueEntry{}, false
}

// names returns the names of the entries, in order.
func (c *Catalogue) names() []string {
	return list.Map(c.Entries, func(e CatalogueEntry) string { return e.Name })
}

// sourceOf returns where the value of a key comes from.
func (e *CatalogueEntry) sourceOf(key string) Source {
	if s, ok := e.Sources[key]; ok {
		return s
	}
	return e.Source
}
