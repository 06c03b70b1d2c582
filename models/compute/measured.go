package compute

import (
	"fmt"
	"slices"
	"strings"

	"caloduc/sim"
	"caloduc/sim/param"
	"caloduc/sim/record"
)

// The places at which a load may have been measured.
const (
	AtGPUs     = "gpu"        // of the accelerators alone, as their own meters show it
	AtServers  = "server-dc"  // behind the server power supplies
	AtRack     = "rack-inlet" // before them: the IT load
	AtPDU      = "pdu"        // the distribution units' feed, behind the UPS
	AtFacility = "facility"   // the campus' meter, cooling and all losses in it
)

// shape and absolute are the two ways in which a series is taken.
const (
	scaleDesign   = "design"
	scaleAbsolute = "absolute"
)

// MeasuredPower is a series of power from a file that stands in for jobs,
// cycled over the whole run. Values between the readings are linear; a minute
// takes the mean. A file with dates plays at its own time of the calendar, or so
// many of its cycles before or after; one without begins with the run.
type MeasuredPower struct {
	Files        []string
	Format       string
	MeasuredAt   string
	TimeColumn   string
	TimeUnit     string
	PowerColumns string
	PowerUnit    string
	AllowGaps    bool
	Scale        string
	PeakFraction float64
	MFU          float64
}

// Params declares the keys of the measured series.
func (s *MeasuredPower) Params(p *param.Set) {
	p.Files(&s.Files, "file", "CSV of time and power, gzip recognised by content. A list of files with dates that follow one another is read as one").Require()
	p.Choice(&s.Format, "format", formatCSV, []string{formatCSV, formatMLPerf, formatPrometheus},
		"csv: a table of time and power; mlperf: power logs of an MLPerf submission of training, a file for each node, added up; prometheus: an export of a metric of power in W, such as DCGM_FI_DEV_POWER_USAGE, its series added up")
	p.String(&s.TimeColumn, "time_column", "time", "header of the time column")
	p.Choice(&s.TimeUnit, "time_unit", "s", []string{"s", "min", "h", "datetime"}, "unit of the time column; datetime is ISO 8601, UTC unless it says otherwise. Seconds since 1970 are dates, too")
	p.String(&s.PowerColumns, "power_columns", "power*", "headers of the power columns, comma-separated, to be added up; a final * stands for any ending")
	p.Choice(&s.PowerUnit, "power_unit", "MW", []string{"W", "kW", "MW"}, "unit of the power columns")
	p.Bool(&s.AllowGaps, "allow_gaps", false, "draw a straight line over pauses of more than an hour and of more than ten usual intervals")
	p.Choice(&s.MeasuredAt, "measured_at", AtServers, []string{AtGPUs, AtServers, AtRack, AtPDU, AtFacility},
		"where an absolute series was measured: gpu, of the accelerators alone, hosts and fans being added; behind the server power supplies, at the racks' inlets, at the feed of the distribution units, or at the campus' meter with cooling and all losses, which are then taken off as the model had them in the minute before")
	p.Choice(&s.Scale, "scale", scaleDesign, []string{scaleDesign, scaleAbsolute},
		"design: each hall follows the series' shape, its peak being peak_fraction of the hall's rated power; absolute: the power of all open halls together")
	p.Float(&s.PeakFraction, "peak_fraction", 0.9, param.AboveTo(0, 1), "the series' peak over the hall's rated power, with scale = design", param.Assumption)
	p.Float(&s.MFU, "mfu", 0.36, param.AboveTo(0, 1), "model FLOPs utilisation credited to the GPUs that such power keeps busy", epochFit)
}

// Check refuses losses of a series that is a mere shape.
func (s *MeasuredPower) Check(report func(key, format string, args ...any)) {
	if s.MeasuredAt != AtServers && s.Scale != scaleAbsolute {
		report("measured_at", "a shape has no losses to take off: say scale = %q with it", scaleAbsolute)
	}
}

func (s *MeasuredPower) build(c *Cluster, _ sim.Streams) (workload, error) {
	r, err := readSeries(s)
	if err != nil {
		return nil, fmt.Errorf("measured power: %w", err)
	}
	x := &measured{spec: s, c: c, read: r, series: r.byMinute()}
	if x.peak = slices.Max(x.series); x.peak <= 0 {
		return nil, fmt.Errorf("measured power: %s: no positive power", strings.Join(s.Files, ", "))
	}
	if !r.first.IsZero() {
		x.from = c.cal.MinuteOf(r.first)
	}
	return x, nil
}

// measured is the state of a measured load.
type measured struct {
	spec   *MeasuredPower
	c      *Cluster
	read   *readings
	series []float64  // MW by minute, one cycle
	from   sim.Minute // at which the cycle begins
	peak   float64

	fileMW              float64 // of the file, where it was measured
	askedMW, followedMW float64 // DC power that it comes to, as scaled; what the halls drew of it
}

func (x *measured) start(*sim.Engine)         {}
func (x *measured) opened(*hall, sim.Minute)  {}
func (x *measured) closing(*hall, sim.Minute) {}

// notices tells what is not as the file seems to have it.
func (x *measured) notices() (out sim.Notices) {
	s, r, name := x.spec, x.read, sim.FileNames(x.spec.Files)
	if r.missing > 0 {
		out.Add(name, "", "%d rows have no power: a straight line stands for them", r.missing)
	}
	if r.gaps > 0 {
		out.Add(name, "", "%d gaps, %.4g h in all, are straight lines", r.gaps, r.filledH)
	}
	if n := sim.Minute(len(x.series)); n < x.c.cal.End() {
		out.Add(name, "", "the file covers %.5g days and is repeated over the run", float64(n)/float64(sim.Day))
		if n%sim.Day != 0 && !r.first.IsZero() {
			out.Add(name, "cut it to whole days", "repeated, its hours shift against the day's")
		}
	}
	rated := 0.0
	for _, h := range x.c.halls {
		rated += h.designMW
		if s.MeasuredAt == AtGPUs {
			rated += float64(h.spec.GPUs())*(h.idleMW+h.spanMW) - h.designMW
		}
	}
	if s.Scale != scaleAbsolute {
		return out
	}
	if r.dcgm && s.MeasuredAt == AtServers {
		out.Add(name, `say measured_at = "gpu"`, "DCGM reads the power of GPUs alone: as power of whole servers it leaves too little for hosts and fans")
	}
	if s.MeasuredAt != AtServers && s.MeasuredAt != AtGPUs {
		out.Add(name, "", "it was measured at %q: servers draw of it what the model's own losses of the minute before leave (indicator measured_energy_balance)", s.MeasuredAt)
	}
	switch peak := x.peak / x.c.halls[0].MeasuredPerDC; {
	case peak > rated:
		out.Add(name, "check power_unit, or give the halls more racks", "its peak of %.4g MW is more than the %.4g MW of all halls: they draw less than the file says (indicator measured_energy_followed)", x.peak, rated)
	case peak < leastOfRated*rated:
		out.Add(name, "check power_unit", "its peak of %.4g MW is less than %g %% of the %.4g MW of all halls", x.peak, 100*leastOfRated, rated)
	}
	return out
}

// leastOfRated is the part of the halls' power below which a peak is told of.
const leastOfRated = 0.02

// declare declares how much of the file's energy the halls drew.
func (x *measured) declare(g record.Group) {
	asked := g.Meter(&x.askedMW, "measured_MW", "power that the file asks for")
	drew := g.Meter(&x.followedMW, "measured_followed_MW", "power that the halls drew of it")
	if x.spec.Scale == scaleAbsolute {
		g.Meter(&x.fileMW, FileMeter, "power of the file while halls are open, where it was measured")
	}
	g.Indicator("measured_energy_followed", "energy that halls drew over that of the file: below 1 where it asks for more than they can draw or may",
		func(s record.Sums) float64 { return record.Ratio(s.Of(drew), s.Of(asked)) })
}

// at is the series at minute m, cycled.
func (x *measured) at(m sim.Minute) float64 {
	n := sim.Minute(len(x.series))
	return x.series[((m-x.from)%n+n)%n]
}

func (x *measured) step(m sim.Minute, in []Limit) {
	x.c.sum.stale = true
	mw := x.at(m)
	scale := x.spec.PeakFraction / x.peak // DC power per rated power and MW of the series
	x.fileMW = 0
	if x.spec.Scale == scaleAbsolute {
		rated := 0.0
		for _, h := range x.c.halls {
			if h.isOpen {
				rated += h.designMW * h.installed
			}
		}
		if scale = 1 / rated; rated > 0 {
			x.fileMW = mw
		}
	}
	x.askedMW, x.followedMW = 0, 0
	for i, h := range x.c.halls {
		if h.isOpen {
			asked := mw * scale * h.designMW * h.installed / h.MeasuredPerDC
			x.follow(h, asked, &in[i])
			x.askedMW += asked
			if x.spec.MeasuredAt == AtGPUs {
				x.followedMW += h.ChipPowerMW
			} else {
				x.followedMW += h.DCPowerMW
			}
		}
	}
}

// follow makes a hall draw the given DC power, or its GPUs alone, as far as its limits
// allow: as many GPUs as needed work at rated power, the rest idle; below the power of an
// idle hall racks are off.
func (x *measured) follow(h *hall, askedMW float64, in *Limit) {
	if in.Stopped != h.stoppedShare {
		h.stop(in.Stopped, 0, 0)
	}
	c := h.conditions(in)
	idle, span, draws := h.GPUsOnline*h.idleMW*c.leak, h.spanMW*c.leak, askedMW
	allIdle := (idle + h.hostIdleMW) * (1 + c.fans)
	if x.spec.MeasuredAt == AtGPUs {
		draws = allIdle * record.Ratio(askedMW, idle)
	} else {
		askedMW, idle, span = askedMW/(1+c.fans), idle+h.hostIdleMW, span+h.hostSpanMW
	}
	busy := (askedMW - idle) / span
	if busy < 0 {
		busy, c.limitMW = 0, min(c.limitMW, draws)
	}
	throughput := h.settle(c, demand{dynamic: busy, active: busy})
	h.GPUsBusy = min(busy, h.GPUsOnline)
	h.ProductiveGPUs = h.GPUsBusy * throughput
	h.TrainingPFLOPS = h.ProductiveGPUs * h.spec.PeakTFLOPS * 1e-3 * x.spec.MFU
}
