package report

import (
	"fmt"
	"strings"

	"caloduc/sim/channel"
	"caloduc/sim/list"
)

// interruptions has a row for each component whose failures have interrupted runs of a
// scope, by year; nil where none has.
func (in *indicators) interruptions(scope string) *opened {
	all := in.total(channel.Interruptions, scope)
	if !(all > 0) {
		return nil
	}
	t := table{ID: slug(scope) + "-interruptions", Class: "sortable pinned", Caption: place(scope) + say(": interruptions of runs by what failed"), Head: []head{{Text: say("What failed")}}}
	for _, year := range in.years {
		t.Head = append(t.Head, head{Text: year, Number: true})
	}
	t.Head = append(t.Head, head{Text: say("Whole run"), Number: true}, head{Text: say("Share"), Note: "%", Number: true})
	for _, ind := range in.of(scope) {
		what, ok := strings.CutPrefix(ind.name, channel.InterruptionsBy)
		if !ok || ind.at(total) == 0 {
			continue
		}
		counts := append(ind.over(in.years), ind.at(total))
		row := append([]cell{header(label(what))}, list.Map(counts, func(n float64) cell { return number(grouped(n, 0)) })...)
		t.Rows = append(t.Rows, append(row, number(fmt.Sprintf("%.1f", 100*ind.at(total)/all))))
	}
	return &opened{Summary: say("Interruptions of runs by what failed"), Table: t}
}
