package network

import (
	"embed"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
)

// The tables of the French 400 kV grid: 79 buses, 114 corridors, the links of 2026 and
// those to come. They are derived from RTE's list of substations (open data, Licence
// Ouverte), the ENTSO-E map as PyPSA-Eur carries it (CC BY 4.0), the power plant database
// of the Joint Research Centre (CC BY 4.0), RTE's regional statistics (Licence Ouverte) and
// GeoNames (CC BY 4.0). Column 'assumed' names what is an assumption; docs/models/network.md
// says how each was made.
//
//go:embed france/buses.csv france/lines.csv france/links.csv
var france embed.FS

// France is the bundled French 400 kV grid.
func France() (*Grid, error) {
	var data [3][]byte
	for i, name := range []string{"buses", "lines", "links"} {
		text, err := france.ReadFile("france/" + name + ".csv")
		if err != nil {
			return nil, err
		}
		data[i] = text
	}
	g, err := ReadGrid("France", data[0], data[1])
	if err != nil {
		return nil, err
	}
	if err := g.readLinks(data[2]); err != nil {
		return nil, fmt.Errorf("the bundled grid: %w", err)
	}
	return g, nil
}

// readLinks reads the table of links to other zones: bus, zone, capacity_MW, and where they
// are told kind (AC or HVDC), from_year and assumed.
func (g *Grid) readLinks(data []byte) error {
	return errors.Join(readRows("links", data, "bus zone capacity_MW", func(r *gridRow) {
		l := Link{Bus: r.text("bus"), Zone: r.text("zone"), CapacityMW: r.number("capacity_MW", 1, 1e5), HVDC: r.maybe("kind") == "HVDC", Assumed: r.maybe("assumed")}
		if r.maybe("from_year") != "" {
			l.FromYear = r.whole("from_year", 1900, 2200)
		}
		if g.Index(l.Bus) < 0 {
			r.fault("a link of bus %q, which does not exist", l.Bus)
		}
		g.Links = append(g.Links, l)
	})...)
}

func writeCSV(w io.Writer, rows [][]string) error {
	out := csv.NewWriter(w)
	if err := out.WriteAll(rows); err != nil {
		return err
	}
	return out.Error()
}
