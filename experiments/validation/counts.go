package validation

import (
	"fmt"
	"io"
	"strings"
)

// about says what the comparisons of a topic are.
var about = map[string]string{
	"cdu":            "worked example of a CDU",
	"chiller":        "check points of chiller curves",
	"compute":        "power of servers and its swing, training, checkpoints",
	"dry-cooler":     "check points of dry coolers",
	"economics":      "prices and costs",
	"lei-masanet":    "PUE and WUE of ten (2025: fourteen) systems in nine climates",
	"lines":          "case9 of MATPOWER; line losses by hand",
	"market":         "prices, exchange and carbon of 2016, 2021, 2022 and 2024; single-zone markets",
	"network":        "power flows of MATPOWER's cases, losses of the French grid",
	"power":          "Frontier's power; power supplies, UPS",
	"psychrometrics": "moist air with ASHRAE's tables",
	"reactors":       "availability, outages, load-following, rivers",
	"sites":          "annual PUE and WUE of six places",
	"tower":          "Merkel with a day of EnergyPlus; YorkCalc's checks, evaporation",
	"weather":        "normals of places",
	"xenon":          "xenon after power changes, restart",
}

// WriteCounts writes, in Markdown, the headline and a table of the verdicts by topic and
// class.
func WriteCounts(w io.Writer, rows []Row) error {
	headline, _, _ := strings.Cut(Summary(rows), "\n")
	var b strings.Builder
	fmt.Fprintf(&b, "%s.\n\n| group |", headline)
	for _, c := range Classes {
		fmt.Fprintf(&b, " %s |", c)
	}
	b.WriteString(" what it compares |\n|" + strings.Repeat(" --- |", len(Classes)+2) + "\n")
	for from, to := 0, 0; from < len(rows); from = to {
		for to < len(rows) && rows[to].Group == rows[from].Group {
			to++
		}
		fmt.Fprintf(&b, "| %s |", rows[from].Group)
		for _, c := range Classes {
			fmt.Fprintf(&b, " %s |", countOf(rows[from:to], c))
		}
		fmt.Fprintf(&b, " %s |\n", about[rows[from].Group])
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// countOf is the number of rows of a class, and of those among them that did not pass.
func countOf(rows []Row, c Class) string {
	count := map[string]int{}
	n := 0
	for i := range rows {
		if rows[i].Class == c {
			n++
			verdict, _, _ := strings.Cut(rows[i].Verdict, ":")
			count[verdict]++
		}
	}
	if n == 0 {
		return ""
	}
	text := fmt.Sprint(n)
	for _, v := range [][3]string{{Known, "misfit", "misfits"}, {Miss, "miss", "misses"}, {"skipped", "skipped", "skipped"}} {
		switch k := count[v[0]]; {
		case k == 1:
			text += ", 1 " + v[1]
		case k > 1:
			text += fmt.Sprintf(", %d %s", k, v[2])
		}
	}
	return text
}
