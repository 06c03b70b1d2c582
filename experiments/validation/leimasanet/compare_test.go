package leimasanet

import (
	"fmt"
	"io"
	"math"
)

// comparison sets a simulated result beside the paper's.
type comparison struct {
	Zone                 string
	Case                 Case
	Published, Simulated Percentiles
	Physical             Percentiles // of SaturatedExit, where asked for
}

// worstPUE is the larger of the differences of both percentiles of PUE.
func (c *comparison) worstPUE() float64 {
	return worse(c.Simulated.PUE.P5-c.Published.PUE.P5, c.Simulated.PUE.P95-c.Published.PUE.P95)
}

// worstWUE is the larger of the relative differences of both percentiles of WUE.
func (c *comparison) worstWUE() float64 {
	return worse(c.Simulated.WUE.P5/c.Published.WUE.P5-1, c.Simulated.WUE.P95/c.Published.WUE.P95-1)
}

func worse(a, b float64) float64 {
	if math.Abs(b) > math.Abs(a) {
		return b
	}
	return a
}

// passes tells whether the comparison lies within its case's gate.
func (c *comparison) passes() bool {
	g := GateOf(c.Case)
	return math.Abs(c.worstPUE()) <= g.PUE && math.Abs(c.worstWUE()) <= g.WUE
}

// compare simulates every zone of Zones in the cases, with the climates in a
// folder (see ZoneFile).
func compare(dir string, cases []Case, samples int, physicalToo bool) ([]comparison, error) {
	var rows []comparison
	for _, zone := range Zones {
		year, err := ReadClimate(ZoneFile(dir, zone))
		if err != nil {
			return nil, err
		}
		for _, c := range cases {
			r := comparison{Zone: zone, Case: c}
			r.Published, _ = Find(zone, c)
			if r.Simulated, err = Evaluate(year, c, samples, Options{}); err != nil {
				return nil, err
			}
			if physicalToo {
				if r.Physical, err = Evaluate(year, c, samples, Options{Tower: SaturatedExit}); err != nil {
					return nil, err
				}
			}
			rows = append(rows, r)
		}
	}
	return rows, nil
}

// writeTable writes comparisons as a Markdown table.
func writeTable(w io.Writer, rows []comparison) error {
	_, err := fmt.Fprint(w, "| case | zone | PUE 5th pub | sim | diff | PUE 95th pub | sim | diff | WUE 5th pub | sim | diff | physical | WUE 95th pub | sim | diff | physical |\n"+
		"| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n")
	for i := range rows {
		if err != nil {
			return err
		}
		r := &rows[i]
		p, s, f := &r.Published, &r.Simulated, &r.Physical
		_, err = fmt.Fprintf(w, "| %d | %s | %.4f | %.4f | %+.4f | %.4f | %.4f | %+.4f | %.3f | %.3f | %+.1f %% | %.3f | %.3f | %.3f | %+.1f %% | %.3f |\n", r.Case, r.Zone,
			p.PUE.P5, s.PUE.P5, s.PUE.P5-p.PUE.P5, p.PUE.P95, s.PUE.P95, s.PUE.P95-p.PUE.P95,
			p.WUE.P5, s.WUE.P5, 100*(s.WUE.P5/p.WUE.P5-1), f.WUE.P5,
			p.WUE.P95, s.WUE.P95, 100*(s.WUE.P95/p.WUE.P95-1), f.WUE.P95)
	}
	return err
}
