package result

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"caloduc/sim/record"
)

// file opens one of the result's Parquet files when it is first needed.
func (r *Result) file(f **record.File, name string) (*record.File, error) {
	if *f == nil {
		opened, err := record.OpenFile(filepath.Join(r.dir, name))
		if err != nil {
			return nil, err
		}
		*f = opened
	}
	return *f, nil
}

// hours opens the file of hourly values, or that of daily ones where the run kept
// those alone.
func (r *Result) hours() (*record.File, error) {
	f, err := r.file(&r.hourly, HourlyFile)
	if errors.Is(err, os.ErrNotExist) {
		if daily, second := r.file(&r.hourly, DailyFile); second == nil {
			return daily, nil
		}
	}
	return f, err
}

// Jobs is a table of jobs, JobColumn one of its columns.
type (
	Jobs      = record.Rows
	JobColumn = record.Column
)

// EachJobs looks through the table of jobs, part by part; at nothing where the run had
// none.
func (r *Result) EachJobs(do func(*Jobs) error) error {
	err := record.EachRows(filepath.Join(r.dir, JobsFile), do)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	return err
}

func (r *Result) minutes() (*record.File, error) { return r.file(&r.minute, MinuteFile) }

// Channels describes what the hourly file, or else the daily one, holds; nil where it cannot be read
// (Times and Series say why).
func (r *Result) Channels() []Channel {
	f, err := r.hours()
	if err != nil {
		return nil
	}
	return r.shown.channels(f.Channels())
}

// Match returns the hourly channels whose names end in pattern; see the
// function Match.
func (r *Result) Match(pattern string) []Channel { return Match(r.Channels(), pattern) }

// Times returns the start of each hour, UTC, or of each day where the run kept
// daily values alone. The slice is the result's own.
func (r *Result) Times() ([]time.Time, error) {
	if r.times == nil {
		f, err := r.hours()
		if err != nil {
			return nil, err
		}
		if r.times, err = f.Times(); err != nil {
			return nil, err
		}
	}
	first, last := r.part(r.times)
	return r.times[first:last], nil
}

// channel opens the file that holds a channel.
func (r *Result) channel(name string) (*record.File, *Channel, error) {
	f, err := r.hours()
	if err != nil {
		return nil, nil, err
	}
	i := slices.IndexFunc(f.Channels(), func(c Channel) bool { return c.Name == name })
	if i < 0 {
		return nil, nil, fmt.Errorf("%s: no channel %q", r.dir, name)
	}
	return f, &f.Channels()[i], nil
}

// Means reads the means of one channel, whole run; nothing else of the file is
// read.
func (r *Result) Means(name string) ([]float32, error) {
	f, _, err := r.channel(name)
	if err != nil {
		return nil, err
	}
	return r.values(f, name+".mean")
}

// values reads a column, the part that is shown.
func (r *Result) values(f *record.File, column string) ([]float32, error) {
	v, err := f.Floats(column)
	if err != nil || r.shown == nil {
		return v, err
	}
	if _, err := r.Times(); err != nil {
		return nil, err
	}
	first, last := r.part(r.times)
	return v[first:last], nil
}

// Series reads means and extremes of one channel, whole run.
func (r *Result) Series(name string) (*Series, error) {
	f, c, err := r.channel(name)
	if err != nil {
		return nil, err
	}
	s := &Series{Channel: *c}
	for _, part := range []struct {
		values *[]float32
		column string
	}{{&s.Mean, ".mean"}, {&s.Min, ".min"}, {&s.Max, ".max"}} {
		if *part.values, err = r.values(f, name+part.column); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// MinuteChannels describes what the file of minutes holds; the error is
// os.ErrNotExist, wrapped, where the run wrote none.
func (r *Result) MinuteChannels() ([]Channel, error) {
	f, err := r.minutes()
	if err != nil {
		return nil, err
	}
	return f.Channels(), nil
}

// MinuteTimes returns the start of each minute of that file, UTC.
func (r *Result) MinuteTimes() ([]time.Time, error) {
	f, err := r.minutes()
	if err != nil {
		return nil, err
	}
	return f.Times()
}

// MinuteValues reads one channel of that file.
func (r *Result) MinuteValues(name string) ([]float32, error) {
	f, err := r.minutes()
	if err != nil {
		return nil, err
	}
	return f.Floats(name)
}
