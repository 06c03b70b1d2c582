package network

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
)

// What a case file may hold at most.
const (
	mostCaseBytes = 256 << 20
	mostLineBytes = 1 << 20
)

// ReadMATPOWER reads a case file of version 2 (MATPOWER User's Manual 8.1, appendix B).
// It reads the tables bus, gen, branch and gencost; other fields are passed over. A
// statement that would change one of these tables is refused, as it is a program. All
// errors come together, each with its line.
func ReadMATPOWER(name string, r io.Reader) (*Case, error) {
	data, err := io.ReadAll(io.LimitReader(r, mostCaseBytes+1))
	if err != nil {
		return nil, err
	}
	if len(data) > mostCaseBytes {
		return nil, fmt.Errorf("more than %d MB: not a case", mostCaseBytes>>20)
	}
	f := &caseFile{tables: map[string]*matrix{}}
	if err := f.scan(data); err != nil {
		return nil, err
	}
	c := &Case{Name: name, BaseMVA: f.base}
	f.fill(c)
	if len(f.errs) == 0 {
		f.errs = c.Check()
	}
	if len(f.errs) > 0 {
		return nil, errors.Join(f.errs...)
	}
	return c, nil
}

// matrix is a table of numbers with the line of each row.
type matrix struct {
	rows  [][]float64
	lines []int
	line  int // of its head
}

// caseFile is what stands in a case file.
type caseFile struct {
	version bool
	base    float64
	tables  map[string]*matrix
	errs    []error

	open  *matrix // whose rows are being read
	row   []float64
	until byte // what ends the value that is being passed over
}

// known are the tables read, with the fewest columns of each.
var known = map[string]int{"bus": 13, "gen": 10, "branch": 11, "gencost": 5}

func (f *caseFile) fault(line int, format string, args ...any) {
	if len(f.errs) < mostErrors {
		f.errs = append(f.errs, rowError(line, format, args...))
	}
}

// scan reads the file by lines.
func (f *caseFile) scan(data []byte) error {
	for line := 1; len(data) > 0; line++ {
		text, rest, _ := bytes.Cut(data, []byte{'\n'})
		data = rest
		if len(text) > mostLineBytes {
			return rowError(line, "%d MB without an end of line: not a case file", len(text)>>20)
		}
		if i := bytes.IndexFunc(text, func(r rune) bool { return r < ' ' && r != '\t' && r != '\r' && r != '\f' || r == '�' }); i >= 0 && binary(text) {
			return rowError(line, "binary content, not a case file")
		}
		f.line(line, strings.TrimSpace(uncomment(string(text))))
		if len(f.errs) >= mostErrors {
			break
		}
	}
	switch {
	case f.open != nil:
		f.fault(f.open.line, "the table that begins here does not end")
	case len(f.errs) == 0 && !f.version && len(f.tables) == 0:
		return rowError(1, "no table of a MATPOWER case (mpc.bus, mpc.gen, mpc.branch)")
	case !f.version && len(f.errs) == 0:
		f.fault(1, "no mpc.version = '2': cases of version 1 are converted by MATPOWER's loadcase and savecase")
	}
	return nil
}

// binary tells whether text holds what no text file does.
func binary(text []byte) bool {
	return bytes.IndexFunc(text, func(r rune) bool { return r < '\t' || r > '\r' && r < ' ' }) >= 0
}

// uncomment cuts a comment off, outside of quotes.
func uncomment(text string) string {
	quoted := false
	for i := range len(text) {
		switch text[i] {
		case '\'':
			quoted = !quoted
		case '%', '#':
			if !quoted {
				return text[:i]
			}
		}
	}
	return text
}

// line reads a line without its comment.
func (f *caseFile) line(n int, text string) {
	switch {
	case text == "":
	case f.until != 0:
		if strings.IndexByte(text, f.until) >= 0 {
			f.until = 0
		}
	case f.open != nil:
		f.rows(n, text)
	case strings.HasPrefix(text, "function"):
		if strings.HasPrefix(strings.TrimSpace(strings.TrimPrefix(text, "function")), "[") {
			f.fault(n, "a case of version 1: MATPOWER's loadcase and savecase convert it to version 2")
		}
	case strings.HasPrefix(text, "mpc."):
		f.assign(n, strings.TrimPrefix(text, "mpc."))
	case text == "end" || text == "return" || text == "return;" || strings.HasPrefix(text, "define_constants"):
	default:
		f.fault(n, "%q: a statement, which only MATPOWER can run; save the case by its savecase first", short(text))
	}
}

func short(text string) string {
	if len(text) > 40 {
		return text[:40] + "…"
	}
	return text
}

// assign reads 'field = value'.
func (f *caseFile) assign(n int, text string) {
	field, value, ok := strings.Cut(text, "=")
	field, value = strings.TrimSpace(field), strings.TrimSpace(value)
	_, isTable := known[field]
	switch name, _, indexed := strings.Cut(field, "("); {
	case !ok:
		f.fault(n, "%q: a statement, which only MATPOWER can run; save the case by its savecase first", short("mpc."+text))
	case indexed:
		if _, matters := known[strings.TrimSpace(name)]; matters {
			f.fault(n, "mpc.%s is changed by a statement, which only MATPOWER can run; save the case by its savecase first", strings.TrimSpace(name))
		}
	case field == "version":
		if v := strings.Trim(value, " ;'\""); v != "2" {
			f.fault(n, "a case of version %s: only version 2 is read; MATPOWER's loadcase and savecase convert it", v)
		}
		f.version = true
	case field == "baseMVA":
		v, err := strconv.ParseFloat(strings.Trim(value, " ;"), 64)
		if err != nil {
			f.fault(n, "baseMVA = %s: not a number", short(value))
		}
		f.base = v
	case isTable && strings.HasPrefix(value, "["):
		if f.tables[field] != nil {
			f.fault(n, "mpc.%s stands twice: first in line %d", field, f.tables[field].line)
		}
		f.open = &matrix{line: n}
		f.tables[field] = f.open
		f.rows(n, value[1:])
	case isTable:
		f.fault(n, "mpc.%s = %s: a table of numbers in brackets must follow", field, short(value))
	case strings.HasPrefix(value, "[") && !strings.Contains(value, "]"):
		f.until = ']'
	case strings.HasPrefix(value, "{") && !strings.Contains(value, "}"):
		f.until = '}'
	}
}

// rows reads part of a table's rows; a semicolon or the end of the line ends one, three
// dots continue it.
func (f *caseFile) rows(n int, text string) {
	text, _, closed := strings.Cut(text, "]")
	for len(text) > 0 {
		row, rest, ended := strings.Cut(text, ";")
		text = rest
		row, continued := strings.CutSuffix(strings.TrimSpace(row), "...")
		for word := range strings.FieldsFuncSeq(row, func(r rune) bool { return r == ' ' || r == '\t' || r == ',' || r == '\r' }) {
			v, err := strconv.ParseFloat(word, 64)
			if err != nil {
				f.fault(n, "%q is not a number", short(word))
			}
			f.row = append(f.row, v)
		}
		if continued && !ended {
			return
		}
		f.endRow(n)
	}
	f.endRow(n)
	if closed {
		f.open = nil
	}
}

func (f *caseFile) endRow(n int) {
	if len(f.row) == 0 {
		return
	}
	f.open.rows, f.open.lines = append(f.open.rows, f.row), append(f.open.lines, n)
	f.row = nil
}

// fill makes the case of the tables read.
func (f *caseFile) fill(c *Case) {
	for _, name := range []string{"bus", "gen", "branch"} {
		t := f.tables[name]
		if t == nil {
			if len(f.errs) == 0 {
				f.fault(1, "no table mpc.%s", name)
			}
			continue
		}
		for i, r := range t.rows {
			if len(r) < known[name] {
				f.fault(t.lines[i], "%d columns of %s, not %d", len(r), name, known[name])
				continue
			}
			switch name {
			case "bus":
				c.Buses = append(c.Buses, f.bus(r, t.lines[i]))
			case "gen":
				c.Generators = append(c.Generators, f.generator(r, t.lines[i]))
			default:
				c.Branches = append(c.Branches, f.branch(r, t.lines[i]))
			}
		}
	}
	if t := f.tables["gencost"]; t != nil && len(f.errs) == 0 {
		f.costs(c, t)
	}
}

// whole reads a whole number of a table.
func (f *caseFile) whole(v float64, what string, line int) int {
	if v != math.Trunc(v) || math.Abs(v) > 1e9 {
		f.fault(line, "%s %g: must be a whole number", what, v)
		return 0
	}
	return int(v)
}

func (f *caseFile) bus(r []float64, line int) Bus {
	return Bus{Number: f.whole(r[0], "bus number", line), Kind: Kind(f.whole(r[1], "bus type", line)),
		LoadMW: r[2], LoadMvar: r[3], ShuntMW: r[4], ShuntMvar: r[5], Area: int(r[6]), VMPu: r[7], VADeg: r[8],
		BaseKV: r[9], Zone: int(r[10]), VMaxPu: r[11], VMinPu: r[12], row: line}
}

func (f *caseFile) generator(r []float64, line int) Generator {
	return Generator{Bus: f.whole(r[0], "bus number", line), MW: r[1], Mvar: r[2], MaxMvar: r[3], MinMvar: r[4],
		SetPu: r[5], BaseMVA: r[6], OutOfOrder: r[7] <= 0, MaxMW: r[8], MinMW: r[9], row: line}
}

func (f *caseFile) branch(r []float64, line int) Branch {
	b := Branch{From: f.whole(r[0], "bus number", line), To: f.whole(r[1], "bus number", line), RPu: r[2], XPu: r[3], BPu: r[4],
		RateMVA: r[5], rateB: r[6], rateC: r[7], Ratio: r[8], ShiftDeg: r[9], OutOfOrder: r[10] == 0, row: line}
	if len(r) >= 13 {
		b.MinAngleDeg, b.MaxAngleDeg = r[11], r[12]
	}
	return b
}

// costs gives the generators their costs; rows beyond theirs price reactive power.
func (f *caseFile) costs(c *Case, t *matrix) {
	if len(t.rows) != len(c.Generators) && len(t.rows) != 2*len(c.Generators) {
		f.fault(t.line, "%d rows of gencost for %d generators", len(t.rows), len(c.Generators))
		return
	}
	for i := range c.Generators {
		r, line := t.rows[i], t.lines[i]
		n := f.whole(r[min(3, len(r)-1)], "number of coefficients", line)
		cost := &c.Generators[i].Cost
		switch {
		case len(r) < 5:
			f.fault(line, "%d columns of gencost, not %d", len(r), known["gencost"])
			continue
		case r[0] == 2 && n >= 0 && len(r) >= 4+n:
			for k := range n {
				cost.Coefficients = append(cost.Coefficients, r[3+n-k])
			}
		case r[0] == 1 && n >= 2 && len(r) >= 4+2*n:
			for k := range n {
				cost.Points = append(cost.Points, [2]float64{r[4+2*k], r[5+2*k]})
			}
		default:
			f.fault(line, "a cost of model %g with %d coefficients in %d columns: 2 (polynomial) or 1 (points)", r[0], n, len(r))
			continue
		}
		cost.Startup, cost.Shutdown = r[1], r[2]
	}
}
