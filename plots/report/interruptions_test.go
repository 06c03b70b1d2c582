package report

import (
	"testing"

	"caloduc/experiments/result"
)

// The table has a row for each component that has interrupted runs, its share of all, and
// none where nothing was interrupted.
func TestInterruptions(t *testing.T) {
	row := func(name, scope, period string, v float64) result.Indicator {
		return result.Indicator{Name: name, Scope: scope, Period: period, Value: v}
	}
	in := read([]result.Indicator{
		row("interruptions", "campus.A", "2026", 8), row("interruptions", "campus.A", "total", 8),
		row("interruptions_by_hbm", "campus.A", "2026", 6), row("interruptions_by_hbm", "campus.A", "total", 6),
		row("interruptions_by_nic", "campus.A", "2026", 0), row("interruptions_by_nic", "campus.A", "total", 0),
		row("interruptions_by_others", "campus.A", "2026", 2), row("interruptions_by_others", "campus.A", "total", 2),
		row("interruptions", "campus.B", "2026", 0), row("interruptions", "campus.B", "total", 0),
	}, nil)
	if in.interruptions("campus.B") != nil || in.interruptions("") != nil {
		t.Error("a table of no interruptions")
	}
	got := in.interruptions("campus.A").Table.Rows
	if len(got) != 2 || got[0][0].Text != "HBM" || got[0][1].Text != "6" || got[0][3].Text != "75.0" || got[1][3].Text != "25.0" {
		t.Errorf("%+v", got)
	}
}
