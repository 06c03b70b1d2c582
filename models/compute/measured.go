package compute

import (
	"fmt"

	"caloduc/sim"
	"caloduc/sim/param"
)

// MeasuredPower is a series of DC power from a file that stands in for jobs,
// cycled over the whole run. Values between the readings are linear; a minute
// takes the mean.
type MeasuredPower struct {
	File         string
	TimeColumn   string
	TimeUnit     string
	PowerColumns string
	PowerUnit    string
	Scale        string
	PeakFraction float64
	MFU          float64
}

// Params declares the keys of the measured series.
func (s *MeasuredPower) Params(p *param.Set) {
	p.File(&s.File, "file", "CSV of time and power, gzip accepted").Require()
	p.String(&s.TimeColumn, "time_column", "time", "header of the time column")
	p.Choice(&s.TimeUnit, "time_unit", "s", []string{"s", "min", "h", "datetime"}, "unit of the time column; datetime is ISO 8601, UTC unless it says otherwise")
	p.String(&s.PowerColumns, "power_columns", "power*", "headers of the power columns, comma-separated, to be added up; a final * stands for any ending")
	p.Choice(&s.PowerUnit, "power_unit", "MW", []string{"W", "kW", "MW"}, "unit of the power columns")
	p.Choice(&s.Scale, "scale", "design", []string{"design", "absolute"},
		"design: each hall follows the series' shape, its peak being peak_fraction of the hall's rated power; absolute: the power of all open halls together")
	p.Float(&s.PeakFraction, "peak_fraction", 0.9, param.AboveTo(0, 1), "the series' peak over the hall's rated power, with scale = design", param.Assumption)
	p.Float(&s.MFU, "mfu", 0.36, param.AboveTo(0, 1), "model FLOPs utilisation credited to the GPUs that such power keeps busy", epochFit)
}

func (s *MeasuredPower) build(c *Cluster, _ sim.Streams) (workload, error) {
	series, err := readSeries(s)
	if err != nil {
		return nil, fmt.Errorf("measured power: %w", err)
	}
	x := &measured{spec: s, c: c, series: series}
	for _, v := range series {
		x.peak = max(x.peak, v)
	}
	if x.peak <= 0 {
		return nil, fmt.Errorf("measured power: %s: no positive power", s.File)
	}
	return x, nil
}

// measured is the state of a measured load.
type measured struct {
	spec   *MeasuredPower
	c      *Cluster
	series []float64 // MW by minute, one cycle
	peak   float64
}

func (x *measured) start(*sim.Engine)         {}
func (x *measured) opened(*hall, sim.Minute)  {}
func (x *measured) closing(*hall, sim.Minute) {}

// at is the series at minute m, cycled from minute 0.
func (x *measured) at(m sim.Minute) float64 {
	n := sim.Minute(len(x.series))
	return x.series[((m%n)+n)%n]
}

func (x *measured) step(m sim.Minute, in []Limit) {
	x.c.sum.stale = true
	mw := x.at(m)
	scale := x.spec.PeakFraction / x.peak // DC power per rated power and MW of the series
	if x.spec.Scale == "absolute" {
		rated := 0.0
		for _, h := range x.c.halls {
			if h.isOpen {
				rated += h.designMW
			}
		}
		scale = 1 / rated
	}
	for i, h := range x.c.halls {
		if h.isOpen {
			x.follow(h, mw*scale*h.designMW, &in[i])
		}
	}
}

// follow makes a hall draw the given DC power, as far as its limits allow: as
// many GPUs as needed work at rated power, the rest idle; below the power of an
// idle hall racks are off.
func (x *measured) follow(h *hall, dcMW float64, in *Limit) {
	c := h.conditions(in)
	idle := h.GPUsOnline*h.idleMW*c.leak + h.hostIdleMW
	busy := (dcMW/(1+c.fans) - idle) / (h.spanMW*c.leak + h.hostSpanMW)
	if busy < 0 {
		busy, c.limitMW = 0, min(c.limitMW, dcMW)
	}
	throughput := h.settle(c, demand{dynamic: busy, active: busy})
	h.GPUsBusy = min(busy, h.GPUsOnline)
	h.ProductiveGPUs = h.GPUsBusy * throughput
	h.TrainingPFLOPS = h.ProductiveGPUs * h.spec.PeakTFLOPS * 1e-3 * x.spec.MFU
}
