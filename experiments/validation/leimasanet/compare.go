package leimasanet

import (
	"fmt"
	"io"
	"math"
)

// Gate is how far simulated percentiles of a case may lie from published ones:
// PUE absolutely, WUE relative to the published. It is infinite where there is no
// demand.
type Gate struct{ PUE, WUE float64 }

// GateOf returns the gate of a case: the two large-scale systems have one.
func GateOf(c Case) Gate {
	switch c {
	case LargeAirEconomiser:
		return Gate{0.03, math.Inf(1)}
	case LargeWaterEconomiser:
		return Gate{0.02, 0.10}
	}
	return Gate{math.Inf(1), math.Inf(1)}
}

// Comparison sets a simulated result beside the paper's.
type Comparison struct {
	Zone                 string
	Case                 Case
	Published, Simulated Percentiles
	Physical             Percentiles // of SaturatedExit, if Options.Physical
}

// WorstPUE is the larger of the differences of both percentiles of PUE.
func (c *Comparison) WorstPUE() float64 {
	return worse(c.Simulated.PUE.P5-c.Published.PUE.P5, c.Simulated.PUE.P95-c.Published.PUE.P95)
}

// WorstWUE is the larger of the relative differences of both percentiles of WUE.
func (c *Comparison) WorstWUE() float64 {
	return worse(c.Simulated.WUE.P5/c.Published.WUE.P5-1, c.Simulated.WUE.P95/c.Published.WUE.P95-1)
}

func worse(a, b float64) float64 {
	if math.Abs(b) > math.Abs(a) {
		return b
	}
	return a
}

// Passes tells whether the comparison lies within its case's gate.
func (c *Comparison) Passes() bool {
	g := GateOf(c.Case)
	return math.Abs(c.WorstPUE()) <= g.PUE && math.Abs(c.WorstWUE()) <= g.WUE
}

// Compare simulates every zone of Zones in the cases, with the climates in a
// folder (see ZoneFile).
func Compare(dir string, cases []Case, samples int, opt Options) ([]Comparison, error) {
	var rows []Comparison
	for _, zone := range Zones {
		year, err := ReadClimate(ZoneFile(dir, zone))
		if err != nil {
			return nil, err
		}
		for _, c := range cases {
			r := Comparison{Zone: zone, Case: c}
			r.Published, _ = Find(zone, c)
			if r.Simulated, err = Evaluate(year, c, samples, opt); err != nil {
				return nil, err
			}
			if opt.Physical {
				physical := opt
				physical.Tower = SaturatedExit
				if r.Physical, err = Evaluate(year, c, samples, physical); err != nil {
					return nil, err
				}
			}
			rows = append(rows, r)
		}
	}
	return rows, nil
}

// WriteTable writes comparisons as a Markdown table.
func WriteTable(w io.Writer, rows []Comparison) error {
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
