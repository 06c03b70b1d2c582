package grid

import (
	"fmt"
	"time"

	"caloduc/sim"
	"caloduc/sim/param"
)

// What a staged event of a connection takes out of service.
const (
	eventCircuit     = "circuit"
	eventTransformer = "transformer"
)

// EventSpec is one staged outage: [[campus.grid.event]].
type EventSpec struct {
	Name  string
	What  string
	At    string
	ForH  float64
	Units int
}

// Params declares the keys of event.
func (s *EventSpec) Params(p *param.Set) {
	p.String(&s.Name, "name", "", "name of the event")
	p.Choice(&s.What, "what", "", []string{eventCircuit, eventTransformer}, "what goes out of service").Require()
	p.String(&s.At, "at", "", "minute at which it goes out, in the campus' local time: 2027-01-10T08:00").Require()
	p.Float(&s.ForH, "for_h", 24, param.AtLeast(1.0/60), "hours until it is back", param.Setting)
	p.Int(&s.Units, "units", 1, param.AtLeast(1), "number of circuits or transformers, all if there are fewer", param.Setting)
}

// eventLayout is how a local minute is written.
const eventLayout = "2006-01-02T15:04"

// Check refuses what is no minute.
func (s *EventSpec) Check(report func(key, format string, args ...any)) {
	if _, err := time.Parse(eventLayout, s.At); s.At != "" && err != nil {
		report("at", "%q is no minute: write it as 2027-01-10T08:00", s.At)
	}
}

// stage sets a staged outage. One that lies before the engine's minute is an error of
// the run.
func (c *Connection) stage(e *sim.Engine, s *EventSpec) {
	name := "grid." + c.name + "." + s.What
	cal := c.cal
	t, err := time.ParseInLocation(eventLayout, s.At, cal.Zone())
	at := cal.MinuteOf(t)
	if err != nil || at < e.Now() {
		e.At(e.Now(), name, func() error {
			return fmt.Errorf("the event at %q lies before the run (%s)", s.At, cal.Local(e.Now()).Format(eventLayout))
		})
		return
	}
	faults := c.circuitDown
	if s.What == eventTransformer {
		faults = c.unitDown
	}
	var elements []*int
	for i := range min(s.Units, len(faults)) {
		elements = append(elements, &faults[i])
	}
	e.At(at, name, func() error {
		c.happened++
		c.shift(elements, 1)
		e.At(e.Now()+sim.Span(s.ForH*60), name, func() error {
			c.shift(elements, -1)
			return nil
		})
		return nil
	})
}
