package weather

import (
	"math"
	"time"
)

// hoursPerYear is the length of a typical year.
const hoursPerYear = 365 * 24

// year gathers the rows of a typical year, whose end joins its beginning.
type year struct {
	file  *file
	rec   *Record
	start time.Time
	rows  []row
}

// newYear returns a typical year without rows, with a 29 February or without.
func newYear(f *file, r *Record, leap bool) *year {
	r.Typical = true
	y := &year{file: f, rec: r, start: secondsOfYear(typicalYear, 0), rows: make([]row, hoursPerYear)}
	if leap {
		y.start, y.rows = secondsOfYear(typicalLeapYear, 0), make([]row, hoursPerYear+24)
	}
	for i := range y.rows {
		y.rows[i] = row{dryBulbDegC: math.NaN(), relHumidity: math.NaN(), pressurePa: math.NaN()}
	}
	return y
}

// place puts a row at a time of the typical year in the file's own time, whose
// zone may take it into the neighbouring year, which is the same one.
func (y *year) place(local time.Time, w row) error {
	h := int(math.Floor(local.Sub(y.start).Hours() - y.rec.UTCOffsetH + 0.5))
	h = (h%len(y.rows) + len(y.rows)) % len(y.rows)
	if other := y.rows[h].line; other != 0 {
		return y.file.errorf(w.line, "the hour is given twice (also in line %d)", other)
	}
	w.hour = y.start.Unix()/3600 + int64(h)
	y.rows[h] = w
	return nil
}

// series returns the year's rows in order. Its first and last hours are filled
// around the turn of the year, if blank for no more than a short gap.
func (y *year) series() (*series, error) {
	s := &series{file: y.file}
	start, n := y.start.Unix()/3600, len(y.rows)
	for h := range y.rows {
		y.rows[h].hour = start + int64(h)
	}
	first, last := &y.rows[0], &y.rows[n-1]
	for k := 1; k <= longestGapH && first.blank(); k++ {
		first.join(&y.rows[k])
		first.join(&y.rows[n-k])
	}
	for k := 1; k <= longestGapH && last.blank(); k++ {
		last.join(&y.rows[n-1-k])
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
