package trace

import (
	"errors"
	"fmt"
	"math"
	"strings"
	"time"

	"caloduc/sim/table"
)

// Columns name the columns of a plain table; "" for one that is absent.
type Columns struct {
	ID, User, Submit, Start, End, Run, Limit, GPUs, Nodes, Outcome string
	// TimeUnit is that of Submit, Start and End: "s", "min", "h" after a common origin,
	// or "datetime"; of seconds after 1970, too. Run and Limit are in RunUnit.
	TimeUnit, RunUnit string
}

// Units are those of times, in seconds.
var units = map[string]float64{"s": 1, "min": 60, "h": 3600}

// sinceEpoch is the number of seconds above which a time counts from 1970.
const sinceEpoch = 5e8

// plain is a table with its columns found.
type plain struct {
	rows                                                           *table.Table
	id, user, submit, start, end, run, limit, gpus, nodes, outcome int
	clock                                                          clock
	unit, runUnit                                                  float64 // 0: dates
	dated, undated                                                 bool
}

// readCSV reads a table by the names of its columns.
func readCSV(t *Trace, text string, o *Options) error {
	rows, err := table.Open(text, table.Auto)
	if err != nil {
		return err
	}
	p := &plain{rows: rows, clock: clock{t: t, zone: o.Zone}, unit: units[o.Columns.TimeUnit], runUnit: units[o.Columns.RunUnit]}
	if err := p.find(&o.Columns); err != nil {
		return err
	}
	err = eachRow(rows, func(row []string) {
		j, err := p.job(row, o.PerUnit)
		if err != nil {
			t.Rows++
			t.refuse(rows.Line, "%w", err)
			return
		}
		t.add(j)
	})
	if err == nil && p.dated && p.undated {
		return errors.New("some times count from 1970, others do not")
	}
	return err
}

// find finds the columns.
func (p *plain) find(c *Columns) error {
	var all error
	for _, want := range []struct {
		at   *int
		name string
	}{{&p.id, c.ID}, {&p.user, c.User}, {&p.submit, c.Submit}, {&p.start, c.Start}, {&p.end, c.End}, {&p.run, c.Run}, {&p.limit, c.Limit},
		{&p.gpus, c.GPUs}, {&p.nodes, c.Nodes}, {&p.outcome, c.Outcome}} {
		if *want.at = -1; want.name == "" {
			continue
		}
		i, err := p.rows.Column(want.name)
		if err != nil {
			all = errors.Join(all, err)
			continue
		}
		*want.at = i
	}
	switch {
	case all != nil:
	case p.submit < 0 || p.gpus < 0:
		all = errors.New("a trace needs columns of submission and of GPUs")
	case p.run < 0 && (p.start < 0 || p.end < 0):
		all = errors.New("a trace needs a column of run times, or those of start and end")
	}
	return all
}

// job reads a row.
func (p *plain) job(row []string, perUnit float64) (j Job, err error) {
	j = Job{ID: fmt.Sprintf("%d", p.rows.Line), Line: p.rows.Line, LimitS: math.NaN()}
	if p.id >= 0 {
		j.ID = row[p.id]
	}
	if p.user >= 0 {
		j.User = row[p.user]
	}
	end := math.NaN()
	for _, want := range []struct {
		at   int
		dst  *float64
		read func(string) (float64, error)
	}{{p.submit, &j.SubmitS, p.time}, {p.start, &j.StartS, p.time}, {p.end, &end, p.time}, {p.run, &j.RunS, p.span}, {p.limit, &j.LimitS, p.span}, {p.gpus, &j.GPUs, number}} {
		if want.at < 0 {
			*want.dst = math.NaN()
		} else if *want.dst, err = want.read(row[want.at]); err != nil {
			return j, fmt.Errorf("%s: %w", p.rows.Header[want.at], err)
		}
	}
	if p.start < 0 {
		j.StartS = j.SubmitS
	}
	if p.run < 0 {
		j.RunS = end - j.StartS
	}
	if p.nodes >= 0 {
		n, err := number(row[p.nodes])
		if err != nil || n < 0 || n > mostGPUs {
			return j, fmt.Errorf("%s: %q", p.rows.Header[p.nodes], row[p.nodes])
		}
		j.Nodes = int(n)
	}
	if p.outcome >= 0 {
		j.Outcome = Outcome(strings.ToLower(row[p.outcome]))
	}
	j.GPUs *= perUnit
	return j, nil
}

// time reads a time in seconds after the origin, NaN where it is blank.
func (p *plain) time(field string) (float64, error) {
	if field == "" {
		return math.NaN(), nil
	}
	if p.unit == 0 {
		return p.clock.seconds(field)
	}
	x, err := number(field)
	if err != nil {
		return 0, err
	}
	if p.unit == 1 && x > sinceEpoch {
		p.dated = true
		at, err := table.Unix(x)
		if err != nil {
			return 0, err
		}
		return p.clock.since(at), nil
	}
	p.undated = true
	if x *= p.unit; math.Abs(x) > longestS {
		return 0, fmt.Errorf("%q lies more than %s from the origin", field, time.Duration(longestS)*time.Second)
	}
	return x, nil
}

// span reads a time that something took, NaN where it is blank.
func (p *plain) span(field string) (float64, error) {
	switch {
	case field == "":
		return math.NaN(), nil
	case strings.Contains(field, ":"):
		return span(field)
	}
	x, err := number(field)
	return x * p.runUnit, err
}
