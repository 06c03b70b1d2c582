package record

// Summary is an indicator over one calendar year or over the whole run.
type Summary struct {
	*Indicator
	Period string // "2026" or "total"
	Value  float64
}

// Summaries returns every indicator over each year and over everything recorded,
// indicator by indicator, the years first.
func (r *Recorder) Summaries() []Summary {
	var periods []period
	for _, p := range r.periods() {
		if len(p.name) != len("2026-03") {
			periods = append(periods, p)
		}
	}
	out := make([]Summary, 0, len(periods)*len(r.reg.Indicators))
	for _, ind := range r.reg.Indicators {
		for i := range periods {
			out = append(out, Summary{ind, periods[i].name, ind.Value(&periods[i])})
		}
	}
	return out
}
