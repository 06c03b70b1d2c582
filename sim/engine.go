// Package sim is the engine: minutes over simgo's events, the calendar and the
// named random streams.
//
// The minute loop owns time and simgo owns the processes. What happens now and
// then (an outage, a job's start, a hall's opening) is a process or a one-shot
// event; what happens all the time is a plain function call for every minute.
// Events of a minute run before the physics of that minute: the one-shot events
// in the order in which they were scheduled, then the processes in theirs.
//
// The package hides simgo's traps: time is a whole number of minutes, a panic
// or an error in a process ends the run with the component's name and the
// simulated time, the garbage collector cannot abort a process that waits, and
// no goroutine is left after Close.
package sim

import (
	"context"
	"fmt"
	"runtime"
	"runtime/debug"
	"sync"

	"github.com/fschuetz04/simgo"
)

// Failure is an error of a run: which component failed, when, and why.
type Failure struct {
	Component string
	At        Minute
	When      string // the simulated date, UTC
	Stack     string // of a panic; "" otherwise
	Err       error
}

// Error names the component, the simulated time and the cause.
func (f *Failure) Error() string {
	return fmt.Sprintf("%s at %s: %v", f.Component, f.When, f.Err)
}

// Unwrap returns the cause.
func (f *Failure) Unwrap() error { return f.Err }

// Engine runs the events of one simulation. It is used from one goroutine.
type Engine struct {
	cal     Calendar
	shots   shots             // one-shot events
	events  *simgo.Simulation // processes
	origin  Minute            // simgo's time 0
	now     Minute
	busyAt  Minute // the minute of the last event
	busy    int    // events at it
	most    int    // that there may be
	failure *Failure
	closing bool
	running sync.WaitGroup // goroutines of processes
}

// NewEngine returns an engine whose first minute is from: 0, or negative for a
// spin-up.
func NewEngine(cal Calendar, from Minute) *Engine {
	return &Engine{cal: cal, events: simgo.NewSimulation(), origin: from, now: from, most: mostEvents}
}

// Calendar returns the experiment's calendar.
func (e *Engine) Calendar() Calendar { return e.cal }

// Now is the current minute.
func (e *Engine) Now() Minute { return e.now }

// At schedules f once at minute m, before that minute's physics; a minute whose
// events are over means the next one. It is the cheap way for events that need
// no process.
func (e *Engine) At(m Minute, name string, f func() error) {
	if e.closing {
		return
	}
	e.shots.push(m, name, f)
}

// timeout returns an event that is due at minute m. All of simgo's times are
// whole numbers, exact in a float64.
func (e *Engine) timeout(m Minute) *simgo.Event {
	return disarm(e.events.Timeout(max(0, float64(m-e.origin)-e.events.Now())))
}

// disarm takes away the finalizer that simgo gives every event: it would abort
// a process that waits for an event nobody else refers to, and panic when such
// an event is collected after the run.
func disarm(ev *simgo.Event) *simgo.Event {
	runtime.SetFinalizer(ev, nil)
	return ev
}

// guard runs f and turns its error or panic into the run's failure.
func (e *Engine) guard(name string, f func() error) {
	if e.failure != nil || e.closing {
		return
	}
	defer func() {
		if r := recover(); r != nil {
			e.fail(name, fmt.Errorf("panic: %v", r), string(debug.Stack()))
		}
	}()
	e.tire()
	if err := f(); err != nil {
		e.fail(name, err, "")
	}
}

func (e *Engine) fail(name string, err error, stack string) {
	if e.failure != nil {
		return
	}
	e.failure = &Failure{Component: name, At: e.now, When: e.cal.Time(e.now).Format("2006-01-02 15:04"), Stack: stack, Err: err}
}

// Process is a sequence of happenings that waits between them.
type Process struct {
	e    *Engine
	proc simgo.Process
}

// Process starts body as a process at the current minute. An error or a panic
// in body ends the run.
func (e *Engine) Process(name string, body func(p *Process) error) {
	if e.closing {
		return
	}
	// simgo starts the goroutine at once but it leaks if its first event is
	// never processed: so it is created only when that event is.
	e.timeout(e.now).AddHandler(func(*simgo.Event) {
		if e.closing || e.failure != nil {
			return
		}
		e.running.Add(1)
		e.events.Process(func(proc simgo.Process) {
			defer e.running.Done()
			e.guard(name, func() error { return body(&Process{e: e, proc: proc}) })
		})
	})
}

// Now is the current minute.
func (p *Process) Now() Minute { return p.e.now }

// Wait lets d minutes pass.
func (p *Process) Wait(d Minute) { p.WaitUntil(p.e.now + d) }

// WaitUntil sleeps until minute m; a minute in the past means now.
func (p *Process) WaitUntil(m Minute) {
	p.wait(p.e.timeout(m))
}

func (p *Process) wait(ev *simgo.Event) {
	p.e.tire()
	p.proc.Wait(ev)
	if p.e.failure != nil || p.e.closing {
		runtime.Goexit()
	}
}

// Signal wakes the processes that wait for it.
type Signal struct {
	e  *Engine
	ev *simgo.Event
}

// NewSignal returns a signal that nobody waits for yet.
func (e *Engine) NewSignal() *Signal { return &Signal{e: e, ev: disarm(e.events.Event())} }

// WaitFor sleeps until the signal is next sent.
func (p *Process) WaitFor(s *Signal) { p.wait(s.ev) }

// Send wakes all processes that wait for the signal, at the current minute.
func (s *Signal) Send() {
	s.ev.Trigger()
	s.ev = disarm(s.e.events.Event())
}

// Run calls minute for every minute from the engine's first to end, each after
// the events due at it, and returns the first failure: of an event, of a
// process, of minute itself (whose component names itself when asked) or of the
// context, which is looked at once an hour.
func (e *Engine) Run(ctx context.Context, end Minute, component func() string, minute func(Minute) error) error {
	defer e.Close()
	for e.now < end {
		if err := context.Cause(ctx); err != nil {
			return err
		}
		if err := e.hour(min(e.now+Hour, end), component, minute); err != nil {
			return err
		}
	}
	return nil
}

// hour runs the minutes up to until, within one guard against panics.
func (e *Engine) hour(until Minute, component func() string, minute func(Minute) error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			e.fail(component(), fmt.Errorf("panic: %v", r), string(debug.Stack()))
			err = e.failure
		}
	}()
	for ; e.now < until; e.now++ {
		e.happen()
		if e.failure != nil {
			return e.failure
		}
		if err := minute(e.now); err != nil {
			e.fail(component(), err, "")
			return e.failure
		}
	}
	return nil
}

// mostEvents is the number of events at one minute from which they are taken for
// endless: each plans the next one for now. No world has so many parts.
const mostEvents = 10_000_000

// tire counts an event of this minute, and panics where there is no end of them: the
// guard of the event that meets the limit names its component.
func (e *Engine) tire() {
	if e.busyAt != e.now {
		e.busyAt, e.busy = e.now, 0
	}
	if e.busy++; e.busy > e.most {
		panic(fmt.Sprintf("%d events at one minute: they have no end", e.most))
	}
}

// happen runs the events of this minute: those that are due, and those that they
// schedule for now.
func (e *Engine) happen() {
	for {
		for e.shots.due(e.now) {
			e.guard(e.shots.take())
			e.shots.settle()
		}
		// RunUntil leaves out events at its target, and those of this minute are
		// all that lie before the next.
		e.events.RunUntil(float64(e.now - e.origin + 1))
		if !e.shots.due(e.now) {
			return
		}
	}
}

// Close ends all processes, the waiting ones and those not yet started. The
// engine is not used afterwards.
func (e *Engine) Close() {
	if e.closing {
		return
	}
	e.closing = true
	e.events.RunUntil(e.events.Now() + 0.5) // what is due now starts and, closing, ends at once
	e.events.Shutdown()
	e.running.Wait()
}
