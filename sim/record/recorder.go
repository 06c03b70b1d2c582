package record

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"caloduc/sim"
)

// Options says what a recorder writes.
type Options struct {
	// Path is the file of hourly values; "" writes none.
	Path string
	// DailyPath is the file of daily values; "" writes none.
	DailyPath string
	// Channels are those of the hourly and daily files: full names, scopes, or
	// names without a scope. None stands for all.
	Channels []string
	// MinutePath is the file of values minute by minute; "" writes none.
	MinutePath string
	// MinuteChannels are the channels of that file: full names, or scopes that
	// stand for every channel in and below them.
	MinuteChannels []string
	// MinuteFrom and MinuteTo are its first minute and the first after it;
	// MinuteTo 0 is the end of the experiment.
	MinuteFrom, MinuteTo sim.Minute
	// Metadata is stored in the files beside the recorder's own entries.
	Metadata map[string]string
}

// Recorder reads every channel at the end of every minute, writes the hourly
// file and keeps the integrals by month. Its memory does not grow with the
// simulated span, but for one number per channel and month and for the files'
// tables of contents.
type Recorder struct {
	reg      *Registry
	cal      sim.Calendar
	channels []Channel // as the registry held them when the recorder was made

	next     sim.Minute // the minute expected next
	hourly   hourAccumulator
	meters   sumAccumulator
	gates    []gate
	begins   bool      // an hour begins with the next minute
	sums     []float64 // over the minutes of the hours not yet in months, by channel
	hoursDue int       // those hours
	months   months
	watched  []watched

	hours   *table     // nil: no file
	days    *dailyFile // nil: no file
	minutes *table     // nil: no file
	window  [2]sim.Minute
	picked  []*float64 // the sources of minutes' columns
	open    []*table   // hours, days and minutes, while they are being written
}

// NewRecorder returns a recorder of everything the registry holds; channels
// declared later are not recorded.
func NewRecorder(reg *Registry, cal sim.Calendar, o Options) (*Recorder, error) {
	r := &Recorder{reg: reg, cal: cal, channels: append([]Channel(nil), reg.Channels...), begins: true}
	for i := range r.channels {
		c := &r.channels[i]
		if c.src == nil {
			return nil, fmt.Errorf("record: channel %q has no source", c.Name)
		}
		if c.while != nil && !slices.ContainsFunc(r.gates, func(g gate) bool { return g.while == c.while }) {
			r.gates = append(r.gates, gate{while: c.while})
		}
	}
	r.sums = make([]float64, len(r.channels))
	r.months.init(cal, len(r.channels))
	if err := r.openFiles(o); err != nil {
		r.Abort()
		return nil, err
	}
	r.hourly.begin()
	r.meters.begin()
	return r, nil
}

// watched is whom an hour's integrals of some channels are told to, and where these
// stood before it.
type watched struct {
	ids    []ID
	before []float64
	hour   []float64
	tell   func(hour []float64)
}

// EachHour tells the integrals of channels over each hour, in their order, when it ends.
func (r *Recorder) EachHour(ids []ID, tell func(hour []float64)) {
	r.watched = append(r.watched, watched{ids: ids, before: make([]float64, len(ids)), hour: make([]float64, len(ids)), tell: tell})
}

// tellHour tells the hour that has been flushed to those who watch.
func (r *Recorder) tellHour() {
	for _, w := range r.watched {
		for k, id := range w.ids {
			w.hour[k] = (r.sums[id] - w.before[k]) / 60
			w.before[k] = r.sums[id]
		}
		w.tell(w.hour)
	}
}

// gate is a condition of Group.While.
type gate struct {
	while *bool
	open  bool // in this hour
}

// moved takes the gates' state over and tells whether one has changed.
func (r *Recorder) moved() bool {
	changed := false
	for i := range r.gates {
		g := &r.gates[i]
		changed = changed || g.open != *g.while
		g.open = *g.while
	}
	return changed
}

func (r *Recorder) openFiles(o Options) (err error) {
	if err := r.openSeries(o); err != nil {
		return err
	}
	if o.MinutePath == "" || len(o.MinuteChannels) == 0 {
		return nil
	}
	r.window = [2]sim.Minute{o.MinuteFrom, o.MinuteTo}
	if o.MinuteTo == 0 {
		r.window[1] = r.cal.End()
	}
	if r.window[0] < 0 || r.window[1] <= r.window[0] {
		return fmt.Errorf("record: minutes from %d to %d: an empty window", r.window[0], r.window[1])
	}
	keep, err := selected(r.channels, o.MinuteChannels, false)
	if err != nil {
		return err
	}
	var picked []Channel
	for i, c := range r.channels {
		if keep[i] {
			picked, r.picked = append(picked, c), append(r.picked, c.src)
		}
	}
	if r.minutes, err = newTable(o.MinutePath, picked, []string{""}, minuteGroupRows, o.Metadata); err != nil {
		return err
	}
	r.open = append(r.open, r.minutes)
	return nil
}

// openSeries opens the hourly and the daily file, and gives every channel its slot.
func (r *Recorder) openSeries(o Options) error {
	keep, err := selected(r.channels, o.Channels, true)
	if err != nil {
		return err
	}
	var chosen []Channel
	for i := range r.channels {
		switch c := &r.channels[i]; {
		case !c.hourly:
			r.meters.add(ID(i), c, -1)
		case keep[i]:
			r.hourly.add(ID(i), c, len(chosen))
			chosen = append(chosen, *c)
		default:
			r.hourly.add(ID(i), c, -1)
		}
	}
	if o.Path != "" {
		if r.hours, err = newTable(o.Path, chosen, seriesParts, hourlyGroupRows, o.Metadata); err != nil {
			return err
		}
		r.open = append(r.open, r.hours)
	}
	if o.DailyPath != "" {
		if r.days, err = newDailyFile(o.DailyPath, chosen, o.Metadata); err != nil {
			return err
		}
		r.open = append(r.open, r.days.table)
	}
	return nil
}

// Minute records one minute. It is called at the end of each, in order from 0.
func (r *Recorder) Minute(m sim.Minute) error {
	if m != r.next {
		return fmt.Errorf("record: minute %d recorded, %d expected", m, r.next)
	}
	r.next++
	if r.begins {
		if r.begins = false; r.moved() {
			r.hourly.begin()
			r.meters.begin()
		}
	}
	r.hourly.minute()
	r.meters.minute()
	if r.minutes != nil && m >= r.window[0] && m < r.window[1] {
		if err := r.writeMinute(m); err != nil {
			return err
		}
	}
	if r.next%sim.Hour == 0 {
		return r.endHour()
	}
	return nil
}

func (r *Recorder) writeMinute(m sim.Minute) error {
	row := r.minutes.row(r.cal.Time(m).UnixMilli())
	for i, p := range r.picked {
		r.minutes.set(row, i, float32(*p))
	}
	return r.minutes.rowDone()
}

// endHour closes the hour that ends with the minute before next.
func (r *Recorder) endHour() error {
	start := r.next - sim.Hour
	if r.next > r.cal.End() {
		return fmt.Errorf("record: minute %d recorded, the experiment ends at %d", start, r.cal.End())
	}
	if r.begins = true; r.moved() {
		return fmt.Errorf("record: a part of the system began or ceased to move within the hour from %s UTC", r.cal.Time(start).Format("2006-01-02 15:04"))
	}
	if err := r.flushHour(start); err != nil {
		return err
	}
	r.tellHour()
	if r.hoursDue++; r.next%sim.Day == 0 || r.next == r.months.end {
		r.settle()
	}
	if r.next == r.months.end {
		r.months.roll(r.cal, r.next)
	}
	return nil
}

// settle adds the hours since it was last called to the month under way.
func (r *Recorder) settle() {
	if r.hoursDue > 0 {
		r.months.add(r.sums, r.hoursDue)
		clear(r.sums)
		for _, w := range r.watched {
			clear(w.before)
		}
		r.hoursDue = 0
	}
}

// flushHour moves the hour's sums on and its row to the files.
func (r *Recorder) flushHour(start sim.Minute) error {
	row := 0
	if r.hours != nil {
		row = r.hours.row(r.cal.Time(start).UnixMilli())
	}
	bad := min(r.flushHourly(row), r.flushMeters())
	if int(bad) < len(r.channels) {
		return r.notFinite(bad, start)
	}
	if r.hours != nil {
		if err := r.hours.rowDone(); err != nil {
			return err
		}
	}
	if r.days != nil {
		return r.days.endHour(r.dayOf(start))
	}
	return nil
}

// flushHourly books the hour of the hourly channels, in a row of the hourly file, and
// returns the first that no file can hold; one beyond the last: none.
func (r *Recorder) flushHourly(row int) (bad ID) {
	h := &r.hourly
	bad = ID(len(r.channels))
	for left, i := h.moving, 0; len(left) > 0; i++ {
		q, some := &h.quads[i], left[:min(four, len(left))]
		for k := range some {
			if s := &some[k]; !r.book(s, row, q.sum[k], q.low[k], q.high[k]) {
				bad = min(bad, s.id)
			}
		}
		left = left[len(some):]
	}
	for i := range h.still {
		s := &h.still[i]
		if v := *s.src; !r.book(s, row, 60*v, v, v) {
			bad = min(bad, s.id)
		}
	}
	h.empty()
	return bad
}

// book takes an hour of an hourly channel, in a row of the hourly file. It tells
// whether the files can hold it.
func (r *Recorder) book(s *slot, row int, sum, low, high float64) bool {
	if !storable(low, high) || !finite(sum) {
		return false
	}
	r.sums[s.id] += sum
	if s.series < 0 {
		return true
	}
	mean := sum / 60
	if mean < low { // rounding may leave the interval
		mean = low
	} else if mean > high {
		mean = high
	}
	if r.hours != nil {
		r.hours.setSeries(row, s.series, mean, low, high)
	}
	if r.days != nil {
		r.days.add(s.series, mean, low, high)
	}
	return true
}

// flushMeters moves the hour's sums of the channels on that are only integrated, and
// returns the first that is not finite; one beyond the last: none.
func (r *Recorder) flushMeters() (bad ID) {
	sums, a := r.sums, &r.meters
	bad = ID(len(r.channels))
	hour := a.sums[:len(a.moving)]
	for i, sum := range hour {
		id := a.moving[i].id
		if !finite(sum) {
			bad = min(bad, id)
		}
		sums[id] += sum
	}
	for i := range a.still {
		s := &a.still[i]
		if !finite(*s.src) {
			bad = min(bad, s.id)
		}
		sums[s.id] += 60 * *s.src
	}
	clear(a.sums)
	return bad
}

func (r *Recorder) notFinite(id ID, start sim.Minute) error {
	return fmt.Errorf("record: channel %q is not a finite number (or exceeds what 32 bits hold) in the hour from %s UTC",
		r.channels[id].Name, r.cal.Time(start).Format("2006-01-02 15:04"))
}

func finite(x float64) bool { return x-x == 0 }

// storable tells whether 32 bits hold what lies between low and high.
func storable(low, high float64) bool { return low >= -math.MaxFloat32 && high <= math.MaxFloat32 }

// Close finishes the files: only now do they bear their names. The recorder's
// integrals stay readable.
func (r *Recorder) Close() error {
	if r.next%sim.Hour != 0 {
		r.Abort()
		return fmt.Errorf("record: closed at minute %d, within an hour", r.next)
	}
	for _, t := range r.open {
		if err := t.close(); err != nil {
			r.Abort()
			return err
		}
	}
	r.open = nil
	return nil
}

// Abort removes the unfinished files. After Close it does nothing.
func (r *Recorder) Abort() error {
	var errs []error
	for _, t := range r.open {
		errs = append(errs, t.abort())
	}
	r.open = nil
	return errors.Join(errs...)
}

// Count is a counter with what it counted.
type Count struct {
	Counter
	Count int64
	Of    int64 // minutes in which the part worked, where it counts them
}

// Counters reads the counters.
func (r *Recorder) Counters() []Count {
	counts := make([]Count, len(r.reg.Counters))
	for i, c := range r.reg.Counters {
		counts[i] = Count{Counter: c, Count: *c.src}
		if c.of != nil {
			counts[i].Of = *c.of
		}
	}
	return counts
}
