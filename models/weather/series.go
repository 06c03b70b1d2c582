package weather

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"time"

	"caloduc/cooling/psychro"
	"caloduc/sim/param"
)

// longestGapH is the longest gap, in hours, that is interpolated.
const longestGapH = 6

// Bounds beyond which a value is a mistake, not weather: the coldest and hottest
// air ever measured with room to spare, and pressures from 5,500 m to the
// highest at sea level.
const (
	minAirDegC, maxAirDegC = -95, 60
	minAirPa, maxAirPa     = 50e3, 110e3
	maxRelHumidity         = 1.1 // EPW's own bound; above 1 is taken as 1
)

// What is possible but points to a fault of the record: it is taken as given and
// told of in the record's source.
const (
	suspectRelHumidity = 0.01
	suspectJumpK       = 15 // within an hour
)

// row is what a file tells about one hour; NaN means blank.
type row struct {
	hour        int64 // since 1970-01-01 00:00 UTC
	second      int64 // likewise, of the reading itself; 0 where the file tells hours
	line        int
	file        *file // nil: the series' own
	dryBulbDegC float64
	relHumidity float64
	pressurePa  float64
}

// series is the rows of a file in order.
type series struct {
	file   *file
	rows   []row
	merged [3]int // readings of the last row's hour, by column

	short, days, years int // hours filled between hours, from neighbouring days, from other years
	from               int // the last of these years
}

// add appends a row; its hour must follow the one before and its values be
// possible.
func (s *series) add(r row) error {
	if n := len(s.rows); n > 0 {
		before := s.rows[n-1]
		if r.hour == before.hour && r.second > before.second {
			return s.merge(r)
		}
		if r.hour == before.hour {
			return s.file.errorf(r.line, "the hour %s is given twice (also in line %d)", hourName(r.hour), before.line)
		}
		if r.hour < before.hour {
			return s.file.errorf(r.line, "the hour %s comes after %s: hours must ascend", hourName(r.hour), hourName(before.hour))
		}
	}
	if err := s.possible(&r); err != nil {
		return err
	}
	s.rows, s.merged = append(s.rows, r), [3]int{}
	for c, x := range r.columns() {
		if *x == *x {
			s.merged[c] = 1
		}
	}
	return nil
}

// merge takes a further reading of the last row's hour into its means.
func (s *series) merge(r row) error {
	if err := s.possible(&r); err != nil {
		return err
	}
	last := &s.rows[len(s.rows)-1]
	into, from := last.columns(), r.columns()
	for c, x := range from {
		if *x != *x {
			continue
		}
		if s.merged[c]++; s.merged[c] == 1 {
			*into[c] = *x
		} else {
			*into[c] += (*x - *into[c]) / float64(s.merged[c])
		}
	}
	last.second = r.second
	return nil
}

// columns are what a row tells about the air.
func (r *row) columns() [3]*float64 {
	return [3]*float64{&r.dryBulbDegC, &r.relHumidity, &r.pressurePa}
}

// possible refuses values that are a mistake, not weather.
func (s *series) possible(r *row) error {
	switch {
	case r.dryBulbDegC < minAirDegC || r.dryBulbDegC > maxAirDegC:
		return s.file.errorf(r.line, "%s: dry bulb %.4g degC is out of range %d to %d: is it in degF or K?", hourName(r.hour), r.dryBulbDegC, minAirDegC, maxAirDegC)
	case r.relHumidity < 0 || r.relHumidity > maxRelHumidity:
		return s.file.errorf(r.line, "%s: relative humidity %.4g %% is out of range 0 to %g", hourName(r.hour), 100*r.relHumidity, 100*maxRelHumidity)
	case r.pressurePa < minAirPa || r.pressurePa > maxAirPa:
		return s.file.errorf(r.line, "%s: pressure %.6g Pa is out of range %g to %g: check its unit", hourName(r.hour), r.pressurePa, minAirPa, maxAirPa)
	}
	r.relHumidity = math.Min(1, r.relHumidity) // NaN stays
	return nil
}

func hourName(hour int64) string {
	return time.Unix(3600*hour, 0).UTC().Format("2006-01-02T15:04Z")
}

// finish turns the rows into the record's consecutive hours: trims what is
// blank at both ends, fills gaps and sets altitude and pressure. Rows of a
// typical year are already whole.
func (s *series) finish(r *Record, o *Options) error {
	rows := trimmed(s.rows)
	if len(rows) == 0 {
		return s.file.errorf(0, "no hour with dry bulb and humidity")
	}
	if err := s.checkUnits(rows); err != nil {
		return err
	}
	n := int(rows[len(rows)-1].hour-rows[0].hour) + 1
	if n > 200*366*24 {
		return s.file.errorf(rows[len(rows)-1].line, "%s is %d hours after the first: check the times", hourName(rows[len(rows)-1].hour), n)
	}
	var columns [3][]float64
	for c := range columns {
		columns[c] = slices.Repeat([]float64{math.NaN()}, n)
	}
	for _, w := range rows {
		i := w.hour - rows[0].hour
		columns[0][i], columns[1][i], columns[2][i] = w.dryBulbDegC, w.relHumidity, w.pressurePa
	}
	for c, what := range []string{"dry bulb", "relative humidity", "pressure"} {
		if c == 2 && !slices.ContainsFunc(columns[c], func(pa float64) bool { return !math.IsNaN(pa) }) {
			break
		}
		if err := s.fill(columns[c], what, rows[0].hour, o.AllowGaps); err != nil {
			return err
		}
	}
	r.Start = time.Unix(3600*rows[0].hour, 0).UTC()
	s.told(r)
	suspects(r, columns[0], columns[1])
	return s.settle(r, o, columns)
}

// told notes what had to be filled.
func (s *series) told(r *Record) {
	if s.short > 0 {
		r.notices.Add("", "", "%d missing values lie on a line between the hours around them, up to %d in a row", s.short, longestGapH)
	}
	if s.days > 0 {
		r.notices.Add("", "", "%d missing values are means of the same hours of the days before and after", s.days)
	}
	if s.years > 0 {
		r.notices.Add("", "", "%d missing values are those of the same hours of another year (the last: of %d)", s.years, s.from)
	}
}

// suspects notes hours that look like faults of the record.
func suspects(r *Record, dryBulbDegC, relHumidity []float64) {
	dry, jumps := 0, 0
	for i, rh := range relHumidity {
		if rh <= suspectRelHumidity {
			dry++
		}
		if i > 0 && math.Abs(dryBulbDegC[i]-dryBulbDegC[i-1]) > suspectJumpK {
			jumps++
		}
	}
	if dry > 0 {
		r.notices.Add("", "look at the record", "%d hours of at most %g %% relative humidity, taken as given", dry, 100*suspectRelHumidity)
	}
	if jumps > 0 {
		r.notices.Add("", "look at the record", "%d jumps of more than %d K within an hour, taken as given", jumps, suspectJumpK)
	}
}

// settle sets altitude and pressure and stores the hours.
func (s *series) settle(r *Record, o *Options, columns [3][]float64) error {
	want := param.Or(o.AltitudeM, o.altitude(r.ElevationM))
	if math.IsNaN(want) {
		return s.file.errorf(0, "the file does not tell its altitude: give altitude_m")
	}
	own := param.Or(r.ElevationM, want)
	standard := psychro.PressureAtAltitudePa(own)
	r.Hours = make([]Hour, len(columns[0]))
	for i := range r.Hours {
		h := Hour{DryBulbDegC: columns[0][i], RelHumidity: columns[1][i], PressurePa: param.Or(columns[2][i], standard)}
		if want != own {
			h = moveToAltitude(h, own, want)
		}
		r.Hours[i] = h
	}
	if want != own {
		lapse := lapseKPerM * (want - own)
		r.Return20MaxDegC, r.Return20MinDegC = r.Return20MaxDegC-lapse, r.Return20MinDegC-lapse
		r.Source += fmt.Sprintf(", moved from %g m to %g m", own, want)
	}
	r.ElevationM = want
	return nil
}

// blank tells whether the hour lacks dry bulb or humidity.
func (r *row) blank() bool { return math.IsNaN(r.dryBulbDegC) || math.IsNaN(r.relHumidity) }

// checkUnits refuses humidities that can only be fractions read as percent.
func (s *series) checkUnits(rows []row) error {
	most := 0.0
	for _, w := range rows {
		if w.relHumidity > most {
			most = w.relHumidity
		}
	}
	if len(rows) >= 24 && most <= 0.011 {
		return s.file.errorf(rows[0].line, "relative humidity never exceeds %g %%: are these fractions read as percent?", 100*most)
	}
	return nil
}

// neighbourGapH is the longest gap, in hours, that is filled from the days around it.
const neighbourGapH = 72

// fill interpolates gaps of at most six hours linearly. Longer ones it refuses or, where
// allowed, fills: up to three days with the mean of the same hours of the nearest days
// before and after, beyond with the same hours of the nearest year that has them. The
// ends of x are not blank but for the pressure's.
func (s *series) fill(x []float64, what string, first int64, allowed bool) error {
	given := slices.Clone(x)
	for i := 0; i < len(x); {
		if !math.IsNaN(x[i]) {
			i++
			continue
		}
		end := i
		for end < len(x) && math.IsNaN(x[end]) {
			end++
		}
		gap := func(format string, args ...any) error {
			f, line := s.spot(first + int64(i))
			return f.errorf(line, "%s is missing for %d hours from %s to %s; %s",
				what, end-i, hourName(first+int64(i)), hourName(first+int64(end-1)), fmt.Sprintf(format, args...))
		}
		switch n := end - i; {
		case n > longestGapH && !allowed:
			return gap("up to %d are interpolated, set allow_gaps = true to fill longer gaps from the days around them or from other years", longestGapH)
		case n > longestGapH:
			for j := i; j < end; j++ {
				if n <= neighbourGapH {
					x[j] = neighbours(given, j)
					s.days++
				} else {
					x[j], s.from = otherYear(given, j, first)
					s.years++
				}
				if math.IsNaN(x[j]) {
					return gap("no other year of the file has %s to stand in", hourName(first+int64(j)))
				}
			}
		default:
			line(x, i, end)
			s.short += n
		}
		i = end
	}
	return nil
}

// line fills x from i to end with a straight line between its neighbours, or what one
// of them is at the ends of x.
func line(x []float64, i, end int) {
	left, right := i-1, end
	if left < 0 {
		left = right
	}
	if right == len(x) {
		right = left
	}
	for j := i; j < end; j++ {
		f := float64(j-left) / math.Max(1, float64(right-left))
		x[j] = (1-f)*x[left] + f*x[right]
	}
}

// otherYear is the value of the same hour of the nearest year that has it, and that
// year; NaN where none has. 29 February is 28 February's there.
func otherYear(x []float64, j int, first int64) (value float64, year int) {
	t := time.Unix(3600*(first+int64(j)), 0).UTC()
	for k := 1; k <= len(x)/hoursPerYear+1; k++ {
		for _, y := range []int{t.Year() - k, t.Year() + k} {
			at := time.Date(y, t.Month(), t.Day(), t.Hour(), 0, 0, 0, time.UTC)
			if at.Month() != t.Month() {
				at = at.AddDate(0, 0, -1)
			}
			if i := at.Unix()/3600 - first; i >= 0 && i < int64(len(x)) && !math.IsNaN(x[i]) {
				return x[i], y
			}
		}
	}
	return math.NaN(), 0
}

// neighbours is the mean of the nearest values at whole days before and after
// j, or the one there is.
func neighbours(x []float64, j int) float64 {
	near := func(step int) float64 {
		for k := j + step; k >= 0 && k < len(x); k += step {
			if !math.IsNaN(x[k]) {
				return x[k]
			}
		}
		return math.NaN()
	}
	a, b := near(-24), near(24)
	return (param.Or(a, b) + param.Or(b, a)) / 2
}

// spot returns file and line of an hour, or of the last row before it.
func (s *series) spot(hour int64) (f *file, line int) {
	f = s.file
	for _, w := range s.rows {
		if w.hour > hour {
			break
		}
		if w.line > 0 {
			f, line = cmp.Or(w.file, s.file), w.line
		}
	}
	return f, line
}

// relHumidityFromDewPoint returns the relative humidity of air from its dew
// point, at most 1: stations round.
func relHumidityFromDewPoint(tDegC, dewPointDegC float64) float64 {
	if !(dewPointDegC >= psychro.MinTempDegC && tDegC >= psychro.MinTempDegC) {
		return math.NaN()
	}
	return math.Min(1, psychro.SaturationPressurePa(dewPointDegC)/psychro.SaturationPressurePa(tDegC))
}
