package weather

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"caloduc/sim"
)

// How far apart files of one place may say that they lie.
const (
	samePlaceDeg = 0.1
	sameHeightM  = 50
)

// join makes one of files that follow one another in time. It refuses a typical year,
// which has no time, another place, and hours that two files have.
func join(parts []*part) (*part, error) {
	if len(parts) == 1 {
		return parts[0], nil
	}
	for _, p := range parts {
		s := p.rows
		if p.Typical {
			return nil, s.file.errorf(0, "a typical year has no place in time: it stands alone, not in a list of files")
		}
		s.rows = trimmed(s.rows)
		if len(s.rows) == 0 {
			return nil, s.file.errorf(0, "no hour with dry bulb and humidity")
		}
		for i := range s.rows {
			s.rows[i].file = s.file
		}
	}
	slices.SortStableFunc(parts, func(a, b *part) int { return cmp.Compare(a.rows.rows[0].hour, b.rows.rows[0].hour) })
	all := parts[0]
	for _, p := range parts[1:] {
		if err := all.follow(p); err != nil {
			return nil, err
		}
	}
	all.Source += fmt.Sprintf(", %d files", len(parts))
	all.Name = sim.FileNames([]string{parts[0].Name, parts[len(parts)-1].Name})
	return all, nil
}

// follow appends the rows of a file that begins later.
func (p *part) follow(next *part) error {
	s, f := p.rows, next.rows.file
	last, first := &s.rows[len(s.rows)-1], &next.rows.rows[0]
	if first.hour <= last.hour {
		from, line := s.spot(first.hour)
		return f.errorf(first.line, "the hour %s lies in %s, too (line %d): files must follow one another in time", hourName(first.hour), from.name, line)
	}
	if math.Abs(p.LatDeg-next.LatDeg) > samePlaceDeg || math.Abs(p.LonDeg-next.LonDeg) > samePlaceDeg || math.Abs(p.ElevationM-next.ElevationM) > sameHeightM {
		return f.errorf(0, "it is of %.4g N, %.4g E, %.4g m, but %s is of %.4g N, %.4g E, %.4g m: files of a list are of one place",
			next.LatDeg, next.LonDeg, next.ElevationM, s.file.name, p.LatDeg, p.LonDeg, p.ElevationM)
	}
	s.rows = append(s.rows, next.rows.rows...)
	p.notices = append(p.notices, next.notices...)
	return nil
}

// trimmed returns rows without those at both ends that are blank.
func trimmed(rows []row) []row {
	for len(rows) > 0 && rows[0].blank() {
		rows = rows[1:]
	}
	for len(rows) > 0 && rows[len(rows)-1].blank() {
		rows = rows[:len(rows)-1]
	}
	return rows
}
