package experiments

import (
	"fmt"
	"io"
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"caloduc/sim"
)

// Progress is told how far a run has come, once a simulated day.
type Progress interface {
	Start(cal sim.Calendar)
	Day(m sim.Minute)
	Done()
}

// NewProgress returns a bar with simulated date, speed and time left where w is
// a terminal, a plain line every half minute elsewhere, and silence if quiet.
func NewProgress(w *os.File, quiet bool) Progress {
	switch {
	case quiet:
		return silent{}
	case term.IsTerminal(int(w.Fd())):
		return &bar{w: w}
	default:
		return &lines{w: w}
	}
}

type silent struct{}

func (silent) Start(sim.Calendar) {}
func (silent) Day(sim.Minute)     {}
func (silent) Done()              {}

// pace measures simulated years per second.
type pace struct {
	cal   sim.Calendar
	began time.Time
}

func (p *pace) start(cal sim.Calendar) { p.cal, p.began = cal, time.Now() }

func (p *pace) at(m sim.Minute) (yearsPerSecond float64, left time.Duration) {
	elapsed := time.Since(p.began).Seconds()
	if elapsed <= 0 || m <= 0 {
		return 0, 0
	}
	left = time.Duration(elapsed * float64(p.cal.End()-m) / float64(m) * float64(time.Second))
	return m.Hours() / sim.HoursPerYear / elapsed, left
}

type bar struct {
	pace
	w io.Writer
	b *progressbar.ProgressBar
}

// Start implements Progress.
func (b *bar) Start(cal sim.Calendar) {
	b.start(cal)
	b.b = progressbar.NewOptions64(int64(cal.End()/sim.Day), progressbar.OptionSetWriter(b.w),
		progressbar.OptionSetWidth(30), progressbar.OptionSetPredictTime(false), progressbar.OptionSetElapsedTime(false),
		progressbar.OptionClearOnFinish(), progressbar.OptionThrottle(100*time.Millisecond))
}

// Day implements Progress.
func (b *bar) Day(m sim.Minute) {
	if m < 0 {
		return
	}
	speed, left := b.at(m)
	if int64(m/sim.Day)%8 == 0 {
		b.b.Describe(fmt.Sprintf("%s  %4.1f years/s  %s left", b.cal.Time(m).Format("2006-01-02"), speed, left.Round(time.Second)))
	}
	b.b.Set64(int64(m / sim.Day))
}

// Done implements Progress.
func (b *bar) Done() { b.b.Finish() }

type lines struct {
	pace
	w    io.Writer
	last time.Time
}

// Start implements Progress.
func (l *lines) Start(cal sim.Calendar) {
	l.start(cal)
	l.last = l.began
}

// Day implements Progress.
func (l *lines) Day(m sim.Minute) {
	if m < 0 || time.Since(l.last) < 30*time.Second {
		return
	}
	l.last = time.Now()
	speed, left := l.at(m)
	fmt.Fprintf(l.w, "%s, %.1f simulated years per second, %s left\n", l.cal.Time(m).Format("2006-01-02"), speed, left.Round(time.Second))
}

// Done implements Progress.
func (l *lines) Done() {}
