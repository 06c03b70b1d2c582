package result

import (
	"fmt"
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

func (r *Result) hours() (*record.File, error)   { return r.file(&r.hourly, HourlyFile) }
func (r *Result) minutes() (*record.File, error) { return r.file(&r.minute, MinuteFile) }

// Channels describes what the hourly file holds; nil where it cannot be read
// (Times and Series say why).
func (r *Result) Channels() []Channel {
	f, err := r.hours()
	if err != nil {
		return nil
	}
	return f.Channels()
}

// Match returns the hourly channels whose names end in pattern; see the
// function Match.
func (r *Result) Match(pattern string) []Channel { return Match(r.Channels(), pattern) }

// Times returns the start of each hour, UTC.
func (r *Result) Times() ([]time.Time, error) {
	f, err := r.hours()
	if err != nil {
		return nil, err
	}
	return f.Times()
}

// Series reads one channel, whole run; nothing else of the file is read.
func (r *Result) Series(name string) (*Series, error) {
	f, err := r.hours()
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(f.Channels(), func(c Channel) bool { return c.Name == name })
	if i < 0 {
		return nil, fmt.Errorf("%s: no channel %q", r.dir, name)
	}
	s := &Series{Channel: f.Channels()[i]}
	for _, part := range []struct {
		values *[]float32
		column string
	}{{&s.Mean, ".mean"}, {&s.Min, ".min"}, {&s.Max, ".max"}} {
		if *part.values, err = f.Floats(name + part.column); err != nil {
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
