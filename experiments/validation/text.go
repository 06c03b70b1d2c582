package validation

import (
	"cmp"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"unicode/utf8"
)

// columns are the headings of the table.
var columns = []string{"quantity", "published", "simulated", "difference", "tolerance", "unit", "class", "verdict"}

// lineWidth is where diagnoses and sources are wrapped.
const lineWidth = 100

// WriteText writes the rows as one table for each topic, its rows below their
// source and what their tolerances rest on, each diagnosis, and each reason for a class,
// below its first row, and a summary.
func WriteText(w io.Writer, rows []Row) error {
	var b strings.Builder
	for from, to := 0, 0; from < len(rows); from = to {
		for to < len(rows) && rows[to].Group == rows[from].Group {
			to++
		}
		writeTopic(&b, rows[from:to])
	}
	b.WriteString(Summary(rows) + "\n")
	_, err := io.WriteString(w, b.String())
	return err
}

// writeTopic writes the table of one topic, with columns as wide as it needs.
func writeTopic(b *strings.Builder, rows []Row) {
	table, width := [][]string{columns}, make([]int, len(columns))
	for i := range rows {
		table = append(table, rows[i].cells())
	}
	for _, cells := range table {
		for k, c := range cells {
			width[k] = max(width[k], utf8.RuneCountInString(c))
		}
	}
	b.WriteString(rows[0].Group + "\n")
	line(b, columns, width)
	source, basis, said := "", "", ""
	for i := range rows {
		r := &rows[i]
		if r.Source != source {
			source = r.Source
			wrap(b, " ", r.Source)
			basis = ""
		}
		if r.Basis != basis && r.Basis != "" {
			wrap(b, " ", "tolerance: "+r.Basis)
		}
		basis = r.Basis
		line(b, table[i+1], width)
		if text := cmp.Or(r.Diagnosis, r.Why); text != said {
			wrap(b, "      ", text)
			said = text
		}
	}
	b.WriteByte('\n')
}

// cells are a row's texts, in the order of columns.
func (r *Row) cells() []string {
	simulated, difference := "", ""
	if !math.IsNaN(r.Simulated) {
		simulated = fmt.Sprintf("%.6g", r.Simulated)
	}
	if !math.IsNaN(r.Difference) {
		difference = fmt.Sprintf("%+.2g", r.Difference)
	}
	return []string{r.Quantity, r.Published.String(), simulated, difference, r.Tolerance.String(), r.Unit, string(r.Class), r.Verdict}
}

// line writes cells padded to their columns: words to the left, numbers to the
// right.
func line(b *strings.Builder, cells []string, width []int) {
	for k, c := range cells {
		pad := strings.Repeat(" ", width[k]-utf8.RuneCountInString(c))
		switch {
		case k == 0:
			b.WriteString("  " + c + pad)
		case k == len(cells)-1:
			b.WriteString("  " + c)
		case columns[k] == "unit" || columns[k] == "class":
			b.WriteString("  " + c + pad)
		default:
			b.WriteString("  " + pad + c)
		}
	}
	b.WriteByte('\n')
}

// wrap writes words in lines of lineWidth.
func wrap(b *strings.Builder, indent, text string) {
	n := 0
	if text == "" {
		return
	}
	for _, word := range strings.Fields(text) {
		length := utf8.RuneCountInString(word)
		switch {
		case n == 0:
			b.WriteString(indent)
			n = len(indent)
		case n+1+length > lineWidth:
			b.WriteString("\n" + indent)
			n = len(indent)
		default:
			b.WriteByte(' ')
			n++
		}
		b.WriteString(word)
		n += length
	}
	b.WriteByte('\n')
}

// Summary is the headline, which counts measurements and other engines alone, and
// below it each class by its verdicts.
func Summary(rows []Row) string {
	count := map[Class]map[string]int{}
	for _, c := range Classes {
		count[c] = map[string]int{}
	}
	var missing []string
	for i := range rows {
		r := &rows[i]
		v := r.Verdict
		if need, ok := strings.CutPrefix(v, skipped); ok {
			v = skipped
			if !slices.Contains(missing, need) {
				missing = append(missing, need)
			}
		}
		count[r.Class][v]++
	}
	of := func(verdict string) int { return count[Measured][verdict] + count[Engine][verdict] }
	s := fmt.Sprintf("%d compared with measurements and other engines: %d pass, %d misfit with a diagnosis, %d miss",
		of(Pass)+of(Known)+of(Miss), of(Pass), of(Known), of(Miss))
	for _, c := range Classes {
		if of := verdicts(count[c]); of != "" {
			s += fmt.Sprintf("\n  %-9s %s", c, of)
		}
	}
	if len(missing) > 0 {
		const most = 4
		if len(missing) > most {
			missing = append(missing[:most], fmt.Sprintf("%d more", len(missing)-most))
		}
		s += "\n  skipped for want of " + strings.Join(missing, ", ")
	}
	return s
}

// verdicts lists how often each was given, "" for none.
func verdicts(count map[string]int) string {
	var parts []string
	for _, v := range []string{Pass, Known, Miss, Beside, skipped} {
		if n := count[v]; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, strings.TrimSuffix(v, ": needs ")))
		}
	}
	return strings.Join(parts, ", ")
}
