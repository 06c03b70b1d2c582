package sim

import (
	"context"
	"math/rand/v2"
	"testing"

	"github.com/fschuetz04/simgo"
)

// The four ways to advance a minute. The engine owns time and simgo the events
// because of this comparison; the first pair is the engine's overhead, which
// must stay below 15 ns a minute.

// toy is a little physics: a first-order lag that the compiler cannot drop.
type toy struct{ x, u float64 }

func (t *toy) step(m Minute) error {
	t.x += (t.u - t.x) * 0.01
	t.u = float64(m & 15)
	return nil
}

func BenchmarkMinuteBareLoop(b *testing.B) {
	var t toy
	step := t.step
	for i := range b.N {
		if err := step(Minute(i)); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkMinuteEngine(b *testing.B) {
	b.ReportAllocs()
	var t toy
	e := NewEngine(calendar(b, 1), 0)
	for i := range 20 { // rare events wait in the queue, as in a real run
		e.At(Minute(1)<<40+Minute(i), "rare", func() error { return nil })
	}
	b.ResetTimer()
	if err := e.Run(context.Background(), Minute(b.N), func() string { return "toy" }, t.step); err != nil {
		b.Fatal(err)
	}
}

func BenchmarkMinuteHandlerChain(b *testing.B) {
	var t toy
	s := simgo.NewSimulation()
	m := Minute(0)
	var tick func(*simgo.Event)
	tick = func(*simgo.Event) {
		t.step(m)
		m++
		s.Timeout(1).AddHandler(tick)
	}
	s.Timeout(1).AddHandler(tick)
	b.ResetTimer()
	s.RunUntil(float64(b.N))
}

func BenchmarkMinuteProcess(b *testing.B) {
	var t toy
	s := simgo.NewSimulation()
	s.Process(func(p simgo.Process) {
		for m := Minute(0); ; m++ {
			t.step(m)
			p.Wait(p.Timeout(1))
		}
	})
	b.ResetTimer()
	s.RunUntil(float64(b.N))
	s.Shutdown()
}

// BenchmarkEvent is the price of one event that schedules the next.
func BenchmarkEvent(b *testing.B) {
	b.ReportAllocs()
	e := NewEngine(calendar(b, 1), 0)
	var next func() error
	next = func() error { e.At(e.Now()+1, "chain", next); return nil }
	e.At(0, "chain", next)
	b.ResetTimer()
	if err := e.Run(context.Background(), Minute(b.N), func() string { return "" }, func(Minute) error { return nil }); err != nil {
		b.Fatal(err)
	}
}

// BenchmarkEventSimgo is the same through simgo.
func BenchmarkEventSimgo(b *testing.B) {
	b.ReportAllocs()
	s := simgo.NewSimulation()
	var next func(*simgo.Event)
	next = func(*simgo.Event) { s.Timeout(1).AddHandler(next) }
	s.Timeout(1).AddHandler(next)
	b.ResetTimer()
	s.RunUntil(float64(b.N))
}

// BenchmarkFailures is a minute of 20 chains of events, each with the next some
// 100 minutes on, among 500 events that wait.
func BenchmarkFailures(b *testing.B) {
	b.ReportAllocs()
	e := NewEngine(calendar(b, 1), 0)
	rng := rand.New(rand.NewPCG(1, 2))
	var next func() error
	next = func() error { e.At(e.Now()+Minute(100*rng.ExpFloat64()), "chain", next); return nil }
	for range 20 {
		e.At(0, "chain", next)
	}
	for i := range 500 {
		e.At(Minute(1)<<40+Minute(i), "rare", func() error { return nil })
	}
	b.ResetTimer()
	if err := e.Run(context.Background(), Minute(b.N), func() string { return "" }, func(Minute) error { return nil }); err != nil {
		b.Fatal(err)
	}
}
