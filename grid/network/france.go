package network

import (
	"embed"
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
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
	errs := readRows("links", data[2], func(r *gridRow) {
		l := Link{Bus: r.text("bus"), Zone: r.text("zone"), CapacityMW: r.number("capacity_MW", 1, 1e5), HVDC: r.text("kind") == "HVDC", Assumed: r.maybe("assumed")}
		if year := r.maybe("from_year"); year != "" {
			l.FromYear, err = strconv.Atoi(year)
		}
		if err != nil || g.Index(l.Bus) < 0 {
			r.fault("a link of bus %q from year %q", l.Bus, r.maybe("from_year"))
		}
		g.Links = append(g.Links, l)
	})
	if len(errs) > 0 {
		return nil, fmt.Errorf("the bundled grid: %w", errs[0])
	}
	return g, nil
}

func writeCSV(w io.Writer, rows [][]string) error {
	out := csv.NewWriter(w)
	if err := out.WriteAll(rows); err != nil {
		return err
	}
	return out.Error()
}
