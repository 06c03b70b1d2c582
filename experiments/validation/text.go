package validation

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"unicode/utf8"
)

// columns are the headings of the table.
var columns = []string{"quantity", "published", "simulated", "difference", "tolerance", "unit", "verdict"}

// lineWidth is where diagnoses and sources are wrapped.
const lineWidth = 100

// WriteText writes the rows as a table, grouped by topic and source, each
// diagnosis below its row, and a summary. What was skipped for want of --full is
// only counted.
func WriteText(w io.Writer, rows []Row) error {
	var b strings.Builder
	cells := make([][]string, len(rows))
	width := make([]int, len(columns))
	for k, c := range columns {
		width[k] = len(c)
	}
	for i := range rows {
		if rows[i].Verdict == skipped+needFull {
			continue
		}
		cells[i] = rows[i].cells()
		for k, c := range cells[i] {
			width[k] = max(width[k], utf8.RuneCountInString(c))
		}
	}
	line(&b, columns, width)
	group, source := "", ""
	for i := range rows {
		r := &rows[i]
		if cells[i] == nil {
			continue
		}
		if r.Group != group || r.Source != source {
			group, source = r.Group, r.Source
			b.WriteByte('\n')
			wrap(&b, "", group+": "+source)
		}
		line(&b, cells[i], width)
		if r.Diagnosis != "" && r.Verdict != Same {
			wrap(&b, "      ", r.Diagnosis)
		}
	}
	b.WriteByte('\n')
	b.WriteString(Summary(rows))
	b.WriteByte('\n')
	_, err := io.WriteString(w, b.String())
	return err
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
	return []string{r.Quantity, r.Published.String(), simulated, difference, r.Tolerance.String(), r.Unit, r.Verdict}
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
		case columns[k] == "unit":
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

// Summary counts the verdicts in one line.
func Summary(rows []Row) string {
	count := map[string]int{}
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
		count[v]++
	}
	s := fmt.Sprintf("%d compared: %d pass, %d miss, %d misfit with a diagnosis; %d identities hold",
		count[Pass]+count[Miss]+count[Known], count[Pass], count[Miss], count[Known], count[Same])
	if n := count[skipped]; n > 0 {
		const most = 4
		if len(missing) > most {
			missing = append(missing[:most], fmt.Sprintf("%d more", len(missing)-most))
		}
		s += fmt.Sprintf("; %d skipped for want of %s", n, strings.Join(missing, ", "))
	}
	return s
}
