package weather

import (
	"math"
	"time"
)

// hoursPerYear is the length of a typical year.
const hoursPerYear = 365 * 24

// year gathers the rows of a typical year, whose end joins its beginning.
type year struct {
	file *file
	rec  *Record
	rows [hoursPerYear]row
}

func newYear(f *file, r *Record) *year {
	r.Typical = true
	y := &year{file: f, rec: r}
	for i := range y.rows {
		y.rows[i] = row{dryBulbDegC: math.NaN(), relHumidity: math.NaN(), pressurePa: math.NaN()}
	}
	return y
}

// place puts a row at a time of the typical year in the file's own time, whose
// zone may take it into the neighbouring year, which is the same one.
func (y *year) place(local time.Time, w row) error {
	start := time.Date(typicalYear, 1, 1, 0, 0, 0, 0, time.UTC)
	h := int(math.Floor(local.Sub(start).Hours() - y.rec.UTCOffsetH + 0.5))
	h = (h%hoursPerYear + hoursPerYear) % hoursPerYear
	if other := y.rows[h].line; other != 0 {
		return y.file.errorf(w.line, "the hour is given twice (also in line %d)", other)
	}
	w.hour = start.Unix()/3600 + int64(h)
	y.rows[h] = w
	return nil
}

// series returns the year's rows in order. Its first and last hours are filled
// around the turn of the year, if blank for no more than a short gap.
func (y *year) series() (*series, error) {
	s := &series{file: y.file}
	start := time.Date(typicalYear, 1, 1, 0, 0, 0, 0, time.UTC).Unix() / 3600
	for h := range y.rows {
		y.rows[h].hour = start + int64(h)
	}
	first, last := &y.rows[0], &y.rows[hoursPerYear-1]
	for k := 1; k <= longestGapH && first.blank(); k++ {
		first.join(&y.rows[k])
		first.join(&y.rows[hoursPerYear-k])
	}
	for k := 1; k <= longestGapH && last.blank(); k++ {
		last.join(&y.rows[hoursPerYear-1-k])
		last.join(first)
	}
	for _, w := range y.rows {
		if err := s.add(w); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// join fills the blanks of a row from another.
func (r *row) join(q *row) {
	if !r.blank() || q.blank() {
		return
	}
	r.dryBulbDegC, r.relHumidity, r.pressurePa = q.dryBulbDegC, q.relHumidity, q.pressurePa
}
