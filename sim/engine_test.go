package sim

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

func calendar(t testing.TB, years int) Calendar {
	t.Helper()
	c, err := NewCalendar(time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), years, "Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func world() string { return "world" }

// run lets an engine go to end and fails the test if a goroutine stays behind.
func run(t *testing.T, e *Engine, end Minute, minute func(Minute) error) error {
	t.Helper()
	before := runtime.NumGoroutine()
	err := e.Run(context.Background(), end, world, minute)
	for i := 0; runtime.NumGoroutine() > before && i < 200; i++ {
		time.Sleep(time.Millisecond)
	}
	return err
}

func nothing(Minute) error { return nil }

func TestEventsRunBeforeThePhysicsOfTheirMinute(t *testing.T) {
	e := NewEngine(calendar(t, 1), -2)
	var log []string
	note := func(s string) func() error {
		return func() error { log = append(log, fmt.Sprintf("%s@%d", s, e.Now())); return nil }
	}
	e.At(1, "b", note("b"))
	e.At(1, "a", note("a")) // the order of scheduling, not of names
	e.At(-2, "first", note("first"))
	e.Process("p", func(p *Process) error {
		note("p")()
		p.Wait(2)
		note("p")()
		p.WaitUntil(1)
		note("p")()
		return nil
	})
	err := run(t, e, 3, func(m Minute) error {
		log = append(log, fmt.Sprintf("minute@%d", m))
		if m == 1 { // scheduled from the physics: this minute's events are over
			e.At(m, "late", note("late"))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"first@-2", "p@-2", "minute@-2", "minute@-1", "p@0", "minute@0", "b@1", "a@1", "p@1", "minute@1", "late@2", "minute@2"}
	if !slices.Equal(log, want) {
		t.Errorf("order of events:\n got %v\nwant %v", log, want)
	}
}

func TestPanicsAndErrorsNameComponentAndTime(t *testing.T) {
	cause := errors.New("pump seized")
	for _, c := range []struct {
		name  string
		build func(e *Engine) func(Minute) error
		want  string
	}{
		{"process panics", func(e *Engine) func(Minute) error {
			e.Process("reactor Nogent 1", func(p *Process) error { p.Wait(90); panic("boom") })
			return nothing
		}, "reactor Nogent 1 at 2026-01-01 01:30: panic: boom"},
		{"process errs", func(e *Engine) func(Minute) error {
			e.Process("line", func(p *Process) error { p.Wait(5); return cause })
			return nothing
		}, "line at 2026-01-01 00:05: pump seized"},
		{"event panics", func(e *Engine) func(Minute) error {
			e.At(7, "hall H1", func() error { panic("boom") })
			return nothing
		}, "hall H1 at 2026-01-01 00:07: panic: boom"},
		{"physics panics", func(e *Engine) func(Minute) error {
			return func(m Minute) error {
				if m == 61 {
					panic("boom")
				}
				return nil
			}
		}, "world at 2026-01-01 01:01: panic: boom"},
		{"physics errs", func(e *Engine) func(Minute) error {
			return func(m Minute) error {
				if m == 3 {
					return cause
				}
				return nil
			}
		}, "world at 2026-01-01 00:03: pump seized"},
	} {
		t.Run(c.name, func(t *testing.T) {
			before := runtime.NumGoroutine()
			e := NewEngine(calendar(t, 1), 0)
			for range 20 { // bystanders: waiting for ever, waiting for a signal, never started
				e.Process("bystander", func(p *Process) error { p.Wait(1 << 40); return nil })
				s := e.NewSignal()
				e.Process("bystander", func(p *Process) error { p.WaitFor(s); return nil })
			}
			err := run(t, e, Day, c.build(e))
			if err == nil || err.Error() != c.want {
				t.Errorf("got error %q, want %q", err, c.want)
			}
			var f *Failure
			if !errors.As(err, &f) {
				t.Errorf("error is a %T, want *Failure", err)
			} else if strings.Contains(c.want, "panic") && f.Stack == "" {
				t.Error("a panic's stack is lost")
			}
			if n := runtime.NumGoroutine(); n > before {
				t.Errorf("%d goroutines before, %d after the run", before, n)
			}
		})
	}
}

func TestNoGoroutineIsLeft(t *testing.T) {
	before := runtime.NumGoroutine()
	for range 50 {
		e := NewEngine(calendar(t, 1), 0)
		for i := range 10 {
			e.Process("waits", func(p *Process) error {
				for {
					p.Wait(Minute(100 + i))
				}
			})
		}
		e.Process("starts one at the end", func(p *Process) error {
			p.Wait(199)
			e.Process("late", func(p *Process) error { p.Wait(Day); return nil })
			return nil
		})
		if err := run(t, e, 200, func(m Minute) error {
			if m == 199 {
				e.Process("never started", func(p *Process) error { t.Error("ran after the end"); return nil })
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	}
	if n := runtime.NumGoroutine(); n > before {
		t.Errorf("%d goroutines before, %d after 50 runs", before, n)
	}
}

func TestGarbageCollectorLeavesWaitingProcessesAlone(t *testing.T) {
	e := NewEngine(calendar(t, 1), 0)
	woken := 0
	for range 10 {
		s := e.NewSignal()
		e.Process("waits for a signal", func(p *Process) error { p.WaitFor(s); woken++; return nil })
		e.At(500, "send", func() error { s.Send(); return nil })
	}
	if err := run(t, e, 600, func(m Minute) error {
		if m%100 == 0 {
			runtime.GC()
			runtime.GC()
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if woken != 10 {
		t.Errorf("%d of 10 processes woke", woken)
	}
}

func TestContextEndsARun(t *testing.T) {
	ctx, cancel := context.WithCancelCause(context.Background())
	e := NewEngine(calendar(t, 1), 0)
	stop := errors.New("interrupted")
	err := e.Run(ctx, Day, world, func(m Minute) error {
		if m == 100 {
			cancel(stop)
		}
		return nil
	})
	if !errors.Is(err, stop) || e.Now() != 120 {
		t.Errorf("stopped at %d with %v, want the end of the hour and %v", e.Now(), err, stop)
	}
}

func TestStreamsAreIndependentOfEachOther(t *testing.T) {
	a := Streams{Seed: 1}
	if a.Stream("x").Uint64() != a.Stream("x").Uint64() {
		t.Error("the same name gives another sequence")
	}
	seen := map[uint64]string{}
	for _, s := range []Streams{{1, 0}, {2, 0}, {1, 1}} {
		for _, n := range []string{"x", "y", "reactor.Nogent 1.trips", ""} {
			v := s.Stream(n).Uint64()
			if other, ok := seen[v]; ok {
				t.Errorf("%v %q and %s draw the same", s, n, other)
			}
			seen[v] = fmt.Sprint(s, n)
		}
	}
	if got := (Streams{Seed: 1}).Stream("pinned").Uint64(); got != 687474742341807165 {
		t.Errorf("the first draw of seed 1, %q is %d: results of earlier versions no longer come out", "pinned", got)
	}
}

func TestCalendar(t *testing.T) {
	c := calendar(t, 3)
	if got := c.End(); got != (365+365+366)*Day {
		t.Errorf("2026 to 2028 last %d days", got/Day)
	}
	leap := time.Date(2028, 2, 29, 12, 30, 59, 0, time.UTC)
	if m := c.MinuteOf(leap); !c.Time(m).Equal(leap.Truncate(time.Minute)) {
		t.Errorf("minute %d is %v", m, c.Time(m))
	}
	if m := c.MinuteOf(c.Start().Add(-time.Second)); m != -1 {
		t.Errorf("a second before the start is minute %d, want -1", m)
	}
	for utc, local := range map[string]string{"2026-03-29 00:59": "01:59", "2026-03-29 01:00": "03:00", "2026-10-25 00:59": "02:59", "2026-10-25 01:00": "02:00"} {
		u, _ := time.Parse("2006-01-02 15:04", utc)
		if got := c.Local(c.MinuteOf(u)).Format("15:04"); got != local {
			t.Errorf("%s UTC is %s in Paris, want %s", utc, got, local)
		}
	}
	if _, err := NewCalendar(c.Start(), 1, "Europe/Fouju"); err == nil {
		t.Error("an unknown zone passes")
	}
	if _, err := NewCalendar(c.Start(), 0, "UTC"); err == nil {
		t.Error("0 years pass")
	}
}

// Events that plan one another for the same minute for ever end the run, with the
// component and the minute.
func TestEndlessMinuteFails(t *testing.T) {
	cal, err := NewCalendar(time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), 1, "UTC")
	if err != nil {
		t.Fatal(err)
	}
	endless := map[string]func(e *Engine){
		"shots": func(e *Engine) {
			var again func() error
			again = func() error { e.At(e.Now(), "shots", again); return nil }
			e.At(70, "shots", again)
		},
		"waits": func(e *Engine) {
			e.Process("waits", func(p *Process) error {
				p.WaitUntil(70)
				for {
					p.Wait(0)
				}
			})
		},
	}
	for name, start := range endless {
		e := NewEngine(cal, 0)
		e.most = 1000
		start(e)
		err := e.Run(t.Context(), 200, func() string { return "world" }, func(Minute) error { return nil })
		if err == nil || !strings.Contains(err.Error(), name+" at 2026-01-01 01:10: panic: 1000 events at one minute") {
			t.Errorf("%s: %v", name, err)
		}
	}
}
