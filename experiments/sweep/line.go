package sweep

import (
	"fmt"
	"io"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/term"

	"caloduc/experiments"
	"caloduc/sim"
)

// line is the progress of a whole sweep on one line: rewritten in place on a
// terminal, a plain line every half minute elsewhere.
type line struct {
	w        io.Writer
	terminal bool
	quiet    bool
	began    time.Time
	minutes  atomic.Int64 // simulated

	mutex                     sync.Mutex
	of, done, failed, running int
	yearsToDo                 float64
	shown                     bool // a line stands on the terminal
	stop, stopped             chan struct{}
}

func newLine(o Options, points, todo []Point, failed int) *line {
	l := &line{w: o.Stderr, terminal: term.IsTerminal(int(o.Stderr.Fd())), quiet: o.Quiet, began: time.Now(), of: len(points),
		failed: failed, stop: make(chan struct{}), stopped: make(chan struct{})}
	l.done = max(0, len(points)-len(todo)-failed)
	for _, p := range todo {
		l.yearsToDo += float64(p.years)
	}
	go l.tick()
	return l
}

// tick shows the line again and again.
func (l *line) tick() {
	defer close(l.stopped)
	every := 30 * time.Second
	if l.terminal {
		every = 200 * time.Millisecond
	}
	t := time.NewTicker(every)
	defer t.Stop()
	for {
		select {
		case <-l.stop:
			return
		case <-t.C:
			l.show()
		}
	}
}

func (l *line) show() {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	switch {
	case l.quiet:
	case l.terminal:
		fmt.Fprintf(l.w, "\r\x1b[K%s", l.text())
		l.shown = true
	default:
		fmt.Fprintln(l.w, l.text())
	}
}

// text is the line.
func (l *line) text() string {
	elapsed := time.Since(l.began).Seconds()
	years := sim.Minute(l.minutes.Load()).Hours() / sim.HoursPerYear
	speed := 0.0
	if elapsed > 0 {
		speed = years / elapsed
	}
	text := fmt.Sprintf("%d of %d runs done, %d failed, %d running, %.2f simulated years/s", l.done, l.of, l.failed, l.running, speed)
	if speed > 0 && elapsed > 1 {
		left := time.Duration(max(0, l.yearsToDo-years) / speed * float64(time.Second))
		text += fmt.Sprintf(", %s left", left.Round(time.Second))
	}
	return text
}

// clear takes the line from the terminal, so that something else can be said.
func (l *line) clear() {
	if l == nil {
		return
	}
	l.mutex.Lock()
	defer l.mutex.Unlock()
	if l.shown {
		fmt.Fprint(l.w, "\r\x1b[K")
		l.shown = false
	}
}

func (l *line) begin(Point) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	l.running++
}

func (l *line) end(_ Point, s state) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	l.running--
	switch s {
	case done:
		l.done++
	case failed:
		l.failed++
	}
}

// close ends the line and says where the sweep stands.
func (l *line) close() {
	close(l.stop)
	<-l.stopped
	l.clear()
	if !l.quiet {
		l.mutex.Lock()
		defer l.mutex.Unlock()
		fmt.Fprintf(l.w, "%d of %d runs done, %d failed, %s\n", l.done, l.of, l.failed, time.Since(l.began).Round(100*time.Millisecond))
	}
}

// progress counts the minutes of one run.
func (l *line) progress() experiments.Progress { return &counter{line: l} }

// counter is the progress of one run, told to the line.
type counter struct {
	line *line
	at   sim.Minute
}

// Start implements experiments.Progress.
func (c *counter) Start(sim.Calendar) {}

// Day implements experiments.Progress.
func (c *counter) Day(m sim.Minute) {
	if m > c.at {
		c.line.minutes.Add(int64(m - c.at))
		c.at = m
	}
}

// Done implements experiments.Progress.
func (c *counter) Done() {}
