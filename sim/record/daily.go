package record

import (
	"errors"
	"fmt"
	"math"
	"strings"

	"caloduc/sim"
)

// dailyGroupRows are the rows of a row group of a daily file: ten years.
const dailyGroupRows = 10 * 366

// dailyFile gathers the hours of each day (UTC) into mean, minimum and maximum.
type dailyFile struct {
	table          *table
	sum, low, high []float64 // by column
	hours          int
}

func newDailyFile(path string, channels []Channel, extra map[string]string) (*dailyFile, error) {
	t, err := newTable(path, channels, seriesParts, dailyGroupRows, extra)
	if err != nil {
		return nil, err
	}
	n := len(channels)
	d := &dailyFile{table: t, sum: make([]float64, n), low: make([]float64, n), high: make([]float64, n)}
	d.empty()
	return d, nil
}

// seriesParts end the names of the columns that a channel has in a file of hours
// or days.
var seriesParts = []string{".mean", ".min", ".max"}

func (d *dailyFile) empty() {
	for i := range d.sum {
		d.sum[i], d.low[i], d.high[i] = 0, math.Inf(1), math.Inf(-1)
	}
	d.hours = 0
}

// add takes the hour of the i-th channel.
func (d *dailyFile) add(i int, mean, low, high float64) {
	d.sum[i] += mean
	d.low[i] = min(d.low[i], low)
	d.high[i] = max(d.high[i], high)
}

// endHour closes an hour, and the day that began at start when it is whole.
func (d *dailyFile) endHour(start int64) error {
	if d.hours++; d.hours < 24 {
		return nil
	}
	row := d.table.row(start)
	for i := range d.sum {
		mean := min(max(d.sum[i]/24, d.low[i]), d.high[i])
		d.table.setSeries(row, i, mean, d.low[i], d.high[i])
	}
	d.empty()
	return d.table.rowDone()
}

// dayOf is the beginning of the day whose last hour begins at start, in Unix
// milliseconds.
func (r *Recorder) dayOf(start sim.Minute) int64 {
	return r.cal.Time(start - 23*sim.Hour).UnixMilli()
}

// selected tells which channels names stand for: full names or scopes; of hourly
// channels also names without a scope, which are picked in every scope. No names
// stand for all.
func selected(channels []Channel, names []string, hourly bool) (keep []bool, err error) {
	kind := "channel"
	if hourly {
		kind = "hourly channel"
	}
	keep = make([]bool, len(channels))
	used := make([]bool, len(names))
	for i, c := range channels {
		may := c.hourly || !hourly
		keep[i] = may && len(names) == 0
		for j, name := range names {
			name = strings.Trim(name, ".")
			if may && (c.Name == name || strings.HasPrefix(c.Name, name+".") || hourly && strings.HasSuffix(c.Name, "."+name)) {
				keep[i], used[j] = true, true
			}
		}
	}
	var missing []error
	for j, u := range used {
		if !u {
			missing = append(missing, fmt.Errorf("record: no %s or scope is named %q", kind, names[j]))
		}
	}
	return keep, errors.Join(missing...)
}
