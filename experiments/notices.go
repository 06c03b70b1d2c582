package experiments

import (
	"fmt"

	"caloduc/sim/record"
)

// noticeInput gathers what the built world shows of its input: contradictions that
// run, and input that is not what it seems.
func (w *World) noticeInput() {
	w.notices = append(w.notices, w.weather.Notices()...)
	w.notices = append(w.notices, w.market.Notices()...)
	for _, c := range w.campuses {
		w.notices = append(w.notices, c.cluster.Notices()...)
	}
}

// noticedShare is the share of the counted minutes beyond which a count out of
// bounds is told at the head of the report.
const noticedShare = 0.05

// noticeBounds gathers the models that worked beyond their bounds for more than
// noticedShare of the time.
func (w *World) noticeBounds(rec *record.Recorder) {
	for _, c := range rec.Counters() {
		if share := float64(c.Count) / float64(w.cal.End()); c.Bounds != "" && share > noticedShare {
			w.notices.Add(c.Scope, "see the model's page for what it does beyond them",
				"%s of the time: %s (bounds: %s)", percent(share), c.Description, c.Bounds)
		}
	}
}

func percent(share float64) string { return fmt.Sprintf("%.0f %%", 100*share) }
